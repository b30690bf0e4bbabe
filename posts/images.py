"""Between photos as rows and photos as pixels: where their files lie, and how an original becomes renditions."""

import logging
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from posts.covers import DEFAULT_STYLE
from posts.models import Photo, Rendition
from rednote.lib.images.probe import Header, ImageLimits, probe
from rednote.lib.images.render import Rendered, RenderFailed, render

logger = logging.getLogger(__name__)


class StorageAway(Exception):
    """The storage takes or gives nothing at the moment."""


@dataclass(frozen=True)
class Made:
    """What became of a photo: its facts, and its renditions, stored but not yet rows."""

    facts: Rendered
    renditions: list[Rendition]

    @property
    def keys(self) -> list[str]:
        return [rendition.key for rendition in self.renditions]


def limits() -> ImageLimits:
    return ImageLimits(max_bytes=settings.LIMITS["photo_bytes"], max_side=settings.LIMITS["photo_side"])


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


def make(photo: Photo) -> Made:
    """Render a photo, or draw a text cover, and store the renditions under names that a repeat overwrites.

    Raises RenderFailed when the photo cannot be rendered.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "original", Path(folder) / "renditions"
        out.mkdir()
        if photo.is_drawn:
            draw_cover(photo, source)
        else:
            fetch_original(photo, source)
        rendered = render(source, out, limits=limits())
        return Made(rendered, [keep_rendition(photo, rendered, out / file.name, file) for file in rendered.renditions])


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


def keep_rendition(photo: Photo, rendered: Rendered, path: Path, file) -> Rendition:
    key = f"renditions/{photo.pk}/{rendered.sha256[:16]}/{file.name}"
    with path.open("rb") as content:
        key = default_storage.save(key, File(content))
    return Rendition(photo=photo, width=file.nominal, format=file.format, key=key, size=file.bytes)


def discard(keys: list[str]) -> None:
    """Remove files from the storage; one that is gone already is no error."""
    for key in keys:
        default_storage.delete(key)
