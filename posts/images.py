"""Between photos as rows and photos as pixels: where their files lie, and how an original becomes renditions."""

import logging
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from posts.covers import DEFAULT_STYLE
from posts.models import Photo, Rendition
from rednote.lib.images.probe import Header, ImageLimits, probe
from rednote.lib.images.render import Rendered, RenderedFile, RenderFailed, render

logger = logging.getLogger(__name__)

# Of the clock, for one child: the rest may share its processor with many others, and nobody waits for it.
SECONDS = {"photo": 20, "rest": 30}
DELETED_AT_ONCE = 1000  # as many as a bucket takes in one request
# As the table of limits names them to people, to the names that Pillow has for them.
FORMATS = {"JPEG": "JPEG", "PNG": "PNG", "WebP": "WEBP", "AVIF": "AVIF", "HEIC": "HEIF", "GIF": "GIF"}


class StorageAway(Exception):
    """The storage takes or gives nothing at the moment."""


@dataclass(frozen=True)
class Made:
    """What became of a photo: its facts, and its renditions, stored but not yet rows; for the URLs of this `token`."""

    token: str
    facts: Rendered
    renditions: list[Rendition]

    @property
    def keys(self) -> list[str]:
        return [rendition.key for rendition in self.renditions]


def limits() -> ImageLimits:
    table = settings.LIMITS
    return ImageLimits(
        max_bytes=table["photo_bytes"],
        max_side=table["photo_side"],
        max_scans=table["photo_scans"],
        max_frames=table["photo_frames"],
        max_megapixels={FORMATS[name]: most for name, most in table["photo_megapixels"].items()},
    )


def read_header(file: File) -> Header:
    """The header of an upload; raises ImageRefused for what is not accepted."""
    return probe(cast(BinaryIO, file), limits())


def keep_original(photo: Photo, file: File) -> str:
    """Store an upload under a name of ours and return it; raises StorageAway."""
    key = f"originals/{photo.pk}/{secrets.token_urlsafe(16)}"
    try:
        return default_storage.save(key, file)
    except Exception as error:  # every storage has errors of its own
        logger.exception("The storage took no original")
        raise StorageAway from error


def make(photo: Photo, kind: str = "photo") -> Made:
    """Render a photo, or draw a text cover, and store the renditions under names that a repeat overwrites.

    `kind` is "photo" for what its note needs to appear, "rest" for what takes long. Raises RenderFailed when the photo
    cannot be rendered.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "original", Path(folder) / "renditions"
        out.mkdir()
        if photo.is_drawn:
            draw_cover(photo, source)
        else:
            fetch_original(photo, source)
        timeout = SECONDS[kind]
        rendered = render(source, out, kind, timeout=timeout, limits=limits(), turn=photo.turn, crop=photo.crop)
        kept = [keep_rendition(photo, out / file.name, file) for file in rendered.renditions]
        return Made(photo.token, rendered, kept)


def luma(photo: Photo) -> bytes:
    """What a photo looks like, from the original of one that was rendered before that was kept; raises RenderFailed."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "original"
        fetch_original(photo, source)
        return render(source, folder, "photo", timeout=SECONDS["rest"], limits=limits()).luma


def fetch_original(photo: Photo, path: Path) -> None:
    try:
        with default_storage.open(photo.original_key) as original, path.open("wb") as copy:
            shutil.copyfileobj(original, copy)
    except FileNotFoundError as error:
        raise RenderFailed("missing") from error


def draw_cover(photo: Photo, path: Path) -> None:
    """The text of the note as a picture, in the style its author chose."""
    # Imported here: it brings fonts and Pillow, which only the worker needs.
    from rednote.lib.images.covers import draw_text_cover

    if (note := photo.note) is None:
        raise RenderFailed("missing")
    path.write_bytes(draw_text_cover(note.cover_text, note.cover_style or DEFAULT_STYLE, language=note.language))


def keep_rendition(photo: Photo, path: Path, file: RenderedFile) -> Rendition:
    key = key_of(photo, f"{file.nominal}.{file.format}")
    with path.open("rb") as content:
        key = default_storage.save(key, File(content))
    return Rendition(photo=photo, width=file.nominal, format=file.format, key=key, size=file.bytes)


def key_of(photo: Photo, name: str) -> str:
    """Where a rendition lies: with a new token it lies elsewhere, and a way to the old place leads nowhere."""
    return f"renditions/{photo.pk}/{photo.token}/{name}"


def move(rendition: Rendition, key: str) -> None:
    """Put a copy of a rendition's file under another key."""
    bucket = getattr(default_storage, "bucket", None)
    if bucket:
        # The bucket copies by itself, without a byte of it passing here.
        bucket.Object(key).copy_from(CopySource={"Bucket": bucket.name, "Key": rendition.key})
        return
    with default_storage.open(rendition.key) as content:
        default_storage.save(key, content)


def discard(keys: list[str]) -> None:
    """Remove files from the storage; one that is gone already is no error. Raises StorageAway for one that stays."""
    bucket = getattr(default_storage, "bucket", None)
    if bucket:
        for batch in batched(keys, DELETED_AT_ONCE):
            answer = bucket.delete_objects(Delete={"Objects": [{"Key": key} for key in batch], "Quiet": True})
            if errors := answer.get("Errors"):
                raise StorageAway(f"{len(errors)} of {len(batch)} objects stayed, the first for {errors[0]}")
        return
    for key in keys:
        default_storage.delete(key)


def batched(keys: list[str], size: int) -> Iterator[list[str]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
