"""Fill the database with a crowd, for measurements."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from accounts.models import User
from feeds.interests import INTERESTS
from posts.models import Hashtag
from rednote.crowd import Crowd
from rednote.demo.texts import world
from rednote.lib.counters import REGISTRY
from rednote.lib.progress import Progress

AT_ONCE = 5000
OTHER_HASHTAGS = 200


class Command(BaseCommand):
    help = (
        "Write people, follows, notes, photos (rows, no files), hashtags, likes, comments and notifications by COPY. "
        "The same seed on the same day gives the same rows; counters come out right."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--notes", type=int, default=10_000)
        parser.add_argument("--people", type=int, help="default: one for each twenty notes, at least fifty")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, notes: int, people: int | None, seed: int, **options: Any) -> None:
        people = people or max(50, notes // 20)
        if User.objects.filter(handle=f"p{seed}_0").exists():
            raise CommandError(f"The crowd of seed {seed} is here already: choose another --seed.")
        began = time.monotonic()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
            self.set_triggers(cursor, "DISABLE")
            crowd = Crowd(world(), seed=seed, people=people, until=until, hashtags=self.hashtags())
            with Progress(people + notes, "Rows of people and notes") as progress:
                for first, end in parts(people):
                    crowd.add_people(first, end)
                    self.copy(cursor, crowd)
                    progress.advance(end - first)
                for first, end in parts(notes):
                    crowd.add_notes(first, end, notes)
                    self.copy(cursor, crowd)
                    progress.advance(end - first)
            self.set_triggers(cursor, "ENABLE")
            # Counted by plans for as many rows as there are now, not for those of a minute ago.
            cursor.execute("ANALYZE")
            for counter in REGISTRY.values():
                counter.repair()
        self.stdout.write(f"{people} people and {notes} notes in {time.monotonic() - began:.1f} s")

    def hashtags(self) -> list[int]:
        """Ids of the interests' hashtags and of many others."""
        names = [name for interest in INTERESTS.values() for name in interest.hashtags]
        names += [f"topic{i}" for i in range(OTHER_HASHTAGS)]
        Hashtag.objects.bulk_create([Hashtag(name=name, label=name) for name in names], ignore_conflicts=True)
        ids = dict(Hashtag.objects.filter(name__in=names).values_list("name", "id"))
        return [ids[name] for name in names]

    def set_triggers(self, cursor: Any, action: str) -> None:
        """Counting in triggers would write each row many times; they are repaired once at the end."""
        # What references what is checked first: a table with checks to come cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in sorted({counter.source for counter in REGISTRY.values()}):
            cursor.execute(f"ALTER TABLE {table} {action} TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def copy(self, cursor: Any, crowd: Crowd) -> None:
        for table, columns, rows in crowd.take():
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", rows)


def parts(total: int) -> Iterator[tuple[int, int]]:
    for first in range(0, total, AT_ONCE):
        yield first, min(first + AT_ONCE, total)
