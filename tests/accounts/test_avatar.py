"""Avatars."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts import actions
from accounts.models import Avatar
from rednote.lib.models import WorkState


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


def portrait() -> SimpleUploadedFile:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    Image.new("RGB", (600, 400), "teal").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("../../me.jpg", file.getvalue(), content_type="image/jpeg")


def test_is_cut_to_squares_without_metadata(login, client, alice, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = login(alice).post("/settings", {"name": "Alice", "bio": "", "avatar": portrait()})
    assert response.status_code == 303
    run_tasks()
    avatar = Avatar.objects.get()
    assert avatar.state == WorkState.READY
    answer = client.get(avatar.url(96))
    data = b"".join(answer.streaming_content)
    assert Image.open(io.BytesIO(data)).size == (96, 96)
    assert b"Secret Camera" not in data
    assert "immutable" in answer["Cache-Control"]


def test_refuses_by_an_earlier_token(client, alice, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        avatar = actions.upload_avatar(user=alice, file=portrait())
    run_tasks()
    earlier = avatar.url(96)
    with django_capture_on_commit_callbacks(execute=True):
        actions.upload_avatar(user=alice, file=portrait())
    run_tasks()
    assert client.get(earlier).status_code == 404
    assert client.get(Avatar.objects.get().url(96)).status_code == 200


def test_that_is_no_picture_is_refused_at_its_field(login, alice):
    fake = SimpleUploadedFile("me.jpg", b"<html><script>alert(1)</script>", content_type="image/jpeg")
    response = login(alice).post("/settings", {"name": "Alicia", "bio": "", "avatar": fake})
    assert response.status_code == 422
    assert "not a photo we can read" in response.content.decode()
    assert "Alicia" in response.content.decode()
    assert not Avatar.objects.exists()


def test_of_a_suspended_person_is_gone(client, alice, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        avatar = actions.upload_avatar(user=alice, file=portrait())
    run_tasks()
    actions.suspend_user(user=alice, reason="Spam.")
    assert client.get(avatar.url(96)).status_code == 404


def test_counts_among_the_photos_that_one_may_send(login, alice, settings):
    settings.LIMITS = settings.LIMITS | {"rate_upload": [1, 3600]}
    client = login(alice)
    assert client.post("/settings", {"name": "Alice", "bio": "", "avatar": portrait()}).status_code == 303
    first = Avatar.objects.get().token
    refused = client.post("/settings", {"name": "Alicia", "bio": "", "avatar": portrait()})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    page = refused.content.decode()
    assert "That were many photos" in page
    assert 'value="Alicia"' in page
    alice.refresh_from_db()
    assert alice.name == "Alice"
    assert Avatar.objects.get().token == first


def test_leaves_no_file_of_a_person_who_is_deleted(alice, tmp_path, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.upload_avatar(user=alice, file=portrait())
    run_tasks()
    assert [path for path in tmp_path.rglob("*") if path.is_file()]
    with django_capture_on_commit_callbacks(execute=True):
        alice.delete()
    run_tasks()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
