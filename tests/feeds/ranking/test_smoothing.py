"""Engagement per viewer, smoothed."""

import numpy as np
import pytest

from feeds.ranking import smoothing
from feeds.ranking.smoothing import Prior


def test_stands_near_the_prior_until_many_have_seen_a_note():
    prior = Prior(2.0, 8.0)
    assert smoothing.rate(0.0, 0.0, *prior) == pytest.approx(0.2)
    assert smoothing.rate(1.0, 1.0, *prior) == pytest.approx(3 / 11)
    assert smoothing.rate(500.0, 1000.0, *prior) == pytest.approx(502 / 1010)


def test_never_passes_one_when_cards_are_liked_unseen():
    assert smoothing.rate(50.0, 3.0, 2.0, 8.0) == pytest.approx(52 / 60)


def test_finds_the_prior_the_counts_came_from():
    rng = np.random.default_rng(0)
    seen = rng.integers(5, 60, 4000).astype(float)
    engaged = rng.binomial(seen.astype(int), rng.beta(3.56, 14.68, 4000)).astype(float)
    a, b = smoothing.fit_prior(engaged, seen)
    assert a == pytest.approx(3.56, rel=0.12)
    assert b == pytest.approx(14.68, rel=0.12)


def test_says_what_is_usual_where_nothing_can_be_fitted():
    assert smoothing.fit_prior(np.zeros(0), np.zeros(0)) == smoothing.DEFAULT
    assert smoothing.fit_prior(np.zeros(9), np.full(9, 50.0)) == smoothing.DEFAULT
    alike = smoothing.fit_prior(np.full(50, 10.0), np.full(50, 100.0))
    assert alike.a / (alike.a + alike.b) == pytest.approx(0.1)
    assert alike.a + alike.b == smoothing.STRONGEST


def test_draws_a_group_to_everybody_while_it_is_small():
    rng = np.random.default_rng(1)
    seen = np.full(400, 50.0)
    groups = ["few"] * 3 + ["many"] * 397
    engaged = rng.binomial(50, np.where(np.array(groups) == "few", 0.6, rng.beta(2, 8, 400))).astype(float)
    priors = smoothing.fit_priors(groups, engaged, seen)
    usual, few, many = (p.a / (p.a + p.b) for p in (priors[None], priors["few"], priors["many"]))
    assert many == pytest.approx(0.2, abs=0.03)
    assert usual < few < 0.6


def test_counts_a_person_once_with_the_strongest_thing_they_did():
    assert smoothing.engagement(["like", "collect", "open"]) == 1.5
    assert smoothing.engagement(["open"]) == smoothing.engagement([]) == 0.0


def test_draws_by_what_is_not_known():
    rng = np.random.default_rng(3)
    few = smoothing.draw(rng, np.full(2000, 1.0), np.full(2000, 5.0), 2.0, 8.0)
    many = smoothing.draw(rng, np.full(2000, 200.0), np.full(2000, 1000.0), 2.0, 8.0)
    assert few.mean() == pytest.approx(many.mean(), abs=0.01)
    assert few.std() > 5 * many.std()
