"""Clothes: on a rail, or an outfit laid out."""

import numpy as np

from .blooms import sprig
from .canvas import Canvas
from .furniture import rug, walls
from .geometry import Points, arc, box, leaf, oval, smooth
from .greenery import plant
from .palettes import Color, mix
from .stages import above, spots, wood
from .tableware import glazes

PATTERNS = ("plain", "plain", "stripes", "dots", "check", "leaves")


def _print_on(c: Canvas, outline: Points, tone: Color, kind: str) -> None:
    """What is woven into or printed on a cloth."""
    p = c.palette
    other = mix(tone, p.light if sum(tone) < 430 else p.dark, 0.4)
    with c.inside(outline):
        if kind == "stripes":
            for i in range(14):
                c.box(-22, -4 + i * 3.6, 44, 1.2, other, lift=0, line=False)
        elif kind == "dots":
            for i in range(11):
                for j in range(14):
                    c.oval(-18 + i * 3.6 + (j % 2) * 1.8, -3 + j * 3.3, 0.6, 0.6, other, lift=0, line=False)
        elif kind == "check":
            for i in range(12):
                c.shape(box(-20 + i * 3.6, -5, 1.5, 60), (*other, 0.4))
                c.shape(box(-22, -5 + i * 4, 44, 1.5), (*other, 0.4))
        elif kind == "leaves":
            for i in range(8):
                for j in range(10):
                    c.shape(
                        leaf(-16 + i * 4.4 + (j % 2) * 2.2, -2 + j * 4.4, 2.6, 1.2, 30 * (i + j)),
                        other,
                        lift=0,
                        line=False,
                    )


def top(c: Canvas, tone: Color, *, sleeves: float = 1.0, knit: bool = False) -> None:
    """A shirt or a jumper, its neck at (0, 0), about 34 wide."""
    p = c.palette
    n = 10 + 14 * sleeves
    for s in (-1, 1):
        c.shape(
            smooth(
                [
                    (s * 7, -0.6),
                    (s * 12, 2.4),
                    (s * (14 + 3 * sleeves), n),
                    (s * (10 + 3 * sleeves), n + 1),
                    (s * 8.6, 9),
                ],
                steps=5,
            ),
            mix(tone, p.dark, 0.06),
            0.4,
            lift=0.4,
        )
    body = smooth(
        [(-4, -1), (-10, 1.4), (-10.4, 8), (-10, 27), (0, 27.6), (10, 27), (10.4, 8), (10, 1.4), (4, -1), (0, 1.6)],
        steps=5,
    )
    c.shape(body, tone, 0.5, lift=0.4)
    _print_on(c, body, tone, c.rng.choice(PATTERNS))
    c.stroke([(-4.4, -0.8), (0, 2.2), (4.4, -0.8)], 1.3, mix(tone, p.dark, 0.2), lift=0)
    if knit:
        c.box(-10, 25, 20, 2.8, mix(tone, p.dark, 0.16), r=0.8, lift=0)
        for i in range(10):
            c.box(-9.4 + i * 2, 25.2, 0.4, 2.4, mix(tone, p.dark, 0.35), lift=0, line=False)
    elif c.rng.random() < 0.5:
        for i in range(5):
            c.oval(0, 6 + i * 4.4, 0.55, 0.55, mix(tone, p.light, 0.7), lift=0, line=False)


def jumper(c: Canvas, tone: Color) -> None:
    top(c, tone, knit=True)


def tee(c: Canvas, tone: Color) -> None:
    top(c, tone, sleeves=0.1)


def dress(c: Canvas, tone: Color) -> None:
    p = c.palette
    outline = smooth(
        [
            (-3.4, -1),
            (-8, 0.6),
            (-7, 8),
            (-6, 14),
            (-10, 26),
            (-14, 42),
            (0, 44),
            (14, 42),
            (10, 26),
            (6, 14),
            (7, 8),
            (8, 0.6),
            (3.4, -1),
            (0, 2),
        ],
        steps=5,
    )
    c.shape(outline, tone, 0.6, lift=0.5)
    _print_on(c, outline, tone, c.rng.choice(PATTERNS))
    c.stroke([(-6, 14), (0, 15), (6, 14)], 1.5, mix(tone, p.dark, 0.3), lift=0)


def trousers(c: Canvas, tone: Color) -> None:
    p = c.palette
    wide = c.rng.choice((0.0, 3.0))
    outline = np.array(
        [
            (-8, 0),
            (8, 0),
            (9.6, 12),
            (9 + wide, 42),
            (2 - wide * 0.2, 42),
            (0, 15),
            (-2 + wide * 0.2, 42),
            (-9 - wide, 42),
            (-9.6, 12),
        ]
    )
    c.shape(outline, tone, 0.5, lift=0.5)
    c.box(-8, -0.4, 16, 2.6, mix(tone, p.dark, 0.2), lift=0)
    c.stroke([(0, 2), (0, 13)], 0.4, mix(tone, p.dark, 0.3), lift=0, line=False)
    for s in (-1, 1):
        c.stroke([(s * 8, 4), (s * 5, 7.4)], 0.4, mix(tone, p.dark, 0.3), lift=0, line=False)


def skirt(c: Canvas, tone: Color) -> None:
    outline = smooth([(-6.6, 0), (6.6, 0), (10, 12), (15, 30), (0, 32), (-15, 30), (-10, 12)], steps=5)
    c.shape(outline, tone, 0.5, lift=0.5)
    for k in (-8, -3, 3, 8):
        c.stroke([(k * 0.5, 3), (k * 1.1, 29)], (0.2, 0.6), mix(tone, c.palette.dark, 0.16), lift=0, line=False)
    c.box(-6.8, -1, 13.6, 2.6, mix(tone, c.palette.dark, 0.2), r=0.6, lift=0)


def coat(c: Canvas, tone: Color) -> None:
    p = c.palette
    for s in (-1, 1):
        c.shape(
            smooth([(s * 7, -0.6), (s * 12.6, 2.6), (s * 16, 26), (s * 11.6, 27), (s * 9, 9)], steps=5),
            mix(tone, p.dark, 0.1),
            0.4,
            lift=0.4,
        )
    body = smooth(
        [(-4, -1), (-11, 1.4), (-10.6, 14), (-12.6, 42), (0, 42.6), (12.6, 42), (10.6, 14), (11, 1.4), (4, -1)], steps=5
    )
    c.shape(body, tone, 0.5, lift=0.5)
    c.stroke([(0, 10), (0, 42)], 0.4, mix(tone, p.dark, 0.35), lift=0, line=False)
    for s in (-1, 1):
        c.shape([(s * 4, -1.4), (s * 7.4, 5), (s * 1, 14), (0, 8)], mix(tone, p.dark, 0.16), lift=0.2)
        c.box(s * 7 - 3, 26, 6, 1.2, mix(tone, p.dark, 0.25), r=0.5, lift=0)
    for i in range(3):
        c.oval(2, 17 + i * 6, 0.8, 0.8, mix(p.dark, p.warm, 0.3), lift=0)


GARMENTS = (jumper, tee, dress, trousers, skirt, coat, top)


def _shoe_pair(c: Canvas, tone: Color) -> None:
    p = c.palette
    for x in (-4.6, 4.6):
        sole = smooth(
            [(x - 3, -9), (x + 3, -9), (x + 3.6, -2), (x + 2.6, 7), (x, 9.4), (x - 2.6, 7), (x - 3.6, -2)], steps=5
        )
        c.shape(sole, tone, 0.5, lift=0.5)
        c.oval(x, -5, 2.1, 3.4, mix(tone, p.dark, 0.45), lift=0)
        for i in range(3):
            c.box(x - 1.7, 0.4 + i * 1.6, 3.4, 0.5, mix(tone, p.light, 0.7), lift=0, line=False)


def _bag(c: Canvas, tone: Color) -> None:
    p = c.palette
    c.stroke(arc(0, -6, 7, 11, 180, 360, 18), 1.2, mix(tone, p.dark, 0.25), 0.3, curved=False, lift=0.3)
    c.shape(smooth([(-10, -7), (10, -7), (11.4, 8), (-11.4, 8)], steps=4), tone, 0.6, lift=0.6)
    c.curve([(-10, -7), (10, -7), (7, 1), (0, 2.6), (-7, 1)], mix(tone, p.dark, 0.12), 0.3, lift=0.3)
    c.oval(0, 1.6, 1.2, 1.2, mix(p.soft, (220, 180, 90), 0.7), lift=0.1)


def _hat(c: Canvas, tone: Color) -> None:
    p = c.palette
    for r, color in ((12, tone), (7, mix(tone, p.dark, 0.3)), (6.4, mix(tone, p.light, 0.12))):
        c.oval(0, 0, r, r * 0.96, color, 0.4, lift=0.6 if r == 12 else 0)


def _scarf(c: Canvas, tone: Color) -> None:
    c.stroke([(-12, -6), (0, -9), (9, -2), (2, 6), (-9, 3), (-5, 12)], 5, tone, 0.5, lift=0.5)
    for i in range(4):
        c.stroke([(-6.6 + i * 1.3, 13), (-7 + i * 1.6, 17)], 0.5, mix(tone, c.palette.light, 0.3), lift=0.1, line=False)


def clothes(c: Canvas) -> None:
    (_rail if c.rng.random() < 0.5 else _outfit)(c)


def _rail(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    floor, _ = walls(c, c.H * 0.84)
    y, x, w = c.H * 0.26, c.W * 0.09, c.W * 0.72
    metal = rng.choice((wood(c), mix(p.dark, p.cool, 0.2), mix(p.soft, (214, 170, 90), 0.5)))
    for s in (x, x + w):
        c.box(s - 0.7, y, 1.4, floor + 6 - y, metal, 0.3, lift=0.4)
        c.box(s - 4, floor + 5, 8, 1.3, metal, r=0.6, lift=0.2)
    c.box(x - 2, y - 0.8, w + 4, 1.5, metal, 0.3, r=0.7, lift=0.4)
    c.box(x, floor - 2, w, 1.2, metal, lift=0.2)
    hues = glazes(c)
    garments = list(GARMENTS)
    rng.shuffle(garments)
    count = 5
    for i in range(count):
        gx = x + w * (i + 0.5) / count
        c.stroke(
            [(gx, y - 2.4), (gx + 1, y - 1), (gx, y + 1), (gx, y + 4)],
            0.5,
            mix(p.dark, p.light, 0.2),
            lift=0,
            line=False,
        )
        c.stroke([(gx - 6.6, y + 6.4), (gx, y + 4), (gx + 6.6, y + 6.4)], 1.1, wood(c), lift=0.2)
        with c.at(gx, y + 6, 0.82 * min(1.0, c.H / 120), rng.uniform(-2, 2)):
            garments[i](c, hues[i % len(hues)])
    for i in range(2):
        with c.at(x + w * (0.24 + 0.34 * i), floor + 1, 0.62, 0):
            for s in (-1, 1):
                sx = s * 7.0
                c.curve(
                    [(sx - 5, 0), (sx - 5, -7), (sx - 1.6, -7.4), (sx + 1, -3.4), (sx + 6.4, -2), (sx + 6.6, 0)],
                    hues[i + 2],
                    0.4,
                    lift=0.3,
                )
    plant(c, c.W * 0.92, floor + 6, c.H * rng.uniform(0.36, 0.5))
    rug(c, c.W * 0.45, c.H * 0.94, c.W * 0.34)


def _outfit(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    above(c)
    hues = glazes(c)
    upper, lower = rng.choice((jumper, tee, top, coat)), rng.choice((trousers, skirt))
    k = min(1.25, c.H / 108)
    with c.at(c.W * 0.36, c.H * 0.13, k, rng.uniform(-8, 8)):
        upper(c, hues[0])
    with c.at(c.W * 0.66, c.H * 0.46, k, rng.uniform(-9, 9)):
        lower(c, hues[1])
    extras = [(_shoe_pair, hues[2]), (_bag, hues[3]), (_hat, p.tuned("dcb57c")), (_scarf, hues[4])]
    rng.shuffle(extras)
    for (x, y), (draw, tone) in zip(((0.2, 0.74), (0.8, 0.16), (0.28, 0.92), (0.84, 0.34)), extras, strict=True):
        with c.at(c.W * x, c.H * y, k * 0.95, rng.uniform(-24, 24)):
            draw(c, tone)
    for px, py in spots(c, 2, 0.48):
        sprig(c, px, py, 18, rng.uniform(0, 360), p.leaf, 7)
    with c.at(c.W * 0.58, c.H * 0.1, 1, rng.uniform(-20, 20)):
        for s in (-1, 1):
            c.shape(oval(s * 5, 0, 4.2, 3.6), mix(p.dark, p.cool, 0.2), lift=0.4)
        c.stroke([(-1.2, -0.6), (0, -1.2), (1.2, -0.6)], 0.7, p.dark, lift=0, line=False)
