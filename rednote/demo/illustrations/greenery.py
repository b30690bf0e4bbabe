"""Plants and flowers as things one can put somewhere: pots, vases, sprigs, single blooms."""

import math

import numpy as np

from .blooms import bloom, greens
from .canvas import Canvas
from .geometry import Points, leaf, moved, smooth, turned
from .palettes import Color, mix

SPECIES = ("monstera", "snake", "rubber", "pilea", "palm", "fern", "cactus", "trailing", "fig")


def _monstera_leaf(size: float) -> Points:
    """A heart with cuts in its sides, its tip to the right."""
    t = np.linspace(0, math.tau, 72, endpoint=False)
    r = size * 0.5 * (1 - 0.28 * np.cos(t + math.pi) ** 3)
    cuts = (np.abs(np.sin(t * 4.5 + 0.3)) < 0.3) & (np.abs(np.sin(t)) > 0.45)
    r = r * np.where(cuts, 0.56, 1)
    notch = np.exp(-(((t - math.pi) / 0.28) ** 2))
    return np.column_stack([r * np.cos(t) * 1.1 + size * (0.42 + 0.3 * notch), r * np.sin(t) * 0.92])


def plant(c: Canvas, x: float, y: float, size: float, species: str | None = None, pot: bool = True) -> None:
    """A potted plant standing at x, y, some `size` units high."""
    rng = c.rng
    kind = species or rng.choice(SPECIES)
    with c.at(x, y, size / 40, flip=rng.random() < 0.5):
        top = -11.0
        if kind == "trailing":
            if pot:
                _pot(c)
            _trailing(c, top)
            return
        GROWERS[kind](c, top)
        if pot:
            _pot(c)


def _pot(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    color = rng.choice((p.tuned("c4714a"), mix(p.light, p.soft, 0.4), p.warm, p.cool, mix(p.dark, p.cool, 0.3), p.soft))
    kind = rng.choice(("flower", "bowl", "straight", "basket"))
    if kind == "flower":
        c.shape([(-5.6, -9), (5.6, -9), (4.2, 0), (-4.2, 0)], color, 0.7)
        c.box(-6.4, -11.4, 12.8, 3, color, 0.5, r=0.5)
        c.box(-5.8, -8.5, 11.6, 0.6, mix(color, p.dark, 0.3), lift=0, line=False)
    elif kind == "bowl":
        outline = smooth([(-7, -11), (7, -11), (6.6, -4), (3, 0), (-3, 0), (-6.6, -4)], steps=6)
        c.shape(outline, color, 0.7)
        with c.inside(outline):
            c.box(-9, -6, 18, 2, mix(color, p.light, 0.5), lift=0, line=False)
    elif kind == "straight":
        c.box(-6, -11.6, 12, 11.6, color, 0.7, r=1.2)
        for i in range(5):
            c.box(-4.9 + i * 2.2, -10.4, 0.4, 9.2, mix(color, p.dark, 0.16), lift=0, line=False)
        for s in (-1, 1):
            c.box(s * 4.4 - 0.5, -0.4, 1, 3, p.tuned("a9744a"), lift=0)
    else:
        straw = p.tuned("cfa56c")
        outline = smooth([(-6.4, -11.6), (6.4, -11.6), (7.2, -5), (5.4, 0.2), (-5.4, 0.2), (-7.2, -5)], steps=6)
        c.shape(outline, straw, 0.7)
        with c.inside(outline):
            for j in range(6):
                for i in range(9):
                    c.box(-8 + i * 2 + (j % 2), -11 + j * 2, 1.3, 0.5, mix(straw, p.dark, 0.25), lift=0, line=False)


def _stems(
    c: Canvas, top: float, count: int, spread: float, low: float, high: float
) -> list[tuple[float, float, float]]:
    """Stalks fanning out of the pot; answers where each ends and which way it points."""
    ends = []
    for i in range(count):
        a = math.radians(-90 + spread * (i / max(1, count - 1) - 0.5) * 2 + c.rng.uniform(-6, 6))
        n = c.rng.uniform(low, high) * (1 - 0.25 * abs(math.cos(a)))
        x, y = math.cos(a) * n, top + math.sin(a) * n
        c.stroke(
            [(x * 0.1, top + 1.5), (x * 0.45, top + (y - top) * 0.6), (x, y)],
            (0.9, 0.5),
            mix(c.palette.leaf, c.palette.dark, 0.25),
            lift=0,
            line=False,
        )
        ends.append((x, y, math.degrees(a)))
    c.rng.shuffle(ends)
    return ends


def _vein(c: Canvas, x: float, y: float, n: float, angle: float, color: Color) -> None:
    a = math.radians(angle)
    c.stroke(
        [(x, y), (x + math.cos(a) * n, y + math.sin(a) * n)],
        (0.32, 0.1),
        mix(color, c.palette.light, 0.35),
        lift=0,
        line=False,
    )


def _monstera(c: Canvas, top: float) -> None:
    tones = greens(c)
    for x, y, a in _stems(c, top, 8, 78, 10, 24):
        size, tone = c.rng.uniform(9, 14), c.rng.choice(tones[:4])
        angle = a * 0.5 + (0 if x > 0 else -90) + c.rng.uniform(0, 24)
        c.shape(moved(turned(_monstera_leaf(size), angle), x, y), tone, 0.6, lift=0.5)
        _vein(c, x, y, size * 0.85, angle, tone)


def _snake(c: Canvas, top: float) -> None:
    p = c.palette
    for _ in range(8):
        x, n, lean = c.rng.uniform(-3.6, 3.6), c.rng.uniform(16, 29), c.rng.uniform(-5, 5)
        tone = c.rng.choice(greens(c)[:2])
        blade = smooth(
            [
                (x - 1.3, top + 2),
                (x + lean * 0.3 - 1.7, top - n * 0.5),
                (x + lean, top - n),
                (x + lean * 0.3 + 1.7, top - n * 0.5),
                (x + 1.3, top + 2),
            ],
            steps=5,
        )
        c.shape(blade, mix(p.soft, p.leaf, 0.35), 0.3, lift=0.4)
        c.shape((blade - (x, top)) * (0.62, 0.97) + (x, top), tone, 0.4, lift=0, line=False)


def _rubber(c: Canvas, top: float) -> None:
    p = c.palette
    tone = c.rng.choice((mix(p.leaf, p.dark, 0.45), mix(p.leaf, p.dark, 0.2), mix(p.warm, p.dark, 0.55)))
    for stem in range(2):
        lean = c.rng.uniform(2, 5) * (1 if stem else -1)
        c.stroke([(lean * 0.2, top + 1), (lean, top - 27)], (1.1, 0.6), mix(p.dark, p.warm, 0.3), curved=False, lift=0)
        for k in range(7):
            y, side = top - 3 - k * 3.7, 1 if (k + stem) % 2 else -1
            shade = mix(tone, p.light, c.rng.uniform(0, 0.18))
            a = -90 + side * c.rng.uniform(42, 66)
            n = c.rng.uniform(8, 11) * (1 - k * 0.04)
            x = lean * (0.2 + 0.8 * (k + 1) / 7)
            c.shape(leaf(x, y, n, n * 0.52, a, side * 0.3), shade, 0.6, lift=0.4)
            _vein(c, x, y, n * 0.85, a + side * 4, shade)


def _pilea(c: Canvas, top: float) -> None:
    tones = greens(c)
    for x, y, _ in _stems(c, top, 17, 88, 7, 21):
        r, tone = c.rng.uniform(2.2, 3.6), c.rng.choice(tones)
        c.oval(x, y, r, r * 0.9, tone, 0.5, lift=0.3)
        c.oval(x - r * 0.1, y - r * 0.05, 0.4, 0.4, mix(tone, c.palette.light, 0.6), lift=0, line=False)


def _palm(c: Canvas, top: float) -> None:
    tones = greens(c)
    for i in range(9):
        a = math.radians(-90 + (i - 4) * 19 + c.rng.uniform(-6, 6))
        n = c.rng.uniform(20, 28)
        tone = c.rng.choice(tones[:4])
        spine = smooth(
            [
                (0, top + 1),
                (math.cos(a) * n * 0.5, top + math.sin(a) * n * 0.65),
                (math.cos(a) * n, top + math.sin(a) * n * 0.8 + abs(math.cos(a)) * 5),
            ],
            closed=False,
            steps=9,
        )
        c.stroke(spine, (0.6, 0.25), tone, curved=False, lift=0, line=False)
        for k in range(5, len(spine) - 1):
            d = spine[k + 1] - spine[k]
            heading = math.degrees(math.atan2(d[1], d[0]))
            size = 6.4 * math.sin((k - 3) / (len(spine) - 3) * math.pi * 0.8 + 0.3)
            for side in (-1, 1):
                c.shape(leaf(*spine[k], size, 1.1, heading + side * 42), tone, lift=0, line=False)


def _fern(c: Canvas, top: float) -> None:
    tones = greens(c)
    for i in range(15):
        a = math.radians(-90 + (i - 7) * 14 + c.rng.uniform(-7, 7))
        n, tone = c.rng.uniform(13, 20), c.rng.choice(tones)
        spine = smooth(
            [
                (0, top + 1),
                (math.cos(a) * n * 0.6, top + math.sin(a) * n * 0.8),
                (math.cos(a) * n * 1.15, top + math.sin(a) * n * 0.6 + abs(math.cos(a)) * 8),
            ],
            closed=False,
            steps=7,
        )
        for k, (x, y) in enumerate(spine[2:]):
            r = 1.7 * (1 - k / 15)
            c.shape(leaf(x, y, r * 2, r * 0.9, math.degrees(a) + 70), tone, lift=0, line=False)
            c.shape(leaf(x, y, r * 2, r * 0.9, math.degrees(a) - 70), tone, lift=0, line=False)
        c.stroke(spine, (0.5, 0.2), mix(tone, c.palette.dark, 0.2), curved=False, lift=0, line=False)


def _cactus(c: Canvas, top: float) -> None:
    p = c.palette
    tone = mix(p.leaf, p.cool, c.rng.uniform(0, 0.35))
    for points, w in (
        ([(0, top + 3), (0, top - 22)], 8.0),
        ([(-3, top - 7), (-9, top - 8), (-9.4, top - 17)], 4.2),
        ([(3, top - 11), (8.6, top - 12), (9, top - 19)], 3.8),
    ):
        c.stroke(points, w, tone, 0.7)
        for k in (-0.25, 0.0, 0.25):
            shifted = [(x + k * w, y) for x, y in points]
            c.stroke(shifted, 0.3, mix(tone, p.light, 0.4), lift=0, line=False)
    for x, y in ((0, top - 26), (-9.4, top - 19.4), (9, top - 21)):
        bloom(c, x, y, 2.6, mix(p.warm, p.light, 0.15), "round")


def _fig(c: Canvas, top: float) -> None:
    p = c.palette
    c.stroke([(0, top + 1), (0.8, top - 8), (0, top - 16)], (1.3, 0.9), mix(p.dark, p.warm, 0.35), lift=0)
    for _ in range(34):
        a, d = c.rng.uniform(0, math.tau), 9.5 * math.sqrt(c.rng.random())
        n = c.rng.uniform(4, 6)
        c.shape(
            leaf(math.cos(a) * d, top - 18 + math.sin(a) * d, n, n * 0.55, math.degrees(a) + c.rng.uniform(-50, 50)),
            c.rng.choice(greens(c)),
            0.4,
            lift=0.3,
        )


def _trailing(c: Canvas, top: float) -> None:
    tones = greens(c)
    for i in range(11):
        x = (i - 5) * 1.4
        n = c.rng.uniform(8, 26)
        spine = smooth(
            [
                (x * 0.5, top + 1),
                (x * 1.1, top - 2),
                (x * 1.5, top + n * 0.4),
                (x * 1.5 + c.rng.uniform(-2, 2), top + n),
            ],
            closed=False,
            steps=5,
        )
        c.stroke(spine, 0.35, mix(tones[1], c.palette.dark, 0.2), curved=False, lift=0, line=False)
        for k, (sx, sy) in enumerate(spine[1:]):
            side = 1 if k % 2 else -1
            c.shape(leaf(sx, sy, 3.4, 2.2, 90 - side * 50, side * 0.2), c.rng.choice(tones), 0.3, lift=0.25)
    for _ in range(10):
        c.shape(leaf(c.rng.uniform(-4, 4), top + 1, 5, 3, c.rng.uniform(-150, -30)), c.rng.choice(tones), 0.4, lift=0.3)


GROWERS = {
    "monstera": _monstera,
    "snake": _snake,
    "rubber": _rubber,
    "pilea": _pilea,
    "palm": _palm,
    "fern": _fern,
    "cactus": _cactus,
    "fig": _fig,
}
