"""Trains: over a viaduct, along a meadow, and from the seat by the window."""

import numpy as np

from .blooms import bloom, sprig
from .canvas import Canvas
from .figures import arm, head, leg, person, torso
from .fittings import GLOW, view, window
from .furniture import walls
from .gadgets import instant_photo, old_camera
from .geometry import arc, below, blob, box, oval, ridge, smooth, wave
from .greenery import plant
from .landscapes import fir, poplar
from .palettes import mix
from .sky import air, sky
from .stages import above, spots
from .tableware import glazes, steam


def train(c: Canvas) -> None:
    (_seat if c.rng.random() < 0.35 else _viaduct)(c)


def _viaduct(c: Canvas) -> None:
    """A train over a bridge or along a meadow, hills behind."""
    rng, p = c.rng, c.palette
    horizon = c.H * 0.46
    a = sky(c, horizon, ("morning", "day", "golden", "golden", "dusk", "overcast"))
    for i in range(3):
        line = ridge(rng, c.W, horizon - 6 + i * 6, 22 - i * 6, rough=0.45)
        c.shape(below(line, c.H), a.far(mix(p.cool, p.leaf, i * 0.3), 0.66 - i * 0.2))
    rail = c.H * 0.62
    bridge = rng.random() < 0.6
    if bridge:
        c.shape(below(wave(c.W, c.H * 0.8, 2, 50), c.H), a.far(p.leaf, 0.2))
        for _ in range(9):
            fir(c, rng.uniform(0, c.W), c.H * 0.84, rng.uniform(8, 18), a.far(mix(p.leaf, p.dark, 0.35), 0.15))
    body = rng.choice((p.warm, p.leaf, p.cool, p.soft))
    stripe = mix(p.light, p.soft, 0.3)
    x = c.W * rng.uniform(-0.1, 0.12)
    for i in range(6):
        w = 25.0
        car = box(x, rail - 12, w, 10.4, 2.2)
        if i == 0:
            car = smooth(
                [(x, rail - 1.8), (x + 1, rail - 8), (x + 7, rail - 12), (x + w, rail - 12), (x + w, rail - 1.8)],
                steps=4,
            )
        c.shape(car, a.lit(body), 0.4, lift=0.5)
        with c.inside(car):
            c.box(x, rail - 5, w, 1.6, a.lit(stripe), lift=0, line=False)
            for k in range(4):
                c.box(
                    x + 3.4 + k * 5.4,
                    rail - 9.8,
                    4,
                    3.6,
                    GLOW if a.dark or k % 2 else mix(p.cool, p.light, 0.5),
                    r=0.6,
                    lift=0,
                    line=False,
                )
        for k in (4, 8, 17, 21):
            c.oval(x + k, rail - 1.2, 1.3, 1.3, p.dark, lift=0)
        x += w + 1.2
    if rng.random() < 0.5 and not a.dark:
        steam(c, c.W * 0.2, rail - 14, 20, 2)
    c.box(-3, rail, c.W + 6, 1.4, mix(p.dark, p.cool, 0.2), lift=0.3)
    if bridge:
        stone = a.lit(mix(mix(p.soft, p.dark, 0.25), p.warm, 0.12))
        span = c.W / 3.6
        spans = [
            arc(c.W + 6 - span * (i + 0.5), c.H * 0.9, span * 0.38, c.H * 0.9 - rail - 9, 0, -180, 22) for i in range(5)
        ]
        spans = [np.vstack([[(s[0, 0], c.H + 4)], s, [(s[-1, 0], c.H + 4)]]) for s in spans]
        c.shape(
            np.vstack([[(-4, rail + 1.2), (c.W + 6, rail + 1.2), (c.W + 6, c.H + 4)], *spans, [(-4, c.H + 4)]]),
            stone,
            0.5,
            lift=0.7,
        )
        c.box(-3, rail + 1.2, c.W + 6, 3, mix(stone, p.light, 0.2), lift=0.3)
        for _ in range(70):
            c.box(
                rng.uniform(0, c.W),
                rng.uniform(rail + 5, rail + 14),
                rng.uniform(2, 4),
                1.1,
                mix(stone, rng.choice((p.dark, p.light)), 0.14),
                r=0.3,
                lift=0,
                line=False,
            )
    else:
        for i in range(3):
            c.shape(
                below(wave(c.W, rail + 3 + i * 13, 1.4, 60, i * 2.0), c.H),
                a.lit(mix(p.leaf, rng.choice((p.soft, p.dark, p.warm)), 0.1 + 0.1 * i)),
                lift=0.4,
            )
        for _ in range(5):
            poplar(
                c, rng.uniform(0, c.W), rail + rng.uniform(20, 34), rng.uniform(16, 28), a.lit(mix(p.leaf, p.dark, 0.3))
            )
        for _ in range(60):
            bloom(
                c,
                rng.uniform(0, c.W),
                rng.uniform(rail + 20, c.H),
                rng.uniform(0.8, 2.0),
                a.lit(rng.choice((p.warm, p.light, p.soft))),
                "poppy",
            )


def _seat(c: Canvas) -> None:
    """By the window of a carriage."""
    rng, p = c.rng, c.palette
    wall = mix(rng.choice((p.cool, p.leaf, p.warm)), p.light, 0.35)
    c.gradient(wall, mix(wall, p.dark, 0.1))
    a = air(c, rng.choice(("morning", "day", "golden", "dusk")))
    pane = box(c.W * 0.14, c.H * 0.12, c.W * 0.72, c.H * 0.48, 7)
    view(c, pane, a)
    c.stroke(np.vstack([pane, pane[:2]]), 2.6, mix(p.light, p.dark, 0.15), curved=False, lift=0.5)
    c.box(c.W * 0.08, c.H * 0.05, c.W * 0.84, 1.6, mix(p.dark, p.warm, 0.3), lift=0.4)
    for s in (-1, 1):
        edge = c.W * (0.5 + s * 0.44)
        c.shape(
            smooth(
                [
                    (edge - 5, c.H * 0.1),
                    (edge + 5, c.H * 0.1),
                    (edge + 4, c.H * 0.4),
                    (edge + 5, c.H * 0.64),
                    (edge - 5, c.H * 0.64),
                    (edge - 4, c.H * 0.4),
                ]
            ),
            p.warm,
            0.5,
        )
    top = c.H * 0.7
    who = person(c)
    x = c.W * 0.72
    seat = mix(p.warm, p.dark, 0.35)
    for s in (-1, 1):
        c.box(c.W * (0.5 + s * 0.41) - 15, c.H * 0.5, 30, c.H, seat, 0.4, r=6, lift=0.6)
    with c.at(x, c.H * 0.94, 1.5, flip=True):
        torso(c, who, (0, -33), (0, -6), width=13)
        leg(c, who, (1, -6), (15, -8), (17, 8), toe=0, thick=1.3)
        head(c, who, 1.6, -43, 5.4, facing=1)
        arm(c, who, (0, -32), (6, -22), (13, -24))
    c.box(c.W * 0.3, top, c.W * 0.34, 2, p.tuned("a8693c"), 0.3, r=1, lift=0.5)
    c.box(c.W * 0.46, top + 2, 2, c.H, p.tuned("8a5a3a"), lift=0.2)
    c.box(c.W * 0.36, top - 1.6, 11, 1.6, p.cool, lift=0.2)
    c.shape(
        [(c.W * 0.52 - 2.6, top - 6), (c.W * 0.52 + 2.6, top - 6), (c.W * 0.52 + 2, top), (c.W * 0.52 - 2, top)],
        p.light,
        0.4,
    )
    steam(c, c.W * 0.52, top - 6, 10, 2)


def suitcase(c: Canvas) -> None:
    (_packed if c.rng.random() < 0.5 else _ready)(c)


def _ready(c: Canvas) -> None:
    """A suitcase by the door or the window, a hat on it."""
    rng, p = c.rng, c.palette
    floor, wall = walls(c, c.H * 0.78)
    window(c, c.W * 0.14, c.H * 0.1, c.W * 0.5, c.H * 0.4, wall)
    plant(c, c.W * 0.88, floor + 5, c.H * 0.4)
    x, y = c.W * 0.42, floor + 14
    tone = rng.choice((p.warm, p.tuned("a8693c"), p.leaf, p.cool, mix(p.dark, p.cool, 0.35)))
    c.ground_shadow(x + 4, y, 34, 4)
    for s, w, h, dx in ((1, 52, 38, 0), (0.7, 36, 28, 31)):
        body = tone if s == 1 else rng.choice((p.soft, p.cool, p.tuned("c98f5c")))
        bx = x - w / 2 + dx
        c.stroke(
            [
                (bx + w * 0.36, y - h),
                (bx + w * 0.38, y - h - 6 * s),
                (bx + w * 0.62, y - h - 6 * s),
                (bx + w * 0.64, y - h),
            ],
            2.2 * s,
            mix(body, p.dark, 0.4),
            0.3,
        )
        c.box(bx, y - h, w, h, body, 0.6, r=4 * s, lift=0.8)
        for k in (0.2, 0.74):
            c.box(bx + w * k, y - h, w * 0.06, h, mix(body, p.dark, 0.3), lift=0)
            c.box(
                bx + w * k - 0.4, y - h * 0.56, w * 0.06 + 0.8, 3 * s, mix(p.soft, (220, 180, 90), 0.6), r=0.5, lift=0
            )
        for _ in range(3):
            sx, sy = bx + w * rng.uniform(0.34, 0.62), y - h * rng.uniform(0.2, 0.8)
            sticker = rng.choice((p.light, p.soft, p.leaf, p.warm))
            c.shape(oval(sx, sy, 4 * s, 3 * s, square=rng.choice((2, 5))), sticker, lift=0.2)
            c.shape(blob(rng, sx, sy + 0.6, 2 * s, 1.2 * s), mix(sticker, p.dark, 0.35), lift=0, line=False)
    straw = p.tuned("e6c182", 0.06)
    c.oval(x - 8, y - 39, 15, 2.6, straw, 0.4, lift=0.5)
    c.curve(
        [(x - 16, y - 39.4), (x - 14, y - 46), (x - 8, y - 47.4), (x - 2, y - 46), (x, y - 39.4), (x - 8, y - 38.6)],
        straw,
        0.6,
    )
    c.stroke([(x - 15.6, y - 40.6), (x - 8, y - 39.8), (x - 0.4, y - 40.6)], 2, p.dark, lift=0, line=False)


def _packed(c: Canvas) -> None:
    """An open suitcase from above, everything folded."""
    rng, p = c.rng, c.palette
    above(c)
    tone = rng.choice((p.warm, p.tuned("a8693c"), p.leaf, p.cool))
    with c.at(c.W / 2, c.H / 2, 1, rng.uniform(-7, 7)):
        lining = mix(p.light, p.soft, 0.4)
        for y in (-43, 1):
            c.box(-35, y, 70, 42, tone, 0.3, r=5, lift=1)
            c.box(-32, y + 3, 64, 36, lining, 0.15, r=3, lift=0)
        for i in range(3):
            c.box(-28 + i * 20, -36, 17, 28, mix(lining, p.dark, 0.1), r=1.5, lift=0.3)
        hues = [p.warm, p.cool, p.soft, p.leaf, mix(p.dark, p.cool, 0.3), p.light]
        rng.shuffle(hues)
        for i in range(3):
            c.box(-29.5, 6 + i * 11, 22, 9.6, hues[i], 0.4, r=2, lift=0.5)
            for k in range(3):
                c.box(-29 + k * 7, 6.4 + i * 11, 1.2, 8.8, mix(hues[i], p.light, 0.4), lift=0, line=False)
        for i in range(4):
            c.oval(-1, 10 + i * 8, 4.4, 3.6, hues[(i + 2) % 6], 0.5, lift=0.4)
            c.oval(-1, 10 + i * 8, 1.8, 1.4, mix(hues[(i + 2) % 6], p.dark, 0.2), lift=0, line=False)
        for s in (-1, 1):
            c.shape(
                smooth([(12 + s * 4, 8), (15 + s * 4, 14), (14.4 + s * 4, 22), (9.6 + s * 4, 22), (9 + s * 4, 14)]),
                mix(p.light, (255, 255, 255), 0.4),
                0.4,
                lift=0.4,
            )
            c.oval(12 + s * 4, 11.4, 2, 2.4, mix(p.dark, p.cool, 0.3), lift=0, line=False)
        with c.at(18, 32, 0.5, -8):
            old_camera(c)
        with c.at(26, 15, 1, 14):
            c.box(-4.6, -6.4, 9.2, 12.8, mix(p.dark, p.cool, 0.25), r=0.8, lift=0.4)
            c.oval(0, -1, 2.6, 2.6, mix(p.soft, (220, 180, 90), 0.6), lift=0, line=False)
        for s in (-1, 1):
            ring = oval(-10 + s * 6, -18, 5, 4.2)
            c.shape(ring, mix(p.dark, p.cool, 0.2), lift=0.4)
        c.box(-11, -19.6, 2, 1, p.dark, lift=0)
        instant_photo(c, 20, -20, 20, 12)
        straw = p.tuned("e6c182", 0.06)
        for r, color in ((10.4, straw), (6, mix(straw, p.light, 0.12))):
            c.oval(-13, -26, r, r, color, 0.5, lift=0.5)
        c.box(-4, -36, 13, 17, glazes(c)[0], 0.3, r=0.6, lift=0.5)
    for px, py in spots(c, 4, 0.5):
        sprig(c, px, py, 20, rng.uniform(0, 360), p.leaf, 7)
