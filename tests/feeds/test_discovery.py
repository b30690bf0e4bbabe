"""Trending, related notes, people with the same interests."""

import pytest

from accounts.models import Follow
from feeds import actions, discovery
from feeds.tasks import describe_missing, rebuild_neighbours, refresh_trending
from posts.models import Like, Note
from tests.factories import make_comment, make_note

pytestmark = pytest.mark.django_db


def test_trending_counts_distinct_people_of_each_language(alice, bob, carol, person):
    people = [bob, carol, person("dora"), person("emil")]
    ring = make_note(alice, language="en", hashtags=("ring",))
    tea, cats = (make_note(author, language="en", hashtags=("tea",)) for author in people[:2])
    chinese = make_note(alice, language="zh")
    for _ in range(9):
        make_comment(ring, bob)  # one person, however much they say
    for note in (tea, cats, chinese):
        for reader in people:
            Like.objects.create(note=note, user=reader)
    Like.objects.create(note=cats, user=alice)
    refresh_trending()
    assert discovery.trending_notes(carol, "en") == [cats.pk, tea.pk]
    assert discovery.trending_notes(carol, "zh") == [chinese.pk]
    assert discovery.trending_notes(carol, "ja") == []
    assert [hashtag.name for hashtag in discovery.trending_hashtags("en")] == ["tea"]


def test_related_notes_share_hashtags_words_or_people(alice, bob, carol, person):
    for _ in range(5):
        make_note(person(f"other{_}"), hashtags=("daily",))
    note = make_note(alice, title="Gongfu", hashtags=("tea", "daily"))
    mine = make_note(alice, title="Mine", hashtags=("tea", "daily"))
    theirs = make_note(bob, title="Theirs", hashtags=("tea", "daily"))
    words = make_note(carol, title="Gongfu")
    describe_missing()
    for reader in [person(f"reader{number}") for number in range(3)]:
        for liked in (note, words):
            Like.objects.create(note=liked, user=reader)
    rebuild_neighbours()
    found = discovery.related_to(carol, note)
    assert found[0] == theirs.pk
    assert words.pk in found
    assert found[-1] == mine.pk
    assert note.pk not in found


def test_people_are_suggested_by_what_they_write_about(alice, bob, carol, person):
    famous, tea, cats = person("famous"), person("teadrinker"), person("catperson")
    for fan in (alice, bob):
        Follow.objects.create(follower=fan, followee=famous)
    make_note(tea, hashtags=("tea",))
    make_note(cats, hashtags=("cats",))
    make_note(famous, hashtags=("fame",))
    assert famous in discovery.people_like(carol, 6)
    actions.pick_interests(user=carol, interests=["tea", "cats"])
    assert discovery.people_like(carol, 6) == [cats, tea]
    Follow.objects.create(follower=carol, followee=cats)
    assert discovery.people_like(carol, 6) == [tea]


def test_search_without_words_and_the_end_of_following_offer_what_was_found(alice, bob, carol, person, login, client):
    people = [bob, carol, person("dora")]
    note = make_note(alice, title="Sencha", language="en", hashtags=("tea",))
    hidden = make_note(person("erik"), title="Taken back", language="en", hashtags=("tea",))
    for reader in people:
        for liked in (note, hidden):
            Like.objects.create(note=liked, user=reader)
    refresh_trending()
    Note.objects.filter(pk=hidden.pk).update(visibility="private", is_listed=False)
    for viewer in (client, login(carol)):
        page = viewer.get("/search").content.decode()
        assert "Much talked about" in page
        assert "Sencha" in page
        assert "Taken back" not in page
    tags = client.get("/search?tab=hashtags").content.decode()
    assert "#tea" in tags
    assert "Sencha" not in tags
    actions.pick_interests(user=carol, interests=["tea"])
    for path in ("/search?tab=people", "/following"):
        assert "People who write about what you like" in login(carol).get(path).content.decode()
    assert "@alice" in login(carol).get("/following").content.decode()
    assert "People who write" not in client.get("/search?tab=people").content.decode()
