"""Bread on a board: loaves scored and floured, slices, croissants, wheat."""

import math

from .blooms import bouquet
from .canvas import Canvas
from .geometry import blob, leaf, smooth
from .ingredients import croissant
from .palettes import Color, mix
from .stages import above, side, spots, wood
from .tableware import DECOR, JARS, crumbs, glazes, plate, spoon, vessel


def bread(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    if rng.random() < 0.5:
        above(c)
        x, y = c.W / 2, c.H / 2
        board = wood(c)
        with c.at(x, y, 1, rng.uniform(-25, 25)):
            c.box(-33, -28, 66, 56, board, 0.2, r=6, lift=1.2)
            c.box(30, -5, 18, 10, board, r=5, lift=1)
            c.oval(43, 0, 2, 2, mix(board, p.dark, 0.6), lift=0)
            for i in range(8):
                c.stroke(
                    [(-32, -24 + i * 7), (0, -23 + i * 7), (31, -24 + i * 7)],
                    0.3,
                    mix(board, p.dark, 0.15),
                    lift=0,
                    line=False,
                )
            loaf_above(c, -6, -3, 22)
            for k in range(3):
                _slice(c, 17 + k * 3.4, 8 + k * 5, 10)
        crumbs(c, x + 16, y + 16, 26, 7, p.tuned("c98a4a"))
        for px, py in spots(c, 4, 0.46):
            what = rng.choice(("croissant", "wheat", "butter", "jam"))
            if what == "croissant":
                croissant(c, px, py, 11, rng.uniform(-50, 50))
            elif what == "wheat":
                for k in range(5):
                    _wheat(c, px + k * 2, py + 12, rng.uniform(22, 30), rng.uniform(-115, -65))
            elif what == "butter":
                plate(c, px, py, 10, mix(p.light, (255, 255, 255), 0.3), p.cool)
                c.box(px - 4, py - 3, 9, 6, p.tuned("f8dc84", 0.04), 0.5, r=0.6, lift=0.6)
            else:
                c.oval(px, py, 8, 8, mix(p.light, (255, 255, 255), 0.3), 0.3, lift=0.8)
                c.oval(px, py, 6.6, 6.6, rng.choice((p.warm, p.tuned("8c2340"))), 0.4, lift=0)
                spoon(c, px + 2, py + 1, 14, rng.uniform(0, 90), mix(p.light, p.dark, 0.25))
        return
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.42
    if rng.random() < 0.7:
        bouquet(c, c.W * 0.84, y - 6, rng.uniform(46, 62), jar=rng.choice(("jug", "bottle", "tall")))
    board = wood(c)
    c.box(c.W * 0.5 - 42, y, 84, 4, board, 0.4, r=1.6, lift=0.9)
    loaf_side(c, c.W * 0.33, y + 0.4, 27)
    for k in range(3):
        _slice(c, c.W * 0.62 + k * 4.6, y - 9.6 + k * 0.6, 12)
    if rng.random() < 0.6:
        with c.at(c.W * 0.84, y + 0.6, 1):
            vessel(c, JARS["jug"], glazes(c)[0], rng.choice(DECOR), p.light)
    for k in range(rng.randint(2, 3)):
        croissant(c, c.W * (0.2 + 0.25 * k), y + 13 + (k % 2) * 3, 9.5, rng.uniform(-20, 20))


def _crust(c: Canvas) -> Color:
    return c.palette.tuned(c.rng.choice(("b9723a", "a8622f", "c98445")), 0.1)


def loaf_above(c: Canvas, x: float, y: float, r: float) -> None:
    rng, p = c.rng, c.palette
    crust = _crust(c)
    flour = p.tuned("fbeed6", 0.04)
    outline = blob(rng, x, y, r, r * rng.uniform(0.72, 0.98), wobble=0.03)
    c.shape(outline, crust, 0.9, lift=1.1)
    with c.inside(outline):
        c.oval(x - r * 0.15, y - r * 0.15, r * 0.72, r * 0.56, mix(crust, flour, 0.18), lift=0, line=False)
        pattern = rng.choice(("leaf", "cross", "lines"))
        if pattern == "leaf":
            c.stroke(
                [(x - r * 0.8, y + r * 0.06), (x, y - r * 0.06), (x + r * 0.8, y + r * 0.06)],
                (0.5, 1.6, 0.5),
                flour,
                lift=0,
                line=False,
            )
            for k in range(9):
                lx = x - r * 0.66 + k * r * 0.16
                for s in (-1, 1):
                    c.shape(leaf(lx, y, r * 0.36, r * 0.11, s * 48), flour, lift=0, line=False)
        elif pattern == "cross":
            for a in (35, 125):
                with c.at(x, y, 1, a):
                    c.shape(leaf(-r * 0.75, 0, r * 1.5, r * 0.22, 0), flour, lift=0, line=False)
        else:
            for k in (-0.5, -0.17, 0.17, 0.5):
                c.shape(leaf(x + k * r - r * 0.14, y + r * 0.5, r * 1.05, r * 0.17, -72), flour, lift=0, line=False)
        c.scatter(60, (x - r, y - r, r * 2, r * 2), (0.1, 0.34), mix(flour, crust, 0.25))


def loaf_side(c: Canvas, x: float, y: float, half: float) -> None:
    p = c.palette
    crust = _crust(c)
    flour = p.tuned("fbeed6", 0.04)
    outline = smooth(
        [
            (x - half, y - 3),
            (x - half * 0.85, y - half * 0.5),
            (x - half * 0.3, y - half * 0.82),
            (x + half * 0.35, y - half * 0.82),
            (x + half * 0.86, y - half * 0.5),
            (x + half, y - 3),
            (x + half * 0.9, y),
            (x - half * 0.9, y),
        ]
    )
    c.shape(outline, crust, 0.9, lift=1.0)
    with c.inside(outline):
        for k in (-0.55, -0.15, 0.25, 0.65):
            c.shape(
                leaf(x + k * half - half * 0.14, y - half * 0.42, half * 0.52, half * 0.15, -62),
                flour,
                0.3,
                lift=0,
                line=False,
            )
        c.scatter(50, (x - half, y - half, half * 2, half), (0.1, 0.34), mix(flour, crust, 0.3))


def _slice(c: Canvas, x: float, y: float, r: float) -> None:
    p = c.palette
    outline = smooth(
        [
            (x - r * 0.8, y + r * 0.8),
            (x - r * 0.82, y),
            (x - r, y - r * 0.42),
            (x - r * 0.5, y - r * 0.86),
            (x + r * 0.5, y - r * 0.86),
            (x + r, y - r * 0.42),
            (x + r * 0.82, y),
            (x + r * 0.8, y + r * 0.8),
        ],
        steps=6,
    )
    c.shape(outline, p.tuned("b9723a", 0.1), 0.3, lift=0.6)
    crumb = p.tuned("f6dfb4", 0.05)
    c.shape((outline - (x, y)) * 0.86 + (x, y), crumb, lift=0, line=False)
    for _ in range(14):
        a, d = c.rng.uniform(0, math.tau), r * 0.6 * math.sqrt(c.rng.random())
        c.oval(
            x + math.cos(a) * d,
            y + math.sin(a) * d,
            c.rng.uniform(0.3, 0.9),
            c.rng.uniform(0.2, 0.5),
            mix(crumb, p.dark, 0.14),
            lift=0,
            line=False,
        )


def _wheat(c: Canvas, x: float, y: float, length: float, angle: float) -> None:
    gold = c.palette.tuned("dba545", 0.08)
    with c.at(x, y, 1, angle):
        c.stroke([(0, 0), (length, 0)], 0.4, gold, lift=0, line=False)
        for k in range(7):
            for s in (-1, 1):
                c.shape(
                    leaf(length * 0.6 + k * length * 0.055, 0, 3.2, 1.3, s * 28),
                    mix(gold, c.palette.light, 0.12 * (k % 2)),
                    0.3,
                    lift=0.2,
                )
