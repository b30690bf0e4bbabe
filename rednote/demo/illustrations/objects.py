"""Things on a table or a shelf: bottles for the skin, books, cards with letters, pots."""

import numpy as np

from .blooms import bloom, greens, petals, sprig
from .canvas import Canvas
from .furniture import walls
from .geometry import arc, blob, box, leaf, smooth
from .greenery import plant
from .palettes import Color, mix
from .stages import above, side, spots, wood
from .tableware import DECOR, JARS, glazes, vessel


def _label(c: Canvas, x: float, y: float, w: float, h: float, tone: Color) -> None:
    """A label with a mark and two lines that stand for words."""
    p = c.palette
    c.box(x - w / 2, y - h / 2, w, h, mix(p.light, (255, 255, 255), 0.4), r=0.4, lift=0)
    kind = c.rng.choice(("leaf", "sun", "line"))
    if kind == "leaf":
        for s in (-1, 1):
            c.shape(leaf(x, y - h * 0.02, h * 0.32, h * 0.15, -90 + s * 32), tone, lift=0, line=False)
    elif kind == "sun":
        c.oval(x, y - h * 0.16, h * 0.14, h * 0.14, tone, lift=0, line=False)
    for i in range(2):
        c.box(
            x - w * (0.3 - i * 0.1),
            y + h * (0.14 + i * 0.14),
            w * (0.6 - i * 0.2),
            h * 0.05,
            mix(tone, p.dark, 0.4),
            lift=0,
            line=False,
        )


def _flask(c: Canvas, kind: str, tone: Color) -> None:
    """A bottle, jar or tube for the skin, standing at (0, 0)."""
    p, rng = c.palette, c.rng
    cap = rng.choice(
        (mix(p.dark, p.cool, 0.1), mix(p.soft, (214, 170, 90), 0.5), mix(p.light, (255, 255, 255), 0.4), wood(c))
    )
    if kind == "dropper":
        c.box(-1.6, -27, 3.2, 6, mix(p.dark, p.warm, 0.1), 0.5, r=1.5)
        c.box(-2.6, -21.6, 5.2, 4, cap, 0.5, r=0.5)
        c.shape(smooth([(-2.2, -18), (2.2, -18), (6, -14.6), (6, 0), (-6, 0), (-6, -14.6)], steps=5), tone, 0.7)
        _label(c, 0, -7, 9, 9, tone)
    elif kind == "pump":
        c.stroke([(0, -22), (0, -27), (-5.4, -27)], 1.5, cap, curved=False, lift=0.3)
        c.box(-3, -22.4, 6, 3.4, cap, 0.4, r=0.6)
        c.box(-6.6, -19.4, 13.2, 19.4, tone, 0.7, r=2.4)
        _label(c, 0, -9, 9.4, 11, tone)
    elif kind == "jar":
        c.box(-8, -8, 16, 8, tone, 0.7, r=1.6)
        c.box(-8.4, -12.4, 16.8, 5, cap, 0.5, r=1)
        _label(c, 0, -3.8, 9, 5, tone)
    elif kind == "tube":
        c.shape([(-5.8, -24), (5.8, -24), (4, -4), (-4, -4)], tone, 0.7)
        c.box(-6.2, -25.2, 12.4, 1.8, mix(tone, p.dark, 0.15), lift=0)
        c.box(-4.2, -4.4, 8.4, 4.4, cap, 0.5, r=0.6)
        _label(c, 0, -14, 6.4, 9, tone)
    else:
        c.box(-2, -32, 4, 6, cap, 0.5, r=0.6)
        c.shape(smooth([(-2, -26.6), (2, -26.6), (5.6, -22), (5.6, 0), (-5.6, 0), (-5.6, -22)], steps=5), tone, 0.7)
        _label(c, 0, -11, 8, 12, tone)
    c.stroke(
        [(-4.2, -6), (-4.2, -13 if kind != "jar" else -7)], 0.7, mix(tone, (255, 255, 255), 0.5), lift=0, line=False
    )


FLASKS = ("dropper", "pump", "jar", "tube", "tall")


def bottle(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    if rng.random() < 0.65:
        stage = side(c)
        y = stage.table + (c.H - stage.table) * 0.36
        blocks = mix(stage.wall, p.light, 0.5)
        c.box(c.W * 0.54, y - 13, 34, 14, blocks, 0.3, lift=0.6)
        c.shape(
            np.vstack([arc(c.W * 0.26, y + 1, 18, 9, 180, 360, 24)]),
            mix(stage.wall, rng.choice((p.warm, p.leaf, p.cool)), 0.4),
            0.4,
            lift=0.6,
        )
        plant(c, c.W * 0.88, y, rng.uniform(48, 66), rng.choice(("palm", "monstera", "fern", "fig")))
        kinds = list(FLASKS)
        rng.shuffle(kinds)
        for x, dy, kind, scale in (
            (0.26, -7, kinds[0], 1.3),
            (0.44, 1, kinds[1], 1.55),
            (0.64, -13, kinds[2], 1.3),
            (0.8, -13, kinds[3], 1.05),
            (0.6, 4, kinds[4], 1.1),
        ):
            with c.at(c.W * x, y + dy, scale):
                c.ground_shadow(1.4, 0.2, 8, 1.1)
                _flask(c, kind, glazes(c)[0])
        if rng.random() < 0.6:
            for k in range(3):
                c.shape(
                    blob(rng, c.W * 0.16 + k * 6, y + 8 - k, 3.4 - k * 0.7, 1.9),
                    mix(p.dark, p.light, 0.35 + 0.15 * k),
                    0.6,
                    lift=0.4,
                )
        else:
            petals(c, c.W * 0.2, y + 8, 7, 7, mix(p.warm, p.light, 0.3))
        return
    above(c)
    c.shape(
        box(c.W / 2 - 36, c.H / 2 - 44, 72, 88, 18),
        mix(p.light, rng.choice((p.soft, p.cool, p.leaf)), 0.3),
        0.2,
        lift=1.1,
    )
    c.shape(box(c.W / 2 - 33, c.H / 2 - 41, 66, 82, 16), mix(p.light, p.soft, 0.5), lift=0, line=False)
    for i, (x, y) in enumerate(((-16, 6), (4, 4), (20, 12), (-14, 34), (14, 36))):
        with c.at(c.W / 2 + x, c.H / 2 + y - 4, 1.15, rng.uniform(-24, 24)):
            _flask(c, FLASKS[i], glazes(c)[0])
    for px, py in spots(c, 4, 0.46):
        sprig(c, px, py, 22, rng.uniform(0, 360), rng.choice(greens(c)), 7)
        bloom(c, px, py, 4.6, rng.choice((p.warm, p.soft, p.light)), rng.choice(("daisy", "rose", "star")))


def ceramics(c: Canvas) -> None:
    """Pots on shelves, or a few of them on a table."""
    rng, p = c.rng, c.palette
    if rng.random() < 0.45:
        walls(c, c.H * 1.04)
        for i in range(4 if c.H > 115 else 3):
            y = c.H * (0.235 + 0.24 * i) if c.H > 115 else c.H * (0.3 + 0.31 * i)
            c.box(c.W * 0.04, y, c.W * 0.92, 2, wood(c), 0.3, lift=0.9)
            x = c.W * 0.08
            while x < c.W * 0.86:
                profile = JARS[rng.choice(sorted(JARS))]
                scale = min(rng.uniform(0.7, 0.95), c.H * 0.2 / profile[-1][1])
                half = max(w for w, _ in profile) * scale
                with c.at(x + half, y, scale):
                    vessel(c, profile, glazes(c)[0], rng.choice(DECOR), rng.choice((p.light, p.dark, p.soft)))
                x += half * 2 + rng.uniform(2, 5)
        return
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.34
    names = rng.sample(sorted(JARS), 5)
    for x, dy, scale, name in (
        (0.2, -4, 1.9, names[0]),
        (0.78, -5, 2.1, names[1]),
        (0.46, 0, 2.0, names[2]),
        (0.66, 7, 1.2, names[3]),
        (0.27, 9, 1.1, names[4]),
    ):
        with c.at(c.W * x, y + dy, scale):
            c.ground_shadow(1.4, 0.2, 8, 1.2)
            if name in ("tall", "bottle", "drop") and rng.random() < 0.7:
                for _ in range(3):
                    sprig(
                        c,
                        0,
                        -JARS[name][-1][1] + 2,
                        rng.uniform(14, 22),
                        -90 + rng.uniform(-36, 36),
                        rng.choice(greens(c)),
                        4.5,
                    )
            vessel(c, JARS[name], glazes(c)[0], rng.choice(DECOR), rng.choice((p.light, p.dark, p.soft)))
