"""Uploading photos, one by one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from posts.models import Photo
from tests.factories import make_photo


def test_keeps_an_upload_and_says_how_far_it_is(api, alice, picture):
    answer = api(alice).upload(picture(60, 80))
    assert answer.status_code == 201
    photo = answer.json()
    assert (photo["state"], photo["width"], photo["height"], photo["urls"]) == ("pending", 60, 80, {})
    assert photo["id"] == str(Photo.objects.get(owner=alice).pk)


def test_a_ready_photo_has_the_urls_of_its_sizes(api, alice):
    photo = make_photo(alice)
    urls = api(alice).get(f"photos/{photo.pk}").json()["urls"]
    assert urls.keys() == {"320", "480", "1080"}
    assert urls["480"] == photo.url(480)


def test_photos_of_others_are_not_there(api, alice, bob, refused):
    photo = make_photo(alice)
    for client in (api(), api(bob)):
        refused(client.get(f"photos/{photo.pk}"), 404)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"<html>", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"x" * 100])
def test_refuses_what_is_no_photo_at_the_field(api, alice, refused, content):
    answer = api(alice).upload(SimpleUploadedFile("cat.jpg", content, "image/jpeg"))
    refused(answer, 422, "photos" if content else "file")
    assert not Photo.objects.exists()


def test_refuses_a_request_without_a_file(api, alice, refused):
    refused(api(alice).client.post("/api/v1/photos", {"file": "text"}), 422, "file")
    refused(api(alice).client.post("/api/v1/photos"), 422, "file")


def test_refuses_a_file_that_is_too_large(api, alice, picture, settings, refused):
    settings.LIMITS = settings.LIMITS | {"photo_bytes": 50}
    refused(api(alice).upload(picture()), 413)


def test_extra_fields_are_ignored(api, alice, bob, picture):
    fields = {"file": picture(), "owner": bob.pk, "state": "ready", "token": "mine", "note": "1", "original_key": "x"}
    assert api(alice).client.post("/api/v1/photos", fields).status_code == 201
    photo = Photo.objects.get()
    assert (photo.owner, photo.state, photo.note) == (alice, "pending", None)
    assert photo.token != "mine"
    assert photo.original_key != "x"


def test_says_so_when_the_storage_is_away(api, alice, picture, settings, refused, tmp_path):
    closed = tmp_path / "closed"
    closed.write_text("a file where the folder should be")
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": closed / "media"}}
    }
    refused(api(alice).upload(picture()), 503)
    assert not Photo.objects.exists()
