"""Which of the candidates this viewer may and wants to see, with what ranking needs to know of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from feeds.ranking import Candidate
from posts.models import Note, NoteHashtag


def drop_unwanted(viewer, found: Mapping[int, tuple[str, ...]], languages: frozenset[str]) -> list[Candidate]:
    """One query over the found ids: visible, neither hidden nor by somebody muted, in the languages asked for."""
    notes = Note.objects.visible_to(viewer).wanted_by(viewer).filter(pk__in=list(found), published_at__isnull=False)
    if languages:
        notes = notes.filter(language__in=[*languages, ""])
    rows = notes.values_list(
        "id",
        "author_id",
        "channel",
        "language",
        "published_at",
        "likes_count",
        "collects_count",
        "comments_count",
        "rate__opens_count",
    ).order_by("id")
    hashtags = hashtags_of_each(found)
    return [
        Candidate(
            id=note_id,
            author=author_id,
            channel=channel,
            language=language,
            published=published_at.timestamp() if published_at else 0.0,
            hashtags=tuple(hashtags[note_id]),
            sources=found[note_id],
            engaged=likes + 1.5 * collects + 1.5 * comments,
            impressions=opens or 0,
            is_followed="author" in found[note_id],
        )
        for note_id, author_id, channel, language, published_at, likes, collects, comments, opens in rows
    ]


def hashtags_of_each(ids: Iterable[int]) -> Mapping[int, list[int]]:
    hashtags = defaultdict(list)
    links = NoteHashtag.objects.filter(note_id__in=list(ids)).order_by("id")
    for note_id, hashtag_id in links.values_list("note_id", "hashtag_id"):
        hashtags[note_id].append(hashtag_id)
    return hashtags
