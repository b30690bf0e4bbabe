"""Editing a note ..."""

import pytest

from posts import actions, signals
from posts.models import DiscardedPhoto, Hashtag, Mention, Note, NoteHashtag, Photo

pytestmark = pytest.mark.django_db


def test_changes_what_is_given_and_keeps_the_rest_and_its_time(alice, publish):
    note = publish(alice, title="Tea", place="Kyoto")
    edited = actions.edit_note(note=note, title="Green tea")
    assert (edited.title, edited.body, edited.place) == ("Green tea", "Two cups.", "Kyoto")
    assert edited.published_at == note.published_at
    assert edited.edited_at is not None
    assert edited.photos.count() == 1


def test_links_again(alice, bob, publish):
    note = publish(alice, body="#tea #cups with @bob")
    actions.edit_note(note=note, body="#Tea #kettle")
    assert set(NoteHashtag.objects.values_list("hashtag__name", flat=True)) == {"tea", "kettle"}
    assert {tag.name: (tag.label, tag.notes_count) for tag in Hashtag.objects.all()} == {
        "tea": ("Tea", 1),
        "cups": ("cups", 0),
        "kettle": ("kettle", 1),
    }
    assert not Mention.objects.exists()


def test_tells_only_those_it_mentions_newly(alice, bob, carol, publish):
    note = publish(alice, body="@bob")
    told = []
    signals.noted_mention.connect(lambda sender, user, **rest: told.append(user), weak=False, dispatch_uid="t")
    actions.edit_note(note=note, body="@bob @carol")
    signals.noted_mention.disconnect(dispatch_uid="t")
    assert told == [carol]


def test_for_a_smaller_audience_moves_its_photos_and_leaves_the_counts(alice, publish):
    note = publish(alice, body="#tea")
    before = note.photos.get().token
    actions.edit_note(note=note, visibility="followers")
    assert Photo.objects.get().token != before
    assert Hashtag.objects.get().notes_count == 0
    moved = Photo.objects.get().token
    actions.edit_note(note=note, visibility="public")
    assert Photo.objects.get().token == moved
    assert Hashtag.objects.get().notes_count == 1


def test_replaces_its_photos_and_discards_the_files_of_those_that_left(alice, publish, ready_photo):
    note = publish(alice)
    old, new = note.photos.get(), ready_photo(alice)
    actions.edit_note(note=note, photos=[new])
    assert list(note.photos.all()) == [new]
    assert Note.objects.get().cover == new
    discarded = {key for row in DiscardedPhoto.objects.all() for key in row.keys}
    assert old.original_key in discarded
    assert f"renditions/{old.pk}/480.webp" in discarded


def test_keeps_showing_the_ready_photos_while_a_new_one_is_on_its_way(
    alice, bob, publish, picture, login, run_tasks, django_capture_on_commit_callbacks
):
    note = publish(alice)
    first = note.photos.get()
    with django_capture_on_commit_callbacks(execute=True):
        added = actions.upload_photo(owner=alice, file=picture())
        actions.edit_note(note=note, photos=[added, first])
    note = Note.objects.visible_to(bob).get()
    assert note.cover == first
    run_tasks()
    assert Note.objects.get().cover == added


def test_draws_the_cover_again_only_when_its_words_or_style_changed(alice, publish, run_tasks):
    note = publish(alice, cover_text="Hello", cover_style="ink")
    first = note.photos.get()
    actions.edit_note(note=note, body="more")
    assert note.photos.get() == first
    actions.edit_note(note=note, cover_text="Hello again")
    assert note.photos.get() != first
    assert note.photos.get().alt == "Hello again"


def test_turns_a_text_note_into_a_photo_note(alice, publish, ready_photo):
    note = publish(alice, cover_text="Hello")
    photo = ready_photo(alice)
    edited = actions.edit_note(note=note, photos=[photo])
    assert not edited.is_text_cover
    assert edited.cover_text == ""
    assert list(edited.photos.all()) == [photo]
    assert edited.ready_at


def test_refuses_to_leave_nothing(alice, publish):
    note = publish(alice)
    with pytest.raises(actions.NoteRefused):
        actions.edit_note(note=note, photos=[])
    assert note.photos.count() == 1
    with pytest.raises(actions.PhotoRefused):
        actions.remove_photo(photo=note.photos.get())


def test_removing_the_last_failed_photo_lets_the_note_out(alice, bob, ready_photo):
    good = ready_photo(alice)
    bad = ready_photo(alice, state="pending")
    note = actions.publish_note(author=alice, composer_key="k", photos=[good, bad])
    Photo.objects.filter(pk=bad.pk).update(state="failed")
    assert not Note.objects.visible_to(bob).exists()
    actions.remove_photo(photo=bad)
    assert Note.objects.visible_to(bob).get() == note
