"""Opens of notes, once per viewer and note a day: counted in Redis, handed on in batches that outlive a worker."""

import secrets
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from rednote.lib import redis

COUNTS = "opens:counts"
BATCHES = "opens:batches"
DAY = 86_400


def count(note_id: int, viewer_key: str) -> None:
    """Count one open, unless this viewer opened the note today already; while Redis is away nothing is counted."""
    seen = f"opens:seen:{timezone.now():%Y%m%d}:{note_id}:{viewer_key}"
    try:
        if redis.client().set(seen, 1, nx=True, ex=DAY):
            redis.client().hincrby(COUNTS, str(note_id), 1)
    except redis.RedisError:
        return


def batches() -> Iterator[tuple[str, dict[int, int]]]:
    """What was counted so far, as (key, opens by note); earlier batches that nobody finished come again."""
    client = redis.client()
    if client.exists(COUNTS):
        key = f"opens:batch:{secrets.token_hex(8)}"
        # Listed before it exists: a death in between leaves an empty entry, not a lost batch.
        client.sadd(BATCHES, key)
        client.rename(COUNTS, key)
    for name in client.smembers(BATCHES):
        counted = client.hgetall(name)
        key = name.decode() if isinstance(name, bytes) else name
        yield key, {int(note_id): int(opens) for note_id, opens in counted.items()}


def finish(key: str) -> None:
    """Forget a batch that was applied."""
    client = redis.client()
    client.delete(key)
    client.srem(BATCHES, key)


def add_views(counts: dict[int, int]) -> None:
    """Add opens of notes to the views of the hashtags they carry.

    Only notes that everybody may see count, or the number would tell of the others.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH views AS (
                SELECT l.hashtag_id AS id, sum(o.opens) AS n
                FROM unnest(%s::bigint[], %s::bigint[]) AS o(note_id, opens)
                JOIN posts_note t ON t.id = o.note_id AND t.is_listed
                JOIN posts_notehashtag l ON l.note_id = t.id
                GROUP BY 1
            ), locked AS (
                SELECT h.id FROM posts_hashtag h WHERE h.id IN (SELECT id FROM views) ORDER BY h.id
                FOR NO KEY UPDATE
            )
            UPDATE posts_hashtag h SET views_count = h.views_count + v.n
            FROM views v JOIN locked k ON k.id = v.id WHERE h.id = v.id
            """,
            [list(counts), list(counts.values())],
        )
