"""Request bodies are read whole before a thread is taken, and no longer than they may be."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from accounts.actions import create_token
from rednote import asgi, bodies
from rednote.lib import disk

HEADERS = [(b"host", b"localhost"), (b"x-forwarded-for", b"1.2.3.4")]


class Exchange:
    """One request, sent as the given messages; what Django was handed, and what the client was answered."""

    def __init__(self, monkeypatch, messages, headers=HEADERS, path="/"):
        self.messages = list(messages)
        self.scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
        self.handed, self.body, self.answers = None, b"", []
        monkeypatch.setattr(asgi, "in_threads", self.django)

    async def django(self, scope, receive, send):
        self.handed = scope
        more = True
        while more:
            message = await receive()
            self.body += message["body"]
            more = message["more_body"]

    async def receive(self):
        return self.messages.pop(0) if self.messages else await asyncio.sleep(60)

    async def send(self, message):
        self.answers.append(message)

    def run(self):
        # In a thread of its own: where a browser test ran before, this one has a loop already.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, asgi.application(self.scope, self.receive, self.send)).result()
        return self


def part(body, more=True):
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_chunked_body_arrives_whole_and_with_its_length(monkeypatch):
    half = b"x" * 100_000
    headers = [*HEADERS, (b"transfer-encoding", b"chunked")]
    exchange = Exchange(monkeypatch, [part(half), part(half, more=False)], headers).run()
    assert exchange.body == half + half
    assert dict(exchange.handed["headers"])[b"content-length"] == b"200000"
    assert b"transfer-encoding" not in dict(exchange.handed["headers"])


def test_a_request_without_a_body_has_no_length(monkeypatch):
    exchange = Exchange(monkeypatch, [part(b"", more=False)]).run()
    assert exchange.handed["headers"] == HEADERS


def test_a_header_that_mimics_another_is_dropped(monkeypatch):
    exchange = Exchange(monkeypatch, [part(b"", more=False)], [*HEADERS, (b"x_forwarded_for", b"6.6.6.6")]).run()
    assert exchange.handed["headers"] == HEADERS


def announcing(length):
    return [*HEADERS, (b"content-length", str(length).encode())]


def refusal(exchange):
    """With which status Django was told to answer, without a body."""
    assert exchange.body == b""
    return dict(exchange.handed["headers"]).get(b"x-body-refused")


def test_an_announced_length_beyond_the_limit_is_refused_unread(monkeypatch):
    exchange = Exchange(monkeypatch, [part(b"x")], announcing(bodies.SHORT + 1)).run()
    assert refusal(exchange) == b"413"
    assert len(exchange.messages) == 1


def test_an_endless_body_is_refused_where_the_limit_is(monkeypatch):
    monkeypatch.setattr(bodies, "SHORT", 1000)
    exchange = Exchange(monkeypatch, [part(b"x" * 600)] * 5).run()
    assert refusal(exchange) == b"413"
    assert len(exchange.messages) == 3


@pytest.mark.parametrize(
    ("path", "megabytes", "is_member", "status"),
    [
        ("/notes/photos", 4, True, None),
        ("/notes/photos", 4, False, b"413"),
        ("/notes/photos", 22, True, b"413"),
        ("/api/v1/photos", 4, True, None),
        ("/notes", 300, True, None),
        ("/notes", 300, False, b"413"),
        ("/notes/123/edit", 300, True, None),
        ("/notes/123/comments", 4, True, b"413"),
        ("/settings", 4, True, None),
        ("/login", 4, True, b"413"),
    ],
)
def test_much_may_go_only_to_the_doors_of_photos_and_from_members(monkeypatch, path, megabytes, is_member, status):
    monkeypatch.setattr(bodies, "is_from_member", lambda scope: is_member)
    monkeypatch.setattr(disk, "free_bytes", lambda: settings.LIMITS["disk_reserve_bytes"] + 2**30)
    exchange = Exchange(monkeypatch, [part(b"x", more=False)], announcing(megabytes * 2**20), path).run()
    assert dict(exchange.handed["headers"]).get(b"x-body-refused") == status


def test_a_photo_is_refused_before_the_disk_is_full(monkeypatch):
    monkeypatch.setattr(bodies, "is_from_member", lambda scope: True)
    monkeypatch.setattr(disk, "free_bytes", lambda: settings.LIMITS["disk_reserve_bytes"])
    exchange = Exchange(monkeypatch, [part(b"x")], announcing(4 * 2**20), "/notes/photos").run()
    assert refusal(exchange) == b"507"


def test_a_photo_is_refused_where_the_disk_fills_up_on_its_way(monkeypatch):
    reserve = settings.LIMITS["disk_reserve_bytes"]
    left = iter([reserve + 2**30, reserve + 2**30, reserve - 1])
    monkeypatch.setattr(bodies, "is_from_member", lambda scope: True)
    monkeypatch.setattr(disk, "free_bytes", lambda: next(left))
    exchange = Exchange(monkeypatch, [part(b"x" * 2**20)] * 8, announcing(8 * 2**20), "/notes/photos").run()
    assert refusal(exchange) == b"507"
    assert exchange.messages


def test_nobody_else_can_say_that_a_body_was_refused(monkeypatch):
    exchange = Exchange(monkeypatch, [part(b"", more=False)], [*HEADERS, (b"x-body-refused", b"413")]).run()
    assert exchange.handed["headers"] == HEADERS


def test_a_silent_sender_is_let_go(monkeypatch):
    monkeypatch.setattr(asgi, "SECONDS_BETWEEN_CHUNKS", 0.05)
    exchange = Exchange(monkeypatch, [part(b"x")]).run()
    assert refusal(exchange) == b"408"


@pytest.mark.django_db
def test_an_answer_to_what_was_not_read_has_the_shape_its_sender_expects(client, alice):
    refused = {"X-Body-Refused": "413"}
    page = client.post("/notes/photos", headers=refused)
    assert (page.status_code, b"20.0" in page.content) == (413, True)
    line = client.post("/notes/photos", headers={**refused, "HX-Request": "true"})
    assert line["Content-Type"].startswith("text/plain")
    assert client.post("/api/v1/photos", headers=refused).json()["code"] == "too_large"
    assert client.post("/notes", headers={"X-Body-Refused": "507"}).status_code == 507


@pytest.mark.django_db
def test_a_member_is_known_by_session_or_key(client, alice, login, settings, monkeypatch):
    monkeypatch.setattr(bodies.connection, "close", lambda: None)
    cookie = login(alice).cookies[settings.SESSION_COOKIE_NAME].value
    _token, key = create_token(user=alice, name="phone")
    known = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}"), (b"authorization", f"Token {key}")]
    unknown = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}=nobody"), (b"authorization", "Token nobody"), (b"x", "")]
    for name, value in [*known, *unknown]:
        is_known = bodies.is_from_member({"headers": [(name, value.encode())]})
        assert is_known == ((name, value) in known)


def test_a_client_that_left_gets_no_answer(monkeypatch):
    exchange = Exchange(monkeypatch, [part(b"x"), {"type": "http.disconnect"}]).run()
    assert exchange.answers == []
    assert exchange.handed is None


@pytest.mark.parametrize("count", [0, 1, 50])
def test_an_answer_crosses_in_few_pieces(count):
    pieces = list(asgi.LargeChunks([b"x" * 4096] * count))
    assert b"".join(pieces) == b"x" * 4096 * count
    assert len(pieces) <= count * 4096 // asgi.CHUNK + 1
