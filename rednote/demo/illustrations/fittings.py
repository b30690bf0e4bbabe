"""What is set into walls or hangs on them: windows with a view, pictures, shelves of books."""

import numpy as np

from .canvas import Canvas
from .geometry import Points, arc, below, blob, box, moved, ridge, smooth, wave
from .greenery import plant
from .palettes import Color, mix
from .sky import Air, air, luminary, stars
from .stages import wood
from .tableware import DECOR, JARS, vessel

GLOW: Color = (255, 226, 158)


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
                line = moved(ridge(rng, w, -h * (0.34 - i * 0.12), h * 0.16, rough=0.35), float(x0), low)
                c.shape(
                    below(line, low + 2), a.far(mix(p.leaf, p.cool, 0.4 - i * 0.2), 0.5 - i * 0.2), lift=0, line=False
                )
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
                    c.box(
                        sx + rng.uniform(0.1, 0.75) * bw,
                        low - bh * rng.uniform(0.1, 0.85),
                        w * 0.03,
                        w * 0.045,
                        GLOW if a.dark else mix(tone, p.dark, 0.3),
                        lift=0,
                        line=False,
                    )
                sx += bw
        else:
            for i in range(9):
                c.shape(
                    blob(rng, float(x0) + w * (i / 8), low - h * 0.1, w * 0.16, h * rng.uniform(0.16, 0.34), n=9),
                    a.far(mix(p.leaf, p.dark, rng.uniform(0, 0.25)), 0.15),
                    0.3,
                    lift=0,
                )


def window(
    c: Canvas, x: float, y: float, w: float, h: float, wall: Color, hour: str | None = None, *, curtains: bool = True
) -> Air:
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
        c.box(
            x + w * i / 2 - 0.5 if i == 1 else x,
            y if i == 1 else y + h * 0.36,
            1.0 if i == 1 else w,
            h if i == 1 else 1.0,
            frame,
            lift=0.2,
        )
    c.box(x - 3, y + h, w + 6, 2.2, frame, 0.3, lift=0.5)
    if curtains and rng.random() < 0.6:
        cloth = rng.choice((p.soft, mix(p.light, p.soft, 0.4), p.warm, mix(p.leaf, p.light, 0.4), p.cool))
        c.box(x - 8, y - 4.4, w + 16, 0.9, mix(p.dark, p.warm, 0.3), r=0.4, lift=0.3)
        for s in (-1, 1):
            edge = x - 6 if s < 0 else x + w + 6
            tie = edge + s * -5
            side = smooth(
                [
                    (edge, y - 4),
                    (edge - s * 13, y - 4),
                    (edge - s * 11, y + h * 0.35),
                    (tie, y + h * 0.62),
                    (edge - s * 8, y + h + 5),
                    (edge, y + h + 6),
                ],
                steps=7,
            )
            c.shape(side, cloth, 0.5)
            for k in range(3):
                c.stroke(
                    [
                        (edge - s * (2 + k * 3), y - 3),
                        (edge - s * (1.6 + k * 2), y + h * 0.5),
                        (edge - s * (1.5 + k * 2), y + h + 4),
                    ],
                    (0.5, 0.3),
                    mix(cloth, p.dark, 0.14),
                    lift=0,
                    line=False,
                )
    return a


def daylight(c: Canvas, x: float, y: float, w: float, floor: float, a: Air) -> None:
    """What comes in through a window and lies on the floor."""
    if a.dark or a.hour == "overcast":
        return
    tone = mix(a.bottom, GLOW, 0.5)
    c.shape([(x + w * 0.3, floor + 2), (x + w * 1.3, floor + 2), (x + w * 1.9, c.H), (x + w * 0.6, c.H)], (*tone, 0.36))
    c.shape([(x, y), (x + w, y), (x + w * 1.9, c.H), (x + w * 0.6, c.H)], (*tone, 0.1))


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
                c.shape(
                    below(moved(wave(w, 0, h * 0.04, w * 0.8, i * 2.0, 0), x, cy + h * (0.06 + i * 0.1)), y + h),
                    mix(hues[2], p.dark, i * 0.16),
                    lift=0,
                    line=False,
                )
        elif kind == "sun":
            for i, k in enumerate((0.3, 0.22, 0.13)):
                c.shape(arc(cx, cy + h * 0.12, w * k, w * k, 180, 360, 18), hues[i + 1], lift=0, line=False)
        else:
            for hue in hues[1:]:
                c.shape(
                    blob(
                        rng,
                        cx + rng.uniform(-0.14, 0.14) * w,
                        cy + rng.uniform(-0.18, 0.18) * h,
                        w * rng.uniform(0.12, 0.24),
                    ),
                    hue,
                    lift=0,
                    line=False,
                )


def book_row(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Books standing on a shelf, some leaning."""
    rng, p = c.rng, c.palette
    end = x + w
    while x < end - 1.5:
        bw, bh = rng.uniform(1.6, 3.6), h * rng.uniform(0.66, 1)
        tone = mix(
            rng.choice((p.warm, p.cool, p.soft, p.leaf, p.dark, p.light)),
            rng.choice((p.light, p.dark)),
            rng.uniform(0, 0.25),
        )
        if x + bw > end:
            break
        with c.at(x, y, 1, rng.choice((0, 0, 0, 0, 5)) if x + bw + 3 < end else 0):
            c.box(0, -bh, bw, bh, tone, 0.3, lift=0.2)
            for k in rng.sample((0.14, 0.24, 0.72, 0.84), 2):
                c.box(
                    0,
                    -bh * k - 0.4,
                    bw,
                    0.5,
                    mix(tone, p.light if sum(tone) < 380 else p.dark, 0.45),
                    lift=0,
                    line=False,
                )
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
                vessel(
                    c,
                    JARS[rng.choice(("round", "tall", "moon", "drop"))],
                    rng.choice((p.warm, p.cool, p.light, p.leaf)),
                    rng.choice(DECOR),
                )
            at += 9
        elif kind == "plant":
            plant(c, at + 5, y, rng.uniform(13, 18), rng.choice(("pilea", "trailing", "cactus", "fern", "snake")))
            at += 11
        else:
            picture(c, at, y - 12, 9, 12)
            at += 11
