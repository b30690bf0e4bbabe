"""A session is one scroll's ranked ids, kept in Redis while somebody reads on."""

import secrets

from rednote.lib.redis import RedisError, get_ids, put_ids

LIFETIME = 60 * 60  # seconds


def open_session(ids: list[int]) -> str:
    """Keep the ids; returns the session's name, "" when Redis is away."""
    name = secrets.token_urlsafe(9)
    try:
        put_ids(f"scroll:{name}", ids, LIFETIME)
    except RedisError:
        return ""
    return name


def ids_of(name: str) -> list[int]:
    """The ids of a session, none when it ended."""
    return get_ids(f"scroll:{name}") if name else []
