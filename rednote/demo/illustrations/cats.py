"""Cats: five ways to be one, in nine coats, where cats like to be."""

import math
from dataclasses import dataclass

from .canvas import Canvas
from .geometry import arc, blob, smooth
from .palettes import Color, mix


@dataclass(frozen=True)
class Coat:
    """Fur, belly, markings and what pattern they make."""

    fur: Color
    pale: Color
    mark: Color
    pattern: str
    eyes: Color


def coat(c: Canvas, name: str | None = None) -> Coat:
    name = name or c.rng.choice(
        ("ginger", "ginger", "tuxedo", "black", "white", "calico", "grey", "silver", "siamese", "cream")
    )
    fur, pale, mark, pattern, eyes = {
        "ginger": ("e08a3c", "fbe3c0", "b95f22", "tabby", "7a9a3c"),
        "tuxedo": ("35353f", "fbf6ec", "35353f", "bib", "c9b23c"),
        "black": ("33323c", "4b4955", "24232b", "plain", "d9b83a"),
        "white": ("fbf5ea", "ffffff", "e6d8c6", "plain", "5f9fc4"),
        "calico": ("fbf3e6", "fffaf2", "dc8136", "patches", "8a9a3c"),
        "grey": ("8d95a3", "c3c8d0", "6b7383", "plain", "d6a83a"),
        "silver": ("b7b6b2", "efece6", "6f6d6c", "tabby", "8fae4c"),
        "siamese": ("f1e2cb", "fbf3e4", "5a4236", "points", "4f8fc0"),
        "cream": ("efcf9f", "fdf1dc", "d3a566", "tabby", "6f9a8a"),
    }[name]
    p = c.palette
    return Coat(p.tuned(fur, 0.08), p.tuned(pale, 0.05), p.tuned(mark, 0.06), pattern, p.tuned(eyes, 0.08))


def _coated(c: Canvas, k: Coat, outline, x: float, y: float, w: float, h: float) -> None:
    """A body part's markings, within its outline; x, y is its upper middle."""
    rng = c.rng
    with c.inside(outline):
        if k.pattern == "tabby":
            for i in range(7):
                yy = y + h * (0.1 + i * 0.13)
                for s in (-1, 1):
                    c.stroke(
                        [(x + s * w * 0.56, yy), (x + s * w * 0.34, yy + h * 0.03), (x + s * w * 0.14, yy - h * 0.01)],
                        (w * 0.06, w * 0.05, 0.1),
                        k.mark,
                        lift=0,
                        line=False,
                    )
        elif k.pattern == "patches":
            for i in range(4):
                tone = k.mark if i % 2 else mix((52, 48, 54), k.mark, 0.12)
                c.shape(
                    blob(
                        rng,
                        x + rng.uniform(-0.4, 0.4) * w,
                        y + rng.uniform(0.05, 0.8) * h,
                        w * rng.uniform(0.18, 0.28),
                        n=9,
                    ),
                    tone,
                    lift=0,
                    line=False,
                )


def face(c: Canvas, x: float, y: float, size: float, k: Coat, mood: str = "") -> None:
    """A cat's head seen from the front, about 20 wide at size 1."""
    rng, p = c.rng, c.palette
    mood = mood or rng.choice(("open", "open", "closed", "happy"))
    dark = mix(p.dark, (30, 24, 30), 0.5)
    points = k.mark if k.pattern == "points" else k.fur
    with c.at(x, y, size):
        for s in (-1, 1):
            ear = smooth([(s * 9.2, -2), (s * 9.4, -12.4), (s * 8.4, -13), (s * 2.2, -7.4)], steps=5)
            patch = k.pattern == "patches" and s > 0
            c.shape(ear, k.mark if patch else points, 0.3)
            c.shape((ear - (s * 7, -7)) * 0.55 + (s * 7, -7), mix(p.tuned("f0a8a0"), k.fur, 0.15), lift=0, line=False)
        head = smooth(
            [
                (0, -8.4),
                (6.2, -7.4),
                (10, -1),
                (9.2, 4),
                (4.6, 7.6),
                (0, 8.2),
                (-4.6, 7.6),
                (-9.2, 4),
                (-10, -1),
                (-6.2, -7.4),
            ]
        )
        c.shape(head, k.fur, 0.4, lift=0.3)
        with c.inside(head):
            if k.pattern == "tabby":
                for dx in (-2.6, 0, 2.6):
                    c.stroke([(dx, -9), (dx * 0.8, -4.6)], (1.3, 0.3), k.mark, lift=0, line=False)
                for s in (-1, 1):
                    for dy in (0.6, 3.2):
                        c.stroke([(s * 10.4, dy), (s * 6.6, dy + 0.2)], (1.1, 0.2), k.mark, lift=0, line=False)
            elif k.pattern == "patches":
                c.shape(blob(rng, 6, -5, 5.6, n=8), k.mark, lift=0, line=False)
                c.shape(blob(rng, -7, -4, 4.6, n=8), mix((52, 48, 54), k.mark, 0.12), lift=0, line=False)
            elif k.pattern == "points":
                c.oval(0, 2.6, 5.4, 5.6, mix(k.mark, k.fur, 0.12), lift=0, line=False)
            if k.pattern in ("bib", "tabby", "patches"):
                c.curve(
                    [(0, -5), (1.6, 0), (5.4, 3.6), (4, 9), (-4, 9), (-5.4, 3.6), (-1.6, 0)], k.pale, lift=0, line=False
                )
        for s in (-1, 1):
            ex, ey = s * 4.4, -0.4
            ink = mix(k.pale, (255, 255, 255), 0.3) if sum(k.fur) < 200 and mood != "open" else dark
            if mood == "open":
                c.oval(ex, ey, 2.0, 2.1, k.eyes, lift=0, line=False)
                c.oval(ex, ey, 0.95, 1.8, dark, lift=0, line=False)
                c.oval(ex - 0.5, ey - 0.7, 0.45, 0.45, (255, 255, 255), lift=0, line=False)
            else:
                sweep = (200, 340) if mood == "happy" else (20, 160)
                c.stroke(
                    arc(ex, ey + (1 if mood == "happy" else -0.6), 2.1, 1.5, *sweep, 10),
                    (0.3, 0.7, 0.3),
                    ink,
                    curved=False,
                    lift=0,
                    line=False,
                )
        nose = p.tuned("e58a86") if sum(k.fur) > 240 else p.tuned("b97a7a")
        c.shape([(-1.1, 2.3), (1.1, 2.3), (0, 3.5)], nose, lift=0, line=False)
        ink = dark if sum(k.fur) > 240 or k.pattern == "bib" else mix(k.pale, k.fur, 0.2)
        for s in (-1, 1):
            c.stroke(arc(s * 1.2, 3.6, 1.3, 1.1, 10, 170, 8), 0.4, ink, curved=False, lift=0, line=False)
            for dy in (-0.6, 0.5, 1.6):
                c.stroke(
                    [(s * 6, 3 + dy * 0.5), (s * 12.6, 2.2 + dy * 1.5)],
                    (0.22, 0.08),
                    mix(p.light, k.pale, 0.3) if sum(k.fur) < 480 else mix(dark, k.fur, 0.4),
                    lift=0,
                    line=False,
                )


def sitting(c: Canvas, k: Coat, mood: str = "") -> None:
    """Upright, looking at you; about 44 high."""
    paws = k.pale if k.pattern in ("bib", "tabby", "patches") else (k.mark if k.pattern == "points" else k.fur)
    tail = k.mark if k.pattern in ("points", "patches") else k.fur
    c.stroke([(7, -3), (15, -2.4), (19, -7), (16, -13), (17.6, -17)], (5, 4.4, 3.6, 2.8), tail, 0.4, lift=0.4)
    body = smooth([(-6, -27), (-9.4, -17), (-12, -7), (-10.6, 0), (10.6, 0), (12, -7), (9.4, -17), (6, -27)])
    c.shape(body, k.fur, 0.6, lift=0.5)
    _coated(c, k, body, 0, -24, 24, 24)
    if k.pattern in ("bib", "tabby", "patches"):
        c.curve([(-4.4, -26), (-4, -15), (0, -9.5), (4, -15), (4.4, -26)], k.pale, lift=0, line=False)
    for s in (-1, 1):
        c.stroke([(s * 3.6, -15), (s * 3.4, -2)], (4.4, 4.2), k.fur, 0.3, lift=0)
        c.oval(s * 3.5, -1.3, 3.1, 1.9, paws, 0.3, lift=0.2)
        for dx in (-0.9, 0.9):
            c.stroke(
                [(s * 3.5 + dx, -1.8), (s * 3.5 + dx, -0.2)],
                0.3,
                mix(paws, k.mark if k.mark != paws else c.palette.dark, 0.5),
                lift=0,
                line=False,
            )
    face(c, 0, -32, 1.0, k, mood)


def loaf(c: Canvas, k: Coat, mood: str = "") -> None:
    """Paws tucked in; about 26 high."""
    body = smooth([(-17, 0), (-19, -7), (-14, -15), (0, -18), (13, -16), (19, -8), (17.6, 0), (0, 0.6)])
    c.stroke(
        [(16, -3), (21, -1.6), (14, 0.4), (4, 0)],
        (4.4, 4.2, 3.4),
        k.mark if k.pattern == "points" else k.fur,
        0.4,
        lift=0.3,
    )
    c.shape(body, k.fur, 0.7, lift=0.5)
    with c.inside(body):
        if k.pattern == "tabby":
            for i in range(7):
                c.stroke(
                    [(-6 + i * 4, -19), (-5 + i * 4.1, -12), (-5.4 + i * 4.1, -8)],
                    (1.5, 1.1, 0.2),
                    k.mark,
                    lift=0,
                    line=False,
                )
        elif k.pattern == "patches":
            c.shape(blob(c.rng, 8, -12, 7), k.mark, lift=0, line=False)
            c.shape(blob(c.rng, -2, -16, 4), mix((52, 48, 54), k.mark, 0.12), lift=0, line=False)
    for s in (-1, 1):
        c.oval(-9 + s * 3.6, -1.2, 4, 2.2, k.pale if k.pattern in ("bib", "patches") else k.fur, 0.3, lift=0.2)
    face(c, -9, -14, 1.0, k, mood or c.rng.choice(("closed", "happy", "open")))


def curled(c: Canvas, k: Coat, mood: str = "closed") -> None:
    """Asleep in a ring; about 20 high."""
    body = smooth([(-19, -4), (-15, -14), (-2, -18.6), (12, -16), (19.6, -7), (16, 0), (0, 1.4), (-14, 0.8)])
    c.shape(body, k.fur, 0.8, lift=0.5)
    with c.inside(body):
        if k.pattern == "tabby":
            for i in range(8):
                a = math.radians(196 + i * 20)
                c.stroke(
                    [(math.cos(a) * 21, -6 + math.sin(a) * 14), (math.cos(a) * 13, -5 + math.sin(a) * 8)],
                    (1.6, 0.3),
                    k.mark,
                    lift=0,
                    line=False,
                )
        elif k.pattern == "patches":
            c.shape(blob(c.rng, 6, -13, 6.4), k.mark, lift=0, line=False)
            c.shape(blob(c.rng, 14, -6, 4.6), mix((52, 48, 54), k.mark, 0.12), lift=0, line=False)
    with c.at(-8.6, -6.4, 0.92, -14):
        face(c, 0, 0, 1.0, k, "closed")
    c.stroke(
        [(17, -6), (15, -0.4), (4, 1.6), (-6, 1.2), (-12, 0)],
        (5.4, 5, 4.4, 3),
        k.mark if k.pattern == "points" else k.fur,
        0.5,
        lift=0.4,
    )
    if k.pattern in ("tabby", "bib"):
        c.oval(-11.4, 0.2, 2, 1.5, k.pale, lift=0, line=False)


def behind(c: Canvas, k: Coat, mood: str = "") -> None:
    """From the back, watching what is outside; about 42 high."""
    body = smooth([(-6, -27), (-10, -15), (-12, -5), (-10, 0), (10, 0), (12, -5), (10, -15), (6, -27)])
    c.shape(body, k.fur, 0.7, lift=0.5)
    _coated(c, k, body, 0, -26, 24, 26)
    points = k.mark if k.pattern == "points" else k.fur
    for s in (-1, 1):
        c.curve(
            [(s * 8.6, -33), (s * 8.8, -43), (s * 7.8, -43.6), (s * 2.2, -38)],
            k.mark if k.pattern == "patches" and s > 0 else points,
            0.3,
        )
    head = smooth([(0, -40), (6.4, -38.6), (9.4, -33), (8, -27), (0, -24.6), (-8, -27), (-9.4, -33), (-6.4, -38.6)])
    c.shape(head, k.fur, 0.5, lift=0.3)
    if k.pattern == "tabby":
        with c.inside(head):
            for dx in (-3, 0, 3):
                c.stroke([(dx, -41), (dx, -33)], (1.3, 0.3), k.mark, lift=0, line=False)
    c.stroke(
        [(6, -2), (11, 3), (10, 12), (13.6, 17)],
        (4.4, 3.8, 3.2, 2.6),
        k.mark if k.pattern in ("points", "patches") else k.fur,
        0.4,
        lift=0.4,
    )


def boxed(c: Canvas, k: Coat, mood: str = "") -> None:
    """In a cardboard box that is too small."""
    card = c.palette.tuned("cda06a", 0.08)
    c.shape([(-17, -15), (-24, -19), (-21, -7), (-15, -4)], mix(card, c.palette.dark, 0.12), 0.3)
    c.shape([(17, -15), (25, -18), (22, -6), (15, -4)], mix(card, c.palette.dark, 0.12), 0.3)
    c.box(-17, -15, 34, 8, mix(card, c.palette.dark, 0.45), lift=0)
    back = smooth([(-14, -4), (-13, -17), (-2, -22), (10, -19), (14, -4)])
    c.shape(back, k.fur, 0.6)
    _coated(c, k, back, 0, -21, 26, 16)
    face(c, -3, -21, 1.0, k, mood or "open")
    c.box(-17, -12, 34, 12, card, 0.4, lift=0.5)
    c.box(-3, -12, 6, 12, mix(card, c.palette.light, 0.25), lift=0, line=False)
    for s in (-1, 1):
        c.box(
            -3 + s * 4.6 - 2.3,
            -14.4,
            4.6,
            5.2,
            k.pale if k.pattern in ("bib", "tabby", "patches") else k.fur,
            0.3,
            r=2.2,
            lift=0.3,
        )
