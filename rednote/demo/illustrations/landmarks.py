"""What one travels to see: lighthouses, bridges, a night under the stars."""

import math

import numpy as np

from .canvas import Canvas
from .geometry import Points, arc, below, box, moved, oval, ridge, smooth, wave
from .landscapes import cabin, fir, tree, walker
from .palettes import mix
from .sky import Air, sky
from .water import house, islands, sailboat, water


def lighthouse(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    horizon = c.H * rng.uniform(0.58, 0.68)
    a = sky(c, horizon, ("morning", "day", "golden", "dusk", "dusk", "night"))
    islands(c, a, horizon)
    water(c, a, horizon, c.H)
    x, foot, h = c.W * rng.uniform(0.36, 0.62), horizon + 6, min(c.H * 0.46, 66)
    if a.dark:
        for end in ((c.W * 1.2, -0.02), (-c.W * 0.3, 0.1)):
            y = foot - h - 2
            c.shape(
                [(x, y - 1), (end[0], c.H * (end[1] + 0.06)), (end[0], c.H * (end[1] + 0.26)), (x, y + 1)],
                (*mix(p.soft, (255, 240, 190), 0.5), 0.3),
            )
        c.glow(x, foot - h - 2, 22, mix(p.soft, (255, 232, 160), 0.6), 0.8)
    rock = a.lit(mix(p.dark, p.cool, 0.35))
    for k, dy, tone in ((34, 9, mix(rock, a.bottom, 0.2)), (26, 4, rock)):
        c.shape(
            smooth(
                [
                    (x - k * 1.3, foot + dy + 4),
                    (x - k * 0.7, foot + dy - 5),
                    (x - 10, foot - 2),
                    (x + 9, foot - 2),
                    (x + k * 0.6, foot + dy - 4),
                    (x + k * 1.2, foot + dy + 4),
                ]
            ),
            tone,
            0.7,
        )
    grass = a.lit(p.leaf)
    c.curve([(x - 17, foot + 3), (x - 9, foot - 3), (x + 10, foot - 3), (x + 18, foot + 3), (x, foot + 4)], grass, 0.4)
    house(c, x + 11.5, foot + 1, 13, a)
    w = 6.2
    tower = np.array([(x - w, foot), (x - w * 0.6, foot - h), (x + w * 0.6, foot - h), (x + w, foot)])
    white = a.lit(mix(p.light, (255, 255, 255), 0.4))
    c.shape(tower, white, 0.8, lift=0.7)
    stripes = rng.choice((2, 3, 4))
    with c.inside(tower):
        for i in range(stripes):
            y = foot - h * (i + 0.55) / stripes
            c.shape(oval(x, y, w * 1.4, h * 0.25 / stripes, square=8), a.lit(p.warm), 0.8, lift=0, line=False)
        c.shape(
            [(x + w * 0.25, foot - h), (x + w * 2, foot - h), (x + w * 2, foot), (x + w * 0.35, foot)], (*p.dark, 0.16)
        )
    c.box(x - 0.9, foot - h * 0.48, 1.8, 3, rock, r=0.9, lift=0)
    c.shape(box(x - 1.3, foot - 4.6, 2.6, 4.8, 1.3), rock, lift=0)
    c.box(x - w * 0.95, foot - h - 1.2, w * 1.9, 1.6, rock)
    c.box(x - w * 0.45, foot - h - 6.4, w * 0.9, 5.4, mix(p.soft, (255, 236, 170), 0.6))
    for k in (-0.2, 0.2):
        c.box(x + k * w - 0.15, foot - h - 6.4, 0.3, 5.4, rock, lift=0, line=False)
    c.shape([(x - w * 0.6, foot - h - 6.2), (x, foot - h - 10.5), (x + w * 0.6, foot - h - 6.2)], a.lit(p.warm), 0.5)
    foam = mix(p.light, a.bottom, 0.2)
    for _ in range(26):
        fx, fy = x + rng.uniform(-44, 44), foot + rng.uniform(11, 16)
        c.stroke([(fx - 3, fy), (fx, fy - 0.6), (fx + 3, fy)], (0.1, 0.8, 0.1), foam, lift=0, line=False)
    if rng.random() < 0.6:
        sailboat(c, c.W * rng.choice((0.14, 0.86)), horizon + 9, 12, a)


def bridge(c: Canvas) -> None:
    """A stone bridge over a river, or a great hanging bridge in the haze."""
    rng = c.rng
    horizon = c.H * rng.uniform(0.46, 0.54)
    a = sky(c, horizon, ("morning", "day", "golden", "golden", "dusk", "overcast"))
    (_stone_bridge if rng.random() < 0.55 else _hanging_bridge)(c, a, horizon)


def _stone_bridge(c: Canvas, a: Air, horizon: float) -> None:
    rng, p = c.rng, c.palette
    c.shape(below(ridge(rng, c.W, horizon - 6, 12, rough=0.4), c.H), a.far(mix(p.leaf, p.cool, 0.5), 0.5))
    c.shape(below(wave(c.W, horizon, 2, 40, 2), c.H), a.far(p.leaf, 0.25))
    for _ in range(9):
        tree(
            c,
            rng.uniform(0, c.W),
            horizon + rng.uniform(0, 4),
            rng.uniform(10, 18),
            a.lit(mix(p.leaf, rng.choice((p.warm, p.dark, p.soft)), rng.uniform(0, 0.35))),
            a.lit(mix(p.dark, p.warm, 0.2)),
        )
    level = horizon + 18
    water(c, a, level, c.H)
    arches = rng.choice((1, 2, 3, 3))
    stone = a.lit(mix(mix(p.soft, p.dark, rng.choice((0.12, 0.4))), p.warm, 0.15))
    x = np.linspace(-4, c.W + 4, 50)
    crown = 14 if arches == 1 else 9
    road = np.column_stack([x, level - 16 - crown * np.cos((x / c.W - 0.5) * math.pi) ** 2 + 8])
    body: list[Points] = [road]
    span = c.W * (0.62 if arches == 1 else 0.8) / arches
    start = c.W / 2 + span * arches / 2
    base = level + 9
    for i in range(arches):
        cx, half = start - span * (i + 0.5), span * (0.5 if arches == 1 else 0.42)
        rise = min(half * 1.2, base - float(np.interp(cx, x, road[:, 1])) - 4.5)
        body.append(arc(cx, base, half, rise, 0, -180, 26))
    outline = np.vstack([road, [(c.W + 4, base)], *body[1:], [(-4, base)]])
    for i in range(arches):
        cx, half = start - span * (i + 0.5), span * (0.5 if arches == 1 else 0.42)
        c.shape(np.vstack([arc(cx, base, half, half * 0.5, 0, 180, 24)]), (*mix(stone, p.dark, 0.5), 0.3))
    c.shape(outline, stone, 0.5, lift=0.8)
    with c.inside(outline):
        for _ in range(120):
            bx, by = rng.uniform(0, c.W), rng.uniform(level - 24, base)
            c.box(
                bx,
                by,
                rng.uniform(2, 4),
                1.3,
                mix(stone, rng.choice((p.dark, p.light)), rng.uniform(0.08, 0.22)),
                r=0.4,
                lift=0,
                line=False,
            )
    c.stroke(moved(road, 0, 0.3), 1.4, mix(stone, p.light, 0.25), curved=False)
    j = rng.randint(14, 36)
    walker(c, road[j, 0], road[j, 1], 9)
    for side in (-1, 1):
        edge = c.W * (0.5 + side * 0.5)
        c.curve(
            [
                (edge + side * 6, level - 4),
                (edge - side * 10, level + 1),
                (edge - side * 16, level + 9),
                (edge - side * 5, c.H * 0.9),
                (edge - side * 12, c.H + 6),
                (edge + side * 10, c.H + 6),
            ],
            a.lit(mix(p.leaf, p.dark, 0.15)),
            0.4,
        )
        tree(
            c,
            edge - side * rng.uniform(2, 7),
            level + 8,
            rng.uniform(30, 42),
            a.lit(mix(p.leaf, rng.choice((p.warm, p.soft, p.dark)), 0.3)),
            a.lit(mix(p.dark, p.warm, 0.2)),
        )


def _hanging_bridge(c: Canvas, a: Air, horizon: float) -> None:
    rng, p = c.rng, c.palette
    for i in range(3):
        c.shape(
            below(ridge(rng, c.W, horizon - 8 + i * 5, 14 - 3 * i, rough=0.45), c.H),
            a.far(mix(p.cool, p.leaf, i * 0.25), 0.66 - i * 0.16),
        )
    level = horizon + 10
    water(c, a, level, c.H)
    steel, deck = a.lit(p.warm), level + 4
    left, right, top = c.W * 0.2, c.W * 0.78, deck - min(56, c.H * 0.4)
    cable = mix(steel, p.dark, 0.15)

    def hang(x0: float, y0: float, x1: float, y1: float, sag: float) -> Points:
        t = np.linspace(0, 1, 30)
        return np.column_stack([x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)])

    spans = [
        hang(-20, deck - 14, left, top, 6),
        hang(left, top, right, top, deck - top - 4),
        hang(right, top, c.W + 20, deck - 14, 6),
    ]
    for span in spans:
        for x, y in span[1:-1]:
            c.box(x - 0.12, y, 0.24, deck - y, cable, lift=0, line=False)
        c.stroke(span, 0.9, steel, curved=False, lift=0.4)
    c.box(-4, deck, c.W + 8, 2.4, steel, lift=0.6)
    c.box(-4, deck + 1.6, c.W + 8, 0.9, mix(steel, p.dark, 0.4), lift=0, line=False)
    for x in (left, right):
        for dx in (-2.6, 1.4):
            c.box(x + dx, top - 2, 1.6, level + 12 - top, steel, 0.6, lift=0.5)
        for k in range(5):
            c.box(x - 2.6, top + 3 + k * (deck - top) / 4.4, 5.6, 1.3, mix(steel, p.dark, 0.12), lift=0)
        c.curve(
            [(x - 6, level + 12), (x - 4, level + 8), (x + 4, level + 8), (x + 6, level + 12)],
            a.lit(mix(p.dark, p.cool, 0.3)),
            0.4,
        )
    c.veil(oval(c.W * rng.random(), level + 2, c.W * 0.5, 4), a.bottom, 0.7, 4)
    sailboat(c, c.W * rng.uniform(0.3, 0.6), level + rng.uniform(18, 26), 12, a)
    c.shape(below(wave(c.W, c.H * 0.9, 3, 60, 1.0), c.H), a.lit(mix(p.leaf, p.dark, 0.3)), 0.3)
    for _ in range(8):
        fir(
            c,
            rng.uniform(0, c.W),
            c.H * 0.94 + rng.uniform(0, 4),
            rng.uniform(8, 17),
            a.lit(mix(p.leaf, p.dark, rng.uniform(0.35, 0.6))),
        )


def night(c: Canvas) -> None:
    """Stars over a tent, a cabin or a still lake."""
    rng, p = c.rng, c.palette
    horizon = c.H * rng.uniform(0.62, 0.72)
    a = sky(c, horizon + 6, ("night",), sun=rng.random() < 0.6)
    band = np.array(
        [(c.W * (t + 0.12 * math.sin(t * 5)), horizon * (0.95 - t * 0.95)) for t in np.linspace(-0.1, 1.1, 14)]
    )
    c.veil(np.vstack([moved(band, 0, -9), moved(band[::-1], 0, 9)]), mix(p.cool, p.light, 0.35), 0.3, 7)
    for _ in range(150):
        x, y = band[rng.randrange(14)] + (rng.gauss(0, 7), rng.gauss(0, 7))
        c.oval(x, y, *[rng.choice((0.12, 0.16, 0.3))] * 2, mix(p.light, p.soft, rng.random() * 0.6), lift=0, line=False)
    if rng.random() < 0.6:
        x, y = c.W * rng.uniform(0.5, 0.9), c.H * rng.uniform(0.06, 0.2)
        c.stroke([(x, y), (x - 16, y + 8)], (0.6, 0.05), p.light, lift=0, line=False)
    for i in range(2):
        c.shape(
            below(ridge(rng, c.W, horizon - 2 + i * 5, 20 - i * 8, rough=0.5), c.H),
            a.far(mix(p.cool, p.dark, 0.3), 0.4 - i * 0.2),
        )
    kind = rng.choice(("tent", "cabin", "lake"))
    glow = mix(p.soft, (255, 214, 120), 0.6)
    if kind == "lake":
        water(c, a, horizon + 6, c.H * 0.93)
    ground = mix(a.lit(p.leaf), p.dark, 0.35)
    for _ in range(12):
        fir(
            c,
            rng.choice((rng.uniform(-2, c.W * 0.3), rng.uniform(c.W * 0.7, c.W + 2))),
            horizon + rng.uniform(8, 14),
            rng.uniform(12, 28),
            mix(ground, p.dark, rng.uniform(0.1, 0.4)),
        )
    c.shape(below(wave(c.W, horizon + (10 if kind != "lake" else 30), 2, 60), c.H), ground, 0.3)
    x, y = c.W * rng.uniform(0.4, 0.6), c.H * 0.88
    if kind == "cabin":
        c.glow(x, y - 8, 26, glow, 0.4)
        cabin(c, x, y, 22, a)
    else:
        c.glow(x, y - 6, 30, glow, 0.6)
        c.shape([(x - 15, y), (x - 2, y - 17), (x + 14, y + 1)], mix(p.warm, glow, 0.3), 0.4)
        c.shape([(x - 15, y), (x - 2, y - 17), (x - 4, y + 1.5)], mix(p.warm, glow, 0.65))
        c.shape([(x - 7.5, y + 1), (x - 2.6, y - 13), (x - 4, y + 1.5)], glow, lift=0)
        for dx in (-19, 18):
            c.stroke([(x + dx, y + 2), (x - 2, y - 17)], 0.2, p.light, curved=False, lift=0, line=False)
        walker(c, x + 24, y + 4, 10)
