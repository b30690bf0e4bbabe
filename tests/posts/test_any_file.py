"""Whatever file is sent as a photo, into a folder as into a bucket, the site ..."""

import io
import time
import uuid
from collections.abc import Callable
from typing import Any

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from posts.models import Photo
from posts.sweeping import stored
from rednote.lib.models import WorkState
from tests.rednote.lib.test_images_probe import HOSTILE
from tests.rednote.lib.test_images_render import WAYS, encoded, four_corners, is_near, photo_with_secrets

pytestmark = pytest.mark.django_db
pillow_heif.register_heif_opener()

MARK = b"MARKER"
POLYGLOT = b"<script>MARKER</script><?php MARKER ?>PK\3\4MARKER"
QUICK = 1.0  # seconds for an answer of the web process
NAMES = ["../../x.jpg", "a\r\nSet-Cookie: b=c.png", "nul\0.heic", "x" * 300 + ".gif", "\u202egpj.exe", "cat.svg", ""]


def marked(format: str) -> bytes:
    """A photo that lies on its side, with secrets and with something else behind it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = exif[0x0110] = "MARKER"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 46.0, 30.0)})
    lying = four_corners().transpose(Image.Transpose.ROTATE_90)
    return encoded(lying, format, exif=exif.tobytes()) + POLYGLOT


HONEST: dict[str, Callable[[], bytes]] = {
    "a jpeg with everything in it": photo_with_secrets,
    "a png": lambda: marked("PNG"),
    "a webp": lambda: marked("WEBP"),
    "an avif": lambda: marked("AVIF"),
    "a heic": lambda: marked("HEIF"),
    "a heic turned by exif alone": lambda: WAYS["HEIC by EXIF"](6) + POLYGLOT,
    "a gif": lambda: encoded(four_corners().quantize(16), "GIF", comment=b"MARKER") + POLYGLOT,
    "cmyk": lambda: encoded(four_corners().convert("CMYK"), "JPEG", comment=b"MARKER", quality=95),
}


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest) -> None:
    if request.param == "bucket":
        request.getfixturevalue("bucket")


def files() -> set[str]:
    return {file.key for folder in ("originals", "renditions") for file in stored(folder)}


def send(client: Any, content: bytes, name: str = "photo.jpg") -> Any:
    file = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    file._name = name  # as a hostile client sends it
    return client.post(reverse("posts:upload"), {"file": file})


def test_refuses_what_is_hostile_at_once_and_keeps_nothing_of_it(alice, login, storage):
    client = login(alice)
    answers = {}
    for name, (make, code) in HOSTILE.items():
        content = make()
        began = time.monotonic()
        response = send(client, content)
        answers[name] = (response.status_code, time.monotonic() - began, response["Content-Type"])
        if code == "wrong_type":
            assert "JPEG, PNG, WebP, AVIF, HEIC, GIF" in response.content.decode()
    wrong = {name: answer for name, answer in answers.items() if answer[0] != 422 or "text/plain" not in answer[2]}
    assert not wrong
    assert max(took for _, took, _ in answers.values()) < QUICK
    assert not Photo.objects.exists()
    assert files() == set()


def test_shows_what_is_honest_upright_and_without_what_came_with_it(
    alice, bob, login, storage, run_tasks, django_capture_on_commit_callbacks
):
    client = login(alice)
    with django_capture_on_commit_callbacks(execute=True):
        for make in HONEST.values():
            assert send(client, make()).status_code == 200
    run_tasks()
    photos = list(Photo.objects.order_by("id"))
    assert [photo.state for photo in photos] == [WorkState.READY] * len(HONEST)
    fields = {"composer_key": str(uuid.uuid4()), "visibility": "public", "photos": [photo.pk for photo in photos]}
    assert client.post(reverse("posts:publish"), fields).status_code == 303
    for name, photo in zip(HONEST, photos, strict=True):
        assert photo.width * 4 == photo.height * 3, name
        for rendition in photo.renditions.all():
            response = login(bob).get(photo.url(rendition.width, rendition.format))
            assert response["X-Content-Type-Options"] == "nosniff"
            served = b"".join(response.streaming_content)
            assert MARK not in served, name
            assert b"Exif" not in served, name
            image = Image.open(io.BytesIO(served)).convert("RGB")
            assert image.width < image.height
            assert is_near(image.getpixel((image.width // 5, image.height // 5)), (220, 20, 20), by=45), name
    originals = set(Photo.objects.values_list("original_key", flat=True))
    renditions = {key for photo in photos for key in photo.renditions.values_list("key", flat=True)}
    assert files() == originals | renditions


def test_keeps_it_under_a_name_of_its_own(alice, login, storage):
    client = login(alice)
    for number, name in enumerate(NAMES):
        response = send(client, encoded(four_corners(), "PNG") + bytes([number]), name)
        assert response.status_code in (200, 422), name
        assert "Set-Cookie: b" not in str(response.headers)
    keys = set(Photo.objects.values_list("original_key", flat=True))
    assert len(keys) >= len(NAMES) - 1
    assert files() == keys
    assert all(key.replace("/", "").replace("-", "").replace("_", "").isalnum() for key in keys)


def test_tells_the_owner_of_what_is_broken_inside(alice, login, storage, run_tasks, django_capture_on_commit_callbacks):
    data = encoded(Image.effect_noise((200, 200), 90), "PNG")
    middle = len(data) // 2
    with django_capture_on_commit_callbacks(execute=True):
        assert send(login(alice), data[:middle] + bytes(400) + data[middle + 400 :]).status_code == 200
    run_tasks()
    photo = Photo.objects.get()
    assert (photo.state, photo.failure) == (WorkState.FAILED, "broken")
    assert "damaged" in login(alice).get(reverse("posts:photo_state", args=[photo.pk])).content.decode()
    assert files() == {photo.original_key}
