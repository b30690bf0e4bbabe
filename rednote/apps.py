"""The wiring as an app: commands, template tags, and the admin under the site's own look and rules."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class RednoteConfig(AppConfig):
    name = "rednote"
    default = True

    def ready(self) -> None:
        """Every process that may enqueue a task knows the one Celery app, not a default one without its settings."""
        from rednote import celery  # noqa: F401


class AdminConfig(admin.AdminConfig):
    default = False
    default_site = "moderation.admin_site.AdminSite"
