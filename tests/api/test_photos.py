"""Uploading photos, one by one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from posts.models import Photo
from rednote.lib import disk
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
    photo.is_refined, photo.width = True, 1700
    photo.save()
    assert api(alice).get(f"photos/{photo.pk}").json()["urls"].keys() == {"320", "480", "640", "1080", "1600"}


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


def test_a_photo_is_described_turned_cropped_focused_and_tagged(api, alice, bob):
    photo, client = make_photo(alice, width=1200, height=900), api(alice)
    tags = [{"kind": "person", "text": "bob", "x": 10, "y": 90}, {"kind": "place", "text": "Kyoto"}]
    sent = {"alt": "A cup", "turn": 90, "ratio": "1x1", "focus": [0, 100], "tags": tags}
    answer = client.patch(f"photos/{photo.pk}", sent).json()
    assert (answer["alt"], answer["turn"], answer["ratio"], answer["focus"]) == ("A cup", 90, "1x1", [0, 100])
    assert answer["crop"] == [0, 0.25, 1, 0.75]
    assert (answer["width"], answer["height"], answer["state"]) == (900, 900, "pending")
    assert answer["tags"] == [
        {"kind": "person", "text": "@bob", "x": 10, "y": 90},
        {"kind": "place", "text": "Kyoto", "x": 50, "y": 50},
    ]
    assert client.patch(f"photos/{photo.pk}", {}).json() == answer == client.get(f"photos/{photo.pk}").json()
    window = client.patch(f"photos/{photo.pk}", {"crop": [0.1, 0.2, 0.8, 0.6]}).json()
    assert (window["crop"], window["ratio"], window["tags"]) == ([0.1, 0.2, 0.8, 0.6], "1x1", answer["tags"])


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"turn": 45}, "turn"),
        ({"ratio": "16x9"}, "ratio"),
        ({"crop": [0, 0, 2, 1]}, "crop"),
        ({"crop": ["nan", 0, 1, 1]}, "crop"),
        ({"crop": [0, 0, 0.1, 0.9]}, "photos"),
        ({"focus": [0, 101]}, "focus"),
        ({"tags": [{"kind": "person", "text": "@mallory"}]}, "photos"),
        ({"tags": [{"kind": "ghost", "text": "boo"}]}, "tags"),
        ({"tags": "boo"}, "tags"),
        ({"alt": "x" * 1001}, "alt"),
    ],
)
def test_refuses_what_is_no_arrangement_at_its_field(api, alice, mallory, refused, sent, field):
    photo = make_photo(alice)
    refused(api(alice).patch(f"photos/{photo.pk}", sent), 422, field)
    photo.refresh_from_db()
    assert (photo.turn, photo.crop, photo.state) == (0, None, "ready")


def test_nobody_else_arranges_a_photo(api, alice, bob, refused):
    photo = make_photo(alice)
    refused(api(bob).patch(f"photos/{photo.pk}", {"turn": 90}), 404)
    refused(api().patch(f"photos/{photo.pk}", {"turn": 90}), 401)


def test_uploads_end_with_their_day_and_with_the_disk(api, alice, picture, settings, refused, monkeypatch):
    monkeypatch.setattr(disk, "free_bytes", lambda: 0)
    assert refused(api(alice).upload(picture()), 507)["code"] == "disk_full"
    settings.LIMITS = settings.LIMITS | {"rate_upload_bytes": [10, 86400]}
    answer = api(alice).upload(picture())
    refused(answer, 429)
    assert int(answer["Retry-After"]) > 0
