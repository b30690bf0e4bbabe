"""Text covers: a note without photos gets a designed picture of its words, in one of eight styles.

A style draws on a sheet that is 1080 units wide; `text` may be empty, then its pattern is the cover.
"""

import io
import random
import zlib
from collections.abc import Callable
from math import cos, pi, sin, tau

from PIL import Image, ImageDraw, ImageFilter

from rednote.lib.images import typesetting
from rednote.lib.images.sheet import SMOOTH, Point, Sheet, rgb, stroke

SIZE = (1080, 1440)


def draw_text_cover(text: str, style: str, size: tuple[int, int] = SIZE, language: str = "") -> bytes:
    """A JPEG of `text` in a style of COVER_STYLES; characters without a glyph are left out.

    `language` ("zh", "ja", "ko") picks the shapes of Han characters where the text itself does not tell.
    """
    sheet = Sheet(size, random.Random(zlib.crc32(text.encode())))  # noqa: S311 - where the leaves lie is no secret
    _STYLES[style](sheet, typesetting.drawable(text), language)
    out = io.BytesIO()
    sheet.image.save(out, "JPEG", quality=93, subsampling=0)
    return out.getvalue()


def _paper(sheet: Sheet, text: str, language: str) -> None:
    """A warm page, a persimmon quotation mark, a short rule under the words."""
    bottom = sheet.height
    sheet.fill("#FBF5EA", "#F3E9D8")
    sheet.grain(9)
    sheet.quote((112, 130), 118, "#D9542B")
    placed = sheet.set(text, (112, 310, 968, bottom - 250), language=language, largest=138, valign="top")
    sheet.write(placed, "#2B2620", weight=0.012)
    sheet.card((112, bottom - 142, 232, bottom - 136), 3, "#D9542B")
    sheet.disc((958, bottom - 139), 9, "#D9542B")
    sheet.disc((926, bottom - 139), 9, "#E9A583")
    sheet.disc((894, bottom - 139), 9, "#EFCDB5")


def _ink(sheet: Sheet, text: str, language: str) -> None:
    """Night-black paper, a brushed circle, a gold frame and a red seal."""
    bottom = sheet.height
    middle = bottom / 2
    sheet.fill("#202226", "#131416")
    brush = (130, middle - 440, 950, middle + 380)

    def hairs(draw: ImageDraw.ImageDraw, u: float) -> None:
        for hair in range(26):
            near, far = 1.9 * hair * u, (820 - 1.9 * hair) * u
            start, end = sheet.chance.uniform(112, 128), sheet.chance.uniform(412, 446)
            width = round(sheet.chance.uniform(2, 5) * u)
            draw.arc((near, near, far, far), start, end, fill=(90, 172, 255)[hair % 3], width=width)

    sheet.shape(brush, "#F4EEDF", hairs, 0.13)
    sheet.grain(8)
    for inset, thick in ((52, 3), (66, 1.5)):
        for box in (
            (inset, inset, 1080 - inset, inset + thick),
            (inset, bottom - inset - thick, 1080 - inset, bottom - inset),
            (inset, inset, inset + thick, bottom - inset),
            (1080 - inset - thick, inset, 1080 - inset, bottom - inset),
        ):
            sheet.card(box, 0, "#B99A62", 0.75)
    placed = sheet.set(
        text,
        (150, 170, 930, bottom - 290),
        language=language,
        largest=132,
        leading=1.5,
        align="center",
        valign="middle",
    )
    sheet.write(placed, "#F6F0E2", weight=0.006)
    seal = (505, bottom - 208, 575, bottom - 138)
    sheet.card(seal, 12, "#B8372A")
    for x, y, angle in ((540, bottom - 156, 90), (537, bottom - 160, 148), (543, bottom - 160, 32)):
        sheet.leaf((x, y), 34, angle, "#F6E8DC", 0.44)


def _persimmon(sheet: Sheet, text: str, language: str) -> None:
    """The orange of the fruit, and the fruit itself rising from the corner."""
    bottom = sheet.height
    sheet.fill("#E8703A", "#D24F20", "#BE4117")
    sheet.glow((160, 120), 820, "#FFA76B", 0.42)
    x, y, radius = 790, bottom - 10, 350
    sheet.glow((x - 10, y), radius * 1.65, "#7E2408", 0.5)
    sheet.disc((x, y), radius, "#EE8A2E")
    sheet.disc((x - 16, y - 16), radius * 0.93, "#F39A3C")
    sheet.glow((x - 80, y - 90), radius * 0.95, "#FFC873", 0.75)
    top = y - radius + 40
    sheet.glow((x, top + 26), 190, "#A94D10", 0.5)
    for angle in (198, -18, 252, 288):
        sheet.leaf((x, top), 176, angle, "#3E5A35", 0.72)
    for angle in (190, -10, 258, 282):
        sheet.leaf((x, top), 132, angle, "#54773F", 0.6)
    sheet.polygon(stroke((x, top + 4), (x + 26, top - 80), 17), "#4A3423")
    sheet.disc((x, top), 27, "#2F4729")
    sheet.grain(8)
    sheet.card((104, 132, 204, 142), 5, "#FFF3E4")
    placed = sheet.set(text, (104, 196, 976, bottom - 470), language=language, largest=146, leading=1.36, valign="top")
    sheet.write(placed, "#FFF8EE", weight=0.018)


def _sage(sheet: Sheet, text: str, language: str) -> None:
    """A pale window in a green wall, with sprigs in two corners."""
    bottom = sheet.height
    sheet.fill("#B9CBB0", "#A4BA9D")
    for base, length, angle, colour in (
        ((30, bottom - 60), 420, 80, "#8CA585"),
        ((1050, -10), 540, 252, "#8CA585"),
    ):
        sheet.sprig(base, length, angle, colour, pairs=6)

    def pane(draw: ImageDraw.ImageDraw, u: float) -> None:
        draw.ellipse((0, 0, 848 * u, 848 * u), fill=255)
        draw.rectangle((0, 424 * u, 848 * u, (bottom - 260) * u), fill=255)

    def frame(draw: ImageDraw.ImageDraw, u: float) -> None:
        draw.arc((0, 0, 804 * u, 804 * u), 180, 360, fill=255, width=round(3 * u))
        for line in (
            (1.5, 402, 1.5, bottom - 304),
            (802.5, 402, 802.5, bottom - 304),
            (0, bottom - 305.5, 804, bottom - 305.5),
        ):
            draw.line(tuple(value * u for value in line), fill=255, width=round(3 * u))

    sheet.shape((116, 130, 964, bottom - 130), "#F5F6EC", pane)
    sheet.shape((138, 152, 942, bottom - 152), "#8AA27F", frame)
    sheet.sprig((26, bottom - 10), 300, 62, "#5F7F5C", pairs=5)
    sheet.sprig((1062, bottom - 6), 250, 116, "#769270", pairs=5)
    sheet.grain(8)
    for angle in (90, 142, 38):
        sheet.leaf((540, 268), 62, angle, "#6C8B66", 0.42)
    placed = sheet.set(
        text,
        (204, 320, 876, bottom - 330),
        language=language,
        largest=124,
        leading=1.46,
        align="center",
        valign="middle",
    )
    sheet.write(placed, "#2C4031", weight=0.009)


def _dusk(sheet: Sheet, text: str, language: str) -> None:
    """The sky after sunset over three ranges of hills."""
    bottom = sheet.height
    sheet.fill("#262A57", "#4A4078", "#8A5A8C", "#D9838A", "#F6B48F", "#FBD9AE")
    for _ in range(46):
        centre = (sheet.chance.uniform(30, 1050), sheet.chance.uniform(30, bottom * 0.5))
        sheet.disc(centre, sheet.chance.choice((1.6, 2.2, 3.2)), "#FFF4E0", sheet.chance.uniform(0.35, 0.9))
    x = sheet.chance.uniform(640, 860)
    sheet.glow((x, bottom - 330), 420, "#FFE3B0", 0.75)
    sheet.disc((x, bottom - 330), 92, "#FFF0CF")
    for level, height, colour, phase in (
        (bottom - 262, 62, "#B2668A", 0.4),
        (bottom - 176, 52, "#6F4677", 2.1),
        (bottom - 92, 40, "#35295A", 4.0),
    ):
        phase += sheet.chance.uniform(0, 1)
        ridge = [
            (at, level + height * (0.62 * sin(at / 210 + phase) + 0.38 * sin(at / 83 + 2 * phase)))
            for at in range(0, 1081, 12)
        ]
        sheet.polygon([*ridge, (1080, bottom), (0, bottom)], colour)
    sheet.grain(8)
    placed = sheet.set(
        text,
        (120, 150, 960, bottom - 460),
        language=language,
        largest=140,
        leading=1.44,
        align="center",
        valign="middle",
    )
    if placed:
        shade = Sheet(sheet.image.size, sheet.chance)
        shade.write(placed, "#FFFFFF", weight=0.04)
        small = shade.image.convert("L").reduce(4).filter(ImageFilter.GaussianBlur(4 * sheet.scale))
        mask = small.resize(sheet.image.size, Image.Resampling.BILINEAR).point(lambda value: value * 0.5)
        sheet.image.paste(rgb("#2A2450"), (0, 0), mask)
    sheet.write(placed, "#FFFAF0", weight=0.013)


def _notebook(sheet: Sheet, text: str, language: str) -> None:
    """Squared paper on a ring binding, taped at the corner, the words marked in yellow."""
    bottom = sheet.height
    sheet.fill("#E4DFF0", "#D6DDF0")
    sheet.card((66, 84, 1024, bottom - 56), 30, "#8E93B5", 0.28)
    sheet.card((56, 70, 1024, bottom - 70), 30, "#FEFDF9")
    for x in range(104, 1024, 48):
        sheet.card((x, 70, x + 1.6, bottom - 70), 0, "#C9DCEA", 0.8)
    for number in range(int((bottom - 240) // 48) + 1):
        y = 190 + 48 * number
        sheet.card((56, y, 1024, y + 1.6), 0, "#C9DCEA", 0.8)
    for number in range(11):
        hole = 112 + number * 85.6
        sheet.disc((hole, 122), 15, "#B9BEDA")
        sheet.disc((hole, 124), 13, "#D9DDEE")
        sheet.card((hole - 6, 38, hole + 6, 122), 6, "#5A5F80")
        sheet.card((hole - 3.4, 42, hole - 0.4, 116), 1.5, "#9BA0BF")
    sheet.grain(5)
    placed = sheet.set(text, (120, 216, 964, bottom - 200), language=language, largest=126, leading=1.5)
    if placed:
        block, boxes = placed
        size = block.size / sheet.scale
        marked = [line.ends_paragraph for line in block.lines].index(True) + 1
        for left, top, right, low in boxes[:marked] if marked < len(boxes) else boxes:
            middle = (top + low) / 2
            reach = sheet.chance.uniform(8, 22)
            sheet.polygon(
                [
                    (left - 16, middle + size * 0.12),
                    (right + reach, middle + size * 0.07),
                    (right + reach - 5, middle + size * 0.5),
                    (left - 12, middle + size * 0.53),
                ],
                "#FFE27A",
                0.9,
            )
    sheet.write(placed, "#27304F", weight=0.012)
    tape: list[Point] = [(820, bottom - 170), (1064, bottom - 250), (1086, bottom - 188), (842, bottom - 108)]
    sheet.polygon(tape, "#F2A7A0", 0.78)
    for share in (0.2, 0.4, 0.6, 0.8):
        a = (tape[0][0] + 244 * share, tape[0][1] - 80 * share)
        sheet.polygon(stroke(a, (a[0] + 22, a[1] + 62), 7), "#FFF1EC", 0.55)


def _letter(sheet: Sheet, text: str, language: str) -> None:
    """A letter by air: striped border, stamp and postmark, a line under every line."""
    bottom = sheet.height
    sheet.fill("#FBF7EE")
    for left, top, right, low in (
        (0, 0, 1080, 40),
        (0, bottom - 40, 1080, bottom),
        (0, 0, 40, bottom),
        (1040, 0, 1080, bottom),
    ):
        for colour, first in (("#C8473B", 0), ("#2F5D8C", 132)):

            def stripes(draw: ImageDraw.ImageDraw, u: float, at: Point = (left, top), first: int = first) -> None:
                for x in range(first - 1056, 1080, 264):
                    slant = [(x, bottom), (x + 66, bottom), (x + 66 + bottom * 0.6, 0), (x + bottom * 0.6, 0)]
                    draw.polygon([((px - at[0]) * u, (py - at[1]) * u) for px, py in slant], fill=255)

            sheet.shape((left, top, right, low), colour, stripes)
    sheet.card((36, 36, 1044, bottom - 36), 8, "#FDFAF3")
    sheet.grain(7)

    stamp = (792, 92, 976, 320)
    left, top, right, low = stamp
    sheet.card((left + 5, top + 8, right + 5, low + 8), 4, "#8C7F68", 0.3)
    sheet.card(stamp, 2, "#FFFFFF")
    teeth: list[Point] = [(left + 10.2 + step * 18.2, edge) for step in range(10) for edge in (top, low)]
    teeth += [(edge, top + 13 + step * 18.4) for step in range(12) for edge in (left, right)]
    for tooth in teeth:
        sheet.disc(tooth, 5.6, "#FBF7EE")
    inner = (left + 20, top + 20, right - 20, low - 20)
    sheet.card(inner, 2, "#F7CFA4")
    sheet.disc((left + 92, top + 96), 44, "#E4632F")
    for angle in (205, 150, 30, -25, 90):
        sheet.leaf((left + 92, top + 58), 28, angle, "#4C6B3F", 0.5)
    hills = [(inner[0], low - 62), (left + 66, low - 88), (left + 112, low - 58), (inner[2], low - 84)]
    sheet.polygon([*hills, (inner[2], inner[3]), (inner[0], inner[3])], "#5E8A86")
    for radius, thick in ((84, 3.5), (60, 2.5)):
        sheet.ring((742, 290), radius, thick, "#39465C", 0.62)

    def waves(draw: ImageDraw.ImageDraw, u: float) -> None:
        for row in range(4):
            wave = [((10 + at) * u, (16 + row * 24 + 6 * sin(at / 17)) * u) for at in range(0, 186, 3)]
            draw.line(wave, fill=255, width=round(3 * u), joint="curve")

    sheet.shape((460, 240, 660, 350), "#39465C", waves, 0.55)
    for angle in range(0, 360, 60):
        sheet.leaf((742, 290), 42, angle, "#39465C", 0.34, 0.55)

    placed = sheet.set(text, (112, 420, 968, bottom - 170), language=language, largest=112, leading=1.62, valign="top")
    if placed:
        _, boxes = placed
        gap = boxes[0][3] - boxes[0][1]
        y = boxes[0][3] - gap * 0.08
        while y < bottom - 120:
            sheet.card((112, y, 968, y + 2), 0, "#CFC4AE", 0.85)
            y = next((box[3] - gap * 0.08 for box in boxes if box[3] - gap * 0.08 > y + gap * 0.6), y + gap)
    sheet.write(placed, "#263449", weight=0.006)


def _sticker(sheet: Sheet, text: str, language: str) -> None:
    """Letters cut out like stickers on a dotted sheet, with a flower, a star, a heart and a smile."""
    bottom = sheet.height
    sheet.fill("#FFDCE3", "#FFE9D6")
    dots = Image.new("L", (144 * SMOOTH, 144 * SMOOTH))
    pen = ImageDraw.Draw(dots)
    for x, y in ((36, 36), (108, 108)):
        pen.ellipse(tuple((v + d) * SMOOTH for v, d in ((x, -10), (y, -10), (x, 10), (y, 10))), fill=255)
    edge = max(1, round(144 * sheet.scale))
    tile = dots.resize((edge, edge), Image.Resampling.LANCZOS)
    mask = Image.new("L", sheet.image.size)
    for x in range(0, mask.width, edge):
        for y in range(0, mask.height, edge):
            mask.paste(tile, (x, y))
    sheet.image.paste(rgb("#FFF8F4"), (0, 0), mask.point(lambda value: value * 0.75))

    _flower(sheet, (196, 208), 118)
    _star(sheet, (884, 220), 104, 14, "#FFCE4F")
    _heart(sheet, (206, bottom - 212), 104, -14, "#F0647E")
    _smile(sheet, (868, bottom - 222), 112)
    _star(sheet, (560, 128), 46, -10, "#8EC7E8")
    _heart(sheet, (548, bottom - 128), 44, 12, "#B69AE0")
    placed = sheet.set(
        text,
        (130, 350, 950, bottom - 360),
        language=language,
        largest=150,
        leading=1.34,
        align="center",
        valign="middle",
    )
    if placed:
        lower = (placed[0], [(x, top + 9, right, low + 9) for x, top, right, low in placed[1]])
        sheet.write(lower, "#E7AFBA", weight=0.15)
    sheet.write(placed, "#4A2A4F", weight=0.022, outline=("#FFFFFF", 0.125))


_STYLES: dict[str, Callable[[Sheet, str, str], None]] = {
    "paper": _paper,
    "ink": _ink,
    "persimmon": _persimmon,
    "sage": _sage,
    "dusk": _dusk,
    "notebook": _notebook,
    "letter": _letter,
    "sticker": _sticker,
}
COVER_STYLES = tuple(_STYLES)


def _flower(sheet: Sheet, centre: Point, radius: float) -> None:
    x, y = centre
    petals = [(x + radius * 0.56 * cos(tau * n / 7), y + radius * 0.56 * sin(tau * n / 7)) for n in range(7)]
    for grow, colour, drop in ((18, "#E7AFBA", 7), (15, "#FFFFFF", 0), (0, "#FFF4B8", 0)):
        for px, py in petals:
            sheet.disc((px, py + drop), radius * 0.38 + grow, "#9AD0B0" if grow == 0 else colour)
    sheet.disc(centre, radius * 0.40, "#FFD667")


def _smile(sheet: Sheet, centre: Point, radius: float) -> None:
    x, y = centre
    sheet.disc((x, y + 7), radius + 16, "#E7AFBA")
    sheet.disc(centre, radius + 14, "#FFFFFF")
    sheet.disc(centre, radius, "#FFD667")
    for side in (-1, 1):
        sheet.disc((x + side * radius * 0.36, y - radius * 0.18), radius * 0.10, "#4A2A4F")
        sheet.disc((x + side * radius * 0.62, y + radius * 0.16), radius * 0.14, "#F79C86", 0.8)
    span = radius * 0.42
    sheet.shape(
        (x - span, y - span * 0.7, x + span, y + span * 1.3),
        "#4A2A4F",
        lambda draw, u: draw.arc((0, 0, 2 * span * u, 2 * span * u), 25, 155, fill=255, width=round(radius * 0.11 * u)),
    )


def _star(sheet: Sheet, centre: Point, radius: float, tilt: float, colour: str) -> None:
    points = [
        _polar(centre, radius * (1 if n % 2 == 0 else 0.56), tilt + 90 + 36 * n) for n in range(10)
    ]  # fmt: skip
    _cut_out(sheet, points, colour, radius * 0.13)


def _heart(sheet: Sheet, centre: Point, radius: float, tilt: float, colour: str) -> None:
    points = []
    for step in range(60):
        t = tau * step / 60
        x, y = 16 * sin(t) ** 3, 13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)
        turn = tilt * pi / 180
        points.append(
            (
                centre[0] + radius / 16 * (x * cos(turn) - y * sin(turn)),
                centre[1] - radius / 16 * (x * sin(turn) + y * cos(turn)),
            )
        )
    _cut_out(sheet, points, colour, radius * 0.10)


def _cut_out(sheet: Sheet, points: list[Point], colour: str, soft: float) -> None:
    """A rounded shape with a white rim and a little shadow: the points joined by thick round strokes."""
    left, top = min(x for x, _ in points) - 40, min(y for _, y in points) - 40
    right, bottom = max(x for x, _ in points) + 40, max(y for _, y in points) + 40
    for grow, fill, drop in ((16, "#E7AFBA", 7), (14, "#FFFFFF", 0), (0, colour, 0)):

        def paint(draw: ImageDraw.ImageDraw, u: float, reach: float = soft + grow) -> None:
            path = [((x - left) * u, (y - top) * u) for x, y in points]
            draw.polygon(path, fill=255)
            draw.line([*path, path[0], path[1]], fill=255, width=round(2 * reach * u))
            for x, y in path:
                draw.ellipse((x - reach * u, y - reach * u, x + reach * u, y + reach * u), fill=255)

        sheet.shape((left, top + drop, right, bottom + drop), fill, paint)


def _polar(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * cos(angle * pi / 180), centre[1] - radius * sin(angle * pi / 180)
