"""Flowers: in a vase, in a field, as a wreath, as a bunch in paper."""

import math

from .blooms import BLOOMS, bloom, bouquet, greens, petals, sprig, wreath
from .canvas import Canvas
from .gardens import far_garden
from .geometry import below, leaf, smooth, wave
from .palettes import mix
from .stages import above, side, spots
from .tableware import DECOR, JARS, glazes, vessel


def flowers(c: Canvas) -> None:
    c.rng.choice((_vase, _vase, _vase, _field, _wreath, _gathered))(c)


def _vase(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.4
    x = c.W * rng.uniform(0.44, 0.56)
    c.ground_shadow(x + 4, y, 15, 2.4)
    bouquet(c, x, y, min(c.H * 0.68, 96))
    petals(c, x + 14, y + 6, 5, 6, rng.choice((p.warm, p.soft)))
    if rng.random() < 0.6:
        with c.at(c.W * rng.choice((0.14, 0.87)), y + 3, 1.1):
            c.ground_shadow(1, 0.2, 7, 1.2)
            vessel(c, JARS[rng.choice(("cup", "moon", "round", "bowl"))], glazes(c)[0], rng.choice(DECOR))


def _field(c: Canvas) -> None:
    """Rows of one flower to the horizon."""
    rng, p = c.rng, c.palette
    horizon = c.H * 0.4
    a = far_garden(c, horizon)
    kind = rng.choice(("tulip", "poppy", "spike", "daisy"))
    hues = [a.lit(tone) for tone in (p.warm, p.soft, mix(p.warm, p.light, 0.4), mix(p.cool, p.light, 0.2))]
    rows = 15
    for i in range(rows):
        t = i / (rows - 1)
        y = horizon + 8 + (c.H - horizon - 4) * t**1.6
        size = 1.2 + 5 * t
        c.shape(
            below(wave(c.W, y - size * 0.4, 0.4, 30 + 40 * t, i), c.H + 6),
            mix(a.lit(p.leaf), p.dark, 0.08 + 0.1 * (i % 2)),
            lift=0,
            line=False,
        )
        x = -3 + (i % 2) * size
        while x < c.W + 4:
            fx, fy = x + rng.uniform(-0.3, 0.3) * size, y - size * rng.uniform(0.8, 1.3)
            if size > 2.4:
                c.stroke([(fx, y + size), (fx, fy)], 0.16 * size, mix(a.lit(p.leaf), p.dark, 0.3), lift=0, line=False)
                c.shape(
                    leaf(fx, y + size * 0.8, size * 1.4, size * 0.4, -90 + rng.choice((-28, 28))),
                    mix(a.lit(p.leaf), p.light, 0.1),
                    lift=0,
                    line=False,
                )
            hue = mix(hues[(i // 2) % 4], p.light, rng.uniform(0, 0.18))
            if size < 2.4:
                c.oval(fx, fy, size * 0.5, size * 0.5, hue, lift=0, line=False)
            else:
                bloom(c, fx, fy, size * 0.62, hue, kind)
            x += size * 1.9


def _wreath(c: Canvas) -> None:
    above(c)
    x, y = c.W / 2, c.H / 2
    wreath(c, x, y, 31)
    p = c.palette
    with c.at(x, y, 1, c.rng.uniform(-20, 20)):
        if c.rng.random() < 0.5:
            c.box(-12, -8.5, 24, 17, mix(p.light, (255, 255, 255), 0.5), r=1, lift=0.6)
            for i in range(3):
                c.box(-8, -4 + i * 3.4, 16 - i * 4, 0.7, mix(p.light, p.dark, 0.55), lift=0, line=False)
        else:
            bloom(c, 0, 0, 8, p.warm, "rose")
            for k in range(4):
                sprig(c, 0, 0, 14, k * 90 + 40, p.leaf, 6)


def _gathered(c: Canvas) -> None:
    """A bunch lying wrapped in paper, from above."""
    rng, p = c.rng, c.palette
    above(c)
    hues = [p.warm, mix(p.warm, p.light, 0.45), p.soft, mix(p.cool, p.light, 0.2), p.light]
    kinds = rng.sample(BLOOMS, 4)
    with c.at(c.W / 2, c.H * 0.56, min(1.0, c.H / 125), rng.uniform(-28, 28)):
        paper = rng.choice((p.tuned("d9b48a"), mix(p.light, (255, 255, 255), 0.4), p.soft))
        c.shape([(-30, -28), (30, -30), (8, 46), (-8, 46)], mix(paper, p.dark, 0.1), lift=1.0)
        for _ in range(12):
            sprig(c, rng.uniform(-3, 3), 4, rng.uniform(28, 50), -90 + rng.uniform(-48, 48), rng.choice(greens(c)), 7)
        for i in range(19):
            a, d = math.radians(-90 + rng.uniform(-66, 66)), rng.uniform(10, 38)
            bloom(c, math.cos(a) * d * 0.9, math.sin(a) * d - 6, rng.uniform(4, 7), hues[i % 5], kinds[i % 4])
        c.shape(
            smooth([(-29, -16), (-12, -6), (0, 8), (12, -5), (29, -17), (9, 45), (-9, 45)], steps=5),
            paper,
            0.4,
            lift=0.7,
        )
        c.box(-10, 22, 20, 3, p.warm, r=1, lift=0.3)
        for s in (-1, 1):
            c.curve([(0, 23.5), (s * 9, 18), (s * 11, 23), (s * 8, 27)], p.warm, 0.3, lift=0.3)
    for px, py in spots(c, 3, 0.45):
        petals(c, px, py, 4, 4, rng.choice(hues))
