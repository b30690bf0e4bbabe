"""Making renditions ..."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from posts import actions, images, signals, tasks
from posts.models import DiscardedPhoto, Photo, Rendition
from rednote.lib import ledger
from rednote.lib.images.render import RenderFailed
from rednote.lib.models import WorkState
from rednote.tasks import sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(alice, picture):
    return actions.upload_photo(owner=alice, file=picture(1500, 2000))


def with_gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Alice"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def test_writes_each_size_once_however_often_it_runs(photo):
    tasks.make_renditions(photo.pk)
    first = set(Rendition.objects.values_list("width", "format", "key"))
    assert {(width, format) for width, format, _key in first} == {
        (320, "webp"), (480, "webp"), (480, "jpeg"), (1080, "webp"), (1080, "jpeg"),
    }  # fmt: skip
    Photo.objects.update(state=WorkState.PENDING)
    tasks.make_renditions(photo.pk)
    assert set(Rendition.objects.values_list("width", "format", "key")) == first
    photo.refresh_from_db()
    assert (photo.state, photo.width, photo.height, photo.ratio) == (WorkState.READY, 1500, 2000, "3x4")


def test_turns_the_photo_upright_and_leaves_its_secrets_out(alice, picture):
    photo = actions.upload_photo(owner=alice, file=picture(800, 600, exif=with_gps()))
    assert (photo.width, photo.height) == (600, 800)
    tasks.make_renditions(photo.pk)
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (600, 800)
    assert {"gps", "camera"} <= set(photo.found)
    for rendition in photo.renditions.all():
        with default_storage.open(rendition.key) as file:
            content = file.read()
        assert b"Exif" not in content
        assert b"Camera of Alice" not in content
        image = Image.open(io.BytesIO(content))
        assert image.height > image.width


def test_leaves_a_photo_alone_that_another_worker_holds(photo):
    assert Photo.objects.lease(photo.pk) == 1
    tasks.make_renditions(photo.pk)
    assert not Rendition.objects.exists()


def test_takes_over_when_the_lease_ran_out(photo):
    Photo.objects.lease(photo.pk)
    Photo.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    tasks.make_renditions(photo.pk)
    assert Photo.objects.get().is_ready


def test_fails_at_once_where_the_photo_is_to_blame(photo, monkeypatch):
    told = []
    signals.photo_failed.connect(lambda sender, photo, **kwargs: told.append(photo), weak=False, dispatch_uid="t")
    monkeypatch.setattr(images, "make", lambda photo: (_ for _ in ()).throw(RenderFailed("broken")))
    tasks.make_renditions(photo.pk)
    signals.photo_failed.disconnect(dispatch_uid="t")
    photo.refresh_from_db()
    assert photo.is_failed
    assert "damaged" in str(photo.failure_text)
    assert told == [photo]


def test_tries_three_times_where_the_moment_may_be_to_blame(photo, monkeypatch):
    monkeypatch.setattr(images, "make", lambda photo: (_ for _ in ()).throw(RenderFailed("crashed")))
    delays = []
    for _ in range(3):
        tasks.make_renditions(photo.pk)
        photo.refresh_from_db()
        delays.append(photo.due_at)
    assert photo.is_failed
    assert delays[1] - timezone.now() > delays[0] - timezone.now()
    monkeypatch.undo()
    actions.retry_photo(photo=photo)
    tasks.make_renditions(photo.pk)
    assert Photo.objects.get().is_ready


def test_gives_up_a_photo_over_which_workers_died(photo):
    Photo.objects.update(state=WorkState.PROCESSING, tries=3, lease_until=timezone.now() - timedelta(seconds=1))
    tasks.make_renditions(photo.pk)
    assert Photo.objects.get().is_failed


def test_keeps_nothing_of_a_photo_removed_meanwhile(photo, monkeypatch):
    make = images.make

    def remove_then_make(row):
        made = make(row)
        Photo.objects.filter(pk=row.pk).delete()
        return made

    monkeypatch.setattr(images, "make", remove_then_make)
    tasks.make_renditions(photo.pk)
    assert not default_storage.exists(f"renditions/{photo.pk}") or not any(
        default_storage.listdir(f"renditions/{photo.pk}/{name}")[1]
        for name in default_storage.listdir(f"renditions/{photo.pk}")[0]
    )


def test_is_sent_again_by_the_sweeper(photo, run_tasks):
    assert run_tasks() == []  # nothing was committed, so nothing was sent: as if Redis had been flushed
    sweep()
    assert run_tasks() == []  # it may still be on its way
    Photo.objects.update(due_at=timezone.now() - ledger.GRACE - timedelta(seconds=1))
    sweep()
    sweep()
    assert run_tasks() == ["posts.tasks.make_renditions"]
    assert Photo.objects.get().is_ready


def test_collects_uploads_that_came_to_no_note(photo, alice, publish, run_tasks, django_capture_on_commit_callbacks):
    note = publish(alice)
    Photo.objects.update(created_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.collect_abandoned_uploads()
    assert list(Photo.objects.all()) == list(note.photos.all())
    run_tasks()
    assert not default_storage.exists(photo.original_key)
    assert not DiscardedPhoto.objects.exists()
