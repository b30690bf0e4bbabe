"""The rendering process: one photo in, its renditions out, behind limits of memory, time and network.

Run by `render.py` as `python -m rednote.lib.images.child`: a specification (JSON) on stdin, one JSON line out.
It knows neither Django nor settings nor secrets, so a fault in a decoder finds nothing to take.
"""

import base64
import ctypes
import hashlib
import io
import json
import os
import resource
import signal
import sys
import warnings
from collections.abc import Iterator, Sequence
from math import ceil, cos, pi
from operator import mul
from typing import Any, NamedTuple

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
FILE_BYTES = 32 * 1024 * 1024
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


class Size(NamedTuple):
    """A rendition to be written: `nominal` is the width in its name, which a smaller original does not reach."""

    nominal: int
    format: str

    @property
    def name(self) -> str:
        return f"{self.nominal}.{self.format}"


# "photo" is what a note needs to appear, in the order of need: with the picture of its card it can be shown. "rest" is
# what takes long and only makes it smaller or sharper; it is made later, when nobody's first card waits.
SMALL_WIDTH, CARD_WIDTH, DENSE_WIDTH, PAGE_WIDTH, LARGE_WIDTH = WIDTHS = (320, 480, 640, 1080, 1600)
# In place of a width: the one rendition that shows an edited photo as it was before, for whoever edits it.
WHOLE = Size(0, "webp")
SIZES = {
    "photo": (
        Size(CARD_WIDTH, "webp"),
        Size(SMALL_WIDTH, "webp"),
        Size(CARD_WIDTH, "jpeg"),
        Size(PAGE_WIDTH, "webp"),
    ),
    "rest": (
        Size(CARD_WIDTH, "avif"),
        Size(SMALL_WIDTH, "avif"),
        Size(DENSE_WIDTH, "avif"),
        Size(DENSE_WIDTH, "webp"),
        Size(PAGE_WIDTH, "avif"),
        Size(PAGE_WIDTH, "jpeg"),
        Size(LARGE_WIDTH, "avif"),
        Size(LARGE_WIDTH, "webp"),
    ),
    "avatar": (Size(96, "webp"), Size(256, "webp"), Size(256, "jpeg")),
}
# Chosen by measure: docs/decisions/0005-rendition-qualities.md.
BARE: dict[str, Any] = {"exif": b"", "xmp": b"", "icc_profile": None}
OPTIONS: dict[str, dict[str, Any]] = {
    "webp": {"quality": 82, "method": 4, **BARE},
    "avif": {"quality": 60, "speed": 8, "max_threads": 1, **BARE},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True, "comment": b"", **BARE},
}
RATIOS = {"3x4": 3 / 4, "4x5": 4 / 5, "1x1": 1.0, "5x4": 5 / 4, "4x3": 4 / 3}
LUMA_SIDE = 64  # of the small grey picture by which photos are compared
HASH_SIDE = 32  # of the small picture whose waves are the placeholder
CAMERA_LENGTH = 60  # of the camera, and of its lens


class Failure(Exception):
    """The photo cannot be rendered; the message is the stable reason that the author's page explains."""


def main() -> int:
    spec = json.loads(sys.stdin.readline())
    lock_down(spec.pop("parent"))
    try:
        answer = render(**spec)
    except Failure as failure:
        answer = {"error": str(failure)}
    except MemoryError:
        answer = {"error": "too_heavy"}
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError, KeyError, IndexError, TypeError) as error:
        # What the decoders raise for files that are not what they say: Pillow itself catches this list when opening.
        print(repr(error), file=sys.stderr)
        answer = {"error": "broken"}
    print(json.dumps(answer), flush=True)
    return 0


def lock_down(parent: int) -> None:
    """Before the first byte of the photo: limits, an end with the parent's, and no network where that can be."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)  # The parent died before the line above.
    if os.geteuid() != 0 or libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def render(
    path: str,
    out_dir: str,
    kind: str,
    format: str,
    is_p3: bool,
    max_pixels: int,
    orientation: int = 1,
    turn: int = 0,
    crop: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Write the renditions of `kind` into `out_dir`; facts about the photo as plain data.

    `orientation` (as in EXIF) is what the decoder leaves to be done. `turn` (degrees clockwise) and then `crop` (left,
    top, width, height from 0 to 1) are its author's; the facts are those of the picture as it is shown then.
    """
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        image = _open(file, format, max_pixels)
        found, camera = _metadata(image), _camera(image)
        if is_p3 and not image.info.get("icc_profile"):
            from rednote.lib.images.profiles import display_p3

            image.info["icc_profile"] = display_p3()
        source = _Source(image, orientation)
        view = source.view(turn, crop, is_square=kind == "avatar")
        target = max(size.nominal for size in SIZES[kind])
        is_edited = kind == "photo" and bool(turn or crop)
        whole = source.view() if is_edited else None
        source.load(max(view.scale(target), whole.scale(PAGE_WIDTH) if whole else 0))
    facts: dict[str, Any] = {"luma": "", "thumbhash": "", "color": 0}
    if kind == "photo":
        facts["luma"] = base64.b64encode(source.luma()).decode()
    before = source.shown(whole, PAGE_WIDTH) if whole else None
    picture = source.shown(view, target)
    # The decoded photo is the largest thing in memory, and encoders need room.
    del source, image
    if kind == "photo":
        facts["thumbhash"] = base64.b64encode(_thumbhash(picture)).decode()
    if kind != "rest":
        facts["color"] = _dominant(picture)
    renditions = [_save(shown, size, out_dir) for size, shown in _sized(picture, view.width, kind)]
    if before:
        renditions.append(_save(before, WHOLE, out_dir))
    return {
        "width": view.width,
        "height": view.height,
        "ratio": nearest_ratio(view.width, view.height),
        "metadata": found,
        "camera": camera,
        "renditions": renditions,
        "sha256": digest,
        **facts,
    }


def nearest_ratio(width: int, height: int) -> str:
    """The name of the shape that cards give a photo of this size."""
    return min(RATIOS, key=lambda name: abs(RATIOS[name] * height / width - 1))


def _open(file: io.BufferedReader, format: str, max_pixels: int) -> Any:
    from PIL import Image

    # Only the one decoder is loaded, and it may only see the format that the header showed.
    if format == "HEIF":
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.options.THUMBNAILS = False
        pillow_heif.register_heif_opener()
    elif format == "AVIF":
        from PIL import AvifImagePlugin

        AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    _load_plugin(format)

    # The header was asked already, in the web process; this is the decoder's own answer.
    Image.MAX_IMAGE_PIXELS = max_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        return Image.open(file, formats=[format])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Failure("too_many_pixels") from error


def _load_plugin(format: str) -> None:
    """What Pillow does not load by itself; asked for a format that it does not know, it would load all there are."""
    if format == "WEBP":
        from PIL import WebPImagePlugin  # noqa: F401
    elif format == "AVIF":
        from PIL import AvifImagePlugin  # noqa: F401


class _View(NamedTuple):
    """What is shown of a photo: its box as stored (fractions), its size as shown in full, and how it is turned."""

    box: tuple[float, float, float, float]
    width: int
    height: int
    turns: tuple[Any, ...]
    lies: bool  # whether rows as stored are columns as shown

    def scale(self, target: int) -> float:
        """How much of the photo's resolution a picture of this width needs."""
        return min(1.0, target / self.width)


class _Source:
    """A photo as its file stores it, until it is shown: cut, shrunk, turned, in sRGB, opaque, in this order."""

    def __init__(self, image: Any, orientation: int) -> None:
        self.image = image
        self.full = image.size
        self.turns = _movements(orientation, 0)
        self.orientation = orientation

    def view(self, turn: int = 0, crop: Sequence[float] | None = None, is_square: bool = False) -> _View:
        turns = _movements(self.orientation, turn)
        lies = sum(map(_swaps_sides, turns)) % 2 == 1
        width, height = self.full[::-1] if lies else self.full
        left, top, right, bottom = 0.0, 0.0, 1.0, 1.0
        if is_square:
            across, down = min(width, height) / width, min(width, height) / height
            left, top, right, bottom = (1 - across) / 2, (1 - down) / 2, (1 + across) / 2, (1 + down) / 2
        elif crop:
            x, y, across, down = crop
            left, top = min(max(0.0, x), 1.0), min(max(0.0, y), 1.0)
            right, bottom = min(1.0, left + max(0.0, across)), min(1.0, top + max(0.0, down))
            if min((right - left) * width, (bottom - top) * height) < 1:
                left, top, right, bottom = 0.0, 0.0, 1.0, 1.0
        size = max(1, round((right - left) * width)), max(1, round((bottom - top) * height))
        corners = (left, top), (right, bottom)
        for movement in reversed(turns):
            corners = tuple(_before(movement, *corner) for corner in corners)  # type: ignore[assignment]
        (x0, y0), (x1, y1) = corners
        return _View((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), *size, turns, lies)

    def load(self, scale: float) -> None:
        """Decode; JPEG at a half, a quarter or an eighth, as long as that leaves every pixel that will be shown."""
        image = self.image
        if image.format in ("JPEG", "MPO"):
            image.draft(None, tuple(ceil(side * scale) for side in self.full))
        self.profile = image.info.get("icc_profile")
        image.load()
        self.image = _plain_mode(image)

    def shown(self, view: _View, target: int) -> Any:
        from PIL import Image

        scale = view.scale(target)
        size = max(1, round(view.width * scale)), max(1, round(view.height * scale))
        size = size[::-1] if view.lies else size
        width, height = self.image.size
        box = (view.box[0] * width, view.box[1] * height, view.box[2] * width, view.box[3] * height)
        image = self.image
        if (box, size) != ((0, 0, width, height), image.size):
            image = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
        return self._finished(image, view.turns)

    def luma(self) -> bytes:
        """The upright picture, before any edit, as a few grey pixels: what is told apart by is no detail."""
        from PIL import Image

        image = self.image.resize((LUMA_SIDE, LUMA_SIDE), Image.Resampling.BOX, reducing_gap=2.0)
        return self._finished(image, self.turns).convert("L").tobytes()

    def _finished(self, image: Any, turns: Sequence[Any]) -> Any:
        for movement in turns:
            image = image.transpose(movement)
        image = _flatten(_to_srgb(image, self.profile))
        image.info = {}
        return image


def _movements(orientation: int, turn: int) -> tuple[Any, ...]:
    """What makes a photo upright, and then turns it as its author likes it."""
    from PIL import Image

    upright = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(orientation)
    turned = {
        90: Image.Transpose.ROTATE_270,
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_90,
    }.get(turn)
    return tuple(movement for movement in (upright, turned) if movement is not None)


def _swaps_sides(movement: Any) -> bool:
    return movement.name in ("TRANSPOSE", "TRANSVERSE", "ROTATE_90", "ROTATE_270")


def _before(movement: Any, x: float, y: float) -> tuple[float, float]:
    """Where a point lay before a movement; fractions of the picture."""
    return {
        "FLIP_LEFT_RIGHT": (1 - x, y),
        "FLIP_TOP_BOTTOM": (x, 1 - y),
        "ROTATE_180": (1 - x, 1 - y),
        "ROTATE_90": (1 - y, x),
        "ROTATE_270": (y, 1 - x),
        "TRANSPOSE": (y, x),
        "TRANSVERSE": (1 - y, 1 - x),
    }[movement.name]


def _plain_mode(image: Any) -> Any:
    """8 bits a channel, no palette: the modes that resizing and colour management understand."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("I", "F"):
        raise Failure("broken")
    if image.mode in ("P", "PA") or "transparency" in image.info:
        has_holes = image.mode == "PA" or "transparency" in image.info
        return image.convert("RGBA" if has_holes else "RGB")
    if image.mode == "1":
        return image.convert("L")
    return image


def _to_srgb(image: Any, profile: bytes | None) -> Any:
    """Colours as the profile means them; a profile that cannot be read is left aside, as browsers do."""
    from PIL import Image

    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    colours = image.convert("RGB" if image.mode == "RGBA" else "L") if alpha else image
    if profile and colours.mode in ("RGB", "L", "CMYK"):
        from PIL import ImageCms

        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            colours = ImageCms.profileToProfile(
                colours,
                source,
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    colours = colours.convert("RGB")
    if alpha:
        return Image.merge("RGBA", (*colours.split(), alpha))
    return colours


def _flatten(image: Any) -> Any:
    from PIL import Image

    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def sizes_of(kind: str, full_width: int) -> list[Size]:
    """The sizes that a photo fills: nothing is enlarged, and no size only repeats a smaller one."""
    return [size for size in SIZES[kind] if kind == "avatar" or _is_filled(size, full_width)]


def _sized(image: Any, full_width: int, kind: str) -> Iterator[tuple[Size, Any]]:
    from PIL import Image

    for size in sizes_of(kind, full_width):
        width = min(size.nominal, full_width)
        height = max(1, round(image.height * width / image.width))
        is_same = width == image.width
        yield size, image if is_same else image.resize((width, height), Image.Resampling.LANCZOS)


def _is_filled(size: Size, full_width: int) -> bool:
    """Whether the photo is wider than the next smaller size of this format; cards ask for theirs in any case."""
    if size.nominal <= CARD_WIDTH:
        return size.nominal == CARD_WIDTH or full_width > size.nominal
    widths = [other.nominal for sizes in ("photo", "rest") for other in SIZES[sizes] if other.format == size.format]
    return full_width > max(width for width in widths if width < size.nominal)


def _save(image: Any, size: Size, out_dir: str) -> dict[str, Any]:
    _load_plugin(size.format.upper())
    path = os.path.join(out_dir, size.name)
    with open(path + ".part", "wb") as file:
        image.save(file, size.format.upper(), **OPTIONS[size.format])
    os.rename(path + ".part", path)
    return {
        "name": size.name,
        "format": size.format,
        "nominal": size.nominal,
        "width": image.width,
        "height": image.height,
        "bytes": os.path.getsize(path),
    }


def _dominant(image: Any) -> int:
    """The soft colour that most of the picture is nearest to, vivid parts counting more."""
    from rednote.lib.images.palette import nearest

    small = image.resize((48, 48), reducing_gap=1.0).quantize(16)
    colours = small.getpalette()
    votes: dict[int, float] = {}
    for count, index in small.getcolors():
        rgb = colours[3 * index : 3 * index + 3]
        number = nearest(*rgb)
        votes[number] = votes.get(number, 0) + count * (1 + (max(rgb) - min(rgb)) / 255)
    return max(votes, key=lambda number: votes[number])


def _thumbhash(image: Any) -> bytes:
    """About 25 bytes that a script turns into a blurred picture: https://evanw.github.io/thumbhash/

    Its mean, and its slowest waves: up to 7 x 7 of lightness, 3 x 3 each of yellow-blue and of red-green.
    """
    scale = HASH_SIDE / max(image.size)
    width, height = (max(1, round(side * scale)) for side in image.size)
    small = image.resize((width, height), reducing_gap=2.0)
    colours = list(zip(*(channel.tobytes() for channel in small.split()), strict=True))
    across, down = (max(1, round(7 * side / max(width, height))) for side in (width, height))
    lightness = _waves([(r + g + b) / 765 for r, g, b in colours], width, height, max(3, across), max(3, down))
    yellow = _waves([(r + g) / 510 - b / 255 for r, g, b in colours], width, height, 3, 3)
    red = _waves([(r - g) / 255 for r, g, b in colours], width, height, 3, 3)
    is_wide = width > height
    header = round(63 * lightness.mean) | round(31.5 + 31.5 * yellow.mean) << 6 | round(31.5 + 31.5 * red.mean) << 12
    header |= round(31 * lightness.reach) << 18
    header |= (down if is_wide else across) << 24 | round(63 * yellow.reach) << 27 | round(63 * red.reach) << 33
    header |= is_wide << 39
    nibbles = [round(15 * step) for waves in (lightness, yellow, red) for step in waves.steps]
    nibbles += [0] * (len(nibbles) % 2)
    return header.to_bytes(5, "little") + bytes(
        low | high << 4 for low, high in zip(nibbles[::2], nibbles[1::2], strict=True)
    )


class _Waves(NamedTuple):
    mean: float
    reach: float  # of the strongest wave
    steps: list[float]  # each wave from 0 to 1 of the reach, 0.5 being none


def _waves(values: list[float], width: int, height: int, across: int, down: int) -> _Waves:
    """The upper left triangle of the cosine transform of a small picture."""
    rows = [values[y * width : (y + 1) * width] for y in range(height)]
    columns = []  # [cx][y]: each row's share of the horizontal wave
    for cx in range(across):
        wave = [cos(pi / width * cx * (x + 0.5)) for x in range(width)]
        columns.append([sum(map(mul, wave, row)) for row in rows])
    found = []
    for cy in range(down):
        wave = [cos(pi / height * cy * (y + 0.5)) for y in range(height)]
        for cx in range(across):
            if cx * down >= across * (down - cy):
                break
            found.append(sum(map(mul, wave, columns[cx])) / (width * height))
    mean, *rest = found
    reach = min(1.0, max(map(abs, rest)))
    return _Waves(mean, reach, [0.5 + 0.5 / reach * value if reach else 0.5 for value in rest])


def _metadata(image: Any) -> list[str]:
    """The kinds of metadata that the original carries (never their values), to tell its author what was left out."""
    from PIL import ExifTags

    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    xmp = image.info.get("xmp") or b""
    xmp = xmp.encode() if isinstance(xmp, str) else xmp
    serials = (ExifTags.Base.BodySerialNumber, ExifTags.Base.LensSerialNumber, ExifTags.Base.CameraOwnerName)
    kinds = {
        "gps": exif.get_ifd(ExifTags.IFD.GPSInfo) or b"GPSLatitude" in xmp,
        "camera": exif.get(ExifTags.Base.Make) or exif.get(ExifTags.Base.Model),
        "time": exif.get(ExifTags.Base.DateTime) or details.get(ExifTags.Base.DateTimeOriginal),
        "serial": any(details.get(tag) for tag in serials),
        "author": exif.get(ExifTags.Base.Artist) or exif.get(ExifTags.Base.Copyright),
        "xmp": xmp,
        "iptc": image.info.get("photoshop"),
        "comment": image.info.get("comment") or getattr(image, "text", None),
        "icc": image.info.get("icc_profile"),
    }
    return [kind for kind, value in kinds.items() if value]


def _camera(image: Any) -> str:
    """Camera and lens as the photo names them, in plain words; shown only where its author wants that."""
    from PIL import ExifTags

    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    maker, model, lens = (
        _plain(source.get(tag))
        for source, tag in (
            (exif, ExifTags.Base.Make),
            (exif, ExifTags.Base.Model),
            (details, ExifTags.Base.LensModel),
        )
    )
    # Many models name their maker already: "Canon" "Canon EOS R6".
    name = model if maker and model.lower().startswith(maker.split()[0].lower()) else f"{maker} {model}".strip()
    return " · ".join(part for part in (name[:CAMERA_LENGTH], lens[:CAMERA_LENGTH]) if part)


def _plain(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


if __name__ == "__main__":
    sys.exit(main())
