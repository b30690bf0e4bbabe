"""Where candidates come from: each source is one bounded query for ids, and each has a switch in `settings.EXPLORE`.

No source knows how many followers anybody has.
"""

import struct
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from pgvector import HalfVector

from feeds import neighbours, pools, tastes
from feeds.interests import concepts_of, hashtags_of
from feeds.models import NoteNeighbours
from feeds.ranking.neighbours import near_to
from feeds.tastes import Known
from posts.models import Hashtag, Note, NoteHashtag
from rednote.lib import redis
from rednote.lib.ids import id_at

RECENT = timedelta(days=30)
RECENT_AUTHORS = timedelta(days=14)
BEST_WITHIN = timedelta(days=7)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
FROM_HASHTAGS = 150
FROM_INTERESTS = 200
FROM_EACH_HASHTAG = 60
FROM_AUTHORS = 60
FROM_NEIGHBOURS = 150
FROM_OVERLAP = 100
FROM_EACH_VECTOR = 30
FROM_BRIDGE = 40
FROM_BEST = 60
STARTING = 60
FRESH = 120
BEST = 60
# Of a taste the strongest few are asked for: what weighs little would find little.
STRONGEST = 16

SOURCES = ("hashtag", "interest", "author", "neighbour", "overlap", "similar", "fresh", "bridge", "best")
KEPT = 200  # stored candidates of a person
KEPT_FOR = 600  # seconds
_STORED = struct.Struct("<qH")

Sources = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """Note ids with the sources that found them, and with the notes of the viewer's that they are near to."""

    sources: Sources
    neighbours: Mapping[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)


def gather(viewer, known: Known, now: float, channel: str = "") -> Found:
    """What was stored for the viewer with what is new since, or all sources asked anew."""
    near = neighbours_of(known, now)
    sources = ask(viewer, known, channel)
    return Found(dict.fromkeys(near, ()) | sources, near)


def ask(viewer, known: Known, channel: str, *, anew: bool = False) -> Sources:
    """What is stored with what is new; `anew` from every source, for the person's next page to find it done."""
    stored = read_stored(viewer.pk) if known.is_personal and not channel and not anew else {}
    sources = shared_sources(channel) if stored or not known.is_personal else all_sources(viewer, known, channel)
    found = defaultdict(list, {note_id: list(names) for note_id, names in stored.items()})
    for source, ids in sources.items():
        for note_id in ids() if settings.EXPLORE[source] else ():
            found[note_id].append(source)
    result = {note_id: tuple(dict.fromkeys(names)) for note_id, names in found.items()}
    if known.is_personal and not channel and not stored:
        store(viewer.pk, result)
    return result


def all_sources(viewer, known: Known, channel: str) -> dict[str, Callable[[], Iterable[int]]]:
    """In the order in which a note that several find is said to come from them."""
    return {
        "hashtag": lambda: from_followed_hashtags(viewer, channel),
        "interest": lambda: from_picked_interests(known, channel),
        "author": lambda: from_followed_authors(viewer, channel),
        "overlap": lambda: by_overlap(known, channel),
        "similar": lambda: by_vector(known),
        "bridge": lambda: over_the_bridge(viewer, known, channel),
    } | shared_sources(channel, known)


def shared_sources(channel: str, known: Known | None = None) -> dict[str, Callable[[], Iterable[int]]]:
    return {
        "best": lambda: [*(best_of_hashtags(known, channel) if known else ()), *pools.best(channel, BEST)],
        "fresh": lambda: [*pools.starting(channel, STARTING), *pools.fresh(channel, FRESH)],
    }


def gather_tagged(hashtag: Hashtag) -> Found:
    """The notes of one hashtag: what its "hot" is chosen from."""
    links = NoteHashtag.objects.filter(hashtag=hashtag).order_by("-published_at", "-note_id")
    return Found(dict.fromkeys(links.values_list("note_id", flat=True)[:FROM_INTERESTS], ("hot",)))


# --- The sources ------------------------------------------------------------------------------------------------------


def from_followed_hashtags(viewer, channel: str) -> Iterable[int]:
    followed = Hashtag.objects.filter(follows__user=viewer)
    return newest_of(followed, channel, FROM_HASHTAGS, since=timezone.now() - RECENT)


def from_picked_interests(known: Known, channel: str) -> Iterable[int]:
    return newest_of(Hashtag.objects.filter(pk__in=known.picked), channel, FROM_INTERESTS) if known.picked else []


def from_followed_authors(viewer, channel: str) -> Iterable[int]:
    notes = Note.objects.published().filter(
        author__follower_ties__follower=viewer,
        author__follower_ties__state="active",
        published_at__gte=timezone.now() - RECENT_AUTHORS,
    )
    if channel:
        notes = notes.filter(channel=channel)
    return notes.newest().values_list("id", flat=True)[:FROM_AUTHORS]


def by_overlap(known: Known, channel: str) -> Iterable[int]:
    """Notes with the most of the taste's hashtags, by its weights; the newest few of each hashtag are looked at."""
    weights = strongest(known)
    if not weights:
        return []
    parameters = {
        "hashtags": list(weights),
        "weights": list(weights.values()),
        "since": timezone.now() - RECENT,
        "each": FROM_EACH_HASHTAG,
        "channel": channel,
        "size": FROM_OVERLAP,
    }
    return ids(BY_OVERLAP, parameters)


def by_vector(known: Known) -> Iterable[int]:
    """The nearest notes of the last month to each of the viewer's interests."""
    interests = known.taste.interests
    if not settings.EXPLORE["vectors"] or not interests:
        return []
    vectors = [HalfVector(interest.vector).to_text() for interest in interests]
    parameters: dict[str, Any] = {"vectors": vectors, "since": id_at(timezone.now() - RECENT), "size": FROM_EACH_VECTOR}
    with transaction.atomic(), connection.cursor() as cursor:
        # Old notes lie in the same index: it is read on until enough young ones were found.
        cursor.execute("SET LOCAL hnsw.iterative_scan = 'relaxed_order'")
        cursor.execute(BY_VECTOR, parameters)
        return [note_id for (note_id,) in cursor.fetchall()]


def over_the_bridge(viewer, known: Known, channel: str) -> Iterable[int]:
    """Notes in languages the viewer does not read, of the hashtags that name the same things there."""
    languages = [*viewer.languages, ""]
    liked = {*strongest(known), *known.picked, *known.followed}
    if not viewer.languages or not liked or not known.controls.bridge:
        return []
    names = Hashtag.objects.filter(pk__in=liked).values_list("name", flat=True)
    hashtags = Hashtag.objects.filter(name__in=hashtags_of(concepts_of(names))) | Hashtag.objects.filter(pk__in=liked)
    since = timezone.now() - RECENT
    return newest_of(hashtags, channel, FROM_BRIDGE, since=since, not_in=languages)


def best_of_hashtags(known: Known, channel: str) -> Iterable[int]:
    """The week's best rates under the viewer's hashtags, the same few of each hashtag looked at."""
    hashtags = {*strongest(known), *known.picked, *known.followed}
    if not hashtags:
        return []
    parameters = {
        "hashtags": list(hashtags),
        "since": timezone.now() - BEST_WITHIN,
        "each": FROM_EACH_HASHTAG,
        "channel": channel,
        "size": FROM_BEST,
    }
    return ids(BEST_OF_HASHTAGS, parameters)


def neighbours_of(known: Known, now: float) -> dict[int, tuple[tuple[int, float], ...]]:
    """Notes near those the viewer engaged with. One query for at most fifty rows."""
    if not settings.EXPLORE["neighbour"] or not known.history:
        return {}
    history = dict(known.history)
    rows = NoteNeighbours.objects.filter(note__in=history).order_by("note").values_list("note_id", "packed")
    near = near_to(history, ((note, *neighbours.unpack(bytes(packed))) for note, packed in rows), now)
    strongest_first = sorted(near.items(), key=lambda found: (-sum(value for _, value in found[1]), found[0]))
    return dict(strongest_first[:FROM_NEIGHBOURS])


def strongest(known: Known) -> dict[int, float]:
    """The hashtags that the taste likes most."""
    liked = [(weight, hashtag) for hashtag, weight in known.taste.hashtags.items() if weight > 0]
    return {hashtag: weight for weight, hashtag in sorted(liked, reverse=True)[:STRONGEST]}


# --- What is stored for a person --------------------------------------------------------------------------------------


def store(user_id: int, found: Sources) -> None:
    """Keep what was found for the person alone, while it is young; what is for everybody is asked for each time."""
    kept = in_turns({note_id: names for note_id, names in found.items() if set(names) - {"fresh"}})[:KEPT]
    rows = [_STORED.pack(note_id, sum(1 << SOURCES.index(name) for name in found[note_id])) for note_id in kept]
    try:
        redis.client().set(tastes.candidates_key(user_id), b"".join(rows), ex=KEPT_FOR)
    except redis.RedisError:
        return


def in_turns(found: Sources) -> list[int]:
    """The first of each source, then the second of each: a source that finds much leaves room for the others."""
    so_far = Counter[str]()
    turns: dict[int, int] = {}
    for note_id, names in found.items():
        turns[note_id] = so_far[names[0]]
        so_far[names[0]] += 1
    return sorted(turns, key=turns.__getitem__)


def read_stored(user_id: int) -> Sources:
    try:
        packed = redis.client().get(tastes.candidates_key(user_id)) or b""
    except redis.RedisError:
        return {}
    return {
        note_id: tuple(name for bit, name in enumerate(SOURCES) if mask >> bit & 1)
        for note_id, mask in _STORED.iter_unpack(packed)  # type: ignore[arg-type]
    }


# --- SQL: nobody's whole history is read, whatever a hashtag has: of each the newest few come from its own index ------

NEWEST_OF_EACH = """
SELECT l.note_id
FROM (%(hashtags)s) h CROSS JOIN LATERAL (
    SELECT note_id, published_at FROM posts_notehashtag
    WHERE hashtag_id = h.id AND published_at >= %%s
    ORDER BY published_at DESC, note_id DESC LIMIT %%s
) l JOIN posts_note n ON n.id = l.note_id AND (%%s = '' OR n.channel = %%s) AND NOT n.language = ANY(%%s)
ORDER BY l.published_at DESC, l.note_id DESC LIMIT %%s
"""
BY_OVERLAP = """
SELECT l.note_id
FROM unnest(%(hashtags)s::bigint[], %(weights)s::float8[]) AS h(id, weight) CROSS JOIN LATERAL (
    SELECT note_id FROM posts_notehashtag
    WHERE hashtag_id = h.id AND published_at >= %(since)s
    ORDER BY published_at DESC, note_id DESC LIMIT %(each)s
) l JOIN posts_note n ON n.id = l.note_id AND (%(channel)s = '' OR n.channel = %(channel)s)
GROUP BY l.note_id ORDER BY sum(h.weight) DESC, l.note_id DESC LIMIT %(size)s
"""
BY_VECTOR = """
SELECT l.note_id
FROM unnest(%(vectors)s::text[]) AS i(vector) CROSS JOIN LATERAL (
    SELECT note_id FROM feeds_notevector
    WHERE note_id >= %(since)s ORDER BY vector <=> i.vector::halfvec LIMIT %(size)s
) l
"""
BEST_OF_HASHTAGS = """
SELECT l.note_id
FROM unnest(%(hashtags)s::bigint[]) AS h(id) CROSS JOIN LATERAL (
    SELECT note_id FROM posts_notehashtag
    WHERE hashtag_id = h.id AND published_at >= %(since)s
    ORDER BY published_at DESC, note_id DESC LIMIT %(each)s
) l
JOIN posts_note n ON n.id = l.note_id AND (%(channel)s = '' OR n.channel = %(channel)s)
JOIN feeds_noterate r ON r.note_id = l.note_id
GROUP BY l.note_id ORDER BY max(r.rate) DESC, l.note_id DESC LIMIT %(size)s
"""


def newest_of(
    hashtags: QuerySet[Hashtag], channel: str, size: int, since: datetime = LONG_AGO, not_in: Iterable[str] = ()
) -> list[int]:
    sql, parameters = hashtags.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            NEWEST_OF_EACH % {"hashtags": sql},
            [*parameters, since, FROM_EACH_HASHTAG, channel, channel, list(not_in), size],
        )
        return [note_id for (note_id,) in cursor.fetchall()]


def ids(sql: str, parameters: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [note_id for (note_id,) in cursor.fetchall()]
