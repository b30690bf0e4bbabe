"""The site as a WSGI application, for asgi.py and for servers such as gunicorn behind nginx."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rednote.settings")

application = get_wsgi_application()
