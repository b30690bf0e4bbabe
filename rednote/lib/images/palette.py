"""The 32 soft colours that stand in for a photo until it has loaded: 4 greys, then 14 hues, each light and deep.

A colour is kept as its number, and shown by the class `.dominant--N`, because the page allows no inline style.
`python -m rednote.lib.images.palette > static/css/dominant.css` writes the stylesheet.
"""

from math import cbrt, cos, hypot, pi, sin
from typing import NamedTuple

HUES = 14
GREYS = (0.93, 0.76, 0.56, 0.36)
TONES = ((0.80, 0.070), (0.55, 0.075))  # (lightness, chroma) in OKLCH
GREY_CHROMA = 0.028  # below this a colour reads as grey


class Soft(NamedTuple):
    """One colour: where it lies in OKLab, and what is painted for it in the light and in the dark theme."""

    lab: tuple[float, float, float]
    light: str
    dark: str


def nearest(red: int, green: int, blue: int) -> int:
    """The number of the soft colour that stands for an sRGB colour: equal in hue first, then in lightness."""
    lightness, a, b = _to_lab(red, green, blue)
    chroma = hypot(a, b)
    if chroma < GREY_CHROMA:
        return min(range(len(GREYS)), key=lambda number: abs(GREYS[number] - lightness))
    # The palette is soft: a vivid colour is compared at the chroma that the palette has, lest it turn to the wrong hue.
    soften = min(1.0, TONES[0][1] / chroma)
    wanted = (lightness, a * soften, b * soften)
    return min(
        range(len(GREYS), len(PALETTE)),
        key=lambda number: sum((x - y) ** 2 for x, y in zip(PALETTE[number].lab, wanted, strict=True)),
    )


def stylesheet() -> str:
    """The CSS classes `.dominant--0` to `.dominant--31`."""
    rules = [
        f".dominant--{number} {{ background-color: light-dark({soft.light}, {soft.dark}); }}"
        for number, soft in enumerate(PALETTE)
    ]
    first = "/* Written by `python -m rednote.lib.images.palette`: what is painted until a photo has loaded. */"
    return "\n".join([first, *rules]) + "\n"


def _soft(lightness: float, chroma: float, hue: float) -> Soft:
    a, b = chroma * cos(hue), chroma * sin(hue)
    # Painted: calmer than the photo in the light theme, and never brighter than the page's text in the dark one.
    light = _to_hex(0.55 + 0.42 * lightness, a * 0.8, b * 0.8)
    dark = _to_hex(0.16 + 0.30 * lightness, a * 0.6, b * 0.6)
    return Soft((lightness, a, b), light, dark)


def _to_lab(red: int, green: int, blue: int) -> tuple[float, float, float]:
    """sRGB (0-255) to OKLab: https://bottosson.github.io/posts/oklab/"""
    r, g, b = (_linear(value / 255) for value in (red, green, blue))
    long = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _to_hex(lightness: float, a: float, b: float) -> str:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, value)))):02x}" for value in channels)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


PALETTE: tuple[Soft, ...] = (
    *(_soft(lightness, 0.004, pi / 2) for lightness in GREYS),
    *(_soft(lightness, chroma, 2 * pi * step / HUES) for step in range(HUES) for lightness, chroma in TONES),
)

if __name__ == "__main__":
    print(stylesheet(), end="")
