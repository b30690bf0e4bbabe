"""A face from the front: skin, hair or hat, glasses, a mood."""

from dataclasses import dataclass

import numpy as np

from .blooms import sprig
from .canvas import Canvas
from .figures import HAIRS, SKINS
from .geometry import arc, blob, oval, smooth
from .palettes import Color, mix

CUTS = (
    "crop",
    "parted",
    "bob",
    "long",
    "wavy",
    "curls",
    "bun",
    "buns",
    "tail",
    "buzz",
    "bald",
    "scarf",
    "beanie",
    "straw",
    "cap",
    "fringe",
)


@dataclass(frozen=True)
class Look:
    """A face: colours, the cut of the hair, and what is worn."""

    skin: Color
    hair: Color
    cloth: Color
    cut: str
    beard: str
    glasses: str


def ground(c: Canvas) -> None:
    """A calm background: a colour, a disc, an arch, a few leaves."""
    rng, p = c.rng, c.palette
    tone = rng.choice(
        (
            p.soft,
            mix(p.cool, p.light, 0.3),
            mix(p.leaf, p.light, 0.35),
            mix(p.warm, p.light, 0.35),
            mix(p.light, p.soft, 0.35),
            p.cool,
            mix(p.dark, p.cool, 0.5),
        )
    )
    c.gradient(mix(tone, p.light, 0.12), tone)
    kind = rng.choice(("plain", "disc", "disc", "arch", "leaves", "stripes", "dots"))
    other = mix(tone, rng.choice((p.light, p.warm, p.soft, p.leaf)), 0.4)
    if kind == "disc":
        c.oval(50, 48, 40, 40, other, lift=0, line=False)
    elif kind == "arch":
        c.shape(np.vstack([arc(50, 48, 36, 36, 180, 360, 40), [(86, 104), (14, 104)]]), other, lift=0, line=False)
    elif kind == "leaves":
        for s in (-1, 1):
            for k in range(4):
                sprig(c, 50 + s * 52, 96 - k * 18, 34, -90 - s * (26 + k * 9), mix(p.leaf, tone, 0.2 + 0.1 * k), 11)
    elif kind == "stripes":
        for i in range(6):
            c.box(i * 18, -2, 9, 104, mix(tone, other, 0.4), lift=0, line=False)
    elif kind == "dots":
        for i in range(6):
            for j in range(6):
                c.oval(i * 20 + (j % 2) * 10, j * 20, 2.6, 2.6, mix(tone, other, 0.6), lift=0, line=False)


def _behind(c: Canvas, k: Look) -> None:
    """The hair that falls behind the face."""
    rng, p = c.rng, c.palette
    if k.cut in ("long", "wavy"):
        c.curve(
            [
                (50, 18),
                (70, 24),
                (77, 48),
                (76 if k.cut == "long" else 81, 78),
                (66, 90),
                (34, 90),
                (24 if k.cut == "long" else 19, 78),
                (23, 48),
                (30, 24),
            ],
            k.hair,
            0.4,
        )
        if k.cut == "wavy":
            for s in (-1, 1):
                for i in range(4):
                    c.oval(50 + s * (26 + (i % 2) * 3), 44 + i * 12, 8, 9, k.hair, 0.3, lift=0.2)
    elif k.cut in ("bob", "fringe"):
        c.curve([(50, 17), (70, 24), (77, 46), (75, 64), (62, 68), (38, 68), (25, 64), (23, 46), (30, 24)], k.hair, 0.4)
    elif k.cut == "curls":
        for i in range(26):
            a = np.radians(150 + i * 240 / 25)
            c.shape(
                blob(rng, 50 + np.cos(a) * 25, 41 + np.sin(a) * 23, rng.uniform(8, 11), n=9),
                mix(k.hair, p.light, 0.07 * (i % 2)),
                0.4,
                lift=0.2,
            )
        c.oval(50, 38, 25, 23, k.hair, lift=0)
    elif k.cut == "tail":
        c.stroke([(64, 26), (84, 34), (86, 56), (78, 74)], (10, 14, 12, 3), k.hair, 0.5)
    elif k.cut == "scarf":
        c.curve(
            [(50, 14), (71, 22), (78, 46), (76, 70), (84, 96), (16, 96), (24, 70), (22, 46), (29, 22)], k.cloth, 0.5
        )
    elif k.cut == "buns":
        for s in (-1, 1):
            c.oval(50 + s * 20, 19, 10, 10, k.hair, 0.5)
    elif k.cut == "bun":
        c.oval(50, 13, 11, 10, k.hair, 0.5)


def _fringe(c: Canvas, k: Look) -> None:
    """The hair, or the hat, over the forehead."""
    p = c.palette
    cap = [(29, 45), (28, 30), (36, 20), (50, 16.5), (64, 20), (72, 30), (71, 45)]
    tone = k.hair
    if k.cut in ("bald", "scarf"):
        if k.cut == "scarf":
            c.curve(
                [
                    (29, 50),
                    (30, 32),
                    (38, 22),
                    (50, 19),
                    (62, 22),
                    (70, 32),
                    (71, 50),
                    (67, 38),
                    (60, 29),
                    (50, 26),
                    (40, 29),
                    (33, 38),
                ],
                mix(k.cloth, p.light, 0.1),
                0.3,
            )
            c.curve(
                [(30, 54), (40, 72), (50, 76), (60, 72), (70, 54), (76, 78), (60, 92), (40, 92), (24, 78)], k.cloth, 0.5
            )
        return
    if k.cut == "buzz":
        c.curve([*cap, (66, 33), (50, 28), (34, 33)], mix(tone, k.skin, 0.25), 0.2, lift=0)
    elif k.cut in ("crop", "curls"):
        c.curve([*cap, (68, 36), (60, 31), (46, 33), (36, 30), (31, 37)], tone, 0.4, lift=0.3)
        if k.cut == "curls":
            for i in range(7):
                c.shape(
                    blob(c.rng, 32 + i * 6, 25 + abs(i - 3) * 1.4, 6, n=8),
                    mix(tone, p.light, 0.07 * (i % 2)),
                    0.4,
                    lift=0.2,
                )
    elif k.cut in ("fringe", "buns"):
        c.curve([*cap, (69, 40), (60, 38), (50, 39.4), (40, 38), (31, 40)], tone, 0.4, lift=0.3)
    elif k.cut in ("beanie", "cap", "straw"):
        c.curve([*cap, (69, 36), (50, 32), (31, 36)], tone, 0.3, lift=0)
        hat = p.tuned("e2bd7e", 0.08) if k.cut == "straw" else c.rng.choice((p.warm, p.cool, p.leaf, p.soft))
        if k.cut == "beanie":
            c.curve([(28, 32), (30, 17), (42, 8), (58, 8), (70, 17), (72, 32), (50, 27)], hat, 0.5)
            c.curve([(27, 35), (28, 28), (50, 22.5), (72, 28), (73, 35), (50, 30)], mix(hat, p.light, 0.2), 0.3)
            c.oval(50, 7, 5.4, 5.2, mix(hat, p.light, 0.4), 0.5)
        elif k.cut == "cap":
            c.curve([(28, 32), (30, 18), (42, 11), (58, 11), (70, 18), (72, 32), (50, 27)], hat, 0.5)
            c.curve([(30, 31), (50, 26), (70, 31), (74, 35), (50, 31.6), (26, 35)], mix(hat, p.dark, 0.2), 0.3)
        else:
            c.oval(50, 28, 36, 7.6, hat, 0.4)
            c.curve([(32, 27), (34, 13), (50, 8.6), (66, 13), (68, 27), (50, 30)], mix(hat, p.light, 0.1), 0.5)
            c.stroke([(32.4, 24.6), (50, 27.6), (67.6, 24.6)], 3.4, c.rng.choice((p.warm, p.dark, p.cool)), lift=0)
    else:
        part = 41 if k.cut != "bob" else 58
        c.curve(
            [
                (29, 48),
                (27, 32),
                (35, 20),
                (50, 16),
                (65, 20),
                (73, 32),
                (71, 48),
                (67, 36),
                (part + 6, 25),
                (part, 24),
                (36, 33),
            ],
            tone,
            0.4,
            lift=0.3,
        )
        c.stroke([(part, 24), (52, 20), (66, 27)], (0.2, 0.7, 0.1), mix(tone, p.light, 0.25), lift=0, line=False)


def _features(c: Canvas, k: Look) -> None:
    rng, p = c.rng, c.palette
    dark = mix(p.dark, (34, 24, 26), 0.6)
    shade = mix(k.skin, mix(p.warm, p.dark, 0.35), 0.32)
    blush = mix(k.skin, p.tuned("e0604f"), 0.34)
    for s in (-1, 1):
        c.oval(50 + s * 12.6, 53, 4.4, 3.0, blush, lift=0, line=False)
    eyes = rng.choice(("dots", "dots", "dots", "happy", "lashes"))
    for s in (-1, 1):
        x = 50 + s * 8.2
        if eyes == "happy":
            c.stroke(arc(x, 47, 3, 2.4, 200, 340, 10), (0.5, 1.2, 0.5), dark, curved=False, lift=0, line=False)
        else:
            c.oval(x, 46, 1.8, 2.2, dark, lift=0, line=False)
            c.oval(x - 0.6, 45.2, 0.6, 0.6, (255, 255, 255), lift=0, line=False)
            if eyes == "lashes":
                c.stroke([(x + s * 1.2, 44.4), (x + s * 3.4, 43)], (0.8, 0.3), dark, lift=0, line=False)
        brow = mix(k.hair, dark, 0.35) if k.cut != "scarf" else dark
        c.stroke(
            [(x - 3.4, 40.6 + s * 0.3), (x, 39.4), (x + 3.4, 40.6 - s * 0.3)], (0.5, 1.3, 0.5), brow, lift=0, line=False
        )
    c.stroke([(50.4, 46), (51.8, 51), (49.4, 52.4)], (0.3, 1.1, 0.8), shade, lift=0, line=False)
    if k.beard:
        if k.beard == "full":
            c.curve(
                [
                    (30.4, 48),
                    (34, 54),
                    (42, 55.4),
                    (50, 54.6),
                    (58, 55.4),
                    (66, 54),
                    (69.6, 48),
                    (67, 62),
                    (58, 71),
                    (50, 73),
                    (42, 71),
                    (33, 62),
                ],
                k.hair,
                0.3,
                lift=0,
            )
        c.curve([(42, 56.4), (50, 54), (58, 56.4), (54, 58), (50, 57), (46, 58)], k.hair, lift=0, line=False)
    mouth = rng.choice(("smile", "smile", "grin", "small"))
    if mouth == "grin":
        open_mouth = arc(50, 57.4, 5.4, 4.8, 0, 180, 16)
        c.shape(open_mouth, mix(dark, p.warm, 0.3), lift=0, line=False)
        with c.inside(open_mouth):
            c.box(44, 57, 12, 1.9, (252, 250, 246), lift=0, line=False)
    elif mouth == "small":
        c.stroke([(47.6, 59), (50, 59.6), (52.4, 59)], (0.5, 1.1, 0.5), mix(dark, p.warm, 0.35), lift=0, line=False)
    else:
        c.stroke(
            arc(50, 56.4, 5.2, 3.8, 20, 160, 12),
            (0.4, 1.2, 0.4),
            mix(dark, p.warm, 0.3),
            curved=False,
            lift=0,
            line=False,
        )
    if rng.random() < 0.2:
        c.scatter(14, (38, 49, 24, 5), (0.28, 0.45), mix(k.skin, p.tuned("b5653a"), 0.5))
    if k.glasses:
        for s in (-1, 1):
            lens = oval(50 + s * 8.6, 46.4, 6.4, 6.0, square=2 if k.glasses == "round" else 4.5)
            c.shape(lens, (255, 255, 255, 0.22))
            c.stroke(np.vstack([lens, lens[:1]]), 1.1, dark, curved=False, lift=0, line=False)
            c.stroke([(50 + s * 15, 45.6), (50 + s * 20.6, 44.4)], 1.0, dark, lift=0, line=False)
        c.stroke([(48, 46), (50, 45.2), (52, 46)], 1.0, dark, lift=0, line=False)


def human(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    ground(c)
    cut = rng.choice(CUTS)
    bearded = rng.random() < 0.35 and cut in ("crop", "parted", "buzz", "bald", "beanie", "cap", "curls")
    cloth = rng.choice((p.warm, p.cool, p.leaf, p.soft, mix(p.dark, p.cool, 0.25), mix(p.light, p.soft, 0.3)))
    k = Look(
        p.tuned(rng.choice(SKINS), 0.05),
        p.tuned(rng.choice(HAIRS), 0.05),
        cloth,
        cut,
        rng.choice(("full", "moustache")) if bearded else "",
        rng.choice(("", "", "", "round", "square")),
    )
    with c.at(50, 52, rng.uniform(1.0, 1.12), rng.uniform(-4, 4)), c.at(-50, -48):
        _behind(c, k)
        body = smooth([(12, 112), (16, 90), (32, 80), (50, 78), (68, 80), (84, 90), (88, 112)])
        c.shape(body, cloth, 0.4)
        with c.inside(body):
            kind = rng.choice(("plain", "plain", "stripes", "collar"))
            for i in range(6):
                if kind == "stripes":
                    c.box(
                        8,
                        84 + i * 5,
                        84,
                        2.2,
                        mix(cloth, p.light if sum(cloth) < 480 else p.dark, 0.5),
                        lift=0,
                        line=False,
                    )
        c.shape(
            smooth([(42, 60), (58, 60), (59, 78), (50, 84), (41, 78)]),
            mix(k.skin, mix(p.warm, p.dark, 0.4), 0.2),
            lift=0,
        )
        if kind == "collar":
            for s in (-1, 1):
                c.shape(
                    [(50, 84), (50 + s * 11, 77), (50 + s * 17, 86), (50 + s * 7, 92)],
                    mix(cloth, p.light, 0.4),
                    0.2,
                    lift=0.2,
                )
        if k.cut != "scarf":
            for s in (-1, 1):
                c.oval(50 + s * 20.4, 48, 3.8, 5, mix(k.skin, p.warm, 0.1), 0.3, lift=0)
                if rng.random() < 0.35:
                    c.oval(50 + s * 21, 54.6, 1.5, 1.9, mix(p.soft, (230, 180, 70), 0.6), lift=0, line=False)
        c.curve(
            [(50, 20), (63, 24), (70, 38), (69.4, 52), (62, 65), (50, 71), (38, 65), (30.6, 52), (30, 38), (37, 24)],
            k.skin,
            0.35,
            lift=0.4,
        )
        _features(c, k)
        _fringe(c, k)
