"""Who saved this also saved that: note-to-note models, from counts to small solves; a new person folds in at once.

Every model is a sparse matrix W of shape (notes, notes): the scores of a person are their row of engagements times W,
so a new person, or a new save, counts without refitting. Low-rank models fold in by their factors.
scipy is imported inside: a page that only ranks never loads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ROWS = 512  # rows of a product held at once
HALF_LIFE = 14 * 86_400.0  # seconds, of what a person's own engagement makes near
KEPT = 10  # of the notes that one is near to
# Two notes met by few say little: their nearness is halved at this many people in common.
FEW = 3.0


def nearness(both, one, other):
    """0 .. 1 of two notes: the cosine of their readers, damped for few. Counts of distinct people."""
    return cosine(both, one, other) * both / (both + FEW)


def cosine(both, one, other):
    """0 .. 1 from counts of distinct people: both notes, the one, the other."""
    return both / np.sqrt(np.maximum(np.asarray(one) * other, 1.0))


def near_to(
    history: Mapping[int, float], rows: Iterable[tuple[int, np.ndarray, np.ndarray]], now: float
) -> dict[int, tuple[tuple[int, float], ...]]:
    """Notes near those of a history (note: when), the nearest first: the note it is near to, and how near (0 .. 1).

    `rows` are notes of the history with their neighbours and the nearness of each. It fades with the time since.
    """
    near: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for note, others, values in rows:
        fade = 0.5 ** (max(0.0, now - history[note]) / HALF_LIFE)
        for other, value in zip(others.tolist(), values.tolist(), strict=True):
            if value > 0 and other not in history:
                near[other].append((note, value * fade))
    return {other: tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:KEPT]) for other, pairs in near.items()}


def engagements(people: np.ndarray, notes: np.ndarray, shape: tuple[int, int]) -> csr_matrix:
    """Person x note, 1 where they engaged, from pairs that may repeat."""
    from scipy.sparse import csr_matrix

    matrix = csr_matrix((np.ones(len(people), np.float32), (people, notes)), shape)
    matrix.data[:] = 1.0
    return matrix


def rebuild(people: np.ndarray, notes: np.ndarray, size: int = 50) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Nightly: the nearest notes of each note, from (person, note) pairs of ids.

    Returns note ids (n,), ids of their neighbours (n, size) and nearness (n, size), nearest first; 0 fills up.
    """
    person_ids, person = np.unique(people, return_inverse=True)
    note_ids, note = np.unique(notes, return_inverse=True)
    matrix = engagements(person, note, (len(person_ids), len(note_ids)))
    nearest = item_knn(matrix, size)
    ids = np.zeros((len(note_ids), size), note_ids.dtype)
    near = np.zeros((len(note_ids), size))
    for row in range(len(note_ids)):
        span = slice(nearest.indptr[row], nearest.indptr[row + 1])
        order = np.lexsort((note_ids[nearest.indices[span]], -nearest.data[span]))
        ids[row, : len(order)] = note_ids[nearest.indices[span]][order]
        near[row, : len(order)] = nearest.data[span][order]
    return note_ids, ids, near


def item_knn(matrix: csr_matrix, size: int) -> csr_matrix:
    """Each note's nearest by `nearness`: W[j, i] for i among the nearest of j."""
    count = np.asarray(matrix.sum(axis=0)).ravel()

    def weigh(both, rows, columns):
        return nearness(both, count[rows], count[columns])

    return product_top(matrix.T.tocsr(), matrix, size, weigh)


def rp3beta(matrix: csr_matrix, alpha: float, beta: float, size: int) -> csr_matrix:
    """Three steps of a random walk over people and notes, less for what everybody saves (Paudel et al. 2017)."""
    degree = np.maximum(np.diff(matrix.indptr), 1).astype(np.float32)
    count = np.maximum(np.asarray(matrix.sum(axis=0)).ravel(), 1.0).astype(np.float32)
    to_notes = scaled_rows(matrix, degree**-alpha)
    to_people = scaled_rows(matrix.T.tocsr(), count**-alpha)
    discount = count**-beta
    return product_top(to_people, to_notes, size, lambda walk, rows, columns: walk * discount[columns])


def slim_local(matrix: csr_matrix, size: int, ridge: float) -> csr_matrix:
    """SLIM (Ning and Karypis 2011) with each note's few co-engaged notes only: one small ridge regression per note.

    Its column is the solution of (G_NN + ridge I) w = G_N,i with N the nearest notes of i and G = X'X: about 1 ms.
    """
    from scipy.sparse import csr_matrix

    notes = matrix.shape[1]
    nearest = item_knn(matrix, size)
    gram = Gram(matrix)
    rows, columns, values = [], [], []
    for note in range(notes):
        near = nearest.indices[nearest.indptr[note] : nearest.indptr[note + 1]]
        if len(near) == 0:
            continue
        within = gram.block(near)
        target = gram.row(note)[near]
        within[np.diag_indices(len(near))] += ridge
        rows.append(near)
        columns.append(np.full(len(near), note))
        values.append(np.linalg.solve(within, target))
    if not rows:
        return csr_matrix((notes, notes), dtype=np.float32)
    triples = np.concatenate(values).astype(np.float32), (np.concatenate(rows), np.concatenate(columns))
    return csr_matrix(triples, (notes, notes))


class Gram:
    """X'X, dense while that is small, else in pieces from its sparse rows."""

    DENSE = 12_000  # notes: 576 MB

    def __init__(self, matrix: csr_matrix) -> None:
        sparse = (matrix.T.tocsr() @ matrix).tocsr()
        self.dense = sparse.toarray() if matrix.shape[1] <= self.DENSE else None
        self.sparse = sparse
        self.place = np.full(matrix.shape[1], -1)

    def row(self, note: int) -> np.ndarray:
        if self.dense is not None:
            return self.dense[note]
        return self.sparse[note].toarray().ravel()

    def block(self, notes: np.ndarray) -> np.ndarray:
        if self.dense is not None:
            return self.dense[np.ix_(notes, notes)].astype(float)
        self.place[notes] = np.arange(len(notes))
        block = np.zeros((len(notes), len(notes)))
        for at, note in enumerate(notes):
            span = slice(self.sparse.indptr[note], self.sparse.indptr[note + 1])
            places = self.place[self.sparse.indices[span]]
            block[at, places[places >= 0]] = self.sparse.data[span][places >= 0]
        self.place[notes] = -1
        return block


class LowPass:
    """GF-CF (Shen et al. 2021): the linear filter of the note graph plus `share` of its ideal low pass."""

    def __init__(self, matrix: csr_matrix, factors: int, share: float, size: int) -> None:
        from scipy.sparse.linalg import svds

        degree = np.maximum(np.diff(matrix.indptr), 1).astype(np.float32)
        count = np.maximum(np.asarray(matrix.sum(axis=0)).ravel(), 1.0).astype(np.float32)
        normed = scaled_columns(scaled_rows(matrix, degree**-0.5), count**-0.5)
        self.linear = product_top(normed.T.tocsr(), normed, size, lambda walk, rows, columns: walk, keep_self=True)
        factors = min(factors, min(matrix.shape) - 1)
        start = np.random.default_rng(0).normal(size=min(matrix.shape)).astype(np.float32)
        _, _, right = svds(normed, k=factors, v0=start, tol=1e-2)
        self.right = right.T.astype(np.float32)
        self.damped = self.right * (count**-0.5)[:, None]
        self.lifted = (self.right * (count**0.5)[:, None]).T
        self.share = share

    def scores(self, rows: csr_matrix) -> np.ndarray:
        return (rows @ self.linear).toarray() + self.share * (rows @ self.damped) @ self.lifted


class Factors:
    """Implicit ALS (Hu, Koren and Volinsky 2008) by a few conjugate-gradient steps (Takacs et al. 2011), in numpy."""

    CHUNK = 200_000  # engagements at once

    def __init__(self, matrix: csr_matrix, factors: int, ridge: float, weight: float, rounds: int) -> None:
        rng = np.random.default_rng(0)
        self.ridge, self.weight = ridge, weight
        self.notes = (rng.normal(size=(matrix.shape[1], factors)) * 0.01).astype(np.float32)
        people = np.zeros((matrix.shape[0], factors), np.float32)
        columns = matrix.T.tocsr()
        for _ in range(rounds):
            people = self.solve(matrix, self.notes, people)
            self.notes = self.solve(columns, people, self.notes)

    def solve(self, matrix: csr_matrix, other: np.ndarray, start: np.ndarray, steps: int = 3) -> np.ndarray:
        """Minimise sum c (p - x y)^2 + ridge |x|^2 for every row x at once, with c = 1 + weight on engagements."""
        base = other.T @ other + self.ridge * np.eye(other.shape[1], dtype=np.float32)

        def times(x: np.ndarray) -> np.ndarray:
            return x @ base + self.weight * self.spread(matrix, x, other)

        x = start.copy()
        residual = (1.0 + self.weight) * (matrix @ other) - times(x)
        step = residual.copy()
        before = np.einsum("ij,ij->i", residual, residual)
        for _ in range(steps):
            moved = times(step)
            length = before / np.maximum(np.einsum("ij,ij->i", step, moved), 1e-12)
            x += length[:, None] * step
            residual -= length[:, None] * moved
            after = np.einsum("ij,ij->i", residual, residual)
            step = residual + (after / np.maximum(before, 1e-12))[:, None] * step
            before = after
        return x

    def spread(self, matrix: csr_matrix, x: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Rows of sum over engagements of (x . y) y."""
        from scipy.sparse import csr_matrix

        row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        dots = np.empty(matrix.nnz, np.float32)
        for at in range(0, matrix.nnz, self.CHUNK):
            part = slice(at, at + self.CHUNK)
            dots[part] = np.einsum("ij,ij->i", x[row[part]], other[matrix.indices[part]])
        return csr_matrix((dots, matrix.indices, matrix.indptr), matrix.shape) @ other

    def scores(self, rows: csr_matrix) -> np.ndarray:
        people = self.solve(rows, self.notes, np.zeros((rows.shape[0], self.notes.shape[1]), np.float32), steps=5)
        return people @ self.notes.T


def product_top(left, right, size: int, weigh, keep_self: bool = False) -> csr_matrix:
    """The `size` largest of each row of weigh(left @ right), the diagonal aside, some rows at a time."""
    from scipy.sparse import csr_matrix, vstack

    parts = []
    for at in range(0, left.shape[0], ROWS):
        block = (left[at : at + ROWS] @ right).tocsr()
        rows = np.repeat(np.arange(at, at + block.shape[0]), np.diff(block.indptr))
        values = weigh(block.data, rows, block.indices).astype(np.float32)
        if not keep_self:
            values[rows == block.indices] = 0.0
        parts.append(largest(csr_matrix((values, block.indices, block.indptr), block.shape), size))
    return vstack(parts, format="csr") if parts else csr_matrix((0, right.shape[1]), dtype=np.float32)


def largest(matrix: csr_matrix, size: int) -> csr_matrix:
    """The matrix with only the `size` largest entries of each row."""
    data = matrix.data
    for row in np.flatnonzero(np.diff(matrix.indptr) > size):
        values = data[matrix.indptr[row] : matrix.indptr[row + 1]]
        values[np.argpartition(-values, size)[size:]] = 0.0
    matrix.eliminate_zeros()
    return matrix


def scaled_rows(matrix: csr_matrix, by: np.ndarray) -> csr_matrix:
    scaled = matrix.copy()
    scaled.data = matrix.data * np.repeat(by.astype(np.float32), np.diff(matrix.indptr))
    return scaled


def scaled_columns(matrix: csr_matrix, by: np.ndarray) -> csr_matrix:
    scaled = matrix.copy()
    scaled.data = matrix.data * by.astype(np.float32)[matrix.indices]
    return scaled
