"""Rooms: a sofa, a reading corner, a bed; a lamp at night, a window, a desk, a mirror."""

from .blooms import bouquet
from .canvas import Canvas
from .fittings import GLOW, book_row, daylight, picture, window
from .furniture import armchair, floor_lamp, pendant, rug, sofa, table_lamp, walls
from .geometry import leaf, oval, smooth
from .greenery import plant
from .palettes import Color, mix
from .stages import wood
from .tableware import DECOR, JARS, cup, glazes, steam, vessel


def side_table(c: Canvas, x: float, floor: float, w: float, h: float) -> float:
    """A small table with slanting legs; answers the height of its top."""
    tone = wood(c)
    c.ground_shadow(x, floor, w * 0.5, w * 0.06)
    for s in (-1, 1):
        c.stroke(
            [(x + s * w * 0.36, floor - h), (x + s * w * 0.44, floor)], 1.3, mix(tone, c.palette.dark, 0.2), lift=0
        )
    c.box(x - w / 2, floor - h - 1.6, w, 2.2, tone, 0.4, r=1, lift=0.6)
    return floor - h - 1.6


def upholstery(c: Canvas) -> Color:
    p = c.palette
    return c.rng.choice((p.cool, p.leaf, p.soft, p.warm, mix(p.dark, p.cool, 0.45), mix(p.light, p.soft, 0.6)))


def room(c: Canvas) -> None:
    c.rng.choice((_living, _living, _reading, _bedroom))(c)


def _living(c: Canvas) -> None:
    rng = c.rng
    floor, wall = walls(c, c.H * 0.74)
    if rng.random() < 0.5:
        w = c.W * rng.uniform(0.34, 0.5)
        a = window(c, c.W * 0.14, c.H * 0.08, w, c.H * 0.34, wall)
        daylight(c, c.W * 0.14, c.H * 0.08, w, floor, a)
    else:
        x = c.W * 0.12
        for _ in range(3):
            w, h = rng.uniform(13, 20), rng.uniform(17, 25)
            picture(c, x, c.H * 0.27 - h / 2 + rng.uniform(-3, 3), w, h)
            x += w + rng.uniform(3, 6)
    if rng.random() < 0.6:
        pendant(c, c.W * rng.uniform(0.68, 0.82), c.H * rng.uniform(0.1, 0.2), rng.uniform(9, 13))
    plant(c, c.W * 0.92, floor + 3, c.H * rng.uniform(0.36, 0.5))
    if rng.random() < 0.5:
        floor_lamp(c, c.W * 0.07, floor + 2, c.H * 0.5)
    rug(c, c.W * 0.5, c.H * 0.91, c.W * 0.42)
    sofa(c, c.W * 0.5, floor + 7, c.W * rng.uniform(0.62, 0.78), upholstery(c))
    top = side_table(c, c.W * rng.uniform(0.4, 0.6), c.H * 0.95, c.W * 0.34, 9)
    x = c.W * 0.5
    if rng.random() < 0.5:
        bouquet(c, x - 6, top, 24)
    else:
        plant(c, x - 6, top, 17, "pilea")
    with c.at(x + 5, top, 0.45):
        cup(c, glazes(c)[0], mix(c.palette.dark, c.palette.warm, 0.4))
    for i in range(3):
        c.box(x - 17, top - 1.3 * (i + 1), 7 - i * 0.6, 1.2, glazes(c)[0], r=0.2, lift=0)


def _reading(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    floor, wall = walls(c, c.H * 0.78)
    case = mix(wall, rng.choice((p.light, p.dark, wood(c))), 0.5)
    x, w, top = c.W * 0.06, c.W * 0.44, c.H * 0.12
    c.box(x, top, w, floor - top, case, 0.2, lift=0.8)
    shelves = 5
    gap = (floor - top) / shelves
    for i in range(shelves):
        y = top + gap * (i + 1) - 2
        c.box(x + 2, y - gap + 3, w - 4, gap - 2.4, mix(case, p.dark, 0.35), lift=0)
        n = rng.uniform(0.4, 0.7) * (w - 6)
        book_row(c, x + 3, y, n, gap * 0.74)
        if rng.random() < 0.5:
            plant(c, x + n + (w - n) / 2 + 1, y, gap * 0.8, rng.choice(("pilea", "trailing", "snake")))
        else:
            with c.at(x + n + (w - n) / 2 + 1, y, gap * 0.02):
                vessel(c, JARS[rng.choice(sorted(JARS))], glazes(c)[0], rng.choice(DECOR))
    rug(c, c.W * 0.62, c.H * 0.9, c.W * 0.36)
    floor_lamp(c, c.W * 0.92, floor + 3, c.H * 0.56)
    if rng.random() < 0.6:
        picture(c, c.W * 0.6, c.H * 0.16, 20, 26)
    armchair(c, c.W * 0.68, floor + 7, c.W * 0.42, upholstery(c))
    top = side_table(c, c.W * 0.4, c.H * 0.92, 15, 14)
    with c.at(c.W * 0.4, top, 0.5):
        cup(c, glazes(c)[0], mix(p.dark, p.warm, 0.4))
    steam(c, c.W * 0.4, top - 6, 9, 2)


def _bedroom(c: Canvas) -> None:
    p = c.palette
    floor, wall = walls(c, c.H * 0.7)
    w = c.W * 0.5
    a = window(c, c.W * 0.25, c.H * 0.07, w, c.H * 0.32, wall)
    daylight(c, c.W * 0.25, c.H * 0.07, w, floor, a)
    frame, sheet, cover = wood(c), mix(p.light, (255, 255, 255), 0.3), upholstery(c)
    x, y, bw = c.W * 0.5, c.H * 0.88, c.W * 0.74
    c.curve(
        [(x - bw / 2, y - 8), (x - bw / 2, y - 32), (x, y - 37), (x + bw / 2, y - 32), (x + bw / 2, y - 8)],
        frame,
        0.4,
        lift=0.8,
    )
    for s in (-1, 1):
        for tone, dy in ((sheet, 0), (mix(cover, p.light, 0.4), 4)):
            c.shape(
                smooth(
                    [
                        (x + s * bw * 0.24 - 13, y - 30 + dy),
                        (x + s * bw * 0.24, y - 31.6 + dy),
                        (x + s * bw * 0.24 + 13, y - 30 + dy),
                        (x + s * bw * 0.24 + 12, y - 17 + dy),
                        (x + s * bw * 0.24 - 12, y - 17 + dy),
                    ]
                ),
                tone,
                0.4,
                lift=0.4,
            )
    c.shape(
        smooth(
            [
                (x - bw * 0.49, y - 16),
                (x, y - 18),
                (x + bw * 0.49, y - 16),
                (x + bw * 0.53, y + 6),
                (x, y + 8),
                (x - bw * 0.53, y + 6),
            ],
            steps=6,
        ),
        sheet,
        0.3,
        lift=0.5,
    )
    quilt = smooth(
        [
            (x - bw * 0.5, y - 11),
            (x - bw * 0.1, y - 13),
            (x + bw * 0.5, y - 10),
            (x + bw * 0.545, y + 9),
            (x, y + 11),
            (x - bw * 0.545, y + 9),
        ],
        steps=6,
    )
    c.shape(quilt, cover, 0.5, lift=0.5)
    with c.inside(quilt):
        for i in range(8):
            for j in range(4):
                c.shape(
                    leaf(x - bw / 2 + i * bw / 7 + (j % 2) * 4, y - 9 + j * 5.4, 4, 1.8, -60),
                    mix(cover, p.light, 0.4),
                    lift=0,
                    line=False,
                )
    for s in (-1, 1):
        top = side_table(c, x + s * bw * 0.64, c.H * 0.9, 17, 15)
        if s < 0:
            table_lamp(c, x + s * bw * 0.64, top, 19, lit=a.dark)
        else:
            plant(c, x + s * bw * 0.64, top, 20)
    rug(c, x, c.H * 0.965, c.W * 0.3)


def lamp(c: Canvas) -> None:
    """Evening: one lamp, and what its light falls on."""
    rng, p = c.rng, c.palette
    if rng.random() < 0.5:
        floor, wall = walls(c, c.H * 0.78, dark=True)
        window(c, c.W * 0.1, c.H * 0.1, c.W * 0.34, c.H * 0.36, wall, rng.choice(("night", "dusk")))
        floor_lamp(c, c.W * 0.72, floor + 3, c.H * 0.6)
        c.veil(oval(c.W * 0.62, c.H * 0.9, 36, 8), GLOW, 0.35, 4)
        rug(c, c.W * 0.58, c.H * 0.9, c.W * 0.36)
        armchair(c, c.W * 0.52, floor + 7, c.W * 0.4, upholstery(c))
        plant(c, c.W * 0.92, floor + 5, c.H * 0.34)
        return
    y, wall = c.H * 0.74, mix(rng.choice((p.cool, p.warm, p.leaf)), p.dark, 0.55)
    c.gradient(wall, mix(wall, p.dark, 0.3), 0, y)
    x = c.W * rng.uniform(0.54, 0.64)
    c.glow(x, y - 38, 66, mix(GLOW, p.warm, 0.2), 0.55)
    picture(c, c.W * 0.12, y - c.H * 0.56, 22, 28)
    c.box(-3, y, c.W + 6, c.H, mix(wood(c), p.dark, 0.3), lift=0.8)
    c.box(-3, y, c.W + 6, 1.2, mix(wood(c), GLOW, 0.4), lift=0, line=False)
    c.veil(oval(x, y + 6, 30, 4), GLOW, 0.4, 2.5)
    foot = y + 5
    table_lamp(c, x, foot, rng.uniform(52, 62))
    for i in range(rng.randint(2, 4)):
        c.box(c.W * 0.2 - (i % 2), foot - 3.6 * (i + 1), 25 - i * 2, 3.4, glazes(c)[0], 0.3, r=0.4, lift=0.4)
    with c.at(c.W * 0.32, foot + 5, 0.95):
        cup(c, glazes(c)[0], mix(p.dark, p.warm, 0.4))
    steam(c, c.W * 0.32, foot - 7, 16, 2)
    plant(c, c.W * 0.9, foot, rng.uniform(30, 40), rng.choice(("monstera", "fern", "pilea")))
