"""What somebody may not see leaves no trace in what they get."""

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Follow
from feeds import explore, following
from posts import actions
from posts.models import Hashtag, HashtagFollow
from rednote.lib import redis
from tests.factories import make_note, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages_of_two(settings):
    settings.LIMITS = settings.LIMITS | {"page_size": 2}


@pytest.mark.parametrize("visibility", ["private", "mutuals", "followers"])
def test_the_cursor_of_following_names_no_hidden_note(bob, alice, carol, pages_of_two, visibility):
    tea = Hashtag.objects.create(name="tea", label="tea")
    HashtagFollow.objects.create(user=bob, hashtag=tea)
    now = timezone.now()
    for minutes in range(8):
        hidden = minutes % 2
        author = carol if visibility == "followers" else alice
        fields = {"visibility": visibility if hidden else "public", "published_at": now - timedelta(minutes=minutes)}
        make_note(author, hashtags=("tea",), **fields)
    page = following.page(bob)
    plain = page.after.partition(".")[0]
    _last_at, last_id = json.loads(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
    assert last_id == page.notes[-1].pk
    assert [note.visibility for note in page.notes] == ["public"] * 2


def test_mutuals_still_read_each_other(bob, alice):
    Follow.objects.create(follower=alice, followee=bob)
    note = make_note(alice, visibility="mutuals")
    assert [shown.pk for shown in following.page(bob).notes] == [note.pk]


def test_a_photo_that_is_not_ready_is_its_owners_alone(login, bob, alice):
    note = make_note(alice, photos=1)
    make_photo(alice, note=note, ready=False, position=1, alt="On its way")
    shown = [login(viewer).get(f"/api/v1/notes/{note.pk}").json()["photos"] for viewer in (alice, bob)]
    assert [len(photos) for photos in shown] == [2, 1]


def test_a_note_that_was_opened_to_everybody_says_when_it_is_gone(client, alice):
    note = make_note(alice, visibility="private", was_public=False, photos=1)
    actions.edit_note(note=note, visibility="public")
    actions.delete_note(note=note)
    assert client.get(f"/notes/{note.pk}").status_code == 410


def test_reloading_explore_fills_nobodys_memory(client, alice, monkeypatch):
    monkeypatch.setattr(explore, "seed_of", lambda viewer, now: 1)
    make_note(alice, photos=1)
    for _ in range(5):
        client.get("/")
    assert len(redis.client().keys("scroll:*")) == 1


@pytest.mark.parametrize("header", ["X-Real-Ip", "Forwarded", "Via", "X-Forwarded-Host"])
def test_the_outbox_is_shut_to_whoever_comes_through_a_proxy(client, header):
    assert client.get("/outbox").status_code == 200
    assert client.get("/outbox", headers={header: "203.0.113.9"}).status_code == 404
