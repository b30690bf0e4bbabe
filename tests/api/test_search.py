"""Searching notes, people and hashtags in the API."""

from tests.factories import make_note


def test_finds_notes_people_and_hashtags(api, alice):
    note = make_note(alice, title="Green tea", hashtags=("teatime",))
    client = api()
    assert [found["id"] for found in client.get("search", q="tea").json()["results"]] == [str(note.pk)]
    people = client.get("search", q="ali", tab="people").json()["results"]
    assert [person["handle"] for person in people] == ["alice"]
    hashtags = client.get("search", q="#tea", tab="hashtags").json()["results"]
    assert [hashtag["name"] for hashtag in hashtags] == ["teatime"]


def test_finds_one_chinese_character(api, alice):
    note = make_note(alice, title="喝茶")
    assert [found["id"] for found in api().get("search", q="茶").json()["results"]] == [str(note.pk)]


def test_nothing_asked_is_nothing_found(api, alice):
    make_note(alice)
    for tab in ("notes", "people", "hashtags"):
        assert api().get("search", tab=tab).json() == {"results": [], "next": None}
        assert api().get("search", q=" ", tab=tab).json() == {"results": [], "next": None}


def test_pages_are_complete_and_repeat_nothing(api, alice, person):
    made = {str(make_note(alice, title="Tea", hashtags=(f"tea{number}",)).pk) for number in range(35)}
    people = {person(f"tea_{number}").handle for number in range(35)}
    found = [note["id"] for note in api().pages("search", q="tea")]
    assert sorted(found) == sorted(made)
    handles = [row["handle"] for row in api().pages("search", q="tea", tab="people")]
    assert sorted(handles) == sorted(people)
    names = [row["name"] for row in api().pages("search", q="tea", tab="hashtags")]
    assert sorted(names) == sorted(f"tea{number}" for number in range(35))


def test_e_mail_addresses_are_not_searched(api, alice):
    assert api().get("search", q="example.org", tab="people").json()["results"] == []
