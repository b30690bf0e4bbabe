"""Who saved this also saved that."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from feeds.ranking import neighbours, recommend

# Four people, four notes.
SAVES = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 1, 1]], np.float32)


def test_is_near_what_the_same_people_saved():
    assert neighbours.nearness(2, 3, 2) == pytest.approx(2 / 6**0.5 * 2 / 5)
    assert neighbours.nearness(0, 3, 2) == 0.0


def test_rebuilds_what_counting_event_by_event_gives():
    people, notes = np.nonzero(SAVES)
    ids, near, how_near = neighbours.rebuild(people + 100, notes + 10**15, size=2)
    assert ids.tolist() == [10**15 + n for n in range(4)]
    assert near[0].tolist() == [10**15 + 1, 10**15 + 2]
    assert how_near[0] == pytest.approx([neighbours.nearness(2, 3, 2), neighbours.nearness(1, 3, 2)])
    assert near[3].tolist() == [10**15 + 2, 0]


def test_walks_as_the_formula_says():
    weights = neighbours.rp3beta(csr_matrix(SAVES), 1.0, 0.5, 10).toarray()
    # From note 1: to people 0 and 1 with 1/2 each, to note 0 with 1/2 each: 1/2, by 3 readers ** -0.5.
    assert weights[1] == pytest.approx([0.5 * 3**-0.5, 0.0, 0.0, 0.0])
    assert not weights.diagonal().any()


def test_keeps_only_the_nearest():
    assert np.diff(neighbours.rp3beta(csr_matrix(SAVES), 1.0, 0.5, 1).indptr).max() == 1


def test_solves_each_note_on_its_neighbours():
    weights = neighbours.slim_local(csr_matrix(SAVES), 3, 0.5).toarray()
    gram = SAVES.T @ SAVES
    near = [1, 2]  # of note 0
    expected = np.linalg.solve(gram[np.ix_(near, near)] + 0.5 * np.eye(2), gram[near, 0])
    assert weights[near, 0] == pytest.approx(expected, rel=1e-5)
    pieces = neighbours.Gram(csr_matrix(SAVES))
    pieces.dense = None
    assert pieces.block(np.array([0, 2])).tolist() == gram[np.ix_([0, 2], [0, 2])].tolist()


def test_folds_people_into_factors():
    rng = np.random.default_rng(0)
    taste = rng.random((60, 2)) > 0.5
    matrix = csr_matrix((np.repeat(taste, 10, axis=1) & (rng.random((60, 20)) < 0.5)).astype(np.float32))
    for model in (
        neighbours.Factors(matrix, 4, ridge=1.0, weight=10.0, rounds=5),
        neighbours.LowPass(matrix, 4, 0.3, 10),
    ):
        scores = model.scores(csr_matrix(np.eye(20, dtype=np.float32)[[0]]))
        assert scores[0, 1:10].mean() > scores[0, 10:].mean()


def test_chooses_its_parts_by_what_helps():
    rng = np.random.default_rng(1)
    topic = rng.integers(0, 5, 80)
    saves = csr_matrix(((rng.integers(0, 5, 150)[:, None] == topic) & (rng.random((150, 80)) < 0.3)).astype(np.float32))
    words = csr_matrix(np.eye(5, dtype=np.float32)[topic])
    noise = csr_matrix((rng.random((80, 40)) < 0.1).astype(np.float32))
    assert recommend.choose(saves, {"hashtags": words}).content.keys() == {"hashtags"}
    assert recommend.choose(saves, {"hashtags": noise}).content == {}
    assert recommend.choose(csr_matrix((3, 4), dtype=np.float32), {}) == recommend.Recipe()
