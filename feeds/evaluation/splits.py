"""Who is asked what: the splits of the protocols, reproducible from their seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FULL_SEED, COLD_SEED, LOO_SEED = 3, 4, 42
TEST_SHARE = 0.2
NEGATIVES = 99


def per_person(matrix: csr_matrix) -> tuple[csr_matrix, csr_matrix]:
    """20 % of each person's notes, at least one, are test; whoever has a single note keeps it in train."""
    rng = np.random.default_rng(FULL_SEED)
    is_test = np.zeros(matrix.nnz, bool)
    for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        if end - start >= 2:
            is_test[start + rng.choice(end - start, max(1, round((end - start) * TEST_SHARE)), replace=False)] = True
    return parts(matrix, is_test)


def leave_one_out(matrix: csr_matrix, at: csr_matrix | None) -> tuple[csr_matrix, csr_matrix]:
    """One note of each person with two or more is test: their last where times are known, else one by chance."""
    rng = np.random.default_rng(LOO_SEED)
    is_test = np.zeros(matrix.nnz, bool)
    for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        if end - start >= 2:
            is_test[start + (int(at.data[start:end].argmax()) if at is not None else rng.integers(end - start))] = True
    return parts(matrix, is_test)


def negatives(known: csr_matrix, rng: np.random.Generator, person: int) -> np.ndarray:
    """99 notes the person never touched, or all of them where there are fewer."""
    notes = known.shape[1]
    touched = known.indices[known.indptr[person] : known.indptr[person + 1]]
    if notes - len(touched) <= NEGATIVES * 4:
        free = np.setdiff1d(np.arange(notes), touched)
        return rng.permutation(free)[:NEGATIVES]
    found = np.zeros(0, int)
    while len(found) < NEGATIVES:
        drawn = np.concatenate([found, rng.integers(notes, size=NEGATIVES)])
        _, first = np.unique(drawn, return_index=True)
        drawn = drawn[np.sort(first)]
        found = drawn[~np.isin(drawn, touched)][:NEGATIVES]
    return found


def cold_notes(notes: int) -> np.ndarray:
    """Which 20 % of the notes lose all engagement."""
    is_cold = np.zeros(notes, bool)
    is_cold[np.random.default_rng(COLD_SEED).choice(notes, notes // 5, replace=False)] = True
    return is_cold


def only_rows(matrix: csr_matrix, kept: np.ndarray) -> csr_matrix:
    """The matrix with the other rows empty."""
    return parts(matrix, np.repeat(kept, np.diff(matrix.indptr)))[1]


def parts(matrix: csr_matrix, is_test: np.ndarray) -> tuple[csr_matrix, csr_matrix]:
    """The entries of a sorted matrix that are not test, and those that are."""
    from scipy.sparse import csr_matrix

    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))

    def part(mask: np.ndarray) -> csr_matrix:
        return csr_matrix((np.ones(mask.sum(), np.float32), (row[mask], matrix.indices[mask])), matrix.shape)

    return part(~is_test), part(is_test)
