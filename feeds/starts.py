"""The fair start: each of a newcomer's first three notes is owed impressions, and its author sees how far it is."""

from dataclasses import dataclass

from django.utils import timezone

from feeds.models import FairStart
from feeds.models.notes import FAIR_START
from posts.models import Note

FIRST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people a note was shown to, of how many it is promised."""

    note: int
    shown: int
    promised: int = FAIR_START

    @property
    def is_done(self) -> bool:
        return self.shown >= self.promised


def owe(note: Note) -> None:
    """Promise the note its impressions when it is out for everybody and among its author's first ones."""
    if note.ready_at is None or not note.is_for_everybody:
        return
    earlier = Note.objects.by(note.author).filter(was_public=True, published_at__lt=note.published_at)
    if earlier[:FIRST_NOTES].count() < FIRST_NOTES:
        FairStart.objects.get_or_create(note=note, defaults={"author_id": note.author_id, "started_at": timezone.now()})


def progress_of(notes: list[int]) -> dict[int, Progress]:
    """Of those of the notes that have a fair start, finished or not."""
    rows = FairStart.objects.filter(note__in=notes).values_list("note_id", "impressions_count")
    return {note: Progress(note, min(shown, FAIR_START)) for note, shown in rows}
