"""A session is one scroll's ranked ids, kept in Redis while somebody reads on."""

import hashlib

from rednote.lib.redis import RedisError, get_ids, put_ids

LIFETIME = 60 * 60  # seconds


def open_session(ids: list[int]) -> str:
    """Keep the ids; returns the session's name, "" when Redis is away.

    The name is made of the ids: the same order is kept once, however often somebody reloads.
    """
    name = hashlib.sha256(repr(ids).encode()).hexdigest()[:16]
    try:
        put_ids(f"scroll:{name}", ids, LIFETIME)
    except RedisError:
        return ""
    return name


def ids_of(name: str) -> list[int]:
    """The ids of a session, none when it ended."""
    return get_ids(f"scroll:{name}") if name else []
