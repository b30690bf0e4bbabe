"""What stands and hangs in rooms: floors, windows, sofas, lamps, rugs, frames, shelves."""

import numpy as np

from .canvas import Canvas
from .fittings import GLOW
from .geometry import arc, box, smooth
from .palettes import Color, mix
from .stages import wall_color, wood
from .tableware import DECOR, JARS, vessel


def walls(c: Canvas, floor: float | None = None, *, dark: bool | None = None) -> tuple[float, Color]:
    """An empty room; answers the height of its floor line and the colour of its wall."""
    rng, p = c.rng, c.palette
    y = floor or c.H * rng.uniform(0.72, 0.8)
    wall = wall_color(c)
    if dark:
        wall = mix(rng.choice((p.cool, p.leaf, p.warm)), p.dark, 0.55)
    c.gradient(mix(wall, p.light, 0.1), mix(wall, p.dark, 0.06), 0, y)
    kind = rng.choice(("plain", "plain", "half", "stripes", "panel", "arch"))
    if kind == "half":
        c.box(
            -3,
            y - c.H * 0.26,
            c.W + 6,
            c.H * 0.3,
            mix(wall, rng.choice((p.leaf, p.cool, p.warm, p.light)), 0.35),
            lift=0,
            line=False,
        )
    elif kind == "stripes":
        for i in range(int(c.W / 9) + 1):
            c.box(i * 9, -1, 4, y + 1, mix(wall, p.light, 0.1), lift=0, line=False)
    elif kind == "panel":
        for i in range(4):
            x = c.W * (i + 0.12) / 4
            frame = box(x, y - c.H * 0.6, c.W * 0.19, c.H * 0.52)
            c.stroke(np.vstack([frame, frame[:1]]), 0.5, mix(wall, p.dark, 0.12), curved=False, lift=0, line=False)
    elif kind == "arch":
        x = c.W * rng.uniform(0.3, 0.7)
        c.shape(
            np.vstack([arc(x, y - 46, 27, 27, 180, 360, 30), [(x + 27, y), (x - 27, y)]]),
            mix(wall, rng.choice((p.warm, p.soft, p.leaf, p.light)), 0.4),
            lift=0,
            line=False,
        )
    _floor(c, y, wall)
    return y, wall


def _floor(c: Canvas, y: float, wall: Color) -> None:
    rng, p = c.rng, c.palette
    tone = wood(c)
    c.box(-3, y, c.W + 6, c.H, tone, lift=0)
    kind = rng.choice(("boards", "herring", "tiles", "plain"))
    faint = mix(tone, p.dark, 0.16)
    with c.inside(box(-3, y, c.W + 6, c.H - y + 2)):
        if kind == "boards":
            for i in range(-6, 16):
                x = c.W / 2 + (i - 4.5) * 14
                c.stroke(
                    [(c.W / 2 + (x - c.W / 2) * 0.7, y), (c.W / 2 + (x - c.W / 2) * 1.5, c.H + 2)],
                    0.35,
                    faint,
                    lift=0,
                    line=False,
                )
        elif kind == "herring":
            for i in range(int(c.W / 8) + 2):
                for j in range(int((c.H - y) / 4) + 1):
                    s = 1 if (i + j) % 2 else -1
                    c.stroke([(i * 8 - 4, y + j * 4 + s), (i * 8 + 4, y + j * 4 - s)], 0.35, faint, lift=0, line=False)
        elif kind == "tiles":
            for j in range(5):
                yy = y + (c.H - y) * (j / 5) ** 1.4
                c.box(-3, yy, c.W + 6, 0.35, faint, lift=0, line=False)
            for i in range(-4, 15):
                x = (i - 4.5) * 13
                c.stroke([(c.W / 2 + x * 0.8, y), (c.W / 2 + x * 1.4, c.H + 2)], 0.35, faint, lift=0, line=False)
    c.box(-3, y - 2.2, c.W + 6, 2.4, mix(wall, p.light, 0.55), lift=0)


def rug(c: Canvas, x: float, y: float, half: float) -> None:
    """A rug on the floor: round, striped, or Moroccan."""
    rng, p = c.rng, c.palette
    tone, other = rng.sample([p.warm, p.cool, p.soft, mix(p.light, p.soft, 0.3), p.leaf, mix(p.dark, p.cool, 0.4)], 2)
    if rng.random() < 0.5:
        for k, color in ((1.0, tone), (0.84, other), (0.7, tone), (0.42, mix(other, p.light, 0.2))):
            c.oval(x, y, half * k, half * 0.2 * k, color, lift=0.4 if k == 1 else 0)
        return
    outline = np.array(
        [
            (x - half * 0.86, y - half * 0.16),
            (x + half * 0.86, y - half * 0.16),
            (x + half, y + half * 0.18),
            (x - half, y + half * 0.18),
        ]
    )
    c.shape(outline, tone, lift=0.4)
    with c.inside(outline):
        for i in range(7):
            yy = y - half * 0.16 + i * half * 0.05
            c.box(x - half, yy, half * 2, half * 0.017, other, lift=0, line=False)
        for i in range(9):
            cx = x + (i - 4) * half * 0.23
            c.shape(
                [(cx, y - half * 0.08), (cx + half * 0.08, y), (cx, y + half * 0.08), (cx - half * 0.08, y)],
                mix(other, p.light, 0.3),
                lift=0,
                line=False,
            )


def cushion(c: Canvas, x: float, y: float, size: float, color: Color) -> None:
    rng, p = c.rng, c.palette
    with c.at(x, y, size / 10, rng.uniform(-14, 14)):
        outline = smooth([(-5, -5), (0, -4.4), (5, -5), (4.4, 0), (5, 5), (0, 4.4), (-5, 5), (-4.4, 0)], steps=5)
        c.shape(outline, color, 0.5)
        kind = rng.choice(("plain", "stripes", "dots"))
        with c.inside(outline):
            for i in range(5):
                if kind == "stripes":
                    c.box(-5 + i * 2.2, -6, 0.8, 12, mix(color, p.light, 0.5), lift=0, line=False)
                elif kind == "dots":
                    for j in range(4):
                        c.oval(-4 + i * 2, -3.4 + j * 2.2, 0.5, 0.5, mix(color, p.light, 0.6), lift=0, line=False)


def sofa(c: Canvas, x: float, floor: float, w: float, color: Color) -> float:
    """A sofa standing on the floor; answers the height of its seat."""
    rng, p = c.rng, c.palette
    h = w * 0.4
    c.ground_shadow(x, floor + 0.6, w * 0.54, w * 0.035)
    for s in (-1, 1):
        c.box(x + s * w * 0.42 - 0.8, floor - h * 0.14, 1.6, h * 0.15, wood(c), lift=0)
    c.box(x - w * 0.45, floor - h, w * 0.9, h * 0.8, mix(color, p.dark, 0.08), 0.5, r=w * 0.06)
    seats = rng.choice((2, 3))
    for i in range(seats):
        sw = w * 0.82 / seats
        c.box(x - w * 0.41 + i * sw, floor - h * 0.94, sw - 0.6, h * 0.5, color, 0.4, r=w * 0.04)
    for i in range(seats):
        sw = w * 0.82 / seats
        c.box(x - w * 0.41 + i * sw, floor - h * 0.52, sw - 0.5, h * 0.24, mix(color, p.light, 0.12), 0.4, r=w * 0.03)
    c.box(x - w * 0.46, floor - h * 0.32, w * 0.92, h * 0.2, color, 0.4, r=1.4)
    for s in (-1, 1):
        c.box(
            x + s * w * 0.46 - w * 0.055,
            floor - h * 0.68,
            w * 0.11,
            h * 0.56,
            mix(color, p.light, 0.06),
            0.6,
            r=w * 0.045,
        )
    hues = [p.warm, p.soft, p.cool, mix(p.light, p.soft, 0.3), p.leaf]
    rng.shuffle(hues)
    for s, hue in zip(rng.sample((-0.3, -0.18, 0.24, 0.32), 2), hues, strict=False):
        cushion(c, x + s * w, floor - h * 0.66, w * 0.15, hue)
    return floor - h * 0.5


def armchair(c: Canvas, x: float, floor: float, w: float, color: Color) -> float:
    """A chair to sink into; answers the height of its seat."""
    p = c.palette
    c.ground_shadow(x, floor + 0.5, w * 0.55, w * 0.06)
    for s in (-1, 1):
        c.stroke([(x + s * w * 0.34, floor - w * 0.2), (x + s * w * 0.4, floor)], 1.3, wood(c), lift=0)
    c.curve(
        [
            (x - w * 0.36, floor - w * 0.98),
            (x, floor - w * 1.08),
            (x + w * 0.36, floor - w * 0.98),
            (x + w * 0.42, floor - w * 0.3),
            (x - w * 0.42, floor - w * 0.3),
        ],
        color,
        0.6,
    )
    c.box(x - w * 0.34, floor - w * 0.48, w * 0.68, w * 0.2, mix(color, p.light, 0.14), 0.4, r=w * 0.08)
    c.box(x - w * 0.4, floor - w * 0.32, w * 0.8, w * 0.18, color, 0.4, r=w * 0.06)
    for s in (-1, 1):
        c.box(
            x + s * w * 0.42 - w * 0.09,
            floor - w * 0.62,
            w * 0.18,
            w * 0.48,
            mix(color, p.light, 0.07),
            0.6,
            r=w * 0.08,
        )
    cushion(c, x, floor - w * 0.62, w * 0.36, c.rng.choice((p.warm, p.soft, p.light, p.cool)))
    return floor - w * 0.48


def floor_lamp(c: Canvas, x: float, floor: float, h: float, *, lit: bool = True) -> None:
    p = c.palette
    shade = c.rng.choice((p.soft, p.warm, mix(p.light, p.soft, 0.4), p.leaf))
    if lit:
        c.glow(x, floor - h * 0.9, h * 0.52, GLOW, 0.5)
    c.oval(x, floor, 5, 1, mix(p.dark, p.cool, 0.1), 0.3)
    c.box(x - 0.4, floor - h * 0.85, 0.8, h * 0.85, mix(p.dark, p.warm, 0.2), lift=0.3)
    c.shape(
        [
            (x - h * 0.09, floor - h),
            (x + h * 0.09, floor - h),
            (x + h * 0.15, floor - h * 0.78),
            (x - h * 0.15, floor - h * 0.78),
        ],
        mix(shade, GLOW, 0.5 if lit else 0),
        0.4,
    )


def table_lamp(c: Canvas, x: float, y: float, h: float, *, lit: bool = True) -> None:
    rng, p = c.rng, c.palette
    shade = rng.choice((p.soft, p.warm, mix(p.light, p.soft, 0.4), p.leaf, p.cool))
    if lit:
        c.glow(x, y - h * 0.7, h * 1.3, GLOW, 0.55)
    with c.at(x, y, h * 0.62 / 27):
        vessel(
            c,
            JARS[rng.choice(("round", "moon", "bottle", "drop", "urn"))],
            rng.choice((p.cool, p.warm, mix(p.light, p.soft, 0.3), mix(p.dark, p.cool, 0.3))),
            rng.choice(DECOR),
            p.light,
        )
    tone = mix(shade, GLOW, 0.45 if lit else 0)
    half, top = h * 0.36, rng.uniform(0.14, 0.26) * h
    c.shape([(x - top, y - h), (x + top, y - h), (x + half, y - h * 0.55), (x - half, y - h * 0.55)], tone, 0.3)
    c.box(x - half, y - h * 0.57, half * 2, h * 0.03, mix(tone, p.dark, 0.18), lift=0, line=False)


def pendant(c: Canvas, x: float, y: float, size: float, *, lit: bool = True) -> None:
    p = c.palette
    tone = c.rng.choice((p.warm, p.leaf, mix(p.dark, p.cool, 0.3), p.tuned("cfa56c"), mix(p.light, p.soft, 0.3)))
    c.box(x - 0.2, -3, 0.4, y + 4, p.dark, lift=0, line=False)
    if lit:
        c.glow(x, y + size * 0.6, size * 2.4, GLOW, 0.45)
        c.oval(x, y + size * 0.62, size * 0.36, size * 0.3, GLOW, lift=0)
    c.shape(np.vstack([arc(x, y + size * 0.66, size, size * 0.74, 180, 360, 20)]), tone, 0.6)
