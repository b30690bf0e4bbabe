"""Time-ordered, unguessable 63-bit ids: milliseconds since 2025 above, 22 random bits below."""

import secrets
import time
from datetime import UTC, datetime

EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
RANDOM_BITS = 22
MAX_ID = (1 << 63) - 1


def new_id() -> int:
    """A fresh id that sorts by the time of its making and cannot be guessed from its neighbours."""
    return (time.time_ns() // 1_000_000 - EPOCH_MS) << RANDOM_BITS | secrets.randbits(RANDOM_BITS)


def id_at(moment: datetime) -> int:
    """The smallest id that could be made at this moment: a bound for range queries."""
    return (int(moment.timestamp() * 1000) - EPOCH_MS) << RANDOM_BITS


def made_at(value: int) -> datetime:
    """The moment at which an id was made, to the millisecond."""
    return datetime.fromtimestamp(((value >> RANDOM_BITS) + EPOCH_MS) / 1000, tz=UTC)


def parse_id(text: str | None) -> int | None:
    """The id that a visitor's text holds, None when it can be none."""
    if not text or not text.isdecimal() or len(text) > 19 or int(text) > MAX_ID:
        return None
    return int(text)


class IdConverter:
    """URL converter `<id:...>`: a decimal id that fits the column, so that no number of a visitor's overflows it."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > MAX_ID:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)
