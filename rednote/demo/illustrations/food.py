"""Bowls of soup and pots on the stove, and the good things in them."""

import math

import numpy as np

from .blooms import sprig
from .canvas import Canvas
from .geometry import arc, blob, box, leaf, smooth
from .greenery import plant
from .ingredients import carrot_coin, citrus, egg, meat, mushroom, salad_leaves, soup, tomato
from .palettes import mix
from .stages import above, ring_of, side, spots, wood
from .tableware import DECOR, JARS, chopsticks, glazes, leaf_litter, plate, silhouette, spoon, steam, vessel

# Things to eat, from above, each about as large as r


def bowl(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    if rng.random() < 0.72:
        above(c)
        x, y = c.W * rng.uniform(0.46, 0.54), c.H * rng.uniform(0.47, 0.55)
        soup(c, x, y, rng.uniform(31, 36))
        for px, py in spots(c, 4, 0.47):
            _side_dish(c, px, py)
        chopsticks(c, x + 18, y + 38, 50, rng.uniform(-72, -40), rng.choice((p.dark, p.warm, wood(c))))
        return
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.38
    tones = glazes(c)
    if rng.random() < 0.6:
        plant(c, c.W * 0.14, y - 4, rng.uniform(30, 44))
    with c.at(c.W * 0.52, y, 2.3):
        c.ground_shadow(2, 0.4, 9, 1.5)
        steam(c, 0, -19, 17, 3)
        for _ in range(7):
            c.shape(
                leaf(rng.uniform(-8, 8), -11, rng.uniform(4, 7), 3, rng.uniform(-150, -30), 0.2),
                mix(p.leaf, p.dark, rng.uniform(0, 0.3)),
                0.4,
            )
        for i in range(4):
            ex = -6.5 + i * 4.4
            (egg if i % 2 else tomato)(c, ex, -11.8, 2.6)
        for i in range(6):
            c.stroke(
                [(2.6 + i * 0.5, -11), (3 + i * 0.45, -18), (4 + i * 0.4, -23)], 0.4, p.tuned("f3d48c", 0.06), lift=0.2
            )
        c.stroke([(1, -23.4), (22, -27)], (0.6, 0.9), p.dark, lift=0.4)
        c.stroke([(1, -22.2), (22, -24)], (0.6, 0.9), p.dark, lift=0.4)
        outline = silhouette(JARS["bowl"])
        c.shape(outline, tones[0], 0.8)
        with c.inside(outline):
            for i in range(9):
                sx = -12 + i * 3
                c.stroke([(sx, -11), (sx * 0.6, 0)], 0.7, mix(tones[0], tones[1], 0.6), lift=0, line=False)
        c.stroke([(-12, -11), (0, -9.7), (12, -11)], 0.8, mix(tones[0], p.light, 0.4), lift=0, line=False)
    with c.at(c.W * 0.86, y + 3, 1.1):
        vessel(c, JARS["cup"], tones[2], rng.choice(DECOR), tones[3])


def _side_dish(c: Canvas, x: float, y: float) -> None:
    rng, p = c.rng, c.palette
    r = rng.uniform(9, 13)
    kind = rng.choice(("dumplings", "sauce", "greens", "rice", "cloth"))
    if kind == "cloth":
        with c.at(x, y, 1, rng.uniform(-30, 30)):
            c.box(-14, -17, 28, 34, mix(p.light, p.warm, 0.25), lift=0.7)
            for k in range(4):
                c.box(-14 + k * 8, -17, 2, 34, mix(p.light, p.warm, 0.6), lift=0, line=False)
        spoon(c, x, y, 16, rng.uniform(30, 120), mix(p.light, p.dark, 0.3))
        return
    plate(c, x, y, r, glazes(c)[0])
    if kind == "dumplings":
        for dx, dy in ring_of(x, y, r * 0.42, 5, rng.random() * 6):
            with c.at(dx, dy, r / 11, rng.uniform(0, 360)):
                dough = p.tuned("f7e6c8", 0.05)
                c.shape(np.vstack([arc(0, 0.6, 3.8, 3.6, 180, 360, 16)]), dough, 0.6, lift=0.4)
                for k in range(5):
                    c.stroke(
                        [(-2.6 + k * 1.3, -0.6), (-2.2 + k * 1.1, -2.3)],
                        0.3,
                        mix(dough, p.dark, 0.22),
                        lift=0,
                        line=False,
                    )
    elif kind == "sauce":
        c.oval(x, y, r * 0.66, r * 0.66, p.tuned("6a2d1e", 0.08), lift=0)
        c.scatter(14, (x - r * 0.4, y - r * 0.4, r * 0.8, r * 0.8), (0.25, 0.4), p.tuned("f5e2b8"))
    elif kind == "greens":
        salad_leaves(c, x, y, r * 0.6)
    else:
        c.shape(blob(rng, x, y, r * 0.6, n=13, wobble=0.06), p.tuned("fdf6e6", 0.04), 0.5, lift=0.4)
        c.scatter(9, (x - r * 0.3, y - r * 0.3, r * 0.6, r * 0.6), (0.25, 0.4), p.dark)


def pot(c: Canvas) -> None:
    (_stew_above if c.rng.random() < 0.5 else _stove)(c)


def _stew_above(c: Canvas) -> None:
    """A casserole from above with what went into it around it."""
    rng, p = c.rng, c.palette
    above(c)
    x, y, r = c.W / 2, c.H * rng.uniform(0.46, 0.54), rng.uniform(29, 33)
    tone = glazes(c)[0]
    for s in (-1, 1):
        c.box(x + s * (r + 2.4) - 5, y - 8, 10, 16, tone, 0.4, r=4, lift=1)
        c.box(x + s * (r + 4) - 2, y - 4, 4, 8, mix(tone, p.dark, 0.5), r=1.6, lift=0)
    c.oval(x, y, r, r, tone, 0.4, lift=1.4)
    c.oval(x, y, r * 0.92, r * 0.92, mix(tone, p.light, 0.5), lift=0)
    stew = p.tuned(rng.choice(("b5482a", "d98c3c", "7f8f3e", "c9a25a")), 0.08)
    c.oval(x, y, r * 0.88, r * 0.88, stew, lift=0, line=False)
    for _ in range(34):
        a, d = rng.uniform(0, math.tau), r * 0.74 * math.sqrt(rng.random())
        px, py = x + math.cos(a) * d, y + math.sin(a) * d
        what = rng.choice((carrot_coin, mushroom, tomato, meat, None))
        if what:
            what(c, px, py, rng.uniform(2.6, 4.4))
        else:
            salad_leaves(c, px, py, 2.6)
    leaf_litter(c, x, y, 22, r * 0.3, p.leaf)
    with c.at(x + 6, y + 6, 1, rng.uniform(15, 70)):
        c.stroke([(-4, 0), (46, 0)], (2, 2.6), wood(c), 0.5, lift=0.9)
    for px, py in spots(c, 5, 0.47):
        what = rng.choice(("onion", "tomatoes", "herbs", "lemon", "salt"))
        if what == "onion":
            for k in range(2):
                c.shape(
                    smooth(
                        [
                            (px + k * 9, py - 8),
                            (px + 5 + k * 9, py - 2),
                            (px + 4 + k * 9, py + 4),
                            (px - 4 + k * 9, py + 4),
                            (px - 5 + k * 9, py - 2),
                        ]
                    ),
                    p.tuned("d9a05c" if k else "8e3f5e", 0.1),
                    0.7,
                    lift=0.6,
                )
        elif what == "tomatoes":
            for k in range(3):
                tomato(c, px + (k - 1) * 8, py + (k % 2) * 5, rng.uniform(3.6, 5))
        elif what == "herbs":
            for k in range(4):
                sprig(c, px - 6, py + k, 17, rng.uniform(-50, 20), p.leaf, 5)
        elif what == "lemon":
            citrus(c, px, py, 6.5, p.tuned("f2c93c", 0.05))
            citrus(c, px + 10, py + 5, 5.5, p.tuned("f2c93c", 0.05))
        else:
            c.oval(px, py, 7, 7, glazes(c)[1], 0.3, lift=0.7)
            c.oval(px, py, 5.4, 5.4, mix(p.light, (255, 255, 255), 0.5), lift=0, line=False)


def _stove(c: Canvas) -> None:
    """Pots on a stove, ladles on a rail, something on the shelf."""
    rng, p = c.rng, c.palette
    stage = side(c, c.H * 0.68)
    y = stage.table
    rail = y - c.H * 0.44
    c.box(-2, rail, c.W + 4, 0.9, mix(p.dark, p.warm, 0.3), lift=0.4)
    x = c.W * 0.12
    while x < c.W * 0.94:
        tone = rng.choice((wood(c), mix(p.light, p.dark, 0.35), p.warm, mix(p.dark, p.cool, 0.3)))
        n = rng.uniform(11, 17)
        c.box(x - 0.5, rail, 1, n, tone, 0.3, r=0.5)
        kind = rng.choice(("ladle", "spatula", "pan", "whisk"))
        if kind == "ladle":
            c.shape(arc(x, rail + n, 3.6, 4, 0, 180, 14), tone, 0.5)
        elif kind == "spatula":
            c.box(x - 2.4, rail + n - 0.4, 4.8, 7, tone, 0.4, r=1)
        elif kind == "pan":
            c.oval(x, rail + n + 4.4, 5.4, 5.4, mix(p.dark, p.cool, 0.2), 0.5)
        else:
            for k in (-2, -1, 0, 1, 2):
                c.stroke([(x, rail + n - 1), (x + k * 1.1, rail + n + 4), (x, rail + n + 7)], 0.35, tone, lift=0)
        x += rng.uniform(11, 17)
    c.box(-3, y, c.W + 6, 4.4, mix(p.dark, p.cool, 0.18), lift=0.6)
    front = rng.choice((mix(p.light, p.soft, 0.3), p.cool, p.leaf, p.warm))
    c.box(-3, y + 4.4, c.W + 6, c.H, front, lift=0.4)
    for i in range(5):
        c.oval(c.W * (0.14 + i * 0.18), y + 10, 2.6, 2.6, mix(front, p.light, 0.6), 0.5)
        c.box(c.W * (0.14 + i * 0.18) - 0.3, y + 8, 0.6, 2, p.dark, lift=0)
    c.box(c.W * 0.1, y + 16, c.W * 0.8, c.H, mix(front, p.dark, 0.12), r=3, lift=0)
    c.box(c.W * 0.2, y + 20, c.W * 0.6, 1.6, mix(p.light, p.dark, 0.2), r=0.8)
    for px, scale in ((c.W * 0.34, 1.45), (c.W * 0.74, 1.05)):
        tone = glazes(c)[0]
        for k in range(7):
            c.shape(leaf(px + (k - 3) * 2.6 * scale, y + 0.6, 3.4, 1.7, -90), (*mix(p.cool, (120, 190, 255), 0.5), 0.7))
        with c.at(px, y - 2.4, scale):
            steam(c, 0, -25, 22, 3)
            for s in (-1, 1):
                c.box(s * 13.4 - 2.4, -11, 4.8, 2.6, mix(tone, p.dark, 0.3), r=1.2)
            body = box(-12, -15, 24, 15, 3)
            c.shape(body, tone, 0.7)
            with c.inside(body):
                c.box(-9, -16, 1.6, 18, mix(tone, p.light, 0.5), r=0.8, lift=0, line=False)
            with c.at(0, -15.4, 1, rng.choice((0, 0, -7))):
                c.curve(
                    [(-12.6, 0.6), (-10, -3), (0, -4.6), (10, -3), (12.6, 0.6), (0, 1.2)], mix(tone, p.light, 0.18), 0.5
                )
                c.oval(0, -5.8, 2, 1.5, mix(p.dark, p.warm, 0.2), 0.4)
