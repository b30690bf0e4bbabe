"""Where land meets water: the sea, lighthouses, bridges; and a night under the stars."""

import math

import numpy as np

from .canvas import Canvas
from .geometry import Points, arc, below, blob, box, oval, ridge, smooth, wave
from .landscapes import cabin, fir, tree, walker
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
        c.stroke([(x - half, y), (x, y + 0.15), (x + half, y)], (0.05, 0.18 + 0.35 * depth, 0.05), mix(shine, deep, rng.uniform(0, 0.4)), lift=0, line=False)
    return deep


def sailboat(c: Canvas, x: float, y: float, size: float, a: Air) -> None:
    p = c.palette
    with c.at(x, y, size / 10, c.rng.uniform(-5, 5), flip=c.rng.random() < 0.5):
        c.shape([(0.2, -10), (0.2, -1.6), (4.6, -1.6)], a.lit(p.light), 0.4)
        c.shape([(-0.4, -8.8), (-0.4, -1.6), (-3.4, -1.6)], a.lit(c.rng.choice((p.warm, p.soft))), 0.4)
        c.curve([(-4.4, -1), (0, -0.7), (5, -1.1), (3.4, 1), (-3, 1)], a.lit(mix(p.warm, p.dark, 0.35)), 0.4)
        for i in range(3):
            half = 4.5 - i
            c.stroke([(-half, 1.5 + i * 0.8), (half, 1.5 + i * 0.8)], (0.1, 0.4, 0.1), mix(a.bottom, p.light, 0.6), lift=0, line=False)


def sea(c: Canvas) -> None:
    """A beach, a bay from a cliff, or a wave about to break."""
    kind = c.rng.choice(("beach", "beach", "bay", "wave"))
    horizon = c.H * (c.rng.uniform(0.3, 0.42) if kind != "wave" else 0.34)
    a = sky(c, horizon, ("morning", "day", "day", "golden", "golden", "dusk"))
    if c.rng.random() < 0.6:
        _islands(c, a, horizon)
    if kind == "wave":
        _breaker(c, a, horizon)
    elif kind == "bay":
        _bay(c, a, horizon)
    else:
        _beach(c, a, horizon)


def _islands(c: Canvas, a: Air, horizon: float) -> None:
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
    for k, tone in ((4.5, mix(sand, p.cool, 0.45)), (3.0, mix(p.light, (255, 255, 255), 0.4)), (1.2, mix(sand, p.cool, 0.22)), (0, sand)):
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
        c.shape(blob(rng, rng.uniform(0, c.W), rng.uniform(shore + 10, c.H), rng.uniform(0.6, 1.6), rng.uniform(0.4, 0.9), n=6), a.lit(mix(p.warm, p.light, rng.random())), 0.5)


def _parasol(c: Canvas, x: float, y: float, a: Air) -> None:
    p, rng = c.palette, c.rng
    one, two = a.lit(rng.choice((p.warm, p.cool, p.leaf))), a.lit(mix(p.light, (255, 255, 255), 0.4))
    with c.at(x, y, rng.uniform(0.9, 1.3), rng.uniform(-14, 14)):
        c.ground_shadow(6, 4, 13, 2.4)
        c.shape([(-9, 3), (5, 1.4), (10, 5.2), (-5, 7)], two, lift=0.4)
        for i in range(4):
            t, u = i / 4, i / 4 + 0.12
            c.shape([(-9 + 14 * t, 3 - 1.6 * t), (-9 + 14 * u, 3 - 1.6 * u), (-5 + 15 * u, 7 - 1.8 * u), (-5 + 15 * t, 7 - 1.8 * t)], one, lift=0, line=False)
        c.stroke([(0, 4), (0, -17)], 0.6, a.lit(mix(p.light, p.dark, 0.4)), curved=False)
        dome = np.vstack([arc(0, -10, 13, 11, 180, 360, 24), [(9, -9.2), (4.5, -10.2), (0, -9.2), (-4.5, -10.2), (-9, -9.2)]])
        c.shape(dome, two, 0.5)
        with c.inside(dome):
            for k in (-9.0, 0.0, 9.0):
                c.curve([(k * 0.15, -21.5), (k - 2.4, -9), (k + 2.4, -9)], one, lift=0, line=False)


def _palm(c: Canvas, x: float, y: float, a: Air) -> None:
    p, rng = c.palette, c.rng
    h, lean = rng.uniform(30, 44), rng.uniform(-9, 9)
    c.stroke([(x, y), (x + lean * 0.3, y - h * 0.5), (x + lean, y - h)], (2.4, 1.7, 1.2), a.lit(mix(p.dark, p.warm, 0.4)), 0.6)
    for i in range(9):
        angle = math.radians(-90 + (i - 4) * 30 + rng.uniform(-8, 8))
        n = rng.uniform(12, 17)
        tip = (x + lean + math.cos(angle) * n, y - h + math.sin(angle) * n * 0.55 + abs(math.cos(angle)) * 6)
        middle = (x + lean + math.cos(angle) * n * 0.55, y - h + math.sin(angle) * n * 0.55 - 1.5)
        c.stroke([(x + lean, y - h), middle, tip], (0.8, 3.4, 2.2, 0.2), a.lit(mix(p.leaf, p.dark, 0.1 + 0.3 * (i % 2))), 0.5)


def _bay(c: Canvas, a: Air, horizon: float) -> None:
    """Cliffs with houses on them, boats below."""
    rng, p = c.rng, c.palette
    water(c, a, horizon, c.H)
    for _ in range(rng.randint(3, 6)):
        sailboat(c, c.W * rng.uniform(0.1, 0.65), rng.uniform(horizon + 6, c.H * 0.8), rng.uniform(6, 11), a)
    for depth in (0, 1):
        y0 = horizon - 10 + depth * 22
        edge = c.W * (0.62 - 0.12 * depth)
        cliff = smooth([(c.W + 8, y0 - 8), (edge + 26, y0 - 2), (edge + 13, y0 + 9), (edge + 4, y0 + 26), (edge + 11, y0 + 44), (edge - 2, c.H * (0.76 + depth * 0.3)), (c.W + 10, c.H * 1.2)], closed=True)
        c.shape(cliff, a.far(mix(p.soft, p.warm, 0.35 + depth * 0.15), 0.32 - 0.25 * depth), 0.7)
        with c.inside(cliff):
            for _ in range(16):
                x, y = rng.uniform(edge, c.W + 5), rng.uniform(y0, c.H)
                c.stroke([(x, y), (x + rng.uniform(-4, 4), y + rng.uniform(5, 12))], (0.2, 0.8, 0.1), a.lit(mix(p.warm, p.dark, 0.35)), lift=0, line=False)
            for _ in range(22):
                x, y = rng.uniform(edge + 2, c.W + 4), y0 + rng.uniform(0, 16) ** 1.1
                c.shape(blob(rng, x, y, rng.uniform(2, 4.5), rng.uniform(1.4, 3)), a.lit(mix(p.leaf, p.dark, rng.uniform(0, 0.35))), 0.4)
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
        c.shape(below(line + (0, -0.25 - depth), c.H), foam, lift=0.6, line=False)
        c.shape(below(line, c.H), tone, lift=0)
        for _ in range(int(8 + 12 * depth)):
            j = rng.randrange(8, 150)
            bx, by = line[j] + (0, 1 + rng.uniform(0, 6) * depth)
            half = (1 + 4 * depth) * rng.uniform(0.5, 1.3)
            c.stroke([(bx - half, by + 0.4), (bx, by), (bx + half, by + 0.4)], (0.05, 0.25 + depth * 0.7, 0.05), mix(foam, tone, rng.uniform(0.1, 0.6)), lift=0, line=False)
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


def lighthouse(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    horizon = c.H * rng.uniform(0.58, 0.68)
    a = sky(c, horizon, ("morning", "day", "golden", "dusk", "dusk", "night"))
    _islands(c, a, horizon)
    water(c, a, horizon, c.H)
    x, foot, h = c.W * rng.uniform(0.36, 0.62), horizon + 6, min(c.H * 0.46, 66)
    if a.dark:
        for end in ((c.W * 1.2, -0.02), (-c.W * 0.3, 0.1)):
            y = foot - h - 2
            c.shape([(x, y - 1), (end[0], c.H * (end[1] + 0.06)), (end[0], c.H * (end[1] + 0.26)), (x, y + 1)], (*mix(p.soft, (255, 240, 190), 0.5), 0.3))
        c.glow(x, foot - h - 2, 22, mix(p.soft, (255, 232, 160), 0.6), 0.8)
    rock = a.lit(mix(p.dark, p.cool, 0.35))
    for k, dy, tone in ((34, 9, mix(rock, a.bottom, 0.2)), (26, 4, rock)):
        c.shape(smooth([(x - k * 1.3, foot + dy + 4), (x - k * 0.7, foot + dy - 5), (x - 10, foot - 2), (x + 9, foot - 2), (x + k * 0.6, foot + dy - 4), (x + k * 1.2, foot + dy + 4)]), tone, 0.7)
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
        c.shape([(x + w * 0.25, foot - h), (x + w * 2, foot - h), (x + w * 2, foot), (x + w * 0.35, foot)], (*p.dark, 0.16))
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
        tree(c, rng.uniform(0, c.W), horizon + rng.uniform(0, 4), rng.uniform(10, 18), a.lit(mix(p.leaf, rng.choice((p.warm, p.dark, p.soft)), rng.uniform(0, 0.35))), a.lit(mix(p.dark, p.warm, 0.2)))
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
            c.box(bx, by, rng.uniform(2, 4), 1.3, mix(stone, rng.choice((p.dark, p.light)), rng.uniform(0.08, 0.22)), r=0.4, lift=0, line=False)
    c.stroke(road + (0, 0.3), 1.4, mix(stone, p.light, 0.25), curved=False)
    j = rng.randint(14, 36)
    walker(c, road[j, 0], road[j, 1], 9)
    for side in (-1, 1):
        edge = c.W * (0.5 + side * 0.5)
        c.curve([(edge + side * 6, level - 4), (edge - side * 10, level + 1), (edge - side * 16, level + 9), (edge - side * 5, c.H * 0.9), (edge - side * 12, c.H + 6), (edge + side * 10, c.H + 6)], a.lit(mix(p.leaf, p.dark, 0.15)), 0.4)
        tree(c, edge - side * rng.uniform(2, 7), level + 8, rng.uniform(30, 42), a.lit(mix(p.leaf, rng.choice((p.warm, p.soft, p.dark)), 0.3)), a.lit(mix(p.dark, p.warm, 0.2)))


def _hanging_bridge(c: Canvas, a: Air, horizon: float) -> None:
    rng, p = c.rng, c.palette
    for i in range(3):
        c.shape(below(ridge(rng, c.W, horizon - 8 + i * 5, 14 - 3 * i, rough=0.45), c.H), a.far(mix(p.cool, p.leaf, i * 0.25), 0.66 - i * 0.16))
    level = horizon + 10
    water(c, a, level, c.H)
    steel, deck = a.lit(p.warm), level + 4
    left, right, top = c.W * 0.2, c.W * 0.78, deck - min(56, c.H * 0.4)
    cable = mix(steel, p.dark, 0.15)
    def hang(x0: float, y0: float, x1: float, y1: float, sag: float) -> Points:
        t = np.linspace(0, 1, 30)
        return np.column_stack([x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)])
    spans = [hang(-20, deck - 14, left, top, 6), hang(left, top, right, top, deck - top - 4), hang(right, top, c.W + 20, deck - 14, 6)]
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
        c.curve([(x - 6, level + 12), (x - 4, level + 8), (x + 4, level + 8), (x + 6, level + 12)], a.lit(mix(p.dark, p.cool, 0.3)), 0.4)
    c.veil(oval(c.W * rng.random(), level + 2, c.W * 0.5, 4), a.bottom, 0.7, 4)
    sailboat(c, c.W * rng.uniform(0.3, 0.6), level + rng.uniform(18, 26), 12, a)
    c.shape(below(wave(c.W, c.H * 0.9, 3, 60, 1.0), c.H), a.lit(mix(p.leaf, p.dark, 0.3)), 0.3)
    for _ in range(8):
        fir(c, rng.uniform(0, c.W), c.H * 0.94 + rng.uniform(0, 4), rng.uniform(8, 17), a.lit(mix(p.leaf, p.dark, rng.uniform(0.35, 0.6))))


def night(c: Canvas) -> None:
    """Stars over a tent, a cabin or a still lake."""
    rng, p = c.rng, c.palette
    horizon = c.H * rng.uniform(0.62, 0.72)
    a = sky(c, horizon + 6, ("night",), sun=rng.random() < 0.6)
    band = np.array([(c.W * (t + 0.12 * math.sin(t * 5)), horizon * (0.95 - t * 0.95)) for t in np.linspace(-0.1, 1.1, 14)])
    c.veil(np.vstack([band + (0, -9), band[::-1] + (0, 9)]), mix(p.cool, p.light, 0.35), 0.3, 7)
    for _ in range(150):
        x, y = band[rng.randrange(14)] + (rng.gauss(0, 7), rng.gauss(0, 7))
        c.oval(x, y, *[rng.choice((0.12, 0.16, 0.3))] * 2, mix(p.light, p.soft, rng.random() * 0.6), lift=0, line=False)
    if rng.random() < 0.6:
        x, y = c.W * rng.uniform(0.5, 0.9), c.H * rng.uniform(0.06, 0.2)
        c.stroke([(x, y), (x - 16, y + 8)], (0.6, 0.05), p.light, lift=0, line=False)
    for i in range(2):
        c.shape(below(ridge(rng, c.W, horizon - 2 + i * 5, 20 - i * 8, rough=0.5), c.H), a.far(mix(p.cool, p.dark, 0.3), 0.4 - i * 0.2))
    kind = rng.choice(("tent", "cabin", "lake"))
    glow = mix(p.soft, (255, 214, 120), 0.6)
    if kind == "lake":
        water(c, a, horizon + 6, c.H * 0.93)
    ground = mix(a.lit(p.leaf), p.dark, 0.35)
    for _ in range(12):
        fir(c, rng.choice((rng.uniform(-2, c.W * 0.3), rng.uniform(c.W * 0.7, c.W + 2))), horizon + rng.uniform(8, 14), rng.uniform(12, 28), mix(ground, p.dark, rng.uniform(0.1, 0.4)))
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
