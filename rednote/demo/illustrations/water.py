"""Where land meets water: the sea, lighthouses, bridges; and a night under the stars."""

import math

import numpy as np

from .canvas import Canvas
from .geometry import arc, below, blob, moved, ridge, smooth, wave
from .palettes import Color, mix
from .sky import Air, sky


def water(c: Canvas, a: Air, top: float, bottom: float, sun_x: float | None = None) -> Color:
    """A sheet of water with its glints; answers its colour."""
    rng, p = c.rng, c.palette
    deep, far = mix(a.lit(p.cool), p.dark, 0.12), mix(a.bottom, a.lit(p.cool), 0.55)
    bands = 7
    for i in range(bands):
        y = top + (bottom - top) * (i / bands) ** 1.35
        line = wave(c.W, y, 0.12 * i, 9 + i * 5, rng.random() * 6) if i else np.array([[-4, y], [c.W + 4, y]])
        c.shape(below(line, bottom + 1), mix(far, deep, i / (bands - 1)), lift=0 if i == 0 else 0.4, line=i == 0)
    shine = mix(a.bottom, p.light, 0.6)
    for _ in range(46):
        depth = rng.random()
        y, half = top + (bottom - top) * depth**1.3, 0.8 + depth * rng.uniform(2, 6)
        x = rng.uniform(0, c.W) if sun_x is None or rng.random() < 0.5 else sun_x + rng.gauss(0, 3 + depth * 5)
        c.stroke(
            [(x - half, y), (x, y + 0.15), (x + half, y)],
            (0.05, 0.18 + 0.35 * depth, 0.05),
            mix(shine, deep, rng.uniform(0, 0.4)),
            lift=0,
            line=False,
        )
    return deep


def sailboat(c: Canvas, x: float, y: float, size: float, a: Air) -> None:
    p = c.palette
    with c.at(x, y, size / 10, c.rng.uniform(-5, 5), flip=c.rng.random() < 0.5):
        c.shape([(0.2, -10), (0.2, -1.6), (4.6, -1.6)], a.lit(p.light), 0.4)
        c.shape([(-0.4, -8.8), (-0.4, -1.6), (-3.4, -1.6)], a.lit(c.rng.choice((p.warm, p.soft))), 0.4)
        c.curve([(-4.4, -1), (0, -0.7), (5, -1.1), (3.4, 1), (-3, 1)], a.lit(mix(p.warm, p.dark, 0.35)), 0.4)
        for i in range(3):
            half = 4.5 - i
            c.stroke(
                [(-half, 1.5 + i * 0.8), (half, 1.5 + i * 0.8)],
                (0.1, 0.4, 0.1),
                mix(a.bottom, p.light, 0.6),
                lift=0,
                line=False,
            )


def sea(c: Canvas) -> None:
    """A beach, a bay from a cliff, or a wave about to break."""
    kind = c.rng.choice(("beach", "beach", "bay", "wave"))
    horizon = c.H * (c.rng.uniform(0.3, 0.42) if kind != "wave" else 0.34)
    a = sky(c, horizon, ("morning", "day", "day", "golden", "golden", "dusk"))
    if c.rng.random() < 0.6:
        islands(c, a, horizon)
    if kind == "wave":
        _breaker(c, a, horizon)
    elif kind == "bay":
        _bay(c, a, horizon)
    else:
        _beach(c, a, horizon)


def islands(c: Canvas, a: Air, horizon: float) -> None:
    for k in range(c.rng.randint(1, 2)):
        x, w = c.W * c.rng.uniform(0, 1), c.rng.uniform(18, 40)
        hill = ridge(c.rng, w, 0, c.rng.uniform(3, 7), rough=0.35, peaks=2)
        hill[:, 1] = horizon + hill[:, 1] * np.sin(np.linspace(0, math.pi, len(hill))) ** 0.7
        hill[:, 0] += x - w / 2
        c.shape(below(hill, horizon + 0.5), a.far(mix(c.palette.leaf, c.palette.cool, 0.5), 0.5 - k * 0.2), lift=0)


def _beach(c: Canvas, a: Air, horizon: float) -> None:
    rng, p = c.rng, c.palette
    shore = c.H * rng.uniform(0.62, 0.7)
    water(c, a, horizon, c.H)
    for _ in range(rng.randint(1, 3)):
        sailboat(c, c.W * rng.uniform(0.1, 0.9), horizon + rng.uniform(3, 10), rng.uniform(7, 12), a)
    slope = rng.uniform(-7, 7)
    sand = a.lit(mix(p.soft, p.light, 0.35))
    for k, tone in (
        (4.5, mix(sand, p.cool, 0.45)),
        (3.0, mix(p.light, (255, 255, 255), 0.4)),
        (1.2, mix(sand, p.cool, 0.22)),
        (0, sand),
    ):
        line = wave(c.W, shore - k, 1.4, 38, 1.0 + k * 0.1)
        line[:, 1] += slope * (line[:, 0] / c.W - 0.5) * 2
        c.shape(below(line, c.H), tone, lift=0.5)
    c.scatter(90, (0, shore + 8, c.W, c.H - shore), (0.1, 0.28), mix(sand, p.dark, 0.25))
    for _ in range(rng.randint(1, 3)):
        x, y = c.W * rng.uniform(0.12, 0.88), c.H * rng.uniform(0.8, 0.9)
        if rng.random() < 0.65:
            _parasol(c, x, y, a)
        else:
            _palm(c, x, y, a)
    for _ in range(5):
        c.shape(
            blob(
                rng,
                rng.uniform(0, c.W),
                rng.uniform(shore + 10, c.H),
                rng.uniform(0.6, 1.6),
                rng.uniform(0.4, 0.9),
                n=6,
            ),
            a.lit(mix(p.warm, p.light, rng.random())),
            0.5,
        )


def _parasol(c: Canvas, x: float, y: float, a: Air) -> None:
    p, rng = c.palette, c.rng
    one, two = a.lit(rng.choice((p.warm, p.cool, p.leaf))), a.lit(mix(p.light, (255, 255, 255), 0.4))
    with c.at(x, y, rng.uniform(0.9, 1.3), rng.uniform(-14, 14)):
        c.ground_shadow(6, 4, 13, 2.4)
        c.shape([(-9, 3), (5, 1.4), (10, 5.2), (-5, 7)], two, lift=0.4)
        for i in range(4):
            t, u = i / 4, i / 4 + 0.12
            c.shape(
                [
                    (-9 + 14 * t, 3 - 1.6 * t),
                    (-9 + 14 * u, 3 - 1.6 * u),
                    (-5 + 15 * u, 7 - 1.8 * u),
                    (-5 + 15 * t, 7 - 1.8 * t),
                ],
                one,
                lift=0,
                line=False,
            )
        c.stroke([(0, 4), (0, -17)], 0.6, a.lit(mix(p.light, p.dark, 0.4)), curved=False)
        dome = np.vstack(
            [arc(0, -10, 13, 11, 180, 360, 24), [(9, -9.2), (4.5, -10.2), (0, -9.2), (-4.5, -10.2), (-9, -9.2)]]
        )
        c.shape(dome, two, 0.5)
        with c.inside(dome):
            for k in (-9.0, 0.0, 9.0):
                c.curve([(k * 0.15, -21.5), (k - 2.4, -9), (k + 2.4, -9)], one, lift=0, line=False)


def _palm(c: Canvas, x: float, y: float, a: Air) -> None:
    p, rng = c.palette, c.rng
    h, lean = rng.uniform(30, 44), rng.uniform(-9, 9)
    c.stroke(
        [(x, y), (x + lean * 0.3, y - h * 0.5), (x + lean, y - h)],
        (2.4, 1.7, 1.2),
        a.lit(mix(p.dark, p.warm, 0.4)),
        0.6,
    )
    for i in range(9):
        angle = math.radians(-90 + (i - 4) * 30 + rng.uniform(-8, 8))
        n = rng.uniform(12, 17)
        tip = (x + lean + math.cos(angle) * n, y - h + math.sin(angle) * n * 0.55 + abs(math.cos(angle)) * 6)
        middle = (x + lean + math.cos(angle) * n * 0.55, y - h + math.sin(angle) * n * 0.55 - 1.5)
        c.stroke(
            [(x + lean, y - h), middle, tip], (0.8, 3.4, 2.2, 0.2), a.lit(mix(p.leaf, p.dark, 0.1 + 0.3 * (i % 2))), 0.5
        )


def _bay(c: Canvas, a: Air, horizon: float) -> None:
    """Cliffs with houses on them, boats below."""
    rng, p = c.rng, c.palette
    water(c, a, horizon, c.H)
    for _ in range(rng.randint(3, 6)):
        sailboat(c, c.W * rng.uniform(0.1, 0.65), rng.uniform(horizon + 6, c.H * 0.8), rng.uniform(6, 11), a)
    for depth in (0, 1):
        y0 = horizon - 10 + depth * 22
        edge = c.W * (0.62 - 0.12 * depth)
        cliff = smooth(
            [
                (c.W + 8, y0 - 8),
                (edge + 26, y0 - 2),
                (edge + 13, y0 + 9),
                (edge + 4, y0 + 26),
                (edge + 11, y0 + 44),
                (edge - 2, c.H * (0.76 + depth * 0.3)),
                (c.W + 10, c.H * 1.2),
            ],
            closed=True,
        )
        c.shape(cliff, a.far(mix(p.soft, p.warm, 0.35 + depth * 0.15), 0.32 - 0.25 * depth), 0.7)
        with c.inside(cliff):
            for _ in range(16):
                x, y = rng.uniform(edge, c.W + 5), rng.uniform(y0, c.H)
                c.stroke(
                    [(x, y), (x + rng.uniform(-4, 4), y + rng.uniform(5, 12))],
                    (0.2, 0.8, 0.1),
                    a.lit(mix(p.warm, p.dark, 0.35)),
                    lift=0,
                    line=False,
                )
            for _ in range(22):
                x, y = rng.uniform(edge + 2, c.W + 4), y0 + rng.uniform(0, 16) ** 1.1
                c.shape(
                    blob(rng, x, y, rng.uniform(2, 4.5), rng.uniform(1.4, 3)),
                    a.lit(mix(p.leaf, p.dark, rng.uniform(0, 0.35))),
                    0.4,
                )
        for i in range(4 + depth):
            house(c, c.W - 4 - i * 7.5 - rng.uniform(0, 2), y0 + 3 + i * 4.2 + rng.uniform(-2, 2), rng.uniform(7, 9), a)


def house(c: Canvas, x: float, y: float, size: float, a: Air) -> None:
    """A small house from afar, with shutters and perhaps light."""
    rng, p = c.rng, c.palette
    with c.at(x, y, size / 10):
        h = rng.choice((8, 11))
        wall = a.lit(rng.choice((p.light, mix(p.soft, p.light, 0.4), mix(p.warm, p.light, 0.55), p.soft)))
        c.box(-4, -h, 8, h, wall, 0.4)
        c.shape([(-5, -h), (-2.6, -h - 3.4), (2.6, -h - 3.4), (5, -h)], a.lit(mix(p.warm, p.dark, 0.2)), 0.3)
        light = mix(p.soft, (255, 220, 130), 0.6) if a.dark else a.lit(mix(p.cool, p.dark, 0.35))
        for wy in range(int(h) // 4):
            for wx in (-2.2, 1.0):
                c.box(wx, -h + 1.5 + wy * 3.6, 1.4, 2, light, lift=0, line=False)


def _breaker(c: Canvas, a: Air, horizon: float) -> None:
    """Waves rolling in, crest behind crest, foam on each."""
    rng, p = c.rng, c.palette
    foam = mix(p.light, (255, 255, 255), 0.5)
    rows = 7
    for i in range(rows):
        depth = i / (rows - 1)
        y = horizon + (c.H - horizon) * depth**1.25 * 0.86
        tone = mix(mix(a.bottom, a.lit(p.cool), 0.45), mix(a.lit(p.cool), p.dark, 0.3), depth)
        length, height = 14 + 30 * depth, 0.5 + 5.5 * depth
        phase = rng.random() * 6
        x = np.linspace(-4, c.W + 4, 160)
        crest = y - height * (1 - np.abs(np.sin(x / length * math.pi + phase))) ** 1.5 * 2
        line = np.column_stack([x, crest])
        c.shape(below(moved(line, 0, -0.25 - depth), c.H), foam, lift=0.6, line=False)
        c.shape(below(line, c.H), tone, lift=0)
        for _ in range(int(8 + 12 * depth)):
            j = rng.randrange(8, 150)
            bx, by = line[j] + (0, 1 + rng.uniform(0, 6) * depth)
            half = (1 + 4 * depth) * rng.uniform(0.5, 1.3)
            c.stroke(
                [(bx - half, by + 0.4), (bx, by), (bx + half, by + 0.4)],
                (0.05, 0.25 + depth * 0.7, 0.05),
                mix(foam, tone, rng.uniform(0.1, 0.6)),
                lift=0,
                line=False,
            )
    if rng.random() < 0.6:
        x, y = c.W * rng.uniform(0.3, 0.7), c.H * 0.66
        with c.at(x, y, 1.3, -14):
            c.curve([(-9, 1), (0, -0.6), (10, -1.6), (2, 1.8)], p.warm)
            c.stroke([(-2, 0), (-3.4, -3), (-0.6, -5)], (1.6, 1.2), p.tuned("b97a52"), line=False)
            c.stroke([(1.5, 0), (2.4, -3), (-0.3, -5)], (1.6, 1.2), p.tuned("b97a52"), line=False)
            c.stroke([(-0.4, -4.6), (0.6, -9)], (2.4, 2.2), p.dark, line=False)
            c.stroke([(0.5, -8.6), (-5, -7.4)], 0.8, p.tuned("b97a52"), line=False)
            c.stroke([(0.7, -8.6), (5.8, -8.0)], 0.8, p.tuned("b97a52"), line=False)
            c.oval(0.9, -11, 1.2, 1.3, p.tuned("a06a48"), line=False)
            c.curve([(-0.4, -11.2), (0.6, -12.6), (2.1, -11.8), (1.2, -11.4), (0.2, -10)], p.dark, line=False)
