"""When the worker is killed in the middle of fifty photos ..."""

import io
import os
import signal
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from posts import actions
from posts.models import Note, Photo, Rendition
from rednote.embedded.processes import wait_until
from rednote.lib.models import WorkState
from rednote.tasks import sweep

pytestmark = pytest.mark.django_db(transaction=True)

PHOTOS = 50


def upload(owner, number: int) -> Photo:
    file = io.BytesIO()
    Image.new("RGB", (120, 160), (5 * number, 100, 200)).save(file, "JPEG")
    return actions.upload_photo(owner=owner, file=SimpleUploadedFile("photo.jpg", file.getvalue()))


def count(state: str) -> int:
    return Photo.objects.filter(state=state).count()


def test_all_of_them_are_ready_afterwards_and_none_twice(live_site, alice):
    photos = [upload(alice, number) for number in range(PHOTOS)]
    note = actions.publish_note(author=alice, composer_key="k", title="Ten", photos=photos[-10:])
    assert wait_until(lambda: count(WorkState.READY) >= 3, 30)
    os.killpg(live_site.worker.pid, signal.SIGKILL)
    assert wait_until(lambda: not live_site.worker.is_running(), 5)
    assert 0 < count(WorkState.READY) < PHOTOS
    assert Note.objects.get().ready_at is None

    # A minute passes in which nobody sends what was lost with the worker; then the sweeper of a running site comes by.
    past = timezone.now() - timedelta(minutes=1)
    Photo.objects.filter(state=WorkState.PROCESSING).update(lease_until=past)
    Photo.objects.filter(state=WorkState.PENDING).update(due_at=past)
    live_site.start()
    sweep()
    assert wait_until(lambda: count(WorkState.READY) == PHOTOS, 90, every=0.5)

    note.refresh_from_db()
    assert note.ready_at
    rows = list(Rendition.objects.values_list("photo_id", "width", "format"))
    assert len(rows) == len(set(rows)) == PHOTOS * len({row[1:] for row in rows})
    assert files_under("renditions", {photo.pk for photo in photos}) == set(
        Rendition.objects.values_list("key", flat=True)
    )


def files_under(folder: str, photo_ids: set[int]) -> set[str]:
    found = set()
    for photo_id in photo_ids:
        for digest in default_storage.listdir(f"{folder}/{photo_id}")[0]:
            place = f"{folder}/{photo_id}/{digest}"
            found |= {f"{place}/{name}" for name in default_storage.listdir(place)[1]}
    return found
