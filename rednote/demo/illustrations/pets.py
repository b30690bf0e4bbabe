"""Cats and dogs where they like to be: on sills, sofas and rugs, in parks and on beaches."""

from . import cats, dogs
from .blooms import bloom
from .canvas import Canvas
from .fittings import daylight, picture, shelf, window
from .furniture import armchair, floor_lamp, rug, sofa, walls
from .geometry import arc, below, box, oval, smooth, wave
from .greenery import plant
from .landscapes import tree
from .palettes import Color, mix
from .sky import sky
from .stages import wood
from .water import water


def cat(c: Canvas) -> None:
    c.rng.choice((_on_the_sill, _on_the_sill, _on_the_sofa, _on_the_rug, _on_the_rug, _cat_portrait))(c)


def _on_the_sill(c: Canvas) -> None:
    rng = c.rng
    _, wall = walls(c, c.H * 0.98)
    w, h = c.W * rng.uniform(0.66, 0.8), c.H * rng.uniform(0.52, 0.58)
    x, y = (c.W - w) / 2, c.H * 0.13
    window(c, x, y, w, h, wall)
    sill = y + h + 2
    c.box(x - 8, sill - 2, w + 16, 4.6, mix(wall, c.palette.light, 0.7), 0.4, lift=0.9)
    pose = rng.choice((cats.behind, cats.behind, cats.sitting, cats.loaf, cats.curled))
    cx = c.W * rng.uniform(0.42, 0.56)
    with c.at(cx, sill - 0.6, 1.12, flip=rng.random() < 0.5):
        pose(c, cats.coat(c))
    plant(c, x + w * 0.9, sill - 1, rng.uniform(24, 36))
    if rng.random() < 0.7:
        plant(c, x + w * 0.1, sill - 1, rng.uniform(16, 26), rng.choice(("pilea", "cactus", "snake", "trailing")))


def _on_the_sofa(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    floor, _ = walls(c, c.H * 0.8)
    for i in range(rng.randint(1, 3)):
        picture(
            c,
            c.W * (0.18 + 0.25 * i) + rng.uniform(-2, 2),
            c.H * rng.uniform(0.1, 0.18),
            rng.uniform(14, 20),
            rng.uniform(17, 24),
        )
    if rng.random() < 0.6:
        floor_lamp(c, c.W * 0.92, floor + 2, c.H * 0.55)
    else:
        plant(c, c.W * 0.92, floor + 3, c.H * 0.4)
    rug(c, c.W * 0.5, c.H * 0.9, c.W * 0.42)
    color = rng.choice((p.cool, p.leaf, p.soft, p.warm, mix(p.dark, p.cool, 0.4)))
    if rng.random() < 0.6:
        seat = sofa(c, c.W * 0.46, floor + 6, c.W * 0.86, color)
        x, scale = c.W * rng.uniform(0.36, 0.56), 0.95
    else:
        seat = armchair(c, c.W * 0.48, floor + 6, c.W * 0.5, color)
        x, scale = c.W * 0.48, 0.86
    with c.at(x, seat + 2, scale, flip=rng.random() < 0.5):
        rng.choice((cats.curled, cats.loaf, cats.sitting, cats.curled))(c, cats.coat(c))


def _on_the_rug(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    floor, wall = walls(c, c.H * 0.66)
    if rng.random() < 0.5:
        a = window(c, c.W * 0.1, c.H * 0.06, c.W * 0.34, c.H * 0.36, wall, rng.choice(("morning", "day", "golden")))
        daylight(c, c.W * 0.1, c.H * 0.06, c.W * 0.34, floor, a)
    else:
        shelf(c, c.W * 0.06, c.H * 0.28, c.W * 0.6)
    plant(c, c.W * rng.uniform(0.82, 0.9), floor + 6, c.H * rng.uniform(0.42, 0.52))
    rug(c, c.W * 0.47, c.H * 0.86, c.W * 0.42)
    k = cats.coat(c)
    pose = rng.choice((cats.sitting, cats.loaf, cats.curled, cats.boxed, cats.boxed))
    x, y = c.W * rng.uniform(0.4, 0.52), c.H * 0.88
    c.ground_shadow(x + 2, y, 24, 3)
    with c.at(x, y, 1.3, flip=rng.random() < 0.5):
        pose(c, k)
    if rng.random() < 0.5:
        yarn = rng.choice((p.warm, p.cool, p.leaf))
        bx, by = c.W * 0.2, c.H * 0.93
        c.oval(bx, by, 5, 5, yarn, 0.7)
        for i in range(5):
            c.stroke(
                arc(bx, by, 4.6 - i * 0.5, 2 + i * 0.6, 190 + i * 30, 330 + i * 26, 10),
                0.4,
                mix(yarn, p.light, 0.4),
                curved=False,
                lift=0,
                line=False,
            )
        c.stroke([(bx + 4, by + 3), (bx + 16, by + 5), (bx + 24, by + 2)], 0.4, yarn, lift=0, line=False)


def _cat_portrait(c: Canvas) -> None:
    """A cat before a plain colour and leaves, large."""
    rng, p = c.rng, c.palette
    ground = rng.choice((p.soft, mix(p.cool, p.light, 0.35), mix(p.leaf, p.light, 0.4), mix(p.warm, p.light, 0.4)))
    c.gradient(mix(ground, p.light, 0.2), ground)
    c.oval(c.W / 2, c.H * 0.46, 40, 40, mix(ground, rng.choice((p.light, p.warm, p.cool)), 0.4), lift=0)
    for s in (-1, 1):
        plant(
            c,
            c.W * (0.5 + s * 0.42),
            c.H * 1.04,
            c.H * rng.uniform(0.4, 0.6),
            rng.choice(("monstera", "palm", "rubber", "fern")),
            pot=False,
        )
    k = cats.coat(c)
    y = c.H * 0.98
    pose = rng.choice((cats.sitting, cats.sitting, cats.loaf))
    c.shape(oval(c.W / 2, y + 1, 46, 5), mix(ground, p.dark, 0.16), lift=0, line=False)
    with c.at(c.W / 2, y, 1.95 if pose is cats.sitting else 2.0, flip=rng.random() < 0.5):
        pose(c, k)
    if pose is cats.loaf:
        c.shape(box(-2, y - 1, c.W + 4, c.H), mix(wood(c), p.light, 0.1))


def dog(c: Canvas) -> None:
    c.rng.choice((_in_the_park, _in_the_park, _at_home, _at_home, _on_the_beach, _dog_portrait))(c)


def _in_the_park(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    horizon = c.H * 0.48
    a = sky(c, horizon, ("morning", "day", "day", "golden"))
    for i in range(2):
        c.shape(
            below(wave(c.W, horizon - 3 + i * 7, 2.4, 60, rng.random() * 6), c.H),
            a.far(mix(p.leaf, p.cool, 0.3), 0.5 - i * 0.2),
        )
        for _ in range(6):
            tree(
                c,
                rng.uniform(0, c.W),
                horizon + i * 7,
                rng.uniform(10, 19),
                a.far(mix(p.leaf, rng.choice((p.dark, p.warm)), 0.2), 0.35 - i * 0.15),
                a.lit(p.dark),
            )
    ground = a.lit(mix(p.leaf, p.soft, rng.uniform(0.05, 0.3)))
    c.shape(below(wave(c.W, c.H * 0.62, 1.6, 80, 1), c.H), ground)
    c.shape(
        smooth(
            [
                (c.W * 0.62, c.H * 0.61),
                (c.W * 0.7, c.H * 0.7),
                (c.W * 0.2, c.H * 0.9),
                (-8, c.H * 0.98),
                (-8, c.H + 6),
                (c.W * 0.6, c.H + 6),
                (c.W * 0.86, c.H * 0.76),
                (c.W * 0.66, c.H * 0.61),
            ]
        ),
        mix(a.lit(p.soft), p.light, 0.3),
        lift=0,
    )
    _grass(c, c.H * 0.64, ground)
    b = dogs.breed(c)
    pose = rng.choice((dogs.sitting, dogs.trotting, dogs.trotting, dogs.lying))
    y = c.H * 0.9
    c.ground_shadow(c.W * 0.5 + 3, y, 26, 3)
    with c.at(c.W * 0.5, y, 1.4, flip=rng.random() < 0.5):
        pose(c, b)
    ball = p.warm if rng.random() < 0.5 else p.cool
    c.oval(c.W * rng.choice((0.14, 0.86)), c.H * 0.94, 3, 3, ball, 0.7, lift=0.4)
    for _ in range(24):
        bloom(
            c,
            rng.uniform(0, c.W),
            rng.uniform(c.H * 0.92, c.H),
            rng.uniform(0.9, 1.8),
            rng.choice((p.light, p.soft, p.warm)),
            "daisy",
        )


def _grass(c: Canvas, top: float, ground: Color) -> None:
    for _ in range(110):
        x, y = c.rng.uniform(0, c.W), c.rng.uniform(top, c.H)
        s = (y - top) / (c.H - top + 1) * 2 + 0.5
        c.stroke(
            [(x, y), (x + c.rng.uniform(-0.6, 0.6), y - s)],
            (0.3 + s * 0.12, 0.1),
            mix(ground, c.rng.choice((c.palette.dark, c.palette.light)), c.rng.uniform(0.1, 0.3)),
            lift=0,
            line=False,
        )


def _at_home(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    floor, wall = walls(c, c.H * 0.7)
    if rng.random() < 0.5:
        window(c, c.W * 0.12, c.H * 0.08, c.W * 0.34, c.H * 0.34, wall)
    else:
        for i in range(3):
            picture(c, c.W * (0.1 + 0.2 * i), c.H * rng.uniform(0.12, 0.2), rng.uniform(13, 17), rng.uniform(15, 22))
    if rng.random() < 0.5:
        armchair(c, c.W * 0.76, floor + 8, c.W * 0.36, rng.choice((p.cool, p.leaf, p.warm, p.soft)))
    else:
        floor_lamp(c, c.W * 0.84, floor + 4, c.H * 0.5)
        plant(c, c.W * 0.66, floor + 4, c.H * 0.34)
    rug(c, c.W * 0.48, c.H * 0.88, c.W * 0.44)
    y = c.H * 0.9
    c.ground_shadow(c.W * 0.42 + 3, y, 24, 3)
    with c.at(c.W * 0.42, y, 1.3, flip=rng.random() < 0.4):
        rng.choice((dogs.sitting, dogs.lying, dogs.lying, dogs.sitting))(c, dogs.breed(c))


def _on_the_beach(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    horizon = c.H * 0.4
    a = sky(c, horizon, ("morning", "day", "golden", "dusk"))
    water(c, a, horizon, c.H * 0.72)
    sand = a.lit(mix(p.soft, p.light, 0.3))
    for k, tone in ((3.4, mix(p.light, (255, 255, 255), 0.4)), (1.4, mix(sand, p.cool, 0.25)), (0, sand)):
        c.shape(below(wave(c.W, c.H * 0.66 - k, 1.2, 42, 2), c.H), tone, lift=0.4)
    for i in range(7):
        x, y = c.W * (0.9 - i * 0.1), c.H * (0.93 - (i % 2) * 0.025)
        c.oval(x, y, 1.2, 0.6, mix(sand, p.dark, 0.25), lift=0, line=False)
    y = c.H * 0.86
    c.shape(oval(c.W * 0.48 + 4, y, 30, 2.6), (*mix(p.dark, p.cool, 0.3), 0.25))
    with c.at(c.W * 0.46, y, 1.5, flip=rng.random() < 0.5):
        rng.choice((dogs.trotting, dogs.trotting, dogs.sitting))(c, dogs.breed(c))


def _dog_portrait(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    ground = rng.choice(
        (p.soft, mix(p.cool, p.light, 0.3), mix(p.leaf, p.light, 0.35), mix(p.warm, p.light, 0.35), p.cool)
    )
    c.gradient(mix(ground, p.light, 0.15), ground)
    c.oval(c.W / 2, c.H * 0.5, 42, 42, mix(ground, rng.choice((p.light, p.warm, p.soft)), 0.45), lift=0)
    for s in (-1, 1):
        plant(
            c,
            c.W * (0.5 + s * 0.42),
            c.H * 1.03,
            c.H * rng.uniform(0.35, 0.55),
            rng.choice(("monstera", "palm", "fern", "rubber")),
            pot=False,
        )
    with c.at(c.W / 2, c.H * 1.02, 2.05):
        dogs.sitting(c, dogs.breed(c))
