"""A session is one scroll's ranked notes, each with why it stands there, kept in Redis while somebody reads on."""

import hashlib
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass

from feeds.impressions import PACKED_SIZE, Placed
from rednote.lib import redis

LIFETIME = 60 * 60  # seconds
_OPENED = struct.Struct("<d")


@dataclass(frozen=True, slots=True)
class Session:
    """What was ranked, in order; `opened_at` in seconds since 1970."""

    placed: tuple[Placed, ...] = ()
    opened_at: float = 0.0

    @property
    def ids(self) -> list[int]:
        return [placed.note for placed in self.placed]


NONE = Session()


def open_session(placed: Sequence[Placed]) -> str:
    """Keep the order; returns the session's name, "" when there is nothing to keep. Raises RedisError.

    The name is made of what is in it: the same order is kept once, however often somebody reloads.
    """
    if not placed:
        return ""
    packed = b"".join(entry.pack() for entry in placed)
    name = hashlib.sha256(packed).hexdigest()[:16]
    client = redis.client()
    if not client.set(key(name), _OPENED.pack(time.time()) + packed, ex=LIFETIME, nx=True):
        client.expire(key(name), LIFETIME)
    return name


def session_of(name: str) -> Session:
    """The session of this name; an empty one when it ended, or when Redis is away."""
    if not name:
        return NONE
    try:
        packed: bytes = redis.client().get(key(name)) or b""  # type: ignore[assignment]
    except redis.RedisError:
        return NONE
    if not packed:
        return NONE
    entries = range(_OPENED.size, len(packed), PACKED_SIZE)
    placed = tuple(Placed.unpack(packed[start : start + PACKED_SIZE]) for start in entries)
    return Session(placed, _OPENED.unpack_from(packed)[0])


def key(name: str) -> str:
    """With the size of an entry: a session that an earlier release packed otherwise has ended."""
    return f"scroll:{PACKED_SIZE}:{name}"
