"""Books in piles, on shelves and open; letters of several scripts on cards and in bubbles."""

import numpy as np

from .blooms import bouquet, petals, sprig
from .canvas import Canvas
from .fittings import book_row
from .geometry import blob, box, oval, smooth
from .greenery import plant
from .palettes import Color, mix
from .stages import above, side, spots, wood
from .tableware import DECOR, JARS, cup, cup_above, glazes, steam, vessel


def books(c: Canvas) -> None:
    c.rng.choice((_pile, _pile, _bookcase, _open_book))(c)


def _pile(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    stage = side(c)
    y = stage.table + (c.H - stage.table) * 0.36
    x = c.W * rng.uniform(0.42, 0.5)
    c.ground_shadow(x + 4, y + 0.6, 32, 3)
    top = y
    for i in range(rng.randint(5, 8)):
        w, h, dx = rng.uniform(42, 56), rng.uniform(5, 8), rng.uniform(-4, 4)
        tone = mix(
            rng.choice((p.warm, p.cool, p.soft, p.leaf, p.dark)), rng.choice((p.light, p.dark)), rng.uniform(0, 0.2)
        )
        left = x - w / 2 + dx
        c.box(left, top - h, w, h, tone, 0.4, r=1, lift=0.5)
        if i % 2:
            c.box(left + w - 3.4, top - h + 1, 3, h - 2, mix(p.light, p.soft, 0.4), lift=0, line=False)
        for k in (0.12, 0.16, 0.8):
            c.box(left + w * k, top - h, 0.8, h, mix(tone, p.light, 0.45), lift=0, line=False)
        c.box(
            left + w * 0.3,
            top - h * 0.62,
            w * rng.uniform(0.2, 0.36),
            h * 0.22,
            mix(tone, p.light, 0.55),
            lift=0,
            line=False,
        )
        top -= h
    if rng.random() < 0.5:
        with c.at(x - 6, top, 1.0):
            cup(c, glazes(c)[0], mix(p.dark, p.warm, 0.4), decor=rng.choice(DECOR))
        steam(c, x - 6, top - 12, 16, 3)
    else:
        plant(c, x + 4, top, rng.uniform(22, 30), rng.choice(("pilea", "trailing", "cactus", "fern")))
    if rng.random() < 0.6:
        bouquet(c, c.W * 0.85, y + 2, rng.uniform(44, 58))
    else:
        with c.at(c.W * 0.86, y, 1, 9):
            book_row(c, -6, 0, 13, 36)


def _bookcase(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    tone = mix(wood(c), p.dark, rng.uniform(0, 0.3))
    c.gradient(tone, mix(tone, p.dark, 0.15))
    rows = 5 if c.H > 115 else 4
    gap = c.H / rows
    for i in range(rows):
        y = gap * (i + 1) - 3
        c.box(-2, y - gap + 3, c.W + 4, gap - 1, mix(tone, p.dark, 0.5), lift=0, line=False)
        x = 1.0
        while x < c.W - 4:
            kind = rng.random()
            if kind < 0.7:
                n = min(rng.uniform(18, 40), c.W - x)
                book_row(c, x, y, n, gap * 0.84)
                x += n + rng.uniform(0, 2)
            elif kind < 0.85:
                plant(c, x + 8, y, gap * rng.uniform(0.6, 0.85), rng.choice(("trailing", "pilea", "snake", "fern")))
                x += 17
            else:
                with c.at(x + 7, y, gap / 42):
                    vessel(c, JARS[rng.choice(("round", "moon", "urn", "jug"))], glazes(c)[0], rng.choice(DECOR))
                x += 15
        c.box(-2, y, c.W + 4, 3, mix(tone, p.light, 0.12), lift=0.8)


def _pages(c: Canvas, half: float, tall: float) -> None:
    """An open book from above, around (0, 0)."""
    p = c.palette
    c.box(
        -half - 1.4,
        -tall / 2 - 1.2,
        half * 2 + 2.8,
        tall + 2.4,
        c.rng.choice((p.warm, p.cool, mix(p.dark, p.cool, 0.3))),
        r=1,
        lift=1,
    )
    paper = mix(p.light, (255, 255, 255), 0.5)
    for s in (-1, 1):
        page = smooth(
            [
                (0, -tall / 2),
                (s * half * 0.5, -tall / 2 - 1.4),
                (s * half, -tall / 2),
                (s * half, tall / 2),
                (s * half * 0.5, tall / 2 - 1.4),
                (0, tall / 2),
            ],
            steps=4,
        )
        c.shape(page, mix(paper, p.dark, 0.02 if s < 0 else 0.05), lift=0)
    c.box(-0.3, -tall / 2, 0.6, tall, mix(paper, p.dark, 0.25), lift=0, line=False)


def _open_book(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    above(c)
    x, y = c.W / 2, c.H * 0.5
    with c.at(x, y, 1, rng.uniform(-14, 14)):
        _pages(c, 33, 46)
        ink = mix(p.light, p.dark, 0.6)
        for i in range(11):
            c.box(-29, -18 + i * 3.4, 25 if i % 5 != 4 else 13, 0.6, ink, lift=0, line=False)
            if i > 5:
                c.box(4, -18 + i * 3.4, 25 if i % 5 != 4 else 15, 0.6, ink, lift=0, line=False)
        plate = box(4, -19, 25, 19)
        c.shape(plate, mix(p.cool, p.light, 0.4), lift=0, line=False)
        with c.inside(plate):
            c.oval(20, -12, 4, 4, p.soft, lift=0, line=False)
            for k in range(3):
                c.shape(blob(rng, 4 + k * 12, 3 - k, 13, 10 - k * 2), mix(p.leaf, p.dark, 0.12 * k), lift=0, line=False)
        c.box(24, -26, 2.6, 14, p.warm, lift=0.3)
    for i, (px, py) in enumerate(spots(c, 4, 0.45)):
        if i == 0:
            cup_above(c, px, py, 9.5, glazes(c)[0], mix(p.dark, p.warm, 0.4), saucer=glazes(c)[1])
        elif i == 1:
            for _ in range(4):
                sprig(c, px, py, 17, rng.uniform(0, 360), p.leaf, 7)
        elif i == 2:
            with c.at(px, py, 1, rng.uniform(-30, 30)):
                for s in (-1, 1):
                    ring = oval(s * 6, 0, 5)
                    c.stroke(np.vstack([ring, ring[:1]]), 0.9, p.dark, curved=False, lift=0.4, line=False)
                c.stroke([(-1, 0), (0, -0.8), (1, 0)], 0.8, p.dark, lift=0, line=False)
        else:
            petals(c, px, py, 8, 5, mix(p.warm, p.light, 0.35))


GLYPHS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "A": (((-3, 4), (0, -4), (3, 4)), ((-1.9, 1.4), (1.9, 1.4))),
    "B": (
        ((-2.4, -4), (-2.4, 4)),
        ((-2.4, -4), (1.6, -3.4), (1.6, -0.8), (-2.4, -0.2)),
        ((-2.4, -0.2), (2.4, 0.6), (2.2, 3.4), (-2.4, 4)),
    ),
    "C": (((3, -2.8), (0.4, -4), (-2.8, -1.6), (-2.8, 1.6), (0.4, 4), (3, 2.8)),),
    "n": (
        ((-2.2, -1), (-2.2, 4)),
        ((-2.2, 0.6), (0.4, -1.2), (2.2, 0.6), (2.2, 4)),
        ((-2, -3.2), (-0.6, -4.2), (0.6, -3.2), (2, -4.2)),
    ),
    "person": (((0.2, -4), (-0.6, 0), (-3.6, 4)), ((-0.2, -1), (1.2, 1.8), (3.8, 4))),
    "big": (((-3.4, -1.2), (3.4, -1.2)), ((0, -4), (-0.6, 0.4), (-3.4, 4)), ((0.2, -0.8), (1.4, 2), (3.6, 4))),
    "mountain": (((0, -4), (0, 3.4)), ((-3.4, -0.8), (-3.4, 3.6), (3.4, 3.6), (3.4, -0.8))),
    "writing": (
        ((0, -4.4), (0.5, -3.2)),
        ((-3.6, -2), (3.6, -2)),
        ((2.2, -1.8), (0, 1.8), (-3.4, 4)),
        ((-2.2, -1.8), (0, 1.8), (3.6, 4)),
    ),
    "middle": (((-3, -2), (3, -2), (3, 1.2), (-3, 1.2), (-3, -2)), ((0, -4.2), (0, 4.4))),
    "no": (((1.6, -3), (-0.4, 2), (-2.8, 2), (-2.8, -1.4), (0.4, -3.2), (3.2, -1), (2.4, 2.4), (0.6, 4)),),
    "shi": (((-1.4, -4), (-1.4, 2), (0.6, 4), (3, 1.8)),),
    "o": (((0, -3.6), (-3, -1), (-2.4, 3), (0, 4), (2.6, 2.8), (3, -1), (0, -3.6)),),
}


def glyph(c: Canvas, name: str, x: float, y: float, size: float, ink: Color) -> None:
    """A letter or a character in brush strokes, readable on mirrored sheets too."""
    with c.at(x, y, size / 8, flip=c.mirrored):
        for line in GLYPHS[name]:
            straight = len(line) == 2 or name in ("mountain", "middle", "A")
            c.stroke(line, (1.15, 0.85) if not straight else 1.0, ink, curved=not straight, lift=0, line=False)


WORDS = (
    ("middle", "writing"),
    ("A", "B", "C"),
    ("big", "mountain"),
    ("no",),
    ("n",),
    ("person",),
    ("mountain",),
    ("B", "A"),
    ("big", "person"),
    ("shi",),
    ("writing",),
)


def letters(c: Canvas) -> None:
    (_cards if c.rng.random() < 0.6 else _speech)(c)


def _cards(c: Canvas) -> None:
    """Flash cards with letters from several scripts."""
    rng, p = c.rng, c.palette
    above(c)
    names = list(GLYPHS)
    rng.shuffle(names)
    hues = [
        mix(p.light, (255, 255, 255), 0.5),
        mix(p.warm, p.light, 0.2),
        mix(p.cool, p.light, 0.25),
        p.soft,
        mix(p.leaf, p.light, 0.3),
        mix(p.dark, p.cool, 0.2),
    ]
    cols, rows = 3, max(2, round(c.H / 36))
    k = 0
    for j in range(rows):
        for i in range(cols):
            x = c.W * (i + 0.5) / cols + rng.uniform(-3, 3)
            y = c.H * (j + 0.5) / rows + rng.uniform(-3, 3)
            tone = hues[(k + j) % 6]
            ink = p.dark if sum(tone) > 330 else p.light
            with c.at(x, y, 1, rng.uniform(-13, 13)):
                c.box(-11.5, -14.5, 23, 29, tone, r=2, lift=0.9)
                frame = box(-9.8, -12.8, 19.6, 25.6, 1.4)
                c.stroke(np.vstack([frame, frame[:1]]), 0.35, mix(tone, ink, 0.4), curved=False, lift=0, line=False)
                glyph(c, names[k % len(names)], 0, -2.4, 14, ink)
                c.box(-4.6, 8.4, 9.2, 0.8, mix(tone, ink, 0.5), lift=0, line=False)
            k += 1
    c.stroke([(c.W * 0.16, c.H * 0.94), (c.W * 0.44, c.H * 0.86)], 1.8, p.warm, 0.3, curved=False, lift=0.7)


def _speech(c: Canvas) -> None:
    """Speech bubbles, each in its own script."""
    rng, p = c.rng, c.palette
    ground = rng.choice((p.soft, mix(p.cool, p.light, 0.35), mix(p.warm, p.light, 0.45), mix(p.dark, p.cool, 0.25)))
    c.gradient(mix(ground, p.light, 0.1), ground)
    for _ in range(26):
        x, y = rng.uniform(0, c.W), rng.uniform(0, c.H)
        c.shape(
            blob(rng, x, y, rng.uniform(0.5, 1.6), n=6),
            mix(ground, rng.choice((p.light, p.warm, p.leaf)), 0.5),
            lift=0,
            line=False,
        )
    hues = [p.warm, p.cool, mix(p.light, (255, 255, 255), 0.4), p.leaf, mix(p.dark, p.cool, 0.2)]
    rng.shuffle(hues)
    words = rng.sample(WORDS, 5)
    for i in range(5):
        tone = hues[i]
        ink = p.light if sum(tone) < 400 else p.dark
        w, h = rng.uniform(27, 33), min(rng.uniform(11, 14), c.H * 0.086)
        x, y = c.W * (0.38 if i % 2 == 0 else 0.62), c.H * (0.14 + 0.18 * i)
        s = -1 if i % 2 == 0 else 1
        c.shape(
            [(x + s * w * 0.4, y + h * 0.5), (x + s * w * 0.86, y + h * 1.55), (x + s * w * 0.76, y + h * 0.3)],
            tone,
            lift=0.3,
        )
        c.shape(oval(x, y, w, h, square=3.4), tone, 0.3, lift=0.8)
        word = words[i][::-1] if c.mirrored else words[i]
        for k, name in enumerate(word):
            glyph(c, name, x + (k - (len(word) - 1) / 2) * 14, y, 11.5, ink)
