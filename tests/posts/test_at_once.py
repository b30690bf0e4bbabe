"""When many do the same thing at once ..."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from posts import actions, signals, tasks
from posts.models import Hashtag, Note, Photo
from rednote.lib.models import WorkState

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 6


def at_once(*calls: Callable[[], object]) -> list:
    """Make the calls at the same moment, each on a connection of its own."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait(10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_one_composer_publishes_one_note(alice, ready_photo):
    photo = ready_photo(alice)

    def publish():
        return actions.publish_note(author=alice, composer_key="k", body="#tea", photos=[photo]).pk

    assert len(set(at_once(*[publish] * THREADS))) == 1
    assert Note.objects.get().is_first
    assert Hashtag.objects.get().notes_count == 1
    alice.refresh_from_db()
    assert alice.notes_count == 1


def test_one_upload_is_one_photo(alice, picture):
    files = [picture() for _ in range(THREADS)]
    uploads = [lambda file=file: actions.upload_photo(owner=alice, file=file, key="k").pk for file in files]
    assert len(set(at_once(*uploads))) == 1
    assert Photo.objects.count() == 1


def test_notes_that_share_hashtags_do_not_block_each_other_for_ever(alice, bob, carol, ready_photo):
    authors = [alice, bob, carol] * 2

    def publish(number):
        author, tags = authors[number], ["#a", "#b", "#c", "#d"]
        body = " ".join(tags if number % 2 else reversed(tags))
        actions.publish_note(author=author, composer_key=str(number), body=body, photos=[ready_photo(author)])

    at_once(*[lambda number=number: publish(number) for number in range(THREADS)])
    assert set(Hashtag.objects.values_list("notes_count", flat=True)) == {THREADS}


def test_the_last_photo_to_be_ready_lets_the_note_out_once(alice, picture):
    photos = [actions.upload_photo(owner=alice, file=picture()) for _ in range(4)]
    note, told = actions.publish_note(author=alice, composer_key="k", photos=photos), []
    signals.note_ready.connect(lambda sender, note, **rest: told.append(note.pk), weak=False, dispatch_uid="t")
    at_once(*[lambda photo=photo: tasks.make_renditions(photo.pk) for photo in photos])
    signals.note_ready.disconnect(dispatch_uid="t")
    note.refresh_from_db()
    assert note.ready_at
    assert told == [note.pk]
    assert not Photo.objects.exclude(state=WorkState.READY).exists()


def test_photos_get_ready_while_their_note_is_published(alice, picture):
    photos = [actions.upload_photo(owner=alice, file=picture()) for _ in range(3)]

    def publish():
        return actions.publish_note(author=alice, composer_key="k", photos=photos)

    at_once(publish, *[lambda photo=photo: tasks.make_renditions(photo.pk) for photo in photos])
    assert Note.objects.get().ready_at
