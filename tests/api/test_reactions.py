"""Liking, collecting, hiding."""

from datetime import UTC, datetime

import pytest

from posts.models import Collect, Hide, Like, NoteState, Visibility
from tests.factories import make_note

ROWS = {"like": Like, "collect": Collect, "hide": Hide}


@pytest.mark.parametrize("reaction", ROWS)
def test_happens_once_and_is_undone_as_often_as_one_likes(api, alice, bob, reaction):
    note = make_note(alice)
    client, path = api(bob), f"notes/{note.pk}/{reaction}"
    assert [client.put(path).status_code for _ in range(3)] == [200] * 3
    assert ROWS[reaction].objects.count() == 1
    assert [client.delete(path).status_code for _ in range(3)] == [200] * 3
    assert not ROWS[reaction].objects.exists()


def test_tells_the_state_and_the_counters(api, alice, bob, carol):
    note = make_note(alice)
    api(carol).put(f"notes/{note.pk}/like")
    assert api(bob).put(f"notes/{note.pk}/like").json() == {
        "is_liked": True,
        "is_collected": False,
        "likes_count": 2,
        "collects_count": 0,
    }
    assert api(bob).put(f"notes/{note.pk}/collect").json()["is_collected"] is True
    assert api(bob).delete(f"notes/{note.pk}/like").json()["likes_count"] == 1


@pytest.mark.parametrize("reaction", ROWS)
@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": Visibility.PRIVATE},
        {"visibility": Visibility.FOLLOWERS},
        {"ready_at": None},
        {"state": NoteState.DRAFT},
        {"taken_down_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_what_one_cannot_see_is_not_there_to_react_to(api, alice, carol, refused, reaction, fields):
    note = make_note(alice, **fields)
    client = api(carol)
    for path in (f"notes/{note.pk}/{reaction}", f"notes/1/{reaction}"):
        assert refused(client.put(path), 404) == {"code": "not_found", "detail": "Not found."}
        refused(client.delete(path), 404)
    assert not ROWS[reaction].objects.exists()


@pytest.mark.parametrize("reaction", ROWS)
def test_a_draft_is_not_there_for_its_author_either(api, alice, refused, reaction):
    note = make_note(alice, state=NoteState.DRAFT)
    refused(api(alice).put(f"notes/{note.pk}/{reaction}"), 404)


def test_extra_fields_are_ignored(api, alice, bob, carol):
    note = make_note(alice)
    api(bob).put(f"notes/{note.pk}/like", {"user": str(carol.pk), "likes_count": 99})
    note.refresh_from_db()
    assert Like.objects.get().user == bob
    assert note.likes_count == 1
