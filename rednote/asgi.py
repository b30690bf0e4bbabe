"""The site as an ASGI application: Django in a few threads, which never wait for a slow sender or a slow reader."""

import asyncio
import io
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from a2wsgi import WSGIMiddleware

from rednote import bodies
from rednote.lib import disk
from rednote.wsgi import application as django_application

THREADS = 8
IN_MEMORY = 1024 * 1024
CHUNK = 64 * 1024
SECONDS_BETWEEN_CHUNKS = 30


class Refused(Exception):
    """The request's body is not wanted; the argument is the status of the answer."""


class Gone(Exception):
    """The client left while it was sending."""


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Read a body whole, as it comes, before a thread is taken for it; memory first, then a temporary file."""
    if scope["type"] != "http":
        await in_threads(scope, receive, send)
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        try:
            length = await spool(scope, receive, body)
        except Refused as refusal:
            await in_threads(without_body(scope, refusal.args[0]), replay(io.BytesIO()), send)
        except Gone:
            return
        else:
            await in_threads(with_length(scope, length), replay(body), send)


async def spool(scope: dict[str, Any], receive: Any, body: IO[bytes]) -> int:
    """Copy the request's body to the file; return its length."""
    announced = announced_length(scope)
    limit = await allowed(scope, announced, bodies.SHORT)
    length, asked, more = 0, IN_MEMORY, True
    while more:
        try:
            message = await asyncio.wait_for(receive(), SECONDS_BETWEEN_CHUNKS)
        except TimeoutError:
            raise Refused(408) from None
        if message["type"] == "http.disconnect":
            raise Gone
        chunk = message.get("body", b"")
        length += len(chunk)
        limit = await allowed(scope, length, limit)
        if length > asked:
            # Others write to the same disk meanwhile: there was room for each of them, but not for all.
            if disk.is_short(max(announced - length, 0)):
                raise Refused(507)
            asked = length + bodies.MEGABYTE
        try:
            body.write(chunk)
        except OSError as error:
            raise Refused(507) from error
        more = message.get("more_body", False)
    body.seek(0)
    return length


async def allowed(scope: dict[str, Any], length: int, limit: int) -> int:
    """The limit that holds for a body of this length or more; who sends is asked once it is long."""
    if length <= limit:
        return limit
    longest = bodies.longest(scope)
    if length > longest or not await asyncio.to_thread(bodies.is_from_member, scope):
        raise Refused(413)
    if disk.is_short(length):
        raise Refused(507)
    return longest


def announced_length(scope: dict[str, Any]) -> int:
    value = dict(scope["headers"]).get(b"content-length", b"0")
    return int(value) if value.isdigit() else 0


def with_length(scope: dict[str, Any], length: int) -> dict[str, Any]:
    """The scope with the real length, which a chunked body lacks, and without names that mimic a proxy's headers."""
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if b"_" not in name and name not in (b"content-length", b"transfer-encoding", bodies.REFUSAL_HEADER.encode())
    ]
    if length:
        headers.append((b"content-length", str(length).encode()))
    return {**scope, "headers": headers}


def replay(body: IO[bytes]) -> Any:
    async def receive() -> dict[str, Any]:
        chunk = body.read(CHUNK)
        return {"type": "http.request", "body": chunk, "more_body": len(chunk) == CHUNK}

    return receive


def without_body(scope: dict[str, Any], status: int) -> dict[str, Any]:
    """The scope with which Django answers a request that was not read to its end."""
    refused = with_length(scope, 0)
    return {**refused, "headers": [*refused["headers"], (bodies.REFUSAL_HEADER.encode(), str(status).encode())]}


def in_large_chunks(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Django's answer in few pieces: each one crosses from its thread to the event loop."""
    return LargeChunks(django_application(environ, start_response))


class LargeChunks:
    """Joins the chunks of an answer up to a size that fits a2wsgi's queue, and closes it as WSGI demands."""

    def __init__(self, chunks: Any) -> None:
        self.chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        waiting = bytearray()
        for chunk in self.chunks:
            waiting += chunk
            if len(waiting) >= CHUNK:
                yield bytes(waiting)
                waiting.clear()
        yield bytes(waiting)

    def close(self) -> None:
        if hasattr(self.chunks, "close"):
            self.chunks.close()


in_threads: Any = WSGIMiddleware(in_large_chunks, workers=THREADS)  # type: ignore[arg-type]
