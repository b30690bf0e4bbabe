"""Request bodies are read whole before a thread is taken, and no longer than they may be."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from rednote import asgi

HEADERS = [(b"host", b"localhost"), (b"x-forwarded-for", b"1.2.3.4")]


class Exchange:
    """One request, sent as the given messages; what Django was handed, and what the client was answered."""

    def __init__(self, monkeypatch, messages, headers=HEADERS):
        self.messages = list(messages)
        self.scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
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


def test_an_announced_length_beyond_the_limit_is_refused_unread(monkeypatch):
    headers = [*HEADERS, (b"content-length", str(asgi.LONGEST_BODY + 1).encode())]
    exchange = Exchange(monkeypatch, [part(b"x")], headers).run()
    assert exchange.answers[0]["status"] == 413
    assert exchange.handed is None
    assert len(exchange.messages) == 1


def test_an_endless_body_is_refused_where_the_limit_is(monkeypatch):
    monkeypatch.setattr(asgi, "LONGEST_BODY", 1000)
    exchange = Exchange(monkeypatch, [part(b"x" * 600)] * 5).run()
    assert exchange.answers[0]["status"] == 413
    assert len(exchange.messages) == 3


def test_a_silent_sender_is_let_go(monkeypatch):
    monkeypatch.setattr(asgi, "SECONDS_BETWEEN_CHUNKS", 0.05)
    exchange = Exchange(monkeypatch, [part(b"x")]).run()
    assert exchange.answers[0]["status"] == 408
    assert exchange.handed is None


def test_a_client_that_left_gets_no_answer(monkeypatch):
    exchange = Exchange(monkeypatch, [part(b"x"), {"type": "http.disconnect"}]).run()
    assert exchange.answers == []
    assert exchange.handed is None


@pytest.mark.parametrize("count", [0, 1, 50])
def test_an_answer_crosses_in_few_pieces(count):
    pieces = list(asgi.LargeChunks([b"x" * 4096] * count))
    assert b"".join(pieces) == b"x" * 4096 * count
    assert len(pieces) <= count * 4096 // asgi.CHUNK + 1
