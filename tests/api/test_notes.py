"""Notes in the API: posted, read, listed, edited, deleted."""

import pytest
from django.utils import timezone

from posts.models import Note, NoteState, Photo, Visibility
from tests.factories import make_note, make_photo

GONE = {"code": "not_found", "detail": "Not found."}


def test_posts_photos_in_their_order(api, alice):
    first, second = make_photo(alice), make_photo(alice)
    answer = api(alice).post(
        "notes",
        {
            "title": "Tea",
            "body": "Two cups. #Tea",
            "channel": "food",
            "language": "en",
            "place": "Kyoto",
            "visibility": "followers",
            "photos": [str(second.pk), str(first.pk)],
            "alts": {str(first.pk): "A cup"},
        },
    )
    assert answer.status_code == 201, answer.content
    note = answer.json()
    row = Note.objects.get()
    assert note["id"] == str(row.pk)
    assert note["url"] == f"/notes/{row.pk}"
    assert [photo["id"] for photo in note["photos"]] == [str(second.pk), str(first.pk)]
    assert note["photos"][1]["alt"] == "A cup"
    assert note["hashtags"] == ["tea"]
    assert (note["title"], note["place"], note["visibility"]) == ("Tea", "Kyoto", "followers")
    assert note["author"] == {"handle": "alice", "name": "Alice", "url": "/@alice"}


def test_posts_a_text_cover(api, alice):
    note = api(alice).post("notes", {"cover_text": "Hello from here"}).json()
    assert Note.objects.get(pk=note["id"]).is_text_cover


def test_posts_a_form_too(api, alice):
    photo = make_photo(alice)
    answer = api(alice).client.post("/api/v1/notes", {"title": "Tea", "photos": [photo.pk]})
    assert answer.status_code == 201
    assert answer.json()["photos"][0]["id"] == str(photo.pk)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 61),
        ("body", "x" * 5001),
        ("place", "x" * 81),
        ("cover_text", "x" * 121),
        ("channel", "nothing"),
        ("language", "xx"),
        ("visibility", "some"),
        ("visibility", ""),
        ("cover_style", "nothing"),
    ],
)
def test_refuses_at_the_field(api, alice, refused, field, value):
    refused(api(alice).post("notes", {"cover_text": "Tea"} | {field: value}), 422, field)
    assert not Note.objects.exists()


def test_refuses_a_note_of_nothing(api, alice, refused):
    assert refused(api(alice).post("notes", {"title": "Tea"}), 422, "photos")["code"] == "no_photos"


def test_refuses_photos_of_others_and_photos_of_other_notes(api, alice, bob, refused):
    taken = make_note(alice, photos=1).photos.get()
    for photo in (make_photo(bob), taken):
        refused(api(alice).post("notes", {"photos": [str(photo.pk)]}), 422, "photos")
    assert Photo.objects.get(pk=taken.pk).note == taken.note


def test_extra_fields_are_ignored(api, alice, bob):
    extra = {
        "id": "1",
        "author": str(bob.pk),
        "author_id": bob.pk,
        "state": "draft",
        "is_staff": True,
        "likes_count": 1000,
        "published_at": "2020-01-01T00:00:00Z",
        "taken_down_at": None,
        "is_first": False,
        "was_public": False,
        "composer_key": "mine",
    }
    answer = api(alice).post("notes", {"cover_text": "Tea"} | extra)
    note = Note.objects.get(pk=answer.json()["id"])
    assert (note.author, note.state, note.likes_count) == (alice, NoteState.PUBLISHED, 0)
    assert note.pk != 1
    assert note.published_at.year > 2020
    assert note.composer_key != "mine"
    api(alice).patch(f"notes/{note.pk}", extra | {"title": "Tea"})
    note.refresh_from_db()
    assert (note.author, note.state, note.likes_count, note.title) == (alice, NoteState.PUBLISHED, 0, "Tea")
    alice.refresh_from_db()
    assert alice.is_staff is False


def test_edits_what_is_named_and_leaves_the_rest(api, alice):
    note = make_note(alice, body="Two cups.", photos=2)
    answer = api(alice).patch(f"notes/{note.pk}", {"title": "Coffee"})
    assert answer.status_code == 200, answer.content
    edited = answer.json()
    assert (edited["title"], edited["body"], len(edited["photos"])) == ("Coffee", "Two cups.", 2)
    assert edited["edited_at"]


def test_edits_the_photos(api, alice):
    note = make_note(alice, photos=2)
    first, second = note.photos.in_order()
    new = make_photo(alice)
    edited = api(alice).patch(f"notes/{note.pk}", {"photos": [str(new.pk), str(first.pk)]}).json()
    assert [photo["id"] for photo in edited["photos"]] == [str(new.pk), str(first.pk)]
    assert not Photo.objects.filter(pk=second.pk).exists()


def test_refuses_an_edit_at_the_field(api, alice, refused):
    note = make_note(alice, photos=1)
    refused(api(alice).patch(f"notes/{note.pk}", {"title": "x" * 61}), 422, "title")
    refused(api(alice).patch(f"notes/{note.pk}", {"photos": []}), 422, "photos")
    note.refresh_from_db()
    assert note.title == "A note"
    assert note.photos.count() == 1


def test_a_draft_is_not_edited_here(api, alice, refused):
    draft = make_note(alice, state=NoteState.DRAFT)
    refused(api(alice).patch(f"notes/{draft.pk}", {"title": "Tea"}), 422)
    assert api(alice).get(f"notes/{draft.pk}").json()["state"] == "draft"


def test_deletes(api, alice, refused):
    note = make_note(alice)
    assert api(alice).delete(f"notes/{note.pk}").status_code == 204
    refused(api(alice).get(f"notes/{note.pk}"), 404)
    refused(api(alice).delete(f"notes/{note.pk}"), 404)


def test_only_the_author_edits_and_deletes(api, alice, bob, mallory, moderator, admin_user, refused):
    note = make_note(alice, photos=1)
    for person in (bob, mallory, moderator, admin_user):
        assert refused(api(person).patch(f"notes/{note.pk}", {"title": "Mine"}), 404) == GONE
        assert refused(api(person).delete(f"notes/{note.pk}"), 404) == GONE
    note.refresh_from_db()
    assert note.title == "A note"


def test_lists_ones_own_or_an_authors(api, alice, bob, carol):
    public, private = make_note(alice), make_note(alice, visibility=Visibility.PRIVATE)
    followers = make_note(alice, visibility=Visibility.FOLLOWERS)
    make_note(alice, state=NoteState.DRAFT)
    assert {note["id"] for note in api(alice).get("notes").json()["results"]} == {
        str(note.pk) for note in (public, private, followers)
    }
    seen = {person: api(person).get("notes", author="alice").json()["results"] for person in (bob, carol)}
    assert {note["id"] for note in seen[bob]} == {str(public.pk), str(followers.pk)}
    assert {note["id"] for note in seen[carol]} == {str(public.pk)}
    assert api().get("notes").json() == {"results": [], "next": None}


def test_the_list_of_whom_a_block_hides_is_not_there(api, alice, mallory, refused):
    make_note(alice)
    refused(api(mallory).get("notes", author="alice"), 404)
    refused(api(mallory).get("notes", author="nobody_at_all"), 404)


def test_pages_are_complete_and_repeat_nothing(api, alice):
    now = timezone.now()
    made = {str(make_note(alice, published_at=now).pk) for _ in range(65)}
    client = api(alice)
    found = [note["id"] for note in client.pages("notes")]
    assert len(found) == 65
    assert set(found) == made
    assert len(client.get("notes").json()["results"]) == 30


def test_reading_a_page_of_notes_takes_a_fixed_number_of_queries(api, alice, django_assert_max_num_queries):
    client = api(alice)
    for _ in range(5):
        make_note(alice, photos=2)
    client.get("notes")
    with django_assert_max_num_queries(12) as few:
        client.get("notes")
    for _ in range(25):
        make_note(alice, photos=2)
    with django_assert_max_num_queries(len(few)):
        client.get("notes")


def test_a_note_that_waits_for_its_photos_is_for_its_author(api, alice, carol, refused):
    note = make_note(alice, ready_at=None)
    refused(api(carol).get(f"notes/{note.pk}"), 404)
    assert api(alice).get(f"notes/{note.pk}").status_code == 200


def test_what_is_taken_down_is_told_to_its_author(api, alice, carol, refused):
    note = make_note(alice, taken_down_at=timezone.now(), takedown_reason="spam")
    refused(api(carol).get(f"notes/{note.pk}"), 404)
    assert api(alice).get(f"notes/{note.pk}").json()["is_taken_down"] is True
