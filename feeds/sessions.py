"""A session is one scroll's ranked ids, kept in Redis while somebody reads on."""

import array
import secrets
from typing import cast

from rednote.lib.redis import RedisError, client

LIFETIME = 60 * 60  # seconds


def open_session(ids: list[int]) -> str:
    """Keep the ids; returns the session's name, "" when Redis is away."""
    name = secrets.token_urlsafe(9)
    try:
        client().set(f"scroll:{name}", array.array("q", ids).tobytes(), ex=LIFETIME)
    except RedisError:
        return ""
    return name


def ids_of(name: str) -> list[int]:
    """The ids of a session, none when it ended."""
    try:
        packed = client().get(f"scroll:{name}") if name else None
    except RedisError:
        return []
    ids = array.array("q")
    ids.frombytes(cast(bytes, packed or b""))
    return ids.tolist()
