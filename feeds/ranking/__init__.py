"""The mathematics of explore: candidates in, an order out. Plain numbers, no Django, the same for the same seed.

Nothing here knows how many followers anybody has.
"""

from feeds.ranking.assembly import assemble
from feeds.ranking.score import Settings, features_of
from feeds.ranking.types import Candidate, Controls, Interest, Profile, Ranked, Shown

__all__ = ["Candidate", "Controls", "Interest", "Profile", "Ranked", "Settings", "Shown", "rank"]

LENGTH = 100  # slots of one scroll


def rank(
    candidates: list[Candidate],
    profile: Profile,
    now: float,
    seed: int,
    settings: Settings | None = None,
    length: int = LENGTH,
) -> list[Ranked]:
    """The best `length` candidates in the order of their slots, each with its reason.

    `now` is in seconds since 1970, as `Candidate.published` is; the same arguments give the same list.
    """
    settings = settings or Settings()
    free = [c for c in candidates if not (c.copy and c.cluster in profile.seen_clusters)]
    return assemble(free, features_of(free, profile, now, seed, settings), profile, now, seed, settings, length)
