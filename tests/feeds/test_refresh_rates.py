"""Refreshing the smoothed rates."""

import pytest

from feeds.models import NoteRate
from feeds.tasks import fit_priors, refresh_rates
from posts.models import Collect, Like, Note
from posts.signals import notes_opened
from tests.factories import make_comment, make_note


def rate_of(note):
    return NoteRate.objects.get(note=note).rate


def like(note, *people):
    for person in people:
        Like.objects.create(note=note, user=person)


def test_start_at_the_mean_of_the_prior(alice):
    note = make_note(alice)
    refresh_rates()
    assert rate_of(note) == pytest.approx(3.56 / 18.24)


def test_count_each_person_once_by_the_strongest_thing_they_did(alice, bob, carol):
    note = make_note(alice)
    like(note, alice, bob, carol)
    Collect.objects.create(user=bob, note=note)
    for _ in range(3):
        make_comment(note, carol)
    notes_opened.send(sender=Note, counts={note.pk: 60})
    notes_opened.send(sender=Note, counts={note.pk: 40})
    refresh_rates()
    assert rate_of(note) == pytest.approx((1.5 + 1.5 + 3.56) / (100 + 18.24))
    assert NoteRate.objects.get().opens_count == 100


def test_trust_many_readers_more_than_one(alice, person):
    one, many = make_note(alice), make_note(alice)
    people = [person(f"reader{number}") for number in range(8)]
    like(one, people[0])
    like(many, *people[1:])
    notes_opened.send(sender=Note, counts={one.pk: 1, many.pk: 14})
    refresh_rates()
    assert rate_of(many) > rate_of(one)


def test_take_one_person_for_no_crowd(alice, bob):
    notes = [make_note(alice) for _ in range(5)]
    for note in notes:
        like(note, bob)
    refresh_rates()
    assert sorted(NoteRate.objects.values_list("engaged", flat=True)) == [0, 0, 1, 1, 1]


def test_judge_a_niche_by_what_its_notes_reach(alice):
    quiet = [make_note(alice, hashtags=("quiet",), is_text_cover=True) for _ in range(12)]
    loud = [make_note(alice, hashtags=("loud",), is_text_cover=True) for _ in range(12)]
    for note in quiet + loud:
        engaged = 1 if note in quiet else 60
        NoteRate.objects.create(note=note, opens_count=100, engaged=engaged)
    fit_priors()
    refresh_rates()
    young = make_note(alice, hashtags=("loud",), is_text_cover=True)
    refresh_rates()
    assert rate_of(young) > 2 * rate_of(quiet[0])


def test_forget_opens_of_notes_that_are_gone(alice):
    notes_opened.send(sender=Note, counts={1: 5})
    assert not NoteRate.objects.exists()
