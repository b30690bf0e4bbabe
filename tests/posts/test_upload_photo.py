"""Uploading a photo ..."""

import io
import struct
import uuid
import zlib

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import IdempotentRequest
from posts import actions
from posts.models import Note, Photo
from rednote.lib import disk
from rednote.lib.models import WorkState

pytestmark = pytest.mark.django_db


def send(client, file, **headers):
    return client.post(reverse("posts:upload"), {"file": file}, headers={"HX-Request": "true", **headers})


def stored_files() -> list[str]:
    found, folders = [], [""]
    while folders:
        folder = folders.pop()
        if not default_storage.exists(folder or "."):
            continue
        inside, files = default_storage.listdir(folder)
        folders += [f"{folder}/{name}".lstrip("/") for name in inside]
        found += [f"{folder}/{name}" for name in files]
    return found


def png_of_size(width: int, height: int) -> SimpleUploadedFile:
    """A header that promises many pixels, and few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    bytes_ = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return SimpleUploadedFile("bomb.png", bytes_, "image/png")


def test_answers_its_row_in_the_composer(alice, login, picture):
    response = send(login(alice), picture(300, 400))
    photo = Photo.objects.get()
    assert response.status_code == 200
    assert f'name="photos" value="{photo.pk}"' in response.content.decode()
    assert (photo.owner, photo.state, photo.ratio) == (alice, WorkState.PENDING, "3x4")


def test_stores_the_original_under_a_name_of_ours(alice, picture):
    photo = actions.upload_photo(owner=alice, file=picture(name="../../x\r\n\u202egpj.php"))
    assert stored_files() == [photo.original_key]
    assert photo.original_key.startswith(f"originals/{photo.pk}/")


def test_sent_twice_with_one_key_is_one_photo(alice, bob, login, picture):
    client = login(alice)
    for _ in range(2):
        send(client, picture(), **{"Idempotency-Key": "k1"})
    assert Photo.objects.count() == 1
    assert len(stored_files()) == 1
    send(login(bob), picture(), **{"Idempotency-Key": "k1"})
    assert Photo.objects.count() == 2


def test_under_one_key_answers_once_and_refuses_anything_else(alice, login, picture):
    client, key = login(alice), {"Idempotency-Key": "k1"}
    first, again = send(client, picture(), **key), send(client, picture(), **key)
    assert (again.status_code, again.content, again["Idempotent-Replay"]) == (200, first.content, "true")
    assert again["Content-Type"] == first["Content-Type"]
    other = send(client, picture(61, 80), **key)
    assert (other.status_code, other["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert send(client, picture(), **{"Idempotency-Key": "k" * 101}).status_code == 422
    assert Photo.objects.count() == 1
    IdempotentRequest.objects.update(status=None)
    in_flight = send(client, picture(), **key)
    assert (in_flight.status_code, in_flight["Retry-After"]) == (409, "2")
    # What was refused may be tried again under its key.
    bad = {"Idempotency-Key": "k2"}
    assert send(client, SimpleUploadedFile("x.jpg", b"no photo"), **bad).status_code == 422
    assert send(client, picture(), **bad).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cat.jpg", b"", "empty"),
        ("cat.jpg", b"<html><script>alert(1)</script></html>", "not a photo"),
        ("cat.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a photo"),
        ("cat.jpg", b"%PDF-1.7 ...", "not a photo"),
        ("cat.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "damaged"),
    ],
)
def test_refuses_what_is_no_photo_in_one_line(alice, login, name, content, words):
    response = send(login(alice), SimpleUploadedFile(name, content, "image/jpeg"))
    assert response.status_code == 422
    assert response["Content-Type"].startswith("text/plain")
    assert words in response.content.decode()
    assert not Photo.objects.exists()
    assert stored_files() == []


def test_refuses_a_bomb_of_pixels_by_its_header(alice, login):
    response = send(login(alice), png_of_size(13_000, 13_000))
    assert response.status_code == 422
    assert "too many pixels" in response.content.decode()


def test_refuses_a_file_that_is_too_large_with_the_limit(alice, login, settings, picture):
    settings.LIMITS = settings.LIMITS | {"photo_bytes": 500}
    response = send(login(alice), picture(400, 400))
    assert response.status_code == 413
    assert not Photo.objects.exists()


def test_says_no_in_the_readers_language(alice, login):
    response = send(login(alice), SimpleUploadedFile("x.jpg", b"", "image/jpeg"), **{"Accept-Language": "zh-hans"})
    assert response.status_code == 422


def test_is_limited_by_account(alice, bob, login, picture, settings):
    settings.LIMITS = settings.LIMITS | {"rate_upload": [1, 3600]}
    client = login(alice)
    assert send(client, picture()).status_code == 200
    refused = send(client, picture())
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert refused["Content-Type"].startswith("text/plain")
    assert send(login(bob), picture()).status_code == 200


def test_is_limited_by_the_bytes_of_a_day(alice, login, picture, settings):
    settings.LIMITS = settings.LIMITS | {"rate_upload_bytes": [picture().size + 10, 86400]}
    client = login(alice)
    assert send(client, picture()).status_code == 200
    refused = send(client, picture())
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 3600
    assert "minutes" in refused.content.decode()


def test_beyond_the_limit_a_plain_form_comes_back_and_its_draft_is_kept(alice, login, picture, settings):
    settings.LIMITS = settings.LIMITS | {"rate_upload": [1, 3600]}
    key = str(uuid.uuid4())
    typed = {"composer_key": key, "visibility": "public", "title": "Tea", "files": [picture(), picture(61, 80)]}
    response = login(alice).post(reverse("posts:publish"), typed)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    page = response.content.decode()
    assert "That were many photos" in page
    assert 'value="Tea"' in page
    draft = Note.objects.get()
    assert (draft.composer_key, draft.title, draft.is_published, draft.photos.count()) == (key, "Tea", False, 1)


def test_stops_before_the_disk_is_full_and_nothing_else_does(alice, login, picture, monkeypatch, settings):
    client = login(alice)
    monkeypatch.setattr(disk, "free_bytes", lambda: settings.LIMITS["disk_reserve_bytes"] + 10)
    refused = send(client, picture())
    assert refused.status_code == 507
    assert "Your text is safe" in refused.content.decode()
    assert not Photo.objects.exists()
    assert stored_files() == []
    plain = client.post(reverse("posts:publish"), {"composer_key": "k", "visibility": "public", "files": [picture()]})
    assert plain.status_code == 422
    assert "no room" in plain.content.decode()
    assert client.get("/").status_code == 200
    assert client.post(reverse("posts:publish"), {"composer_key": "k", "visibility": "public", "cover_text": "Hi"})


def test_needs_an_account(client, picture):
    response = send(client, picture())
    assert response.status_code == 302
    assert not Photo.objects.exists()


def test_says_so_when_the_storage_takes_nothing(alice, login, picture, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "save", refuse)
    response = send(login(alice), picture())
    assert response.status_code == 503
    assert "Your text is safe" in response.content.decode()
    assert not Photo.objects.exists()


def test_leaves_the_file_readable_for_the_worker(alice, picture):
    file = picture(30, 30)
    content = file.read()
    file.seek(0)
    photo = actions.upload_photo(owner=alice, file=file)
    with default_storage.open(photo.original_key) as stored:
        assert io.BytesIO(content).getvalue() == stored.read()
