"""Search."""

import pytest

from posts.models import Hashtag
from tests.factories import make_note

pytestmark = pytest.mark.django_db


def shown(client, query, **parameters):
    return [note.title for note in client.get("/search", {"q": query, **parameters}).context["notes"]]


@pytest.mark.parametrize("query", ["茶", "喝茶", "龙井", "春天", "Hangzhou", "hang", "ＨＡＮＧ", "喝茶 hangzhou"])
def test_finds_notes_in_chinese_from_one_character_up(client, alice, query):
    make_note(alice, title="春天去Hangzhou喝茶", body="龙井村的第一泡")
    make_note(alice, title="Something else")
    assert shown(client, query) == ["春天去Hangzhou喝茶"]


def test_finds_japanese_and_korean(client, alice):
    make_note(alice, title="抹茶ラテを作った")
    make_note(alice, title="고양이 사진")
    assert shown(client, "ラテ") == ["抹茶ラテを作った"]
    assert shown(client, "고양이") == ["고양이 사진"]


def test_shows_only_what_the_viewer_may_see(client, login, alice, bob, carol, mallory):
    make_note(alice, title="secret recipe", visibility="followers")
    make_note(alice, title="public recipe")
    assert shown(client, "recipe") == ["public recipe"]
    assert shown(login(carol), "recipe") == ["public recipe"]
    assert shown(login(mallory), "recipe") == []
    assert len(shown(login(bob), "recipe")) == 2


def test_can_keep_to_the_languages_one_reads(login, alice, carol):
    carol.languages = ["zh"]
    carol.save()
    make_note(alice, title="tea one", language="en")
    make_note(alice, title="tea 茶", language="zh")
    assert shown(login(carol), "tea", languages="mine") == ["tea 茶"]


def test_finds_people_but_not_those_who_blocked(login, alice, carol, mallory):
    assert "/@alice" in login(carol).get("/search?q=ali&tab=people").content.decode()
    assert 'href="/@alice"' not in login(mallory).get("/search?q=ali&tab=people").content.decode()


def test_finds_hashtags_that_everybody_may_see(client, alice):
    make_note(alice, hashtags=("teatime",))
    make_note(alice, hashtags=("teasecret",), visibility="private")
    page = client.get("/search?q=%23tea&tab=hashtags").content.decode()
    assert "#teatime" in page
    assert "teasecret" not in page


def test_suggests_hashtags_and_people_while_typing(client, alice):
    make_note(alice, hashtags=("alpine",))
    page = client.get("/search/suggestions?q=al").content.decode()
    assert "#alpine" in page
    assert "@alice" in page
    assert client.get("/search/suggestions?q=").status_code == 200


@pytest.mark.parametrize("query", ["", " ", "\x00", "'", "' & !", "<->", ":*", "a" * 5000, "&|!()", "\\", "💜"])
def test_takes_anything_that_can_be_typed(client, alice, query):
    make_note(alice)
    for tab in ["notes", "people", "hashtags"]:
        assert client.get("/search", {"q": query, "tab": tab}).status_code == 200


def test_says_so_when_nothing_is_found(client, db):
    assert "No notes for “zebra”" in client.get("/search?q=zebra").content.decode()


def test_escapes_the_query(client, db):
    page = client.get("/search", {"q": "<img src=x onerror=alert(1)>"}).content.decode()
    assert "<img src=x" not in page


def test_counts_nothing_of_hidden_hashtags(alice):
    make_note(alice, hashtags=("tea",), visibility="private")
    assert not Hashtag.objects.known().exists()
