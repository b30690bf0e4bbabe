"""Time-ordered, unguessable 63-bit ids: milliseconds since 2025 above, 22 random bits below."""

import secrets
import threading
import time
from datetime import UTC, datetime

EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
RANDOM_BITS = 22
MAX_ID = (1 << 63) - 1


class Millisecond:
    """What this process drew in the current millisecond: hundreds of rows made at once would meet by chance."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.number = 0
        self.drawn = set[int]()

    def draw(self) -> int:
        with self.lock:
            now = time.time_ns() // 1_000_000
            if now != self.number:
                self.number, self.drawn = now, set()
            while (chance := secrets.randbits(RANDOM_BITS)) in self.drawn:
                pass
            self.drawn.add(chance)
            return (now - EPOCH_MS) << RANDOM_BITS | chance


_millisecond = Millisecond()


def new_id() -> int:
    """A fresh id that sorts by the time of its making and cannot be guessed from its neighbours."""
    return _millisecond.draw()


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
