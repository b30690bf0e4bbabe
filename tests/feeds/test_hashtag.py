"""The page of a hashtag."""

import pytest

from posts.models import Hashtag
from tests.factories import make_note

pytestmark = pytest.mark.django_db


def test_shows_its_numbers_and_notes(client, alice):
    make_note(alice, title="First pot", hashtags=("tea",))
    Hashtag.objects.update(label="Tea", views_count=12345)
    page = client.get("/hashtags/tea").content.decode()
    assert "#Tea" in page
    assert "12K" in page or "12.3K" in page
    assert "First pot" in page
    assert "1 note" in page


@pytest.mark.parametrize("spelling", ["Tea", "TEA", "ｔｅａ"])
def test_is_reached_by_any_spelling(client, alice, spelling):
    make_note(alice, hashtags=("tea",))
    response = client.get(f"/hashtags/{spelling}?sort=new")
    assert (response.status_code, response["Location"]) == (301, "/hashtags/tea?sort=new")


def test_that_nobody_ever_wrote_is_a_404(client):
    assert client.get("/hashtags/nothing").status_code == 404
    assert client.get("/hashtags/%00").status_code == 404


@pytest.mark.parametrize("sort", ["hot", "new"])
def test_pages_through_every_note_once(client, alice, sort):
    for number in range(65):
        make_note(alice, title=f"t{number}.", hashtags=("tea",))
    url, shown = f"/hashtags/tea?sort={sort}", []
    while url:
        context = client.get(url).context
        shown += [note.title for note in context["notes"]]
        url = context["next_url"]
    assert sorted(shown) == sorted({f"t{number}." for number in range(65)})


def test_counts_and_shows_only_what_everybody_may_see(client, login, alice, bob, carol):
    make_note(alice, title="For followers", hashtags=("tea",), visibility="followers")
    assert Hashtag.objects.get().notes_count == 0
    assert "For followers" not in login(carol).get("/hashtags/tea?sort=new").content.decode()
    assert "For followers" in login(bob).get("/hashtags/tea?sort=new").content.decode()
