"""Where candidates come from: each source is one bounded query for ids, newest first."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from feeds import pools
from feeds.interests import hashtags_of
from feeds.models import UserInterest
from posts.models import Note, NoteHashtag

RECENT = timedelta(days=30)
FROM_HASHTAGS = 150
FROM_INTERESTS = 200
FROM_AUTHORS = 60
FRESH = 200
BEST = 100


def gather(viewer, channel: str = "") -> dict[int, tuple[str, ...]]:
    """Note ids with the sources that found them."""
    found = defaultdict(list)
    sources = {"fresh": fresh(channel), "best": best(channel)}
    if viewer.is_authenticated:
        sources |= {
            "hashtag": from_followed_hashtags(viewer, channel),
            "interest": from_picked_interests(viewer, channel),
            "author": from_followed_authors(viewer, channel),
        }
    for source, ids in sources.items():
        for note_id in ids:
            found[note_id].append(source)
    return {note_id: tuple(names) for note_id, names in found.items()}


def gather_tagged(hashtag) -> dict[int, tuple[str, ...]]:
    """The notes of one hashtag: what its "hot" is chosen from."""
    links = NoteHashtag.objects.filter(hashtag=hashtag)
    return dict.fromkeys(newest_of(links, "", FROM_INTERESTS), ("fresh",))


def fresh(channel: str) -> Iterable[int]:
    return pools.fresh(channel, FRESH)


def best(channel: str) -> Iterable[int]:
    return pools.best(channel, BEST)


def from_followed_hashtags(viewer, channel: str) -> Iterable[int]:
    links = NoteHashtag.objects.filter(hashtag__follows__user=viewer, published_at__gte=timezone.now() - RECENT)
    return newest_of(links, channel, FROM_HASHTAGS)


def from_picked_interests(viewer, channel: str) -> Iterable[int]:
    picked = list(UserInterest.objects.filter(user=viewer).values_list("interest", flat=True))
    if not picked:
        return []
    links = NoteHashtag.objects.filter(hashtag__name__in=hashtags_of(picked))
    return newest_of(links, channel, FROM_INTERESTS)


def from_followed_authors(viewer, channel: str) -> Iterable[int]:
    notes = Note.objects.published().filter(
        author__follower_ties__follower=viewer,
        author__follower_ties__state="active",
        published_at__gte=timezone.now() - RECENT,
    )
    if channel:
        notes = notes.filter(channel=channel)
    return notes.newest().values_list("id", flat=True)[:FROM_AUTHORS]


def newest_of(links: QuerySet[NoteHashtag], channel: str, size: int) -> Iterable[int]:
    if channel:
        links = links.filter(note__channel=channel)
    return links.order_by("-published_at", "-note_id").values_list("note_id", flat=True)[:size]
