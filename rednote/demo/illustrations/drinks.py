"""Tea and coffee: on a table with steam, or from above on a tray."""

import numpy as np

from .blooms import bouquet, petals, sprig
from .canvas import Canvas
from .geometry import blob, box, leaf, oval, smooth, wave
from .greenery import plant
from .ingredients import croissant
from .palettes import Color, mix
from .stages import above, ring_of, side, spots, wood
from .tableware import (
    DECOR,
    beans,
    crumbs,
    cup,
    cup_above,
    gaiwan,
    glazes,
    kettle,
    leaf_litter,
    plate,
    spoon,
    steam,
    teapot,
    teapot_above,
)


def brew(c: Canvas) -> Color:
    return c.palette.tuned(c.rng.choice(("c98a35", "b8642c", "d6b04e", "9c9a3e", "a34a28")), 0.1)


def tea(c: Canvas) -> None:
    c.rng.choice((_tea_table, _tea_table, _tea_above, _tea_above, _tea_room))(c)


def _tray(c: Canvas, x: float, y: float, half: float, color: Color) -> None:
    c.shape(
        smooth([(x - half, y), (x + half, y), (x + half - 2, y + 3), (x - half + 2, y + 3)], steps=3),
        color,
        0.4,
        lift=0.8,
    )
    c.oval(x, y, half, half * 0.1, mix(color, c.palette.light, 0.14), lift=0)


def _tea_table(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.36
    x = c.W * 0.5
    pot, cups, *others = glazes(c)
    c.ground_shadow(x + 3, y + 3.4, 38, 4)
    if rng.random() < 0.7:
        bouquet(c, c.W * rng.uniform(0.72, 0.8), y - 4, rng.uniform(44, 62))
    if rng.random() < 0.6:
        with c.at(c.W * 0.14, y - 2, 1.0):
            c.box(-6, -17, 12, 17, others[0], 0.6, r=1)
            c.box(-6, -13, 12, 7, mix(others[0], p.light, 0.6), lift=0, line=False)
            c.shape(leaf(-3, -9.4, 6, 2.6, 0), p.leaf, lift=0, line=False)
            c.box(-6.4, -19, 12.8, 3, mix(others[0], p.dark, 0.25), 0.4, r=0.8)
    _tray(c, x, y, 37, wood(c))
    with c.at(x - 8, y + 0.5, rng.uniform(1.35, 1.6)):
        teapot(c, pot, decor=rng.choice(DECOR), second=rng.choice(others), tall=rng.random() < 0.3)
    steam(c, x + 20, y - 24, 22, 1)
    for cx, cy in ((x + 15, y + 1.6), (x + 28, y + 0.4))[: rng.choice((1, 2, 2))]:
        with c.at(cx, cy, rng.uniform(0.85, 1.0)):
            cup(c, cups, brew(c), decor=rng.choice(DECOR), second=others[1], handle=rng.random() < 0.3)
        steam(c, cx, cy - 12, 18, 2)
    if rng.random() < 0.5:
        sprig(c, x - 22, y + 9, 22, rng.uniform(-12, 12), p.leaf, 5)
    else:
        for k in range(3):
            c.oval(x - 18 + k * 5.4, y + 9 + (k % 2), 3.2, 1.6, p.tuned("d9a55f"), 0.5, lift=0.3)


def _tea_room(c: Canvas) -> None:
    """Through a round window: a garden; before it, a lidded bowl and cups on a low board."""
    rng, p = c.rng, c.palette
    wall = mix(p.light, rng.choice((p.soft, p.leaf, p.cool)), 0.3)
    c.gradient(wall, mix(wall, p.dark, 0.08))
    r = 34.0
    x, y = c.W * 0.5, c.H * 0.36
    moon = oval(x, y, r, n=64)
    c.shape(moon, mix(p.cool, p.light, 0.6), lift=0)
    with c.inside(moon):
        for i in range(3):
            c.shape(
                blob(rng, x + rng.uniform(-24, 24), y + 30 - i * 2, 36, 26 - i * 8, wobble=0.16),
                mix(p.cool, p.light, 0.42 - i * 0.14),
                lift=0.4,
                line=False,
            )
        for i in range(7):
            sx = x - 32 + i * 10 + rng.uniform(-2, 2)
            c.stroke([(sx, y + 36), (sx + rng.uniform(-2, 2), y - 36)], 1.5, mix(p.leaf, p.light, 0.2), lift=0.3)
            for k in range(6):
                yy = y + 30 - k * 12 + rng.uniform(-3, 3)
                c.box(sx - 0.9, yy, 1.8, 0.3, mix(p.leaf, p.dark, 0.3), lift=0, line=False)
                for s in (-1, 1):
                    c.shape(
                        leaf(sx, yy, rng.uniform(6, 9), 1.9, (0 if s > 0 else 180) + rng.uniform(-10, 50) * s),
                        mix(p.leaf, p.dark, rng.uniform(0, 0.3)),
                        lift=0.2,
                        line=False,
                    )
    c.stroke(np.vstack([moon, moon[:1]]), 2.6, mix(p.dark, p.warm, 0.25), 0.3, curved=False)
    table = c.H * 0.76
    top = mix(p.dark, p.warm, 0.3)
    c.box(-3, table, c.W + 6, c.H, top, lift=0.8)
    c.box(-3, table, c.W + 6, 1.2, mix(top, p.light, 0.25), lift=0, line=False)
    c.box(c.W * 0.5 - 40, table + 5, 80, c.H, mix(p.light, p.soft, 0.5), lift=0.4)
    for dx in (-38, 36):
        c.box(c.W * 0.5 + dx, table + 5, 1.4, c.H, p.warm, lift=0, line=False)
    foot = table + 9
    tones = glazes(c)
    with c.at(x - 4, foot, 1.5):
        c.ground_shadow(2, 0.4, 12, 1.8)
        gaiwan(c, mix(p.light, (255, 255, 255), 0.3), rng.choice((p.cool, p.warm, p.leaf)))
    steam(c, x - 4, foot - 24, 24, 3)
    for dx in (18, 29):
        with c.at(x + dx, foot + rng.uniform(0, 3), 0.72):
            c.ground_shadow(1, 0.4, 7, 1.4)
            cup(c, tones[0], brew(c), handle=False)
    if rng.random() < 0.6:
        plant(c, x - 32, table + 4, 30, rng.choice(("fig", "fern", "pilea")))
    else:
        bouquet(c, x - 31, table + 4, 40, jar="bottle")


def _tea_above(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    above(c)
    x, y = c.W / 2, c.H / 2
    tones = glazes(c)
    tray = wood(c)
    outline = oval(x, y, 41, n=72) if rng.random() < 0.5 else box(x - 37, y - 45, 74, 90, 7)
    c.shape(outline, tray, 0.3, lift=1.2)
    with c.inside(outline):
        for i in range(18):
            yy = y - 46 + i * 5.2
            c.stroke(
                [(x - 44, yy), (x, yy + rng.uniform(-1, 1)), (x + 44, yy)],
                0.3,
                mix(tray, p.dark, 0.14),
                lift=0,
                line=False,
            )
    inner = (outline - (x, y)) * 0.94 + (x, y)
    c.stroke(np.vstack([inner, inner[:1]]), 0.7, mix(tray, p.dark, 0.2), curved=False, lift=0, line=False)
    teapot_above(c, x - 9, y - 13, rng.uniform(15, 18), tones[0], tones[2])
    for cx, cy in ((x + 19, y + 3), (x + 4, y + 22), (x - 18, y + 19)):
        cup_above(c, cx, cy, rng.uniform(6.5, 8), tones[1], brew(c), saucer=tones[3] if rng.random() < 0.5 else None)
    leaf_litter(c, x + 20, y - 18, 26, 3.0, mix(p.leaf, p.dark, 0.3))
    for px, py in spots(c, 4, 0.44):
        what = rng.choice(("sprig", "cake", "petals", "biscuits"))
        if what == "sprig":
            sprig(c, px - 9, py, 22, rng.uniform(-60, 60), p.leaf, 6)
        elif what == "cake":
            c.oval(px, py, 12, 12, p.tuned("6d4a33"), 0.5, lift=0.9)
            c.oval(px, py, 3, 3, p.tuned("4d3324"), lift=0)
            leaf_litter(c, px, py, 26, 4.6, p.tuned("7c5a3c"))
        elif what == "petals":
            petals(c, px, py, 12, 5, mix(p.warm, p.light, 0.35))
        else:
            plate(c, px, py, 11, mix(p.light, (255, 255, 255), 0.3), p.warm)
            for bx, by in ring_of(px, py, 4, 5, 0.4):
                c.oval(bx, by, 3, 3, p.tuned("d9a55f"), 0.5, lift=0.4)
                c.oval(bx, by, 0.9, 0.9, p.warm, lift=0, line=False)


def coffee(c: Canvas) -> None:
    c.rng.choice((_coffee_above, _coffee_above, _pour_over, _bar))(c)


def roast(c: Canvas, milk: float) -> Color:
    return mix(c.palette.tuned("4a2a1c", 0.1), c.palette.tuned("e3bd91", 0.1), milk)


def _coffee_above(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    above(c)
    x, y = c.W * rng.uniform(0.44, 0.56), c.H * rng.uniform(0.46, 0.56)
    tones = glazes(c)
    cup_above(
        c,
        x,
        y,
        rng.uniform(19, 23),
        tones[0],
        roast(c, 0.5),
        saucer=tones[1],
        art=rng.choice(("heart", "rosetta", "rosetta")),
    )
    spoon(c, x + 22, y + 28, 20, rng.uniform(-70, -40), mix(p.light, p.dark, 0.25))
    places = spots(c, 5, 0.45)
    makers = [_croissant_above, _notebook_above, _beans_bowl, _glasses, _flower_jar, _cookie_plate]
    rng.shuffle(makers)
    for (px, py), make in zip(places, makers, strict=False):
        make(c, px, py)


def _croissant_above(c: Canvas, x: float, y: float) -> None:
    plate(c, x, y, 17, mix(c.palette.light, (255, 255, 255), 0.3))
    croissant(c, x, y, 12, c.rng.uniform(-40, 40))
    crumbs(c, x, y + 8, 12, 4, c.palette.tuned("d99a52"))


def _notebook_above(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    with c.at(x, y, 1, c.rng.uniform(-25, 25)):
        c.box(-13, -18, 26, 36, c.rng.choice((p.warm, p.cool, mix(p.dark, p.cool, 0.3))), 0.2, r=1.4, lift=0.8)
        c.box(9, -18, 0.9, 36, mix(p.dark, p.warm, 0.2), lift=0, line=False)
        c.stroke([(-16, -12), (-7, 14)], 1.5, p.soft, 0.4, lift=0.5)


def _beans_bowl(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    c.oval(x, y, 11, 11, mix(p.light, p.soft, 0.4), 0.3, lift=0.9)
    c.oval(x, y, 9.2, 9.2, roast(c, 0.05), lift=0, line=False)
    beans(c, x, y, 40, 4, roast(c, 0.14))
    beans(c, x + 13, y + 8, 8, 3, roast(c, 0.12))


def _glasses(c: Canvas, x: float, y: float) -> None:
    ink = c.palette.dark
    with c.at(x, y, 1, c.rng.uniform(-30, 30)):
        for s in (-1, 1):
            ring = oval(s * 6, 0, 5, 4.4)
            c.shape(ring, (*mix(c.palette.light, (255, 255, 255), 0.5), 0.4))
            c.stroke(np.vstack([ring, ring[:1]]), 0.9, ink, curved=False, lift=0.4, line=False)
            c.stroke([(s * 11, -1), (s * 13, -3), (s * 11, -13)], 0.8, ink, lift=0.4, line=False)
        c.stroke([(-1.2, -0.8), (0, -1.6), (1.2, -0.8)], 0.8, ink, lift=0, line=False)


def _flower_jar(c: Canvas, x: float, y: float) -> None:
    for _ in range(4):
        sprig(c, x, y, c.rng.uniform(12, 18), c.rng.uniform(0, 360), c.palette.leaf, 6)
    petals(c, x, y, 9, 6, mix(c.palette.warm, c.palette.light, 0.3))


def _cookie_plate(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    plate(c, x, y, 13, p.soft, p.light)
    for cx, cy in ring_of(x, y, 4.6, 3, c.rng.random() * 6):
        c.shape(blob(c.rng, cx, cy, 4.6, wobble=0.07), p.tuned("cf9655", 0.1), 0.5, lift=0.5)
        c.scatter(8, (cx - 2.8, cy - 2.8, 5.6, 5.6), (0.3, 0.6), roast(c, 0))


def _mug(c: Canvas, x: float, y: float, scale: float, color: Color) -> None:
    with c.at(x, y, scale):
        c.ground_shadow(1.5, 0.3, 9, 1.6)
        cup(c, color, roast(c, 0.35), decor=c.rng.choice(DECOR), second=mix(color, c.palette.light, 0.6))
    steam(c, x, y - 12 * scale, 15 * scale, 3)


def _pour_over(c: Canvas) -> None:
    p = c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.34
    tones = glazes(c)
    x = c.W * 0.44
    glass = mix(p.light, p.cool, 0.2)
    with c.at(x, y, 1.25):
        c.ground_shadow(2, 0.6, 16, 2.6)
        server = smooth([(-6, -21), (6, -21), (11, -10), (12, -3), (9, 0), (-9, 0), (-12, -3), (-11, -10)], steps=6)
        c.shape(server, glass, 0.3)
        with c.inside(server):
            c.shape(
                np.vstack([wave(30, -9, 0.25, 12) - (15, 0), [(15, 2), (-15, 2)]]),
                roast(c, 0.05),
                0.4,
                lift=0,
                line=False,
            )
            c.stroke([(-7, -16), (-8.6, -8)], 0.8, mix(glass, (255, 255, 255), 0.7), lift=0, line=False)
        c.stroke([(10, -14), (16, -13), (15.5, -5), (11.5, -4)], 1.6, mix(p.dark, p.warm, 0.3), 0.4)
        c.box(-8.5, -24, 17, 2.4, tones[0], 0.4, r=1.0)
        c.shape([(-12, -38), (12, -38), (4, -24), (-4, -24)], tones[0], 0.7)
        for i in range(5):
            c.stroke([(-8 + i * 4, -37), (-2.6 + i * 1.3, -25)], 0.35, mix(tones[0], p.light, 0.45), lift=0, line=False)
        c.oval(0, -38, 12, 2.2, mix(tones[0], p.light, 0.5), lift=0)
        c.oval(0, -38, 9.8, 1.6, roast(c, 0.1), lift=0, line=False)
    steam(c, x, y - 50, 26, 3)
    with c.at(c.W * 0.8, y - 1, 1.15, flip=True):
        c.ground_shadow(1, 0.4, 12, 2)
        kettle(c, tones[1])
    _mug(c, c.W * 0.17, y + 3, 1.05, tones[2])
    beans(c, c.W * 0.64, y + 9, 12, 4, roast(c, 0.12))


def _bar(c: Canvas) -> None:
    """A moka pot and a mug, a window behind."""
    rng, p = c.rng, c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.38
    tones = glazes(c)
    if rng.random() < 0.6:
        plant(c, c.W * 0.83, y - 4, rng.uniform(40, 56))
    metal = rng.choice((mix(p.light, p.cool, 0.35), p.warm, mix(p.dark, p.cool, 0.4)))
    with c.at(c.W * 0.4, y, 1.5):
        c.ground_shadow(2, 0.5, 12, 2)
        c.stroke([(7, -31), (14.5, -30), (13.5, -20)], 2, mix(p.dark, p.warm, 0.15), 0.4)
        for points in ([(-9.5, 0), (9.5, 0), (6, -14), (-6, -14)], [(-6, -16), (6, -16), (8.4, -33), (-10.4, -33)]):
            c.shape(points, metal, 0.6)
            with c.inside(points):
                c.shape([(-3, -40), (1.4, -40), (3, 2), (-4, 2)], mix(metal, p.light, 0.35), lift=0, line=False)
                c.shape([(5, -40), (12, -40), (12, 2), (6.6, 2)], mix(metal, p.dark, 0.2), lift=0, line=False)
        c.box(-6.6, -16.4, 13.2, 2.8, mix(metal, p.dark, 0.2), lift=0)
        c.shape([(-9, -33), (7.4, -33), (1, -37.4), (-2, -37.4)], metal, 0.5)
        c.oval(-0.4, -38.6, 1.4, 1.7, mix(p.dark, p.warm, 0.15), 0.4)
    steam(c, c.W * 0.35, y - 54, 24, 2)
    _mug(c, c.W * 0.7, y + 4, 1.35, tones[1])
    with c.at(c.W * 0.14, y + 4, 1.0):
        c.oval(0, 0, 13, 2.4, mix(p.light, (255, 255, 255), 0.3), 0.4)
        for i in range(3):
            c.oval(-5 + i * 5, -2.4 - (i % 2), 4.2, 2.6, p.tuned("cf9655", 0.1), 0.6)
    beans(c, c.W * 0.55, y + 11, rng.randint(4, 8), 4, roast(c, 0.12))
