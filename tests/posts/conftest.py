"""Photos and notes for tests: real pictures to upload, and quick ones that are ready at once."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from posts import actions
from posts.models import Note, Photo, Rendition
from posts.models.photos import RENDITION_WIDTHS
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
        for width in RENDITION_WIDTHS:
            for format in ("webp", "jpeg"):
                key = default_storage.save(f"renditions/{photo.pk}/{width}.{format}", ContentFile(b"pixels"))
                Rendition.objects.create(photo=photo, width=width, format=format, key=key, size=6)
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
