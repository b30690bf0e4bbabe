"""The site as a WSGI application, for asgi.py and for servers such as gunicorn behind nginx."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from rednote.lib.stack import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rednote.settings")

application = roomy(get_wsgi_application().__call__)

# What was loaded stays, and a page makes tens of thousands of short-lived objects: looking through all of them every
# 700 took a tenth of its time.
gc.freeze()
gc.set_threshold(20_000, 20, 50)
