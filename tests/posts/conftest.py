"""Photos and notes for tests: real pictures to upload, and quick ones that are ready at once."""

import io
import runpy
import uuid
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from posts import actions
from posts.models import Note, Photo, Rendition
from rednote.lib.images.child import SIZES
from rednote.lib.models import WorkState


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "media", "allow_overwrite": True}}
    }


@pytest.fixture
def picture() -> Callable[..., SimpleUploadedFile]:
    """picture(600, 800, "PNG"): a file as a browser sends it."""

    def draw(width: int = 60, height: int = 80, format: str = "JPEG", name: str = "cat.jpg", **options: Any):
        file = io.BytesIO()
        Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, format, **options)
        return SimpleUploadedFile(name, file.getvalue(), f"image/{format.lower()}")

    return draw


@pytest.fixture
def ready_photo(db: None) -> Callable[..., Photo]:
    """ready_photo(alice): an upload of hers that went through the worker."""

    def create(owner: User, **fields: Any) -> Photo:
        photo = Photo.objects.create(
            owner=owner,
            **{"state": WorkState.READY, "sha256": "0" * 64, "width": 1200, "height": 1600, "original_key": "o"}
            | fields,
        )
        for size in SIZES["photo"]:
            key = default_storage.save(f"renditions/{photo.pk}/{size.name}", ContentFile(b"pixels"))
            Rendition.objects.create(photo=photo, width=size.nominal, format=size.format, key=key, size=6)
        return photo

    return create


@pytest.fixture
def publish(ready_photo: Callable[..., Photo]) -> Callable[..., Note]:
    """publish(alice, title="Tea"): a note with one ready photo, out for its audience."""

    def post(author: User, **fields: Any) -> Note:
        fields.setdefault("body", "Two cups.")
        if "cover_text" not in fields:
            fields.setdefault("photos", [ready_photo(author)])
        return actions.publish_note(author=author, composer_key=str(uuid.uuid4()), **fields)

    return post


# --- A bucket ---------------------------------------------------------------------------------------------------------

KEY = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}


@pytest.fixture
def server() -> Iterator[Any]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield server
    # It takes half a second to see that it is to stop.
    Thread(target=server.stop).start()


@pytest.fixture
def bucket(server: Any, _media: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The bucket, and the settings as they are where the environment names it."""
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    # Every server in this process shares its buckets with those before it.
    name_of_ours = f"photos-{uuid.uuid4()}"
    for name, value in {
        "BUCKET": name_of_ours,
        "ENDPOINT": endpoint,
        "REGION": "us-east-1",
        "KEY_ID": "key",
        "SECRET": "secret",
    }.items():
        monkeypatch.setenv(f"REDNOTE_MEDIA_{name}", value)
    configured = runpy.run_path(str(settings.BASE_DIR / "rednote" / "settings.py"))
    settings.STORAGES = settings.STORAGES | {"default": configured["STORAGES"]["default"]}
    settings.MEDIA_BUCKET = configured["MEDIA_BUCKET"]
    assert endpoint in configured["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]
    import boto3

    bucket = boto3.resource("s3", endpoint_url=endpoint, **KEY).Bucket(name_of_ours)
    bucket.create()
    return bucket
