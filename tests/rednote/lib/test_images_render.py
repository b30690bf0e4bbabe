"""Rendering a photo."""

import base64
import hashlib
import io
import os
import struct
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from rednote.lib.images import child, render
from rednote.lib.images.probe import ImageLimits, probe
from rednote.lib.images.profiles import display_p3
from rednote.lib.images.render import RenderFailed

pillow_heif.register_heif_opener()

RED, GREEN, BLUE, GOLD = (220, 20, 20), (20, 160, 40), (20, 40, 200), (240, 200, 20)
PAYLOAD = b"<script>MARKER</script>"
UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path


def made(folder: Path, data: bytes, kind: str = "photo", **edits: object) -> dict:
    """Rendered in this process, which is quicker than in one of its own, by the same code."""
    header = probe(io.BytesIO(data))
    source = folder / "original"
    source.write_bytes(data)
    facts = (header.format, header.is_p3, 50_000_000, header.orientation_left)
    return child.render(str(source), str(folder / "out"), kind, *facts, **edits)


def rendered(folder: Path, data: bytes, kind: str = "photo", **options: object) -> render.Rendered:
    source = folder / "original"
    source.write_bytes(data)
    return render.render(source, folder / "out", kind, **options)


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def plain(size: tuple[int, int], colour: object = RED, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def four_corners() -> Image.Image:
    """Upright: red and green above, blue and gold below."""
    image = plain((96, 128))
    for colour, at in ((RED, (0, 0)), (GREEN, (48, 0)), (BLUE, (0, 64)), (GOLD, (48, 64))):
        image.paste(colour, (*at, at[0] + 48, at[1] + 64))
    return image


def colour_at(folder: Path, at: tuple[float, float] = (0.5, 0.5), name: str = "480.webp") -> tuple[int, int, int]:
    with Image.open(folder / "out" / name) as image:
        return image.convert("RGB").getpixel((int(image.width * at[0]), int(image.height * at[1])))


def is_near(colour: tuple[int, int, int], wanted: tuple[int, int, int], by: int = 14) -> bool:
    return all(abs(a - b) <= by for a, b in zip(colour, wanted, strict=True))


def turned_by_boxes(orientation: int) -> bytes:
    """A HEIC whose boxes say how it is turned; its EXIF says something else, as phones have it."""
    # pillow-heif writes no boxes but for the turn it finds in EXIF, which it leaves out then.
    return encoded(stored_as(orientation), "HEIF", exif=exif_with(orientation), quality=90)


def turned_by_exif(format: str, orientation: int) -> bytes:
    """A picture whose EXIF alone says how it is turned; encoders make boxes of that, so another tag is renamed."""
    exif = Image.Exif()
    exif[0x011C] = 9
    data = encoded(stored_as(orientation), format, exif=exif.tobytes(), quality=90)
    order = "<" if struct.pack("<HHIH", 0x011C, 3, 1, 9) in data else ">"
    before, after = struct.pack(order + "HHIH", 0x011C, 3, 1, 9), struct.pack(order + "HHIH", 0x0112, 3, 1, orientation)
    assert data.count(before) == 1
    return data.replace(before, after)


def exif_with(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def stored_as(orientation: int) -> Image.Image:
    return four_corners() if UNDO[orientation] is None else four_corners().transpose(UNDO[orientation])


WAYS = {
    **{
        format: lambda orientation, format=format: encoded(
            stored_as(orientation), format, exif=exif_with(orientation), quality=90
        )
        for format in ("JPEG", "PNG", "WEBP")
    },
    "AVIF by boxes": lambda orientation: encoded(stored_as(orientation), "AVIF", exif=exif_with(orientation)),
    "HEIC by boxes": turned_by_boxes,
    "AVIF by EXIF": lambda orientation: turned_by_exif("AVIF", orientation),
    "HEIC by EXIF": lambda orientation: turned_by_exif("HEIF", orientation),
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("way", WAYS)
def test_turns_it_upright(folder, way, orientation):
    data = WAYS[way](orientation)
    if "by" in way and orientation > 1:
        assert probe(io.BytesIO(data)).is_turned_by_boxes == way.endswith("boxes")
    answer = made(folder, data)
    assert (answer["width"], answer["height"], answer["ratio"]) == (96, 128, "3x4")
    assert probe(io.BytesIO(data)).upright_size == (96, 128)
    assert corners(folder) == ["red", "green", "blue", "gold"]


def corners(folder: Path, name: str = "480.webp") -> list[str]:
    """Their colours by name, in the order of reading."""
    names = {"red": RED, "green": GREEN, "blue": BLUE, "gold": GOLD}
    found = [colour_at(folder, at, name) for at in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))]
    return [min(names, key=lambda key: sum(abs(a - b) for a, b in zip(names[key], one, strict=True))) for one in found]


@pytest.mark.parametrize(
    ("edits", "size", "wanted"),
    [
        ({"turn": 90}, (128, 96), ["blue", "red", "gold", "green"]),
        ({"turn": 180}, (96, 128), ["gold", "blue", "green", "red"]),
        ({"turn": 270}, (128, 96), ["green", "gold", "red", "blue"]),
        ({"crop": [0, 0, 0.5, 1]}, (48, 128), ["red", "red", "blue", "blue"]),
        ({"crop": [0.5, 0.5, 0.5, 0.5]}, (48, 64), ["gold"] * 4),
        ({"turn": 90, "crop": [0, 0, 0.5, 0.5]}, (64, 48), ["blue"] * 4),
        ({"turn": 270, "crop": [0.5, 0, 7, 0.5]}, (64, 48), ["gold"] * 4),
        ({"crop": [2, 2, 0.5, 0]}, (96, 128), ["red", "green", "blue", "gold"]),
    ],
)
@pytest.mark.parametrize("orientation", [1, 6])
def test_is_turned_and_cropped_as_its_author_likes(folder, orientation, edits, size, wanted):
    answer = made(folder, encoded(stored_as(orientation), "JPEG", exif=exif_with(orientation), quality=90), **edits)
    assert (answer["width"], answer["height"]) == size
    assert corners(folder) == wanted
    assert corners(folder, "0.webp") == ["red", "green", "blue", "gold"]
    uncropped = made(folder, encoded(four_corners(), "PNG"))
    grey = [base64.b64decode(facts["luma"]) for facts in (answer, uncropped)]
    assert len(grey[0]) == child.LUMA_SIDE**2
    assert max(abs(a - b) for a, b in zip(*grey, strict=True)) < 12


def test_makes_the_rest_in_the_same_frame(folder):
    answer = made(folder, encoded(four_corners().resize((1700, 2000)), "JPEG"), "rest", turn=90, crop=[0, 0, 1, 0.5])
    assert [(file["name"], file["width"], file["height"]) for file in answer["renditions"]][-2:] == [
        ("1600.avif", 1600, 680), ("1600.webp", 1600, 680),
    ]  # fmt: skip
    assert {file["name"] for file in answer["renditions"]} == {
        *(f"{width}.avif" for width in (320, 480, 640, 1080, 1600)), "640.webp", "1600.webp", "1080.jpeg",
    }  # fmt: skip
    assert corners(folder, "320.avif") == ["blue", "red", "blue", "red"]


def test_puts_its_colours_into_a_few_bytes(folder):
    """As https://evanw.github.io/thumbhash/ reads them: the mean colour, and where it is light."""
    image = Image.linear_gradient("L").resize((90, 120)).convert("RGB")
    hash = base64.b64decode(made(folder, encoded(image, "PNG"))["thumbhash"])
    header = int.from_bytes(hash[:3], "little")
    assert 15 < len(hash) < 30
    assert abs((header & 63) / 63 - 0.5) < 0.05
    assert [round(((header >> shift) & 63) / 31.5 - 1, 1) for shift in (6, 12)] == [0, 0]
    assert (header >> 18 & 31) / 31 > 0.1
    assert (hash[3] & 7, hash[4] >> 7) == (5, 0)


@pytest.mark.parametrize(
    ("maker", "model", "lens", "wanted"),
    [
        ("Apple", "iPhone 12", "", "Apple iPhone 12"),
        ("Canon Inc.", "Canon EOS R6", "RF 35mm F1.8", "Canon EOS R6 · RF 35mm F1.8"),
        ("", "", "", ""),
        ("<b>\r\n\u202ex", "y" * 500, "", ("<b> ?x " + "y" * 500)[:60]),
    ],
)
def test_tells_the_camera_in_plain_words(folder, maker, model, lens, wanted):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = maker, model
    exif.get_ifd(0x8769)[0xA434] = lens
    assert made(folder, encoded(four_corners(), "JPEG", exif=exif.tobytes()))["camera"] == wanted


@pytest.mark.parametrize(
    ("image", "format", "options", "wanted"),
    [
        (plain((40, 40), (200, 100, 50)), "PNG", {"icc_profile": display_p3()}, (215, 93, 31)),
        (plain((40, 40), (200, 100, 50)), "JPEG", {"icc_profile": display_p3(), "quality": 95}, (215, 93, 31)),
        (plain((40, 40), (200, 100, 50)), "AVIF", {"icc_profile": display_p3()}, (215, 93, 31)),
        (
            plain((40, 40), (200, 100, 50)),
            "PNG",
            {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()},
            (200, 100, 50),
        ),
        (plain((40, 40), (200, 100, 50)), "PNG", {"icc_profile": b"no profile at all" * 20}, (200, 100, 50)),
        (plain((40, 40), 90, "L"), "JPEG", {}, (90, 90, 90)),
        (plain((40, 40), 90, "L"), "PNG", {"icc_profile": display_p3()}, (90, 90, 90)),
        (plain((40, 40), 1, "1"), "PNG", {}, (255, 255, 255)),
        (plain((40, 40), 32896, "I;16"), "PNG", {}, (128, 128, 128)),
        (plain((40, 40), (0, 255, 255, 0), "CMYK"), "JPEG", {"quality": 95}, (255, 0, 0)),
        (plain((40, 40), RED).quantize(4), "PNG", {}, RED),
        (plain((40, 40), RED).quantize(4), "GIF", {}, RED),
        (plain((40, 40), RED).quantize(4), "GIF", {"transparency": 0}, (255, 255, 255)),
        (plain((40, 40), RED), "PNG", {"transparency": RED}, (255, 255, 255)),
        (plain((40, 40), (*RED, 0), "RGBA"), "PNG", {}, (255, 255, 255)),
        (plain((40, 40), (0, 0, 0, 128), "RGBA"), "WEBP", {"lossless": True}, (127, 127, 127)),
        (plain((40, 40), (0, 0), "LA"), "PNG", {}, (255, 255, 255)),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "mode", None),
)
def test_shows_its_colours_on_white_in_srgb(folder, image, format, options, wanted):
    made(folder, encoded(image, format, **options))
    assert is_near(colour_at(folder), wanted), colour_at(folder)
    assert is_near(colour_at(folder, name="480.jpeg"), wanted)


def test_reads_display_p3_told_by_a_number(folder):
    data = encoded(plain((40, 40), (200, 100, 50)), "AVIF")
    at = data.index(b"colrnclx") + 8
    made(folder, data[:at] + b"\0\x0c" + data[at + 2 :])
    assert is_near(colour_at(folder), (215, 93, 31))


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        (
            (1400, 700),
            {"480.webp": 480, "320.webp": 320, "1080.webp": 1080, "480.jpeg": 480},
        ),
        ((700, 900), {"480.webp": 480, "320.webp": 320, "1080.webp": 700, "480.jpeg": 480}),
        ((600, 900), {"480.webp": 480, "320.webp": 320, "480.jpeg": 480}),
        ((480, 480), {"480.webp": 480, "320.webp": 320, "480.jpeg": 480}),
        ((400, 500), {"480.webp": 400, "320.webp": 320, "480.jpeg": 400}),
        ((300, 200), {"480.webp": 300, "480.jpeg": 300}),
        ((1, 1), {"480.webp": 1, "480.jpeg": 1}),
    ],
)
def test_never_enlarges_and_draws_the_card_first(folder, size, wanted):
    answer = made(folder, encoded(plain(size), "PNG"))
    assert {file["name"]: file["width"] for file in answer["renditions"]} == wanted
    assert answer["renditions"][0]["name"] == "480.webp"
    for file in answer["renditions"]:
        with Image.open(folder / "out" / file["name"]) as image:
            assert image.size == (file["width"], file["height"])
            assert abs(image.height - image.width * size[1] / size[0]) <= 1
            assert image.format == file["format"].upper()
    assert sorted(os.listdir(folder / "out")) == sorted(wanted)


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((90, 160), "3x4"),
        ((80, 100), "4x5"),
        ((100, 99), "1x1"),
        ((100, 80), "5x4"),
        ((400, 300), "4x3"),
        ((300, 100), "4x3"),
    ],
)
def test_names_the_nearest_ratio(folder, size, name):
    assert made(folder, encoded(plain(size), "PNG"))["ratio"] == name


def test_draws_an_avatar_as_squares_of_the_middle(folder):
    image = plain((900, 300), BLUE)
    image.paste(GREEN, (310, 0, 590, 300))
    answer = made(folder, encoded(image, "JPEG"), "avatar")
    assert [(file["name"], file["width"], file["height"]) for file in answer["renditions"]] == [
        ("96.webp", 96, 96),
        ("256.webp", 256, 256),
        ("256.jpeg", 256, 256),
    ]
    assert is_near(colour_at(folder, (0.1, 0.5), "256.webp"), GREEN, by=25)
    tiny = made(folder, encoded(plain((40, 50)), "PNG"), "avatar")
    assert [(file["name"], file["width"]) for file in tiny["renditions"]] == [
        ("96.webp", 40),
        ("256.webp", 40),
        ("256.jpeg", 40),
    ]


def photo_with_secrets() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "MARKER Phone", "MARKER 12"
    exif[0x0132] = "2025:01:14 08:30:00"
    exif[0x013B] = "MARKER Name"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 46.0, 30.0), 3: "W", 4: (122.0, 25.0, 9.0)})
    exif.get_ifd(0x8769).update({0xA431: "MARKER-SERIAL", 0x9003: "2025:01:14 08:30:00"})
    data = encoded(
        four_corners().resize((1200, 1600)),
        "JPEG",
        exif=exif.tobytes(),
        xmp=b'<x:xmpmeta exif:GPSLatitude="37,46.5N">MARKER</x:xmpmeta>',
        comment=b"MARKER comment",
        icc_profile=display_p3(),
    )
    record = b"\x1c\x02\x78\x00\x06MARKER"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record
    iptc += b"\0" * (len(record) % 2)
    return data[:2] + b"\xff\xed" + struct.pack(">H", 2 + len(iptc)) + iptc + data[2:] + PAYLOAD + b"PK\3\4MARKER"


def jpeg_segments(data: bytes) -> set[int]:
    at, kinds = 2, set()
    while data[at + 1] != 0xDA:
        kinds.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return kinds


def boxes(data: bytes) -> list[int]:
    """The lengths of the outermost boxes."""
    lengths: list[int] = []
    while sum(lengths) < len(data):
        lengths.append(int.from_bytes(data[sum(lengths) : sum(lengths) + 4], "big"))
    return lengths


@pytest.mark.parametrize("kind", ["photo", "rest", "avatar"])
def test_leaves_all_metadata_and_payloads_out(folder, kind):
    answer = made(folder, photo_with_secrets(), kind)
    assert answer["metadata"] == ["gps", "camera", "time", "serial", "author", "xmp", "iptc", "comment", "icc"]
    for file in answer["renditions"]:
        data = (folder / "out" / file["name"]).read_bytes()
        assert not [
            word
            for word in (b"MARKER", b"Exif", b"EXIF", b"GPS", b"xmp", b"XMP", b"ICC", b"http", b"PK")
            if word in data
        ]
        if file["format"] == "jpeg":
            assert jpeg_segments(data) <= {0xE0, 0xDB, 0xC2, 0xC4}
        elif file["format"] == "avif":
            assert not [box for box in (b"uri ", b"mime", b"prof", b"rICC", b"infe\0\0\0\0Exif") if box in data]
            assert sum(size for size in boxes(data)) == len(data)
        else:
            assert data[12:16] in (b"VP8 ", b"VP8L")
            assert len(data) == 8 + int.from_bytes(data[4:8], "little")


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF", "HEIF"])
def test_reports_a_place_found_in_any_format(folder, format):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 46.0, 30.0), 3: "W", 4: (122.0, 25.0, 9.0)})
    answer = made(folder, encoded(four_corners(), format, exif=exif.tobytes()))
    assert "gps" in answer["metadata"]
    assert all(b"xif" not in path.read_bytes().lower() for path in (folder / "out").iterdir())


def test_reports_nothing_where_there_is_nothing(folder):
    assert made(folder, encoded(four_corners(), "PNG"))["metadata"] == []


def test_takes_the_first_picture_of_an_animation(folder):
    frames = [plain((30, 30), RED), plain((30, 30), BLUE)] * 20
    for format in ("GIF", "WEBP", "PNG"):
        made(folder, encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=50))
        assert is_near(colour_at(folder), RED, by=20)


def test_runs_in_a_process_of_its_own(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *args, **options) -> None:
            super().__init__(*args, **options)
            started.append((self, options))

    monkeypatch.setattr(render.subprocess, "Popen", Watched)
    data = photo_with_secrets()
    answer = rendered(folder, data)
    assert (answer.width, answer.height, answer.ratio) == (1200, 1600, "3x4")
    assert answer.sha256 == hashlib.sha256(data).hexdigest()
    assert answer.metadata[0] == "gps"
    assert [file.name for file in answer.renditions] == ["480.webp", "320.webp", "480.jpeg", "1080.webp"]
    assert len(answer.luma) == child.LUMA_SIDE**2
    assert answer.camera == "MARKER 12"
    [(process, options)] = started
    assert process.returncode == 0
    assert not [name for name in options["env"] if "URL" in name or "SECRET" in name or "REDNOTE" in name]
    assert options["start_new_session"]


def test_can_be_called_from_any_thread(folder):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(rendered(folder, encoded(four_corners(), "JPEG"))))
    thread.start()
    thread.join()
    assert answers[0].width == 96


def huge_png() -> bytes:
    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    size = struct.pack(">IIBBBBB", 13000, 13000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", zlib.compress(bytes(9999))) + part(b"IEND", b"")


def failure(folder: Path, data: bytes, **options: object) -> str:
    with pytest.raises(RenderFailed) as caught:
        rendered(folder, data, **options)
    assert not list((folder / "out").glob("*.webp"))
    return caught.value.reason


def test_stops_a_photo_that_needs_too_much_memory(folder):
    limits = ImageLimits(max_megapixels={"PNG": 1000})
    assert failure(folder, huge_png(), limits=limits) == "too_heavy"


def test_asks_the_decoder_for_the_size_again(folder):
    (folder / "original").write_bytes(huge_png())
    for most in (50_000_000, 100_000_000):
        with pytest.raises(child.Failure, match="too_many_pixels"):
            child.render(str(folder / "original"), str(folder / "out"), "photo", "PNG", False, most)


def test_stops_a_photo_that_takes_too_long(folder):
    assert failure(folder, photo_with_secrets(), timeout=0.01) == "too_slow"


def test_fails_for_a_photo_that_is_damaged_inside(folder):
    data = encoded(Image.effect_noise((200, 200), 90), "PNG")
    middle = len(data) // 2
    assert failure(folder, data[:middle] + bytes(400) + data[middle + 400 :]) == "broken"


def test_fails_with_the_code_of_what_the_header_shows(folder):
    assert failure(folder, huge_png()) == "too_many_pixels"
    assert failure(folder, b"<html>") == "wrong_type"
    assert failure(folder, b"") == "empty"


def test_fails_where_the_file_is_gone(folder):
    with pytest.raises(RenderFailed, match="missing"):
        render.render(folder / "nowhere", folder / "out")


def test_fails_where_the_child_dies(folder, monkeypatch):
    monkeypatch.setattr(render.sys, "executable", "/bin/false")
    assert failure(folder, encoded(four_corners(), "PNG")) == "crashed"
    monkeypatch.setattr(render.sys, "executable", "/nowhere/python")
    assert failure(folder, encoded(four_corners(), "PNG")) == "crashed"


def test_does_not_outlive_its_parent():
    answer = render._run({"parent": 1}, timeout=20)
    assert answer == {"error": "crashed"}


@pytest.mark.parametrize(
    "lie",
    [
        {},
        {"renditions": []},
        {"renditions": [{"name": "../../x", "format": "webp", "nominal": 1, "width": 1, "height": 1, "bytes": 1}]},
        {"renditions": [{"name": "480.webp", "format": "webp", "nominal": 1, "width": 1, "height": 1, "bytes": 99}]},
        {"color": 99},
        {"ratio": "9x16"},
        {"luma": ""},
        {"luma": "AAAA"},
        {"thumbhash": "<script>"},
        {"camera": "a" * 500},
        {"camera": "a\nb"},
        {"camera": 5},
        {"width": 0},
        {"height": 16385},
        {"width": "1"},
        {"sha256": "<script>"},
        {"metadata": ["gps"] * 20},
        {"metadata": ["<b>"]},
        {"metadata": "gps"},
    ],
)
def test_does_not_believe_a_child_that_lies(folder, monkeypatch, lie):
    truth = made(folder, encoded(four_corners(), "PNG"))
    monkeypatch.setattr(render, "_run", lambda spec, timeout: truth | lie if lie else {})
    with pytest.raises(RenderFailed, match="crashed"):
        rendered(folder, encoded(four_corners(), "PNG"))


def test_believes_a_child_that_tells_the_truth(folder, monkeypatch):
    truth = made(folder, encoded(four_corners(), "PNG"))
    monkeypatch.setattr(render, "_run", lambda spec, timeout: truth)
    assert rendered(folder, encoded(four_corners(), "PNG")).ratio == "3x4"


def test_needs_neither_django_nor_a_decoder_until_the_child_runs():
    code = (
        "import sys, rednote.lib.images.render;"
        "print([name for name in ('django', 'PIL', 'numpy', 'pillow_heif') if name in sys.modules])"
    )
    environment = {"PYTHONPATH": str(render.PROJECT_ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
