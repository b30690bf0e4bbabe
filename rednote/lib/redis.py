"""Redis, held loosely: one client per process that fails fast, and a cache that takes every failure for a miss."""

import array
import time
from functools import cache, wraps
from typing import cast

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError, TimeoutError
from redis.retry import Retry

__all__ = ["ForgivingRedisCache", "RedisError", "available", "client", "get_ids", "put_ids"]

TIMEOUT = 0.3  # seconds, to connect and to answer: a page must not wait for Redis
PAUSE = 5.0  # seconds without a try after a failure
HEALTH_CHECK = 30  # seconds after which an idle connection is tried before it is used


def client() -> Redis:
    """Return the process's client of settings.REDIS_URL; its calls raise RedisError at once while Redis is away."""
    return _client(settings.REDIS_URL)


def put_ids(key: str, ids: list[int], lifetime: int) -> None:
    """Keep ids in order, packed, for so many seconds; raises RedisError."""
    client().set(key, array.array("q", ids).tobytes(), ex=lifetime)


def get_ids(key: str) -> list[int]:
    """Return the ids kept under a key; none when there are none any more, or when Redis is away."""
    ids = array.array("q")
    try:
        ids.frombytes(cast(bytes, client().get(key) or b""))
    except RedisError:
        return []
    return ids.tolist()


def available() -> bool:
    """Whether Redis answers now."""
    try:
        return bool(client().ping())
    except RedisError:
        return False


@cache
def _client(url: str) -> Redis:
    pool = CircuitBreakerPool.from_url(
        url,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        health_check_interval=HEALTH_CHECK,
        # Once more, at once: a pooled connection may have died with the server that has since come back.
        retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)),
    )
    return Redis(connection_pool=pool)


class CircuitBreakerPool(ConnectionPool):
    """After a connection could not be had, refuses for PAUSE seconds without trying."""

    closed_until = 0.0

    def get_connection(self, *args, **options):
        if time.monotonic() < self.closed_until:
            raise ConnectionError("Redis was away a moment ago")
        try:
            return super().get_connection(*args, **options)
        except (ConnectionError, TimeoutError):
            self.closed_until = time.monotonic() + PAUSE
            raise


class _CacheClient(RedisCacheClient):
    def get_client(self, key=None, *, write=False):
        return _client(self._servers[0])

    def forget(self, prefix: str) -> bool:
        """Delete the keys that begin so, and no others: the broker's queues may live in the same database."""
        redis = self.get_client()
        for key in redis.scan_iter(f"{prefix}*", count=1000):
            redis.unlink(key)
        return True


def _forgiving(name: str, miss: object):
    method = getattr(RedisCache, name)

    @wraps(method)
    def forgiving(self, *args, **options):
        try:
            return method(self, *args, **options)
        except RedisError:
            return miss

    return forgiving


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache over the client above: an error reads as a miss, a write that fails is no write."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = _CacheClient

    add = _forgiving("add", False)
    set = _forgiving("set", None)
    touch = _forgiving("touch", False)
    delete = _forgiving("delete", False)
    has_key = _forgiving("has_key", False)
    delete_many = _forgiving("delete_many", None)

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except RedisError:
            return default

    def get_many(self, keys, version=None):
        try:
            return super().get_many(keys, version)
        except RedisError:
            return {}

    def set_many(self, data, *args, **options):
        try:
            return super().set_many(data, *args, **options)
        except RedisError:
            return list(data)

    def incr(self, key, delta=1, version=None):
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            raise ValueError(f"Key '{key}' not found.") from error

    def clear(self):
        try:
            return self._cache.forget(self.make_key(""))
        except RedisError:
            return False
