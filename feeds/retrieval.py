"""Where candidates come from: each source is one bounded query for ids, newest first."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from feeds import pools
from feeds.interests import hashtags_of
from feeds.models import UserInterest
from posts.models import Hashtag, Note, NoteHashtag

RECENT = timedelta(days=30)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
FROM_HASHTAGS = 150
FROM_INTERESTS = 200
FROM_EACH_HASHTAG = 60
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
    links = NoteHashtag.objects.filter(hashtag=hashtag).order_by("-published_at", "-note_id")
    return dict.fromkeys(links.values_list("note_id", flat=True)[:FROM_INTERESTS], ("fresh",))


def fresh(channel: str) -> Iterable[int]:
    return pools.fresh(channel, FRESH)


def best(channel: str) -> Iterable[int]:
    return pools.best(channel, BEST)


def from_followed_hashtags(viewer, channel: str) -> Iterable[int]:
    followed = Hashtag.objects.filter(follows__user=viewer)
    return newest_of(followed, channel, FROM_HASHTAGS, since=timezone.now() - RECENT)


def from_picked_interests(viewer, channel: str) -> Iterable[int]:
    picked = list(UserInterest.objects.filter(user=viewer).values_list("interest", flat=True))
    if not picked:
        return []
    return newest_of(Hashtag.objects.filter(name__in=hashtags_of(picked)), channel, FROM_INTERESTS)


def from_followed_authors(viewer, channel: str) -> Iterable[int]:
    notes = Note.objects.published().filter(
        author__follower_ties__follower=viewer,
        author__follower_ties__state="active",
        published_at__gte=timezone.now() - RECENT,
    )
    if channel:
        notes = notes.filter(channel=channel)
    return notes.newest().values_list("id", flat=True)[:FROM_AUTHORS]


# Of each hashtag the newest few come from its own index: nobody's whole history is read, whatever a hashtag has.
NEWEST_OF_EACH = """
SELECT l.note_id
FROM (%(hashtags)s) h CROSS JOIN LATERAL (
    SELECT note_id, published_at FROM posts_notehashtag
    WHERE hashtag_id = h.id AND published_at >= %%s
    ORDER BY published_at DESC, note_id DESC LIMIT %%s
) l JOIN posts_note n ON n.id = l.note_id AND (%%s = '' OR n.channel = %%s)
ORDER BY l.published_at DESC, l.note_id DESC LIMIT %%s
"""


def newest_of(hashtags: QuerySet[Hashtag], channel: str, size: int, since: datetime = LONG_AGO) -> list[int]:
    sql, parameters = hashtags.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            NEWEST_OF_EACH % {"hashtags": sql}, [*parameters, since, FROM_EACH_HASHTAG, channel, channel, size]
        )
        return [note_id for (note_id,) in cursor.fetchall()]
