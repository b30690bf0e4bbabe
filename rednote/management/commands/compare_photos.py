"""Compare the photos that were there before photos were compared, and trace the notes that hold them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import QuerySet

from posts.models import Note, Origin, Photo, PhotoPrint
from posts.tasks import compare_photo, trace_origin
from rednote.lib.models import WorkState
from rednote.lib.progress import Progress

BATCH = 200


class Command(BaseCommand):
    help = "Look for near-duplicates among photos and notes from before. It may be stopped, and goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say how many there are")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        photos = Photo.objects.uploaded().filter(state=WorkState.READY, print=None)
        notes = Note.objects.listed().filter(origin=None)
        if not check:
            self.work_off(photos, PhotoPrint, compare_photo, "Photos")
            self.work_off(notes, Origin, trace_origin, "Notes")
        self.stdout.write(f"{photos.count()} photos and {notes.count()} notes are left.")

    def work_off(self, rows: QuerySet, ledger: type[PhotoPrint] | type[Origin], task: Any, title: str) -> None:
        """Here, one after the other, so that nobody's upload waits: a row in the ledger, then the work of its task."""
        with Progress(rows.count(), title) as progress:
            after = 0
            while batch := list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
                for after in batch:
                    ledger._default_manager.get_or_create(pk=after)
                    task(after)
                    progress.advance()
