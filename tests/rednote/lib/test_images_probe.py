"""Reading a photo's header."""

import contextlib
import gzip
import io
import struct
import time
import zlib
from collections.abc import Callable

import pillow_heif
import pytest
from PIL import Image

from rednote.lib.images.probe import ImageLimits, ImageRefused, probe

pillow_heif.register_heif_opener()

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
LONG = 5_000_000


def encoded(format: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, options.pop("colour", 128)).save(out, format, **options)
    return out.getvalue()


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, body: bytes = b"") -> bytes:
    """A PNG that says any size, with rows of zeros that cost nothing."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    rows = body or zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def scan_bomb(scans: int) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    data = encoded("JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * scans + b"\xff\xd9"


def gif_header() -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", 10, 10, 0, 0, 0)


def with_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def refusal(data: bytes, **limits: object) -> ImageRefused:
    started = time.perf_counter()
    with pytest.raises(ImageRefused) as caught:
        probe(io.BytesIO(data), ImageLimits(**limits))
    assert time.perf_counter() - started < 1
    return caught.value


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_tells_format_and_size_by_content(format):
    header = probe(io.BytesIO(encoded(format)))
    assert (header.format, header.width, header.height, header.orientation) == (format, 60, 40, 1)
    assert header.megapixels == 0.0024
    assert not header.is_animated


@pytest.mark.parametrize("options", [{"lossless": True}, {"lossless": True, "mode": "RGBA"}, {"mode": "RGBA"}])
def test_reads_every_kind_of_webp(options):
    header = probe(io.BytesIO(encoded("WEBP", (61, 43), **options)))
    assert (header.width, header.height) == (61, 43)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_tells_the_size_that_people_see(format, orientation):
    header = probe(io.BytesIO(encoded(format, exif=with_exif(orientation))))
    assert header.orientation == orientation
    assert header.upright_size == ((60, 40) if orientation < 5 else (40, 60))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_reads_the_turn_of_an_avif_from_its_boxes(orientation):
    header = probe(io.BytesIO(encoded("AVIF", exif=with_exif(orientation))))
    assert header.orientation == orientation


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_notices_an_animation(format):
    frames = [Image.new("RGB", (8, 8), (shade, 0, 0)) for shade in range(0, 250, 50)]
    out = io.BytesIO()
    frames[0].save(out, format, save_all=True, append_images=frames[1:])
    header = probe(io.BytesIO(out.getvalue()))
    assert header.is_animated
    assert header.frames == 5
    assert refusal(out.getvalue(), max_frames=4).code == "too_many_frames"


def test_leaves_the_file_at_its_start():
    file = io.BytesIO(encoded("PNG"))
    probe(file)
    assert file.tell() == 0


def test_counts_the_scans_of_the_photo_alone():
    thumbnail = scan_bomb(300)
    data = encoded("JPEG", progressive=True)
    segment = b"\xff\xed" + struct.pack(">H", 2 + len(thumbnail[:60000])) + thumbnail[:60000]
    assert probe(io.BytesIO(data[:2] + segment + data[2:])).scans == probe(io.BytesIO(data)).scans


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "html named jpg": (lambda: b"<!doctype html><script>alert(1)</script>", "wrong_type"),
    "svg": (lambda: SVG, "wrong_type"),
    "svg with a prologue": (lambda: b'<?xml version="1.0"?>' + SVG, "wrong_type"),
    "svgz": (lambda: gzip.compress(SVG), "wrong_type"),
    "tiff": (lambda: encoded("TIFF"), "wrong_type"),
    "bmp": (lambda: encoded("BMP"), "wrong_type"),
    "jpeg 2000": (lambda: encoded("JPEG2000"), "wrong_type"),
    "ico": (lambda: encoded("ICO"), "wrong_type"),
    "eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "wrong_type"),
    "pdf": (lambda: b"%PDF-1.7\n", "wrong_type"),
    "psd": (lambda: b"8BPS\0\1" + bytes(40), "wrong_type"),
    "fits": (lambda: b"SIMPLE  =                    T".ljust(2880), "wrong_type"),
    "mp4": (lambda: struct.pack(">I", 20) + b"ftypisom\0\0\2\0mp42" + bytes(99), "wrong_type"),
    "zip": (lambda: b"PK\3\4" + bytes(40), "wrong_type"),
    "riff of sound": (lambda: b"RIFF\x10\0\0\0WAVEfmt " + bytes(8), "wrong_type"),
    "64k x 64k png": (lambda: png(65535, 65535, depth=1, colour=0), "too_many_pixels"),
    "13000 x 13000 png": (lambda: png(13000, 13000), "too_many_pixels"),
    "25 megapixel png": (lambda: png(5000, 5000), "too_many_pixels"),
    "long side": (lambda: png(16385, 1700), "too_many_pixels"),
    "largest webp": (lambda: _webp_header(16383, 16383), "too_many_pixels"),
    "largest gif": (lambda: _gif_of(65535, 65535), "too_many_pixels"),
    "gif whose frame is larger than itself": (lambda: _gif_of(10, 10, frame=(60000, 60000)), "too_many_pixels"),
    "largest jpeg": (lambda: _jpeg_of(65535, 65535), "too_many_pixels"),
    "ribbon": (lambda: png(1, 9000), "too_narrow"),
    "png without width": (lambda: png(0, 10), "broken"),
    "png of an odd depth": (lambda: png(10, 10, depth=3), "broken"),
    "png of a false sum": (lambda: png(10, 10)[:30] + b"XX" + png(10, 10)[32:], "broken"),
    "png without pixels": (lambda: png(10, 10).replace(b"IDAT", b"IDOT"), "broken"),
    "png of a million chunks": (lambda: png(10, 10)[:33] + chunk(b"tEXt", b"") * 1_000_000, "broken"),
    "jpeg of a million segments": (lambda: b"\xff\xd8" + b"\xff\xe0\0\2" * (LONG // 4), "broken"),
    "jpeg of padding": (lambda: b"\xff\xd8" + b"\xff" * LONG, "broken"),
    "jpeg of a scan without end": (lambda: encoded("JPEG")[:-2] + b"\xff\0" * LONG, "broken"),
    "jpeg with two frames": (lambda: _jpeg_of(9, 9, twice=True), "broken"),
    "lossless jpeg": (lambda: encoded("JPEG").replace(b"\xff\xc0", b"\xff\xc3"), "broken"),
    "101 scans": (lambda: scan_bomb(101), "too_many_scans"),
    "5000 scans": (lambda: scan_bomb(5000), "too_many_scans"),
    "gif of comments": (lambda: gif_header() + b"\x21\xfe" + b"\1x" * (LONG // 2), "broken"),
    "gif of extensions": (lambda: gif_header() + b"\x21\xfe\0" * (LONG // 3), "broken"),
    "gif of 1001 frames": (lambda: gif_header() + gif_frame() * 1001 + b"\x3b", "too_many_frames"),
    "gif of a million frames": (lambda: gif_header() + gif_frame() * 500_000, "broken"),
    "webp of 1001 frames": (lambda: _webp_of_frames(1001), "too_many_frames"),
    "png of 5000 frames": (lambda: _png_of_frames(5000), "too_many_frames"),
    "avif sequence of 5000 frames": (lambda: encoded("AVIF") + _moov(5000), "too_many_frames"),
    "gif without a picture": (lambda: gif_header() + b"\x3b", "broken"),
    "gif of tiny blocks": (lambda: _gif_of(10, 10, picture=b"\1x" * (LONG // 2)), "broken"),
    "heif of boxes": (lambda: _ftyp(b"heic") + struct.pack(">I4s", 8, b"free") * (LONG // 8), "broken"),
    "heif without meta": (lambda: _ftyp(b"heic") + struct.pack(">I4s", 8, b"mdat"), "broken"),
    "avif of one large box": (lambda: _ftyp(b"avif") + struct.pack(">I4sQ", 1, b"meta", 1 << 62), "broken"),
    "magic numbers alone": (lambda: b"\xff\xd8\xff", "broken"),
}


def _ftyp(brand: bytes) -> bytes:
    return struct.pack(">I4s4sI4s", 20, b"ftyp", brand, 0, brand)


def _webp_header(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size + b"ANMF" + bytes(4)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif_of(width: int, height: int, frame: tuple[int, int] = (10, 10), picture: bytes = b"\1x") -> bytes:
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0)
    return screen + b"\x2c" + struct.pack("<HHHHB", 0, 0, *frame, 0) + b"\2" + picture + b"\0\x3b"


def gif_frame() -> bytes:
    return b"\x21\xf9\4\0\0\0\0\0" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 10, 10, 0) + b"\2\1x\0"


def _webp_of_frames(count: int) -> bytes:
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\2" + bytes(9) + (b"ANMF" + bytes(4)) * count
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _png_of_frames(count: int) -> bytes:
    data = encoded("PNG")
    return data[:33] + chunk(b"acTL", struct.pack(">II", count, 0)) + data[33:]


def _moov(samples: int) -> bytes:
    box = struct.pack(">I4s4xII", 20, b"stsz", 0, samples)
    for kind in (b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        box = struct.pack(">I4s", 8 + len(box), kind) + box
    return box


def _jpeg_of(width: int, height: int, *, twice: bool = False) -> bytes:
    data = encoded("JPEG")
    at = data.index(b"\xff\xc0")
    frame = data[at : at + 5] + struct.pack(">HH", height, width) + data[at + 9 : at + 19]
    return data[:at] + frame * (1 + twice) + data[at + 19 :]


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses_at_once(name):
    make, code = HOSTILE[name]
    assert refusal(make()).code == code


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_refuses_every_truncation(format):
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, format)
    data = out.getvalue()
    for length in {1, 4, 12, 20, 40, len(data) // 3, len(data) // 2, len(data) - 40}:
        assert refusal(data[:length]).code in ("broken", "wrong_type")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_raises_nothing_else_for_damaged_bytes(format):
    data = encoded(format)
    for at in range(min(len(data), 600)):
        for value in (0, 255):
            with contextlib.suppress(ImageRefused):
                probe(io.BytesIO(data[:at] + bytes([value]) + data[at + 1 :]))


def test_refuses_by_the_limits_it_is_given():
    data = encoded("JPEG")
    assert refusal(data, max_bytes=100).code == "too_large"
    assert refusal(data, max_bytes=100).params == {"bytes": len(data), "max_bytes": 100}
    assert refusal(data, max_side=59).code == "too_many_pixels"
    assert refusal(data, min_side=41).params == {"min_side": 41}
    assert refusal(data, max_ratio=1.2).code == "too_narrow"
    assert refusal(scan_bomb(3), max_scans=3).code == "too_many_scans"


def test_accepts_a_photo_with_a_phones_notes_after_it():
    assert probe(io.BytesIO(encoded("JPEG") + b"\0\1\2<script>" * 99)).format == "JPEG"
    assert probe(io.BytesIO(encoded("HEIF") + b"\xff\xff\xff\xff\0\0\0\1" * 9)).format == "HEIF"
