"""The weights learn from exploration slots."""

import json

import numpy as np
import pytest
from django.utils import timezone

from feeds import impressions, partitions, weights
from feeds.impressions import Placed
from feeds.models import Event, Impression
from feeds.ranking import blend
from feeds.ranking.score import START
from rednote.lib import redis
from tests.factories import make_note

pytestmark = pytest.mark.django_db


def test_stands_where_it_starts_until_something_is_learnt(alice):
    assert weights.refit() == dict(START)
    assert weights.settings().weights == dict(START)


def test_learns_from_who_engaged_where_chance_put_the_note(alice):
    now, note = timezone.now(), make_note(alice)
    partitions.ensure(now.date())
    rng = np.random.default_rng(0)
    relevance = rng.random(3000)
    engaged = rng.random(3000) < 1 / (1 + np.exp(-(8 * (relevance - 0.5))))
    common = {"day": now.date(), "note_id": note.pk, "author_id": alice.pk}
    shown = {"slot": 5, "kind": "explore", "propensity": 0.2, "version": 1, "shown_at": now, "seen_at": now}
    Impression.objects.bulk_create(
        Impression(id=n, reader=n, features=blend.noted({"relevance": 3.0 * r}, START), **common, **shown)
        for n, r in enumerate(relevance, 1)
    )
    Event.objects.bulk_create(
        Event(id=n, reader=n, kind="like", happened_at=now, **common) for n, e in enumerate(engaged, 1) if e
    )
    assert weights.refit()["relevance"] > 1.1 * START["relevance"]
    assert weights.settings().weights["relevance"] == json.loads(redis.client().get(weights.KEY))["relevance"]


def test_a_token_carries_what_the_refit_learns_from(alice):
    features = blend.noted({"relevance": 1.5}, START)
    told = impressions.read(alice.pk, impressions.sign(alice.pk, Placed(7, 3, "explore", features=features)))
    assert told.placed.features == features
    plain = impressions.read(alice.pk, impressions.sign(alice.pk, Placed(7, 3, "best")))
    assert plain.placed.features == b""
