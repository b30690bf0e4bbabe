"""Fruit in a bowl or cut as a pattern; a picnic on its blanket."""

import math

import numpy as np

from .blooms import bloom, bouquet, sprig
from .canvas import Canvas
from .geometry import arc, leaf, oval, smooth
from .ingredients import citrus
from .palettes import Color, mix
from .stages import above, side
from .tableware import DECOR, JARS, glazes, silhouette, vessel

FRUITS: dict[str, str] = {
    "orange": "ef8d2f",
    "lemon": "f4cb3d",
    "apple": "cf3b34",
    "pear": "b8b84a",
    "plum": "6b3a67",
    "peach": "f3a170",
    "lime": "93b84a",
}


def _color(c: Canvas, kind: str) -> Color:
    return c.palette.tuned(FRUITS[kind], 0.1)


def fruit(c: Canvas, x: float, y: float, r: float, kind: str) -> None:
    """One whole fruit, seen from the side."""
    p = c.palette
    color = _color(c, kind)
    with c.at(x, y, r / 10, c.rng.uniform(-12, 12)):
        if kind == "pear":
            outline = smooth(
                [
                    (0, -13),
                    (3.2, -11),
                    (4.4, -5),
                    (8.8, 2),
                    (7, 9),
                    (0, 10.4),
                    (-7, 9),
                    (-8.8, 2),
                    (-4.4, -5),
                    (-3.2, -11),
                ]
            )
        elif kind == "lemon":
            outline = smooth([(-13, 0), (-9, -5.6), (0, -8.4), (9, -5.6), (13.4, 0), (9, 5.8), (0, 8.4), (-9, 5.6)])
        elif kind == "apple":
            outline = smooth(
                [
                    (0, -7.6),
                    (5, -9.6),
                    (10, -4),
                    (8.4, 5.6),
                    (3.4, 10),
                    (0, 9),
                    (-3.4, 10),
                    (-8.4, 5.6),
                    (-10, -4),
                    (-5, -9.6),
                ]
            )
        else:
            outline = oval(0, 0, 10, 9.7)
        c.shape(outline, color, 0.8, lift=0.6)
        with c.inside(outline):
            c.oval(-4.4, -4.4, 3.4, 2.4, mix(color, (255, 246, 214), 0.4), lift=0, line=False)
            if kind == "peach":
                c.oval(6, 4, 8, 9, mix(color, p.warm, 0.5), lift=0, line=False)
                c.stroke([(0, -10), (3, 0), (1, 10)], 0.5, mix(color, p.dark, 0.25), lift=0, line=False)
            if kind in ("orange", "lemon", "lime") and r > 4:
                c.scatter(14, (-9, -9, 18, 18), (0.18, 0.3), mix(color, p.dark, 0.18))
        if kind not in ("lemon", "lime"):
            top = -13.0 if kind == "pear" else -8.0
            c.stroke([(0, top + 0.6), (0.8, top - 4)], 0.9, mix(p.dark, p.warm, 0.3), lift=0)
            c.shape(leaf(0.8, top - 1.6, 7, 3.2, -24, 0.2), mix(p.leaf, p.dark, 0.1), 0.4, lift=0.3)


def half(c: Canvas, x: float, y: float, r: float, kind: str) -> None:
    """A cut fruit, from above."""
    rng, p = c.rng, c.palette
    if kind in ("orange", "lemon", "lime"):
        citrus(c, x, y, r, _color(c, kind))
        return
    with c.at(x, y, r / 10, rng.uniform(0, 360)):
        if kind == "kiwi":
            flesh = p.tuned("a7c957", 0.06)
            c.oval(0, 0, 10, 9.6, p.tuned("7a5a35"), 0.3, lift=0.6)
            c.oval(0, 0, 9.2, 8.8, flesh, lift=0, line=False)
            c.oval(0, 0, 3, 2.6, mix(flesh, (255, 255, 235), 0.75), lift=0, line=False)
            for i in range(16):
                c.shape(
                    leaf(*(math.cos(math.tau * i / 16) * 3.6, math.sin(math.tau * i / 16) * 3.4), 2.0, 0.9, i * 22.5),
                    p.dark,
                    lift=0,
                    line=False,
                )
        elif kind == "fig":
            c.oval(0, 0, 10, 9.4, p.tuned("59305a"), 0.3, lift=0.6)
            c.oval(0, 0, 8.8, 8.2, p.tuned("f2dfb8", 0.05), lift=0, line=False)
            c.oval(0, 0, 6.8, 6.2, p.tuned("cf4a4f", 0.06), lift=0, line=False)
            c.scatter(34, (-4.6, -4.4, 9.2, 8.8), (0.3, 0.5), p.tuned("f6dc96"))
        elif kind == "melon":
            wedge = np.vstack([arc(0, -5, 13, 13, 15, 165, 26)])
            c.shape(wedge, mix(p.leaf, p.dark, 0.2), 0.3, lift=0.6)
            c.shape((wedge - (0, -5)) * 0.92 + (0, -5), mix(p.leaf, (250, 255, 220), 0.75), lift=0, line=False)
            c.shape((wedge - (0, -5)) * 0.84 + (0, -5), p.tuned("ee5a55", 0.06), lift=0, line=False)
            for i in range(7):
                a = math.radians(35 + i * 19)
                c.shape(
                    leaf(math.cos(a) * 7, -5 + math.sin(a) * 7, 1.6, 0.9, math.degrees(a)), p.dark, lift=0, line=False
                )
        else:
            berry = p.tuned("dd3a44", 0.06)
            c.curve([(0, 9), (-6.4, 2), (-6.6, -4), (0, -6.4), (6.6, -4), (6.4, 2)], berry, 0.7, lift=0.6)
            c.scatter(16, (-4.6, -4, 9.2, 9), (0.3, 0.42), p.tuned("ffe09a"))
            for i in range(5):
                c.shape(leaf(0, -6, 4, 1.9, -150 + i * 30), p.leaf, lift=0.2)


def fruits(c: Canvas) -> None:
    (_fruit_bowl if c.rng.random() < 0.5 else _fruit_pattern)(c)


def _fruit_bowl(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.36
    tones = glazes(c)
    x = c.W * rng.uniform(0.42, 0.54)
    if rng.random() < 0.6:
        bouquet(c, c.W * 0.84, y - 5, rng.uniform(44, 60))
    else:
        with c.at(c.W * 0.84, y - 4, 1.5):
            c.ground_shadow(1, 0.3, 8, 1.4)
            vessel(c, JARS[rng.choice(("bottle", "tall", "drop", "jug"))], tones[3], rng.choice(DECOR), tones[4])
    kinds = rng.sample(sorted(FRUITS), 3)
    c.ground_shadow(x + 4, y + 0.6, 22, 3)
    for i, (dx, dy) in enumerate(((-9, -33), (8, -34), (-17, -27), (0, -29), (17, -27), (-9, -23), (9, -23))):
        fruit(c, x + dx, y + dy + 2, rng.uniform(8.4, 9.8), kinds[i % 3])
    with c.at(x, y, 2.15):
        outline = silhouette(JARS["bowl"])
        c.shape(outline, tones[0], 0.8)
        with c.inside(outline):
            for k in range(3):
                c.stroke(arc(0, -9.4 + k * 2.4, 13, 2.4, 175, 5, 16), 0.5, tones[1], curved=False, lift=0, line=False)
    fruit(c, x + 33, y + 3, 8.6, kinds[0])
    half(c, x - 31, y + 8, 8, rng.choice(("orange", "lemon", "lime", "fig")))
    for i in range(9):
        c.oval(
            x + 14 + (i % 4) * 3.4 + rng.uniform(-1, 1),
            y + 11 + (i // 4) * 3 + rng.uniform(-0.6, 0.6),
            2.3,
            2.2,
            mix(_color(c, "plum"), p.cool, 0.2 * (i % 3)),
            0.7,
            lift=0.3,
        )


def _fruit_pattern(c: Canvas) -> None:
    """Cut and whole fruit, leaves and blossoms, strewn evenly."""
    rng, p = c.rng, c.palette
    above(c)
    kinds = rng.sample(("orange", "lemon", "lime", "kiwi", "fig", "melon", "berry"), 4)
    whole = rng.sample(sorted(FRUITS), 2)
    step = rng.uniform(24, 29)
    row = 0
    y = rng.uniform(2, 8)
    while y < c.H + step / 2:
        x = (row % 2) * step / 2 + rng.uniform(-2, 2)
        col = row
        while x < c.W + step / 2:
            px, py = x + rng.uniform(-2.4, 2.4), y + rng.uniform(-2.4, 2.4)
            sprig(c, px, py, step * 0.6, rng.uniform(0, 360), p.leaf, 6.5)
            if col % 3 == 2:
                fruit(c, px, py, rng.uniform(7.5, 9), whole[row % 2])
            else:
                half(c, px, py, rng.uniform(7.5, 9.5), kinds[(col + row) % 4])
            if rng.random() < 0.6:
                bloom(c, px + step / 2, py + rng.uniform(-3, 3), 3, rng.choice((p.light, p.soft, p.warm)), "daisy")
            x += step
            col += 1
        y += step * 0.82
        row += 1
