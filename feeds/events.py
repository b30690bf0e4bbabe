"""Taking in what happened: into a list in Redis at once, into rows by the worker.

While Redis is away the rows are written directly. The same event twice is one: ids are made of what was sent.
"""

import json
import logging
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from django.db import connection, transaction
from redis.client import Pipeline

from feeds import impressions, partitions, tastes
from feeds.models import EventKind, FeedSettings
from feeds.models.notes import FAIR_START
from feeds.ranking.smoothing import MOST_CORRECTION
from posts.models import Note
from rednote.lib import redis
from rednote.lib.ids import new_id

logger = logging.getLogger(__name__)

SEEN = "seen"
# What a browser may report; all else is told by the actions themselves.
REPORTED = frozenset({SEEN, EventKind.OPEN, EventKind.DWELL, EventKind.SHARE, EventKind.FOLLOW})
LONGEST_ID = 40
LONGEST_DWELL = 1800.0  # seconds: whoever stayed longer was away
LEARNT_DWELL = 8.0  # seconds from which a look was interest

WAITING = "events:waiting"
BATCHES = "events:batches"
SALT_LIFETIME = 2 * 86_400
TAUGHT_LIFETIME = 86_400

Row = dict[str, object]


class EventsRefused(Exception):
    """The batch is not one, or nothing in it can be believed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch."""

    taken: int
    refused: int


def take(viewer, visitor: str, batch: object, most: int) -> Taken:
    """Take in what a browser reports; `visitor` tells people apart for a day. Raises EventsRefused.

    Items are {"id": str, "kind": str, "token": str, "seconds": number}; what is not signed for this viewer is left out.
    """
    if not isinstance(batch, list) or not 0 < len(batch) <= most:
        raise EventsRefused("A list of events is wanted.")
    own = FeedSettings.of(viewer)
    person = viewer.pk if own.learns else None
    now = time.time()
    reader = reader_of(named(visitor, person), now)
    rows: list[Row] = []
    learnt: list[tastes.Doing] = []
    seen: list[int] = []
    for item in batch:
        try:
            row = row_of(viewer.pk, item, person, reader, now)
        except (impressions.TokenRefused, EventsRefused):
            continue
        rows.append(row)
        note = int(str(row["note"]))
        if row["event"] == SEEN:
            seen.append(note)
        elif learns_from(row):
            learnt.append(tastes.Doing(str(row["event"]), note, now))
    if not rows:
        raise EventsRefused("None of these events is of a card that was shown here.")
    learnt = not_taught(reader, learnt) if person else []
    keep(rows, person=person, learnt=learnt, seen=seen if own.is_personal else [], viewer_id=viewer.pk)
    return Taken(len(rows), len(batch) - len(rows))


def row_of(viewer_id: int | None, item: object, person: int | None, reader: int, now: float) -> Row:
    """An item as a row; raises TokenRefused or EventsRefused."""
    if not isinstance(item, dict):
        raise EventsRefused("An event is an object.")
    kind, key, token, seconds = (item.get(name) for name in ("kind", "id", "token", "seconds"))
    if not (isinstance(kind, str) and isinstance(token, str) and isinstance(key, str)):
        raise EventsRefused("An event has an id, a kind and a token.")
    if kind not in REPORTED or not 0 < len(key) <= LONGEST_ID:
        raise EventsRefused("An event has an id, a kind and a token.")
    card = impressions.read(viewer_id, token)
    row: Row = {
        "event": kind,
        "day": datetime.fromtimestamp(card.shown_at, UTC).date().isoformat(),
        "viewer": person,
        "reader": reader,
        "note": card.placed.note,
        "at": now,
    }
    if kind == SEEN:
        placed = card.placed
        return row | {
            "id": card.number,
            "slot": placed.slot,
            "kind": placed.kind,
            "source": placed.source,
            "reason": placed.reason,
            "argument": str(placed.argument or ""),
            "propensity": placed.propensity,
            "features": placed.features.hex() or None,
            "version": card.version,
            "shown": card.shown_at,
        }
    if kind == EventKind.DWELL:
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < float("inf"):
            raise EventsRefused("A dwell has seconds.")
        row["seconds"] = float(min(seconds, LONGEST_DWELL))  # an int of JSON can be too long for a float
    # JSON can hold half of a surrogate pair, which UTF-8 cannot.
    return row | {"id": impressions.numbered(f"{viewer_id}:{reader}:{kind}:{key}".encode(errors="surrogatepass"))}


def learns_from(row: Row) -> bool:
    if row["event"] == EventKind.DWELL:
        return float(str(row["seconds"])) >= LEARNT_DWELL
    return row["event"] == EventKind.SHARE


def not_taught(reader: int, doings: list[tastes.Doing]) -> list[tastes.Doing]:
    """What this reader's day did not teach yet: however often a browser says it, it is learnt once.

    The keys name no person, as they outlive what is kept of one. Nothing is learnt while Redis is away.
    """
    try:
        with redis.client().pipeline(transaction=False) as pipe:
            for doing in doings:
                pipe.set(f"taught:{reader}:{doing.kind}:{doing.subject}", 1, nx=True, ex=TAUGHT_LIFETIME)
            return [doing for doing, is_new in zip(doings, pipe.execute(), strict=True) if is_new]
    except redis.RedisError:
        return []


def take_engagement(user, kind: str, note_id: int) -> None:
    """An action's own news, once it is committed: the row for everybody's numbers, the lesson for the person's taste.

    `kind` is one of EventKind, or one with "un" before it that takes it back: that one is learnt and not counted.
    """
    own = FeedSettings.of(user)
    now = time.time()
    person = user.pk if own.learns else None
    rows: list[Row] = []
    if kind in EventKind.values:
        rows = [
            {
                "event": kind,
                "id": new_id(),
                "day": datetime.fromtimestamp(now, UTC).date().isoformat(),
                "viewer": person,
                "reader": reader_of(named(f"user:{user.pk}", person), now),
                "note": note_id,
                "at": now,
            }
        ]
    keep(rows, person=person, learnt=[tastes.Doing(kind, note_id, now)] if person else [], seen=[], viewer_id=user.pk)


def keep(
    rows: list[Row], *, person: int | None, learnt: list[tastes.Doing], seen: list[int], viewer_id: int | None
) -> None:
    """One trip to Redis for all of it; rows alone go to PostgreSQL while Redis is away."""
    if viewer_id and not person:
        rows = without_own(viewer_id, rows)
    try:
        with redis.client().pipeline(transaction=False) as pipe:
            push(pipe, rows)
            if person:
                tastes.push(pipe, person, learnt)
            if viewer_id and seen:
                tastes.push_seen(pipe, viewer_id, seen)
            pipe.execute()
    except redis.RedisError:
        write(rows)


def without_own(viewer_id: int, rows: list[Row]) -> list[Row]:
    """Nobody's own notes count as seen by them. Rows that name the person are told apart when they are written."""
    own = set(Note.objects.filter(author=viewer_id, pk__in={row["note"] for row in rows}).values_list("pk", flat=True))
    return [row for row in rows if row["note"] not in own]


def push(pipe: Pipeline, rows: list[Row]) -> None:
    if rows:
        pipe.rpush(WAITING, *(json.dumps(row, separators=(",", ":")) for row in rows))


def named(visitor: str, person: int | None) -> str:
    """Who is counted: rows without the person share no number with those of the same day that name them."""
    return visitor if person else f"unnamed {visitor}"


def reader_of(visitor: str, now: float) -> int:
    """A number that is a visitor's for one day; its salt is chance, and soon forgotten."""
    try:
        salt = salt_of(f"{datetime.fromtimestamp(now, UTC):%Y%m%d}")
    except redis.RedisError:
        salt = secrets.token_bytes(16)
    return impressions.numbered(salt + visitor.encode())


@lru_cache(maxsize=2)
def salt_of(day: str) -> bytes:
    """The first process to ask makes it, the others read it: each once a day, and around midnight once more."""
    new = secrets.token_bytes(16)
    kept: bytes | None = redis.client().set(f"events:salt:{day}", new, nx=True, get=True, ex=SALT_LIFETIME)  # type: ignore[assignment]
    return kept or new


# --- Into rows --------------------------------------------------------------------------------------------------------


def fold() -> int:
    """Write what waits into rows; returns how many were new. A batch that a dead worker left comes again."""
    new = 0
    for key, rows in batches():
        new += write(rows)
        redis.client().delete(key)
        redis.client().srem(BATCHES, key)
    return new


def batches() -> Iterator[tuple[str, list[Row]]]:
    client = redis.client()
    if client.exists(WAITING):
        key = f"events:batch:{secrets.token_hex(8)}"
        # Listed before it exists: a death in between leaves an empty entry, not a lost batch.
        client.sadd(BATCHES, key)
        client.rename(WAITING, key)
    names: set[bytes] = client.smembers(BATCHES)  # type: ignore[assignment]
    for key in sorted(name.decode() for name in names):
        yield key, [json.loads(row) for row in client.lrange(key, 0, -1)]


def write(rows: Iterable[Row]) -> int:
    """Insert the rows that are not there yet, and count them; returns how many were new."""
    rows = list(rows)
    seen = [row for row in rows if row["event"] == SEEN]
    done = [row for row in rows if row["event"] != SEEN]
    if not rows:
        return 0
    partitions.ensure(*sorted({date.fromisoformat(str(row["day"])) for row in rows}))
    with transaction.atomic(), connection.cursor() as cursor:
        new = 0
        if seen:
            cursor.execute(WRITE_SEEN, {"rows": json.dumps(seen), "most": MOST_CORRECTION, "fair": FAIR_START})
            new += cursor.fetchone()[0]
        if done:
            cursor.execute(WRITE_DONE, {"rows": json.dumps(done)})
            new += cursor.fetchone()[0]
    return new


# Whoever switched personalisation off while a row waited is not in it. Nobody's own notes count as seen by them.
# Every card is an impression; a reader's look at a note counts once in its rate, however often they load the page.
WRITE_SEEN = """
WITH given AS (
    SELECT DISTINCT ON (g.day, g.id) g.*, n.author_id,
        CASE WHEN s.is_personal IS FALSE OR u.id IS NULL THEN NULL ELSE g.viewer END AS person
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(day date, id bigint, viewer bigint, reader bigint, note bigint,
        slot int, kind text, source text, reason text, argument text, propensity float8, features text, version int,
        shown float8, at float8)
    JOIN posts_note n ON n.id = g.note AND n.author_id IS DISTINCT FROM g.viewer
    LEFT JOIN accounts_user u ON u.id = g.viewer
    LEFT JOIN feeds_feedsettings s ON s.user_id = g.viewer
), new AS (
    INSERT INTO feeds_impression (day, id, viewer_id, reader, note_id, author_id, slot, kind, source, reason, argument,
        propensity, features, version, shown_at, seen_at)
    SELECT day, id, person, reader, note, author_id, slot, kind, source, reason, argument, propensity,
        decode(features, 'hex'), version, to_timestamp(shown), to_timestamp(at)
    FROM given ON CONFLICT DO NOTHING RETURNING note_id, reader, slot
), first AS (
    SELECT note_id, reader, min(slot) AS slot FROM new
    WHERE NOT EXISTS (SELECT FROM feeds_impression o WHERE o.note_id = new.note_id AND o.reader = new.reader)
    GROUP BY note_id, reader
), looked AS (
    SELECT note_id, count(*) AS n, sum(least(%(most)s, ln(slot + 2) / ln(2))) AS exposure FROM first GROUP BY note_id
), counted AS (
    INSERT INTO feeds_noterate AS r (note_id, opens_count, rate, refreshed_at, impressions_count, exposure)
    SELECT note_id, 0, 0, now(), count(*), coalesce(max(looked.exposure), 0) FROM new LEFT JOIN looked USING (note_id)
    GROUP BY note_id ORDER BY note_id
    ON CONFLICT (note_id) DO UPDATE SET impressions_count = r.impressions_count + excluded.impressions_count,
        exposure = r.exposure + excluded.exposure
), started AS (
    UPDATE feeds_fairstart f SET impressions_count = f.impressions_count + looked.n,
        finished_at = CASE WHEN f.impressions_count + looked.n >= %(fair)s THEN coalesce(f.finished_at, now()) END
    FROM looked WHERE f.note_id = looked.note_id AND f.finished_at IS NULL
)
SELECT count(*) FROM new
"""

# That somebody followed the author while reading is believed when they do follow.
WRITE_DONE = """
WITH new AS (
    INSERT INTO feeds_event (day, id, viewer_id, reader, note_id, author_id, kind, seconds, happened_at)
    SELECT DISTINCT ON (g.day, g.id) g.day, g.id,
        CASE WHEN s.is_personal IS FALSE OR u.id IS NULL THEN NULL ELSE g.viewer END,
        g.reader, g.note, n.author_id, g.event, coalesce(g.seconds, 0), to_timestamp(g.at)
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(day date, id bigint, viewer bigint, reader bigint, note bigint,
        event text, seconds float8, at float8)
    JOIN posts_note n ON n.id = g.note AND n.author_id IS DISTINCT FROM g.viewer
    LEFT JOIN accounts_user u ON u.id = g.viewer
    LEFT JOIN feeds_feedsettings s ON s.user_id = g.viewer
    WHERE g.event <> 'follow' OR EXISTS (
        SELECT FROM accounts_follow f
        WHERE f.follower_id = g.viewer AND f.followee_id = n.author_id AND f.state = 'active'
    )
    ON CONFLICT DO NOTHING RETURNING 1
)
SELECT count(*) FROM new
"""
