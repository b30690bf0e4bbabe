"""What is known of copies, as the ranking takes it: which notes show the same, who showed it first, who copies much."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A note among those that show the same; `copy` is `ranking.originality.copy_factor`."""

    cluster: int = 0  # 0: nothing else shows it
    copy: float = 0.0
    source: int = 0  # the note that showed it first; 0 for the source itself


ORIGINAL = Standing()


def of_notes(notes: Iterable[int]) -> dict[int, Standing]:
    """The standing of those of the notes that have one; all others are originals."""
    return {}
