"""House plants: one large, a corner full, three shelves."""

from .blooms import petals
from .canvas import Canvas
from .fittings import daylight, window
from .furniture import pendant, walls
from .geometry import arc
from .greenery import SPECIES, plant
from .palettes import mix
from .stages import side, wood
from .tableware import DECOR, JARS, glazes, vessel


def plants(c: Canvas) -> None:
    c.rng.choice((_hero, _hero, _corner, _shelves))(c)


def _hero(c: Canvas) -> None:
    """One plant, large, with its shadow on the wall."""
    rng, p = c.rng, c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.4
    x = c.W * rng.uniform(0.44, 0.54)
    c.ground_shadow(x + 5, y, 20, 3)
    size = min(c.H * 0.62, 84)
    plant(c, x, y, size, rng.choice(("monstera", "palm", "rubber", "pilea", "fern", "snake", "fig", "cactus")))
    if rng.random() < 0.6:
        plant(c, c.W * 0.86, y + 3, rng.uniform(22, 32), rng.choice(("cactus", "pilea", "snake", "trailing")))
    else:
        watering_can(c, c.W * 0.84, y + 3, 1.1)
    if rng.random() < 0.5:
        plant(c, c.W * 0.13, y + 2, rng.uniform(18, 26), rng.choice(("pilea", "fern", "cactus")))
    if rng.random() < 0.3:
        petals(c, x - 20, y + 7, 4, 6, mix(p.leaf, p.light, 0.3))


def watering_can(c: Canvas, x: float, y: float, scale: float) -> None:
    """A watering can."""
    p = c.palette
    tone = c.rng.choice((p.warm, p.cool, mix(p.leaf, p.dark, 0.2), mix(p.light, p.dark, 0.25)))
    with c.at(x, y, scale):
        c.ground_shadow(1, 0.3, 10, 1.6)
        c.stroke([(6, -5), (13, -9), (17, -18)], (3.4, 2.2, 1.7), tone, 0.5)
        c.oval(17.6, -19, 2.8, 1.7, mix(tone, p.dark, 0.2), 0.3)
        c.stroke([(-6, -14), (-13, -13), (-12, -4), (-7, -3)], 1.6, mix(tone, p.dark, 0.15), 0.3)
        c.stroke(arc(0, -15, 6, 6, 190, 350, 14), 1.4, mix(tone, p.dark, 0.15), 0.3, curved=False)
        c.shape([(-6.4, -16), (6.4, -16), (8, 0), (-8, 0)], tone, 0.7)
        c.oval(0, -16, 6.4, 1.3, mix(tone, p.dark, 0.4), lift=0)


def _corner(c: Canvas) -> None:
    """A corner of a room given over to plants."""
    rng = c.rng
    floor, wall = walls(c, c.H * 0.76)
    if rng.random() < 0.7:
        a = window(c, c.W * 0.3, c.H * 0.07, c.W * 0.4, c.H * 0.38, wall, rng.choice(("morning", "day", "golden")))
        daylight(c, c.W * 0.3, c.H * 0.07, c.W * 0.4, floor, a)
    for x in (0.16, 0.86):
        y = c.H * rng.uniform(0.12, 0.22)
        c.box(c.W * x - 0.15, -3, 0.3, y, c.palette.dark, lift=0, line=False)
        plant(c, c.W * x, y + 11, rng.uniform(26, 34), "trailing")
    for x, y, h in (
        (0.14, 0.84, 0.46),
        (0.86, 0.85, 0.5),
        (0.36, 0.87, 0.3),
        (0.66, 0.88, 0.34),
        (0.5, 0.93, 0.2),
        (0.24, 0.95, 0.2),
        (0.8, 0.96, 0.22),
    ):
        c.ground_shadow(c.W * x + 2, c.H * y, 9, 1.6)
        plant(c, c.W * x, c.H * y, c.H * h * rng.uniform(0.9, 1.1), rng.choice(SPECIES[:7]))
    if rng.random() < 0.5:
        watering_can(c, c.W * 0.54, c.H * 0.97, 0.9)


def _shelves(c: Canvas) -> None:
    rng = c.rng
    walls(c, c.H * 0.97)
    for i in range(3):
        y = c.H * (0.3 + 0.27 * i)
        x = c.W * 0.09
        c.box(x - 3, y, c.W * 0.88, 2, wood(c), 0.3, lift=0.9)
        while x < c.W * 0.9:
            kind = rng.random()
            if kind < 0.72:
                plant(c, x + 7, y, c.H * rng.uniform(0.15, 0.22), rng.choice(SPECIES))
                x += 17
            elif kind < 0.9:
                with c.at(x + 5, y, 0.6):
                    vessel(c, JARS[rng.choice(sorted(JARS))], glazes(c)[0], rng.choice(DECOR))
                x += 12
            else:
                watering_can(c, x + 9, y, 0.7)
                x += 18
    if rng.random() < 0.4:
        pendant(c, c.W * 0.8, c.H * 0.06, 9)
