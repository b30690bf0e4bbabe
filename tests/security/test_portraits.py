"""Of a portrait that was replaced or removed, nothing stays: the upload holds where and when it was taken."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    return lambda: {str(file.relative_to(tmp_path)) for file in Path(tmp_path).rglob("*") if file.is_file()}


@pytest.fixture
def upload(alice, run_tasks, django_capture_on_commit_callbacks):
    def upload_portrait():
        file = io.BytesIO()
        Image.new("RGB", (300, 300), "teal").save(file, "JPEG")
        with django_capture_on_commit_callbacks(execute=True):
            avatar = actions.upload_avatar(user=alice, file=SimpleUploadedFile("me.jpg", file.getvalue()))
        run_tasks()
        return avatar

    return upload_portrait


def test_a_new_one_takes_the_place_of_the_earlier(stored, upload):
    upload()
    earlier = stored()
    upload()
    assert len(earlier) == len(stored()) == 3
    assert not earlier & stored()


def test_a_removed_one_is_gone(stored, upload, alice, run_tasks, django_capture_on_commit_callbacks):
    upload()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_avatar(user=alice)
    run_tasks()
    assert not stored()
