"""Gardens, house plants, and flowers in vases, fields and wreaths."""

import numpy as np

from .blooms import BLOOMS, bloom
from .canvas import Canvas
from .fittings import GLOW
from .geometry import below, blob, leaf, wave
from .greenery import plant
from .houseplants import watering_can
from .landscapes import poplar, tree
from .palettes import mix
from .sky import Air, sky
from .stages import wood


def garden(c: Canvas) -> None:
    c.rng.choice((_beds, _beds, _border, _greenhouse))(c)


def far_garden(c: Canvas, horizon: float) -> Air:
    rng, p = c.rng, c.palette
    a = sky(c, horizon, ("morning", "day", "day", "golden", "golden", "overcast"))
    for i in range(2):
        line = wave(c.W, horizon - 2 + i * 6, 2.4, 60, rng.random() * 6)
        c.shape(below(line, c.H), a.far(mix(p.leaf, p.cool, 0.3), 0.55 - i * 0.25))
        for _ in range(5):
            x, green = rng.uniform(0, c.W), a.far(mix(p.leaf, p.dark, 0.15), 0.33 - i * 0.1)
            if rng.random() < 0.6:
                tree(c, x, horizon + i * 6, rng.uniform(12, 20), green, a.lit(p.dark))
            else:
                poplar(c, x, horizon + i * 6, rng.uniform(14, 26), green)
    return a


def row_of(c: Canvas, x0: float, x1: float, y: float, size: float, kind: str, a: Air) -> None:
    """A row of vegetables or flowers."""
    rng, p = c.rng, c.palette
    x = x0
    green = a.lit(p.leaf)
    while x < x1:
        s = size * rng.uniform(0.85, 1.15)
        if kind == "cabbage":
            for k in range(7):
                c.shape(
                    leaf(x, y, s * 0.8, s * 0.6, -180 + k * 30, 0.2), mix(green, p.light, 0.1 + 0.06 * k), 0.3, lift=0.2
                )
            c.shape(blob(rng, x, y - s * 0.3, s * 0.34), mix(green, p.light, 0.5), 0.4, lift=0.2)
        elif kind == "carrot":
            for k in range(6):
                c.shape(
                    leaf(x, y, s * 1.1, s * 0.2, -90 + (k - 2.5) * 20),
                    mix(green, p.light, 0.08 * k),
                    lift=0,
                    line=False,
                )
            c.oval(x, y, s * 0.24, s * 0.16, p.tuned("ec8a35"), lift=0)
        elif kind == "tomato":
            c.box(x - 0.2, y - s * 2.6, 0.4, s * 2.6, wood(c), lift=0, line=False)
            for k in range(9):
                c.shape(
                    leaf(x, y - s * 0.28 * k, s * 0.8, s * 0.4, (-30 if k % 2 else -150) + rng.uniform(-20, 20)),
                    mix(green, p.dark, rng.uniform(0, 0.25)),
                    0.3,
                    lift=0.2,
                )
            for k in range(4):
                c.oval(
                    x + (0.4 if k % 2 else -0.4) * s,
                    y - s * (0.5 + 0.45 * k),
                    s * 0.22,
                    s * 0.22,
                    p.tuned("d8432f"),
                    0.6,
                    lift=0.2,
                )
        elif kind == "sunflower":
            h = s * rng.uniform(2.6, 3.4)
            c.stroke([(x, y), (x + 0.5, y - h)], 0.7, mix(green, p.dark, 0.2), lift=0, line=False)
            for k in range(4):
                c.shape(
                    leaf(x, y - h * (0.2 + 0.16 * k), s * 0.9, s * 0.5, -25 if k % 2 else -155, 0.2),
                    green,
                    0.3,
                    lift=0.2,
                )
            for k in range(15):
                c.shape(leaf(x + 0.5, y - h, s * 0.72, s * 0.26, k * 24), p.tuned("f2b632", 0.08), lift=0, line=False)
            c.oval(x + 0.5, y - h, s * 0.3, s * 0.3, p.tuned("5a3a22"), 0.5, lift=0)
        else:
            h = s * rng.uniform(0.9, 1.5)
            c.stroke([(x, y), (x + rng.uniform(-0.5, 0.5), y - h)], 0.5, mix(green, p.dark, 0.2), lift=0, line=False)
            c.shape(leaf(x, y, s * 0.6, s * 0.3, -40), green, lift=0, line=False)
            bloom(
                c,
                x,
                y - h,
                s * 0.36,
                a.lit(rng.choice((p.warm, p.soft, mix(p.warm, p.light, 0.4), mix(p.cool, p.light, 0.3)))),
                kind,
            )
        x += size * (1.5 if kind == "cabbage" else 1.1)


def _beds(c: Canvas) -> None:
    """Raised beds, a path, a shed or a fence."""
    rng, p = c.rng, c.palette
    horizon = c.H * 0.38
    a = far_garden(c, horizon)
    ground = a.lit(mix(p.leaf, p.soft, 0.25))
    c.shape(below(wave(c.W, c.H * 0.47, 1, 70), c.H), ground)
    fence = a.lit(mix(p.light, p.soft, 0.3))
    for i in range(int(c.W / 5) + 1):
        c.shape(
            [
                (i * 5, c.H * 0.48),
                (i * 5, c.H * 0.4),
                (i * 5 + 1.5, c.H * 0.385),
                (i * 5 + 3, c.H * 0.4),
                (i * 5 + 3, c.H * 0.48),
            ],
            fence,
            lift=0.2,
        )
    c.box(-2, c.H * 0.42, c.W + 4, 1.1, fence, lift=0)
    if rng.random() < 0.7:
        _shed(c, c.W * rng.choice((0.2, 0.8)), c.H * 0.5, 26, a)
    kinds = rng.sample(("cabbage", "carrot", "tomato", "sunflower", "tulip", "daisy", "poppy"), 4)
    path = mix(a.lit(p.soft), p.light, 0.35)
    c.shape(
        [(c.W * 0.46, c.H * 0.48), (c.W * 0.54, c.H * 0.48), (c.W * 0.66, c.H + 2), (c.W * 0.34, c.H + 2)], path, lift=0
    )
    earth, board = a.lit(p.tuned("6b4630")), a.lit(wood(c))
    for i in range(3):
        y0, y1 = c.H * (0.53 + 0.155 * i), c.H * (0.6 + 0.165 * i)
        for s in (-1, 1):
            t0, t1 = 0.07 + 0.035 * i, 0.09 + 0.05 * i
            inner0, inner1 = c.W * (0.5 + s * t0), c.W * (0.5 + s * t1)
            outer = c.W * (0.5 + s * 0.6)
            c.shape([(inner0, y0), (outer, y0), (outer, y1), (inner1, y1)], earth, lift=0)
            row_of(
                c,
                min(inner0, outer) + 3,
                max(inner0, outer) - 1,
                (y0 + y1) / 2,
                5.4 + i * 1.8,
                kinds[(i + (s > 0)) % 4],
                a,
            )
            c.shape(
                [(inner1, y1), (outer, y1), (outer, y1 + 3.4 + i), (inner1 + s * 0.4, y1 + 3.4 + i)],
                board,
                0.3,
                lift=0.4,
            )
    if rng.random() < 0.7:
        watering_can(c, c.W * 0.5, c.H * 0.95, 1.1)


def _shed(c: Canvas, x: float, y: float, size: float, a: Air) -> None:
    p = c.palette
    tone = a.lit(c.rng.choice((p.warm, p.cool, mix(p.leaf, p.dark, 0.3), p.soft)))
    with c.at(x, y, size / 26):
        c.box(-12, -22, 24, 22, tone, 0.3)
        for i in range(7):
            c.box(-12 + i * 3.6, -22, 0.3, 22, mix(tone, p.dark, 0.25), lift=0, line=False)
        c.shape([(-15, -21), (0, -33), (15, -21)], a.lit(mix(p.dark, p.cool, 0.2)), 0.4)
        c.box(-8, -15, 7, 15, a.lit(mix(p.light, p.soft, 0.3)), lift=0.2)
        c.box(2.6, -15, 7, 7, mix(p.cool, p.light, 0.5), lift=0)
        c.box(5.8, -15, 0.6, 7, p.light, lift=0, line=False)
        c.box(2.6, -11.8, 7, 0.6, p.light, lift=0, line=False)
        c.box(1.8, -7.6, 8.6, 2, a.lit(wood(c)), lift=0.2)
        for i in range(5):
            bloom(c, 2.8 + i * 1.7, -8.6, 1.4, a.lit(c.rng.choice((p.warm, p.light, p.soft))), "round")


def _border(c: Canvas) -> None:
    """Flowers close to the eye, taller than the horizon."""
    rng, p = c.rng, c.palette
    horizon = c.H * 0.52
    a = far_garden(c, horizon)
    c.shape(below(wave(c.W, c.H * 0.6, 2, 60), c.H), a.lit(mix(p.leaf, p.soft, 0.2)))
    hues = [a.lit(tone) for tone in (p.warm, p.soft, mix(p.warm, p.light, 0.4), mix(p.cool, p.light, 0.15), p.light)]
    kinds = rng.sample(BLOOMS, 5)
    for layer in range(3):
        for i in range(13 - layer * 2):
            x = rng.uniform(-4, c.W + 4)
            h = c.H * rng.uniform(0.2, 0.44) * (1 - layer * 0.2)
            foot = c.H * (1.0 + layer * 0.02)
            bend = rng.uniform(-5, 5)
            green = mix(a.lit(p.leaf), p.dark, rng.uniform(0.05, 0.4) * (1 - layer * 0.25))
            c.stroke(
                [(x, foot), (x + bend * 0.3, foot - h * 0.5), (x + bend, foot - h)],
                (1.1, 0.6),
                green,
                lift=0,
                line=False,
            )
            for k in range(5):
                t = 0.15 + 0.14 * k
                c.shape(
                    leaf(
                        x + bend * t * t,
                        foot - h * t,
                        rng.uniform(7, 11),
                        rng.uniform(2.4, 3.6),
                        -90 + (52 if k % 2 else -52),
                        0.2,
                    ),
                    mix(green, p.light, rng.uniform(0, 0.15)),
                    0.3,
                    lift=0.3,
                )
            bloom(c, x + bend, foot - h, rng.uniform(4.2, 7) * (1 - layer * 0.12), hues[(i + layer) % 5], kinds[i % 5])
    for _ in range(rng.randint(1, 3)):
        _butterfly(c, c.W * rng.uniform(0.15, 0.85), c.H * rng.uniform(0.3, 0.6))


def _butterfly(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    tone = c.rng.choice((p.warm, p.cool, p.light, p.soft))
    with c.at(x, y, c.rng.uniform(0.6, 1.0), c.rng.uniform(-40, 40)):
        for s in (-1, 1):
            c.curve([(0, 0), (s * 3, -4.6), (s * 5.4, -3), (s * 3.4, 0.2)], tone, 0.3)
            c.curve([(0, 0.2), (s * 3.6, 0.8), (s * 3, 3.6), (s * 0.9, 2.6)], mix(tone, p.light, 0.3), 0.3)
        c.stroke([(0, -2), (0, 3)], (0.5, 0.8, 0.3), p.dark, lift=0, line=False)


def _greenhouse(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    horizon = c.H * 0.62
    a = far_garden(c, horizon * 0.75)
    c.shape(below(wave(c.W, horizon + 12, 1, 60), c.H), a.lit(mix(p.leaf, p.soft, 0.2)))
    x, w, h, foot = c.W * 0.5, c.W * 0.36, min(c.H * 0.36, 48), horizon + 20
    outline = np.array([(x - w, foot), (x - w, foot - h), (x, foot - h * 1.5), (x + w, foot - h), (x + w, foot)])
    c.shape(outline, mix(a.bottom, p.cool, 0.25), lift=0.6)
    with c.inside(outline):
        if a.dark or rng.random() < 0.3:
            c.glow(x, foot - h * 0.6, w * 1.2, GLOW, 0.6)
        for i in range(9):
            plant(
                c,
                x - w + (i + 0.5) * w * 2 / 9,
                foot,
                h * rng.uniform(0.4, 1.0),
                rng.choice(("palm", "monstera", "fig", "rubber", "fern")),
            )
        for k in range(2):
            c.shape(
                [
                    (x - w + k * 22, foot),
                    (x - w + 8 + k * 22, foot),
                    (x + 6 + k * 22, foot - h * 1.6),
                    (x - 2 + k * 22, foot - h * 1.6),
                ],
                (255, 255, 255, 0.16),
            )
    frame = a.lit(rng.choice((mix(p.light, (255, 255, 255), 0.4), mix(p.dark, p.leaf, 0.3))))
    c.stroke(np.vstack([outline, outline[:1]]), 1.4, frame, curved=False, lift=0.3)
    for i in range(1, 6):
        gx = x - w + i * w / 3
        c.box(
            gx - 0.3,
            foot - h - (h * 0.5) * (1 - abs(gx - x) / w),
            0.6,
            h + (h * 0.5) * (1 - abs(gx - x) / w),
            frame,
            lift=0,
        )
    for k in (0.5, 1.0):
        c.box(x - w, foot - h * k, w * 2, 0.7, frame, lift=0)
    c.shape(
        [(x - 7, foot), (x + 7, foot), (x + 15, c.H + 2), (x - 15, c.H + 2)], mix(a.lit(p.soft), p.light, 0.3), lift=0
    )
    c.box(x - 7, foot - h * 0.7, 14, h * 0.7, (*frame, 0.25))
    kinds = rng.sample(BLOOMS, 3)
    for s in (-1, 1):
        for i in range(3):
            y = c.H * (0.87 + 0.06 * i)
            row_of(c, x + 14 + i * 3 if s > 0 else -3, c.W + 3 if s > 0 else x - 16 - i * 3, y, 6 + i, kinds[i], a)
