"""Comments and replies in the API."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from posts.models import Comment, NoteState, Visibility
from tests.factories import make_comment, make_note


@pytest.fixture
def note(alice):
    return make_note(alice)


def test_writes_a_comment(api, note, bob):
    answer = api(bob).post(f"notes/{note.pk}/comments", {"body": " How lovely. ", "language": "en"})
    assert answer.status_code == 201
    comment = answer.json()
    row = Comment.objects.get()
    assert comment["id"] == str(row.pk)
    assert (comment["body"], comment["language"], comment["parent"]) == ("How lovely.", "en", None)
    assert comment["author"]["handle"] == "bob"
    assert comment["url"] == row.get_absolute_url()


def test_answers_a_comment_and_a_reply_on_one_level(api, note, bob, carol):
    top = make_comment(note, bob)
    reply = api(carol).post(f"notes/{note.pk}/comments", {"body": "Yes", "parent": str(top.pk)}).json()
    deeper = api(bob).post(f"notes/{note.pk}/comments", {"body": "No", "parent": reply["id"]}).json()
    assert reply["parent"] == deeper["parent"] == str(top.pk)


@pytest.mark.parametrize("body", ["", "   ", "\n", "x" * 1001, "\u200b"])
def test_refuses_at_the_field(api, note, bob, refused, body):
    refused(api(bob).post(f"notes/{note.pk}/comments", {"body": body}), 422, "body")
    assert not Comment.objects.exists()


def test_refuses_a_comment_of_nothing(api, note, bob, refused):
    refused(api(bob).post(f"notes/{note.pk}/comments", {}), 422, "body")
    refused(api(bob).post(f"notes/{note.pk}/comments", {"body": "x", "language": "xx"}), 422, "language")


def test_parents_stand_under_the_same_note(api, alice, note, bob, refused):
    elsewhere = make_comment(make_note(alice), bob)
    refused(api(bob).post(f"notes/{note.pk}/comments", {"body": "Hello", "parent": str(elsewhere.pk)}), 404)


def test_extra_fields_are_ignored(api, note, bob, carol):
    extra = {"author": str(carol.pk), "likes_count": 9, "taken_down_at": "2020-01-01", "note": "1", "form_key": "mine"}
    api(bob).post(f"notes/{note.pk}/comments", {"body": "Hello"} | extra)
    comment = Comment.objects.get()
    assert (comment.author, comment.note, comment.likes_count, comment.taken_down_at) == (bob, note, 0, None)
    assert comment.form_key != "mine"


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
def test_under_what_one_cannot_see_there_is_nothing(api, alice, carol, refused, fields):
    hidden = make_note(alice, **fields)
    make_comment(hidden, alice)
    for path in (f"notes/{hidden.pk}/comments", "notes/1/comments"):
        refused(api(carol).get(path), 404)
        refused(api(carol).post(path, {"body": "Hello"}), 404)
    assert Comment.objects.count() == 1


def test_the_newest_come_first_and_replies_the_oldest_first(api, note, bob):
    first, second = make_comment(note, bob), make_comment(note, bob)
    replies = [make_comment(note, bob, parent=first) for _ in range(2)]
    listed = api().get(f"notes/{note.pk}/comments").json()["results"]
    assert [int(comment["id"]) for comment in listed] == sorted([first.pk, second.pk], reverse=True)
    assert {comment["id"]: comment["replies_count"] for comment in listed}[str(first.pk)] == 2
    below = api().get(f"notes/{note.pk}/comments", parent=str(first.pk)).json()["results"]
    assert [comment["id"] for comment in below] == [str(pk) for pk in sorted(reply.pk for reply in replies)]


@pytest.mark.parametrize("has_parent", [False, True])
def test_pages_are_complete_and_repeat_nothing(api, note, bob, has_parent):
    top = make_comment(note, bob)
    made = {str(make_comment(note, bob, parent=top if has_parent else None).pk) for _ in range(25)}
    parameters = {"parent": str(top.pk)} if has_parent else {}
    found = [comment["id"] for comment in api().pages(f"notes/{note.pk}/comments", **parameters)]
    assert len(found) == len(set(found))
    assert set(found) == made | (set() if has_parent else {str(top.pk)})


def test_leaves_out_what_the_viewer_may_not_see(api, alice, note, bob, carol, mallory):
    make_comment(note, mallory, "From the blocked one")
    make_comment(note, bob, "Taken down", taken_down_at=timezone.now())
    make_comment(note, carol, "Seen")
    bodies = {
        person: {comment["body"] for comment in api(person).get(f"notes/{note.pk}/comments").json()["results"]}
        for person in (alice, bob, carol)
    }
    assert bodies == {
        alice: {"Seen"},
        bob: {"From the blocked one", "Taken down", "Seen"},
        carol: {"From the blocked one", "Seen"},
    }


def test_below_a_hidden_comment_there_is_nothing(api, note, bob, carol, refused):
    top = make_comment(note, bob, taken_down_at=timezone.now())
    make_comment(note, carol, parent=top)
    refused(api(carol).get(f"notes/{note.pk}/comments", parent=str(top.pk)), 404)
    refused(api(carol).post(f"notes/{note.pk}/comments", {"body": "Yes", "parent": str(top.pk)}), 404)
