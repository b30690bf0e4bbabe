"""The page of a person."""

import pytest

from accounts.models import Follow
from posts.models import Collect, Like
from tests.factories import make_note

pytestmark = pytest.mark.django_db


def titles(client, url):
    return [note.title for note in client.get(url).context["notes"]]


def test_shows_their_notes_the_newest_first(client, alice):
    for number in range(3):
        make_note(alice, title=str(number))
    assert titles(client, "/@alice") == ["2", "1", "0"]


def test_is_reached_by_any_case(client, alice):
    assert client.get("/@Alice")["Location"] == "/@alice"


def test_hides_from_people_whom_they_blocked_like_one_that_never_was(login, alice, mallory):
    assert login(mallory).get("/@alice").status_code == 404
    assert login(mallory).get("/@nobody").status_code == 404


def test_of_a_private_account_shows_only_its_head_to_strangers(client, login, person, bob, carol):
    dora = person("dora", is_private=True)
    make_note(dora, title="At home")
    Follow.objects.create(follower=bob, followee=dora)
    Follow.objects.create(follower=carol, followee=dora, state="pending")
    assert titles(client, "/@dora") == []
    assert titles(login(carol), "/@dora") == []
    assert titles(login(bob), "/@dora") == ["At home"]


def test_lets_its_owner_hide_what_they_saved_and_liked(client, login, alice, carol):
    note = make_note(carol, title="kept")
    Collect.objects.create(user=alice, note=note)
    Like.objects.create(user=alice, note=note)
    assert titles(client, "/@alice?tab=collected") == ["kept"]
    assert client.get("/@alice?tab=liked").status_code == 404
    assert titles(login(alice), "/@alice?tab=liked") == ["kept"]
    alice.shows_collected, alice.shows_liked = False, True
    alice.save()
    assert client.get("/@alice?tab=collected").status_code == 404
    assert titles(client, "/@alice?tab=liked") == ["kept"]


def test_shows_the_owner_what_became_of_every_note(login, client, alice):
    make_note(alice, title="waiting", ready_at=None)
    make_note(alice, title="private", visibility="private")
    assert titles(login(alice), "/@alice") == ["private", "waiting"]
    assert titles(client, "/@alice") == []


def test_takes_as_many_queries_for_a_full_page_as_for_five(client, alice, django_assert_max_num_queries):
    for _ in range(35):
        make_note(alice, photos=1)
    with django_assert_max_num_queries(8):
        assert len(client.get("/@alice").context["notes"]) == 30
