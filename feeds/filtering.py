"""Which of the candidates this viewer may and wants to see, with what ranking needs to know of each."""

from collections.abc import Mapping

from feeds.ranking import Candidate
from posts.models import Note

UNKNOWN_RATE = 0.05  # a note whose rate was never computed stands where the prior stands


def drop_unwanted(viewer, found: Mapping[int, tuple[str, ...]], languages: frozenset[str]) -> list[Candidate]:
    """One query over the found ids: visible, neither hidden nor by somebody muted, in the languages asked for."""
    notes = Note.objects.visible_to(viewer).wanted_by(viewer).filter(pk__in=list(found), published_at__isnull=False)
    if languages:
        notes = notes.filter(language__in=[*languages, ""])
    rows = notes.values_list("id", "author_id", "channel", "language", "published_at", "rate__rate")
    return [
        Candidate(
            id=note_id,
            author=author_id,
            channel=channel,
            language=language,
            published=published_at.timestamp() if published_at else 0.0,
            rate=UNKNOWN_RATE if rate is None else rate,
            sources=found[note_id],
        )
        for note_id, author_id, channel, language, published_at, rate in rows.order_by("id")
    ]
