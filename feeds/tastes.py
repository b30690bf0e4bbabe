"""What the ranking knows of a viewer: their taste, what they did and saw last, what they set.

PostgreSQL holds the taste (`TasteRow`), Redis a copy beside what was done since, so that the next page knows it. A
person of whom nothing is kept yet is read from their likes, saves, comments, hides and followed hashtags.
"""

import logging
import math
import struct
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from redis.client import Pipeline

from feeds.interests import hashtags_of
from feeds.models import FeedSettings, NoteVector, TasteRow, UserInterest, Wish
from feeds.ranking import Controls, content, profile
from feeds.ranking.profile import Taste
from posts.models import Hashtag, HashtagFollow, Note, NoteHashtag
from rednote.lib import redis

logger = logging.getLogger(__name__)

LIFETIME = 30 * 86_400  # seconds after the last visit
MOST_WAITING = 200  # doings that the worker has not folded yet
SEEN_KEPT = 250
MOST_SEEN = 350  # from which on it is cut back
HISTORY_KEPT = 50
REBUILT_FROM = 200  # doings
# Seconds after which what is in the database surely waits here, too, or was folded.
SETTLED = 60.0
LIKED = ("like", "collect", "comment", "share")
# What has a row of its own, from which it can be learnt again.
WRITTEN = frozenset({"like", "collect", "comment", "hide", "follow_hashtag"})
# What changes who is asked for candidates; a dwell does not.
TELLING = frozenset({*LIKED, "hide", "less", "more", "report"})

# Kinds as numbers, for the list of what waits.
KINDS = (
    "like",
    "collect",
    "comment",
    "share",
    "dwell",
    "hide",
    "less",
    "more",
    "report",
    "follow_hashtag",
    "unlike",
    "uncollect",
    "unhide",
    "unfollow_hashtag",
    "unless",
)
Traits = tuple[tuple[int, ...], np.ndarray | None]  # the hashtags and the vector of a note

_DOING = struct.Struct("<Bqd")
_MOMENT = struct.Struct("<qI")  # an id, and when, in seconds
_HEAD = struct.Struct("<H")

# Where the worker has not counted them yet, a page counts no further than this.
COUNTED_BY_A_PAGE = 5000
TOTAL_LIFETIME = 600  # seconds

DIRTY = "taste:dirty"


@dataclass(frozen=True, slots=True)
class Doing:
    """What a person did with a note, or to a hashtag they follow."""

    kind: str
    subject: int
    at: float

    def pack(self) -> bytes:
        return _DOING.pack(KINDS.index(self.kind), self.subject, self.at)

    @classmethod
    def unpack(cls, packed: bytes) -> "Doing":
        kind, subject, at = _DOING.unpack(packed)
        return cls(KINDS[kind], subject, at)


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a viewer."""

    own: FeedSettings
    taste: Taste = field(default_factory=Taste)
    history: tuple[tuple[int, float], ...] = ()  # notes they engaged with and when, newest last
    seen: tuple[tuple[int, float], ...] = ()  # cards and when, newest last
    followed: frozenset[int] = frozenset()  # hashtags
    picked: frozenset[int] = frozenset()  # hashtags of the interests they picked
    controls: Controls = field(default_factory=Controls)

    @property
    def is_personal(self) -> bool:
        return self.own.is_personal


def known_of(viewer, own: FeedSettings) -> Known:
    """What is known of the viewer, including what they did a moment ago; raises RedisError."""
    if not own.is_personal or not settings.EXPLORE["personal"]:
        return Known(FeedSettings(is_personal=False))
    with redis.client().pipeline(transaction=False) as pipe:
        pipe.get(key(viewer.pk))
        pipe.lrange(waiting_key(viewer.pk), 0, -1)
        pipe.getrange(seen_key(viewer.pk), -SEEN_KEPT * _MOMENT.size, -1)
        pipe.strlen(seen_key(viewer.pk))
        kept, waiting, seen, size = pipe.execute()
    if size > MOST_SEEN * _MOMENT.size:
        redis.client().set(seen_key(viewer.pk), seen, ex=LIFETIME)
    doings = since_forgotten(own, [Doing.unpack(doing) for doing in waiting])
    taste, history = unpack(kept) if kept else (Taste(), ())
    if kept and taste.at >= forgotten(own):
        taste, history = taught(taste, history, doings)
    else:
        taste, history = stored(viewer.pk, own, doings)
        # What is not settled yet would be learnt again from the copy, once it waits.
        if not doings and taste.at < time.time() - SETTLED:
            redis.client().set(key(viewer.pk), pack(taste, history), ex=LIFETIME)
    picked = UserInterest.objects.filter(user=viewer).values_list("interest", flat=True)
    return Known(
        own,
        taste=taste,
        history=history,
        seen=moments(seen),
        followed=frozenset(HashtagFollow.objects.filter(user=viewer).values_list("hashtag_id", flat=True)),
        picked=frozenset(Hashtag.objects.filter(name__in=hashtags_of(list(picked))).values_list("id", flat=True)),
        controls=controls_of(own, Wish.objects.filter(user=viewer)),
    )


def seen_before(viewer, moment: float) -> list[int]:
    """The cards that this viewer saw before a moment; none of whom nothing is kept, or while Redis is away."""
    if not viewer.is_authenticated:
        return []
    try:
        packed: bytes = redis.client().get(seen_key(viewer.pk)) or b""  # type: ignore[assignment]
    except redis.RedisError:
        return []
    return [note for note, at in moments(packed) if at <= moment]


def controls_of(own: FeedSettings, wishes: Iterable[Wish]) -> Controls:
    """The sliders in the ranking's units."""
    wishes = list(wishes)
    return Controls(
        new_voices=own.new_voices / 100,
        freshness=own.freshness / 50,
        bridge=own.bridge,
        variety=own.variety / 100,
        hashtags={wish.hashtag_id: wish.amount for wish in wishes if wish.hashtag_id},
        authors={wish.author_id: wish.amount for wish in wishes if wish.author_id},
        languages={wish.language: wish.amount for wish in wishes if wish.language},
    )


# --- Learning ---------------------------------------------------------------------------------------------------------


def push(pipe: Pipeline, user_id: int, doings: Sequence[Doing]) -> None:
    """What a person did, for their next page to know and the worker to fold."""
    if not doings:
        return
    waiting = waiting_key(user_id)
    pipe.rpush(waiting, *(doing.pack() for doing in doings))
    pipe.ltrim(waiting, -MOST_WAITING, -1)
    pipe.expire(waiting, LIFETIME)
    pipe.zadd(DIRTY, {str(user_id): doings[-1].at}, nx=True)
    if any(doing.kind.removeprefix("un") in TELLING for doing in doings):
        pipe.delete(candidates_key(user_id))


def push_seen(pipe: Pipeline, user_id: int, notes: Sequence[int]) -> None:
    now = math.ceil(time.time())  # never before the page was opened on which they were seen
    pipe.append(seen_key(user_id), b"".join(_MOMENT.pack(note, now) for note in notes))
    pipe.expire(seen_key(user_id), LIFETIME)


def taught(
    taste: Taste, history: tuple[tuple[int, float], ...], doings: Sequence[Doing]
) -> tuple[Taste, tuple[tuple[int, float], ...]]:
    """The taste and the history after these doings, in their order."""
    if not doings:
        return taste, history
    traits = traits_of({doing.subject for doing in doings if not doing.kind.endswith("follow_hashtag")})
    idf = idf_of({h for hashtags, _vector in traits.values() for h in hashtags} | {d.subject for d in doings})
    moments_by_note = dict(history)
    for doing in doings:
        if doing.kind.endswith("follow_hashtag"):
            of_note: Traits = (doing.subject,), None
        else:
            of_note = traits.get(doing.subject, ((), None))
        hashtags, vector = of_note
        known = tuple(h for h in hashtags if h in idf)
        taste = profile.learn(
            taste, doing.kind, known, tuple(idf[h] for h in known), doing.at, vector=vector, note=doing.subject
        )
        base = doing.kind.removeprefix("un")
        if base in LIKED or doing.kind in ("hide", "less", "report"):
            moments_by_note.pop(doing.subject, None)
            if doing.kind in LIKED:
                moments_by_note[doing.subject] = doing.at
    return taste, tuple(moments_by_note.items())[-HISTORY_KEPT:]


def traits_of(notes: Iterable[int]) -> dict[int, Traits]:
    """The hashtags (in the order they were written) and the vector of notes."""
    wanted = list(notes)
    hashtags: dict[int, tuple[int, ...]] = {}
    links = NoteHashtag.objects.filter(note__in=wanted).order_by("id").values_list("note_id", "hashtag_id")
    for note_id, hashtag_id in links:
        hashtags[note_id] = (*hashtags.get(note_id, ()), hashtag_id)
    vectors = dict(NoteVector.objects.filter(note__in=wanted).values_list("note_id", "packed"))
    return {note: (hashtags.get(note, ()), vector_of(vectors.get(note))) for note in wanted}


def vector_of(packed: bytes | memoryview | None) -> np.ndarray | None:
    return None if packed is None else np.frombuffer(packed, np.float16).astype(np.float32)


def idf_of(hashtags: Iterable[int]) -> dict[int, float]:
    total = notes_total()
    counts = Hashtag.objects.filter(pk__in=list(hashtags)).values_list("id", "notes_count")
    return {hashtag: float(content.idf(count, total)) for hashtag, count in counts}


def notes_total() -> int:
    """How many notes everybody may see, as of some minutes ago."""
    try:
        kept = redis.client().get("notes:total")
    except redis.RedisError:
        kept = None
    if kept:
        return int(kept)
    return Note.objects.listed().newest().values("id")[:COUNTED_BY_A_PAGE].count()


def count_notes() -> None:
    redis.client().set("notes:total", Note.objects.listed().count(), ex=TOTAL_LIFETIME)


# --- Keeping ----------------------------------------------------------------------------------------------------------


def stored(
    user_id: int, own: FeedSettings, waiting: Sequence[Doing] = (), settled: float = math.inf
) -> tuple[Taste, tuple[tuple[int, float], ...]]:
    """The taste from its row, and what waits; without a row, from what the person did since they were last forgotten.

    What they did is in the database before it waits: then only what has no row of its own there is learnt besides.
    What was done after `settled` and does not wait yet is left out: it comes by itself.
    """
    row = TasteRow.objects.filter(user=user_id).first()
    if row:
        return taught(*unpack(bytes(row.packed)), waiting)
    unwritten = [doing for doing in waiting if doing.kind.removeprefix("un") not in WRITTEN]
    told = {(doing.kind, doing.subject) for doing in waiting}
    done = [d for d in done_by(user_id, own.forgotten_at) if d.at < settled or (d.kind, d.subject) in told]
    return taught(Taste(), (), [*done, *unwritten])


# Each branch reads the newest of one person from its own index.
DONE_BY = """
SELECT kind, subject, extract(epoch FROM at) FROM (
    (SELECT 'like' AS kind, note_id AS subject, created_at AS at FROM posts_like WHERE user_id = %(user)s
        ORDER BY id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'collect', note_id, created_at FROM posts_collect WHERE user_id = %(user)s ORDER BY id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'comment', note_id, created_at FROM posts_comment WHERE author_id = %(user)s
        ORDER BY id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'hide', note_id, created_at FROM posts_hide WHERE user_id = %(user)s ORDER BY id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'follow_hashtag', hashtag_id, created_at FROM posts_hashtagfollow WHERE user_id = %(user)s
        ORDER BY id DESC LIMIT %(most)s)
) done WHERE at > %(since)s ORDER BY at DESC, subject DESC LIMIT %(most)s
"""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def done_by(user_id: int, since: datetime | None) -> list[Doing]:
    with connection.cursor() as cursor:
        cursor.execute(DONE_BY, {"user": user_id, "most": REBUILT_FROM, "since": since or LONG_AGO})
        return [Doing(kind, subject, float(at)) for kind, subject, at in reversed(cursor.fetchall())]


def fold(user_id: int) -> None:
    """Teach the row what waits in Redis; one worker at a time for a person."""
    with transaction.atomic():
        hold(user_id)
        own = FeedSettings.objects.filter(user=user_id).first() or FeedSettings(user_id=user_id)
        if not own.is_personal:
            return
        waiting = waiting_of(user_id)
        packed = pack(*stored(user_id, own, since_forgotten(own, waiting), time.time() - SETTLED))
        TasteRow.objects.update_or_create(user_id=user_id, defaults={"packed": packed, "refreshed_at": timezone.now()})
    client = redis.client()
    try:
        seen = client.getrange(seen_key(user_id), -SEEN_KEPT * _MOMENT.size, -1)
        with client.pipeline(transaction=True) as pipe:
            pipe.set(key(user_id), packed, ex=LIFETIME)
            pipe.ltrim(waiting_key(user_id), len(waiting), -1)
            if seen:
                pipe.set(seen_key(user_id), seen, ex=LIFETIME)
            pipe.execute()
    except redis.RedisError as error:
        logger.warning("the copy of a taste was not written: %s", error)


def waiting_of(user_id: int) -> list[Doing]:
    """What the worker has not folded yet; nothing while Redis is away."""
    try:
        waiting: list[bytes] = redis.client().lrange(waiting_key(user_id), 0, -1)  # type: ignore[assignment]
    except redis.RedisError:
        return []
    return [Doing.unpack(doing) for doing in waiting]


def forgotten(own: FeedSettings) -> float:
    return own.forgotten_at.timestamp() if own.forgotten_at else 0.0


def since_forgotten(own: FeedSettings, doings: list[Doing]) -> list[Doing]:
    """Without what Redis still held when the person was forgotten while it was away."""
    return [doing for doing in doings if doing.at >= forgotten(own)]


def hold(user_id: int) -> None:
    """One change at a time to what is kept of a person, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [user_id])


def forget_hashtag(user_id: int, own: FeedSettings, hashtag: int) -> None:
    """Learn what waits, then drop one weight."""
    fold(user_id)
    taste, history = stored(user_id, own)
    taste = replace(taste, hashtags={h: weight for h, weight in taste.hashtags.items() if h != hashtag})
    packed = pack(taste, history)
    TasteRow.objects.filter(user=user_id).update(packed=packed)
    try:
        redis.client().set(key(user_id), packed, ex=LIFETIME)
    except redis.RedisError as error:
        logger.warning("the copy of a taste was not written: %s", error)
    forget_candidates(user_id)


def forget(user_id: int) -> None:
    """Nothing of what was learnt of the person is left, neither in Redis nor in its row."""
    TasteRow.objects.filter(user=user_id).delete()
    try:
        redis.client().delete(
            key(user_id), waiting_key(user_id), seen_key(user_id), candidates_key(user_id), refreshed_key(user_id)
        )
        redis.client().zrem(DIRTY, str(user_id))
    except redis.RedisError as error:
        # What is left there is not read while personalisation is off, and ends by itself.
        logger.warning("the copy of a taste was not deleted: %s", error)


def forget_candidates(user_id: int) -> None:
    """The person changed what they want: the next page asks every source anew."""
    try:
        redis.client().delete(candidates_key(user_id))
    except redis.RedisError as error:
        logger.warning("stored candidates were not deleted: %s", error)


def pack(taste: Taste, history: Sequence[tuple[int, float]]) -> bytes:
    kept = b"".join(_MOMENT.pack(note, int(at)) for note, at in history)
    return _HEAD.pack(len(history)) + kept + profile.pack(taste)


def unpack(packed: bytes) -> tuple[Taste, tuple[tuple[int, float], ...]]:
    (count,) = _HEAD.unpack_from(packed)
    end = _HEAD.size + count * _MOMENT.size
    return profile.unpack(packed[end:]), moments(packed[_HEAD.size : end])


def moments(packed: bytes) -> tuple[tuple[int, float], ...]:
    """Ids and moments, oldest first; of an id that comes twice the latest."""
    usable = len(packed) - len(packed) % _MOMENT.size
    pairs: dict[int, float] = {}
    for note, at in _MOMENT.iter_unpack(packed[len(packed) - usable :]):
        pairs.pop(note, None)
        pairs[note] = float(at)
    return tuple(pairs.items())


def key(user_id: int) -> str:
    return f"taste:{user_id}"


def waiting_key(user_id: int) -> str:
    return f"taste:{user_id}:new"


def seen_key(user_id: int) -> str:
    return f"seen:{user_id}"


def candidates_key(user_id: int) -> str:
    return f"candidates:{user_id}"


def refreshed_key(user_id: int) -> str:
    return f"refreshed:{user_id}"
