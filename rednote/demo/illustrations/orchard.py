"""Fruit in a bowl or cut as a pattern; a picnic on its blanket."""

import math

import numpy as np

from .baking import loaf_above
from .canvas import Canvas
from .drinks import croissant, glazes
from .food import citrus, tomato
from .geometry import arc, blob, box, leaf, oval, smooth
from .greenery import bloom, bouquet, sprig
from .landscapes import tree
from .palettes import Color, mix
from .sky import sky
from .stages import above, side, wood
from .tableware import DECOR, JARS, cup_above, plate, silhouette, vessel

FRUITS: dict[str, str] = {"orange": "ef8d2f", "lemon": "f4cb3d", "apple": "cf3b34", "pear": "b8b84a", "plum": "6b3a67", "peach": "f3a170", "lime": "93b84a"}


def _color(c: Canvas, kind: str) -> Color:
    return c.palette.tuned(FRUITS[kind], 0.1)


def fruit(c: Canvas, x: float, y: float, r: float, kind: str) -> None:
    """One whole fruit, seen from the side."""
    p = c.palette
    color = _color(c, kind)
    with c.at(x, y, r / 10, c.rng.uniform(-12, 12)):
        if kind == "pear":
            outline = smooth([(0, -13), (3.2, -11), (4.4, -5), (8.8, 2), (7, 9), (0, 10.4), (-7, 9), (-8.8, 2), (-4.4, -5), (-3.2, -11)])
        elif kind == "lemon":
            outline = smooth([(-13, 0), (-9, -5.6), (0, -8.4), (9, -5.6), (13.4, 0), (9, 5.8), (0, 8.4), (-9, 5.6)])
        elif kind == "apple":
            outline = smooth([(0, -7.6), (5, -9.6), (10, -4), (8.4, 5.6), (3.4, 10), (0, 9), (-3.4, 10), (-8.4, 5.6), (-10, -4), (-5, -9.6)])
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
                c.shape(leaf(*(math.cos(math.tau * i / 16) * 3.6, math.sin(math.tau * i / 16) * 3.4), 2.0, 0.9, i * 22.5), p.dark, lift=0, line=False)
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
                c.shape(leaf(math.cos(a) * 7, -5 + math.sin(a) * 7, 1.6, 0.9, math.degrees(a)), p.dark, lift=0, line=False)
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
        c.oval(x + 14 + (i % 4) * 3.4 + rng.uniform(-1, 1), y + 11 + (i // 4) * 3 + rng.uniform(-0.6, 0.6), 2.3, 2.2, mix(_color(c, "plum"), p.cool, 0.2 * (i % 3)), 0.7, lift=0.3)


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


def picnic(c: Canvas) -> None:
    (_picnic_above if c.rng.random() < 0.6 else _picnic_meadow)(c)


def _gingham(c: Canvas, outline: np.ndarray, color: Color, size: float, low: tuple[float, float], high: tuple[float, float]) -> None:
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
                    c.box(-14 + i * 2.1 + (j % 2), -11 + j * 2, 1.4, 0.7, mix(straw, p.dark if (i + j) % 2 else p.light, 0.28), lift=0, line=False)
        c.box(-13.6, -12.4, 27.2, 1.9, mix(straw, p.dark, 0.14), 0.3, r=0.9)


def _picnic_above(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    grass = mix(p.leaf, p.light, rng.uniform(0, 0.2))
    c.gradient(grass, mix(grass, p.dark, 0.1))
    for _ in range(260):
        x, y = rng.uniform(0, c.W), rng.uniform(0, c.H)
        c.stroke([(x, y), (x + rng.uniform(-1, 1), y - rng.uniform(1, 2.6))], (0.4, 0.1), mix(grass, rng.choice((p.dark, p.light)), rng.uniform(0.1, 0.3)), lift=0, line=False)
    for _ in range(20):
        bloom(c, rng.uniform(0, c.W), rng.uniform(0, c.H), rng.uniform(1.2, 2), rng.choice((p.light, p.soft, p.warm)), "daisy")
    with c.at(c.W / 2, c.H / 2, 1, rng.uniform(-16, 16)):
        w, h = 42.0, min(c.H * 0.42, 52)
        _gingham(c, box(-w, -h, 2 * w, 2 * h, 1), rng.choice((p.warm, p.cool, p.dark)), rng.uniform(9, 12), (-w, -h), (w, h))
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
            c.shape(leaf(x + rng.gauss(0, 4.5), y + rng.gauss(0, 4.5), rng.uniform(4, 7), 3, rng.uniform(0, 360), 0.2), mix(p.leaf, p.light, rng.uniform(0, 0.4)), 0.3, lift=0.2)
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
        c.shape(smooth([(-6, horizon - 4 + i * 7), (c.W * 0.3, horizon - 8 + i * 9), (c.W * 0.7, horizon - 2 + i * 7), (c.W + 6, horizon - 7 + i * 8), (c.W + 6, c.H + 5), (-6, c.H + 5)], steps=10), a.far(mix(p.leaf, p.cool, 0.3), 0.55 - i * 0.25))
    for _ in range(6):
        tree(c, rng.uniform(0, c.W), horizon + rng.uniform(2, 8), rng.uniform(10, 16), a.far(p.leaf, 0.2), a.lit(p.dark))
    ground = a.lit(mix(p.leaf, p.soft, 0.15))
    c.shape(smooth([(-6, c.H * 0.6), (c.W * 0.5, c.H * 0.57), (c.W + 6, c.H * 0.61), (c.W + 6, c.H + 9), (-6, c.H + 9)], steps=10), ground)
    big = c.W * rng.choice((0.16, 0.84))
    c.veil(oval(big + 6, c.H * 0.68, 34, 5), p.dark, 0.3, 2)
    tree(c, big, c.H * 0.69, min(c.H * 0.6, 74), a.lit(mix(p.leaf, p.dark, 0.1)), a.lit(mix(p.dark, p.warm, 0.35)))
    y = c.H * 0.8
    x = c.W * 0.5
    _gingham(c, np.array([(x - 30, y - 6), (x + 30, y - 6), (x + 42, y + 15), (x - 42, y + 15)]), rng.choice((p.warm, p.cool)), 8, (x - 44, y - 8), (x + 44, y + 18))
    basket(c, x + 19, y + 2, 1.15)
    with c.at(x - 1, y + 2, 0.8):
        vessel(c, JARS["bottle"], mix(p.leaf, p.dark, 0.4))
    for i, kind in enumerate(("apple", "orange", "pear")):
        fruit(c, x - 18 + i * 7, y + 8 + (i % 2) * 2, 3.6, kind)
    for _ in range(34):
        fx, fy = rng.uniform(0, c.W), rng.uniform(c.H * 0.66, c.H)
        if abs(fx - x) > 40 or fy > y + 17:
            bloom(c, fx, fy, rng.uniform(0.9, 1.8), rng.choice((p.light, p.warm, p.soft)), "daisy")
