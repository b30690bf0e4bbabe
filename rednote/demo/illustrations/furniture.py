"""What stands and hangs in rooms: floors, windows, sofas, lamps, rugs, frames, shelves."""

import numpy as np

from .canvas import Canvas
from .geometry import Points, arc, below, blob, box, oval, ridge, smooth, wave
from .greenery import plant
from .palettes import Color, mix
from .sky import Air, air, luminary, stars
from .stages import wall_color, wood
from .tableware import DECOR, JARS, vessel

GLOW: Color = (255, 226, 158)


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
        c.box(-3, y - c.H * 0.26, c.W + 6, c.H * 0.3, mix(wall, rng.choice((p.leaf, p.cool, p.warm, p.light)), 0.35), lift=0, line=False)
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
        c.shape(np.vstack([arc(x, y - 46, 27, 27, 180, 360, 30), [(x + 27, y), (x - 27, y)]]), mix(wall, rng.choice((p.warm, p.soft, p.leaf, p.light)), 0.4), lift=0, line=False)
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
                c.stroke([(c.W / 2 + (x - c.W / 2) * 0.7, y), (c.W / 2 + (x - c.W / 2) * 1.5, c.H + 2)], 0.35, faint, lift=0, line=False)
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
    outline = np.array([(x - half * 0.86, y - half * 0.16), (x + half * 0.86, y - half * 0.16), (x + half, y + half * 0.18), (x - half, y + half * 0.18)])
    c.shape(outline, tone, lift=0.4)
    with c.inside(outline):
        for i in range(7):
            yy = y - half * 0.16 + i * half * 0.05
            c.box(x - half, yy, half * 2, half * 0.017, other, lift=0, line=False)
        for i in range(9):
            cx = x + (i - 4) * half * 0.23
            c.shape([(cx, y - half * 0.08), (cx + half * 0.08, y), (cx, y + half * 0.08), (cx - half * 0.08, y)], mix(other, p.light, 0.3), lift=0, line=False)


def view(c: Canvas, outline: Points, a: Air) -> None:
    """What one sees through an opening: hills, roofs or the sea under this sky."""
    rng, p = c.rng, c.palette
    (x0, y0), (x1, y1) = outline.min(axis=0), outline.max(axis=0)
    w, h = float(x1 - x0), float(y1 - y0)
    c.shape(outline, a.bottom, lift=0)
    with c.inside(outline):
        c.gradient(a.top, a.bottom, float(y0), float(y1))
        with c.at(float(x0), float(y0), w / c.W):
            if a.dark:
                stars(c, h / w * c.W, 16)
            luminary(c, a, h / w * c.W * 0.6)
        kind = rng.choice(("hills", "roofs", "sea", "trees"))
        low = float(y1)
        if kind == "hills":
            for i in range(3):
                line = ridge(rng, w, -h * (0.34 - i * 0.12), h * 0.16, rough=0.35) + (x0, low)
                c.shape(below(line, low + 2), a.far(mix(p.leaf, p.cool, 0.4 - i * 0.2), 0.5 - i * 0.2), lift=0, line=False)
        elif kind == "sea":
            c.box(float(x0), low - h * 0.3, w, h, a.lit(p.cool), lift=0, line=False)
            for _ in range(9):
                sx, sy = float(x0) + rng.uniform(0, w), low - h * 0.28 * rng.random()
                c.stroke([(sx - 1.6, sy), (sx + 1.6, sy)], 0.25, mix(a.bottom, p.light, 0.5), lift=0, line=False)
        elif kind == "roofs":
            sx = float(x0) - 3
            while sx < x1:
                bw, bh = rng.uniform(w * 0.14, w * 0.26), h * rng.uniform(0.16, 0.5)
                tone = a.far(mix(rng.choice((p.warm, p.cool, p.soft)), p.dark, 0.2), 0.25)
                c.box(sx, low - bh, bw, bh + 2, tone, lift=0)
                for _ in range(5):
                    c.box(sx + rng.uniform(0.1, 0.75) * bw, low - bh * rng.uniform(0.1, 0.85), w * 0.03, w * 0.045, GLOW if a.dark else mix(tone, p.dark, 0.3), lift=0, line=False)
                sx += bw
        else:
            for i in range(9):
                c.shape(blob(rng, float(x0) + w * (i / 8), low - h * 0.1, w * 0.16, h * rng.uniform(0.16, 0.34), n=9), a.far(mix(p.leaf, p.dark, rng.uniform(0, 0.25)), 0.15), 0.3, lift=0)


def window(c: Canvas, x: float, y: float, w: float, h: float, wall: Color, hour: str | None = None, *, curtains: bool = True) -> Air:
    """A window whose upper left corner is at x, y; answers the air outside."""
    rng, p = c.rng, c.palette
    a = air(c, hour or rng.choice(("morning", "day", "golden", "dusk", "overcast", "night")))
    arched = rng.random() < 0.3
    outline = box(x, y, w, h)
    if arched:
        outline = np.vstack([arc(x + w / 2, y + w * 0.3, w / 2, w * 0.3, 180, 360, 24), [(x + w, y + h), (x, y + h)]])
    view(c, outline, a)
    frame = mix(wall, mix(p.light, (255, 255, 255), 0.4), 0.75)
    if rng.random() < 0.3:
        frame = mix(p.dark, p.warm, 0.25)
    c.stroke(np.vstack([outline, outline[:2]]), 1.9, frame, curved=False, lift=0.4)
    for i in range(1, rng.choice((2, 2, 3))):
        c.box(x + w * i / 2 - 0.5 if i == 1 else x, y if i == 1 else y + h * 0.36, 1.0 if i == 1 else w, h if i == 1 else 1.0, frame, lift=0.2)
    c.box(x - 3, y + h, w + 6, 2.2, frame, 0.3, lift=0.5)
    if curtains and rng.random() < 0.6:
        cloth = rng.choice((p.soft, mix(p.light, p.soft, 0.4), p.warm, mix(p.leaf, p.light, 0.4), p.cool))
        c.box(x - 8, y - 4.4, w + 16, 0.9, mix(p.dark, p.warm, 0.3), r=0.4, lift=0.3)
        for s in (-1, 1):
            edge = x - 6 if s < 0 else x + w + 6
            tie = edge + s * -5
            side = smooth([(edge, y - 4), (edge - s * 13, y - 4), (edge - s * 11, y + h * 0.35), (tie, y + h * 0.62), (edge - s * 8, y + h + 5), (edge, y + h + 6)], steps=7)
            c.shape(side, cloth, 0.5)
            for k in range(3):
                c.stroke([(edge - s * (2 + k * 3), y - 3), (edge - s * (1.6 + k * 2), y + h * 0.5), (edge - s * (1.5 + k * 2), y + h + 4)], (0.5, 0.3), mix(cloth, p.dark, 0.14), lift=0, line=False)
    return a


def daylight(c: Canvas, x: float, y: float, w: float, floor: float, a: Air) -> None:
    """What comes in through a window and lies on the floor."""
    if a.dark or a.hour == "overcast":
        return
    tone = mix(a.bottom, GLOW, 0.5)
    c.shape([(x + w * 0.3, floor + 2), (x + w * 1.3, floor + 2), (x + w * 1.9, c.H), (x + w * 0.6, c.H)], (*tone, 0.36))
    c.shape([(x, y), (x + w, y), (x + w * 1.9, c.H), (x + w * 0.6, c.H)], (*tone, 0.1))


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
        c.box(x + s * w * 0.46 - w * 0.055, floor - h * 0.68, w * 0.11, h * 0.56, mix(color, p.light, 0.06), 0.6, r=w * 0.045)
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
    c.curve([(x - w * 0.36, floor - w * 0.98), (x, floor - w * 1.08), (x + w * 0.36, floor - w * 0.98), (x + w * 0.42, floor - w * 0.3), (x - w * 0.42, floor - w * 0.3)], color, 0.6)
    c.box(x - w * 0.34, floor - w * 0.48, w * 0.68, w * 0.2, mix(color, p.light, 0.14), 0.4, r=w * 0.08)
    c.box(x - w * 0.4, floor - w * 0.32, w * 0.8, w * 0.18, color, 0.4, r=w * 0.06)
    for s in (-1, 1):
        c.box(x + s * w * 0.42 - w * 0.09, floor - w * 0.62, w * 0.18, w * 0.48, mix(color, p.light, 0.07), 0.6, r=w * 0.08)
    cushion(c, x, floor - w * 0.62, w * 0.36, c.rng.choice((p.warm, p.soft, p.light, p.cool)))
    return floor - w * 0.48


def floor_lamp(c: Canvas, x: float, floor: float, h: float, *, lit: bool = True) -> None:
    p = c.palette
    shade = c.rng.choice((p.soft, p.warm, mix(p.light, p.soft, 0.4), p.leaf))
    if lit:
        c.glow(x, floor - h * 0.9, h * 0.52, GLOW, 0.5)
    c.oval(x, floor, 5, 1, mix(p.dark, p.cool, 0.1), 0.3)
    c.box(x - 0.4, floor - h * 0.85, 0.8, h * 0.85, mix(p.dark, p.warm, 0.2), lift=0.3)
    c.shape([(x - h * 0.09, floor - h), (x + h * 0.09, floor - h), (x + h * 0.15, floor - h * 0.78), (x - h * 0.15, floor - h * 0.78)], mix(shade, GLOW, 0.5 if lit else 0), 0.4)


def table_lamp(c: Canvas, x: float, y: float, h: float, *, lit: bool = True) -> None:
    rng, p = c.rng, c.palette
    shade = rng.choice((p.soft, p.warm, mix(p.light, p.soft, 0.4), p.leaf, p.cool))
    if lit:
        c.glow(x, y - h * 0.7, h * 1.3, GLOW, 0.55)
    with c.at(x, y, h * 0.62 / 27):
        vessel(c, JARS[rng.choice(("round", "moon", "bottle", "drop", "urn"))], rng.choice((p.cool, p.warm, mix(p.light, p.soft, 0.3), mix(p.dark, p.cool, 0.3))), rng.choice(DECOR), p.light)
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


def picture(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A framed picture: a small abstract, a leaf, a landscape."""
    rng, p = c.rng, c.palette
    c.box(x, y, w, h, rng.choice((wood(c), mix(p.dark, p.warm, 0.2), mix(p.light, (255, 255, 255), 0.4))), lift=0.6)
    paper = mix(p.light, (255, 255, 255), 0.3)
    c.box(x + w * 0.07, y + w * 0.07, w * 0.86, h - w * 0.14, paper, lift=0)
    inner = box(x + w * 0.18, y + w * 0.18, w * 0.64, h - w * 0.36)
    hues = [p.warm, p.soft, p.cool, p.leaf]
    rng.shuffle(hues)
    c.shape(inner, mix(hues[0], p.light, 0.6), lift=0, line=False)
    cx, cy = x + w / 2, y + h / 2
    with c.inside(inner):
        kind = rng.choice(("sun", "hills", "plant", "shapes"))
        if kind == "plant":
            plant(c, cx, y + h * 0.84, h * 0.6, rng.choice(("snake", "pilea", "rubber")))
        elif kind == "hills":
            c.oval(cx + w * 0.12, cy - h * 0.12, w * 0.13, w * 0.13, hues[1], lift=0, line=False)
            for i in range(3):
                c.shape(below(wave(w, 0, h * 0.04, w * 0.8, i * 2.0, 0) + (x, cy + h * (0.06 + i * 0.1)), y + h), mix(hues[2], p.dark, i * 0.16), lift=0, line=False)
        elif kind == "sun":
            for i, k in enumerate((0.3, 0.22, 0.13)):
                c.shape(arc(cx, cy + h * 0.12, w * k, w * k, 180, 360, 18), hues[i + 1], lift=0, line=False)
        else:
            for hue in hues[1:]:
                c.shape(blob(rng, cx + rng.uniform(-0.14, 0.14) * w, cy + rng.uniform(-0.18, 0.18) * h, w * rng.uniform(0.12, 0.24)), hue, lift=0, line=False)


def book_row(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Books standing on a shelf, some leaning."""
    rng, p = c.rng, c.palette
    end = x + w
    while x < end - 1.5:
        bw, bh = rng.uniform(1.6, 3.6), h * rng.uniform(0.66, 1)
        tone = mix(rng.choice((p.warm, p.cool, p.soft, p.leaf, p.dark, p.light)), rng.choice((p.light, p.dark)), rng.uniform(0, 0.25))
        if x + bw > end:
            break
        with c.at(x, y, 1, rng.choice((0, 0, 0, 0, 5)) if x + bw + 3 < end else 0):
            c.box(0, -bh, bw, bh, tone, 0.3, lift=0.2)
            for k in rng.sample((0.14, 0.24, 0.72, 0.84), 2):
                c.box(0, -bh * k - 0.4, bw, 0.5, mix(tone, p.light if sum(tone) < 380 else p.dark, 0.45), lift=0, line=False)
        x += bw + 0.12


def shelf(c: Canvas, x: float, y: float, w: float) -> None:
    """A board on the wall with what people keep on it."""
    rng, p = c.rng, c.palette
    c.box(x, y, w, 1.6, wood(c), 0.3, lift=0.8)
    at = x + 2
    while at < x + w - 9:
        kind = rng.choice(("books", "books", "vase", "plant", "frame"))
        if kind == "books":
            n = min(rng.uniform(9, 18), x + w - at - 1)
            book_row(c, at, y, n, 12)
            at += n + 1.5
        elif kind == "vase":
            with c.at(at + 4, y, 0.45):
                vessel(c, JARS[rng.choice(("round", "tall", "moon", "drop"))], rng.choice((p.warm, p.cool, p.light, p.leaf)), rng.choice(DECOR))
            at += 9
        elif kind == "plant":
            plant(c, at + 5, y, rng.uniform(13, 18), rng.choice(("pilea", "trailing", "cactus", "fern", "snake")))
            at += 11
        else:
            picture(c, at, y - 12, 9, 12)
            at += 11


def bed_of_light(c: Canvas, x: float, y: float, r: float) -> None:
    """A round pool of lamplight."""
    c.veil(oval(x, y, r, r * 0.3), GLOW, 0.35, r * 0.12)
