"""The explore feed."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import Block, Follow, Mute
from feeds import actions, explore, pools
from posts.models import Hashtag, HashtagFollow, Hide
from rednote.lib import redis
from tests.factories import make_note

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def titles(page):
    return [note.title for note in page.notes]


def all_titles(viewer, **narrowed):
    page = explore.page(viewer, **narrowed)
    shown = titles(page)
    while page.after:
        page = explore.page(viewer, page.after, **narrowed)
        shown += titles(page)
    return shown


@pytest.mark.parametrize("count", [1, 5, 50])
def test_is_never_empty_once_a_public_note_exists(alice, count):
    for number in range(count):
        make_note(alice, title=str(number))
    for viewer in [NOBODY, alice]:
        assert sorted(all_titles(viewer), key=int) == [str(number) for number in range(count)]


def test_shows_everything_once_while_new_notes_arrive(alice, carol):
    for number in range(75):
        make_note(alice if number % 2 else carol, title=str(number))
    page = explore.page(NOBODY)
    shown = titles(page)
    while page.after:
        make_note(alice, title="late")
        page = explore.page(NOBODY, page.after)
        shown += titles(page)
    assert sorted(set(shown) - {"late"}, key=int) == [str(number) for number in range(75)]
    assert len([title for title in shown if title != "late"]) == 75


def test_brings_picked_interests_first(alice, carol):
    long_ago = timezone.now() - timedelta(days=3)
    for number in range(30):
        make_note(alice, title=f"other {number}")
    for _ in range(10):
        make_note(alice, title="tea", hashtags=("tea",), published_at=long_ago)
    actions.pick_interests(user=carol, interests=["tea", "cats", "hiking"])
    shown = titles(explore.page(carol))
    # Chance has no say in the first two slots, and one hashtag gets five of twenty while there is anything else.
    assert shown[:2] == ["tea"] * 2
    assert shown[:20].count("tea") >= 5


def test_brings_followed_hashtags_first(alice, carol):
    make_note(alice, title="weaving", hashtags=("weaving",), published_at=timezone.now() - timedelta(days=1))
    for number in range(10):
        make_note(alice, title=f"other {number}")
    HashtagFollow.objects.create(user=carol, hashtag=Hashtag.objects.get(name="weaving"))
    assert titles(explore.page(carol))[0] == "weaving"


def test_keeps_to_a_channel_on_every_page(alice):
    for _ in range(40):
        make_note(alice, title="pot", channel="food")
        make_note(alice, title="cat", channel="pets")
    assert all_titles(NOBODY, channel="food") == ["pot"] * 40


def test_can_keep_to_languages(alice, carol):
    make_note(alice, title="hello", language="en")
    make_note(alice, title="你好", language="zh")
    make_note(alice, title="?", language="")
    assert sorted(all_titles(carol, languages=frozenset({"zh"}))) == ["?", "你好"]


def test_leaves_out_what_a_viewer_may_not_or_does_not_want_to_see(alice, bob, carol, mallory):
    make_note(alice, title="followers", visibility="followers")
    make_note(alice, title="draft", state="draft")
    make_note(alice, title="waiting", ready_at=None)
    make_note(alice, title="gone", taken_down_at=timezone.now())
    shown = make_note(alice, title="public")
    assert all_titles(NOBODY) == ["public"]
    assert all_titles(mallory) == []
    assert sorted(all_titles(bob)) == ["followers", "public"]
    Hide.objects.create(user=carol, note=shown)
    assert all_titles(carol) == []
    Mute.objects.create(muter=bob, muted=alice)
    assert all_titles(bob) == []


def test_obeys_a_block_made_in_the_middle_of_a_scroll(alice, carol):
    for number in range(40):
        make_note(alice, title=str(number))
    page = explore.page(carol)
    Block.objects.create(blocker=alice, blocked=carol)
    assert titles(explore.page(carol, page.after)) == []


def test_does_not_let_one_author_fill_the_first_cards(alice, bob, carol):
    for _ in range(20):
        make_note(alice, title="alice")
    for _ in range(3):
        make_note(bob, title="bob")
        make_note(carol, title="carol")
    assert {"alice", "bob", "carol"} == set(titles(explore.page(NOBODY))[:3])


def test_does_not_look_at_the_number_of_followers(alice, carol, person):
    for number in range(10):
        make_note(alice if number % 2 else carol, title=str(number))
    before = titles(explore.page(NOBODY))
    for number in range(20):
        Follow.objects.create(follower=person(f"fan{number}"), followee=alice)
    assert titles(explore.page(NOBODY)) == before


def test_goes_on_without_redis(alice, settings):
    for number in range(45):
        make_note(alice, title=str(number))
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    assert not redis.available()
    assert sorted(all_titles(NOBODY), key=int) == [str(number) for number in range(45)]


def test_goes_on_after_redis_was_flushed_in_the_middle_of_a_scroll(alice):
    for number in range(70):
        make_note(alice, title=str(number))
    page = explore.page(NOBODY)
    redis.client().flushdb()
    assert titles(explore.page(NOBODY, page.after))


def test_draws_from_the_pools_that_the_worker_keeps(alice):
    early = make_note(alice, title="early")
    pools.refresh()
    late = make_note(alice, title="late")
    assert pools.fresh("", 10) == [early.pk]
    assert all_titles(NOBODY) == ["early", "late"]
    pools.refresh()
    assert pools.fresh("", 10) == [late.pk, early.pk]


def test_answers_visitors_and_htmx(client, alice):
    for number in range(35):
        make_note(alice, title=f"note {number}", photos=1)
    page = client.get("/").content.decode()
    assert page.count("data-note-link") == 30
    more = re.search(r'href="(/\?after=[^"]+)"', page)[1]
    fragment = client.get(more, headers={"HX-Request": "true"}).content.decode()
    assert fragment.count("data-note-link") == 5
    assert "<html" not in fragment
    assert "<html" in client.get(more).content.decode()


@pytest.mark.parametrize("cursor", ["x", "a.b", "%00", "1" * 5000])
def test_refuses_cursors_that_are_not_ours(client, db, cursor):
    assert client.get("/", {"after": cursor}).status_code == 400


def test_takes_as_many_queries_for_a_full_page_as_for_five(client, login, alice, carol):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(visitor):
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get("/").status_code == 200
        return len(captured)

    for number in range(5):
        make_note(alice, title=str(number), photos=2)
    reader = login(carol)
    few = queries(client), queries(reader)
    for number in range(40):
        make_note(alice, title=str(number), photos=2)
    many = queries(client), queries(reader)
    assert many <= (few[0] + 1, few[1] + 1)
    assert max(many) <= 16
