"""A picnic: on its blanket from above, or on a meadow under a tree."""

import numpy as np

from .baking import loaf_above
from .blooms import bloom
from .canvas import Canvas
from .geometry import arc, box, leaf, oval, smooth
from .ingredients import croissant, tomato
from .landscapes import tree
from .orchard import fruit, half
from .palettes import Color, mix
from .sky import sky
from .stages import wood
from .tableware import JARS, cup_above, glazes, plate, vessel


def picnic(c: Canvas) -> None:
    (_picnic_above if c.rng.random() < 0.6 else _picnic_meadow)(c)


def _gingham(
    c: Canvas, outline: np.ndarray, color: Color, size: float, low: tuple[float, float], high: tuple[float, float]
) -> None:
    light = mix(c.palette.light, (255, 255, 255), 0.4)
    c.shape(outline, light, lift=1.0)
    with c.inside(outline):
        for i in range(int((high[0] - low[0]) / size) + 1):
            c.shape(box(low[0] + i * size, low[1], size / 2, high[1] - low[1]), (*color, 0.5))
        for j in range(int((high[1] - low[1]) / size) + 1):
            c.shape(box(low[0], low[1] + j * size, high[0] - low[0], size / 2), (*color, 0.5))


def basket(c: Canvas, x: float, y: float, scale: float) -> None:
    """A wicker basket from the side, with a cloth in it."""
    p = c.palette
    straw = p.tuned("c9974f", 0.1)
    with c.at(x, y, scale):
        c.ground_shadow(1, 0.3, 14, 2)
        c.stroke(arc(0, -11, 10.5, 14, 180, 360, 20), 1.4, mix(straw, p.dark, 0.2), 0.3, curved=False)
        c.curve([(-10, -11), (-6, -15), (0, -13.5), (6, -15.4), (10, -11), (0, -9)], mix(p.light, p.warm, 0.3), 0.3)
        outline = smooth([(-13, -11.6), (13, -11.6), (11, 0), (-11, 0)], steps=4)
        c.shape(outline, straw, 0.7)
        with c.inside(outline):
            for j in range(6):
                for i in range(14):
                    c.box(
                        -14 + i * 2.1 + (j % 2),
                        -11 + j * 2,
                        1.4,
                        0.7,
                        mix(straw, p.dark if (i + j) % 2 else p.light, 0.28),
                        lift=0,
                        line=False,
                    )
        c.box(-13.6, -12.4, 27.2, 1.9, mix(straw, p.dark, 0.14), 0.3, r=0.9)


def _picnic_above(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    grass = mix(p.leaf, p.light, rng.uniform(0, 0.2))
    c.gradient(grass, mix(grass, p.dark, 0.1))
    for _ in range(260):
        x, y = rng.uniform(0, c.W), rng.uniform(0, c.H)
        c.stroke(
            [(x, y), (x + rng.uniform(-1, 1), y - rng.uniform(1, 2.6))],
            (0.4, 0.1),
            mix(grass, rng.choice((p.dark, p.light)), rng.uniform(0.1, 0.3)),
            lift=0,
            line=False,
        )
    for _ in range(20):
        bloom(
            c,
            rng.uniform(0, c.W),
            rng.uniform(0, c.H),
            rng.uniform(1.2, 2),
            rng.choice((p.light, p.soft, p.warm)),
            "daisy",
        )
    with c.at(c.W / 2, c.H / 2, 1, rng.uniform(-16, 16)):
        w, h = 42.0, min(c.H * 0.42, 52)
        _gingham(
            c, box(-w, -h, 2 * w, 2 * h, 1), rng.choice((p.warm, p.cool, p.dark)), rng.uniform(9, 12), (-w, -h), (w, h)
        )
        board = wood(c)
        c.box(-33, -h + 10, 36, 26, board, 0.2, r=4, lift=0.8)
        loaf_above(c, -17, -h + 22, 13)
        makers = ["plate", "melons", "cups", "salad", "croissants", "book", "berries"]
        rng.shuffle(makers)
        for (x, y), what in zip(((20, -h + 22), (-22, 6), (16, 8), (-18, h - 18), (22, h - 16)), makers, strict=False):
            _picnic_thing(c, x, y, what)


def _picnic_thing(c: Canvas, x: float, y: float, what: str) -> None:
    rng, p = c.rng, c.palette
    if what == "plate":
        plate(c, x, y, 15, mix(p.light, (255, 255, 255), 0.4), p.cool)
        for i in range(3):
            with c.at(x - 5 + i * 5, y + (i % 2) * 3 - 1, 0.9, rng.uniform(-30, 30)):
                c.shape([(-6, 5), (6, 5), (0, -6)], p.tuned("f4dcae", 0.05), 0.3, lift=0.5)
                c.box(-6, 5, 12, 1.3, p.leaf, lift=0, line=False)
                c.box(-6, 6.2, 12, 1.2, p.warm, lift=0, line=False)
                c.box(-6, 7.2, 12, 1.6, p.tuned("e2bd80", 0.05), lift=0, line=False)
    elif what == "melons":
        for i in range(3):
            half(c, x + (i - 1) * 9, y + (i % 2) * 6, 9, "melon")
    elif what == "cups":
        for i in range(2):
            cup_above(c, x + (i - 0.5) * 18, y + i * 6, 7, glazes(c)[0], p.tuned("e8a24a"))
    elif what == "salad":
        c.oval(x, y, 14, 14, wood(c), 0.4, lift=1)
        c.oval(x, y, 12.4, 12.4, mix(p.leaf, p.dark, 0.25), lift=0, line=False)
        for _ in range(24):
            c.shape(
                leaf(x + rng.gauss(0, 4.5), y + rng.gauss(0, 4.5), rng.uniform(4, 7), 3, rng.uniform(0, 360), 0.2),
                mix(p.leaf, p.light, rng.uniform(0, 0.4)),
                0.3,
                lift=0.2,
            )
        for _ in range(5):
            tomato(c, x + rng.gauss(0, 5), y + rng.gauss(0, 5), 2.4)
    elif what == "croissants":
        plate(c, x, y, 14, p.soft)
        croissant(c, x - 2, y - 4, 9, 10)
        croissant(c, x + 2, y + 5, 9, -15)
    elif what == "book":
        with c.at(x, y, 1, rng.uniform(-30, 30)):
            c.box(-15, -10, 30, 20, rng.choice((p.warm, p.cool)), r=0.8, lift=0.7)
            c.box(-14, -9.2, 14, 18.4, p.light, 0.2, lift=0)
            c.box(0, -9.2, 14, 18.4, mix(p.light, p.soft, 0.2), lift=0)
            for i in range(7):
                for sx in (-12, 2):
                    c.box(sx, -7 + i * 2.2, 10, 0.5, mix(p.light, p.dark, 0.4), lift=0, line=False)
    else:
        c.oval(x, y, 12, 12, glazes(c)[1], 0.3, lift=0.9)
        for _ in range(14):
            half(c, x + rng.gauss(0, 3.6), y + rng.gauss(0, 3.6), 3.4, "berry")


def _picnic_meadow(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    horizon = c.H * 0.46
    a = sky(c, horizon, ("morning", "day", "golden"))
    for i in range(3):
        c.shape(
            smooth(
                [
                    (-6, horizon - 4 + i * 7),
                    (c.W * 0.3, horizon - 8 + i * 9),
                    (c.W * 0.7, horizon - 2 + i * 7),
                    (c.W + 6, horizon - 7 + i * 8),
                    (c.W + 6, c.H + 5),
                    (-6, c.H + 5),
                ],
                steps=10,
            ),
            a.far(mix(p.leaf, p.cool, 0.3), 0.55 - i * 0.25),
        )
    for _ in range(6):
        tree(
            c, rng.uniform(0, c.W), horizon + rng.uniform(2, 8), rng.uniform(10, 16), a.far(p.leaf, 0.2), a.lit(p.dark)
        )
    ground = a.lit(mix(p.leaf, p.soft, 0.15))
    c.shape(
        smooth(
            [(-6, c.H * 0.6), (c.W * 0.5, c.H * 0.57), (c.W + 6, c.H * 0.61), (c.W + 6, c.H + 9), (-6, c.H + 9)],
            steps=10,
        ),
        ground,
    )
    big = c.W * rng.choice((0.16, 0.84))
    c.veil(oval(big + 6, c.H * 0.68, 34, 5), p.dark, 0.3, 2)
    tree(c, big, c.H * 0.69, min(c.H * 0.6, 74), a.lit(mix(p.leaf, p.dark, 0.1)), a.lit(mix(p.dark, p.warm, 0.35)))
    y = c.H * 0.8
    x = c.W * 0.5
    _gingham(
        c,
        np.array([(x - 30, y - 6), (x + 30, y - 6), (x + 42, y + 15), (x - 42, y + 15)]),
        rng.choice((p.warm, p.cool)),
        8,
        (x - 44, y - 8),
        (x + 44, y + 18),
    )
    basket(c, x + 19, y + 2, 1.15)
    with c.at(x - 1, y + 2, 0.8):
        vessel(c, JARS["bottle"], mix(p.leaf, p.dark, 0.4))
    for i, kind in enumerate(("apple", "orange", "pear")):
        fruit(c, x - 18 + i * 7, y + 8 + (i % 2) * 2, 3.6, kind)
    for _ in range(34):
        fx, fy = rng.uniform(0, c.W), rng.uniform(c.H * 0.66, c.H)
        if abs(fx - x) > 40 or fy > y + 17:
            bloom(c, fx, fy, rng.uniform(0.9, 1.8), rng.choice((p.light, p.warm, p.soft)), "daisy")
