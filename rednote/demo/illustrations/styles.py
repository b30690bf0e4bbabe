"""The hands that draw: how a form gets its body, and what ink, brush and press do to the sheet at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from .geometry import box
from .palettes import Color, Palette, mix, rgb
from .textures import clouds, covering, modulated, screen, wandering

Finish = Callable[[Image.Image, Image.Image | None, Palette, Random], Image.Image]


@dataclass(frozen=True)
class Style:
    """How one hand works. volume: none, cel, soft, or the texture its shading is made of."""

    name: str
    finish: Finish
    volume: str = "cel"
    depth: float = 0.6
    crispness: float = 3.0
    shadow: float = 0.0
    lines: float = 0.0
    stray: float = 0.0
    bands: int = 0
    oversample: float = 1.5


def _margin(image: Image.Image, paper: Color, rng: Random, *, ragged: bool) -> Image.Image:
    """The picture with unpainted paper around it, its edge cut straight or left as the brush left it."""
    w, h = image.size
    edge = min(w, h) * rng.uniform(0.035, 0.06)
    mask = Image.new("L", (w, h))
    ImageDraw.Draw(mask).polygon(
        [tuple(p) for p in box(edge, edge, w - 2 * edge, h - 2 * edge, edge * (0.1 if ragged else 0.5)).tolist()],
        fill=255,
    )
    if ragged:
        mask = wandering(Image.merge("RGB", (mask, mask, mask)), 34, min(w, h) / 260, min(w, h) / 700).getchannel(0)
    return Image.composite(image, Image.new("RGB", (w, h), paper), mask)


def _flat(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    return modulated(image, covering("grain", *image.size), 0.05)


def _grainy(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    image = modulated(image, covering("grain", *image.size), 0.22)
    return modulated(image, clouds(rng.randrange(99), *image.size, 3), 0.16)


def _papercut(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    image = modulated(image, covering("grain", *image.size).filter(ImageFilter.BoxBlur(1)), 0.16)
    return modulated(image, clouds(rng.randrange(99), *image.size, 2), 0.14)


def _gouache(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    w, h = image.size
    image = wandering(image, 70, min(w, h) / 420, min(w, h) / 1300)
    image = modulated(image, covering("brush", w, h), 0.16)
    image = modulated(image, clouds(rng.randrange(99), w, h, 9), 0.22)
    if rng.random() < 0.35:
        image = _margin(image, mix(palette.light, (255, 255, 255), 0.5), rng, ragged=True)
    return image


def _wash(image: Image.Image, lines: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    w, h = image.size
    paper = mix(palette.light, (255, 255, 255), 0.55)
    image = Image.blend(image, Image.new("RGB", (w, h), paper), 0.26)
    image = wandering(image, 26, min(w, h) / 150)
    image = ImageChops.offset(image, round(w * 0.003), round(-h * 0.002))
    image = modulated(image, clouds(rng.randrange(99), w, h, 14), 0.32)
    image = modulated(image, covering("grain", w, h), 0.14)
    if lines is not None:
        image.paste(mix(palette.dark, (20, 16, 20), 0.35), (0, 0), ImageChops.invert(lines))
    return _margin(image, paper, rng, ragged=True) if rng.random() < 0.6 else image


def _crayon(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    w, h = image.size
    image = wandering(image, 90, min(w, h) / 500, min(w, h) / 420)
    tooth = ImageChops.multiply(covering("grain", w, h).filter(ImageFilter.BoxBlur(1)), covering("brush", w, h))
    bare = tooth.point([max(0, min(84, (40 - i) * 5)) for i in range(256)])
    image.paste(mix(palette.light, (255, 255, 255), 0.3), (0, 0), bare)
    if rng.random() < 0.4:
        image = _margin(image, palette.light, rng, ragged=True)
    return image


def _poster(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    image = modulated(image, covering("grain", *image.size), 0.1)
    if rng.random() < 0.5:
        image = _margin(image, mix(palette.light, (255, 255, 255), 0.2), rng, ragged=False)
    return image


INKS = {
    name: tuple(rgb(code) for code in line.split())
    for name, line in {
        "pink blue yellow": "ff4f9a 1573c0 ffd92e",
        "red teal yellow": "f2504b 00828c ffd23f",
        "orange navy mint": "ff7a3d 27407f 8fd9c0",
        "coral green sand": "f9766e 1c7f5c f2cf6b",
        "plum aqua peach": "8a3f6e 3fb3c4 ffb38a",
        "brick slate gold": "d4502f 34506b f0b93a",
    }.items()
}


@lru_cache(maxsize=16)
def _separation(inks: tuple[Color, ...]) -> ImageFilter.Color3DLUT:
    """For every colour, how much of each ink comes nearest to it on white paper."""
    n = 12
    axis = np.linspace(0, 1, n, dtype=np.float32)
    wanted = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)[..., ::-1].reshape(-1, 3)
    levels = np.linspace(0, 1, 9, dtype=np.float32)
    mixes = np.stack(np.meshgrid(*[levels] * len(inks), indexing="ij"), -1).reshape(-1, len(inks))
    printed = np.prod(1 - mixes[:, :, None] * (1 - np.array(inks, dtype=np.float32)[None] / 255), axis=1)
    weight = np.array([0.9, 1.25, 0.75], dtype=np.float32)
    a, b = wanted * weight, printed * weight
    distance = (b**2).sum(1)[None] - 2 * a @ b.T + 0.01 * mixes.sum(1)[None]
    nearest = np.argpartition(distance, 6, axis=1)[:, :6]
    table: NDArray[np.float32] = mixes[nearest].mean(axis=1)
    if table.shape[1] == 2:
        table = np.column_stack([table, table[:, :1] * 0])
    return ImageFilter.Color3DLUT(n, table.ravel().tolist())


def _printed(
    image: Image.Image,
    inks: tuple[Color, ...],
    screens: list[Image.Image],
    paper: Color,
    rng: Random,
    hard: float,
    astray: int,
) -> Image.Image:
    w, h = image.size
    plates = image.filter(_separation(inks)).split()[: len(inks)]
    sheet = Image.new("RGB", (w, h), paper)
    patchy = covering("grain", w, h).point([min(255, 226 + i // 6) for i in range(256)])
    for ink, plate, threshold in zip(inks, plates, screens, strict=True):
        dots = ImageChops.add(plate, threshold, 1 / hard, round(-255 * hard + 128))
        dots = ImageChops.multiply(
            ImageChops.offset(dots, rng.randint(-astray, astray), rng.randint(-astray, astray)), patchy
        )
        sheet = Image.composite(ImageChops.multiply(sheet, Image.new("RGB", (w, h), ink)), sheet, dots)
    return sheet


def _riso(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    w, h = image.size
    inks, paper = INKS[rng.choice(sorted(INKS))], mix(palette.light, (255, 252, 244), 0.6)
    if rng.random() < 0.5:
        pitch = max(3.5, min(w, h) / 120)
        screens = [screen(w, h, pitch, angle, "dots") for angle in (15, 45, 75)]
    else:
        grain = covering("grain", w, h)
        screens = [ImageChops.offset(grain, 61 * i, 97 * i) for i in range(3)]
    screens = [one.point([round(88 + i * 0.38) for i in range(256)]) for one in screens]
    image = ImageEnhance.Color(image).enhance(1.45).point([round(255 * (i / 255) ** 0.72) for i in range(256)] * 3)
    image = _printed(image, inks, screens, paper, rng, 1.5, max(1, min(w, h) // 330))
    return _margin(image, paper, rng, ragged=False) if rng.random() < 0.45 else image


def _lino(image: Image.Image, _: Image.Image | None, palette: Palette, rng: Random) -> Image.Image:
    w, h = image.size
    image = wandering(image, 60, min(w, h) / 400)
    around = image.reduce(8).filter(ImageFilter.GaussianBlur(max(1, w / 500))).resize((w, h), Image.Resampling.BILINEAR)
    image = Image.blend(around, image, 2.5)
    carved = screen(w, h, max(4.0, min(w, h) / 95), rng.choice((62, 80, 100, 118)), "lines")
    carved = Image.blend(carved.point([48 + round(i * 0.62) for i in range(256)]), covering("carve", w, h), 0.12)
    inks = (
        mix(palette.dark, (0, 0, 0), 0.2),
        rng.choice((palette.warm, palette.cool, mix(palette.leaf, palette.cool, 0.3))),
    )
    paper = mix(palette.light, palette.soft, 0.25)
    image = _printed(image, inks, [carved, carved], paper, rng, 5.0, max(1, min(w, h) // 400))
    return _margin(image, paper, rng, ragged=True) if rng.random() < 0.7 else image


STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style("flat", _flat, volume="cel", depth=0.42),
        Style("grain", _grainy, volume="grain", depth=0.95, crispness=2.2),
        Style("papercut", _papercut, volume="", shadow=1.0, stray=2, bands=5),
        Style("riso", _riso, volume="grain", depth=0.8, crispness=1.6),
        Style("gouache", _gouache, volume="brush", depth=0.7, crispness=3.5, stray=4),
        Style("wash", _wash, volume="hatch", depth=0.42, crispness=3.0, lines=0.34, stray=5),
        Style("crayon", _crayon, volume="brush", depth=0.8, crispness=1.6, stray=5),
        Style("poster", _poster, volume="cel", depth=0.5, bands=6),
        Style("lino", _lino, volume="hatch", depth=0.9, crispness=4.0),
    )
}
WEIGHTS = {
    "flat": 3,
    "grain": 5,
    "papercut": 4,
    "riso": 4,
    "gouache": 5,
    "wash": 4,
    "crayon": 3,
    "poster": 3,
    "lino": 1,
}
