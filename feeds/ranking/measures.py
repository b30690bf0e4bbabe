"""How good lists are, and how they share attention: the measures of evaluation, inner holdout and public meter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def top_of_block(scores: np.ndarray, known: csr_matrix | None, size: int) -> np.ndarray:
    """The best `size` notes of each row, best first, ties by the lower note; -1 where only known ones are left."""
    if known is not None:
        scores = scores.copy()
        rows = np.repeat(np.arange(known.shape[0]), np.diff(known.indptr))
        scores[rows, known.indices] = -np.inf
    size = min(size, scores.shape[1])
    top = np.sort(np.argpartition(-scores, size - 1, axis=1)[:, :size], axis=1)
    order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1, kind="stable")
    top = np.take_along_axis(top, order, axis=1)
    return np.where(np.isneginf(np.take_along_axis(scores, top, axis=1)), -1, top)


def discounts(size: int) -> np.ndarray:
    """1 / log2(rank + 1) for ranks from 1: what attention a slot gets, in NDCG and in exposure."""
    return 1.0 / np.log2(np.arange(2, size + 2))


def hits_of(top: np.ndarray, wanted: csr_matrix) -> np.ndarray:
    """Whether each listed note is one the person wanted, the shape of `top`."""
    hits = np.zeros(top.shape, bool)
    for row in range(len(top)):
        hits[row] = np.isin(top[row], wanted.indices[wanted.indptr[row] : wanted.indptr[row + 1]])
    return hits


def ndcg(hits: np.ndarray, wanted: np.ndarray, size: int) -> np.ndarray:
    """NDCG@size per row; the ideal list has min(wanted, size) hits."""
    gains = discounts(size)
    ideal = np.cumsum(gains)[np.minimum(wanted, size) - 1]
    return (hits[:, :size] * gains[: hits.shape[1]][:size]).sum(axis=1) / ideal


def ndcg_of_block(scores: np.ndarray, known: csr_matrix, wanted: csr_matrix, size: int) -> np.ndarray:
    hits = hits_of(top_of_block(scores, known, size), wanted)
    return ndcg(hits, np.diff(wanted.indptr), size)


def gini(exposure: np.ndarray) -> float:
    """0 all get the same .. 1 one gets all."""
    exposure = np.sort(np.asarray(exposure, float))
    if len(exposure) == 0 or exposure.sum() == 0:
        return 0.0
    ranks = np.arange(1, len(exposure) + 1)
    return float((2 * ranks - len(exposure) - 1) @ exposure / (len(exposure) * exposure.sum()))
