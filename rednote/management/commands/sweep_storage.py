"""Compare the files in the storage with the rows that name them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from posts.sweeping import Findings
from posts.tasks import sweep_slice


class Command(BaseCommand):
    help = (
        "Delete files that no row names (a day old or older), and render again what rows name and is gone;"
        " with --check only list both, and fail when there is one. Runs by itself every night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        total, step, after = Findings(), 0, ""
        while (found := sweep_slice(step, after, repairs=not check)) is not None:
            for name in ("orphans", "unrendered", "unrefined", "lost", "avatars"):
                getattr(total, name).extend(getattr(found, name))
            step, after = (step + 1, "") if found.after is None else (step, found.after)
        for key in [*total.orphans, *total.lost]:
            self.stdout.write(key)
        if check and (total.orphans or total.unrendered or total.lost or total.avatars):
            raise CommandError(f"{total}; sweep_storage without --check puts right what can be.")
        self.stdout.write(str(total))
