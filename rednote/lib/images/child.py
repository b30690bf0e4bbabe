"""The rendering process: one photo in, its renditions out, behind limits of memory, time and network.

Run by `render.py` as `python -m rednote.lib.images.child`: a specification (JSON) on stdin, one JSON line out.
It knows neither Django nor settings nor secrets, so a fault in a decoder finds nothing to take.
"""

import ctypes
import hashlib
import io
import json
import os
import resource
import signal
import sys
import warnings
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


# In the order of need: a note can be shown as soon as the picture of its card is there.
SMALL_WIDTH, CARD_WIDTH, PAGE_WIDTH = 320, 480, 1080
SIZES = {
    "photo": (
        Size(CARD_WIDTH, "webp"),
        Size(SMALL_WIDTH, "webp"),
        Size(PAGE_WIDTH, "webp"),
        Size(CARD_WIDTH, "jpeg"),
        Size(PAGE_WIDTH, "jpeg"),
    ),
    "avatar": (Size(96, "webp"), Size(256, "webp"), Size(256, "jpeg")),
}
RATIOS = {"3x4": 3 / 4, "4x5": 4 / 5, "1x1": 1.0, "5x4": 5 / 4, "4x3": 4 / 3}


class Failure(Exception):
    """The photo cannot be rendered; the message is the stable reason that the author's page explains."""


def main() -> int:
    spec = json.loads(sys.stdin.readline())
    lock_down(spec["parent"])
    try:
        answer = render(**{key: spec[key] for key in ("path", "out_dir", "kind", "format", "is_p3", "max_pixels")})
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


def render(path: str, out_dir: str, kind: str, format: str, is_p3: bool, max_pixels: int) -> dict[str, Any]:
    """Write the renditions of `kind` into `out_dir`; facts about the photo as plain data."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        image = _open(file, format, max_pixels)
        found = _metadata(image)
        if is_p3 and not image.info.get("icc_profile"):
            from rednote.lib.images.profiles import display_p3

            image.info["icc_profile"] = display_p3()
        image, width, height = _prepare(image, kind)
    renditions = list(_write(image, width, out_dir, kind))
    return {
        "width": width,
        "height": height,
        "ratio": nearest_ratio(width, height),
        "color": _dominant(image),
        "metadata": found,
        "renditions": renditions,
        "sha256": digest,
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
    elif format == "WEBP":
        from PIL import WebPImagePlugin  # noqa: F401

    # The header was asked already, in the web process; this is the decoder's own answer.
    Image.MAX_IMAGE_PIXELS = max_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        return Image.open(file, formats=[format])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Failure("too_many_pixels") from error


def _prepare(image: Any, kind: str) -> tuple[Any, int, int]:
    """The picture at the largest size needed, upright, in sRGB, opaque; then its full upright width and height."""
    from PIL import Image

    target = max(size.nominal for size in SIZES[kind])
    orientation = image.getexif().get(0x0112, 1)
    lies = orientation in (5, 6, 7, 8)
    full = image.size
    width, height = full[::-1] if lies else full
    if kind == "avatar":
        side = min(full)
        left, top = (full[0] - side) // 2, (full[1] - side) // 2
        box = (left, top, left + side, top + side)
        shown = (min(target, side),) * 2
        width = height = side
    else:
        box = (0, 0, *full)
        scale = min(1.0, target / width)
        shown = (max(1, round(full[0] * scale)), max(1, round(full[1] * scale)))
    if image.format in ("JPEG", "MPO"):
        # Decodes at a half, a quarter or an eighth, as long as that leaves every pixel that will be shown.
        image.draft(None, (-(-full[0] * shown[0] // (box[2] - box[0])), -(-full[1] * shown[1] // (box[3] - box[1]))))
    profile = image.info.get("icc_profile")
    image.load()
    shrink = (image.width / full[0], image.height / full[1])
    image = _plain_mode(image)
    box = (box[0] * shrink[0], box[1] * shrink[1], box[2] * shrink[0], box[3] * shrink[1])
    if (box, shown) != ((0, 0, *image.size), image.size):
        image = image.resize(shown, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(orientation)
    if turn is not None:
        image = image.transpose(turn)
    image = _flatten(_to_srgb(image, profile))
    image.info = {}
    return image, width, height


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
    from PIL import Image, ImageCms

    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    colours = image.convert("RGB" if image.mode == "RGBA" else "L") if alpha else image
    if profile and colours.mode in ("RGB", "L", "CMYK"):
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


def _write(image: Any, full_width: int, out_dir: str, kind: str) -> Any:
    from PIL import Image

    for size in SIZES[kind]:
        # A small original makes one picture a format, under the name that cards ask for, and no copies of itself.
        if kind == "photo" and size.nominal != CARD_WIDTH and full_width <= min(size.nominal, CARD_WIDTH):
            continue
        width = min(size.nominal, full_width)
        height = max(1, round(image.height * width / image.width))
        shown = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        path = os.path.join(out_dir, size.name)
        with open(path + ".part", "wb") as file:
            if size.format == "webp":
                shown.save(file, "WEBP", quality=80, method=4, exif=b"", xmp=b"", icc_profile=None)
            else:
                shown.save(
                    file, "JPEG", quality=82, optimize=True, progressive=True, exif=b"", xmp=b"", comment=b"",
                    icc_profile=None,
                )  # fmt: skip
        os.rename(path + ".part", path)
        yield {
            "name": size.name,
            "format": size.format,
            "nominal": size.nominal,
            "width": shown.width,
            "height": shown.height,
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


if __name__ == "__main__":
    sys.exit(main())
