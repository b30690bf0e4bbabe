"""Compile the translations of the interface, where they changed; needs no gettext programs."""

from typing import Any

from django.core.management.base import BaseCommand

from rednote import catalogues


class Command(BaseCommand):
    help = "Compile the .po files that changed into the .mo files that Django reads."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in catalogues.catalogues():
            if catalogues.compile_catalogue(path):
                self.stdout.write(f"Compiled {path}")
