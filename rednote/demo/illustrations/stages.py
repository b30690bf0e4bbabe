"""Where still lifes stand: a table before a wall, or a tabletop seen from above, in some light."""

import math
from dataclasses import dataclass

import numpy as np

from .canvas import Canvas
from .geometry import arc, blob, box, leaf
from .palettes import Color, brightness, mix


@dataclass(frozen=True)
class Stage:
    """The edge of the table, and the colours of what is behind and below."""

    table: float
    wall: Color
    top: Color


def wall_color(c: Canvas) -> Color:
    p, rng = c.palette, c.rng
    return rng.choice(
        (
            mix(p.soft, p.light, 0.45),
            mix(p.cool, p.light, 0.62),
            mix(p.leaf, p.light, 0.66),
            mix(p.warm, p.light, 0.68),
            p.soft,
            mix(p.light, p.cool, 0.12),
            mix(p.cool, p.dark, 0.25),
            mix(p.leaf, p.dark, 0.3),
        )
    )


def wood(c: Canvas) -> Color:
    p = c.palette
    return p.tuned(c.rng.choice(("c99a6b", "a9744a", "e0bd92", "7d5238")), 0.25)


def planks(c: Canvas, color: Color, y0: float, y1: float, size: float = 16) -> None:
    """Boards with grain, between two heights."""
    rng, p = c.rng, c.palette
    y = y0
    while y < y1:
        tone = mix(color, rng.choice((p.dark, p.light)), rng.uniform(0, 0.09))
        c.box(-4, y, c.W + 8, min(size, y1 - y), tone, lift=0, line=False)
        c.box(-4, y, c.W + 8, 0.3, mix(color, p.dark, 0.35), lift=0, line=False)
        for _ in range(4):
            x, yy = rng.uniform(-10, c.W), y + rng.uniform(0.15, 0.85) * min(size, y1 - y)
            n = rng.uniform(15, 50)
            c.stroke(
                [(x, yy), (x + n * 0.5, yy + rng.uniform(-0.5, 0.5)), (x + n, yy)],
                (0.05, 0.35, 0.05),
                mix(tone, p.dark, 0.16),
                lift=0,
                line=False,
            )
        y += size


def window_light(c: Canvas, strength: float = 0.34) -> None:
    """Sun through a window, lying aslant on whatever is there."""
    rng = c.rng
    x, y, w, h = c.W * rng.uniform(0.05, 0.45), c.H * rng.uniform(0.02, 0.3), c.W * 0.2, c.H * rng.uniform(0.2, 0.3)
    lean = rng.uniform(-0.5, -0.25)
    tone = mix(c.palette.light, (255, 244, 214), 0.6)
    for i in range(2):
        for j in range(2):
            x0, y0 = x + i * w * 1.1, y + j * h * 1.07
            shift = [
                (px - (py - y) * lean, py + (px - x) * 0.1)
                for px, py in ((x0, y0), (x0 + w, y0), (x0 + w, y0 + h), (x0, y0 + h))
            ]
            c.shape(shift, (*tone, strength))


def leaf_shadow(c: Canvas) -> None:
    """The shadow of a branch that one does not see."""
    rng, p = c.rng, c.palette
    x, y, angle = c.W * rng.uniform(0.6, 0.9), -4.0, rng.uniform(105, 140)
    for i in range(11):
        d = i * 6.5
        bx, by = x + math.cos(math.radians(angle)) * d, y + math.sin(math.radians(angle)) * d
        for side in (-1, 1):
            c.shape(leaf(bx, by, 13 - i * 0.5, 4.6, angle + side * 48), (*mix(p.dark, p.cool, 0.3), 0.13))


def side(c: Canvas, table: float | None = None) -> Stage:
    """A table with a wall behind it; answers where to put things."""
    rng, p = c.rng, c.palette
    y = table or c.H * rng.uniform(0.66, 0.76)
    wall = wall_color(c)
    c.gradient(mix(wall, p.light, 0.12), mix(wall, p.dark, 0.05), 0, y + 1)
    kind = rng.choice(("plain", "sun", "arch", "tiles", "stripes", "panel", "shelf", "window"))
    faint = mix(wall, p.light if brightness(wall) < 0.6 else p.dark, 0.12)
    if kind == "sun":
        c.oval(
            c.W * rng.uniform(0.35, 0.65),
            y - c.H * rng.uniform(0.2, 0.3),
            30,
            30,
            mix(wall, rng.choice((p.warm, p.light, p.soft)), 0.55),
            lift=0,
            line=False,
        )
    elif kind == "arch":
        x, w = c.W * rng.uniform(0.3, 0.7), rng.uniform(24, 32)
        c.shape(
            np.vstack([arc(x, y - 44, w, w, 180, 360, 30), [(x + w, y + 1), (x - w, y + 1)]]),
            mix(wall, rng.choice((p.light, p.soft, p.leaf, p.cool)), 0.5),
            lift=0,
            line=False,
        )
    elif kind == "tiles":
        size = rng.choice((8, 10, 12))
        for row in range(int(y / size) + 1):
            c.box(-2, y - row * size, c.W + 4, 0.28, faint, lift=0, line=False)
            for col in range(int(c.W / size) + 2):
                c.box(col * size - (row % 2) * size / 2, y - row * size, 0.28, size, faint, lift=0, line=False)
    elif kind == "stripes":
        for i in range(int(c.W / 7) + 1):
            c.box(i * 7, -1, 3.4, y + 2, mix(wall, faint, 0.5), lift=0, line=False)
    elif kind == "panel":
        for i in range(int(c.W / 9) + 1):
            c.box(i * 9, y - 30, 0.4, 31, faint, lift=0, line=False)
        c.box(-2, y - 32, c.W + 4, 2, mix(wall, faint, 0.8), lift=0.3)
    elif kind == "shelf":
        _shelf(c, y - c.H * 0.42, wall)
    elif kind == "window":
        _pane(c, c.W * rng.uniform(0.25, 0.75), y - 12, wall)
    top = rng.choice((wood(c), mix(p.light, p.soft, 0.3), mix(p.warm, p.light, 0.35), mix(p.cool, p.light, 0.4)))
    if abs(brightness(top) - brightness(wall)) < 0.08:
        top = mix(top, p.dark, 0.18)
    c.box(-3, y, c.W + 6, c.H, top, lift=0.8)
    cloth = rng.random()
    if cloth < 0.3:
        planks(c, top, y + 1.5, c.H, 18)
    elif cloth < 0.6:
        _cloth_front(c, y, top)
    c.box(-3, y, c.W + 6, 1.3, mix(top, p.light, 0.3), lift=0, line=False)
    if kind in ("plain", "panel", "tiles") and rng.random() < 0.7:
        window_light(c)
    elif rng.random() < 0.3:
        leaf_shadow(c)
    return Stage(y, wall, top)


def _cloth_front(c: Canvas, y: float, top: Color) -> None:
    """A cloth hanging over the edge, striped or checked."""
    rng, p = c.rng, c.palette
    color = mix(p.light, rng.choice((p.soft, p.light, p.cool)), 0.3)
    stripe = rng.choice((p.warm, p.cool, p.leaf, mix(p.dark, p.cool, 0.3)))
    x, w, drop = c.W * rng.uniform(-0.1, 0.1), c.W * rng.uniform(0.8, 1.1), c.H
    c.box(x, y, w, drop, color, lift=0.5)
    step = rng.uniform(6, 9)
    for i in range(int(w / step) + 1):
        c.box(x + i * step, y, step * 0.34, drop, mix(color, stripe, 0.55), lift=0, line=False)
    if rng.random() < 0.6:
        for j in range(int((c.H - y) / step) + 1):
            c.shape(box(x, y + 3 + j * step, w, step * 0.34), (*stripe, 0.4))


def _shelf(c: Canvas, y: float, wall: Color) -> None:
    rng, p = c.rng, c.palette
    c.box(-3, y, c.W + 6, 1.7, wood(c), lift=0.9)
    x = rng.uniform(2, 8)
    while x < c.W - 4:
        tone = mix(rng.choice((p.warm, p.cool, p.leaf, p.light, p.dark)), wall, 0.35)
        w, h = rng.uniform(5, 11), rng.uniform(7, 15)
        kind = rng.random()
        if kind < 0.4:
            c.box(x, y - h, w, h, tone, 0.4, r=1)
            c.box(x - 0.3, y - h - 1.6, w + 0.6, 2, mix(tone, p.dark, 0.3), lift=0)
        elif kind < 0.7:
            c.shape([(x, y - h * 0.6), (x + w, y - h * 0.6), (x + w * 0.8, y), (x + w * 0.2, y)], tone, 0.4)
        else:
            for k in range(3):
                c.box(x, y - 1.6 * (k + 1), w, 1.4, mix(tone, p.light, 0.2 * k), r=0.6)
        x += w + rng.uniform(2, 7)


def _pane(c: Canvas, x: float, foot: float, wall: Color) -> None:
    """A window with soft hills far behind."""
    rng, p = c.rng, c.palette
    w, h = 42, min(54, foot - 6)
    outline = box(x - w / 2, foot - h, w, h)
    if rng.random() < 0.4:
        outline = np.vstack(
            [arc(x, foot - h + w / 2, w / 2, w / 2, 180, 360, 24), [(x + w / 2, foot), (x - w / 2, foot)]]
        )
    c.shape(outline, mix(p.cool, p.light, 0.6), lift=0)
    with c.inside(outline):
        c.glow(x + 8, foot - h * 0.7, 20, p.light, 0.7)
        for i in range(3):
            tone = mix(p.leaf, p.light, 0.55 - i * 0.18)
            c.shape(blob(rng, x + rng.uniform(-20, 20), foot + 4, 34 - i * 5, 20 - i * 5), tone, lift=0, line=False)
    frame = mix(wall, p.light, 0.65)
    c.stroke(np.vstack([outline, outline[:1]]), 1.8, frame, curved=False, lift=0.3)
    c.box(x - 0.6, foot - h, 1.2, h, frame, lift=0)
    c.box(x - w / 2, foot - h * 0.5, w, 1.2, frame, lift=0)
    c.box(x - w / 2 - 3, foot, w + 6, 2.4, frame, 0.3)


def above(c: Canvas) -> Color:
    """A tabletop from above; answers its colour."""
    rng, p = c.rng, c.palette
    kind = rng.choice(("planks", "planks", "plain", "plain", "terrazzo", "gingham", "tiles", "linen", "diagonal"))
    color = rng.choice(
        (
            mix(p.soft, p.light, 0.4),
            mix(p.cool, p.light, 0.55),
            mix(p.leaf, p.light, 0.6),
            p.soft,
            mix(p.warm, p.light, 0.5),
            mix(p.dark, p.cool, 0.3),
            mix(p.light, p.soft, 0.2),
        )
    )
    c.gradient(color, mix(color, p.dark, 0.06))
    if kind == "planks":
        color = wood(c)
        planks(c, color, 0, c.H + 1, rng.uniform(16, 26))
    elif kind == "terrazzo":
        for _ in range(130):
            tone = rng.choice((p.warm, p.cool, p.leaf, p.dark, p.light))
            c.shape(
                blob(rng, rng.uniform(0, c.W), rng.uniform(0, c.H), rng.uniform(0.5, 2.2), n=5, wobble=0.3),
                mix(color, tone, 0.5),
                lift=0,
                line=False,
            )
    elif kind in ("gingham", "tiles"):
        size = rng.uniform(8, 12)
        tone = rng.choice((p.warm, p.cool, p.leaf))
        light = mix(p.light, (255, 255, 255), 0.3)
        c.gradient(light, light)
        for i in range(int(max(c.W, c.H) / size) + 1):
            if kind == "gingham":
                c.shape(box(i * size, -1, size / 2, c.H + 2), (*tone, 0.32))
                c.shape(box(-1, i * size, c.W + 2, size / 2), (*tone, 0.32))
            else:
                for j in range(int(c.H / size) + 1):
                    if (i + j) % 2:
                        c.box(i * size, j * size, size, size, mix(light, tone, 0.4), lift=0, line=False)
        color = light
    elif kind == "diagonal":
        other = mix(color, rng.choice((p.warm, p.light, p.cool)), 0.4)
        k = rng.uniform(0.3, 0.7)
        c.shape([(-2, c.H * k), (c.W + 2, c.H * (1 - k)), (c.W + 2, c.H + 2), (-2, c.H + 2)], other, lift=0, line=False)
    elif kind == "linen":
        cloth = mix(p.light, rng.choice((p.soft, p.cool, p.leaf)), 0.35)
        with c.at(c.W / 2, c.H / 2, 1, rng.uniform(-24, 24)):
            c.box(-36, -c.H * 0.46, 62, c.H * 0.9, cloth, lift=0.7)
            for x in (-33, -31.6, 21.4, 22.8):
                c.box(x, -c.H * 0.46, 0.5, c.H * 0.9, mix(cloth, rng.choice((p.warm, p.dark)), 0.5), lift=0, line=False)
    mood = rng.random()
    if mood < 0.4:
        window_light(c, 0.26)
    elif mood < 0.6:
        leaf_shadow(c)
    return color


def spots(c: Canvas, count: int, reach: float = 0.36) -> list[tuple[float, float]]:
    """Places around the middle, well apart, for what lies beside the main thing."""
    start = c.rng.random() * math.tau
    out = []
    for i in range(count):
        a = start + math.tau * (i + c.rng.uniform(-0.15, 0.15)) / count
        out.append((c.W / 2 + math.cos(a) * c.W * reach, c.H / 2 + math.sin(a) * c.H * reach * 1.08))
    return out


def ring_of(x: float, y: float, r: float, count: int, turn: float = 0.0) -> np.ndarray:
    """Points around a circle."""
    a = np.linspace(0, math.tau, count, endpoint=False) + turn
    return np.column_stack([x + np.cos(a) * r, y + np.sin(a) * r])
