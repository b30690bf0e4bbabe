"""Measure the ranker on any set of events and notes, without a database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feeds.evaluation import DataError, evaluate, page_of
from feeds.evaluation.protocols import PROTOCOLS


class Command(BaseCommand):
    help = "Measure the ranker on events and notes in CSV files; prints one JSON object."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--events", metavar="E", help="viewer,note,kind,at: csv or csv.gz")
        parser.add_argument("--notes", metavar="N", required=True, help="note,author,hashtags,published_at,language")
        parser.add_argument("--train", metavar="T", help="events to learn from, in place of a split of --events")
        parser.add_argument("--test", metavar="U", help="events to find, with --train")
        parser.add_argument("--protocol", required=True, choices=[*PROTOCOLS, "page"])
        parser.add_argument("--viewer", help="page: whose first twenty notes are listed")
        parser.add_argument("--now", type=float, default=0.0, help="page: seconds since 1970 (default: the last event)")
        parser.add_argument("--seed", type=int, default=0, help="page: of what chance has a say in")
        parser.add_argument("--json", metavar="FILE", help="write the figures there too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            figures = measured(options)
        except DataError as error:
            raise CommandError(str(error)) from error
        text = json.dumps(figures, indent=2)
        self.stdout.write(text)
        if options["json"]:
            try:
                Path(options["json"]).write_text(text + "\n", encoding="utf-8")
            except OSError as error:
                raise CommandError(f"{options['json']}: {error.strerror}.") from error


def measured(options: dict[str, Any]) -> dict[str, object]:
    if options["protocol"] == "page":
        return page_of(options["notes"], options["events"], options["viewer"], options["now"], options["seed"])
    return evaluate(options["protocol"], options["notes"], options["events"], options["train"], options["test"])
