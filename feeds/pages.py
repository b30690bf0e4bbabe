"""From ids to cards: the one hydrate path, with the one check of visibility, in a fixed number of queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from posts.models import Note
from rednote.lib.cursors import page_of

# Cards that became invisible between ranking and reading are made up for by reading on, this often at most.
ROUNDS = 4


@dataclass(frozen=True)
class CardPage:
    """Cards in order, and the cursor of what follows: "" at the end."""

    notes: list[Note]
    after: str = ""


def page_size() -> int:
    return settings.LIMITS["page_size"]


def hydrate(viewer, ids: Sequence[int]) -> list[Note]:
    """The notes of these ids that the viewer may and wants to see, in this order, with all that cards show."""
    notes = Note.objects.visible_to(viewer).wanted_by(viewer).for_cards(viewer).in_bulk(list(ids))
    return [notes[note_id] for note_id in ids if note_id in notes]


def listed_page(viewer, notes: QuerySet[Note], *, order: list[str], after: str | None) -> CardPage:
    """A page of a queryset of notes, newest first by the fields of `order` (the last one unique)."""
    descending = [(field, True) for field in order]
    rows = page_of(notes.values(*order, "id"), order=descending, after=after, size=page_size())
    return CardPage(hydrate(viewer, [row["id"] for row in rows.items]), rows.next_cursor or "")


def filled(viewer, read: Callable[[str], tuple[list[int], str]], after: str) -> CardPage:
    """A full page from a reader of ids (cursor in; ids and next cursor out), reading on while cards are missing."""
    notes: list[Note] = []
    for _ in range(ROUNDS):
        ids, after = read(after)
        notes += hydrate(viewer, ids)
        if len(notes) >= page_size() // 2 or not after:
            break
    return CardPage(notes, after)
