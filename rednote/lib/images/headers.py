"""Readers of image headers, one for each format: plain Python, bounded, and blind to pixels.

Each takes the bytes of a file and gives fields of `probe.Header`; it raises Broken, struct.error or IndexError.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from struct import unpack_from
from typing import Any

# An honest file has dozens of segments, chunks or boxes; a hostile one has millions, to keep the reader busy.
MAX_PARTS = 20_000


class Broken(Exception):
    """The bytes are not what their format asks for, or are made to keep the reader busy."""


def sniff(data: bytes) -> str | None:
    """The format by the first bytes, or None for everything that is not on the list."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        length = min(int.from_bytes(data[:4], "big"), 256)
        brands = {data[at : at + 4] for at in (8, *range(16, length, 4))}
        if brands & {b"avif", b"avis"}:
            return "AVIF"
        if brands & {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}:
            return "HEIF"
    return None


# In the coded data of a scan 0xFF is followed by 00 (a literal FF) or by a restart marker; anything else ends the scan.
SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
MARKER = re.compile(rb"\xff+[^\xff]", re.DOTALL)
BASELINE_AND_PROGRESSIVE = (0xC0, 0xC1, 0xC2)
OTHER_FRAMES = (0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)


def _read_jpeg(data: bytes) -> dict[str, Any]:
    facts: dict[str, Any] = {"scans": 0}
    at = 2
    for _ in range(MAX_PARTS):
        start = MARKER.match(data, at)
        if start is None:
            raise Broken
        at = start.end()
        marker = data[at - 1]
        if marker == 0xD9:
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            continue
        (length,) = unpack_from(">H", data, at)
        if length < 2 or at + length > len(data):
            raise Broken
        if marker in BASELINE_AND_PROGRESSIVE:
            precision, height, width, components = unpack_from(">BHHB", data, at + 2)
            if "width" in facts or precision != 8 or components not in (1, 3, 4):
                raise Broken
            facts |= {"width": width, "height": height}
        elif marker in OTHER_FRAMES:
            raise Broken
        elif marker == 0xE1 and data[at + 2 : at + 8] == b"Exif\0\0":
            facts.setdefault("orientation", _orientation(data[at + 8 : at + length]))
        at += length
        if marker == 0xDA:
            facts["scans"] += 1
            end = SCAN_END.search(data, at)
            if end is None:
                raise Broken
            at = end.start()
    else:
        raise Broken
    if "width" not in facts or not facts["scans"]:
        raise Broken
    return facts


PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


def _read_png(data: bytes) -> dict[str, Any]:
    if data[12:16] != b"IHDR" or zlib.crc32(data[12:29]) != unpack_from(">I", data, 29)[0]:
        raise Broken
    width, height, depth, colour, *_ = unpack_from(">IIBBBBB", data, 16)
    if depth not in PNG_DEPTHS.get(colour, ()):
        raise Broken
    facts: dict[str, Any] = {"width": width, "height": height}
    at, has_pixels = 8, False
    for _ in range(MAX_PARTS):
        length, kind = unpack_from(">I4s", data, at)
        if at + 12 + length > len(data):
            raise Broken
        if kind == b"IEND":
            break
        if kind == b"IDAT":
            has_pixels = True
        elif kind == b"eXIf":
            facts["orientation"] = _orientation(data[at + 8 : at + 8 + length])
        elif kind == b"acTL":
            facts["frames"] = unpack_from(">I", data, at + 8)[0]
        at += 12 + length
    else:
        raise Broken
    if not has_pixels:
        raise Broken
    return facts


def _read_webp(data: bytes) -> dict[str, Any]:
    end = 8 + unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise Broken
    facts: dict[str, Any] = {}
    at, has_pixels = 12, False
    for _ in range(MAX_PARTS):
        if at + 8 > end:
            break
        kind, length = unpack_from("<4sI", data, at)
        body = at + 8
        if body + length > end:
            raise Broken
        if kind == b"VP8X":
            facts["width"] = 1 + int.from_bytes(data[body + 4 : body + 7], "little")
            facts["height"] = 1 + int.from_bytes(data[body + 7 : body + 10], "little")
        elif kind == b"VP8 ":
            has_pixels = True
            if data[body + 3 : body + 6] != b"\x9d\x01\x2a":
                raise Broken
            width, height = unpack_from("<HH", data, body + 6)
            facts = {"width": width & 0x3FFF, "height": height & 0x3FFF} | facts
        elif kind == b"VP8L":
            has_pixels = True
            if data[body] != 0x2F:
                raise Broken
            (bits,) = unpack_from("<I", data, body + 1)
            facts = {"width": 1 + (bits & 0x3FFF), "height": 1 + (bits >> 14 & 0x3FFF)} | facts
        elif kind == b"ANMF":
            has_pixels = True
            facts["frames"] = facts.get("frames", 0) + 1
        elif kind == b"EXIF":
            facts["orientation"] = _orientation(data[body : body + length])
        at = body + length + (length & 1)
    else:
        raise Broken
    if not has_pixels or "width" not in facts:
        raise Broken
    return facts


# Sub-blocks hold up to 255 bytes: 20 MB make 82,000 of them. Blocks before the picture are comments.
MAX_COMMENT_BLOCKS = 2_000
MAX_PICTURE_BLOCKS = 200_000


def _read_gif(data: bytes) -> dict[str, Any]:
    """Walks to the end, which tells how many pictures there are."""
    width, height, flags = unpack_from("<HHB", data, 6)
    at = 13 + _gif_table(flags)
    images, picture_blocks, comment_blocks = 0, 0, 0
    while data[at : at + 1] in (b"\x21", b"\x2c"):
        if data[at] == 0x2C:
            images += 1
            if images > MAX_PARTS:
                raise Broken
            left, top, frame_width, frame_height, flags = unpack_from("<HHHHB", data, at + 1)
            width, height = max(width, left + frame_width), max(height, top + frame_height)
            at, count = _skip_blocks(data, at + 11 + _gif_table(flags), MAX_PICTURE_BLOCKS - picture_blocks)
            picture_blocks += 1 + count
        else:
            at, count = _skip_blocks(data, at + 2, MAX_COMMENT_BLOCKS)
            # Each picture of an animation has one that says for how long it is shown.
            comment_blocks += 1 + count
            if comment_blocks > MAX_COMMENT_BLOCKS + 2 * images:
                raise Broken
    if not images:
        raise Broken
    return {"width": width, "height": height, "frames": images}


def _skip_blocks(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Where the sub-blocks end, and how many there were."""
    for count in range(most):
        if not data[at]:
            return at + 1, count
        at += 1 + data[at]
    raise Broken


def _gif_table(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _read_boxes(data: bytes) -> dict[str, Any]:
    """Both are ISO base media files: the size and the turn of the primary item are properties in `meta`."""
    meta = _box(data, 0, len(data), b"meta")
    if meta is None:
        raise Broken
    start, end = meta[0] + 4, meta[1]
    primary = _box(data, start, end, b"pitm")
    properties = _box(data, start, end, b"iprp")
    if primary is None or properties is None:
        raise Broken
    item = unpack_from(">H" if data[primary[0]] == 0 else ">I", data, primary[0] + 4)[0]
    container = _box(data, *properties, b"ipco")
    links = _box(data, *properties, b"ipma")
    if container is None or links is None:
        raise Broken
    kinds = list(_boxes(data, *container))
    mine = [kinds[index - 1] for index in _property_indexes(data, links[0], item) if 0 < index <= len(kinds)]
    sizes = [unpack_from(">II", data, body + 4) for kind, body, _ in mine if kind == b"ispe"]
    if not sizes:
        raise Broken
    turns = [data[body] & 3 for kind, body, _ in mine if kind == b"irot"]
    mirrors = [data[body] & 1 for kind, body, _ in mine if kind == b"imir"]
    colours = [data[body : body + 6] for kind, body, _ in mine if kind == b"colr"]
    width, height = max(sizes)
    for kind, body, _ in mine:
        if kind == b"clap":  # Coded in whole blocks, shown without their last few pixels.
            shown_width, width_part, shown_height, height_part = unpack_from(">IIII", data, body)
            shown = shown_width // max(1, width_part), shown_height // max(1, height_part)
            if 0 <= width - shown[0] < LARGEST_BLOCK and 0 <= height - shown[1] < LARGEST_BLOCK:
                width, height = shown
    facts = {"width": width, "height": height, "is_p3": b"nclx\0\x0c" in colours, "frames": _samples(data)}
    if turns or mirrors:
        orientation = BOX_ORIENTATIONS[turns[0] if turns else 0, mirrors[0] if mirrors else None]
        return facts | {"orientation": orientation, "is_turned_by_boxes": True}
    return facts | {"orientation": _orientation(_exif_item(data, start, end))}


def _exif_item(data: bytes, start: int, end: int) -> bytes:
    """The EXIF that lies beside the picture as an item of its own; nothing where there is none, or it is far off."""
    kinds, places = _box(data, start, end, b"iinf"), _box(data, start, end, b"iloc")
    if kinds is None or places is None:
        return b""
    first = kinds[0] + (6 if data[kinds[0]] == 0 else 8)
    for kind, body, until in _boxes(data, first, kinds[1]):
        if kind == b"infe" and b"Exif" in data[body : min(until, body + 14)]:
            item = unpack_from(">H" if data[body] < 3 else ">I", data, body + 4)[0]
            at, length = _place_of(data, places[0], item)
            # It begins with the length of what stands before the TIFF header.
            skipped = unpack_from(">I", data, at)[0] if length > 4 else 0
            return data[at + 4 + skipped : at + length] if skipped < length else b""
    return b""


def _place_of(data: bytes, at: int, item: int) -> tuple[int, int]:
    """Offset and length of an item's first extent in the file; (0, 0) when it lies elsewhere."""
    version, sizes, bases = data[at], data[at + 4], data[at + 5]
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, bases >> 4
    index_size = bases & 15 if version else 0

    def number(at: int, size: int) -> int:
        if at + size > len(data):
            raise Broken
        return int.from_bytes(data[at : at + size], "big")

    wide = 4 if version == 2 else 2
    count = number(at + 6, wide)
    at += 6 + wide
    for _ in range(min(count, MAX_PARTS)):
        entry = number(at, wide)
        at += wide
        method = number(at, 2) & 15 if version else 0
        at += (2 if version else 0) + 2  # and where its data is
        base, extents = number(at, base_size), number(at + base_size, 2)
        at += base_size + 2
        if entry == item and method == 0 and extents:
            offset, length = number(at + index_size, offset_size), number(at + index_size + offset_size, length_size)
            return base + offset, length
        at += extents * (index_size + offset_size + length_size)
    return 0, 0


def _samples(data: bytes) -> int:
    """How many pictures the longest track of a sequence has; 1 where there is none."""
    inside = [(0, len(data))]
    for wanted in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsz"):
        inside = [(body, until) for box in inside for kind, body, until in _boxes(data, *box) if kind == wanted]
    return max((unpack_from(">I", data, body + 8)[0] for body, _ in inside), default=1)


LARGEST_BLOCK = 128

# (quarter turns against the clock, mirror axis) to the EXIF number of the same movement.
BOX_ORIENTATIONS = {
    (0, None): 1,
    (1, None): 8,
    (2, None): 3,
    (3, None): 6,
    (0, 0): 4,
    (1, 0): 5,
    (2, 0): 2,
    (3, 0): 7,
    (0, 1): 2,
    (1, 1): 7,
    (2, 1): 4,
    (3, 1): 5,
}


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Each box between two offsets as (kind, start of its body, its end)."""
    for _ in range(MAX_PARTS):
        if start + 8 > end:
            return
        length, kind = unpack_from(">I4s", data, start)
        body = start + 8
        if length == 1:
            (length,) = unpack_from(">Q", data, body)
            body += 8
        elif length == 0:
            length = end - start
        if length < body - start or start + length > end:
            if not kind.isalnum():
                return  # Not a box: some phones append notes of their own.
            raise Broken
        yield kind, body, start + length
        start += length
    raise Broken


def _box(data: bytes, start: int, end: int, wanted: bytes) -> tuple[int, int] | None:
    """Walks to the end, so that a truncated file is noticed."""
    found = [(body, until) for kind, body, until in _boxes(data, start, end) if kind == wanted]
    return found[0] if found else None


def _property_indexes(data: bytes, at: int, item: int) -> list[int]:
    version, flags = data[at], data[at + 3]
    (entries,) = unpack_from(">I", data, at + 4)
    at += 8
    for _ in range(min(entries, MAX_PARTS)):
        (entry,) = unpack_from(">H" if version < 1 else ">I", data, at)
        at += 2 if version < 1 else 4
        count = data[at]
        at += 1
        wide = bool(flags & 1)
        if entry == item:
            raw = [unpack_from(">H" if wide else ">B", data, at + index * (1 + wide))[0] for index in range(count)]
            return [value & (0x7FFF if wide else 0x7F) for value in raw]
        at += count * (1 + wide)
    return []


def _orientation(exif: bytes) -> int:
    """The orientation tag of the first directory; 1 where there is none or it cannot be read."""
    exif = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (directory,) = unpack_from(order + "I", exif, 4)
        (count,) = unpack_from(order + "H", exif, directory)
        for index in range(count):
            tag, kind, _, value = unpack_from(order + "HHIH", exif, directory + 2 + 12 * index)
            if tag == 0x0112:
                return value if kind == 3 and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


READERS = {
    "JPEG": _read_jpeg,
    "PNG": _read_png,
    "WEBP": _read_webp,
    "GIF": _read_gif,
    "AVIF": _read_boxes,
    "HEIF": _read_boxes,
}
