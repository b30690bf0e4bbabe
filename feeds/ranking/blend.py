"""Weights learned from what people chose: online in the replay, from exploration slots on the site."""

from collections.abc import Mapping, Sequence

import numpy as np

from feeds.ranking.score import START

STEP = 0.1
# Running means and spreads of the features move by at least this share at each list.
DRIFT = 0.002
SETTLED = 500

# Terms the refit may move, and how far from where they started: a day of odd data bends the feed, it never turns it.
REFITTED = ("relevance", "similar", "neighbours", "rate", "freshness", "author", "language", "copy", "aggregator")
FURTHEST = 2.0
PARTS = 16.0  # a feature is kept in sixteenths, -8 .. 8
FEWEST_ROWS = 500
TRUST = 2000.0  # rows that count as much as the starting weights
CLIP = 20.0  # the most that one exploration slot counts for, 1 / propensity


class Choice:
    """Which of a list was chosen: a conditional logit (McFadden 1974), learned online by AdaGrad (Duchi et al. 2011).

    Every other note of the list is a negative, so no sampling blurs the top. Features are brought to mean 0, spread 1.
    """

    def __init__(self, size: int, step: float = STEP) -> None:
        self.step = step
        self.weights = np.zeros(size)
        self.squares = np.full(size, 1e-3)
        self.mean = np.zeros(size)
        self.variance = np.ones(size)
        self.lists = 0

    def score(self, features: np.ndarray) -> np.ndarray:
        """Features of shape (n, size) to n numbers; what a scale adds to all alike is left out."""
        return features @ (self.weights / np.sqrt(self.variance + 1e-6))

    def learn(self, features: np.ndarray, chosen: int) -> None:
        self.lists += 1
        share = max(1.0 / self.lists, DRIFT)
        if self.lists <= SETTLED or self.lists % 10 == 0:
            self.mean += share * (features.mean(axis=0) - self.mean)
            self.variance += share * (((features - self.mean) ** 2).mean(axis=0) - self.variance)
        scores = self.score(features)
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        gradient = (odds @ features - features[chosen]) / np.sqrt(self.variance + 1e-6)
        self.squares += gradient**2
        self.weights -= self.step * gradient / np.sqrt(self.squares)


def noted(terms: Mapping[str, float], weights: Mapping[str, float]) -> bytes:
    """The features behind a note's terms, a byte each, to be kept with its impression until the refit."""
    features = [terms.get(t, 0.0) / weights[t] if weights[t] else 0.0 for t in REFITTED]
    return np.clip(np.round(np.array(features) * PARTS), -127, 127).astype("i1").tobytes()


def read(noted: bytes) -> np.ndarray:
    return np.frombuffer(noted, "i1") / PARTS


def refit(features: np.ndarray, labels: Sequence[float], propensities: Sequence[float]) -> dict[str, float]:
    """The blend's weights after what exploration slots taught: features (n, len(REFITTED)), a label 1 for engagement.

    A logistic regression on the features behind the terms, each row counted by 1 / propensity (Horvitz and Thompson
    1952) and so as if chance had shown everything alike, held near START by a ridge. With few rows nothing moves.
    """
    learned = dict(START)
    if len(features) < FEWEST_ROWS or not 0 < sum(labels) < len(labels):
        return learned
    target = np.asarray(labels, float)
    counts = np.minimum(1.0 / np.maximum(np.asarray(propensities, float), 1e-6), CLIP)
    counts *= len(counts) / counts.sum()
    start = np.array([START[t] for t in REFITTED])
    spread = features.std(axis=0)
    inputs = np.column_stack([features, np.ones(len(features))])
    ridge = np.append(TRUST * np.maximum(spread, 1e-3) ** 2, 1e-6)
    anchor = np.append(start, np.log(target.mean() / (1 - target.mean())) - float(features.mean(axis=0) @ start))
    fitted = newton(inputs, target, counts, anchor, ridge)[:-1]
    bounded = np.clip(fitted, start / FURTHEST, start * FURTHEST)
    learned.update({t: float(w) for t, w, s in zip(REFITTED, bounded, spread, strict=True) if s > 1e-6})
    return learned


def newton(inputs, target, counts, anchor, ridge, rounds: int = 12) -> np.ndarray:
    """Weights w that minimise the weighted log loss + ridge (w - anchor)^2 / 2."""
    w = anchor.copy()
    for _ in range(rounds):
        p = 1.0 / (1.0 + np.exp(-np.clip(inputs @ w, -30, 30)))
        gradient = inputs.T @ (counts * (p - target)) + ridge * (w - anchor)
        curve = (inputs * (counts * p * (1 - p))[:, None]).T @ inputs + np.diag(ridge)
        w = w - np.linalg.solve(curve, gradient)
    return w
