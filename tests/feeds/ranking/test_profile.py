"""What a person cares about."""

import numpy as np
import pytest

from feeds.ranking import content
from feeds.ranking.profile import CENTROIDS, MOST_HASHTAGS, Taste, learn, pack, unpack

DAY = 86400.0


def axis(number):
    return np.eye(content.SIZE, dtype=np.float32)[number]


def test_weighs_hashtags_by_what_was_done_and_how_rare_they_are():
    taste = learn(Taste(), "like", (1, 2), (2.0, 3.0), 100.0)
    assert taste.hashtags == {1: 2.0, 2: 3.0}
    taste = learn(taste, "collect", (1,), (2.0,), 100.0)
    assert taste.hashtags[1] == 5.0
    assert learn(taste, "less", (1,), (2.0,), 100.0).hashtags[1] == -3.0
    assert learn(taste, "open", (1,), (2.0,), 100.0).hashtags == taste.hashtags


def test_takes_back_what_was_taken_back():
    taste = learn(Taste(), "like", (1,), (2.0,), 100.0, axis(0), 7)
    taste = learn(taste, "unlike", (1,), (2.0,), 100.0, axis(0), 7)
    assert taste.hashtags == {}
    assert taste.interests == ()


def test_forgets_by_half_in_thirty_days():
    taste = learn(Taste(), "like", (1,), (2.0,), 0.0, axis(0), 7)
    later = taste.decayed(30 * DAY)
    assert later.hashtags[1] == pytest.approx(1.0)
    assert later.interests[0].weight == pytest.approx(0.97**30)
    assert taste.decayed(10_000 * DAY).hashtags == {}


def test_counts_a_late_event_as_it_would_have_decayed():
    late = learn(learn(Taste(), "like", (1,), (2.0,), 30 * DAY), "like", (2,), (2.0,), 0.0)
    assert late.hashtags == {1: 2.0, 2: pytest.approx(1.0)}
    assert late.at == 30 * DAY


def test_keeps_a_few_interests_and_lets_the_weakest_go():
    taste = Taste()
    for number in range(CENTROIDS):
        taste = learn(taste, "collect" if number else "like", (), (), 0.0, axis(number), number)
    taste = learn(taste, "like", (), (), 0.0, axis(20), 20)
    assert {i.example for i in taste.interests} == {1, 2, 3, 4, 20}
    joined = learn(taste, "like", (), (), 0.0, axis(20) + 0.5 * axis(21), 21)
    assert len(joined.interests) == CENTROIDS
    assert joined.interests[-1].weight == 2.0
    assert joined.interests[-1].example == 21


def test_fits_in_a_kilobyte_and_comes_back_as_it_was():
    rng = np.random.default_rng(0)
    taste = Taste()
    for number in range(100):
        vector = rng.normal(size=content.SIZE)
        taste = learn(taste, "like", (number,), (float(rng.uniform(1, 8)),), number * 60.0, vector, 10**18 + number)
    packed = pack(taste)
    assert len(packed) <= 1024
    again = unpack(packed)
    assert len(again.hashtags) == MOST_HASHTAGS
    assert again.hashtags == pytest.approx(taste.hashtags, rel=1e-3)
    assert [i.example for i in again.interests] == [i.example for i in taste.interests]
    for one, other in zip(again.interests, taste.interests, strict=True):
        assert one.vector @ other.vector > 0.999
    assert unpack(pack(Taste())) == Taste()
