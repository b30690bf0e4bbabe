"""The mathematics of explore: candidates in, an order out. Plain numbers, no Django, the same for the same seed.

Nothing here knows how many followers anybody has.
"""

from feeds.ranking.score import Candidate, Profile, score
from feeds.ranking.spread import spread

__all__ = ["Candidate", "Profile", "rank"]


def rank(candidates: list[Candidate], profile: Profile, now: float, seed: int) -> list[int]:
    """The ids of the candidates, best first, with authors and channels spread over the page.

    `now` is in seconds since 1970, as `Candidate.published` is; the same arguments give the same order.
    """
    return spread(candidates, score(candidates, profile, now, seed))
