"""People moving: runners, somebody on a mat, cyclists and their bicycles."""

import math

import numpy as np

from .blooms import bloom
from .canvas import Canvas
from .figures import Person, arm, figure, head, leg, person, torso
from .fittings import daylight, window
from .furniture import pendant, walls
from .geometry import arc, below, oval, smooth, wave
from .greenery import plant
from .landscapes import poplar, tree
from .palettes import Color, mix
from .sky import Air, rainfall, sky
from .stages import wall_color
from .towns import facade, skyline
from .water import water

RUN = {
    "head": (5.6, -43.4),
    "neck": (3.4, -36.6),
    "hip": (0.0, -22.0),
    "knee": (9.4, -20.2),
    "foot": (10.2, -8.6),
    "knee_far": (-4.8, -12.4),
    "foot_far": (-15.6, -14.4),
    "elbow": (-4.4, -31.4),
    "hand": (-1.6, -25.4),
    "elbow_far": (9.4, -31.0),
    "hand_far": (13.4, -36.6),
}
STRIDE = {
    "head": (4.6, -43.8),
    "neck": (2.8, -37.0),
    "hip": (0.0, -22.4),
    "knee": (6.6, -12.6),
    "foot": (12.6, -2.4),
    "knee_far": (-4.6, -13.0),
    "foot_far": (-14.4, -6.4),
    "elbow": (-4.6, -32.0),
    "hand": (-3.6, -25.2),
    "elbow_far": (8.6, -31.0),
    "hand_far": (12.8, -35.0),
}


def _outside(c: Canvas, horizon: float) -> Air:
    """A place to move in: a park, the sea, the edge of a town."""
    rng, p = c.rng, c.palette
    a = sky(c, horizon, ("morning", "morning", "day", "golden", "golden", "dusk", "overcast"))
    kind = rng.choice(("park", "sea", "town"))
    if kind == "sea":
        water(c, a, horizon, c.H * 0.72)
    elif kind == "town":
        skyline(c, horizon + 3, a)
        c.shape(below(wave(c.W, horizon + 2, 1.4, 50), c.H), a.far(p.leaf, 0.25))
    else:
        for i in range(2):
            c.shape(
                below(wave(c.W, horizon - 4 + i * 7, 2.6, 56, rng.random() * 6), c.H),
                a.far(mix(p.leaf, p.cool, 0.3), 0.5 - i * 0.2),
            )
    for _ in range(7 if kind != "sea" else 0):
        x, y = rng.uniform(0, c.W), horizon + rng.uniform(3, 9)
        green = a.far(mix(p.leaf, rng.choice((p.dark, p.warm, p.soft)), 0.2), 0.25)
        if rng.random() < 0.6:
            tree(c, x, y, rng.uniform(14, 24), green, a.lit(p.dark))
        else:
            poplar(c, x, y, rng.uniform(16, 28), green)
    return a


def _lane(c: Canvas, y: float, a: Air) -> None:
    """The path in front, with grass on both sides."""
    rng, p = c.rng, c.palette
    grass = a.lit(mix(p.leaf, p.soft, 0.12))
    c.shape(below(wave(c.W, y - 9, 1, 70), c.H), grass)
    c.shape(below(wave(c.W, y - 3, 0.6, 90), c.H), mix(a.lit(p.soft), p.light, 0.3), lift=0.4)
    c.shape(below(wave(c.W, y + 7, 0.6, 80, 2), c.H), mix(grass, p.dark, 0.12), lift=0.5)
    for _ in range(60):
        x, yy = rng.uniform(0, c.W), rng.uniform(y + 9, c.H + 2)
        c.stroke(
            [(x, yy), (x + rng.uniform(-1, 1), yy - rng.uniform(2, 5))],
            (0.6, 0.15),
            mix(grass, rng.choice((p.dark, p.light)), rng.uniform(0.1, 0.3)),
            lift=0,
            line=False,
        )
    for _ in range(16):
        bloom(
            c,
            rng.uniform(0, c.W),
            rng.uniform(y + 9, c.H),
            rng.uniform(0.9, 1.9),
            a.lit(rng.choice((p.light, p.warm, p.soft))),
            "daisy",
        )


def runner(c: Canvas) -> None:
    rng = c.rng
    a = _outside(c, c.H * rng.uniform(0.46, 0.54))
    y = c.H * 0.84
    _lane(c, y, a)
    pair = rng.random() < 0.35
    for i in range(2 if pair else 1):
        x = c.W * (0.5 if not pair else 0.34 + 0.34 * i)
        c.shape(oval(x + 1, y + 0.5 + i, 14, 1.5), (*c.palette.dark, 0.22))
        with c.at(x, y + 0.5 + i, min(1.5 if not pair else 1.25, c.H * 0.55 / 46)):
            figure(c, person(c, sporty=True), rng.choice((RUN, STRIDE)), width=6.6)
    if a.hour == "overcast":
        rainfall(c, a, 0.6)


# Yoga


def _lotus(c: Canvas, who: Person) -> None:
    for s in (-1, 1):
        arm(c, who, (s * 3.6, -20), (s * 8.4, -13), (s * 9.6, -6.4))
    for s in (-1, 1):
        leg(c, who, (s * 2.4, -4.4), (s * 12.4, -2.6), (-s * 3.4, -1.4), toe=0, thick=1.05)
    torso(c, who, (0, -19.6), (0, -5), width=8.6)
    head(c, who, 0, -27.4, 4.0, facing=0)


def _tree_pose(c: Canvas, who: Person) -> None:
    leg(c, who, (1.2, -22), (1.4, -11), (1.2, -0.6), toe=1)
    leg(c, who, (-1.4, -21.6), (-10.4, -14.6), (0.2, -11.4), toe=0)
    for s in (-1, 1):
        arm(c, who, (s * 3.2, -36), (s * 6.4, -43.6), (s * 0.7, -51.4))
    torso(c, who, (0, -35.6), (0, -22), width=7.6)
    head(c, who, 0, -42.4, 3.7, facing=0)


def _down_dog(c: Canvas, who: Person) -> None:
    leg(c, who, (1, -24), (8, -13), (15, -0.8), far=True, toe=1)
    arm(c, who, (-10, -12.6), (-14.6, -6.8), (-19.4, -0.9), far=True)
    head(c, who, -9.6, -7.0, 3.5, facing=1, tilt=140)
    torso(c, who, (-9.4, -13.4), (1, -24), width=6.6)
    leg(c, who, (1, -24), (6.4, -12.6), (12.6, -0.8), toe=1)
    arm(c, who, (-9.6, -13), (-15.6, -6.6), (-21, -0.9))


def _warrior(c: Canvas, who: Person) -> None:
    leg(c, who, (-0.6, -18.6), (-9.6, -9.4), (-18.6, -0.7), far=True, toe=-1)
    leg(c, who, (1.4, -18.4), (12.4, -14.4), (12.6, -0.8), toe=1)
    arm(c, who, (-3, -32), (-10, -32.6), (-17.4, -32.4), far=True)
    torso(c, who, (0, -31.6), (0.2, -18.6), width=7.4)
    head(c, who, 0.6, -38.6, 3.7, facing=1)
    arm(c, who, (3, -32), (10, -32.6), (17.4, -32.2))


def yoga(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    if rng.random() < 0.6:
        floor, wall = walls(c, c.H * 0.76)
        w = c.W * rng.uniform(0.4, 0.6)
        x = c.W * rng.uniform(0.1, 0.3)
        a = window(c, x, c.H * 0.08, w, c.H * 0.42, wall, rng.choice(("morning", "day", "golden", "dusk")))
        daylight(c, x, c.H * 0.08, w, floor, a)
        plant(c, c.W * 0.9, floor + 4, c.H * rng.uniform(0.38, 0.5))
        if rng.random() < 0.5:
            plant(c, c.W * 0.09, floor + 5, c.H * rng.uniform(0.22, 0.32))
        elif rng.random() < 0.5:
            pendant(c, c.W * 0.86, c.H * 0.12, 10)
    else:
        a = _outside(c, c.H * 0.5)
        c.shape(
            below(wave(c.W, c.H * 0.7, 1, 60), c.H), mix(a.lit(p.soft), a.lit(p.leaf), rng.choice((0.1, 0.8))), lift=0.4
        )
    y = c.H * 0.9
    mat = rng.choice((p.warm, p.cool, p.leaf, mix(p.warm, p.light, 0.4)))
    c.shape([(c.W * 0.16, y - 5), (c.W * 0.86, y - 5), (c.W * 0.92, y + 5), (c.W * 0.1, y + 5)], mat, 0.2, lift=0.5)
    c.shape(
        [(c.W * 0.16, y - 5), (c.W * 0.19, y - 5), (c.W * 0.135, y + 5), (c.W * 0.1, y + 5)],
        mix(mat, p.dark, 0.2),
        lift=0,
    )
    pose = rng.choice((_lotus, _tree_pose, _down_dog, _warrior))
    scale = {_lotus: 1.9, _tree_pose: 1.2, _down_dog: 1.65, _warrior: 1.55}[pose]
    c.shape(oval(c.W * 0.5 + 2, y + 0.6, 15 * scale, 1.9), (*p.dark, 0.2))
    with c.at(c.W * 0.5, y + 1, min(scale, c.H * 0.66 / (54 if pose is _tree_pose else 32))):
        pose(c, person(c))


# Bicycles


def _wheel(c: Canvas, x: float, y: float, r: float, tyre: Color, rim: Color) -> None:
    for k in range(9):
        a = math.pi * k / 9
        c.stroke(
            [(x + math.cos(a) * r, y + math.sin(a) * r), (x - math.cos(a) * r, y - math.sin(a) * r)],
            0.16,
            rim,
            lift=0,
            line=False,
        )
    for k, w, tone in ((1.0, 1.1, tyre), (0.92, 0.5, rim)):
        ring = oval(x, y, r * k, n=48)
        c.stroke(np.vstack([ring, ring[:1]]), w, tone, curved=False, lift=0.2)
    c.oval(x, y, 0.9, 0.9, tyre, lift=0)


def bike(c: Canvas, color: Color, *, basket: bool = True) -> None:
    """A bicycle from the side, wheels on y = 0, heading right, 50 long."""
    p, rng = c.palette, c.rng
    dark, chrome = mix(p.dark, (20, 20, 26), 0.3), mix(p.light, p.dark, 0.3)
    for x in (-16, 16):
        _wheel(c, x, -9.6, 9.6, dark, chrome)
    crank, seat, neck = (-2.0, -8.6), (-6.4, -22.0), (10.4, -23.0)
    for start, end, w in (
        (seat, (-16, -9.6), 0.9),
        (crank, (-16, -9.6), 0.9),
        (crank, seat, 1.3),
        (seat, neck, 1.3),
        (crank, (11.2, -20.6), 1.4),
        ((9.8, -25.4), (16, -9.6), 1.2),
    ):
        c.stroke([start, end], w, color, 0.3, curved=False, lift=0.2)
    c.oval(*crank, 2.4, 2.4, chrome, lift=0)
    c.stroke([(-2, -8.6), (0.6, -4.4)], 0.7, dark, lift=0)
    c.box(-0.8, -4.6, 3, 0.9, dark, lift=0)
    c.stroke([(-6.4, -22), (-7, -25)], 1.0, chrome, curved=False, lift=0)
    c.curve([(-11, -26.2), (-7, -26.6), (-2.6, -25.6), (-6, -24.4)], p.tuned("8a5a3a"), 0.3, lift=0.2)
    c.stroke([(9.8, -25), (9.2, -28.4), (12, -29.6), (7, -29)], 0.9, chrome, lift=0)
    c.stroke([(7.6, -29), (4.6, -28.4)], 1.5, p.tuned("8a5a3a"), lift=0)
    for x in (-16, 16):
        c.stroke(arc(x, -9.6, 11.2, 11.2, 200, 330, 18), 0.8, color, curved=False, lift=0)
    if basket:
        straw = p.tuned("c9974f", 0.1)
        for i in range(9):
            bloom(
                c,
                13 + i * 1.15 - 0.6,
                -28.6 - rng.uniform(0, 4),
                rng.uniform(1.3, 2.2),
                rng.choice((p.warm, p.soft, p.light, mix(p.cool, p.light, 0.3))),
                rng.choice(("daisy", "round", "tulip")),
            )
        shape = np.array([(11.6, -27.6), (23.4, -27.6), (21.6, -19.6), (13, -19.6)])
        c.shape(shape, straw, 0.4, lift=0.3)
        with c.inside(shape):
            for j in range(4):
                for i in range(7):
                    c.box(11 + i * 2 + (j % 2), -27 + j * 2, 1.3, 0.6, mix(straw, p.dark, 0.28), lift=0, line=False)


def bicycle(c: Canvas) -> None:
    (_leaning if c.rng.random() < 0.5 else _riding)(c)


def _leaning(c: Canvas) -> None:
    """A bicycle before a house front."""
    rng, p = c.rng, c.palette
    y = c.H * 0.86
    wall = wall_color(c)
    facade(c, y, wall)
    pave = mix(p.light, mix(p.dark, p.cool, 0.4), 0.3)
    c.box(-3, y - 3, c.W + 6, c.H, pave, lift=0.4)
    for j in range(5):
        for i in range(9):
            c.box(i * 13 - (j % 2) * 6, y + j * 4.4, 0.3, 4.4, mix(pave, p.dark, 0.2), lift=0, line=False)
        c.box(-3, y + j * 4.4, c.W + 6, 0.3, mix(pave, p.dark, 0.2), lift=0, line=False)
    c.shape(oval(c.W * 0.5, y + 4.4, 38, 1.9), (*p.dark, 0.25))
    with c.at(c.W * 0.48, y + 4, 1.42):
        bike(c, rng.choice((p.warm, p.cool, p.leaf, p.soft, p.light)))
    plant(c, c.W * 0.92, y + 1, rng.uniform(28, 40))


def _riding(c: Canvas) -> None:
    rng = c.rng
    a = _outside(c, c.H * rng.uniform(0.46, 0.54))
    y = c.H * 0.85
    _lane(c, y, a)
    who = person(c)
    c.shape(oval(c.W * 0.48, y + 0.4, 30, 1.7), (*c.palette.dark, 0.22))
    with c.at(c.W * 0.48, y, min(1.45, c.H * 0.62 / 52)):
        hip, neck = (-6.6, -28.0), (-1.2, -41.6)
        leg(c, who, hip, (2.4, -18.6), (-4.6, -12.2), far=True)
        arm(c, who, neck, (3.4, -36), (6.4, -29.4), far=True)
        bike(
            c, rng.choice((c.palette.warm, c.palette.cool, c.palette.soft, c.palette.light)), basket=rng.random() < 0.6
        )
        leg(c, who, hip, (3.6, -21.4), (0.4, -5.4))
        torso(c, who, neck, hip, width=7.2)
        head(c, who, 0.8, -48.6, 3.8)
        arm(c, who, (neck[0], neck[1] + 0.8), (2.4, -35), (6, -29))
    if rng.random() < 0.4:
        c.shape(
            smooth(
                [(-5, c.H * 0.97), (c.W * 0.5, c.H * 0.95), (c.W + 5, c.H * 0.98), (c.W + 5, c.H + 5), (-5, c.H + 5)]
            ),
            a.lit(mix(c.palette.leaf, c.palette.dark, 0.35)),
        )
