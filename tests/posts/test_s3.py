"""With its photos in a bucket, the site ..."""

import io
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from PIL import Image

from posts import actions
from posts.models import Note, Photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(login, picture, run_tasks, django_capture_on_commit_callbacks) -> Callable[..., Photo]:
    """post(alice, visibility="private"): a photo through the doors: uploaded, rendered, on a note."""

    def through_the_doors(author, visibility: str = "public") -> Photo:
        client = login(author)
        with django_capture_on_commit_callbacks(execute=True):
            file = picture(900, 1200, comment=b"payload")
            assert client.post(reverse("posts:upload"), {"file": file}).status_code == 200
        run_tasks()
        photo = Photo.objects.get()
        assert photo.is_ready
        fields = {"composer_key": str(uuid.uuid4()), "visibility": visibility, "photos": [photo.pk]}
        assert client.post(reverse("posts:publish"), fields).status_code == 303
        return Photo.objects.get()

    return through_the_doors


def keys_of(bucket: Any) -> set[str]:
    return {item.key for item in bucket.objects.all()}


def test_keeps_originals_and_renditions_there(alice, bucket, post):
    photo = post(alice)
    assert keys_of(bucket) == {photo.original_key, *photo.renditions.values_list("key", flat=True)}
    assert set(photo.renditions.values_list("width", "format")) == {
        *((width, format) for width in (320, 480, 640, 1080) for format in ("avif", "webp")),
        (480, "jpeg"),
        (1080, "jpeg"),
    }


def test_hands_a_public_photo_to_everybody_for_a_year(alice, bucket, post, client):
    response = client.get(post(alice).url(1080, "jpeg"))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    served = b"".join(response.streaming_content)
    assert b"payload" not in served
    assert Image.open(io.BytesIO(served)).size == (900, 1200)


def test_sends_readers_of_a_restricted_photo_to_a_signed_url_that_ends_in_minutes(alice, bob, bucket, post, login):
    response = login(bob).get(post(alice, "followers").url(1080, "jpeg"))
    assert response.status_code == 302
    assert response["Cache-Control"] == "private, max-age=240"
    query = parse_qs(urlsplit(response["Location"]).query)
    assert int(query["X-Amz-Expires"][0]) <= 300
    assert query["X-Amz-Signature"]
    with urllib.request.urlopen(response["Location"]) as answer:
        served = answer.read()
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")
    assert b"payload" not in served
    assert Image.open(io.BytesIO(served)).size == (900, 1200)


def test_moves_the_objects_when_a_note_is_for_fewer(
    alice, bob, bucket, post, login, run_tasks, django_capture_on_commit_callbacks
):
    url = post(alice, "followers").url()
    way = login(bob).get(url)["Location"]
    before = keys_of(bucket)
    with django_capture_on_commit_callbacks(execute=True):
        actions.edit_note(note=Note.objects.get(), visibility="private")
    run_tasks()
    with pytest.raises(urllib.error.HTTPError, match=r"40[34]"):
        urllib.request.urlopen(way)
    photo = Photo.objects.get()
    assert keys_of(bucket) == {photo.original_key, *photo.renditions.values_list("key", flat=True)}
    assert keys_of(bucket) & before == {photo.original_key}
    assert login(alice).get(url).status_code == 404
    with urllib.request.urlopen(login(alice).get(photo.url())["Location"]) as answer:
        assert answer.headers["Content-Type"] == "image/webp"


def test_shows_no_stranger_the_way_to_a_private_photo(alice, bob, bucket, post, login, client):
    url = post(alice, visibility="private").url()
    assert login(alice).get(url).status_code == 302
    for someone in (client, login(bob)):
        refused = someone.get(url)
        assert refused.status_code == 404
        assert "Location" not in refused


def test_deletes_the_objects_with_the_note(alice, bucket, post, login, run_tasks, django_capture_on_commit_callbacks):
    url = post(alice).url()
    with django_capture_on_commit_callbacks(execute=True):
        login(alice).post(reverse("posts:delete", args=[Note.objects.get().pk]))
    run_tasks()
    assert keys_of(bucket) == set()
    assert login(alice).get(url).status_code == 404


def test_says_soon_that_photos_cannot_be_kept_while_it_is_away(alice, bucket, server, login, picture):
    server.stop()
    began = time.monotonic()
    response = login(alice).post(reverse("posts:upload"), {"file": picture()})
    assert response.status_code == 503
    assert "Your text is safe" in response.content.decode()
    assert time.monotonic() - began < 10
    assert not Photo.objects.exists()
