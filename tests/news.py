"""What domain signals say while a test's block runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.dispatch import Signal


@contextmanager
def heard(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    """The values of each time the signal was sent."""
    news: list[dict[str, Any]] = []

    def listen(sender: type, signal: Signal, **values: Any) -> None:
        news.append(values)

    signal.connect(listen)
    try:
        yield news
    finally:
        signal.disconnect(listen)
