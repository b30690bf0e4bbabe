"""What a person cares about: decayed weights of hashtags and a few directions in content space, in under 2 KB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from feeds.ranking.content import SIZE
from feeds.ranking.score import SECONDS_PER_DAY, unit
from feeds.ranking.types import Interest

# What a doing adds to the weight of each of the note's hashtags, times the hashtag's idf.
LEARNED = MappingProxyType(
    {
        "like": 1.0,
        "collect": 1.5,
        "comment": 1.5,
        "share": 2.0,
        "follow": 1.0,
        "dwell": 0.3,
        "follow_hashtag": 3.0,
        "pick": 3.0,
        "more": 2.0,
        "hide": -2.0,
        "less": -4.0,
        "report": -2.0,
    }
)
HALF_LIFE_DAYS = 30.0
MOST_HASHTAGS = 64
FORGOTTEN = 0.02  # a weight smaller than this says nothing

CENTROIDS = 5
JOINS = 0.45  # cosine from which a note belongs to an interest there is
CENTROID_DECAY = 0.97  # a day

HEADER = np.dtype([("at", "<f8"), ("hashtags", "<u2"), ("centroids", "<u2")])
WEIGHT = np.dtype([("hashtag", "<i8"), ("weight", "<f2")])
CENTROID = np.dtype([("example", "<i8"), ("weight", "<f2"), ("vector", "i1", (SIZE,))])


@dataclass(frozen=True, slots=True)
class Taste:
    """A person's interests as of `at` (seconds since 1970)."""

    hashtags: Mapping[int, float] = field(default_factory=dict)
    interests: tuple[Interest, ...] = ()
    at: float = 0.0

    def decayed(self, now: float) -> "Taste":
        """The same interests, later: a hashtag's weight halves in 30 days, an interest's loses 3 % a day."""
        days = max(0.0, now - self.at) / SECONDS_PER_DAY
        kept = 0.5 ** (days / HALF_LIFE_DAYS)
        faded = CENTROID_DECAY**days
        return Taste(
            {h: w * kept for h, w in self.hashtags.items() if abs(w * kept) > FORGOTTEN},
            tuple(Interest(i.vector, i.weight * faded, i.example) for i in self.interests),
            max(now, self.at),
        )


def learn(
    taste: Taste,
    kind: str,
    hashtags: Sequence[int],
    idf: Sequence[float],
    at: float,
    vector: np.ndarray | None = None,
    note: int = 0,
) -> Taste:
    """What the person cares about after one doing; "unlike" takes a like back, and so for every kind."""
    sign = -1.0 if kind.startswith("un") else 1.0
    amount = sign * LEARNED.get(kind.removeprefix("un"), 0.0)
    # What was done before the last thing learned counts as much as it would have decayed to by now.
    late = max(0.0, taste.at - at) / SECONDS_PER_DAY
    taste = taste.decayed(at)
    if not amount:
        return taste
    weights = dict(taste.hashtags)
    for hashtag, rarity in zip(hashtags, idf, strict=True):
        weights[hashtag] = weights.get(hashtag, 0.0) + amount * rarity * 0.5 ** (late / HALF_LIFE_DAYS)
    strongest = sorted(weights, key=lambda h: (-abs(weights[h]), h))[:MOST_HASHTAGS]
    interests = taste.interests
    if vector is not None and np.any(vector):
        interests = moved(interests, unit(vector), amount * CENTROID_DECAY**late, note)
    return Taste({h: weights[h] for h in strongest if abs(weights[h]) > FORGOTTEN}, interests, taste.at)


def moved(interests: tuple[Interest, ...], vector: np.ndarray, amount: float, note: int) -> tuple[Interest, ...]:
    """The vector joins the nearest interest, or becomes one, in the place of the weakest when there are five."""
    cosines = [float(interest.vector @ vector) for interest in interests]
    nearest = max(range(len(cosines)), key=cosines.__getitem__, default=-1)
    joins = nearest >= 0 and cosines[nearest] > JOINS
    if joins:
        old = interests[nearest]
        weight = old.weight + amount
        rest = interests[:nearest] + interests[nearest + 1 :]
        if weight <= FORGOTTEN:
            return rest
        middle = old.vector if amount < 0 else unit(old.weight * old.vector + amount * vector)
        return (*rest, Interest(middle, weight, note if amount > 0 else old.example))
    if amount <= 0:
        return interests
    kept = sorted(interests, key=lambda i: (-i.weight, i.example))[: CENTROIDS - 1]
    return (*kept, Interest(vector, amount, note))


def pack(taste: Taste) -> bytes:
    """At most 1,022 bytes: int64 hashtags with half-precision weights, interests in 8 bits a number."""
    header = np.array((taste.at, len(taste.hashtags), len(taste.interests)), HEADER)
    weights = np.array(list(taste.hashtags.items()), dtype=WEIGHT) if taste.hashtags else np.zeros(0, WEIGHT)
    centroids = np.zeros(len(taste.interests), CENTROID)
    for row, interest in zip(centroids, taste.interests, strict=True):
        row["example"], row["weight"] = interest.example, interest.weight
        row["vector"] = np.round(interest.vector * 127).astype("i1")
    return header.tobytes() + weights.tobytes() + centroids.tobytes()


def unpack(packed: bytes) -> Taste:
    header = np.frombuffer(packed, HEADER, 1)[0]
    weights = np.frombuffer(packed, WEIGHT, header["hashtags"], HEADER.itemsize)
    centroids = np.frombuffer(packed, CENTROID, header["centroids"], HEADER.itemsize + weights.nbytes)
    return Taste(
        {int(row["hashtag"]): float(row["weight"]) for row in weights},
        tuple(
            Interest(unit(row["vector"].astype(np.float32)), float(row["weight"]), int(row["example"]))
            for row in centroids
        ),
        float(header["at"]),
    )
