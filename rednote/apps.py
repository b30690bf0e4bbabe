"""The wiring as an app: commands, template tags, and the admin under the site's own look and rules."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.checks import Error, register


class RednoteConfig(AppConfig):
    name = "rednote"
    default = True

    def ready(self) -> None:
        """Every process that may enqueue a task knows the one Celery app, not a default one without its settings."""
        from rednote import celery  # noqa: F401

        register(decoders_are_current)


def decoders_are_current(**options: Any) -> list[Error]:
    """Whatever begins with the checks of Django (to migrate, to check) ends here where a decoder has known faults."""
    from rednote.lib.images.decoders import OutdatedDecoder, require_current

    try:
        require_current()
    except OutdatedDecoder as outdated:
        return [Error(str(outdated), hint="scripts/install requirements.lock", id="rednote.E001")]
    return []


class AdminConfig(admin.AdminConfig):
    default = False
    default_site = "moderation.admin_site.AdminSite"
