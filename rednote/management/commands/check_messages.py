"""Check that every string of the interface is said in every language."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rednote import catalogues


class Command(BaseCommand):
    help = "Fail with a list when a string of the interface has no translation, or a translation no string."

    def handle(self, *args: Any, **options: Any) -> None:
        paths = catalogues.catalogues()
        lines = [f"{path.parent.parent.name}: {fault}" for path in paths for fault in catalogues.faults(path)]
        if not paths or lines:
            raise CommandError("\n".join([*lines, f"{len(lines)} faults; `manage.py make_messages` collects strings."]))
        self.stdout.write("Every string of the interface is translated.")
