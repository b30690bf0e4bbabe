"""The public meter."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from accounts.models import User
from feeds import meter
from feeds.models import MeterDay, NoteDay
from feeds.tasks import measure
from tests.factories import make_note


def test_gini_is_nothing_for_equals_and_nearly_all_for_one():
    assert meter.gini(np.array([5.0, 5, 5, 5])) == 0
    assert meter.gini(np.array([0.0, 0, 0, 100])) == 0.75
    assert meter.gini(np.array([1.0, 3])) == 0.25
    assert meter.gini(np.zeros(4)) is None


def test_parity_is_one_where_attention_follows_supply():
    impressions, group = np.array([10.0, 10, 20]), np.array([True, True, False])
    assert meter.parity(impressions, group) == 0.75
    assert meter.parity(np.array([10.0, 10, 10]), group) == 1
    assert meter.parity(impressions, np.zeros(3, bool)) is None


def test_ranks_share_the_place_of_equals():
    assert meter.ranks(np.array([10, 30, 10, 20])).tolist() == [1.5, 4, 1.5, 3]


def supply(**columns):
    n = 40
    zero = np.zeros(n)
    known = {"author": np.arange(n), "explored": zero + 20, "explored_engaged": zero, "impressions": zero}
    flags = {"is_original": zero == 0, "is_first": zero == 0, "is_new": zero == 0}
    return meter.Supply(**{**known, "followers": zero, "readers": zero, **flags, **columns})


def test_followers_explain_nothing_once_quality_is_held_still():
    rng = np.random.default_rng(1)
    quality = rng.permutation(40).astype(float)
    honest = supply(explored_engaged=quality, impressions=quality * 7, followers=quality + rng.normal(0, 9, 40))
    assert abs(meter.partial_correlation(honest)) < 0.35
    famous = supply(explored_engaged=rng.permutation(40), impressions=quality * 7, followers=quality)
    assert meter.partial_correlation(famous) > 0.9
    assert meter.partial_correlation(supply(explored=np.zeros(40))) is None


@pytest.mark.django_db
def test_is_computed_from_the_counts_of_each_day(alice, bob, carol):
    User.objects.filter(pk=alice.pk).update(followers_count=5000)
    today = timezone.now().date()
    notes = [make_note(author, is_first=author == carol) for author in (alice, bob, carol)]
    counts = {
        "explored_count": 4,
        "readers_count": 1,
        "opens_count": 1,
        "engaged_count": 1,
        "explored_engaged_count": 1,
    }
    for note, impressions, followers in zip(notes, (60, 20, 10), (5000, 3, 0), strict=True):
        for ago, share in [(0, 0.5), (3, 0.5), (20, 1)]:
            NoteDay.objects.create(
                day=today - timedelta(days=ago),
                note=note,
                author_id=note.author_id,
                impressions_count=int(impressions * share),
                followers_count=followers,
                is_original=note.author == alice or note.author == bob,
                **counts,
            )
    measure()
    measure()
    row = MeterDay.objects.get()
    week, month = row.figures["7"], row.figures["28"]
    assert (week["impressions"], month["impressions"]) == (90, 180)
    assert week["parity_under_100"] == week["parity_under_1000"] == 0.5
    assert week["first_note_median_impressions"] == 10
    assert week["originals_share"] == round(80 / 90, 4)
    assert week["gini"] == round(2 * (10 + 40 + 180) / (3 * 90) - 4 / 3, 4)
    assert week["followers_correlation"] is None
    assert meter.latest() == row
    assert meter.history() == [row]
