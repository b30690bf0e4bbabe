"""Streets: house fronts, skylines, roofs, a market, umbrellas in the rain."""

import numpy as np

from .blooms import bloom
from .canvas import Canvas
from .figures import passer
from .fittings import GLOW
from .geometry import arc, box
from .greenery import plant
from .landscapes import tree
from .palettes import Color, mix
from .sky import Air, sky


def skyline(c: Canvas, foot: float, a: Air, height: float = 22, far: float = 0.4) -> None:
    """Towers in the haze."""
    rng, p = c.rng, c.palette
    x = -3.0
    while x < c.W + 3:
        w, h = rng.uniform(5, 11), height * rng.uniform(0.35, 1.0)
        tone = a.far(mix(rng.choice((p.cool, p.dark, p.warm)), p.dark, 0.15), far)
        c.box(x, foot - h, w, h + 2, tone, lift=0)
        if rng.random() < 0.25:
            c.box(x + w / 2 - 0.25, foot - h - 4, 0.5, 4.4, tone, lift=0, line=False)
        lit = mix(GLOW, tone, 0.25) if a.dark else mix(tone, p.light, 0.25)
        for _ in range(int(h * w / 14)):
            c.box(x + rng.uniform(0.1, 0.8) * w, foot - h * rng.uniform(0.08, 0.94), 0.7, 1.0, lit, lift=0, line=False)
        x += w + rng.uniform(-0.5, 1.6)


def pane(c: Canvas, x: float, y: float, w: float, h: float, a: Air | None, frame: Color) -> None:
    rng, p = c.rng, c.palette
    lit = a is not None and a.dark and rng.random() < 0.65
    glass = mix(GLOW, p.warm, rng.uniform(0, 0.2)) if lit else mix(p.cool, p.dark, 0.25)
    if a is not None:
        glass = glass if lit else a.lit(glass)
    c.box(x - 0.6, y - 0.6, w + 1.2, h + 1.2, frame, lift=0.15)
    c.box(x, y, w, h, glass, lift=0, line=False)
    if not lit:
        c.shape([(x, y + h * 0.5), (x + w * 0.6, y), (x + w * 0.9, y), (x, y + h * 0.8)], (*p.light, 0.25))
    c.box(x + w / 2 - 0.2, y, 0.4, h, frame, lift=0, line=False)
    c.box(x, y + h * 0.42, w, 0.4, frame, lift=0, line=False)


def facade(c: Canvas, foot: float, wall: Color) -> None:
    """A house front close by: a shop door, a window, an awning."""
    rng, p = c.rng, c.palette
    c.gradient(wall, mix(wall, p.dark, 0.08))
    for _ in range(36):
        x, y = rng.uniform(0, c.W), rng.uniform(0, foot)
        c.box(x, y, rng.uniform(3, 6), 1.5, mix(wall, rng.choice((p.dark, p.light)), 0.08), r=0.3, lift=0, line=False)
    frame = mix(p.light, (255, 255, 255), 0.3)
    for i in range(2):
        pane(c, c.W * (0.16 + 0.42 * i), c.H * 0.06, c.W * 0.24, c.H * 0.2, None, frame)
        c.box(c.W * (0.16 + 0.42 * i) - 3, c.H * 0.27, c.W * 0.24 + 6, 3.4, p.tuned("a8693c"), 0.3, lift=0.4)
        for _ in range(11):
            bloom(
                c,
                c.W * (0.16 + 0.42 * i) + rng.uniform(-2, c.W * 0.24 + 2),
                c.H * 0.27 - rng.uniform(0, 3),
                rng.uniform(1.4, 2.4),
                rng.choice((p.warm, p.soft, p.light)),
                "round",
            )
    top = c.H * 0.4
    door = rng.choice((p.warm, p.leaf, p.cool, mix(p.dark, p.cool, 0.3)))
    c.box(c.W * 0.1, top, 24, foot - top - 3, frame, lift=0.4)
    c.box(c.W * 0.1 + 2, top + 2, 20, foot - top - 5, door, 0.3, lift=0)
    c.box(c.W * 0.1 + 5, top + 6, 14, 18, mix(p.cool, p.light, 0.5), lift=0)
    c.oval(c.W * 0.1 + 19, top + 32, 1, 1, mix(p.soft, (220, 180, 90), 0.6), lift=0)
    x, w = c.W * 0.42, c.W * 0.5
    c.box(x, top + 6, w, foot - top - 22, frame, lift=0.4)
    glass = box(x + 1.6, top + 8, w - 3.2, foot - top - 26)
    c.shape(glass, mix(p.cool, p.dark, 0.2), lift=0)
    with c.inside(glass):
        c.glow(x + w * 0.5, top + 14, 26, GLOW, 0.7)
        for i in range(5):
            plant(c, x + w * (0.1 + 0.2 * i), foot - 19, rng.uniform(12, 22))
        c.shape([(x + 4, foot), (x + 12, foot), (x + 30, top), (x + 22, top)], (255, 255, 255, 0.18))
    awning(c, x - 2, top, w + 4, 11)


def awning(c: Canvas, x: float, y: float, w: float, h: float, tone: Color | None = None) -> None:
    """A striped awning with a scalloped edge."""
    p = c.palette
    one, two = tone or c.rng.choice((p.warm, p.cool, p.leaf)), mix(p.light, (255, 255, 255), 0.5)
    count = max(4, round(w / 7))
    step = w / count
    for i in range(count):
        color = one if i % 2 == 0 else two
        x0 = x + i * step
        inner = x + w * 0.06 + i * step * 0.88
        c.shape([(inner, y), (inner + step * 0.88, y), (x0 + step, y + h), (x0, y + h)], color, lift=0.2)
        c.shape(
            np.vstack([arc(x0 + step / 2, y + h, step / 2, step * 0.42, 0, 180, 10)]), mix(color, p.dark, 0.08), lift=0
        )


def _house_front(c: Canvas, x: float, foot: float, w: float, h: float, a: Air) -> None:
    rng, p = c.rng, c.palette
    wall = a.lit(
        rng.choice(
            (
                p.soft,
                mix(p.warm, p.light, 0.25),
                mix(p.cool, p.light, 0.35),
                mix(p.leaf, p.light, 0.4),
                p.light,
                p.warm,
                p.tuned("b5654a"),
            )
        )
    )
    frame = a.lit(mix(p.light, (255, 255, 255), 0.4))
    roof = a.lit(mix(p.dark, rng.choice((p.warm, p.cool)), 0.35))
    kind = rng.choice(("gable", "flat", "stepped", "mansard"))
    if kind == "gable":
        c.shape([(x - 1, foot - h), (x + w / 2, foot - h - w * 0.55), (x + w + 1, foot - h)], roof, 0.3, lift=0.3)
    elif kind == "stepped":
        for i in range(3):
            c.box(x + w * 0.14 * i, foot - h - 3.4 * (i + 1), w * (1 - 0.28 * i), 4, wall, lift=0.2)
    elif kind == "mansard":
        c.shape(
            [(x - 1, foot - h), (x + w * 0.12, foot - h - 9), (x + w * 0.88, foot - h - 9), (x + w + 1, foot - h)],
            roof,
            0.3,
            lift=0.3,
        )
        pane(c, x + w / 2 - 2, foot - h - 7, 4, 6, a, frame)
    c.box(x, foot - h, w, h + 1, wall, 0.35, lift=0.5)
    c.box(x - 0.6, foot - h - 1, w + 1.2, 1.8, frame, lift=0.2)
    cols = max(2, int(w / 7))
    y = foot - h + 4
    while y < foot - 22:
        for i in range(cols):
            pw = w / cols * 0.5
            px = x + w * (i + 0.5) / cols - pw / 2
            pane(c, px, y, pw, pw * 1.5, a, frame)
            if rng.random() < 0.25:
                for _ in range(5):
                    bloom(
                        c,
                        px + rng.uniform(0, pw),
                        y + pw * 1.5 + 0.6,
                        rng.uniform(0.6, 1.1),
                        a.lit(rng.choice((p.warm, p.leaf, p.light))),
                        "round",
                    )
        y += w / cols * 0.5 * 1.5 + 4.4
    shop = mix(GLOW, p.warm, 0.15) if a.dark else a.lit(mix(p.cool, p.dark, 0.3))
    c.box(x + w * 0.08, foot - 13, w * 0.5, 11, shop, lift=0)
    c.box(x + w * 0.68, foot - 14, w * 0.22, 14, a.lit(rng.choice((p.warm, p.leaf, p.dark))), lift=0)
    awning(c, x + w * 0.03, foot - 18.4, w * 0.6, 5, a.lit(rng.choice((p.warm, p.cool, p.leaf))))
    if a.dark:
        c.glow(x + w * 0.34, foot - 6, w * 0.7, GLOW, 0.35)


def street(c: Canvas, a: Air, foot: float) -> None:
    rng = c.rng
    skyline(c, foot - 10, a, 46, 0.55)
    x = -4.0
    while x < c.W + 2:
        w = rng.uniform(19, 29)
        _house_front(c, x, foot, w, rng.uniform(0.36, 0.56) * c.H, a)
        x += w + rng.choice((0.0, 0.0, 1.2))


def lantern(c: Canvas, x: float, y: float, h: float, a: Air) -> None:
    p = c.palette
    iron = mix(p.dark, p.cool, 0.1)
    c.box(x - 0.5, y - h, 1, h, iron, lift=0.2)
    c.box(x - 1.4, y - 3, 2.8, 3, iron, lift=0)
    if a.dark:
        c.glow(x, y - h - 2, 17, GLOW, 0.7)
    c.shape(
        [(x - 2, y - h - 5), (x + 2, y - h - 5), (x + 1.3, y - h), (x - 1.3, y - h)], mix(GLOW, p.light, 0.2), lift=0
    )
    c.shape([(x - 2.6, y - h - 5), (x, y - h - 7.4), (x + 2.6, y - h - 5)], iron, lift=0)


def city(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    foot = c.H * rng.uniform(0.78, 0.84)
    a = sky(c, foot, ("morning", "day", "golden", "dusk", "dusk", "night", "overcast"))
    if rng.random() < 0.35:
        _rooftops(c, a)
        return
    street(c, a, foot)
    pave = a.lit(mix(p.light, mix(p.dark, p.cool, 0.4), 0.35))
    c.box(-3, foot, c.W + 6, c.H, pave, lift=0.4)
    c.box(-3, foot + (c.H - foot) * 0.45, c.W + 6, c.H, mix(pave, p.dark, 0.28), lift=0.3)
    for i in range(6):
        c.box(c.W * i / 5 - 6, foot + (c.H - foot) * 0.72, 11, 1.2, mix(pave, p.light, 0.5), lift=0, line=False)
    for i in range(2):
        lantern(c, c.W * (0.24 + 0.52 * i), foot + 4, 26, a)
    for _ in range(rng.randint(2, 4)):
        passer(c, c.W * rng.uniform(0.1, 0.9), foot + rng.uniform(4, 7), rng.uniform(15, 18))
    if rng.random() < 0.6:
        tree(c, c.W * rng.choice((0.06, 0.94)), foot + 5, 34, a.lit(p.leaf), a.lit(p.dark))


def _rooftops(c: Canvas, a: Air) -> None:
    """Roof behind roof, windows, chimneys, washing lines."""
    rng, p = c.rng, c.palette
    skyline(c, c.H * 0.5, a, 50, 0.5)
    for row in range(4):
        y = c.H * (0.5 + 0.14 * row)
        x = rng.uniform(-14, -2)
        while x < c.W + 4:
            w, h = rng.uniform(18, 30), rng.uniform(7, 14)
            wall = a.far(
                rng.choice((p.soft, p.light, mix(p.warm, p.light, 0.4), mix(p.cool, p.light, 0.4))), 0.3 - row * 0.1
            )
            roof = a.far(mix(p.warm, rng.choice((p.dark, p.soft, p.cool)), rng.uniform(0.05, 0.35)), 0.3 - row * 0.1)
            c.box(x, y, w, c.H, wall, 0.2, lift=0.4)
            c.shape(
                [(x - 1.4, y + 0.6), (x + w * 0.16, y - h), (x + w * 0.84, y - h), (x + w + 1.4, y + 0.6)],
                roof,
                0.4,
                lift=0.4,
            )
            for i in range(3):
                c.box(x, y - h * (0.25 + 0.25 * i), w, 0.3, (*p.dark, 0.14))
            if rng.random() < 0.5:
                c.box(x + w * 0.7, y - h - 5, 3, 6, mix(roof, p.dark, 0.3), lift=0.2)
            for i in range(2):
                pane(c, x + w * (0.18 + 0.4 * i), y + 4, w * 0.2, w * 0.3, a, a.lit(p.light))
            x += w + rng.uniform(0, 2)
    if rng.random() < 0.6:
        y = c.H * 0.72
        line = np.array([(c.W * t, y + 5 * 4 * t * (1 - t)) for t in np.linspace(0, 1, 20)])
        c.stroke(line, 0.3, p.dark, curved=False, lift=0, line=False)
        for i in range(3, 17, 2):
            c.box(
                line[i, 0] - 2,
                line[i, 1],
                4.2,
                rng.uniform(5, 8),
                rng.choice((p.warm, p.light, p.cool, p.soft)),
                0.3,
                r=0.4,
                lift=0.3,
            )
