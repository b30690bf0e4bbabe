"""Measure the ranker on any set of events and notes, without a database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feeds.evaluation import DataError, evaluate
from feeds.evaluation.protocols import PROTOCOLS


class Command(BaseCommand):
    help = "Measure the ranker on events and notes in CSV files; prints one JSON object."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--events", metavar="E", help="viewer,note,kind,at: csv or csv.gz")
        parser.add_argument("--notes", metavar="N", required=True, help="note,author,hashtags,published_at,language")
        parser.add_argument("--train", metavar="T", help="events to learn from, in place of a split of --events")
        parser.add_argument("--test", metavar="U", help="events to find, with --train")
        parser.add_argument("--protocol", required=True, choices=list(PROTOCOLS))
        parser.add_argument("--json", metavar="FILE", help="write the figures there too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            figures = evaluate(
                options["protocol"], options["notes"], options["events"], options["train"], options["test"]
            )
        except DataError as error:
            raise CommandError(str(error)) from error
        text = json.dumps(figures, indent=2)
        self.stdout.write(text)
        if options["json"]:
            try:
                Path(options["json"]).write_text(text + "\n", encoding="utf-8")
            except OSError as error:
                raise CommandError(f"{options['json']}: {error.strerror}.") from error
