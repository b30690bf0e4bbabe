"""Collect the strings of the interface into the catalogues of the other languages."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import to_locale

from rednote import catalogues


class Command(BaseCommand):
    help = "Add new strings to the .po files and drop those that are gone; translations are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        for language, _name in settings.LANGUAGES:
            if language != settings.LANGUAGE_CODE:
                path = Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.po"
                added, dropped = catalogues.update(path)
                self.stdout.write(f"{path}: {added} added, {dropped} dropped")
