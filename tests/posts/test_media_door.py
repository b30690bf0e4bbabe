"""The media door ..."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from PIL import Image

from accounts import actions as people
from posts import access, actions
from posts.models import Photo, Rendition, Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_of(publish):
    def post(author, visibility=Visibility.PUBLIC) -> Photo:
        return publish(author, visibility=visibility).photos.get()

    return post


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_hands_a_public_photo_to_everybody_for_a_year(alice, photo_of, client, django_assert_max_num_queries):
    url = photo_of(alice).url()
    with django_assert_max_num_queries(3):
        response = client.get(url)
    assert response.status_code == 200
    assert body(response) == b"pixels"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Content-Disposition"].startswith("inline; filename=")


def test_lets_a_browser_keep_a_restricted_photo_for_minutes_only(alice, bob, photo_of, login):
    response = login(bob).get(photo_of(alice, Visibility.FOLLOWERS).url())
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, max-age=300"


def test_answers_that_nothing_changed(alice, photo_of, client):
    url = photo_of(alice).url()
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize("visibility", ["followers", "mutuals", "private"])
def test_is_shut_to_those_who_may_not_see_the_note(alice, carol, mallory, photo_of, login, client, visibility):
    photo = photo_of(alice, visibility)
    nothing = client.get(f"/media/1/{photo.token}/480.webp")
    for someone in (client, login(carol), login(mallory)):
        for width in (320, 480, 1080):
            response = someone.get(photo.url(width))
            assert response.status_code == nothing.status_code == 404
    assert login(alice).get(photo.url()).status_code == 200


def test_is_shut_to_the_blocked_even_where_the_note_is_public(alice, mallory, photo_of, login):
    assert login(mallory).get(photo_of(alice).url()).status_code == 404


def test_is_shut_by_a_wrong_token_size_or_format(alice, photo_of, client):
    photo = photo_of(alice)
    for url in (
        photo.url().replace(photo.token, "x" * 22),
        photo.url(481),
        photo.url(480, "png"),
        photo.url(480, "webp").replace("480.webp", "original.jpeg"),
    ):
        assert client.get(url).status_code == 404


def test_gives_the_nearest_size_of_a_small_original(alice, photo_of, client):
    photo = photo_of(alice)
    photo.renditions.exclude(width=480).delete()
    response = client.get(photo.url(1080))
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"


def test_shows_a_photo_as_it_was_before_its_edits_to_its_owner_alone(alice, bob, photo_of, login):
    photo = photo_of(alice)
    assert login(alice).get(photo.url(0)).status_code == 200
    assert login(bob).get(photo.url(0)).status_code == 404
    Photo.objects.update(turn=90)
    assert login(alice).get(photo.url(0)).status_code == 404
    Rendition.objects.create(photo=photo, width=0, format="webp", key=photo.renditions.first().key, size=6)
    response = login(alice).get(photo.url(0))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, max-age=300"
    assert login(bob).get(photo.url(0)).status_code == 404


def test_shuts_when_the_note_or_the_account_turns_private(alice, photo_of, client, login, bob):
    photo = photo_of(alice)
    earlier = photo.url()
    people.set_privacy(user=alice, is_private=True, shows_collected=True, shows_liked=False)
    assert client.get(earlier).status_code == 404
    assert login(bob).get(earlier).status_code == 404  # who held it before has it from the page, if at all
    photo.refresh_from_db()
    earlier = photo.url()
    assert client.get(earlier).status_code == 404
    assert login(bob).get(earlier).status_code == 200
    people.set_privacy(user=alice, is_private=False, shows_collected=True, shows_liked=False)
    actions.edit_note(note=photo.note, visibility="private")
    assert login(alice).get(earlier).status_code == 404  # the URL itself is dead now
    photo.refresh_from_db()
    assert login(alice).get(photo.url()).status_code == 200
    assert client.get(photo.url()).status_code == 404


def test_shuts_when_the_note_is_taken_down_or_deleted_or_its_author_suspended(alice, photo_of, client):
    photo = photo_of(alice)
    earlier = photo.url()
    actions.take_down_note(note=photo.note, reason="spam")
    assert client.get(earlier).status_code == 404
    actions.restore_note(note=photo.note)
    assert client.get(earlier).status_code == 404
    photo.refresh_from_db()
    assert client.get(photo.url()).status_code == 200
    people.suspend_user(user=alice, reason="spam")
    assert client.get(photo.url()).status_code == 404
    people.reinstate_user(user=alice)
    photo.refresh_from_db()
    assert client.get(photo.url()).status_code == 200
    actions.delete_note(note=photo.note)
    assert client.get(photo.url()).status_code == 404


def test_shows_an_upload_that_is_on_no_note_to_its_owner_alone(alice, bob, ready_photo, login, client):
    photo = ready_photo(alice)
    assert login(alice).get(photo.url()).status_code == 200
    assert login(bob).get(photo.url()).status_code == client.get(photo.url()).status_code == 404


def test_lets_in_whom_the_apps_above_let_in(alice, carol, photo_of, login, monkeypatch):
    photo = photo_of(alice, Visibility.PRIVATE)
    assert login(carol).get(photo.url()).status_code == 404
    monkeypatch.setattr(access, "may_see_photo", [lambda viewer, photo: viewer.handle == "carol"])
    assert login(carol).get(photo.url()).status_code == 200


def test_never_serves_an_original(alice, picture, client, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = actions.upload_photo(owner=alice, file=picture(900, 1200, comment=b"payload <?php"))
        actions.publish_note(author=alice, composer_key="k", photos=[photo])
    run_tasks()
    photo.refresh_from_db()
    with default_storage.open(photo.original_key) as original:
        assert b"payload" in original.read()
    served = body(client.get(photo.url(1080, "jpeg")))
    assert b"payload" not in served
    assert Image.open(io.BytesIO(served)).size == (900, 1200)


def test_hands_the_file_on_to_the_proxy(alice, photo_of, client, settings):
    settings.MEDIA_ACCEL = "/_media/"
    photo = photo_of(alice)
    response = client.get(photo.url())
    assert response["X-Accel-Redirect"] == f"/_media/renditions/{photo.pk}/480.webp"
    assert response.content == b""


def test_signs_the_way_to_a_bucket(alice, photo_of, login, settings):
    photo = photo_of(alice, Visibility.PRIVATE)
    settings.MEDIA_BUCKET = "notes"
    storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "notes",
            "access_key": "k",
            "secret_key": "s",
            "region_name": "us-east-1",
            "querystring_expire": 300,
        },
    }
    with override_settings(STORAGES=settings.STORAGES | {"default": storage}):
        response = login(alice).get(photo.url())
        assert response.status_code == 302
        assert "Expires" in response["Location"]
        assert response["Cache-Control"] == "private, max-age=240"
        assert Client().get(photo.url().replace(photo.token, "x" * 22)).status_code == 404
