"""Making renditions ..."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from accounts import actions as people
from posts import actions, images, signals, tasks
from posts.models import DiscardedPhoto, Photo, Refinement, Rendition
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
        (320, "webp"), (480, "webp"), (480, "jpeg"), (1080, "webp"),
    }  # fmt: skip
    Photo.objects.update(state=WorkState.PENDING)
    tasks.make_renditions(photo.pk)
    assert set(Rendition.objects.values_list("width", "format", "key")) == first
    photo.refresh_from_db()
    assert (photo.state, photo.width, photo.height, photo.ratio) == (WorkState.READY, 1500, 2000, "3x4")
    assert len(photo.thumbhash) > 20
    assert not photo.is_refined


def test_makes_what_takes_long_in_a_second_step(photo, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tasks.make_renditions(photo.pk)
    photo.refresh_from_db()
    assert list(photo.card_sources) == ["webp"]
    assert photo.page_jpeg == photo.card_jpeg
    refinement = Refinement.objects.get()
    assert "posts.tasks.refine_photo" in run_tasks()
    photo.refresh_from_db()
    assert photo.is_refined
    assert not Refinement.objects.exists()
    assert set(photo.renditions.values_list("width", "format")) == {
        *((width, format) for width in (320, 480, 640, 1080, 1600) for format in ("avif", "webp")),
        (480, "jpeg"),
        (1080, "jpeg"),
    }
    assert photo.card_sources["avif"].split(", ")[-1].split()[1] == "640w"
    assert photo.page_sources["webp"].split(", ")[-1] == f"{photo.url(1600)} 1500w"
    tasks.refine_photo(refinement.pk)  # a message that came twice
    files = photo.renditions.values_list("key", flat=True)
    assert all(default_storage.exists(key) for key in files)


def test_refines_anew_what_was_changed_meanwhile(photo, monkeypatch):
    tasks.make_renditions(photo.pk)
    make = images.make

    def change_then_make(row, kind):
        made = make(row, kind)
        tasks.retoken(Photo.objects.filter(pk=row.pk))
        return made

    monkeypatch.setattr(images, "make", change_then_make)
    tasks.refine_photo(Refinement.objects.get().pk)
    photo.refresh_from_db()
    assert not photo.is_refined
    assert Refinement.objects.get().state == WorkState.PENDING
    monkeypatch.undo()
    tasks.refine_photo(Refinement.objects.get().pk)
    tasks.relocate_waiting()
    tasks.discard_waiting()
    photo.refresh_from_db()
    assert photo.is_refined
    keys = set(photo.renditions.values_list("key", flat=True))
    assert len(keys) == 12
    assert all(key.startswith(f"renditions/{photo.pk}/{photo.token}/") for key in keys)
    assert stored(f"renditions/{photo.pk}") == keys


def test_begins_anew_what_gets_new_urls_while_it_is_made(
    photo, alice, monkeypatch, run_tasks, django_capture_on_commit_callbacks
):
    actions.publish_note(author=alice, composer_key="k", photos=[photo])
    Photo.objects.update(tries=2)
    make = images.make

    def close_then_make(row):
        monkeypatch.undo()
        with django_capture_on_commit_callbacks(execute=True), CaptureQueriesContext(connection) as queries:
            people.set_privacy(user=alice, is_private=True, shows_collected=True, shows_liked=False)
        locks = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
        tables = [lock.split('FROM "')[1].split('"')[0] for lock in locks]
        assert tables.index("posts_note") < tables.index("posts_photo")  # as everywhere, or two wait for each other
        assert "JOIN" not in locks[tables.index("posts_photo")]
        return make(row)

    monkeypatch.setattr(images, "make", close_then_make)
    tasks.make_renditions(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.tries, photo.lease_until) == (WorkState.PENDING, 0, None)
    assert "posts.tasks.make_renditions" in run_tasks()
    photo.refresh_from_db()
    assert photo.is_ready
    assert photo.token in photo.renditions.first().key


def test_moves_no_file_away_that_was_made_at_its_new_place(photo, monkeypatch):
    tasks.make_renditions(photo.pk)
    tasks.retoken(Photo.objects.filter(pk=photo.pk))
    move = images.move

    def refine_then_move(rendition, key):
        move(rendition, key)
        Rendition.objects.filter(pk=rendition.pk).update(key=key)

    monkeypatch.setattr(images, "move", refine_then_move)
    tasks.relocate_waiting()
    assert not DiscardedPhoto.objects.exists()
    assert all(default_storage.exists(key) for key in photo.renditions.values_list("key", flat=True))


def stored(folder: str) -> set[str]:
    inside, files = default_storage.listdir(folder)
    return {f"{folder}/{name}" for name in files}.union(*(stored(f"{folder}/{name}") for name in inside))


def test_leaves_no_file_of_a_row_that_anything_deletes(photo, alice):
    tasks.make_renditions(photo.pk)
    assert stored("originals")
    alice.delete()
    tasks.discard_waiting()
    assert not stored("originals")
    assert not stored("renditions")
    assert not DiscardedPhoto.objects.exists()


def test_deletes_other_files_although_some_cannot_be_deleted(db, monkeypatch):
    answers = {"stuck": {"Errors": [{"Key": "stuck", "Code": "AccessDenied"}]}}
    bucket = SimpleNamespace(delete_objects=lambda Delete: answers.get(Delete["Objects"][0]["Key"], {}))
    monkeypatch.setattr(images, "default_storage", SimpleNamespace(bucket=bucket))
    stuck, _gone = (DiscardedPhoto.objects.create(keys=[key]) for key in ("stuck", "gone"))
    tasks.discard_waiting()
    row = DiscardedPhoto.objects.get()
    assert (row, row.state, row.failure) == (stuck, WorkState.PENDING, "storage")
    answers.clear()
    tasks.discard_photo(stuck.pk)
    assert not DiscardedPhoto.objects.exists()


def test_keeps_the_camera_only_where_it_is_shown(alice, picture):
    exif = with_gps()
    exif[0x0110] = "M10"
    photos = [actions.upload_photo(owner=alice, file=picture(exif=exif)) for _ in range(3)]
    for photo in photos:
        tasks.make_renditions(photo.pk)
    cameras = list(Photo.objects.order_by("pk").values_list("camera", flat=True))
    assert cameras == ["Camera of Alice M10"] * 3
    note = actions.publish_note(author=alice, composer_key="k", photos=photos[:1])
    shown = actions.publish_note(author=alice, composer_key="l", photos=photos[1:2], shows_camera=True)
    cameras = list(Photo.objects.order_by("pk").values_list("camera", flat=True))
    assert cameras == ["", "Camera of Alice M10", "Camera of Alice M10"]
    actions.edit_note(note=shown, shows_camera=False)
    assert shown.photos.get().camera == ""
    actions.edit_note(note=note, shows_camera=True)
    tasks.refine_photo(Refinement.objects.get(photo=photos[0]).pk)
    assert note.photos.get().camera == "Camera of Alice M10"


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


@pytest.mark.parametrize("reason", ["broken", "crashed"])
def test_a_late_failure_leaves_the_success_of_another_run_alone(photo, monkeypatch, reason):
    told = []
    signals.photo_failed.connect(lambda sender, photo, **kwargs: told.append(photo), weak=False, dispatch_uid="t")

    def fail_after_another_run(row):
        monkeypatch.undo()
        Photo.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        tasks.make_renditions(row.pk)
        raise RenderFailed(reason)

    monkeypatch.setattr(images, "make", fail_after_another_run)
    tasks.make_renditions(photo.pk)
    assert Photo.objects.get().is_ready
    signals.photo_failed.disconnect(dispatch_uid="t")
    assert told == []


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
    assert run_tasks().count("posts.tasks.make_renditions") == 1
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
