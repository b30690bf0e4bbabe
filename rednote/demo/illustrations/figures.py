"""People: who they are, and how a body goes together in a pose."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .canvas import Canvas
from .geometry import arc, blob, oval, smooth
from .palettes import Color, mix

At = tuple[float, float]
SKINS = ("f6d3b8", "eab892", "d79a6c", "b97a4e", "93592f", "6e4128", "f2c6a4", "c68a5c")
HAIRS = ("2b211f", "3d2a22", "5e3a22", "8c5a2e", "c8904a", "1f2030", "b5532f", "d8d2cc")
STYLES = ("bun", "short", "bob", "long", "curly", "tail", "cap")


@dataclass(frozen=True)
class Person:
    """Skin, hair and clothes."""

    skin: Color
    hair: Color
    style: str
    top: Color
    bottom: Color
    shoes: Color
    long_sleeves: bool
    shorts: bool


def person(c: Canvas, *, sporty: bool = False) -> Person:
    rng, p = c.rng, c.palette
    top, bottom, shoes = rng.sample([p.warm, p.cool, p.soft, p.leaf, mix(p.dark, p.cool, 0.25), p.light], 3)
    return Person(
        p.tuned(rng.choice(SKINS), 0.06),
        p.tuned(rng.choice(HAIRS), 0.05),
        rng.choice(STYLES),
        top,
        bottom,
        shoes,
        rng.random() < 0.4,
        sporty and rng.random() < 0.5,
    )


def limb(c: Canvas, points: tuple[At, ...], widths: tuple[float, ...], tone: Color) -> None:
    c.stroke(points, widths, tone, 0.45, lift=0.25)


def leg(
    c: Canvas, who: Person, hip: At, knee: At, foot: At, *, far: bool = False, toe: float = 1.0, thick: float = 1.0
) -> None:
    """A leg from the hip, its foot pointing to toe (1 right, -1 left, 0 none)."""
    p = c.palette
    cloth = mix(who.bottom, p.dark, 0.22) if far else who.bottom
    skin = mix(who.skin, p.dark, 0.18) if far else who.skin
    t = thick
    if toe:
        x, y = foot
        c.curve(
            [
                (x - toe * 1.6, y - 1.6),
                (x + toe * 0.6, y - 1.6),
                (x + toe * 3.2, y - 0.2),
                (x + toe * 3.2, y + 0.9),
                (x - toe * 1.8, y + 0.9),
            ],
            mix(who.shoes, p.dark, 0.2) if far else who.shoes,
            0.3,
            lift=0.2,
        )
    if who.shorts:
        limb(c, (knee, foot), (2.9 * t, 1.9 * t), skin)
        limb(c, (hip, knee), (4.4 * t, 3.0 * t), skin)
        middle = (hip[0] + (knee[0] - hip[0]) * 0.62, hip[1] + (knee[1] - hip[1]) * 0.62)
        limb(c, (hip, middle), (5.2 * t, 4.9 * t), cloth)
    else:
        limb(
            c,
            (
                hip,
                ((hip[0] + knee[0]) / 2, (hip[1] + knee[1]) / 2),
                knee,
                ((knee[0] + foot[0]) / 2, (knee[1] + foot[1]) / 2),
                foot,
            ),
            (5.2 * t, 4.4 * t, 3.5 * t, 3.0 * t, 2.2 * t),
            cloth,
        )


def arm(c: Canvas, who: Person, shoulder: At, elbow: At, hand: At, *, far: bool = False) -> None:
    p = c.palette
    cloth = mix(who.top, p.dark, 0.2) if far else mix(who.top, p.light, 0.06)
    skin = mix(who.skin, p.dark, 0.18) if far else who.skin
    c.oval(*hand, 1.25, 1.25, skin, lift=0)
    limb(c, (shoulder, elbow, hand), (2.9, 2.4, 1.6), cloth if who.long_sleeves else skin)
    if not who.long_sleeves:
        middle = (shoulder[0] + (elbow[0] - shoulder[0]) * 0.55, shoulder[1] + (elbow[1] - shoulder[1]) * 0.55)
        limb(c, (shoulder, middle), (3.5, 3.2), cloth)


def torso(c: Canvas, who: Person, shoulder: At, hip: At, *, width: float = 7.0) -> None:
    limb(
        c,
        (shoulder, ((shoulder[0] + hip[0]) / 2, (shoulder[1] + hip[1]) / 2), hip),
        (width, width * 0.84, width * 0.92),
        who.top,
    )


def head(c: Canvas, who: Person, x: float, y: float, r: float = 3.6, *, facing: float = 1.0, tilt: float = 0.0) -> None:
    """A head with hair; facing 1 or -1 from the side, 0 from the front."""
    p = c.palette
    dark = mix(p.dark, (30, 20, 24), 0.5)
    with c.at(x, y, r / 4, tilt, flip=facing < 0):
        front = facing == 0
        if who.style == "long":
            c.curve(
                [
                    (-3.6, -3),
                    (-4.8, 2),
                    (-4.4, 8),
                    (0 if not front else 4.4, 8.4),
                    (0.4 if not front else 4.8, 2),
                    (2, -3),
                ],
                who.hair,
                0.3,
                lift=0.2,
            )
        elif who.style == "bob":
            c.curve(
                [(-4.4, -2), (-5, 3.4), (-1.4, 4.6), (1.6 if not front else 5, 3.4), (2 if not front else 4.4, -2)],
                who.hair,
                0.3,
                lift=0.2,
            )
        elif who.style == "tail":
            c.stroke([(-3.4, -2), (-7, -1), (-8, 4), (-7, 8)], (2.6, 3, 0.6), who.hair, 0.3, lift=0.2)
        elif who.style == "curly":
            for i in range(11):
                c.shape(
                    blob(
                        c.rng,
                        -1 + 4.6 * (c.rng.random() - 0.62 if not front else c.rng.random() - 0.3),
                        -2.4 + c.rng.uniform(-2.6, 3.4),
                        2.3,
                        n=7,
                    ),
                    mix(who.hair, p.light, 0.05 * (i % 2)),
                    0.2,
                    lift=0.1,
                )
        c.stroke([(-0.3, 2), (-0.6, 6)], 2.4, mix(who.skin, p.dark, 0.12), lift=0)
        c.shape(
            smooth([(0, -4), (3.1, -2.4), (3.5, 0.6), (2.4, 3.4), (0.2, 4.4), (-2.4, 3.2), (-3.5, 0.4), (-3.1, -2.4)]),
            who.skin,
            0.3,
            lift=0.15,
        )
        if front:
            for s in (-1, 1):
                c.stroke(arc(s * 1.4, 0.2, 0.75, 0.6, 200, 340, 6), 0.32, dark, curved=False, lift=0, line=False)
                c.oval(s * 2.1, 1.7, 0.7, 0.45, mix(who.skin, p.tuned("e0645a"), 0.4), lift=0, line=False)
            c.stroke(arc(0, 1.7, 1.1, 0.9, 25, 155, 6), 0.32, dark, curved=False, lift=0, line=False)
            fringe = [
                (-3.7, 0),
                (-3.6, -2.8),
                (-1.6, -4.6),
                (1.6, -4.6),
                (3.6, -2.8),
                (3.7, 0),
                (2.8, -1.6),
                (0.4, -2.5),
                (-2.4, -1.8),
            ]
        else:
            c.oval(3.5, 0.8, 0.6, 0.5, who.skin, lift=0, line=False)
            c.oval(2.0, 0.1, 0.36, 0.5, dark, lift=0, line=False)
            c.stroke(arc(2.0, 1.7, 0.9, 0.7, 20, 120, 6), 0.3, dark, curved=False, lift=0, line=False)
            c.oval(1.4, 1.7, 0.8, 0.5, mix(who.skin, p.tuned("e0645a"), 0.4), lift=0, line=False)
            c.oval(-0.9, 0.8, 0.7, 0.9, mix(who.skin, p.dark, 0.15), lift=0, line=False)
            fringe = [
                (3.4, -1.6),
                (2.6, -4.0),
                (0, -4.9),
                (-3, -4.0),
                (-4.2, -0.6),
                (-3.2, 2.4),
                (-1.9, 2.2),
                (-1.6, -0.8),
                (0.6, -2.4),
            ]
        if who.style == "cap":
            c.shape(smooth(fringe), who.hair, 0.2, lift=0)
            c.curve(
                [(-4, -1.2), (-3.4, -4), (0, -5.2), (3.2, -4), (3.8, -1.4), (0, -2)],
                who.top if sum(who.top) > 200 else p.warm,
                0.3,
                lift=0.2,
            )
            c.stroke(
                [(2.6, -1.6), (6.2, -1.2)] if not front else [(-3.4, -1.4), (0, -0.7), (3.4, -1.4)],
                1.1,
                mix(p.warm, p.dark, 0.2),
                lift=0.1,
            )
        else:
            c.shape(smooth(fringe), who.hair, 0.3, lift=0.1)
        if who.style == "bun":
            c.oval(-2.6 if not front else 0, -5.6, 2.1, 1.9, who.hair, 0.4, lift=0.15)


def figure(
    c: Canvas, who: Person, pose: Mapping[str, At], *, toe: float = 1.0, facing: float = 1.0, width: float = 7.0
) -> None:
    """A whole body: far limbs, trunk, near limbs. The pose names neck, hip, head and the joints of both sides."""
    shoulder, hip = pose["neck"], pose["hip"]
    arm(c, who, shoulder, pose["elbow_far"], pose["hand_far"], far=True)
    leg(c, who, hip, pose["knee_far"], pose["foot_far"], far=True, toe=toe)
    leg(c, who, hip, pose["knee"], pose["foot"], toe=toe)
    torso(c, who, shoulder, hip, width=width)
    head(c, who, *pose["head"], facing=facing)
    arm(c, who, (shoulder[0], shoulder[1] + 0.6), pose["elbow"], pose["hand"])


def passer(c: Canvas, x: float, y: float, size: float, *, umbrella: bool = False) -> None:
    """Somebody walking by."""
    rng, p = c.rng, c.palette
    who = person(c)
    pose = {
        "head": (0.6, -43.6),
        "neck": (0.2, -36.8),
        "hip": (0.0, -22.0),
        "knee": (3.4, -11.6),
        "foot": (5.4, -0.9),
        "knee_far": (-1.2, -11.6),
        "foot_far": (-6.4, -1.4),
        "elbow": (-2.6, -30.0),
        "hand": (1.6, -25.0),
        "elbow_far": (4.2, -31.0),
        "hand_far": (5.2, -36.0 if umbrella else -25.0),
    }
    c.shape(oval(x + 1, y, size * 0.22, size * 0.025), (*p.dark, 0.2))
    with c.at(x, y, size / 48, flip=rng.random() < 0.5):
        figure(c, who, pose, width=6.8)
        if umbrella:
            canopy(c, 4, -48, 17, rng.choice((p.warm, p.cool, p.soft, p.leaf, p.light)))
            c.stroke([(5, -35), (4, -60)], 0.7, p.dark, curved=False, lift=0, line=False)


def canopy(c: Canvas, x: float, y: float, r: float, tone: Color) -> None:
    """An open umbrella from the side."""
    p = c.palette
    lobes = np.vstack([arc(x + r * (1 - (2 * i + 1) / 5), y, r / 5, r * 0.1, 0, -180, 8) for i in range(5)])
    dome = np.vstack([arc(x, y, r, r * 0.82, 180, 360, 24), lobes])
    c.shape(dome, tone, 0.4, lift=0.5)
    with c.inside(dome):
        for k in (-0.6, 0.2):
            c.curve(
                [(x, y - r * 0.84), (x + k * r - r * 0.2, y + 2), (x + k * r + r * 0.22, y + 2)],
                mix(tone, p.light, 0.2),
                lift=0,
                line=False,
            )
    c.stroke([(x, y - r * 0.8), (x, y - r * 0.92)], 0.9, p.dark, lift=0, line=False)
