"""Where notes lie by their words: `ranking.content` applied to rows."""

from collections.abc import Sequence

from pgvector import HalfVector

from feeds.models import NoteVector
from feeds.ranking import content
from posts.models import Note

AT_ONCE = 1000


def describe(notes: Sequence[int]) -> None:
    """Write the vectors of these notes; a note without a word has none."""
    rows = []
    for note in Note.objects.published().filter(pk__in=notes).prefetch_related("hashtags").order_by("id"):
        vector = content.vector([hashtag.name for hashtag in note.hashtags.all()], text_of(note), note.body)
        if vector.any():
            packed = vector.astype("<f2").tobytes()
            rows.append(NoteVector(note=note, vector=HalfVector(vector), packed=packed))
    NoteVector.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["note"], update_fields=["vector", "packed"]
    )


def describe_missing() -> int:
    """Write the vectors of the newest notes that have none; returns how many were looked at."""
    missing = list(Note.objects.listed().filter(vector=None).newest().values_list("id", flat=True)[:AT_ONCE])
    describe(missing)
    return len(missing)


def text_of(note: Note) -> str:
    return f"{note.title} {note.cover_text}".strip()
