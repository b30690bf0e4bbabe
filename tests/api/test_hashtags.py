"""Hashtags in the API: their notes, and following them."""

import pytest

from posts.models import HashtagFollow, Visibility
from tests.factories import make_note


@pytest.fixture
def note(alice):
    return make_note(alice, hashtags=("tiktokrefugee",))


def test_follows_and_unfollows_in_any_spelling(api, note, bob):
    client = api(bob)
    assert [client.put("hashtags/TikTokRefugee/follow").status_code for _ in range(2)] == [204, 204]
    assert HashtagFollow.objects.get().user == bob
    assert [client.delete("hashtags/tiktokrefugee/follow").status_code for _ in range(2)] == [204, 204]
    assert not HashtagFollow.objects.exists()


@pytest.mark.parametrize("name", ["never_used", "two words", "%23tea", "%00"])
def test_unknown_hashtags_are_not_there(api, bob, refused, name):
    for path in (f"hashtags/{name}/follow", f"hashtags/{name}/notes"):
        answer = api(bob).put(path) if path.endswith("follow") else api(bob).get(path)
        refused(answer, 404)


@pytest.mark.parametrize("sort", ["hot", "new", ""])
def test_lists_its_notes_page_by_page(api, alice, sort):
    made = {str(make_note(alice, hashtags=("tea",)).pk) for _ in range(65)}
    make_note(alice, hashtags=("coffee",))
    found = [note["id"] for note in api().pages("hashtags/tea/notes", sort=sort)]
    assert len(found) == 65
    assert set(found) == made


def test_a_hashtag_of_hidden_notes_is_not_told_to_exist(api, alice, bob, carol, refused):
    make_note(alice, hashtags=("ourwedding",), visibility=Visibility.FOLLOWERS)
    refused(api().get("hashtags/ourwedding/notes"), 404)
    refused(api(carol).get("hashtags/ourwedding/notes"), 404)
    refused(api(carol).put("hashtags/ourwedding/follow"), 404)
    assert len(api(bob).get("hashtags/ourwedding/notes").json()["results"]) == 1
