"""What a photo's header says, read without decoding a pixel, so that the web process can refuse bad files at once.

No C decoder sees a stranger's bytes outside the rendering process.
"""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO

from rednote.lib.images.headers import READERS, Broken, sniff


@dataclass(frozen=True, kw_only=True)
class ImageLimits:
    """What is accepted. The megapixels by format keep one decode below 300 MB of memory (measured)."""

    max_bytes: int = 20 * 1024 * 1024
    max_megapixels: dict[str, float] = field(
        default_factory=lambda: {"JPEG": 52, "PNG": 24, "WEBP": 16, "AVIF": 25, "HEIF": 25, "GIF": 16}
    )
    max_side: int = 16384
    min_side: int = 1
    max_scans: int = 100
    max_frames: int = 1000
    max_ratio: float = 10


@dataclass(frozen=True, kw_only=True)
class Header:
    """Facts of the header: `width` and `height` as stored, `orientation` as in EXIF (1-8)."""

    format: str
    width: int
    height: int
    bytes: int
    orientation: int = 1
    scans: int = 1
    frames: int = 1
    is_turned_by_boxes: bool = False  # so that a decoder of HEIC turns it, and EXIF has no say
    is_p3: bool = False  # Display P3 told by a number, not by an ICC profile, as AVIF and HEIC may

    @property
    def megapixels(self) -> float:
        return self.width * self.height / 1_000_000

    @property
    def is_animated(self) -> bool:
        return self.frames > 1

    @property
    def orientation_left(self) -> int:
        """What its decoder leaves to be done: the one of HEIC obeys the boxes itself."""
        return 1 if self.format == "HEIF" and self.is_turned_by_boxes else self.orientation

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as people see them."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


class ImageRefused(Exception):
    """The file is not accepted. `code` is stable; `params` fill the message that the door shows.

    Codes: empty, too_large, wrong_type, broken, too_many_pixels, too_many_scans, too_many_frames, too_small,
    too_narrow.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def probe(file: BinaryIO, limits: ImageLimits | None = None) -> Header:
    """The header of `file` (binary, seekable, left at its start), judged by its content, never by its name.

    Raises ImageRefused, and nothing else, for any bytes whatever.
    """
    limits = limits or ImageLimits()
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise ImageRefused("empty")
    if size > limits.max_bytes:
        raise ImageRefused("too_large", bytes=size, max_bytes=limits.max_bytes)
    data = file.read()
    file.seek(0)
    format = sniff(data)
    if format is None:
        raise ImageRefused("wrong_type")
    try:
        header = Header(format=format, bytes=size, **READERS[format](data))
    except (Broken, struct.error, IndexError):
        raise ImageRefused("broken", format=format) from None
    check_size(format, header.width, header.height, limits)
    if header.scans > limits.max_scans:
        raise ImageRefused("too_many_scans", max_scans=limits.max_scans)
    if header.frames > limits.max_frames:
        raise ImageRefused("too_many_frames", max_frames=limits.max_frames)
    return header


def check_size(format: str, width: int, height: int, limits: ImageLimits) -> None:
    """Refuse sizes beyond the limits; the rendering process asks again, of the decoder's own answer."""
    if min(width, height) < 1:
        raise ImageRefused("broken", format=format)
    ceiling = limits.max_megapixels[format]
    if max(width, height) > limits.max_side or width * height > ceiling * 1_000_000:
        raise ImageRefused(
            "too_many_pixels",
            format=format,
            megapixels=round(width * height / 1_000_000, 1),
            max_megapixels=ceiling,
            max_side=limits.max_side,
        )
    if min(width, height) < limits.min_side:
        raise ImageRefused("too_small", min_side=limits.min_side)
    if max(width, height) > limits.max_ratio * min(width, height):
        raise ImageRefused("too_narrow", max_ratio=limits.max_ratio)
