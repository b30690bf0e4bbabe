"""Compare every counter with the rows it counts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from rednote.lib.counters import REGISTRY, Counter
from rednote.lib.progress import Progress


class Command(BaseCommand):
    help = "Set every counter that is wrong to the truth; with --check only list them, and fail when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        wrong: list[str] = []
        with Progress(len(REGISTRY), "Counters") as progress:
            for counter in REGISTRY.values():
                wrong += self.reconcile(counter, check)
                progress.advance()
        for line in wrong:
            self.stdout.write(line)
        if check and wrong:
            raise CommandError(f"{len(wrong)} counts are wrong; reconcile_counters without --check sets them right.")
        self.stdout.write(f"{len(REGISTRY)} counters, {len(wrong)} counts set right.")

    def reconcile(self, counter: Counter, check: bool) -> list[str]:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
            found = [
                f"{counter.name}: {counter.target} {row_id} shows {shown}, counts {real}"
                for row_id, shown, real in counter.drift()
            ]
            if found and not check:
                counter.repair()
        return found
