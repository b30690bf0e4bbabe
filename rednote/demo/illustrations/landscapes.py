"""Land and water: mountains, forests, the sea, lighthouses, nights under stars."""

import math

import numpy as np

from .canvas import Canvas
from .geometry import Points, below, blob, leaf, oval, ribbon, ridge, smooth, wave
from .palettes import Color, mix
from .sky import Air, rainfall, sky, snowfall


def fir(c: Canvas, x: float, y: float, h: float, color: Color) -> None:
    """A conifer standing at x, y: tiers of branches, wider downwards."""
    rng = c.rng
    c.box(x - h * 0.02, y - h * 0.12, h * 0.04, h * 0.13, mix(color, c.palette.dark, 0.5), line=False, lift=0)
    tiers, left, right = 5, [], []
    for i in range(tiers):
        top, half = y - h + h * 0.9 * i / tiers, h * 0.055 * (i + 1.3) * rng.uniform(0.85, 1.15)
        left += [(x - half * 0.35, top + h * 0.08), (x - half, top + h * 0.22)]
        right += [(x + half * 0.35, top + h * 0.08), (x + half, top + h * 0.22)]
    c.shape([(x, y - h), *right, *left[::-1]], color, 0.6 if h > 7 else 0, lift=0.5 if h > 10 else 0)


def tree(c: Canvas, x: float, y: float, h: float, color: Color, trunk: Color) -> None:
    """A broad-leaved tree of a few clumps."""
    rng = c.rng
    lean = rng.uniform(-0.06, 0.06) * h
    c.stroke(
        [(x, y), (x + lean * 0.5, y - h * 0.3), (x + lean, y - h * 0.62)], (h * 0.09, h * 0.05, h * 0.025), trunk, 0.4
    )
    for side in (-1, 1):
        c.stroke([(x + lean * 0.5, y - h * 0.33), (x + side * h * 0.16, y - h * 0.56)], (h * 0.035, h * 0.015), trunk)
    clumps = [
        (-0.2, 0.52, 0.19),
        (0.21, 0.55, 0.18),
        (0.0, 0.78, 0.21),
        (-0.12, 0.68, 0.2),
        (0.13, 0.66, 0.19),
        (0.0, 0.56, 0.2),
    ]
    for i, (dx, dy, r) in enumerate(clumps):
        tone = mix(color, c.palette.light, 0.08 + 0.04 * (i % 3)) if i % 2 else mix(color, c.palette.dark, 0.1)
        c.shape(blob(rng, x + lean + dx * h, y - dy * h, r * h, r * h * 0.85, wobble=0.1, n=11), tone, 0.5, lift=0.4)


def poplar(c: Canvas, x: float, y: float, h: float, color: Color) -> None:
    c.box(x - h * 0.015, y - h * 0.12, h * 0.03, h * 0.13, mix(color, c.palette.dark, 0.5), line=False, lift=0)
    c.curve(
        [
            (x, y - h),
            (x + h * 0.1, y - h * 0.5),
            (x + h * 0.07, y - h * 0.1),
            (x - h * 0.07, y - h * 0.1),
            (x - h * 0.1, y - h * 0.5),
        ],
        color,
        0.6,
    )


def walker(c: Canvas, x: float, y: float, h: float) -> None:
    """Somebody small with a rucksack and a stick, seen from afar."""
    p = c.palette
    with c.at(x, y, h / 10, flip=c.rng.random() < 0.5):
        c.stroke([(0.2, -4.6), (1.1, -2.4), (1.0, 0)], (1.5, 1.0), p.dark, lift=0, line=False)
        c.stroke([(-0.1, -4.6), (-0.7, -2.4), (-1.5, -0.1)], (1.5, 1.0), mix(p.dark, p.cool, 0.3), lift=0, line=False)
        c.curve([(-1.1, -8), (0.5, -8.1), (1.0, -6), (0.9, -4.1), (-0.9, -4.1)], p.warm, lift=0, line=False)
        c.curve([(-1.0, -7.9), (-2.2, -7.4), (-2.3, -5.2), (-1.0, -4.9)], mix(p.soft, p.dark, 0.15), lift=0, line=False)
        c.oval(0.2, -9.1, 0.95, 1.05, p.tuned("d9a077"), lift=0, line=False)
        c.shape([(-0.9, -9.4), (0.1, -10.4), (1.2, -9.3)], p.soft, lift=0, line=False)
        c.stroke([(0.6, -7.0), (2.0, -5.6), (2.5, 0)], 0.3, p.dark, curved=False, lift=0, line=False)


def _path(c: Canvas, foot: float, top: float, color: Color) -> Points:
    """A trail winding up and away, narrower as it goes; answers its middle line."""
    x, turns = c.W * c.rng.uniform(0.3, 0.7), c.rng.choice((1.5, 2.0, 2.5))
    t = np.linspace(0, 1, 40)
    y = foot + (top - foot) * (1 - (1 - t) ** 1.7)
    middle = np.column_stack([x + np.sin(t * math.pi * turns + c.rng.random() * 6) * c.W * 0.2 * (1 - t) ** 1.1, y])
    c.stroke(middle, (11, 6, 3, 1.4, 0.5), color, curved=False, lift=0, line=False)
    return middle


def _hillside(c: Canvas, line: Points, color: Color, a: Air, distance: float) -> None:
    """Grass, stones and flecks on a slope below its line."""
    rng = c.rng
    for _ in range(int(50 * (1 - distance))):
        i = rng.randrange(len(line))
        x, y = line[i] + (rng.uniform(-2, 2), rng.uniform(1, 24))
        s = rng.uniform(0.6, 1.5)
        tone = mix(color, rng.choice((c.palette.light, c.palette.dark, a.lit(c.palette.warm))), rng.uniform(0.1, 0.4))
        c.stroke([(x - s, y), (x, y - s * 0.15), (x + s, y)], (0.1, 0.35, 0.1), tone, lift=0, line=False)


def _peak(c: Canvas, x: float, base: float, h: float, w: float, color: Color, a: Air, distance: float) -> None:
    """One great mountain with a lit face, a shaded face and snow."""
    rng = c.rng
    top = (x, base - h)
    left = [
        (x - (w / 2) * t + rng.uniform(-1, 1) * w * 0.02, base - h + h * t * rng.uniform(0.9, 1.08))
        for t in (0.18, 0.38, 0.6, 0.8, 1.1)
    ]
    right = [
        (x + (w / 2) * t + rng.uniform(-1, 1) * w * 0.02, base - h + h * t * rng.uniform(0.9, 1.08))
        for t in (0.15, 0.35, 0.58, 0.82, 1.1)
    ]
    spine = [(x + rng.uniform(-0.06, 0.12) * w * t, base - h + h * t) for t in (0.2, 0.42, 0.66, 1.1)]
    whole = np.array([*left[::-1], top, *right])
    lit, shaded = mix(color, a.far(c.palette.soft, distance), 0.3), mix(color, a.far(c.palette.dark, distance), 0.3)
    c.shape(whole, lit)
    with c.inside(whole):
        c.shape([top, *right, (x + w, base + h), *spine[::-1]], shaded, lift=0, line=False)
        snow = mix(c.palette.light, a.bottom, 0.15 + distance * 0.3)
        low = h * rng.uniform(0.24, 0.42)
        teeth = [
            (
                x - w * 0.4 + i * w * 0.8 / 9,
                base - h + low * (rng.uniform(0.65, 1.15) if i % 2 else rng.uniform(0.95, 1.5)),
            )
            for i in range(10)
        ]
        c.shape([(x - w, base - h * 1.2), *teeth, (x + w, base - h * 1.2)], snow, lift=0, line=False)
        with c.inside([top, *right, (x + w, base + h), *spine[::-1]]):
            c.shape(
                [(x - w, base - h * 1.2), *teeth, (x + w, base - h * 1.2)], mix(snow, shaded, 0.4), lift=0, line=False
            )


def mountain(c: Canvas) -> None:
    """Ridge behind ridge into the haze, a trail, somebody on it."""
    rng, p = c.rng, c.palette
    horizon = c.H * rng.uniform(0.42, 0.58)
    a = sky(c, horizon + 12, ("morning", "day", "golden", "golden", "dusk", "overcast", "night"))
    rock = mix(p.cool, p.dark, rng.uniform(0.1, 0.4))
    if rng.random() < 0.6:
        height = c.H * rng.uniform(0.26, 0.36)
        for dx, k, far in (
            (rng.uniform(-0.42, -0.25), 0.7, 0.5),
            (rng.uniform(0.25, 0.45), 0.6, 0.42),
            (rng.uniform(-0.1, 0.1), 1.0, 0.26),
        ):
            _peak(
                c,
                c.W * (0.5 + dx),
                horizon + 6,
                height * k,
                height * k * rng.uniform(1.5, 1.9),
                a.far(rock, far),
                a,
                far,
            )
    else:
        for i in range(3):
            line = ridge(rng, c.W, horizon - 14 + i * 7, 24 - i * 4, rough=0.55, peaks=rng.randint(2, 4))
            c.shape(below(line, c.H), a.far(rock, 0.74 - i * 0.18))
    if rng.random() < 0.6:
        c.veil(oval(c.W * rng.uniform(0.3, 0.7), horizon + 5, c.W * 0.6, 4), a.bottom, 0.7, 5)
    lake = rng.random() < 0.3
    layers = rng.randint(3, 4)
    near = mix(p.leaf, p.dark, 0.12)
    line = wave(c.W, horizon, 2, 50)
    for i in range(layers):
        depth = i / (layers - 1)
        y = horizon + 6 + (c.H - horizon - 10) * depth**1.3 * 0.72
        line = wave(c.W, y, rng.uniform(1.5, 3.5), rng.uniform(45, 90), rng.random() * 6)
        color = mix(a.far(mix(p.leaf, p.cool, 0.35), 0.45 * (1 - depth)), a.lit(near), depth * 0.8)
        if not (lake and i == 1):
            for _ in range(rng.randint(6, 16) if i else 0):
                j = rng.randrange(len(line))
                fir(
                    c,
                    line[j, 0],
                    line[j, 1] + 1.5,
                    rng.uniform(3, 5) * (0.8 + depth * 2),
                    mix(color, a.lit(p.dark), 0.35),
                )
            c.shape(below(line, c.H), color)
            _hillside(c, line, color, a, 0.5 - depth / 2)
        else:
            c.shape(below(wave(c.W, y, 0.3, 80), c.H), mix(a.bottom, p.cool, 0.35), line=False)
            for _ in range(14):
                x, yy, s = rng.uniform(0, c.W), y + rng.uniform(1, 14), rng.uniform(3, 10)
                c.stroke([(x - s, yy), (x + s, yy)], (0.1, 0.4, 0.1), mix(a.bottom, p.light, 0.5), lift=0, line=False)
    top = float(line[:, 1].min()) + 3
    trail = _path(c, c.H + 3, top, mix(a.lit(p.soft), p.light, 0.2))
    x, y = trail[rng.randint(14, 22)]
    walker(c, x, y + 0.8, rng.uniform(7, 11))
    if rng.random() < 0.55:
        side = rng.choice((-1, 1))
        for k in (0.36, 0.47):
            fir(c, c.W * (0.5 + side * k), c.H + 2, c.H * rng.uniform(0.22, 0.42), a.lit(mix(p.leaf, p.dark, 0.55)))
    else:
        _meadow(c, a)
    if a.hour in ("overcast", "night") and rng.random() < 0.4:
        snowfall(c)


def _meadow(c: Canvas, a: Air) -> None:
    """Grass and flowers close to the eye."""
    rng, p = c.rng, c.palette
    hues = [a.lit(color) for color in (p.warm, p.soft, p.light, mix(p.warm, p.light, 0.4))]
    for _ in range(80):
        x, y = rng.uniform(-2, c.W + 2), c.H + rng.uniform(-1, 3)
        h = rng.uniform(5, 13)
        bend = rng.uniform(-3, 3)
        green = mix(a.lit(p.leaf), rng.choice((p.dark, p.light)), rng.uniform(0.1, 0.45))
        c.stroke([(x, y), (x + bend * 0.3, y - h * 0.6), (x + bend, y - h)], (0.7, 0.2), green, lift=0, line=False)
        if rng.random() < 0.3:
            c.shape(blob(rng, x + bend, y - h, rng.uniform(0.7, 1.5), n=6), rng.choice(hues), 0.3, lift=0)


def forest(c: Canvas) -> None:
    """Trunks behind trunks, light between them, a path or a stream."""
    rng, p = c.rng, c.palette
    a = sky(c, c.H * 0.8, ("morning", "day", "day", "golden", "dusk", "overcast"), sun=rng.random() < 0.5)
    if rng.random() < 0.4:
        _fir_forest(c, a)
        return
    green, bark = mix(p.leaf, p.dark, 0.2), mix(p.dark, p.warm, rng.choice((0.1, 0.3)))
    birch = rng.random() < 0.3
    if birch:
        bark = mix(p.light, p.cool, 0.15)
    layers = 4
    c.glow(c.W * rng.uniform(0.35, 0.65), c.H * 0.42, c.W * 0.6, mix(p.light, p.soft, 0.4), 0.5)
    for i in range(layers):
        depth = i / (layers - 1)
        y = c.H * (0.6 + 0.24 * depth)
        leafy = mix(a.far(green, 0.62 * (1 - depth)), a.lit(p.warm) if rng.random() < 0.15 else a.lit(green), 0.4)
        for _ in range(9 - i * 2):
            x = rng.uniform(-4, c.W + 4)
            if depth > 0.6 and abs(x - c.W / 2) < c.W * 0.24:
                x += math.copysign(c.W * 0.26, x - c.W / 2)
            w, lean = rng.uniform(1.6, 2.6) * (0.6 + depth * 1.9), rng.uniform(-4, 4)
            trunk = a.far(bark, 0.55 * (1 - depth))
            foot = y + rng.uniform(0, 5)
            stem = smooth([(x + lean, -5), (x + lean * 0.3, foot * 0.5), (x, foot - 4), (x, foot + 1)], closed=False)
            c.shape(ribbon(stem, (w * 0.7, w, w * 1.1, w * 1.9), round_ends=False), trunk, 0.6, lift=0.5)
            if birch:
                for _ in range(int(7 + depth * 8)):
                    yy, half = rng.uniform(0, foot), w * rng.uniform(0.15, 0.4)
                    xx = x + lean * (1 - yy / foot) * 0.7 + rng.uniform(-0.2, 0.2) * w
                    c.stroke(
                        [(xx - half, yy), (xx + half, yy + 0.2)],
                        (0.1, 0.5, 0.1),
                        mix(a.lit(p.dark), trunk, 0.25),
                        lift=0,
                        line=False,
                    )
        for _ in range(9):
            x, tone = rng.uniform(-5, c.W + 5), mix(leafy, rng.choice((p.light, p.soft, p.dark)), rng.uniform(0, 0.2))
            c.shape(
                blob(rng, x, rng.uniform(-8, c.H * 0.17), rng.uniform(8, 17), rng.uniform(5, 10), n=15, wobble=0.2),
                tone,
                0.4,
            )
        ground = wave(c.W, y + 2, 1.5, rng.uniform(30, 60), rng.random() * 6)
        tone = a.far(mix(green, p.soft, 0.25 + 0.2 * (1 - depth)), 0.5 * (1 - depth))
        c.shape(below(ground, c.H), tone)
        for _ in range(10):
            x = rng.uniform(0, c.W)
            _fern(c, x, y + 4 + rng.uniform(0, 6), rng.uniform(2, 4) * (0.6 + depth), mix(tone, a.lit(p.dark), 0.25))
    _path(c, c.H + 2, c.H * 0.72, mix(a.lit(p.soft), tone, 0.2))
    if a.hour in ("morning", "golden"):
        for i in range(4):
            x = c.W * (0.1 + 0.2 * i) + rng.uniform(-5, 5)
            c.shape(
                [(x, -5), (x + 6, -5), (x + 38, c.H * 0.86), (x + 24, c.H * 0.86)], (*mix(p.light, p.soft, 0.4), 0.14)
            )
    for side in (-1, 1):
        for _ in range(5):
            _fern(
                c,
                c.W * (0.5 + side * rng.uniform(0.25, 0.5)),
                c.H + 2,
                rng.uniform(8, 15),
                mix(a.lit(p.leaf), p.dark, rng.uniform(0.25, 0.6)),
            )
    if rng.random() < 0.5:
        walker(c, c.W * rng.uniform(0.44, 0.56), c.H * 0.87, rng.uniform(9, 13))


def _fern(c: Canvas, x: float, y: float, size: float, color: Color) -> None:
    for _ in range(3):
        angle = -90 + c.rng.uniform(-55, 55)
        c.shape(
            leaf(x, y, size * c.rng.uniform(0.8, 1.2), size * 0.3, angle, c.rng.uniform(-0.4, 0.4)), color, 0.4, lift=0
        )


def _fir_forest(c: Canvas, a: Air) -> None:
    """Firs on slopes in the mist, perhaps a cabin with its light on."""
    rng, p = c.rng, c.palette
    layers = rng.randint(4, 5)
    for i in range(layers):
        depth = i / (layers - 1)
        y = c.H * (0.36 + 0.52 * depth)
        line = wave(c.W, y, 3 + 2 * depth, rng.uniform(50, 90), rng.random() * 6)
        color = a.far(mix(p.leaf, p.dark, 0.25 + 0.35 * depth), 0.78 * (1 - depth))
        if i == layers - 2 and rng.random() < 0.7:
            cabin(c, c.W * rng.uniform(0.3, 0.6), y + 4, 14, a)
        for _ in range(int(26 - depth * 14)):
            j = rng.randrange(len(line))
            fir(
                c,
                line[j, 0] + rng.uniform(-2, 2),
                line[j, 1] + 2,
                (6 + 20 * depth) * rng.uniform(0.7, 1.25),
                mix(color, p.dark, rng.uniform(0, 0.15)),
            )
        c.shape(below(line, c.H), color, lift=0)
        if depth < 0.8:
            c.veil(oval(c.W * rng.random(), y + 8, c.W * 0.7, 5), a.bottom, 0.5, 4)
    if a.hour == "night" or rng.random() < 0.3:
        snowfall(c)
    elif a.hour == "overcast":
        rainfall(c, a, 0.7)


def cabin(c: Canvas, x: float, y: float, size: float, a: Air) -> None:
    """A hut with a steep roof, smoke, and light in its window."""
    p = c.palette
    with c.at(x, y, size / 10):
        c.box(-5, -6, 10, 6.5, a.lit(mix(p.warm, p.dark, 0.3)), 0.4)
        for i in range(4):
            c.box(-5, -4.8 + i * 1.5, 10, 0.18, a.lit(mix(p.warm, p.dark, 0.55)), line=False, lift=0)
        c.box(2.4, -11.5, 1.6, 4, a.lit(mix(p.cool, p.dark, 0.4)), line=False)
        c.shape([(-6.2, -5.2), (0, -11.6), (6.2, -5.2)], a.lit(mix(p.dark, p.cool, 0.2)), 0.5)
        light = mix(p.soft, (255, 224, 130), 0.6)
        c.box(-3.4, -4.2, 2.6, 2.4, light, lift=0)
        c.box(0.8, -4.6, 2.2, 5, a.lit(p.dark), lift=0)
        if a.dark:
            c.glow(-2, -3, 8, light, 0.6)
        for i in range(4):
            c.shape(
                blob(c.rng, 3.2 + i * 0.9, -12.6 - i * 2, 0.8 + i * 0.4, n=7),
                (*mix(p.light, a.top, 0.25), 0.55 - i * 0.1),
            )
