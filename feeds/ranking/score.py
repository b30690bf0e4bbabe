"""How much a note is worth showing to a person: named terms that add up.

score = 3 relevance + 0.8 similar + 0.6 neighbours + 0.7 ln p + 0.3 ln p~ - ln 2 age/half-life
        + 0.15 author - 0.5 language - 1.2 copy - 0.8 aggregator + 1.5 controls

p is the engagement rate smoothed by the Beta prior of the note's hashtag and format, p~ a draw from that posterior
(Thompson 1933): what few have seen gets its chance in proportion to what is not known of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from feeds.ranking import smoothing
from feeds.ranking.types import Candidate, Interest, Profile

# Where the blend starts, before exploration slots have taught it better (docs/ranking.md).
START = MappingProxyType(
    {
        "relevance": 3.0,
        "similar": 0.8,
        "neighbours": 0.6,
        "rate": 0.7,
        "chance": 0.3,
        "freshness": float(np.log(2.0)),
        "author": 0.15,
        "language": 0.5,
        "copy": 1.2,
        "aggregator": 0.8,
        "controls": 1.5,
    }
)
TERMS = tuple(START)

HALF_LIFE_DAYS = 2.5
EVERGREEN_HALF_LIFE_DAYS = 10.0
# After this many half-lives a note is simply old: good old notes do not sink for ever.
OLDEST_HALF_LIVES = 6.0
SECONDS_PER_DAY = 86400.0
# Relevance is measured against the strongest few hashtags, so that many interests do not water each other down;
# DOUBT keeps a profile of one glance from being as sure as one of many likes.
STRONGEST = 3
DOUBT = 2.0
# A note is under-shown until it had this many impressions or this age: then its rate speaks for itself.
ENOUGH_IMPRESSIONS = 60
YOUNG_SECONDS = 72 * 3600.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site may set, and what the blend has learned."""

    weights: Mapping[str, float] = field(default_factory=lambda: START)
    half_life_days: float = HALF_LIFE_DAYS
    evergreen_half_life_days: float = EVERGREEN_HALF_LIFE_DAYS
    oldest_half_lives: float = OLDEST_HALF_LIVES


def score(features: np.ndarray, settings: Settings) -> np.ndarray:
    """Features of shape (n, len(TERMS)) to one number each: higher is better."""
    return features @ np.array([settings.weights[term] for term in TERMS])


def features_of(
    candidates: Sequence[Candidate], profile: Profile, now: float, seed: int | None, settings: Settings
) -> np.ndarray:
    """What is known of each candidate for this viewer, shape (n, len(TERMS)); without a seed chance has no say."""
    published = np.array([c.published for c in candidates])
    half_life = np.where(
        [c.is_evergreen for c in candidates], settings.evergreen_half_life_days, settings.half_life_days
    )
    engaged = np.array([c.engaged for c in candidates])
    seen = np.array([c.impressions for c in candidates])
    a, b = np.array([c.prior for c in candidates]).T if len(candidates) else (np.zeros(0), np.zeros(0))
    controls = profile.controls
    columns = {
        "relevance": relevance(candidates, profile.hashtags),
        "similar": similar(candidates, profile.interests),
        "neighbours": saturate(np.array([sum(near for _, near in c.neighbours) for c in candidates])),
        "rate": np.log(smoothing.rate(engaged, seen, a, b)),
        "chance": np.log(
            smoothing.rate(engaged, seen, a, b)
            if seed is None
            else smoothing.draw(np.random.default_rng(seed), engaged, seen, a, b)
        ),
        "freshness": freshness(published, half_life, now, settings.oldest_half_lives) * controls.freshness,
        "author": np.array([float(c.is_followed) for c in candidates]),
        "language": -foreign(candidates, profile),
        "copy": np.array([-c.copy for c in candidates]),
        "aggregator": np.array([-c.aggregator for c in candidates]),
        "controls": np.array([wished(c, profile) for c in candidates])
        if controls.wishes
        else np.zeros(len(candidates)),
    }
    return np.column_stack([columns[term] for term in TERMS]).reshape(len(candidates), len(TERMS))


def relevance(candidates: Sequence[Candidate], weights: Mapping[int, float]) -> np.ndarray:
    """Cosine of the hashtags' tf-idf with the profile's strongest weights, -1 .. 1."""
    if not weights or not candidates:
        return np.zeros(len(candidates))
    rows = np.repeat(np.arange(len(candidates)), [len(c.hashtags) for c in candidates])
    liked = np.array([weights.get(h, 0.0) for c in candidates for h in c.hashtags])
    rarity = np.array([i for c in candidates for i in (c.idf or (1.0,) * len(c.hashtags))])
    shared = np.bincount(rows, liked * rarity, len(candidates))
    length = np.sqrt(np.bincount(rows, rarity * rarity, len(candidates)))
    return (shared / np.maximum(length, 1e-9) / strength(weights)).clip(-1.0, 1.0)


def strength(weights: Mapping[int, float]) -> float:
    strongest = sorted((abs(w) for w in weights.values()), reverse=True)[:STRONGEST]
    return float(np.sqrt(DOUBT**2 + sum(w * w for w in strongest)))


def overlap(hashtags: Sequence[int], idf: Sequence[float], weights: Mapping[int, float]) -> float:
    """Of one note: the sum of weight times idf over the shared hashtags, over the length of its own idf vector."""
    of_note = idf or [1.0] * len(hashtags)
    shared = sum(weights[h] * i for h, i in zip(hashtags, of_note, strict=True) if h in weights)
    return shared / sum(i * i for i in of_note) ** 0.5 if shared else 0.0


def similar(candidates: Sequence[Candidate], interests: Sequence[Interest]) -> np.ndarray:
    """The best cosine with any of the profile's interests, each trusted by its weight; 0 where nothing is known."""
    result = np.zeros(len(candidates))
    known = [i for i, c in enumerate(candidates) if c.vector is not None]
    if known and interests:
        vectors = unit(np.stack([vector for c in candidates if (vector := c.vector) is not None]))
        result[known] = (vectors @ trusted(interests).T).max(axis=1).clip(0.0)
    return result


def trusted(interests: Sequence[Interest]) -> np.ndarray:
    """Unit vectors of the interests, shorter for those of little weight: shape (k, numbers of a vector)."""
    if not interests:
        return np.zeros((0, 0), np.float32)
    trust = np.array([interest.weight / (interest.weight + 1.0) for interest in interests], np.float32)
    return unit(np.stack([interest.vector for interest in interests])) * trust[:, None]


def unit(vectors: np.ndarray) -> np.ndarray:
    vectors = np.asarray(vectors, dtype=np.float32)
    length = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    return vectors / np.maximum(length, np.float32(1e-9))


def saturate(total: np.ndarray | float) -> np.ndarray | float:
    """0 .. 1 of a sum that has no bound; always growing, so that one neighbour less is always seen."""
    return total / (1.0 + total)


def freshness(
    published: np.ndarray, half_life_days: np.ndarray | float, now: float, oldest: float = OLDEST_HALF_LIVES
) -> np.ndarray:
    """Minus the age in half-lives; 0 where no time is known."""
    age = np.maximum(0.0, now - published) / SECONDS_PER_DAY
    return np.where(published > 0, -np.minimum(age / half_life_days, oldest), 0.0)


def foreign(candidates: Sequence[Candidate], profile: Profile) -> np.ndarray:
    return np.array([is_foreign(c, profile) for c in candidates], float)


def is_foreign(candidate: Candidate, profile: Profile) -> bool:
    return bool(profile.languages) and bool(candidate.language) and candidate.language not in profile.languages


def is_under_shown(candidate: Candidate, now: float) -> bool:
    is_young = candidate.published == 0.0 or now - candidate.published < YOUNG_SECONDS
    return candidate.impressions < ENOUGH_IMPRESSIONS and not candidate.copy and (is_young or candidate.is_fair_start)


def wished(candidate: Candidate, profile: Profile) -> float:
    """What the interest sheet says of its author, its language and its hashtags, -3 .. 3."""
    controls = profile.controls
    of_hashtags = [controls.hashtags[h] for h in candidate.hashtags if h in controls.hashtags]
    strongest = max(of_hashtags, key=abs) if of_hashtags else 0.0
    return controls.authors.get(candidate.author, 0.0) + controls.languages.get(candidate.language, 0.0) + strongest
