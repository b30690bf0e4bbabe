"""Deleting a note, and taking it down ..."""

import pytest
from django.core.files.storage import default_storage

from posts import actions
from posts.models import DiscardedPhoto, Hashtag, HashtagSpelling, Note, Photo, Tombstone

pytestmark = pytest.mark.django_db


def test_leaves_a_stone_and_no_files(alice, publish, run_tasks, django_capture_on_commit_callbacks):
    note = publish(alice, body="#tea")
    keys = [rendition.key for rendition in note.photos.get().renditions.all()]
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_note(note=note)
    assert not Note.objects.exists()
    assert not Photo.objects.exists()
    assert Tombstone.objects.get().note_id == note.pk
    run_tasks()
    assert not any(default_storage.exists(key) for key in keys)
    assert not DiscardedPhoto.objects.exists()


def test_takes_its_counts_along(alice, publish):
    publish(alice, body="#Tea")
    actions.delete_note(note=publish(alice, body="#tea"))
    assert Hashtag.objects.get().notes_count == 1
    assert HashtagSpelling.objects.get(spelling="tea").uses == 0
    assert HashtagSpelling.objects.get(spelling="Tea").uses == 1
    alice.refresh_from_db()
    assert alice.notes_count == 1


def test_leaves_no_trace_of_what_was_never_public(alice, publish):
    actions.delete_note(note=publish(alice, visibility="followers"))
    assert not Tombstone.objects.exists()


def test_repeats_quietly(alice, publish):
    gone = publish(alice).pk
    for _press in range(2):
        actions.delete_note(note=Note(pk=gone))
    assert Tombstone.objects.filter(note_id=gone).count() == 1


def test_by_a_moderator_hides_it_from_all_but_its_author_until_restored(alice, bob, publish):
    note = publish(alice)
    actions.take_down_note(note=note, reason="Spam")
    actions.take_down_note(note=note, reason="Another reason")
    assert not Note.objects.visible_to(bob).exists()
    assert Note.objects.visible_to(alice).get().takedown_reason == "Spam"
    alice.refresh_from_db()
    assert alice.notes_count == 0
    actions.restore_note(note=note)
    assert Note.objects.visible_to(bob).get() == note
    alice.refresh_from_db()
    assert alice.notes_count == 1


def test_by_its_author_needs_their_own_note(alice, bob, publish, login):
    note = publish(alice)
    assert login(bob).post(f"/notes/{note.pk}/delete").status_code == 404
    assert login(alice).post(f"/notes/{note.pk}/delete").status_code == 303
    assert not Note.objects.exists()
