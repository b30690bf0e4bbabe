"""From scores to slots: variety, caps, room for new voices and small authors.

Caps order, they never drop: when every note left breaks one, the one that breaks least comes all the same.
"""

from collections import deque
from collections.abc import Sequence

import numpy as np

from feeds.ranking import blend
from feeds.ranking.measures import discounts
from feeds.ranking.reasons import Explainer
from feeds.ranking.score import TERMS, Settings, foreign, is_under_shown, score, unit
from feeds.ranking.types import Candidate, Profile, Ranked, Shown

PAGE = 20
WINDOW = 40  # cards the caps look back on
HASHTAG_WINDOW = 20
FLOOR_WINDOW = 100  # slots over which small authors get their share
PER_AUTHOR, PER_FOLLOWED_AUTHOR = 1, 2
PER_HASHTAG = 5
SAME_FORMAT = 2  # in a row
NEVER_EXPLORED = 2  # the first slots of a page are the surest ones

UCB = 0.6
TEMPERATURE = 0.5  # of the draw among the under-shown: small enough to prefer, large enough to learn
MOST_EXPLORED = 0.3
MOST_BRIDGES = 4
CONTENDERS = 200
SKETCH = 64
MOST_RAISED = 20.0
BISECTIONS = 12
FRESHNESS = TERMS.index("freshness")


def assemble(
    candidates: Sequence[Candidate],
    features: np.ndarray,
    profile: Profile,
    now: float,
    seed: int,
    settings: Settings,
    length: int,
) -> list[Ranked]:
    """Fill `length` slots greedily: maximal marginal relevance (Carbonell and Goldstein 1998) under the caps."""
    if not candidates:
        return []
    page = Assembly(candidates, features, profile, now, seed, settings)
    return [page.fill(slot) for slot in range(min(length, len(candidates)))]


class Assembly:
    """The state of one list while its slots are filled."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        features: np.ndarray,
        profile: Profile,
        now: float,
        seed: int,
        settings: Settings,
    ) -> None:
        self.candidates, self.features, self.profile = candidates, features, profile
        self.settings, self.explainer = settings, Explainer(profile, settings)
        self.scores = score(features, settings)
        self.rng = np.random.default_rng([seed, 1])
        self.plan: dict[int, str] = {}
        self.left = np.ones(len(candidates), bool)

        self.variety = min(max(profile.controls.variety, 0.0), 1.0)
        self.value = (1.0 - self.variety) * scaled(self.scores)
        self.sketches = sketches_of(candidates)
        self.likeness = np.zeros((len(candidates), WINDOW), np.float32)  # to each of the last cards of this list
        self.nearest = np.zeros(len(candidates), np.float32)

        self.authors = Tally([c.author for c in candidates], WINDOW)
        self.clusters = Tally([c.cluster for c in candidates], WINDOW)
        self.hashtags = Tally([first_hashtag(c) for c in candidates], HASHTAG_WINDOW)
        self.formats = np.array([c.format for c in candidates])
        self.author_caps = np.where([c.is_followed for c in candidates], PER_FOLLOWED_AUTHOR, PER_AUTHOR)
        self.small = np.array([c.is_small for c in candidates])
        self.foreign = foreign(candidates, profile) > 0
        self.starting = np.array([c.is_fair_start for c in candidates])
        relevance = features[:, TERMS.index("relevance")] + features[:, TERMS.index("similar")]
        self.matching = relevance > 0
        self.under_shown = np.array([is_under_shown(c, now) for c in candidates])
        seen = np.array([c.impressions for c in candidates])
        # UCB1 (Auer et al. 2002): the fewer have seen it, the more there is to learn; and who might like it.
        self.wanted = UCB * np.sqrt(np.log(np.e + seen.sum()) / (seen + 1.0))
        self.wanted += settings.weights["relevance"] * relevance

        supply = self.matching if self.matching.any() else np.ones(len(candidates), bool)
        self.floor = float(self.small[supply].mean())
        self.window: deque[Shown] = deque(maxlen=FLOOR_WINDOW - 1)
        for card in profile.shown[-FLOOR_WINDOW:]:
            self.remember(card)

    def fill(self, slot: int) -> Ranked:
        if slot % PAGE == 0:
            self.plan = self.planned(slot)
        kind, chosen, propensity = self.choose(self.plan.get(slot, "best"))
        self.left[chosen] = False
        self.compare(slot, chosen)
        candidate = self.candidates[chosen]
        self.remember(
            Shown(candidate.author, first_hashtag(candidate), candidate.cluster, candidate.format, candidate.is_small)
        )
        terms = {t: float(x * self.settings.weights[t]) for t, x in zip(TERMS, self.features[chosen], strict=True)}
        reason, argument = self.explainer.explain(candidate, kind, float(self.features[chosen, FRESHNESS]))
        return Ranked(
            id=candidate.id,
            slot=slot,
            kind=kind,
            source=candidate.sources[0] if candidate.sources else "",
            reason=reason,
            argument=argument,
            propensity=propensity,
            score=float(self.scores[chosen]),
            terms=terms,
            features=blend.noted(terms, self.settings.weights) if kind in ("explore", "fair_start") else b"",
        )

    def compare(self, slot: int, chosen: int) -> None:
        """How alike all are to the last cards, the chosen one among them."""
        new = self.sketches @ self.sketches[chosen]
        self.likeness[:, slot % WINDOW] = new
        # Until the window is full nothing leaves it, and the nearest is a running maximum.
        self.nearest = np.maximum(self.nearest, new) if slot < WINDOW else self.likeness.max(axis=1)

    def planned(self, slot: int) -> dict[int, str]:
        """Which of the next page's slots are for exploration and for the bridge; chance says where."""
        controls = self.profile.controls
        explorations = round(PAGE * min(max(controls.new_voices, 0.0), MOST_EXPLORED))
        bridges = min(max(controls.bridge, 0), MOST_BRIDGES)
        places = slot + self.rng.permutation(np.arange(NEVER_EXPLORED, PAGE))
        return {int(p): k for p, k in zip(places, ["explore"] * explorations + ["bridge"] * bridges, strict=False)}

    def choose(self, kind: str) -> tuple[str, int, float]:
        """What the slot became, whom it shows, and with what probability chance chose it."""
        allowed = self.allowed()
        if kind == "explore":
            pool = allowed & self.under_shown
            for name, tier in [
                ("fair_start", pool & self.starting & self.matching),
                ("explore", pool & self.matching),
                ("fair_start", pool & self.starting),
                ("explore", pool),
            ]:
                if tier.any():
                    return name, *self.draw(tier)
        if kind == "bridge":
            pool = allowed & self.foreign & self.matching
            if pool.any():
                return "bridge", self.best(pool), 1.0
        if self.owes_small() and (allowed & self.small).any():
            allowed &= self.small
        return "best", self.best(allowed), 1.0

    def allowed(self) -> np.ndarray:
        """What is left and breaks no cap; where all that is left does, what breaks least."""
        broken = 8 * ((self.clusters.counts() > 0) & self.clusters.known)
        broken += 4 * np.maximum(self.authors.counts() - self.author_caps + 1, 0)
        broken += 2 * ((self.hashtags.counts() >= PER_HASHTAG) & self.hashtags.known)
        row = [card.format for card in self.window][-SAME_FORMAT:] if self.window else []
        if len(row) == SAME_FORMAT and len(set(row)) == 1 and row[0]:
            broken += self.formats == row[0]
        return self.left & (broken == broken[self.left].min())

    def draw(self, pool: np.ndarray) -> tuple[int, float]:
        """One of the pool by chance, the likelier the more it is wanted, and the probability it had."""
        members = np.flatnonzero(pool)
        odds = np.exp((self.wanted[members] - self.wanted[members].max()) / TEMPERATURE)
        odds /= odds.sum()
        at = int(self.rng.choice(len(members), p=odds))
        return int(members[at]), float(odds[at])

    def best(self, pool: np.ndarray) -> int:
        value = self.value - self.variety * self.nearest
        return int(np.where(pool, value, -np.inf).argmax())

    def owes_small(self) -> bool:
        """Whether the last 100 slots would fall below the small authors' share of the supply without one more."""
        return self.small_shown < self.floor * (len(self.window) + 1)

    @property
    def small_shown(self) -> int:
        return sum(card.is_small for card in self.window)

    def remember(self, card: Shown) -> None:
        self.window.append(card)
        self.authors.add(card.author)
        self.clusters.add(card.cluster)
        self.hashtags.add(card.hashtag)


class Tally:
    """How often each candidate's author (hashtag, cluster) stood among the last cards."""

    def __init__(self, keys: Sequence[int], window: int) -> None:
        self.codes = {key: code for code, key in enumerate(dict.fromkeys(keys))}
        self.of = np.array([self.codes[key] for key in keys])
        self.known = np.array([key != 0 for key in keys])
        self.seen = np.zeros(len(self.codes), int)
        self.window: deque[int | None] = deque(maxlen=window)

    def add(self, key: int) -> None:
        if len(self.window) == self.window.maxlen and (leaving := self.window[0]) is not None:
            self.seen[leaving] -= 1
        code = self.codes.get(key)
        self.window.append(code)
        if code is not None:
            self.seen[code] += 1

    def counts(self) -> np.ndarray:
        return self.seen[self.of]


def first_hashtag(candidate: Candidate) -> int:
    return candidate.hashtags[0] if candidate.hashtags else 0


def scaled(scores: np.ndarray) -> np.ndarray:
    """Scores with the best at 1 and the 200th at 0: what a step in likeness is weighed against."""
    top = np.sort(scores)[-CONTENDERS:]
    return (scores - top[0]) / max(top[-1] - top[0], 1e-9)


def raised(scores: np.ndarray, small: np.ndarray, by: float) -> np.ndarray:
    """Scores with those of small authors' notes raised by a share: near ties are where their floor costs least."""
    return scores * (1.0 + by * small)


def one_per_author(scores: np.ndarray, authors: np.ndarray, size: int) -> np.ndarray:
    """For many lists at once, arrays (lists, candidates): places of the best `size`, one per author; -1 at the end."""
    order = np.argsort(-scores, axis=1, kind="stable")
    ordered = np.take_along_axis(authors, order, axis=1)
    by_author = np.argsort(ordered, axis=1, kind="stable")
    grouped = np.take_along_axis(ordered, by_author, axis=1)
    is_first = np.ones(scores.shape, bool)
    np.put_along_axis(is_first, by_author[:, 1:], grouped[:, 1:] != grouped[:, :-1], axis=1)
    is_first &= ~np.isneginf(np.take_along_axis(scores, order, axis=1))
    rank = np.cumsum(is_first, axis=1) - 1
    chosen = np.full((len(scores), size), -1)
    rows, columns = np.nonzero(is_first & (rank < size))
    chosen[rows, rank[rows, columns]] = order[rows, columns]
    return chosen


def raise_for(floor: float, scores: np.ndarray, small: np.ndarray, authors: np.ndarray, size: int) -> float:
    """The least raise with which small authors get `floor` of all exposure (1 / log2(rank + 1)) in the lists."""
    low, high = 0.0, MOST_RAISED
    if exposed(scores, small, authors, size, low) >= floor:
        return low
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if exposed(scores, small, authors, size, middle) >= floor:
            high = middle
        else:
            low = middle
    return high


def exposed(scores: np.ndarray, small: np.ndarray, authors: np.ndarray, size: int, by: float) -> float:
    chosen = one_per_author(raised(scores, small, by), authors, size)
    attention = np.where(chosen >= 0, discounts(size), 0.0)
    return float((attention * np.take_along_axis(small, chosen, axis=1)).sum() / max(attention.sum(), 1e-9))


def sketches_of(candidates: Sequence[Candidate]) -> np.ndarray:
    """A unit vector per note to tell how alike two are: its content's, or a signed hash of its hashtags."""
    size = max((len(c.vector) for c in candidates if c.vector is not None), default=SKETCH)
    sketches = np.zeros((len(candidates), size), np.float32)
    for row, candidate in zip(sketches, candidates, strict=True):
        if candidate.vector is not None:
            row[:] = candidate.vector
        else:
            for hashtag in candidate.hashtags:
                row[hashtag * 40503 % size] += 1 if hashtag * 2654435761 >> 16 & 1 else -1
    return unit(sketches)
