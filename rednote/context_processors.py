"""What every page knows of the site and of the reader's taste."""

from django.conf import settings
from django.http import HttpRequest

THEMES = {"light", "dark"}


def site(request: HttpRequest) -> dict:
    theme = request.COOKIES.get("theme", "")
    return {
        "site_name": settings.SITE_NAME,
        "source_url": settings.SOURCE_URL,
        "has_outbox": not settings.MAIL_URL,
        "theme": theme if theme in THEMES else "",
    }
