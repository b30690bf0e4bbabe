"""The sweep of the storage ..."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import actions as people
from posts import actions, sweeping, tasks
from posts.models import Photo, Refinement
from rednote.lib.models import WorkState

pytestmark = pytest.mark.django_db

OLD = time.time() - timedelta(days=2).total_seconds()


def keep(key: str, *, old: bool = True) -> str:
    default_storage.save(key, ContentFile(b"pixels"))
    if old:
        os.utime(default_storage.path(key), (OLD, OLD))
    return key


@pytest.fixture
def sweep(run_tasks, django_capture_on_commit_callbacks):
    def all_of_it() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tasks.sweep_storage()
        run_tasks()

    return all_of_it


@pytest.fixture
def photo(alice, picture):
    photo = actions.upload_photo(owner=alice, file=picture(700, 900))
    actions.publish_note(author=alice, composer_key="k", photos=[photo])
    tasks.make_renditions(photo.pk)
    tasks.refine_photo(Refinement.objects.get().pk)
    return Photo.objects.get()


def test_deletes_what_no_row_names_and_is_old(photo, alice, picture, sweep, monkeypatch):
    people.upload_avatar(user=alice, file=picture())
    avatar_key = alice.avatar.original_key
    for folder in ("renditions", "originals"):
        for file in list(sweeping.stored(folder)):
            os.utime(default_storage.path(file.key), (OLD, OLD))
    before = {file.key for folder in sweeping.FOLDERS for file in sweeping.stored(folder)}
    assert avatar_key in before
    orphans = [
        keep(f"renditions/{photo.pk}/{'x' * 22}/480.webp"),
        keep("renditions/1/token/480.webp"),
        keep("renditions/odd"),
        keep("originals/99/upload"),
        keep("originals/avatars/unknown"),
        keep(f"avatars/7/{'y' * 22}/96.webp"),
        keep("probes/doctor"),
    ]
    fresh = keep("originals/98/on-its-way", old=False)
    with pytest.raises(CommandError, match="7 files without a row"):
        call_command("sweep_storage", "--check")
    monkeypatch.setattr(sweeping, "FILES_AT_ONCE", 3)
    sweep()
    assert {file.key for folder in sweeping.FOLDERS for file in sweeping.stored(folder)} == before | {fresh}
    assert not any(default_storage.exists(key) for key in orphans)


def test_makes_anew_what_rows_name_and_is_gone(photo, sweep, capsys):
    earlier = photo.token
    default_storage.delete(photo.renditions.get(width=480, format="webp").key)
    sweep()
    photo.refresh_from_db()
    assert (photo.state, photo.is_refined) == (WorkState.READY, True)
    assert photo.token != earlier
    assert photo.note.ready_at
    assert all(default_storage.exists(key) for key in photo.renditions.values_list("key", flat=True))

    default_storage.delete(photo.renditions.get(width=640, format="avif").key)
    sweep()
    assert Photo.objects.get().token == photo.token
    assert default_storage.exists(photo.renditions.get(width=640, format="avif").key)
    call_command("sweep_storage", "--check")
    assert "0 files without a row" in capsys.readouterr().out


def test_tells_of_originals_that_are_nowhere(photo, capsys):
    default_storage.delete(photo.original_key)
    with pytest.raises(CommandError, match="1 originals lost"):
        call_command("sweep_storage", "--check")
    assert photo.original_key in capsys.readouterr().out


def test_refines_photos_from_before_there_was_a_second_step(photo, sweep):
    Photo.objects.update(is_refined=False, created_at=timezone.now())
    sweep()
    assert Photo.objects.get().is_refined


def test_has_an_avatar_cut_again(alice, picture, sweep, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        avatar = people.upload_avatar(user=alice, file=picture(300, 300))
    run_tasks()
    key = f"avatars/{avatar.pk}/{avatar.token}/96.webp"
    default_storage.delete(key)
    sweep()
    assert default_storage.exists(key)
