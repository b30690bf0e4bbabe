"""Corners where one sits: by a large window, at a desk, before a mirror."""

import numpy as np

from .blooms import bouquet
from .canvas import Canvas
from .fittings import GLOW, shelf, view, window
from .furniture import cushion, walls
from .geometry import arc, blob, box, leaf, oval, smooth
from .greenery import plant
from .interiors import upholstery
from .palettes import mix
from .sky import air, rainfall
from .stages import above, side, spots, wood
from .tableware import DECOR, JARS, cup, cup_above, glazes, steam, vessel


def windows(c: Canvas) -> None:
    """A window large in the picture, with its sill and what is out there."""
    rng, p = c.rng, c.palette
    _, wall = walls(c, c.H * 0.99)
    hour = rng.choice(("morning", "day", "golden", "dusk", "overcast", "overcast", "night"))
    x, y, w, h = c.W * 0.13, c.H * 0.08, c.W * 0.74, c.H * 0.64
    if hour == "overcast":
        a = air(c, hour)
        pane = box(x, y, w, h)
        view(c, pane, a)
        with c.inside(pane):
            rainfall(c, a, 0.8)
            for _ in range(40):
                dx, dy = rng.uniform(x, x + w), rng.uniform(y, y + h)
                c.oval(dx, dy, 0.5, 0.7, mix(p.light, (255, 255, 255), 0.4), lift=0, line=False)
                if rng.random() < 0.3:
                    c.stroke(
                        [(dx, dy), (dx, dy - rng.uniform(3, 8))],
                        (0.4, 0.1),
                        mix(p.light, a.top, 0.2),
                        lift=0,
                        line=False,
                    )
        frame = mix(wall, mix(p.light, (255, 255, 255), 0.4), 0.75)
        c.stroke(np.vstack([pane, pane[:2]]), 2.4, frame, curved=False, lift=0.5)
        c.box(x + w / 2 - 0.8, y, 1.6, h, frame, lift=0.3)
        c.box(x, y + h * 0.4, w, 1.4, frame, lift=0.3)
    else:
        window(c, x, y, w, h, wall, hour)
    sill = y + h + 2
    tone = mix(wall, p.light, 0.7)
    c.box(x - 9, sill - 1, w + 18, 5, tone, 0.4, lift=0.9)
    things = [
        lambda at: plant(c, at, sill, rng.uniform(20, 34)),
        lambda at: bouquet(c, at, sill, rng.uniform(32, 44)),
        lambda at: book_stack(c, at, sill),
        lambda at: plant(c, at, sill, rng.uniform(14, 20), "cactus"),
        lambda at: warm_cup(c, at, sill),
    ]
    rng.shuffle(things)
    for i, thing in enumerate(things[:4]):
        thing(x + w * (0.1 + 0.27 * i))
    c.box(c.W * 0.2, sill + 4, c.W * 0.6, 0.8, mix(tone, p.dark, 0.2), lift=0, line=False)
    cushion(c, c.W * 0.24, c.H * 0.95, 26, upholstery(c))
    cushion(c, c.W * 0.78, c.H * 0.96, 24, upholstery(c))
    c.shape(
        smooth(
            [
                (-5, c.H * 0.98),
                (c.W * 0.3, c.H * 0.955),
                (c.W * 0.7, c.H * 0.96),
                (c.W + 5, c.H * 0.98),
                (c.W + 5, c.H + 8),
                (-5, c.H + 8),
            ]
        ),
        upholstery(c),
        0.3,
    )


def book_stack(c: Canvas, x: float, y: float) -> None:
    for i in range(c.rng.randint(2, 4)):
        c.box(x - 9 + c.rng.uniform(-1, 1), y - 3 * (i + 1), 18 - i, 2.8, glazes(c)[0], 0.3, r=0.3, lift=0.3)


def warm_cup(c: Canvas, x: float, y: float) -> None:
    with c.at(x, y, 0.9):
        cup(c, glazes(c)[0], mix(c.palette.dark, c.palette.warm, 0.4), decor=c.rng.choice(DECOR))
    steam(c, x, y - 10, 14, 3)


def desk(c: Canvas) -> None:
    (_desk_side if c.rng.random() < 0.5 else _desk_above)(c)


def _laptop(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    metal = mix(p.light, p.dark, 0.3)
    c.shape([(x - 17, y - 24), (x + 17, y - 24), (x + 18, y - 1), (x - 18, y - 1)], mix(p.dark, p.cool, 0.2), lift=0.5)
    screen = np.array([(x - 15.8, y - 22.6), (x + 15.8, y - 22.6), (x + 16.6, y - 2.4), (x - 16.6, y - 2.4)])
    c.shape(screen, mix(p.cool, p.light, 0.55), lift=0)
    with c.inside(screen):
        c.box(x - 14, y - 20, 8, 16, mix(p.light, p.cool, 0.2), lift=0, line=False)
        for i in range(5):
            c.box(
                x - 4,
                y - 19.6 + i * 3,
                c.rng.uniform(8, 18),
                1.3,
                c.rng.choice((p.warm, p.leaf, p.dark, p.light)),
                r=0.6,
                lift=0,
                line=False,
            )
    c.shape([(x - 19, y - 1), (x + 19, y - 1), (x + 21, y + 1.4), (x - 21, y + 1.4)], metal, 0.3, lift=0.3)


def _desk_side(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    stage = side(c, c.H * 0.72)
    y = stage.table
    if rng.random() < 0.6:
        shelf(c, c.W * 0.1, y - c.H * 0.42, c.W * 0.56)
    else:
        for i in range(5):
            note = rng.choice((p.soft, p.warm, mix(p.leaf, p.light, 0.4), mix(p.cool, p.light, 0.4)))
            with c.at(c.W * (0.18 + (i % 3) * 0.14), y - c.H * (0.5 - (i // 3) * 0.13), 1, rng.uniform(-7, 7)):
                c.box(-5, -5, 10, 10, note, lift=0.3)
                for k in range(3):
                    c.box(-3.4, -2.6 + k * 2.2, 6.4, 0.5, mix(note, p.dark, 0.4), lift=0, line=False)
    foot = y + 4
    _laptop(c, c.W * 0.45, foot)
    c.stroke([(c.W * 0.8, foot), (c.W * 0.86, foot - 26), (c.W * 0.72, foot - 44)], 1.1, p.dark, curved=False)
    c.oval(c.W * 0.8, foot, 6, 1.3, p.dark, 0.3)
    c.glow(c.W * 0.68, foot - 38, 24, GLOW, 0.5)
    with c.at(c.W * 0.72, foot - 44, 1, 35):
        c.shape(smooth([(-3, -4), (3, -4), (7, 6), (-7, 6)], steps=4), p.warm, 0.6)
    for i in range(rng.randint(2, 4)):
        c.box(c.W * 0.08 + rng.uniform(-1, 1), foot - 3 * (i + 1), 21 - i, 2.8, glazes(c)[0], 0.3, r=0.3, lift=0.3)
    plant(c, c.W * 0.14, foot - 9, 22, rng.choice(("pilea", "cactus", "trailing", "snake")))
    warm_cup(c, c.W * 0.68, foot + 5)
    with c.at(c.W * 0.92, foot + 3, 0.8):
        for k in range(5):
            c.stroke(
                [((k - 2) * 1.6, -8), ((k - 2) * 2.8, -22 - (k % 3) * 2)],
                1.1,
                rng.choice((p.warm, p.cool, p.leaf, p.soft)),
                curved=False,
            )
        vessel(c, JARS["cylinder"], glazes(c)[0], rng.choice(DECOR))


def _desk_above(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    above(c)
    x, y = c.W / 2, c.H / 2
    with c.at(x, y, 1, rng.uniform(-10, 10)):
        paper = mix(p.light, (255, 255, 255), 0.5)
        for s in (-1, 1):
            c.box(-31 if s < 0 else 0, -22, 31, 44, mix(paper, p.dark, 0.03 * (s > 0)), 0.1, r=1, lift=0.9)
        for i in range(9):
            c.box(-27, -16 + i * 4, rng.uniform(12, 23), 0.6, mix(paper, p.dark, 0.55), lift=0, line=False)
        c.box(-28, -9.4, 20, 3, (*mix(p.soft, (255, 240, 120), 0.5), 0.6))
        for i in range(4):
            c.shape(
                blob(rng, 8 + (i % 2) * 13, -12 + (i // 2) * 20, 5),
                mix(rng.choice((p.warm, p.cool, p.leaf, p.soft)), p.light, 0.35),
                lift=0,
            )
            c.stroke(
                [(8 + (i % 2) * 13 - 5, -5 + (i // 2) * 20), (8 + (i % 2) * 13 + 5, -5 + (i // 2) * 20)],
                0.5,
                mix(paper, p.dark, 0.5),
                lift=0,
                line=False,
            )
        c.stroke([(10, 26), (30, 8)], 1.5, p.warm, 0.3, curved=False, lift=0.6)
        c.shape([(30, 8), (32.2, 5.6), (31, 9)], p.dark, lift=0)
    items = [
        lambda q: cup_above(c, *q, 9, glazes(c)[0], mix(p.dark, p.warm, 0.35), saucer=glazes(c)[1]),
        lambda q: _leafy(c, *q),
        lambda q: _markers(c, *q),
        lambda q: _headphones(c, *q),
        lambda q: _cards(c, *q),
    ]
    rng.shuffle(items)
    for place, item in zip(spots(c, 5, 0.42), items, strict=True):
        item(place)


def _leafy(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    for i in range(13):
        c.shape(
            leaf(x, y, c.rng.uniform(9, 15), c.rng.uniform(4, 6), i * 28 + c.rng.uniform(-8, 8), 0.2),
            mix(p.leaf, c.rng.choice((p.dark, p.light)), c.rng.uniform(0, 0.3)),
            0.4,
            lift=0.5,
        )


def _markers(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    with c.at(x, y, 1, c.rng.uniform(-40, 40)):
        for i, tone in enumerate((p.warm, p.cool, p.leaf, p.soft)):
            c.box(-10, -7 + i * 4, 15, 2.6, tone, 0.3, r=1, lift=0.4)
            c.box(4, -7 + i * 4, 6, 2.6, mix(tone, p.dark, 0.3), r=1, lift=0)


def _headphones(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    tone = c.rng.choice((p.dark, p.warm, p.cool))
    with c.at(x, y, 1, c.rng.uniform(-40, 40)):
        c.stroke(arc(0, 3, 11, 13, 180, 360, 22), 1.8, tone, curved=False, lift=0.6)
        for s in (-1, 1):
            c.box(s * 11 - 3, 0, 6, 10, mix(tone, p.light, 0.15), 0.5, r=2.8, lift=0.6)


def _cards(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    for i in range(4):
        with c.at(x + i * 2, y + i * 2, 1, c.rng.uniform(-20, 20)):
            c.box(-8, -5.5, 16, 11, mix(p.light, c.rng.choice((p.soft, p.cool, p.warm)), 0.35), r=0.8, lift=0.5)
            c.box(-5, -1, c.rng.uniform(6, 10), 0.8, mix(p.light, p.dark, 0.6), lift=0, line=False)


def mirror(c: Canvas) -> None:
    """A mirror with the room in it, above a chest with small things."""
    rng, p = c.rng, c.palette
    stage = side(c, c.H * 0.72)
    x, y, r = c.W * rng.uniform(0.46, 0.54), c.H * 0.36, 29.0
    shape = rng.choice(("round", "arch", "oval", "wavy"))
    if shape == "round":
        outline = oval(x, y, r, n=64)
    elif shape == "oval":
        outline = oval(x, y, r * 0.78, r * 1.15, n=64)
    elif shape == "wavy":
        t = np.linspace(0, 2 * np.pi, 120, endpoint=False)
        k = r * (1 + 0.05 * np.cos(t * 10))
        outline = np.column_stack([x + k * np.cos(t) * 0.88, y + k * np.sin(t) * 1.1])
    else:
        outline = np.vstack(
            [
                arc(x, y - 6, r * 0.8, r * 0.8, 180, 360, 32),
                [(x + r * 0.8, stage.table - 2), (x - r * 0.8, stage.table - 2)],
            ]
        )
    glass = mix(p.light, mix(p.cool, stage.wall, 0.5), 0.35)
    c.shape(outline, glass, lift=1.0)
    with c.inside(outline):
        c.gradient(mix(glass, p.light, 0.4), mix(glass, p.cool, 0.25), y - r, y + r)
        c.box(x - 24, y - 22, 22, 30, mix(p.cool, p.light, 0.7), lift=0)
        c.box(x - 13.6, y - 22, 1.2, 30, p.light, lift=0, line=False)
        c.box(x - 24, y - 9, 22, 1.2, p.light, lift=0, line=False)
        plant(c, x + 15, y + r + 2, 44, rng.choice(("monstera", "palm", "fig")))
        for i in range(2):
            c.shape(
                [
                    (x - 30 + i * 12, y + 40),
                    (x - 24 + i * 12, y + 40),
                    (x + 20 + i * 12, y - 40),
                    (x + 14 + i * 12, y - 40),
                ],
                (255, 255, 255, 0.2),
            )
    c.stroke(
        np.vstack([outline, outline[:2]]),
        rng.uniform(1.6, 3.2),
        rng.choice((wood(c), mix(p.soft, (214, 170, 80), 0.6), mix(p.dark, p.warm, 0.2), p.warm)),
        0.4,
        curved=False,
        lift=0.6,
    )
    foot = stage.table + 4
    bouquet(c, c.W * 0.16, foot, rng.uniform(40, 52))
    for i, name in enumerate(rng.sample(("bottle", "cylinder", "drop", "round"), 3)):
        with c.at(c.W * (0.62 + 0.13 * i), foot + (i % 2) * 2, rng.uniform(0.5, 0.8)):
            vessel(c, JARS[name], glazes(c)[0], rng.choice(DECOR), p.light)
    c.oval(c.W * 0.42, foot + 4, 14, 2.2, mix(p.soft, (214, 170, 80), 0.5), 0.3, lift=0.5)
    for i in range(7):
        c.oval(
            c.W * 0.42 - 8 + i * 2.6, foot + 3 + (i % 2), 1.2, 1.1, rng.choice((p.light, p.warm, p.cool)), 0.5, lift=0.2
        )
