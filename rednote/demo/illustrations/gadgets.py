"""Things people travel and watch with: cameras, films, suitcases."""

import math

import numpy as np

from .blooms import bouquet, sprig
from .canvas import Canvas
from .geometry import blob, box, smooth
from .greenery import plant
from .palettes import mix
from .stages import above, ring_of, side, spots
from .tableware import glazes


def instant_photo(c: Canvas, x: float, y: float, size: float, angle: float) -> None:
    """An instant photo of a small landscape."""
    rng, p = c.rng, c.palette
    with c.at(x, y, size / 20, angle):
        c.box(-9, -11, 18, 22, mix(p.light, (255, 255, 255), 0.6), lift=0.6)
        scene = box(-7.6, -9.6, 15.2, 14.4)
        tone = rng.choice((p.cool, p.soft, p.warm))
        c.shape(scene, mix(tone, p.light, 0.35), lift=0, line=False)
        with c.inside(scene):
            c.oval(3, -4, 2.6, 2.6, mix(p.soft, p.warm, 0.3), lift=0, line=False)
            for i in range(3):
                c.shape(
                    blob(rng, -5 + i * 5, 6.4 - i * 0.6, 8, 6 - i),
                    mix(p.leaf if tone != p.leaf else p.warm, p.dark, 0.14 * i),
                    lift=0,
                    line=False,
                )


def old_camera(c: Canvas) -> None:
    """An old camera from the front, standing at (0, 0), 40 wide."""
    rng, p = c.rng, c.palette
    skin = rng.choice((mix(p.dark, p.warm, 0.1), p.warm, mix(p.leaf, p.dark, 0.4), p.tuned("8a5a3a"), p.cool))
    metal = mix(p.light, p.dark, 0.2)
    c.box(-14, -31, 7, 5, mix(metal, p.dark, 0.2), 0.4, r=0.8)
    c.box(8, -30, 6, 4, mix(metal, p.dark, 0.1), 0.4, r=0.8)
    c.shape([(-6, -27), (-4.4, -32), (4.4, -32), (6, -27)], metal, 0.4)
    c.box(-20, -27.4, 40, 27.4, metal, 0.5, r=3.4, lift=0.7)
    body = box(-20, -21.4, 40, 16.4)
    c.shape(body, skin, 0.4, lift=0)
    with c.inside(body):
        c.scatter(90, (-20, -21, 40, 16), (0.12, 0.22), mix(skin, p.dark, 0.3))
    c.box(-3.2, -30.6, 6.4, 2.6, mix(p.dark, p.cool, 0.35), r=0.5, lift=0)
    c.box(-17.4, -26, 6, 3.4, mix(p.cool, p.light, 0.5), r=0.7, lift=0)
    c.oval(13.4, -24.6, 1.7, 1.5, p.warm, 0.4, lift=0)
    for r, tone in (
        (11.4, metal),
        (10, mix(p.dark, (0, 0, 0), 0.2)),
        (8, mix(metal, p.dark, 0.35)),
        (6.8, mix(p.dark, (0, 0, 0), 0.25)),
        (4.8, mix(p.dark, p.cool, 0.55)),
        (2.6, mix(p.dark, p.cool, 0.2)),
    ):
        c.oval(0, -13, r, r, tone, 0.3 if r > 9 else 0, lift=0.5 if r > 11 else 0)
    c.oval(-2.2, -15.2, 1.7, 1.2, (255, 255, 255), lift=0, line=False)
    c.oval(2, -10.8, 0.9, 0.7, mix(p.cool, (255, 255, 255), 0.6), lift=0, line=False)


def _film(c: Canvas, x: float, y: float, angle: float) -> None:
    """A roll of film with its tongue out."""
    p = c.palette
    tone = c.rng.choice((p.warm, p.leaf, p.cool, p.soft))
    with c.at(x, y, 1, angle):
        c.box(4, -4, 13, 7.4, mix(p.dark, p.warm, 0.3), lift=0.3)
        for i in range(6):
            for dy in (-3.3, 2.2):
                c.box(5 + i * 2, dy, 1.0, 0.8, mix(p.light, p.soft, 0.5), lift=0, line=False)
        c.box(-4.6, -5.4, 9.4, 10.8, tone, 0.6, r=0.6, lift=0.5)
        c.box(-4.6, -2, 9.4, 4, mix(p.light, (255, 255, 255), 0.4), lift=0, line=False)
        c.box(-5.2, -6.4, 10.6, 1.6, mix(p.dark, p.cool, 0.1), lift=0)
        c.box(-5.2, 4.8, 10.6, 1.6, mix(p.dark, p.cool, 0.1), lift=0)


def camera(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    if rng.random() < 0.5:
        stage = side(c)
        y = stage.table + (c.H - stage.table) * 0.4
        x = c.W * rng.uniform(0.44, 0.52)
        for i in range(3):
            c.box(
                x - 26 + rng.uniform(-2, 2), y - 3.8 * (i + 1) + 1, 52 - i * 3, 3.6, glazes(c)[0], 0.3, r=0.4, lift=0.4
            )
        with c.at(x, y - 10.5, 1.15):
            old_camera(c)
        bouquet(c, c.W * 0.86, y, rng.uniform(40, 54)) if rng.random() < 0.5 else plant(
            c, c.W * 0.87, y, rng.uniform(34, 50)
        )
        _film(c, c.W * 0.16, y + 6, rng.uniform(-10, 10))
        instant_photo(c, c.W * 0.66, y + 9, 13, rng.uniform(-12, 12))
        return
    above(c)
    x, y = c.W / 2, c.H / 2
    for i, (px, py) in enumerate(ring_of(x, y, min(c.W, c.H) * 0.37, 6, rng.random() * 6)):
        if i % 3 == 2:
            _film(c, px, py, rng.uniform(0, 360))
        else:
            instant_photo(c, px, py, rng.uniform(22, 27), rng.uniform(-30, 30))
    c.stroke(
        [(x - 22, y - 6), (x - 36, y - 20), (x - 26, y - 44), (x + 4, y - 46), (x + 30, y - 36), (x + 22, y - 8)],
        1.8,
        p.tuned("8a5a3a"),
        0.3,
        lift=0.5,
    )
    with c.at(x, y + 15, 1.2, rng.uniform(-12, 12)):
        old_camera(c)
    for px, py in spots(c, 2, 0.47):
        sprig(c, px, py, 20, rng.uniform(0, 360), p.leaf, 7)


def filmreel(c: Canvas) -> None:
    (_cinema if c.rng.random() < 0.45 else _evening)(c)


def _cinema(c: Canvas) -> None:
    """Heads before a bright screen."""
    rng, p = c.rng, c.palette
    dark = mix(p.dark, (16, 12, 30), 0.4)
    c.gradient(mix(dark, p.cool, 0.12), dark)
    x, y, w, h = c.W * 0.1, c.H * 0.14, c.W * 0.8, c.H * 0.4
    c.glow(c.W / 2, y + h / 2, c.W * 0.75, mix(p.soft, p.light, 0.4), 0.4)
    screen = box(x, y, w, h, 2)
    c.shape(screen, p.light, lift=0)
    with c.inside(screen):
        c.gradient(mix(p.cool, p.light, 0.3), mix(p.warm, p.soft, 0.5), y, y + h)
        c.oval(c.W * 0.62, y + h * 0.46, h * 0.2, h * 0.2, mix(p.soft, p.light, 0.4), lift=0, line=False)
        for i in range(3):
            c.shape(
                blob(rng, x + w * (0.2 + 0.32 * i), y + h * 1.04, w * 0.34, h * (0.46 - 0.1 * i)),
                mix(mix(p.cool, p.dark, 0.2 + 0.2 * i), p.warm, 0.1),
                lift=0,
                line=False,
            )
        c.box(x, y, w, h * 0.08, dark, lift=0, line=False)
        c.box(x, y + h * 0.92, w, h * 0.08, dark, lift=0, line=False)
    red = mix(p.warm, dark, 0.3)
    for s in (-1, 1):
        edge = c.W / 2 + s * c.W / 2
        for i in range(3):
            c.shape(
                smooth(
                    [
                        (edge + s * 3, -3),
                        (edge - s * (9 - i * 3), -3),
                        (edge - s * (6.5 - i * 2.4), c.H * 0.4),
                        (edge - s * (8 - i * 2.4), c.H * 0.66),
                        (edge + s * 3, c.H * 0.66),
                    ],
                    steps=6,
                ),
                mix(red, dark, 0.18 * i),
                0.4,
            )
    for row in range(3):
        foot = c.H * (0.74 + 0.13 * row)
        tone = mix(red, dark, 0.55 - row * 0.16)
        step = c.W / (5.2 - row * 0.6)
        for i in range(-1, 7):
            cx = (i + (row % 2) * 0.5) * step + rng.uniform(-1, 1)
            if rng.random() < 0.8:
                hair = rng.choice((mix(dark, p.warm, 0.2), mix(dark, p.cool, 0.3), mix(dark, p.soft, 0.25)))
                kind = rng.random()
                c.oval(cx, foot - 8, 4.4 + row * 0.7, 5 + row * 0.7, hair, lift=0.2)
                if kind < 0.3:
                    c.oval(cx, foot - 14 - row, 2.2, 2, hair, lift=0)
                elif kind < 0.6:
                    c.oval(cx, foot - 5, 5.6 + row * 0.7, 6 + row * 0.7, hair, lift=0)
            c.box(cx - step * 0.42, foot - 4, step * 0.84, c.H, tone, 0.4, r=4)


def _popcorn(c: Canvas, x: float, y: float, scale: float) -> None:
    p = c.palette
    with c.at(x, y, scale):
        c.ground_shadow(1.5, 0.3, 10, 1.6)
        corn = p.tuned("fbeec6", 0.05)
        for _ in range(34):
            a, d = c.rng.uniform(math.pi, math.tau), 10 * math.sqrt(c.rng.random())
            c.shape(
                blob(c.rng, math.cos(a) * d, -25 + math.sin(a) * d * 0.7, c.rng.uniform(1.7, 2.7), wobble=0.25, n=7),
                mix(corn, c.rng.choice(((255, 255, 255), p.soft)), c.rng.uniform(0, 0.4)),
                0.4,
                lift=0.2,
            )
        tub = np.array([(-11, -25), (11, -25), (8, 0), (-8, 0)], dtype=float)
        c.shape(tub, mix(p.light, (255, 255, 255), 0.5), 0.4)
        with c.inside(tub):
            for i in range(4):
                t = -9 + i * 6.0
                c.shape(
                    [(t * 1.2, -26), (t * 1.2 + 3.6, -26), (t * 0.85 + 2.6, 1), (t * 0.85, 1)],
                    p.warm,
                    lift=0,
                    line=False,
                )


def _reel(c: Canvas, x: float, y: float, r: float) -> None:
    p = c.palette
    tone = c.rng.choice((mix(p.dark, p.cool, 0.3), mix(p.light, p.dark, 0.35), p.cool))
    c.stroke(
        [
            (x + r * 0.9, y + r * 0.3),
            (x + r * 1.4, y + r * 0.95),
            (x + r * 2.2, y + r * 0.9),
            (x + r * 2.8, y + r * 1.05),
        ],
        r * 0.2,
        mix(p.dark, p.warm, 0.2),
        lift=0.3,
    )
    c.oval(x, y, r, r, tone, 0.4, lift=0.7)
    c.oval(x, y, r * 0.92, r * 0.92, mix(tone, p.light, 0.2), lift=0)
    for hx, hy in ring_of(x, y, r * 0.54, 5, -1.57):
        c.oval(hx, hy, r * 0.24, r * 0.24, mix(p.dark, p.warm, 0.25), lift=0)
    c.oval(x, y, r * 0.14, r * 0.14, mix(p.dark, p.warm, 0.25), lift=0)


def _evening(c: Canvas) -> None:
    """A film evening on a table: reel, clapper, popcorn, tickets."""
    rng, p = c.rng, c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.38
    _reel(c, c.W * 0.27, y - 22, 22)
    _popcorn(c, c.W * 0.7, y + 2, 1.55)
    with c.at(c.W * 0.45, y + 5, 1.0, rng.uniform(-6, 6)):
        slate = mix(p.dark, p.cool, 0.12)
        c.box(-15, -17, 30, 19, slate, 0.3, r=1, lift=0.6)
        for i in range(3):
            c.box(-12, -11 + i * 4, 24 - i * 5, 0.8, mix(slate, p.light, 0.6), lift=0, line=False)
        for angle, dy in ((-12, -19.6), (0, -17.2)):
            with c.at(-15, dy, 1, angle):
                bar = box(0, -2, 30, 4)
                c.shape(bar, mix(p.light, (255, 255, 255), 0.5), lift=0.3)
                with c.inside(bar):
                    for i in range(6):
                        c.shape(
                            [(i * 6, -2), (i * 6 + 3, -2), (i * 6 + 1, 2), (i * 6 - 2, 2)], slate, lift=0, line=False
                        )
    for i in range(2):
        with c.at(c.W * 0.2 + i * 5, y + 11 + i, 1, rng.uniform(-14, 14)):
            ticket = rng.choice((p.warm, p.soft, p.cool))
            c.box(-8, -3.6, 16, 7.2, ticket, r=0.8, lift=0.4)
            c.box(3.6, -3.6, 0.4, 7.2, mix(ticket, p.dark, 0.4), lift=0, line=False)
            c.box(-6, -1, 7, 0.9, mix(ticket, p.dark, 0.5), lift=0, line=False)
            c.box(-6, 0.8, 5, 0.7, mix(ticket, p.dark, 0.5), lift=0, line=False)
    for _ in range(7):
        c.shape(
            blob(rng, c.W * rng.uniform(0.5, 0.94), y + rng.uniform(8, 13), 1.9, wobble=0.25, n=7),
            p.tuned("fbeec6", 0.05),
            0.4,
            lift=0.3,
        )
