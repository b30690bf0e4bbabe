"""The sheet that scenes draw on: shapes in scene units (the shorter side is 100), made pixels in the chosen hand."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from random import Random

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from . import textures
from .geometry import Points, box, oval, ribbon, smooth
from .palettes import Color, Palette, brightness, mix
from .styles import Style

Ink = Color | tuple[int, int, int, float]


@lru_cache(maxsize=4)
def _round_glow(size: int = 192) -> Image.Image:
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    fall = np.clip(1 - np.hypot(x, y), 0, 1) ** 1.8
    return Image.fromarray((fall * 255).astype(np.uint8))


@lru_cache(maxsize=256)
def _faded(strength: float) -> list[int]:
    """The table that makes a mask this much weaker."""
    return [round(i * strength) for i in range(256)]


class Canvas:
    """Paper, palette, light and a hand: `W` x `H` units, drawn larger than asked and reduced at the end.

    Light falls from the upper left of the scene; half of all sheets are mirrored, scene and light together.
    """

    def __init__(self, size: tuple[int, int], rng: Random, palette: Palette, style: Style) -> None:
        self.size, self.rng, self.palette, self.style = size, rng, palette, style
        short = min(size)
        self.W, self.H = size[0] / short * 100, size[1] / short * 100
        over = style.oversample if short > 400 else 2
        self.unit = short * over / 100
        pixels = (round(size[0] * over), round(size[1] * over))
        self.image = Image.new("RGB", pixels, palette.light)
        self.lines = Image.new("L", pixels, 255)
        self._pens()
        self.mirrored = rng.random() < 0.5
        self._from = 1 if self.mirrored else -1
        self._turn = np.array([[-1.0 if self.mirrored else 1.0, 0], [0, 1.0]]) * self.unit
        self._shift = np.array([pixels[0] if self.mirrored else 0.0, 0.0])

    def _pens(self) -> None:
        self._draw = ImageDraw.Draw(self.image)
        self._glaze = ImageDraw.Draw(self.image, "RGBA")
        self._pen = ImageDraw.Draw(self.lines)

    # Where

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1.0, angle: float = 0.0, *, flip: bool = False) -> Iterator[None]:
        """Inside, (0, 0) is at x, y, and everything is scaled, turned (degrees) and perhaps mirrored."""
        turn, shift = self._turn, self._shift
        a = math.radians(angle)
        own = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]]) * scale
        if flip:
            own = own @ np.array([[-1.0, 0], [0, 1.0]])
        self._turn, self._shift = turn @ own, turn @ np.array([x, y]) + shift
        yield
        self._turn, self._shift = turn, shift

    def _px(self, points: ArrayLike) -> Points:
        return np.asarray(points, dtype=float) @ self._turn.T + self._shift

    def _scale(self) -> float:
        return math.sqrt(abs(float(np.linalg.det(self._turn))))

    def _bounds(self, px: Points, margin: float = 0) -> tuple[int, int, int, int] | None:
        w, h = self.image.size
        x0, y0 = np.floor(px.min(axis=0) - margin)
        x1, y1 = np.ceil(px.max(axis=0) + margin) + 1
        bounds = int(max(0, x0)), int(max(0, y0)), int(min(w, x1)), int(min(h, y1))
        return bounds if bounds[2] - bounds[0] > 1 and bounds[3] - bounds[1] > 1 else None

    # Shapes

    def shape(self, points: ArrayLike, ink: Ink, volume: float = 0.0, *, lift: float | None = None, line=True) -> None:
        """One form in one colour; volume shades it as a body, lift lets it float over what is below."""
        px = self._px(points)
        spots = [(float(x), float(y)) for x, y in px]
        if len(ink) == 4:
            self._glaze.polygon(spots, fill=(*ink[:3], round(ink[3] * 255)))
            return
        extent = np.ptp(px, axis=0)
        smaller = float(extent.min())
        if self.style.shadow:
            raised = min(1.1, 0.07 * smaller / self.unit) if lift is None else lift
            if raised > 0.26:
                self._cast(px, raised * self.unit * 1.5, 0.42 * self.style.shadow)
        color = self._own_tone(ink) if smaller > 3 * self.unit else ink
        self._draw.polygon(spots, fill=color)
        if volume and self.style.volume and smaller > 1.5 * self.unit:
            self._model(px, color, volume)
        if self.style.lines:
            self._pen.polygon(spots, fill=255)
            if line and float(extent.max()) > 2.4 * self.unit:
                thick = self.style.lines * self.unit * (1 if smaller > 6 * self.unit else 0.75)
                self._pen.line([*spots, spots[0]], fill=0, width=max(1, round(thick)), joint="curve")

    def _own_tone(self, ink: Color) -> Color:
        stray = self.style.stray
        if not stray:
            return ink
        return tuple(min(255, max(0, round(v + self.rng.uniform(-stray, stray)))) for v in ink)  # type: ignore[return-value]

    def _mask(self, px: Points, bounds: tuple[int, int, int, int], reduce: float = 1) -> Image.Image:
        w, h = math.ceil((bounds[2] - bounds[0]) / reduce), math.ceil((bounds[3] - bounds[1]) / reduce)
        mask = Image.new("L", (max(1, w), max(1, h)))
        spots = (px - bounds[:2]) / reduce
        ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in spots], fill=255)
        return mask

    def _cast(self, px: Points, reach: float, strength: float) -> None:
        """A soft shadow on what lies below, falling away from the light."""
        px = px + np.array([-self._from * reach * 0.5, reach * 0.8])
        bounds = self._bounds(px, reach * 2)
        if bounds is None:
            return
        reduce = max(1, reach / 3)
        mask = self._mask(px, bounds, reduce).filter(ImageFilter.GaussianBlur(reach / reduce * 0.7))
        mask = mask.resize((bounds[2] - bounds[0], bounds[3] - bounds[1]), Image.Resampling.BILINEAR)
        self.image.paste(mix(self.palette.dark, (0, 0, 0), 0.25), bounds, mask.point(_faded(strength)))

    def _model(self, px: Points, color: Color, volume: float) -> None:
        """The shaded side of a form: what is left of it when it is pushed towards the light."""
        seen = self._bounds(px)
        if seen is None:
            return
        w, h = (float(side) for side in np.ptp(px, axis=0))
        push = 0.26 * min(w, h, 60 * self.unit) * (0.6 + 0.4 * volume)
        pad = math.ceil(push * 1.5)
        whole = (*np.floor(px.min(axis=0)).astype(int).tolist(), *np.ceil(px.max(axis=0)).astype(int).tolist())
        bounds = (
            max(whole[0], seen[0] - pad),
            max(whole[1], seen[1] - pad),
            min(whole[2] + 1, seen[2] + pad),
            min(whole[3] + 1, seen[3] + pad),
        )
        mask = self._mask(px, bounds)
        w, h = mask.size
        dx, dy = self._from * push * 0.8, -push * 0.55
        if self.style.volume == "cel" or min(w, h) < 3 * self.unit:
            lit = Image.new("L", mask.size)
            lit.paste(mask, (round(dx), round(dy)))
            shade = ImageChops.subtract(mask, lit)
        else:
            small = mask.resize((max(2, w // 6), max(2, h // 6)), Image.Resampling.BILINEAR)
            lit = Image.new("L", small.size)
            lit.paste(small, (round(dx / 6), round(dy / 6)))
            lit = lit.filter(ImageFilter.GaussianBlur(push / 6 * 0.8)).resize(mask.size, Image.Resampling.BILINEAR)
            shade = ImageChops.subtract(mask, lit)
            if self.style.volume != "soft":
                noise = textures.covering(self.style.volume, w, h)
                hard = self.style.crispness
                shade = ImageChops.add(shade, noise, 1 / hard, round(-255 * hard + 128))
            shade = ImageChops.multiply(shade, mask)
        shade = shade.crop((seen[0] - bounds[0], seen[1] - bounds[1], seen[2] - bounds[0], seen[3] - bounds[1]))
        tone = self.palette.darker(color, 0.55 * min(1.0, volume * self.style.depth))
        self.image.paste(tone, seen, shade)

    def oval(
        self, cx: float, cy: float, rx: float, ry: float | None = None, ink: Ink = (0, 0, 0), volume=0.0, **how
    ) -> None:
        n = 40 if rx * self._scale() / self.unit > 3 else 16
        self.shape(oval(cx, cy, rx, ry, n=n), ink, volume, **how)

    def box(self, x: float, y: float, w: float, h: float, ink: Ink, volume=0.0, *, r=0.0, **how) -> None:
        self.shape(box(x, y, w, h, r), ink, volume, **how)

    def curve(self, points: ArrayLike, ink: Ink, volume=0.0, **how) -> None:
        """A closed form with a smooth outline through the points."""
        self.shape(smooth(points), ink, volume, **how)

    def stroke(
        self, points: ArrayLike, width: float | Sequence[float], ink: Ink, volume=0.0, *, curved=True, **how
    ) -> None:
        """A line with a body; several widths make it swell and taper."""
        path = (
            smooth(points, closed=False) if curved and len(np.asarray(points)) > 2 else np.asarray(points, dtype=float)
        )
        widest = float(np.max(width)) * self._scale()
        form = ribbon(path, width)
        if self.style.lines and widest < 0.9 * self.unit and len(ink) == 3 and brightness(ink) < 0.55:
            spots = [(float(x), float(y)) for x, y in self._px(path)]
            self._pen.line(spots, fill=0, width=max(1, round(max(self.style.lines * self.unit * 0.7, widest * 0.6))))
        if self.style.lines and widest < 1.6 * self.unit:
            self._draw.polygon([(float(x), float(y)) for x, y in self._px(form)], fill=tuple(ink[:3]))
            return
        self.shape(form, ink, volume, **how)

    def scatter(
        self, count: int, area: tuple[float, float, float, float], sizes: tuple[float, float], ink: Ink, aspect=1.0
    ) -> None:
        """Dots (or dashes, by aspect) thrown over an area: stars, snow, seeds, grass, crumbs."""
        rng = self.rng
        for _ in range(count):
            r = rng.uniform(*sizes)
            x, y = rng.uniform(area[0], area[0] + area[2]), rng.uniform(area[1], area[1] + area[3])
            self.shape(oval(x, y, r, r * aspect, n=8), ink, lift=0, line=False)

    # Light

    def gradient(self, top: Color, bottom: Color, y0: float = 0.0, y1: float | None = None) -> None:
        """From one colour to another across the whole width; some hands lay it in bands."""
        y1 = self.H if y1 is None else y1
        a, b = (round(float(self._px([[0, y]])[0, 1])) for y in (y0, y1))
        b = max(b, a + 1)
        steps = self.style.bands or 256
        column = Image.new("RGB", (1, steps))
        for i in range(steps):
            column.putpixel((0, i), mix(top, bottom, i / (steps - 1)))
        how = Image.Resampling.NEAREST if self.style.bands else Image.Resampling.BILINEAR
        self.image.paste(column.resize((self.image.width, b - a), how), (0, a))

    def glow(self, x: float, y: float, r: float, ink: Color, strength: float = 0.6) -> None:
        """Light in the air around a lamp, a sun, a fire."""
        centre = self._px([[x, y]])
        reach = r * self._scale()
        x0, y0 = (centre[0] - reach).round().astype(int)
        mask = _round_glow().resize((round(reach * 2), round(reach * 2)), Image.Resampling.BILINEAR)
        self.image.paste(ink, (int(x0), int(y0)), mask.point(_faded(strength)))

    def ground_shadow(self, x: float, y: float, rx: float, ry: float, strength: float = 0.28) -> None:
        """Where a thing stands: a flat dark oval, soft for soft hands."""
        tone = mix(self.palette.dark, self.palette.cool, 0.15)
        if self.style.volume in ("soft", "grain"):
            ring = oval(x, y, rx, ry)
            px = self._px(ring)
            self._soft(px, tone, strength, ry * self._scale() * 0.5)
        else:
            self.shape(oval(x, y, rx, ry), (*tone, strength * 0.8))

    def veil(self, points: ArrayLike, ink: Color, strength: float, blur: float = 1.0) -> None:
        """A soft-edged patch of light, mist or shade."""
        self._soft(self._px(points), ink, strength, blur * self._scale())

    def _soft(self, px: Points, ink: Color, strength: float, blur: float) -> None:
        bounds = self._bounds(px, blur * 2.2)
        if bounds is None:
            return
        reduce = max(1, blur / 3)
        mask = self._mask(px, bounds, reduce).filter(ImageFilter.GaussianBlur(blur / reduce))
        mask = mask.resize((bounds[2] - bounds[0], bounds[3] - bounds[1]), Image.Resampling.BILINEAR)
        self.image.paste(ink, bounds, mask.point(_faded(strength)))

    @contextmanager
    def inside(self, points: ArrayLike) -> Iterator[None]:
        """What is drawn inside stays within the outline: stripes on a jumper, glaze on a cup."""
        px = self._px(points)
        bounds = self._bounds(px) or (0, 0, 2, 2)
        image, lines, shift = self.image, self.lines, self._shift
        self.image, self.lines, self._shift = image.crop(bounds), lines.crop(bounds), shift - bounds[:2]
        self._pens()
        yield
        mask = self._mask(px, bounds)
        image.paste(self.image, bounds, mask)
        if self.style.lines:
            lines.paste(self.lines, bounds, mask)
        self.image, self.lines, self._shift = image, lines, shift
        self._pens()

    def finished(self) -> Image.Image:
        """The picture at its size, with what the hand's tools leave on it."""
        image = self.image.resize(self.size, Image.Resampling.BOX)
        lines = self.lines.resize(self.size, Image.Resampling.BOX) if self.style.lines else None
        return self.style.finish(image, lines, self.palette, self.rng)
