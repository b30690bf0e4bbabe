"""Weights learned from what people chose."""

import numpy as np
import pytest

from feeds.ranking import blend
from feeds.ranking.originality import aggregator_rate, copy_factor
from feeds.ranking.score import START


def test_learns_which_feature_makes_the_choice():
    rng = np.random.default_rng(0)
    choice = blend.Choice(3)
    for _ in range(400):
        features = rng.normal(size=(10, 3)) * [1.0, 5.0, 1.0]
        choice.learn(features, int((features[:, 1] - features[:, 2]).argmax()))
    features = rng.normal(size=(1000, 3)) * [1.0, 5.0, 1.0]
    scores = choice.score(features)
    assert np.corrcoef(scores, features[:, 1])[0, 1] > 0.9
    assert abs(np.corrcoef(scores, features[:, 0])[0, 1]) < 0.1


def explored(weight, count=4000, seed=0):
    """Exploration slots where `relevance` speaks this strongly for engagement, shown by chance with known odds."""
    rng = np.random.default_rng(seed)
    relevance = rng.random(count)
    odds = 1 / (1 + np.exp(-(weight * (relevance - 0.5) - 1)))
    features = np.zeros((count, len(blend.REFITTED)))
    features[:, 0] = relevance
    return features, (rng.random(count) < odds).astype(float), np.full(count, 0.2)


def test_moves_weights_toward_what_exploration_taught_and_not_too_far():
    assert blend.REFITTED[0] == "relevance"
    learned = blend.refit(*explored(weight=4.5))
    assert START["relevance"] < learned["relevance"] <= 4.7
    assert learned["rate"] == START["rate"]
    assert blend.refit(*explored(weight=30.0, count=40_000))["relevance"] == blend.FURTHEST * START["relevance"]
    assert blend.refit(*explored(weight=-30.0, count=40_000))["relevance"] == START["relevance"] / blend.FURTHEST


def test_stays_where_it_is_with_few_rows():
    assert blend.refit(*explored(weight=9.0, count=100)) == dict(START)
    assert blend.refit(np.zeros((0, 0)), [], []) == dict(START)


def test_notes_features_in_a_byte_each():
    terms = {"relevance": 1.5, "rate": -0.7, "freshness": -99.0}
    packed = blend.noted(terms, START)
    assert len(packed) == len(blend.REFITTED)
    read = dict(zip(blend.REFITTED, blend.read(packed), strict=True))
    assert (read["relevance"], read["rate"], read["copy"]) == (0.5, -1.0, 0.0)
    assert read["freshness"] == pytest.approx(-8, abs=0.1)


def test_makes_copies_cost():
    assert START["copy"] * copy_factor(True) == pytest.approx(1.2)
    assert START["copy"] * copy_factor(True, is_credited=True, new_share=0.4) == pytest.approx(0.2)
    assert START["copy"] * copy_factor(True, is_own_repost=True) == pytest.approx(0.6)
    assert copy_factor(True, is_credited=True, new_share=0.1) == 1.0
    assert copy_factor(False) == 0.0
    assert aggregator_rate(0, 0) == aggregator_rate(0, 50) == 0.0
    assert aggregator_rate(1, 1) < 0.1
    assert aggregator_rate(90, 100) == pytest.approx((91 / 120 - 0.05) / 0.95)
