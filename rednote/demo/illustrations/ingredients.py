"""Things to eat, from above: what floats in soups, what lies on plates."""

import math

import numpy as np

from .canvas import Canvas
from .geometry import arc, blob, leaf, oval
from .palettes import Color, mix
from .stages import ring_of
from .tableware import glazes


def egg(c: Canvas, x: float, y: float, r: float) -> None:
    with c.at(x, y, 1, c.rng.uniform(0, 180)):
        c.oval(0, 0, r, r * 0.78, c.palette.tuned("fff6e6", 0.06), 0.3, lift=0.3)
        c.oval(r * 0.08, 0, r * 0.5, r * 0.46, c.palette.tuned("f2a52e", 0.06), 0.5, lift=0)
        c.oval(-r * 0.06, -r * 0.14, r * 0.13, r * 0.08, (255, 236, 180), lift=0, line=False)


def mushroom(c: Canvas, x: float, y: float, r: float) -> None:
    cap = c.palette.tuned("8a5a3a")
    c.oval(x, y, r, r, cap, 0.6, lift=0.3)
    for a in (0, 60, 120):
        with c.at(x, y, 1, a + 15):
            c.shape(leaf(-r * 0.7, 0, r * 1.4, r * 0.24, 0), mix(cap, c.palette.light, 0.7), lift=0, line=False)


def citrus(c: Canvas, x: float, y: float, r: float, color: Color) -> None:
    """A cut orange, lemon or lime."""
    c.oval(x, y, r, r, color, 0.3, lift=0.5)
    c.oval(x, y, r * 0.9, r * 0.9, mix(color, (255, 252, 236), 0.82), lift=0, line=False)
    turn = c.rng.uniform(0, 40)
    for i in range(9):
        a = math.radians(turn + i * 40)
        b, d = a - 0.3, a + 0.3
        points = [
            (x + math.cos(a) * r * 0.12, y + math.sin(a) * r * 0.12),
            (x + math.cos(b) * r * 0.8, y + math.sin(b) * r * 0.8),
            (x + math.cos(a) * r * 0.84, y + math.sin(a) * r * 0.84),
            (x + math.cos(d) * r * 0.8, y + math.sin(d) * r * 0.8),
        ]
        c.shape(points, mix(color, (255, 255, 240), 0.1 * (i % 3)), lift=0, line=False)


def tomato(c: Canvas, x: float, y: float, r: float, color: Color | None = None) -> None:
    red = color or c.palette.tuned("d8432f", 0.08)
    c.shape(blob(c.rng, x, y, r, r * 0.95, wobble=0.04), red, 0.7, lift=0.5)
    for i in range(5):
        c.shape(leaf(x, y, r * 0.6, r * 0.2, i * 72 + 20), c.palette.leaf, lift=0, line=False)
    c.oval(x - r * 0.4, y - r * 0.4, r * 0.14, r * 0.1, mix(red, (255, 255, 255), 0.6), lift=0, line=False)


def carrot_coin(c: Canvas, x: float, y: float, r: float) -> None:
    tone = c.palette.tuned("ec8a35", 0.06)
    c.oval(x, y, r, r, tone, 0.3, lift=0.25)
    c.oval(x, y, r * 0.45, r * 0.45, mix(tone, (255, 230, 150), 0.4), lift=0, line=False)


def onion_rings(c: Canvas, x: float, y: float, count: int, spread: float) -> None:
    for _ in range(count):
        px, py, r = x + c.rng.gauss(0, spread), y + c.rng.gauss(0, spread), c.rng.uniform(0.5, 0.9)
        ring = oval(px, py, r, n=12)
        c.stroke(
            np.vstack([ring, ring[:1]]),
            0.4,
            mix(c.palette.leaf, (190, 230, 140), c.rng.uniform(0.1, 0.6)),
            curved=False,
            lift=0,
            line=False,
        )


def noodles(c: Canvas, x: float, y: float, r: float) -> None:
    tone = c.palette.tuned("f3d48c", 0.06)
    for i in range(15):
        a, wide = c.rng.uniform(0, math.tau), r * c.rng.uniform(0.25, 0.7)
        cx, cy = x + math.cos(a) * r * 0.25, y + math.sin(a) * r * 0.25
        start = c.rng.uniform(0, 360)
        c.stroke(
            arc(cx, cy, wide, wide * 0.8, start, start + c.rng.uniform(150, 260), 18),
            r * 0.07,
            mix(tone, c.palette.dark if i % 3 == 0 else (255, 250, 225), 0.14),
            curved=False,
            lift=0.2,
            line=False,
        )


def salad_leaves(c: Canvas, x: float, y: float, r: float) -> None:
    for _ in range(6):
        c.shape(
            leaf(
                x + c.rng.gauss(0, r * 0.2),
                y + c.rng.gauss(0, r * 0.2),
                r * c.rng.uniform(0.9, 1.4),
                r * 0.6,
                c.rng.uniform(0, 360),
                0.2,
            ),
            mix(c.palette.leaf, c.rng.choice((c.palette.dark, (200, 230, 130))), c.rng.uniform(0, 0.35)),
            0.4,
            lift=0.3,
        )


def _prawn(c: Canvas, x: float, y: float, r: float) -> None:
    tone = c.palette.tuned("f08a62", 0.05)
    with c.at(x, y, r / 4, c.rng.uniform(0, 360)):
        c.stroke(arc(0, 0, 3, 2.8, 0, 250, 14), (0.8, 2.4, 2.6, 2), tone, 0.5, curved=False, lift=0.3)
        for a in (60, 110, 160, 210):
            t = math.radians(a)
            c.stroke(
                [(math.cos(t) * 1.9, math.sin(t) * 1.9), (math.cos(t) * 4.1, math.sin(t) * 3.9)],
                0.35,
                mix(tone, (255, 245, 230), 0.6),
                lift=0,
                line=False,
            )


def _seaweed(c: Canvas, x: float, y: float, r: float) -> None:
    with c.at(x, y, 1, c.rng.uniform(-30, 30)):
        c.box(-r * 0.8, -r, r * 1.6, r * 2, mix(c.palette.dark, c.palette.leaf, 0.25), 0.3, lift=0.4)


def meat(c: Canvas, x: float, y: float, r: float) -> None:
    tone = c.palette.tuned("b4694a", 0.08)
    c.shape(blob(c.rng, x, y, r, r * 0.85, wobble=0.06), tone, 0.5, lift=0.4)
    c.stroke(
        arc(x, y, r * 0.55, r * 0.45, 20, 290, 14),
        r * 0.14,
        mix(tone, (255, 235, 215), 0.6),
        curved=False,
        lift=0,
        line=False,
    )


TOPPINGS = (egg, mushroom, salad_leaves, _prawn, _seaweed, meat, tomato)


def soup(c: Canvas, x: float, y: float, r: float) -> None:
    """A bowl from above, full of good things."""
    rng, p = c.rng, c.palette
    tone = glazes(c)[0]
    broth = p.tuned(rng.choice(("d99a45", "c76a35", "e8c98f", "b98a4a", "f2e2bd")), 0.08)
    c.oval(x, y, r, r, tone, 0.4, lift=1.4)
    for k in (0.965, 0.93):
        path = oval(x, y, r * k, n=60)
        c.stroke(np.vstack([path, path[:1]]), r * 0.012, mix(tone, p.light, 0.5), curved=False, lift=0, line=False)
    c.oval(x, y, r * 0.88, r * 0.88, mix(tone, p.dark, 0.35), lift=0)
    c.oval(x + r * 0.015, y + r * 0.02, r * 0.85, r * 0.85, broth, lift=0, line=False)
    for _ in range(16):
        a, d = rng.uniform(0, math.tau), r * rng.uniform(0.6, 0.8)
        s = rng.uniform(0.4, 1.4)
        c.oval(x + math.cos(a) * d, y + math.sin(a) * d, s, s, mix(broth, (255, 244, 210), 0.4), lift=0, line=False)
    if rng.random() < 0.7:
        noodles(c, x, y, r * 0.75)
    else:
        c.shape(blob(rng, x, y, r * 0.6, r * 0.6, n=15, wobble=0.08), p.tuned("fbf3e0", 0.04), 0.4, lift=0.3)
        c.scatter(
            90,
            (x - r * 0.45, y - r * 0.45, r * 0.9, r * 0.9),
            (0.4, 0.6),
            mix(p.tuned("f2e6cc", 0.04), p.dark, 0.05),
            0.5,
        )
    kinds = rng.sample(TOPPINGS, 4)
    for i, (tx, ty) in enumerate(ring_of(x, y, r * 0.46, 6, rng.random() * 6)):
        kinds[i % 4](c, tx, ty, r * rng.uniform(0.2, 0.26))
    onion_rings(c, x, y, 16, r * 0.24)
    c.scatter(22, (x - r * 0.5, y - r * 0.5, r, r), (0.22, 0.34), mix(p.light, (255, 250, 230), 0.5))


def croissant(c: Canvas, x: float, y: float, size: float, angle: float) -> None:
    """A croissant seen from above: a crescent of rolled bands."""
    p = c.palette
    crust = p.tuned(c.rng.choice(("d18a43", "c97c36")), 0.1)
    with c.at(x, y, size / 12, angle):
        for i in (0, 6, 1, 5, 2, 4, 3):
            t = (i - 3) / 3
            cx, cy = t * 9.5, 3.6 * t * t - 1.5
            half = 4.4 * (1 - 0.62 * abs(t) ** 1.4)
            with c.at(cx, cy, 1, t * 38):
                c.oval(0, 0, 2.6, half, mix(crust, p.light, 0.1 + 0.12 * (i % 2)), 0.7, lift=0.4)
                for dx in (-0.8, 0.7):
                    c.stroke(
                        [(dx, -half * 0.75), (dx + 0.3, 0), (dx, half * 0.75)],
                        (0.1, 0.4, 0.1),
                        mix(crust, p.dark, 0.35),
                        lift=0,
                        line=False,
                    )
