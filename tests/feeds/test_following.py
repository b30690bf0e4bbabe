"""The following feed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions as ties
from feeds import following
from posts.models import Hashtag, HashtagFollow
from tests.factories import make_note

pytestmark = pytest.mark.django_db


def all_titles(viewer):
    page = following.page(viewer)
    shown = [note.title for note in page.notes]
    while page.after:
        page = following.page(viewer, page.after)
        shown += [note.title for note in page.notes]
    return shown


def test_is_strictly_by_time_across_people_and_hashtags(alice, bob, carol):
    start = timezone.now() - timedelta(hours=1)
    make_note(carol, title="c", hashtags=("tea",))
    HashtagFollow.objects.create(user=bob, hashtag=Hashtag.objects.get())
    for number in range(40):
        author = alice if number % 2 else carol
        make_note(author, title=str(number), hashtags=("tea",), published_at=start + timedelta(minutes=number))
    assert all_titles(bob) == ["c", *[str(number) for number in reversed(range(40))]]


def test_shows_nobody_one_does_not_follow(alice, bob, carol):
    make_note(carol, title="stranger")
    make_note(alice, title="followed")
    assert all_titles(bob) == ["followed"]


def test_forgets_whom_one_stops_following_at_once(alice, bob):
    make_note(alice)
    ties.unfollow(follower=bob, followee=alice)
    assert all_titles(bob) == []


def test_shows_only_what_the_audience_includes(alice, bob, person):
    for visibility in ["public", "followers", "mutuals", "private"]:
        make_note(alice, title=visibility, visibility=visibility)
    assert sorted(all_titles(bob)) == ["followers", "public"]
    ties.follow(follower=alice, followee=bob)
    assert sorted(all_titles(bob)) == ["followers", "mutuals", "public"]
    dora = person("dora", is_private=True)
    make_note(dora, title="pending")
    ties.follow(follower=bob, followee=dora)
    assert "pending" not in all_titles(bob)


def test_hides_followed_hashtags_of_blocked_people(alice, mallory):
    make_note(alice, hashtags=("tea",))
    HashtagFollow.objects.create(user=mallory, hashtag=Hashtag.objects.get())
    assert all_titles(mallory) == []


def test_says_when_one_is_caught_up(login, alice, bob):
    make_note(alice)
    assert "caught up" in login(bob).get("/following").content.decode()


def test_suggests_people_to_whoever_follows_nobody(login, alice, carol):
    make_note(alice)
    page = login(carol).get("/following").content.decode()
    assert "/@alice" in page
    assert page.count("data-note-link") == 0


def test_is_for_people_who_are_logged_in(client, db):
    assert client.get("/following").status_code == 302
