"""Refreshing the smoothed rates."""

import pytest

from feeds.models import NoteRate
from feeds.tasks import refresh_rates
from posts.models import Note
from posts.signals import notes_opened
from tests.factories import make_note


def rate_of(note):
    return NoteRate.objects.get(note=note).rate


def test_start_at_the_mean_of_the_prior(alice):
    note = make_note(alice)
    refresh_rates()
    assert rate_of(note) == pytest.approx(3.56 / 18.24)


def test_count_engagement_per_open(alice):
    note = make_note(alice)
    Note.objects.filter(pk=note.pk).update(likes_count=10, collects_count=4, comments_count=2)
    notes_opened.send(sender=Note, counts={note.pk: 60})
    notes_opened.send(sender=Note, counts={note.pk: 40})
    refresh_rates()
    assert rate_of(note) == pytest.approx((10 + 1.5 * 4 + 1.5 * 2 + 3.56) / (100 + 18.24))
    assert NoteRate.objects.get().opens_count == 100


def test_trust_many_readers_more_than_one(alice):
    one, many = make_note(alice), make_note(alice)
    Note.objects.filter(pk=one.pk).update(likes_count=1)
    Note.objects.filter(pk=many.pk).update(likes_count=40)
    notes_opened.send(sender=Note, counts={one.pk: 1, many.pk: 100})
    refresh_rates()
    assert rate_of(many) > rate_of(one)


def test_forget_opens_of_notes_that_are_gone(alice):
    notes_opened.send(sender=Note, counts={1: 5})
    assert not NoteRate.objects.exists()
