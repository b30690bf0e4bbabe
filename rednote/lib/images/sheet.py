"""A sheet of paper to draw on: soft-edged shapes, gradients, grain, leaves and set text.

Lengths are in units of a sheet that is 1080 wide; `Sheet` turns them into pixels.
"""

import random
from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw

from rednote.lib.images import typesetting

UNITS = 1080
SMOOTH = 3  # shapes are drawn so many times larger, then shrunk, for soft edges

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Sheet:
    """A picture in the making, with the few things that all styles draw with."""

    def __init__(self, size: tuple[int, int], chance: random.Random) -> None:
        self.image = Image.new("RGB", size)
        self.scale = size[0] / UNITS
        self.height = size[1] / self.scale
        self.chance = chance

    def fill(self, *colours: str) -> None:
        """One colour, or several from top to bottom flowing into one another."""
        ramp = Image.new("RGB", (1, len(colours)))
        for row, colour in enumerate(colours):
            ramp.putpixel((0, row), rgb(colour))
        box = (0, 0.5, 1, len(colours) - 0.5) if len(colours) > 1 else None
        self.image.paste(ramp.resize(self.image.size, Image.Resampling.BILINEAR, box=box))

    def grain(self, strength: float) -> None:
        """The tooth of paper, which also hides the steps of a gradient."""
        grain = _grain(self.image.size, strength)
        self.image = ImageChops.overlay(self.image, grain)

    def shape(
        self, box: Box, colour: str, paint: Callable[[ImageDraw.ImageDraw, float], object], opacity: float = 1
    ) -> None:
        """Paint white on a mask of `box` (the painter gets the pixels per unit), and lay `colour` through it."""
        left, top, right, bottom = (value * self.scale for value in box)
        width, height = max(1, round(right - left)), max(1, round(bottom - top))
        mask = Image.new("L", (width * SMOOTH, height * SMOOTH))
        paint(ImageDraw.Draw(mask), self.scale * SMOOTH)
        mask = mask.reduce(SMOOTH)
        if opacity < 1:
            mask = mask.point(lambda value: value * opacity)
        self.image.paste(rgb(colour), (round(left), round(top)), mask)

    def disc(self, centre: Point, radius: float, colour: str, opacity: float = 1) -> None:
        x, y = centre
        box = (x - radius, y - radius, x + radius, y + radius)
        self.shape(box, colour, lambda draw, u: draw.ellipse((0, 0, 2 * radius * u, 2 * radius * u), fill=255), opacity)

    def ring(self, centre: Point, radius: float, thick: float, colour: str, opacity: float = 1) -> None:
        x, y = centre
        box = (x - radius, y - radius, x + radius, y + radius)
        self.shape(
            box,
            colour,
            lambda draw, u: draw.ellipse(
                (0, 0, 2 * radius * u - 1, 2 * radius * u - 1), outline=255, width=round(thick * u)
            ),
            opacity,
        )

    def card(self, box: Box, radius: float, colour: str, opacity: float = 1) -> None:
        left, top, right, bottom = box
        self.shape(
            box,
            colour,
            lambda draw, u: draw.rounded_rectangle(
                (0, 0, (right - left) * u, (bottom - top) * u), radius * u, fill=255
            ),
            opacity,
        )

    def polygon(self, points: list[Point], colour: str, opacity: float = 1) -> None:
        left, top = min(x for x, _ in points), min(y for _, y in points)
        box = (left, top, max(x for x, _ in points), max(y for _, y in points))
        self.shape(
            box,
            colour,
            lambda draw, u: draw.polygon([((x - left) * u, (y - top) * u) for x, y in points], fill=255),
            opacity,
        )

    def glow(self, centre: Point, radius: float, colour: str, opacity: float) -> None:
        x, y = centre
        size = round(2 * radius * self.scale)
        mask = _glow().resize((size, size)).point(lambda value: value * opacity)
        self.image.paste(rgb(colour), (round((x - radius) * self.scale), round((y - radius) * self.scale)), mask)

    def leaf(
        self, base: Point, length: float, angle: float, colour: str, slim: float = 0.36, opacity: float = 1
    ) -> None:
        """A pointed leaf that grows from `base` towards `angle` (degrees, 0 to the right, 90 up)."""
        self.polygon(_leaf(base, length, angle, slim), colour, opacity)

    def sprig(self, base: Point, length: float, angle: float, colour: str, pairs: int = 6, opacity: float = 1) -> None:
        """A bending stem with leaves on both sides."""
        x, y = base
        for step in range(pairs * 2):
            turn = angle + (step - pairs) * 2.2
            ahead = (x + length / pairs / 2 * cos(turn * pi / 180), y - length / pairs / 2 * sin(turn * pi / 180))
            self.polygon(stroke((x, y), ahead, 5 - 3 * step / pairs / 2), colour, opacity)
            x, y = ahead
            size = length * (0.30 - 0.16 * step / pairs / 2)
            self.leaf((x, y), size, turn + (52 if step % 2 else -52), colour, opacity=opacity)
        self.leaf((x, y), length * 0.2, angle + pairs * 2.2, colour, opacity=opacity)

    def quote(self, corner: Point, height: float, colour: str, opacity: float = 1) -> None:
        """Opening quotation marks with their upper left corner there, `height` tall."""
        size = round(height * self.scale / 0.32)
        font = typesetting.font(size, 0)
        stroke = size * 0.012
        left, top, right, bottom = font.getbbox("“", stroke_width=stroke)
        mask = Image.new("L", (round(right - left), round(bottom - top)))
        ImageDraw.Draw(mask).text((-left, -top), "“", font=font, fill=round(255 * opacity), stroke_width=stroke)
        self.image.paste(rgb(colour), (round(corner[0] * self.scale), round(corner[1] * self.scale)), mask)

    def set(
        self,
        text: str,
        box: Box,
        *,
        language: str,
        largest: int,
        leading: float = 1.42,
        smallest: int = 34,
        align: str = "left",
        valign: str = "middle",
    ) -> tuple[typesetting.Block, list[Box]] | None:
        """Fit `text` in `box`: the block, and the box of every line in units. None for no text."""
        if not text:
            return None
        left, top, right, bottom = box
        # A word or two may fill the page.
        largest = round(largest * (1.7 if len(text) <= 10 else 1.3 if len(text) <= 20 else 1))
        block = typesetting.fit(
            text,
            (right - left) * self.scale,
            (bottom - top) * self.scale,
            largest=round(largest * self.scale),
            smallest=max(6, round(smallest * self.scale)),
            leading=leading,
            language=language,
        )
        if align == "center" and text.count("\n") > 1:
            # A list is read down its left edge: only the whole of it is centred.
            align, left = "left", (left + right - block.width / self.scale) / 2
        spare = (bottom - top) - block.height / self.scale
        y = top + spare * {"top": 0, "middle": 0.5, "bottom": 1}[valign]
        boxes = []
        for line in block.lines:
            width = line.width * block.size / self.scale
            x = left if align == "left" else (left + right - width) / 2
            boxes.append((x, y, x + width, y + block.line_height / self.scale))
            y = boxes[-1][3] + (block.gap / self.scale if line.ends_paragraph else 0)
        return block, boxes

    def write(
        self,
        placed: tuple[typesetting.Block, list[Box]] | None,
        colour: str,
        *,
        weight: float = 0.0,
        outline: tuple[str, float] | None = None,
    ) -> None:
        """Draw set text; `weight` thickens the font's one weight, `outline` lays (colour, ems) around; both in ems."""
        if placed is None:
            return
        block, boxes = placed
        draw = ImageDraw.Draw(self.image)
        for fill, stroke in ([(outline[0], weight + outline[1])] if outline else []) + [(colour, weight)]:
            for line, (x, top, _, bottom) in zip(block.lines, boxes, strict=True):
                at = (x * self.scale - line.hang * block.size, (top + bottom) / 2 * self.scale + 0.365 * block.size)
                draw.text(
                    at,
                    line.text,
                    font=block.font,
                    fill=fill,
                    anchor="ls",
                    stroke_width=stroke * block.size,
                    stroke_fill=fill,
                    features=list(block.features),
                )


def _leaf(base: Point, length: float, angle: float, slim: float) -> list[Point]:
    turn = angle * pi / 180
    points = []
    for side in (1, -1):
        for step in range(13) if side == 1 else range(12, -1, -1):
            along = step / 12
            across = side * slim * 0.5 * sin(pi * along**0.8) * (1 - 0.25 * along)
            x, y = along * length, across * length
            points.append((base[0] + x * cos(turn) - y * sin(turn), base[1] - x * sin(turn) - y * cos(turn)))
    return points


def stroke(start: Point, end: Point, thick: float) -> list[Point]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = (dx * dx + dy * dy) ** 0.5 or 1
    x, y = -dy / long * thick / 2, dx / long * thick / 2
    return [
        (start[0] + x, start[1] + y),
        (end[0] + x, end[1] + y),
        (end[0] - x, end[1] - y),
        (start[0] - x, start[1] - y),
    ]


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=8)
def _grain(size: tuple[int, int], strength: float) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise(size, strength)] * 3)


@lru_cache(maxsize=1)
def _glow() -> Image.Image:
    return ImageChops.invert(Image.radial_gradient("L")).point(lambda value: max(0, value - 75) * 255 // 180)
