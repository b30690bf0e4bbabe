"""Redis that comes and goes: pages wait for nothing, and the cache reads errors as misses."""

import socket
import threading
import time
from contextlib import suppress

import pytest
from django.core.cache import caches

from rednote.lib import redis


@pytest.fixture
def cache():
    return caches["default"]


@pytest.fixture
def silent_server(settings):
    """Something that accepts connections and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.REDIS_URL = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
    yield listener
    listener.close()


@pytest.fixture
def forgiving(tmp_path):
    return redis.ForgivingRedisCache(f"unix://{tmp_path}/nothing", {})


def test_has_one_client_per_process():
    assert redis.client() is redis.client()
    assert redis.available()


def test_fails_fast_and_then_at_once(silent_server):
    started = time.monotonic()
    assert not redis.available()
    assert time.monotonic() - started < 1
    started = time.monotonic()
    assert not any(redis.available() for _ in range(100))
    assert time.monotonic() - started < 0.1


def test_tries_again_after_a_pause(settings, monkeypatch):
    monkeypatch.setattr(redis, "PAUSE", 0.2)
    real, port = redis.client(), free_port()
    settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
    assert not redis.available()
    forwarder = Forwarder(port, real)
    assert not redis.available()
    time.sleep(0.25)
    assert redis.available()
    forwarder.stop()


def test_survives_connections_that_died(settings):
    real, port = redis.client(), free_port()
    settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
    forwarder = Forwarder(port, real)
    assert redis.available()
    forwarder.drop_connections()
    assert redis.available()
    forwarder.stop()


def test_caches(cache):
    cache.set("a", {"tea": 1}, 60)
    assert cache.get("a") == {"tea": 1}
    assert cache.get_or_set("b", lambda: 2) == 2
    assert cache.incr("b") == 3
    assert "a" in cache
    assert cache.set_many({"c": 1}) == []
    assert cache.get_many(["a", "c", "d"]) == {"a": {"tea": 1}, "c": 1}


def test_clears_only_its_own_keys(cache):
    redis.client().set("queue", "kept")
    cache.set("a", 1)
    cache.clear()
    assert cache.get("a") is None
    assert redis.client().get("queue") == b"kept"


def test_reads_errors_as_misses(forgiving):
    assert forgiving.get("a") is None
    assert forgiving.get("a", "default") == "default"
    assert forgiving.get_many(["a", "b"]) == {}
    assert forgiving.get_or_set("a", lambda: 7) == 7
    assert "a" not in forgiving
    assert not forgiving.has_key("a")
    assert not forgiving.add("a", 1)
    assert not forgiving.touch("a")
    assert not forgiving.delete("a")
    assert forgiving.set("a", 1) is None
    assert forgiving.set_many({"a": 1}) == ["a"]
    assert forgiving.delete_many(["a"]) is None
    assert not forgiving.clear()
    with pytest.raises(ValueError, match="not found"):
        forgiving.incr("a")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Forwarder:
    """A port that passes bytes on to the tests' Redis, until told to drop what it holds."""

    def __init__(self, port: int, target):
        self.target = target.connection_pool.connection_kwargs
        self.listener = socket.create_server(("127.0.0.1", port))
        self.held: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def drop_connections(self) -> None:
        for end in self.held:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.held.clear()

    def stop(self) -> None:
        self.listener.close()
        self.drop_connections()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = self._connect()
                self.held += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()

    def _connect(self) -> socket.socket:
        if "path" in self.target:
            far = socket.socket(socket.AF_UNIX)
            far.connect(self.target["path"])
            return far
        return socket.create_connection((self.target["host"], self.target["port"]))

    @staticmethod
    def _pass(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
