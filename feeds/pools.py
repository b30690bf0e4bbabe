"""What explore draws from for everybody: the freshest and the best notes of each channel, and newcomers', in Redis.

The worker refreshes them; without Redis each is one indexed query.
"""

import logging

from feeds.models import FairStart, NoteRate
from posts.channels import Channel
from posts.models import Note
from rednote.lib.redis import RedisError, get_ids, put_ids

logger = logging.getLogger(__name__)

SIZE = 300
LIFETIME = 300  # seconds: a pool that the worker stopped refreshing ends


def fresh(channel: str, size: int) -> list[int]:
    return read("fresh", channel)[:size] or fresh_from_rows(channel)[:size]


def best(channel: str, size: int) -> list[int]:
    return read("best", channel)[:size] or best_from_rows(channel)[:size]


def starting(channel: str, size: int) -> list[int]:
    """Newcomers' first notes that are still owed impressions, the least shown first."""
    return read("starting", channel)[:size] or starting_from_rows(channel)[:size]


def refresh() -> None:
    """Write every pool anew."""
    for channel in ["", *Channel.values]:
        write("fresh", channel, fresh_from_rows(channel))
        write("best", channel, best_from_rows(channel))
        write("starting", channel, starting_from_rows(channel))


def fresh_from_rows(channel: str) -> list[int]:
    notes = Note.objects.listed().newest()
    return list((notes.filter(channel=channel) if channel else notes).values_list("id", flat=True)[:SIZE])


def best_from_rows(channel: str) -> list[int]:
    rates = NoteRate.objects.filter(note__is_listed=True).order_by("-rate", "-note_id")
    return list((rates.filter(note__channel=channel) if channel else rates).values_list("note_id", flat=True)[:SIZE])


def starting_from_rows(channel: str) -> list[int]:
    starts = FairStart.objects.filter(finished_at=None, note__is_listed=True).order_by("impressions_count", "note")
    starts = starts.filter(note__channel=channel) if channel else starts
    return list(starts.values_list("note_id", flat=True)[:SIZE])


def read(name: str, channel: str) -> list[int]:
    return get_ids(f"pool:{name}:{channel}")


def write(name: str, channel: str, ids: list[int]) -> None:
    try:
        put_ids(f"pool:{name}:{channel}", ids, LIFETIME)
    except RedisError as error:
        logger.warning("pool %s:%s not written: %s", name, channel, error)
