"""How much a note is worth showing to a person: relevance, smoothed engagement, freshness."""

from dataclasses import dataclass, field

import numpy as np

# What a source says about relevance; a note found by several counts their sum, up to MOST_RELEVANT.
RELEVANCE = {"hashtag": 1.0, "interest": 0.9, "author": 0.6, "best": 0.1, "fresh": 0.0}
MOST_RELEVANT = 1.6

RELEVANCE_WEIGHT = 3.0
RATE_WEIGHT = 0.7
LANGUAGE_GAP = 0.5
HALF_LIFE_DAYS = 2.5
# After this many half-lives a note is simply old: evergreen notes do not sink for ever.
OLDEST_HALF_LIVES = 6.0
# A little chance, so that equals take turns between two visits.
JITTER = 0.15
SECONDS_PER_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note that may be shown, and what the sources that found it say of it."""

    id: int
    author: int
    channel: str
    language: str
    published: float  # seconds since 1970
    rate: float  # engagements per open, smoothed; 0 < rate
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the order may know of the viewer: the languages they read ("" in none of them: all the same)."""

    languages: frozenset[str] = field(default_factory=frozenset)


def score(candidates: list[Candidate], profile: Profile, now: float, seed: int) -> np.ndarray:
    """One number per candidate, float64 of shape (n,): higher is better.

    score = 3 relevance + 0.7 ln rate - ln 2 * age / half-life - 0.5 (a language they do not read) + jitter
    """
    relevance = np.array([sum(RELEVANCE[source] for source in set(c.sources)) for c in candidates])
    rate = np.array([c.rate for c in candidates])
    age = np.maximum(0.0, now - np.array([c.published for c in candidates])) / SECONDS_PER_DAY
    foreign = np.array(
        [bool(profile.languages) and bool(c.language) and c.language not in profile.languages for c in candidates]
    )
    jitter = np.random.default_rng(seed).uniform(0.0, JITTER, len(candidates))
    return (
        RELEVANCE_WEIGHT * np.minimum(relevance, MOST_RELEVANT)
        + RATE_WEIGHT * np.log(np.maximum(rate, 1e-6))
        - np.log(2.0) * np.minimum(age / HALF_LIFE_DAYS, OLDEST_HALF_LIVES)
        - LANGUAGE_GAP * foreign
        + jitter
    )
