"""Things one eats and drinks from, seen from the side or from above: vessels, cups, pots, plates, steam."""

import math
from collections.abc import Sequence

import numpy as np

from .canvas import Canvas
from .geometry import Points, arc, blob, leaf, oval, ribbon, smooth, wave
from .palettes import Color, mix

Profile = Sequence[tuple[float, float]]

JARS: dict[str, Profile] = {
    "round": ((5, 0), (9, 3), (10.5, 9), (8, 15), (4, 18), (4.6, 21)),
    "tall": ((4.6, 0), (5.6, 8), (6.4, 18), (4.2, 25), (3, 28), (3.8, 31)),
    "bottle": ((5.5, 0), (7, 4), (7, 11), (3.2, 17), (2, 24), (2.6, 27)),
    "urn": ((3.6, 0), (6, 4), (9.5, 13), (8.6, 18), (5.8, 21), (6.8, 23)),
    "jug": ((6, 0), (7.4, 5), (7, 12), (5, 18), (6, 22)),
    "bowl": ((4, 0), (5, 1), (10, 6), (12, 11)),
    "cup": ((4, 0), (5.4, 2), (6.2, 7), (6.6, 10)),
    "cylinder": ((6, 0), (6.2, 1), (6.4, 13), (6.4, 14)),
    "moon": ((4, 0), (9, 4), (11.4, 11), (9, 18), (4.2, 21), (4.2, 23)),
    "drop": ((6.5, 0), (9, 4), (7, 11), (3, 18), (1.8, 26), (2.4, 29)),
}
DECOR = ("plain", "plain", "dip", "bands", "speckle", "dots", "lines", "leaves", "arches")


def silhouette(profile: Profile) -> Points:
    """The outline of a vessel standing at (0, 0), from half-widths at heights."""
    side = smooth([(half, -height) for half, height in profile], closed=False, steps=7)
    half, foot = profile[0]
    return np.vstack([side, (side * (-1, 1))[::-1], arc(0, -foot, half, half * 0.22, 180, 0, 10)])


def vessel(
    c: Canvas,
    profile: Profile,
    color: Color,
    decor: str = "plain",
    second: Color | None = None,
    *,
    inner: Color | None = None,
) -> None:
    """A thrown pot standing at (0, 0), glazed and perhaps painted."""
    outline = silhouette(profile)
    second = second or mix(color, c.palette.light, 0.55)
    height, mouth = profile[-1][1], profile[-1][0]
    wide = max(half for half, _ in profile)
    c.shape(outline, color, 0.8)
    if decor != "plain":
        with c.inside(outline):
            _decorate(c, decor, wide, height, second)
    rim = mix(color, c.palette.light, 0.3) if decor != "dip" else mix(second, c.palette.light, 0.2)
    c.oval(0, -height, mouth, mouth * 0.22, rim, lift=0)
    c.oval(
        0,
        -height + mouth * 0.02,
        mouth * 0.84,
        mouth * 0.16,
        inner or mix(color, c.palette.dark, 0.5),
        lift=0,
        line=False,
    )
    c.stroke(
        [(-wide * 0.62, -height * 0.62), (-wide * 0.68, -height * 0.42), (-wide * 0.58, -height * 0.24)],
        (0.1, wide * 0.09, 0.1),
        mix(color, (255, 255, 255), 0.45),
        lift=0,
        line=False,
    )


def _decorate(c: Canvas, decor: str, wide: float, height: float, tone: Color) -> None:
    rng = c.rng
    if decor == "dip":
        edge = wave(wide * 2.4, -height * rng.uniform(0.4, 0.62), height * 0.035, wide * 1.1, rng.random() * 6) - (
            wide * 1.2,
            0,
        )
        c.shape(np.vstack([edge, [(wide * 2, -height * 1.3), (-wide * 2, -height * 1.3)]]), tone, lift=0, line=False)
    elif decor in ("bands", "lines"):
        for i in range(2 if decor == "bands" else 6):
            y = -height * (0.35 + 0.3 * i if decor == "bands" else 0.15 + 0.13 * i)
            c.stroke(
                arc(0, y - wide * 0.2, wide * 1.05, wide * 0.22, 175, 5, 14),
                height * (0.09 if decor == "bands" else 0.018),
                tone,
                curved=False,
                lift=0,
                line=False,
            )
    elif decor == "speckle":
        c.scatter(60, (-wide, -height, wide * 2, height), (0.08, 0.24), mix(tone, c.palette.dark, 0.6))
    elif decor == "dots":
        for i in range(6):
            for j in range(5):
                x = (i - 2.5 + (j % 2) / 2) * wide * 0.42
                c.oval(x, -height * (0.14 + j * 0.18), wide * 0.1, wide * 0.1, tone, lift=0, line=False)
    elif decor == "leaves":
        for i in range(5):
            x = (i - 2) * wide * 0.42
            for k in range(4):
                y, side = -height * (0.2 + 0.15 * k), 1 if k % 2 else -1
                c.shape(leaf(x, y, wide * 0.3, wide * 0.13, -90 + side * 50), tone, lift=0, line=False)
    else:
        for i in range(5):
            x = (i - 2) * wide * 0.46
            for r in (0.22, 0.12):
                c.stroke(
                    arc(x, -height * 0.3, wide * r, height * r * 0.9, 180, 360, 12),
                    wide * 0.045,
                    tone,
                    curved=False,
                    lift=0,
                    line=False,
                )


def steam(c: Canvas, x: float, y: float, h: float, count: int = 3) -> None:
    """Wisps that rise and thin out."""
    tone = mix(c.palette.light, (255, 255, 255), 0.6)
    for i in range(count):
        sx, turn = x + (i - (count - 1) / 2) * h * 0.24, c.rng.uniform(0, 6)
        tall = h * c.rng.uniform(0.7, 1.05)
        t = np.linspace(0, 1, 14)
        path = np.column_stack([sx + np.sin(t * 5 + turn) * h * 0.07 * (0.3 + t), y - t * tall])
        c.shape(ribbon(path, (0.2, h * 0.075, h * 0.05, 0.1)), (*tone, 0.5))


def cup(
    c: Canvas,
    color: Color,
    drink: Color,
    *,
    decor: str = "plain",
    second: Color | None = None,
    handle=True,
    saucer: Color | None = None,
) -> None:
    """A cup from the side, standing at (0, 0), some 13 wide."""
    if saucer:
        c.oval(0, 0.2, 10.5, 2, saucer, 0.4)
        c.oval(0, -0.3, 6.5, 1.1, mix(saucer, c.palette.dark, 0.16), lift=0, line=False)
    if handle:
        c.stroke([(5.6, -8), (9.4, -8.2), (9.6, -4.6), (5, -2.6)], 1.3, color, 0.6)
    vessel(c, JARS["cup"], color, decor, second)
    c.oval(0, -9.9, 5.5, 1.0, drink, lift=0, line=False)
    c.oval(-1.4, -10.1, 2.2, 0.32, mix(drink, c.palette.light, 0.35), lift=0, line=False)


def teapot(c: Canvas, color: Color, *, decor: str = "plain", second: Color | None = None, tall: bool = False) -> None:
    """A teapot from the side, standing at (0, 0), some 34 wide."""
    p = c.palette
    h = 19 if tall else 14
    c.stroke([(8, -4), (14, -6), (15.5, -h * 0.75), (19, -h * 0.95)], (4.6, 3, 1.7, 1.5), color, 0.6)
    if c.rng.random() < 0.5:
        c.stroke(
            [(-8, -h * 0.8), (-15.5, -h * 0.95), (-16, -h * 0.35), (-8.5, -h * 0.22)], 1.7, mix(color, p.dark, 0.1), 0.6
        )
    else:
        c.stroke(arc(0, -h * 0.85, 9.4, h * 0.85, 185, 355, 20), 1.5, mix(p.warm, p.dark, 0.35), 0.4, curved=False)
    body = ((6, 0), (10.5, 3), (12, h * 0.5), (9, h * 0.86), (5.4, h))
    vessel(c, body, color, decor, second)
    c.curve([(-6, -h), (-5, -h - 2.2), (0, -h - 3.2), (5, -h - 2.2), (6, -h), (0, -h + 0.9)], color, 0.6)
    c.oval(0, -h - 4, 1.3, 1.2, second or mix(color, p.dark, 0.2), 0.4)


def kettle(c: Canvas, color: Color) -> None:
    """A goose-necked kettle standing at (0, 0)."""
    p = c.palette
    c.stroke([(6, -3), (13, -4), (13, -12), (18, -17)], (2.4, 1.5, 1.1, 0.9), color, 0.5)
    c.stroke([(-6.5, -15), (-14, -16), (-14, -6), (-9, -3.5)], 1.8, mix(p.dark, p.warm, 0.3), 0.4)
    vessel(c, ((9.5, 0), (9.8, 1.5), (7.6, 13), (6, 16)), color)
    c.curve([(-6, -16), (-4, -17.6), (4, -17.6), (6, -16), (0, -15.4)], mix(color, p.light, 0.2), 0.4)
    c.oval(0, -18.6, 1.3, 1.1, mix(p.dark, p.warm, 0.3), 0.3)


def gaiwan(c: Canvas, color: Color, second: Color) -> None:
    """A lidded bowl on its saucer, standing at (0, 0)."""
    c.oval(0, 0, 9, 1.7, color, 0.4)
    vessel(c, ((3, 0.6), (4, 1.4), (7, 6), (8.4, 10.5)), color, "leaves", second)
    c.curve([(-7.6, -10.4), (-5.4, -13), (0, -14.2), (5.4, -13), (7.6, -10.4), (0, -9.4)], color, 0.5)
    c.oval(0, -14.8, 1.8, 0.8, second, 0.3)


# From above


def plate(c: Canvas, x: float, y: float, r: float, color: Color, rim: Color | None = None) -> None:
    c.oval(x, y, r, r, color, 0.25, lift=1.0)
    c.oval(x, y, r * 0.74, r * 0.74, mix(color, c.palette.dark, 0.07), lift=0, line=False)
    c.oval(x + r * 0.02, y + r * 0.02, r * 0.7, r * 0.7, mix(color, c.palette.light, 0.3), lift=0, line=False)
    if rim:
        ring = oval(x, y, r * 0.93, n=48)
        c.stroke(np.vstack([ring, ring[:1]]), r * 0.04, rim, curved=False, lift=0, line=False)


def cup_above(
    c: Canvas, x: float, y: float, r: float, color: Color, drink: Color, *, saucer: Color | None = None, art: str = ""
) -> None:
    """A cup from above, its handle anywhere."""
    if saucer:
        c.oval(x, y, r * 1.65, r * 1.65, saucer, 0.25, lift=0.9)
        c.oval(x, y, r * 1.15, r * 1.15, mix(saucer, c.palette.dark, 0.12), lift=0, line=False)
    a = c.rng.choice((-40, 20, 45, 140))
    with c.at(x, y, 1, a):
        c.box(r * 0.8, -r * 0.16, r * 0.75, r * 0.32, color, 0.3, r=r * 0.16)
    c.oval(x, y, r, r, color, 0.4, lift=0.9)
    c.oval(x, y, r * 0.86, r * 0.86, mix(drink, c.palette.dark, 0.25), lift=0, line=False)
    c.oval(x + r * 0.03, y + r * 0.04, r * 0.81, r * 0.81, drink, lift=0, line=False)
    foam = mix(c.palette.light, drink, 0.12)
    with c.at(x, y, r / 10, a * 0.6):
        if art == "heart":
            c.curve(
                [(0, 6), (-5.4, 0), (-4.2, -4), (-1, -4), (0, -2), (1, -4), (4.2, -4), (5.4, 0)],
                foam,
                lift=0,
                line=False,
            )
        elif art == "rosetta":
            for i in range(4):
                half = 5.6 - i * 1.0
                c.stroke(
                    [(-half, -1 + i * 0.2 - i), (0, 4.2 - i * 2.6), (half, -1 + i * 0.2 - i)],
                    (0.3, 1.3, 0.3),
                    foam,
                    lift=0,
                    line=False,
                )
            c.stroke([(0, 6.2), (0, -6)], (0.8, 0.3), foam, lift=0, line=False)
        else:
            c.stroke(
                arc(0, 0, 6.2, 6.2, 190, 260, 8),
                (0.1, 0.9, 0.1),
                mix(drink, c.palette.light, 0.5),
                curved=False,
                lift=0,
                line=False,
            )


def teapot_above(c: Canvas, x: float, y: float, r: float, color: Color, second: Color) -> None:
    with c.at(x, y, r / 10, c.rng.uniform(-60, 60)):
        c.shape([(8, -2.4), (16, -1.1), (16, 1.1), (8, 2.4)], color, 0.3)
        c.stroke([(-8, -4), (-15, -4.4), (-15, 4.4), (-8, 4)], 1.7, mix(color, c.palette.dark, 0.12), 0.3)
        c.oval(0, 0, 10.5, 10.5, color, 0.6, lift=1.0)
        c.oval(0, 0, 6.2, 6.2, mix(color, c.palette.light, 0.14), 0.4, lift=0.4)
        c.oval(0, 0, 1.9, 1.9, second, 0.4, lift=0.5)


def chopsticks(c: Canvas, x: float, y: float, length: float, angle: float, color: Color) -> None:
    with c.at(x, y, 1, angle):
        for dy in (-0.9, 0.9):
            c.stroke([(0, dy), (length, dy * 1.8)], (0.55, 1.1), color, lift=0.5)
            c.stroke([(length * 0.82, dy * 1.7), (length, dy * 1.8)], 1.1, mix(color, c.palette.dark, 0.4), lift=0)


def spoon(c: Canvas, x: float, y: float, size: float, angle: float, color: Color) -> None:
    with c.at(x, y, size / 20, angle):
        c.stroke([(2, 0), (17, 0)], (0.9, 1.3), color, lift=0.4)
        c.shape(oval(0, 0, 4.2, 2.9), color, 0.6, lift=0.4)


def beans(c: Canvas, x: float, y: float, count: int, spread: float, color: Color) -> None:
    for _ in range(count):
        bx, by = x + c.rng.gauss(0, spread), y + c.rng.gauss(0, spread)
        with c.at(bx, by, c.rng.uniform(0.8, 1.1), c.rng.uniform(0, 180)):
            c.oval(0, 0, 1.7, 1.15, color, 0.5, lift=0.3)
            c.stroke([(-1.4, 0.1), (0, -0.25), (1.4, 0.1)], 0.26, mix(color, c.palette.dark, 0.6), lift=0, line=False)


def leaf_litter(c: Canvas, x: float, y: float, count: int, spread: float, color: Color) -> None:
    """Tea leaves, herbs: a loose heap of small leaves."""
    for _ in range(count):
        a, d = c.rng.uniform(0, math.tau), abs(c.rng.gauss(0, spread))
        tone = mix(color, c.rng.choice((c.palette.dark, c.palette.light)), c.rng.uniform(0, 0.35))
        c.shape(
            leaf(x + math.cos(a) * d, y + math.sin(a) * d, c.rng.uniform(1.4, 3), 0.9, c.rng.uniform(0, 360), 0.3),
            tone,
            lift=0.25,
        )


def crumbs(c: Canvas, x: float, y: float, count: int, spread: float, color: Color) -> None:
    for _ in range(count):
        c.shape(
            blob(c.rng, x + c.rng.gauss(0, spread), y + c.rng.gauss(0, spread), c.rng.uniform(0.2, 0.6), n=5),
            color,
            lift=0,
            line=False,
        )


def glazes(c: Canvas) -> list[Color]:
    """Colours a potter would choose here, in a random order."""
    p = c.palette
    tones = [
        mix(p.light, p.soft, 0.25),
        p.warm,
        p.cool,
        mix(p.dark, p.cool, 0.3),
        mix(p.leaf, p.light, 0.2),
        p.soft,
        p.tuned("b5654a"),
    ]
    c.rng.shuffle(tones)
    return tones
