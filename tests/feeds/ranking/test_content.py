"""What a note is about."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from feeds.ranking import content


def test_weighs_the_rare_more():
    assert content.idf(0, 100) > content.idf(9, 100) > content.idf(99, 100) > 0
    assert content.idf(9, 100) == pytest.approx(np.log(11))


def test_points_alike_for_notes_that_share_words():
    tea = content.vector(["tea", "oolong"], "Morning tea", "A quiet cup of oolong on the balcony.")
    more = content.vector(["tea"], "Oolong again", "Two cups of tea.")
    cats = content.vector(["cats"], "My cat sleeps", "She found the sun again.")
    assert tea @ more > tea @ cats + 0.2
    assert np.linalg.norm(tea) == pytest.approx(1.0)
    assert tea.dtype == np.float32
    assert not content.vector([], "", " !").any()


def test_reads_unspaced_scripts_in_pairs_and_other_words_without_plural():
    assert content.words_of("Two Cats, 喝乌龙茶") == ["two", "cat", "喝乌", "乌龙", "龙茶"]
    assert content.vector(["乌龙茶"], "", "") @ content.vector([], "乌龙茶", "") == pytest.approx(1.0)


def test_walks_over_shared_words_as_the_formula_says():
    # Notes 0 and 1 share word 0, which both have; note 2 has word 1 alone; word 2 is only on the cold note.
    warm = csr_matrix(np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0]], float))
    cold = csr_matrix(np.array([[1, 0, 1]], float))
    near = content.walk(warm, cold, rarity=1.0, from_many=0.5, to_many=0.5, size=5, keep_self=True).toarray()
    assert near[:, 0] == pytest.approx([2**-0.5 * 2**-1, 2**-1, 0.0])
