"""Scores of every note for many people at once: item-to-item walks, content walks and low-rank parts, mixed by data.

Which parts, and how much of each, is chosen on the training data alone: a fifth of what some people engaged with is
held out, each part is fitted to the rest, and what ranks the held-out notes better stays. Then all is fitted once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from feeds.ranking import content, neighbours
from feeds.ranking.measures import hits_of, ndcg, ndcg_of_block, top_of_block

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    Scores = Callable[[csr_matrix], np.ndarray]
    Words = dict[str, tuple[csr_matrix, csr_matrix]]

SIZE = 800  # neighbours kept of a note
TOP = 20
PEOPLE = 1500  # in the inner holdout
BLOCK = 256
GROUPS = 200
SEED = 7

# (alpha, beta) of `neighbours.rp3beta`; without beta the nearest so many of `neighbours.item_knn`.
WALKS = ((0.5, 0.2), (0.5, 0.3), (0.5, 0.5), (0.8, 0.2), (0.8, 0.4), (0.8, 0.6), (30.0, None), (200.0, None))
CONTENT_SHARES = (0.15, 0.3, 0.6)
PART_SHARES = (0.3, 0.6, 1.0)
# Exponents of the content walk: near the best of a grid on an inner holdout of a public set of tagged papers.
RARITY, FROM_MANY, TO_MANY = 0.7, 0.25, 0.45
COLD_GRID = {"widening": (0.0, 0.1, 0.2, 0.4), "rarity": (0.4, 0.5, 0.7), "to_many": (0.35, 0.45, 0.55)}
COLD_WALK = (0.6, 0.4)
WIDENED = 100
GAIN = 1.005  # a part that ranks less than this better is not worth its time

SLIM_SIZE, SLIM_RIDGE = 200, 3.0  # the ridge in mean readers of a note
SLIM_MOST_NOTES = 12_000
FACTORS, LOW_PASS, LOW_PASS_SHARE = 64, 256, 0.3
MOST_FOR_FACTORS = 3_000_000  # engagements


Walk = tuple[float, float | None]


@dataclass
class Recipe:
    """What the inner holdout chose: said in the report, so that a figure can be understood."""

    walk: Walk = WALKS[0]
    content: dict[str, float] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ColdRecipe:
    """Exponents of the content walk for notes without engagement, and how much a person's notes are widened."""

    rarity: float = 0.5
    from_many: float = FROM_MANY
    to_many: float = TO_MANY
    widening: float = 0.2


class Recommender:
    """`scores` of people for all notes, dense (people, notes); people come as rows of engagements (person x note)."""

    def __init__(self, matrix: csr_matrix, words: dict[str, csr_matrix], recipe: Recipe) -> None:
        self.recipe = recipe
        weights = walked(matrix, recipe.walk)
        for name, share in recipe.content.items():
            weights = weights + share * matched(content_walk(matrix, words[name], recipe.walk), weights, matrix)
        self.scores = plain(weights)
        for name, share in recipe.parts.items():
            self.scores = added(self.scores, PARTS[name](matrix), share)


def fit(matrix: csr_matrix, words: dict[str, csr_matrix]) -> Recommender:
    """Choose the recipe on an inner holdout of `matrix`, then fit it to all of `matrix`."""
    return Recommender(matrix, words, choose(matrix, words))


class Cold:
    """`scores` of people for notes nobody has touched: by the words they share with what the people engaged with.

    A person's engagements are first widened by the walk over people, a little, so that what goes with their notes
    brings its words along.
    """

    def __init__(self, matrix: csr_matrix, words: Words, recipe: ColdRecipe) -> None:
        self.recipe = recipe
        self.wider = neighbours.rp3beta(matrix, *COLD_WALK, WIDENED)
        self.near = near_by_words(words, recipe)

    def scores(self, rows: csr_matrix) -> np.ndarray:
        return (widened(rows, self.wider, self.recipe.widening) @ self.near).toarray()


def fit_cold(matrix: csr_matrix, words: Words) -> Cold:
    """Choose exponents by stripping a fifth of the warm notes too; `words` are (warm note x word, cold note x word)."""
    rng = np.random.default_rng(SEED)
    is_cold = np.zeros(matrix.shape[1], bool)
    is_cold[rng.choice(matrix.shape[1], matrix.shape[1] // 5, replace=False)] = True
    kept, held = matrix[:, ~is_cold].tocsr(), matrix[:, is_cold].tocsr()
    within = {name: (warm[~is_cold], warm[is_cold]) for name, (warm, _) in words.items()}
    able = np.flatnonzero((np.diff(kept.indptr) > 0) & (np.diff(held.indptr) > 0))
    people = np.sort(rng.choice(able, min(PEOPLE, len(able)), replace=False)) if len(able) else able
    wider = neighbours.rp3beta(kept, *COLD_WALK, WIDENED)

    def worth(recipe: ColdRecipe) -> float:
        near = near_by_words(within, recipe)
        total = 0.0
        for at in range(0, len(people), BLOCK):
            some = people[at : at + BLOCK]
            scores = (widened(kept[some], wider, recipe.widening) @ near).toarray()
            hits, wanted = hits_of(top_of_block(scores, None, TOP), held[some]), np.diff(held[some].indptr)
            total += float((hits.sum(axis=1) / wanted + ndcg(hits, wanted, TOP)).sum())
        return total

    recipe = ColdRecipe()
    if len(people):
        for name, values in COLD_GRID.items():
            tried = {value: worth(replace(recipe, **{name: value})) for value in values}
            recipe = replace(recipe, **{name: max(tried, key=tried.__getitem__)})
    return Cold(matrix, words, recipe)


def near_by_words(words: Words, recipe: ColdRecipe) -> csr_matrix:
    """Warm note x cold note, the sum over hashtags and authors."""
    steps = [
        content.walk(warm, cold, recipe.rarity, recipe.from_many, recipe.to_many, cold.shape[0], keep_self=True)
        for warm, cold in words.values()
    ]
    return sum(steps[1:], start=steps[0])


def widened(rows: csr_matrix, wider: csr_matrix, share: float) -> csr_matrix:
    """Each person's engagements plus a share of the hundred notes that go with them best, the best one at 1."""
    if share == 0.0:
        return rows
    more = neighbours.largest((rows @ wider).tocsr(), WIDENED)
    best = np.maximum(more.max(axis=1).toarray().ravel(), 1e-9)
    return rows + share * neighbours.scaled_rows(more, 1.0 / best)


def choose(matrix: csr_matrix, words: dict[str, csr_matrix]) -> Recipe:
    kept, held, people = holdout(matrix)
    if len(people) == 0:
        return Recipe()

    def tried(options: dict[Any, Scores]) -> tuple[float, Any]:
        """The best NDCG among the options, and which it is of."""
        totals = dict.fromkeys(options, 0.0)
        for at in range(0, len(people), BLOCK):
            some = people[at : at + BLOCK]
            for name, scores in options.items():
                totals[name] += ndcg_of_block(scores(kept[some]), kept[some], held[some], TOP).sum()
        name = max(totals, key=totals.__getitem__)
        return totals[name] / len(people), name

    walks = {walk: walked(kept, walk) for walk in WALKS}
    best, walk = tried({walk: plain(weights) for walk, weights in walks.items()})
    recipe, weights = Recipe(walk), walks[walk]
    del walks
    for name, matrix_of_words in words.items():
        step = matched(content_walk(kept, matrix_of_words, walk), weights, kept)
        value, share = tried({share: plain(weights + share * step) for share in CONTENT_SHARES})
        if value > best * GAIN:
            best, weights = value, weights + share * step
            recipe.content[name] = share
    scores = plain(weights)
    for name in affordable(matrix):
        part = PARTS[name](kept)
        value, share = tried({share: added(scores, part, share) for share in PART_SHARES})
        if value > best * GAIN:
            best, scores = value, added(scores, part, share)
            recipe.parts[name] = share
    return recipe


def plain(weights: csr_matrix) -> Scores:
    return lambda rows: (rows @ weights).toarray()


def added(before: Scores, part: Scores, share: float) -> Scores:
    """A part beside what there is, both on one level."""
    return lambda rows: levelled(before(rows)) + share * levelled(part(rows))


def holdout(matrix: csr_matrix) -> tuple[csr_matrix, csr_matrix, np.ndarray]:
    """A fifth of what each of some people engaged with, at least one: what is kept, what is held, and who they are."""
    from scipy.sparse import csr_matrix

    rng = np.random.default_rng(SEED)
    able = np.flatnonzero(np.diff(matrix.indptr) >= 2)
    people = np.sort(rng.choice(able, min(PEOPLE, len(able)), replace=False)) if len(able) else able
    is_held = np.zeros(matrix.nnz, bool)
    for person in people:
        start, end = matrix.indptr[person], matrix.indptr[person + 1]
        is_held[start + rng.choice(end - start, max(1, (end - start) // 5), replace=False)] = True
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))

    def part(mask: np.ndarray) -> csr_matrix:
        return csr_matrix((matrix.data[mask], (row[mask], matrix.indices[mask])), matrix.shape)

    return part(~is_held), part(is_held), people


def walked(matrix: csr_matrix, walk: Walk) -> csr_matrix:
    alpha, beta = walk
    if beta is None:
        return neighbours.item_knn(matrix, int(alpha))
    return neighbours.rp3beta(matrix, alpha, beta, SIZE)


def content_walk(matrix: csr_matrix, words: csr_matrix, walk: Walk) -> csr_matrix:
    """Nearness by words, less for what everybody saves: half of the walk's own discounts."""
    near = content.walk(words, words, RARITY, FROM_MANY, TO_MANY, SIZE)
    alpha, beta = walk
    if beta is None:
        return near
    count = np.maximum(np.asarray(matrix.sum(axis=0)).ravel(), 1.0)
    return neighbours.scaled_columns(neighbours.scaled_rows(near, count ** (-alpha / 2)), count ** (-beta / 2))


def matched(step: csr_matrix, weights: csr_matrix, matrix: csr_matrix) -> csr_matrix:
    """The step brought to the scale of the weights: as much for the best notes of some people."""
    rows = matrix[np.flatnonzero(np.diff(matrix.indptr))[:BLOCK]]
    theirs, ours = mean_of_top(rows @ weights), mean_of_top(rows @ step)
    return step * (theirs / ours if ours > 0 else 1.0)


def mean_of_top(scores: csr_matrix) -> float:
    return float(top_mean(scores.toarray()).mean())


def top_mean(scores: np.ndarray) -> np.ndarray:
    size = min(TOP, scores.shape[1])
    return np.partition(scores, -size, axis=1)[:, -size:].mean(axis=1, keepdims=True)


def levelled(scores: np.ndarray) -> np.ndarray:
    """Each row with its twenty best at about 1, so that parts of different scale can be added.

    The best of each of some two hundred groups of notes stand for all: a tenth of the time of finding the best twenty.
    """
    groups = np.arange(0, scores.shape[1], max(1, scores.shape[1] // GROUPS))
    return scores / np.maximum(top_mean(np.maximum.reduceat(scores, groups, axis=1)), 1e-9)


def affordable(matrix: csr_matrix) -> list[str]:
    """The parts whose fit stays within some ten seconds of CPU and a gigabyte."""
    if matrix.nnz > MOST_FOR_FACTORS:
        return []
    return ["slim", "low_pass", "factors"] if matrix.shape[1] <= SLIM_MOST_NOTES else ["low_pass", "factors"]


def slim(matrix: csr_matrix) -> Scores:
    ridge = SLIM_RIDGE * matrix.nnz / matrix.shape[1]
    weights = neighbours.slim_local(matrix, SLIM_SIZE, ridge)
    return plain(weights)


def low_pass(matrix: csr_matrix) -> Scores:
    return neighbours.LowPass(matrix, LOW_PASS, LOW_PASS_SHARE, SIZE).scores


def factors(matrix: csr_matrix) -> Scores:
    return neighbours.Factors(matrix, FACTORS, ridge=10.0, weight=10.0, rounds=5).scores


PARTS = {"slim": slim, "low_pass": low_pass, "factors": factors}
