"""Dogs: sitting, lying, trotting; eight breeds or so, at home and outside."""

from dataclasses import dataclass

from .canvas import Canvas
from .geometry import arc, blob, smooth
from .palettes import Color, mix


@dataclass(frozen=True)
class Breed:
    """Fur, pale parts, markings; how its ears and tail are; whether its legs are short."""

    fur: Color
    pale: Color
    mark: Color
    pattern: str
    ears: str
    tail: str
    short: bool


def breed(c: Canvas) -> Breed:
    fur, pale, mark, pattern, ears, tail, short = c.rng.choice(
        (
            ("d98d45", "fdf3e2", "c4752f", "mask", "up", "bob", True),
            ("d99a5b", "fbeedb", "c07f3f", "mask", "up", "curl", False),
            ("e6c388", "f8e7c6", "c9a066", "plain", "drop", "long", False),
            ("4a3a33", "c98d55", "33282a", "brows", "drop", "long", False),
            ("fbf5ea", "ffffff", "3a3538", "spots", "drop", "long", False),
            ("fbf3e4", "fff9ef", "b9743f", "saddle", "drop", "long", False),
            ("cf9a6c", "e2b78e", "a9744a", "curls", "drop", "pom", False),
            ("8a4f2e", "b9794c", "6b3a22", "plain", "long", "long", True),
            ("8b8f99", "ececea", "5c606c", "mask", "up", "curl", False),
        )
    )
    p = c.palette
    return Breed(p.tuned(fur, 0.07), p.tuned(pale, 0.05), p.tuned(mark, 0.06), pattern, ears, tail, short)


def face(c: Canvas, b: Breed, *, tongue: bool = True) -> None:
    """A dog's head from the front around (0, 0), about 22 wide."""
    p, rng = c.palette, c.rng
    dark = mix(p.dark, (30, 24, 30), 0.6)
    ear = mix(b.fur, b.mark, 0.6) if b.pattern not in ("spots", "saddle", "brows") else b.mark
    if b.ears == "up":
        for s in (-1, 1):
            c.curve([(s * 9.4, -3), (s * 10.2, -14.5), (s * 8.8, -15), (s * 2.4, -8.4)], b.fur, 0.3)
            c.curve(
                [(s * 8.2, -5), (s * 8.8, -12), (s * 5, -8)], mix(p.tuned("eab0a0"), b.fur, 0.25), lift=0, line=False
            )
    head = smooth(
        [
            (0, -9.6),
            (6.6, -8.6),
            (9.8, -2.6),
            (8.4, 4),
            (5, 9),
            (0, 10.4),
            (-5, 9),
            (-8.4, 4),
            (-9.8, -2.6),
            (-6.6, -8.6),
        ]
    )
    c.shape(head, b.fur, 0.5, lift=0.3)
    with c.inside(head):
        if b.pattern in ("mask", "saddle"):
            c.curve(
                [(0, -10), (1.7, -3), (6.4, 2.4), (6, 11), (-6, 11), (-6.4, 2.4), (-1.7, -3)],
                b.pale,
                lift=0,
                line=False,
            )
        if b.pattern == "saddle":
            for s in (-1, 1):
                c.shape(blob(rng, s * 7, -4.6, 6, 6.4, n=8), b.mark, lift=0, line=False)
        if b.pattern == "spots":
            for sx, sy, r in ((-4.6, -5.6, 2.4), (5, -7, 1.6), (7, 2, 1.3), (-7.6, 3, 1.2)):
                c.shape(blob(rng, sx, sy, r, n=6), b.mark, lift=0, line=False)
        if b.pattern == "brows":
            c.oval(0, 6, 6.4, 5.6, b.pale, lift=0, line=False)
    if b.pattern == "curls":
        for i in range(9):
            c.shape(
                blob(rng, (i - 4) * 2, -8.6 + abs(i - 4) * 0.5, 3.2, n=7),
                mix(b.fur, b.pale, 0.3 * (i % 2)),
                0.4,
                lift=0.2,
            )
    if b.ears in ("drop", "long"):
        n = 15.0 if b.ears == "long" else 11.0
        for s in (-1, 1):
            flap = [(s * 6, -8.6), (s * 10.6, -7.6), (s * 13, -1), (s * 12.4, n - 6), (s * 9.6, n - 4.6), (s * 8, -1)]
            if b.pattern == "curls":
                for k in range(5):
                    c.shape(
                        blob(rng, s * (10.4 + (k % 2) * 1.4), -5 + k * 3, 3.4, n=7),
                        mix(b.fur, b.mark, 0.4 + 0.2 * (k % 2)),
                        0.4,
                        lift=0.2,
                    )
            else:
                c.curve(flap, ear, 0.5, lift=0.3)
    if tongue:
        c.curve([(-2, 6.6), (2, 6.6), (2.2, 10.4), (0, 12.4), (-2.2, 10.4)], p.tuned("ee7f86", 0.06), lift=0)
    muzzle = b.pale if b.pattern in ("mask", "saddle", "spots", "brows") else mix(b.fur, b.pale, 0.55)
    c.shape(
        smooth([(0, 0.4), (4, 2.4), (5.6, 5.6), (3, 7.9), (0, 6.9), (-3, 7.9), (-5.6, 5.6), (-4, 2.4)]),
        muzzle,
        0.2,
        lift=0,
        line=False,
    )
    c.curve([(-2.7, 1.2), (0, 0.4), (2.7, 1.2), (1.6, 3.4), (0, 4), (-1.6, 3.4)], dark, lift=0, line=False)
    c.oval(-0.8, 1.4, 0.7, 0.4, mix(dark, (255, 255, 255), 0.5), lift=0, line=False)
    c.stroke([(0, 3.8), (0, 6.6)], 0.45, dark, lift=0, line=False)
    for s in (-1, 1):
        c.stroke(arc(s * 2.1, 5.6, 2.1, 1.7, 10, 170, 8), 0.5, dark, curved=False, lift=0, line=False)
        light = sum(b.fur) < 260
        c.oval(s * 4.2, -2.4, 1.4, 1.6, mix(dark, (20, 14, 12), 0.5), lift=0, line=False)
        c.oval(s * 4.2 - 0.4, -3.0, 0.5, 0.5, (255, 255, 255), lift=0, line=False)
        brow = b.pale if light or b.pattern == "brows" else mix(b.fur, dark, 0.45)
        c.oval(s * 4.4, -5.8, 1.3, 0.7, brow, lift=0, line=False)


def _scarf(c: Canvas, y: float, w: float) -> None:
    """A collar with a tag, or a kerchief."""
    p = c.palette
    tone = c.rng.choice((p.warm, p.cool, p.leaf))
    if c.rng.random() < 0.5:
        c.curve(
            [(-w, y - 1), (0, y + 1), (w, y - 1), (w * 0.9, y + 1.6), (0, y + 9), (-w * 0.9, y + 1.6)],
            tone,
            0.4,
            lift=0.3,
        )
        for dx, dy in ((-3, 2), (0, 4.6), (3, 2)):
            c.oval(dx, y + dy, 0.6, 0.6, p.light, lift=0, line=False)
    else:
        c.stroke([(-w, y), (0, y + 2), (w, y)], 2.0, tone, 0.3)
        c.oval(0, y + 3.8, 1.6, 1.6, mix(p.soft, (240, 200, 80), 0.6), 0.3)


def sitting(c: Canvas, b: Breed) -> None:
    """Upright, looking at you; about 46 high."""
    _tail(c, b, 9, -4)
    body = smooth([(-7, -26), (-9.4, -16), (-12.4, -6), (-10.4, 0), (10.4, 0), (12.4, -6), (9.4, -16), (7, -26)])
    c.shape(body, b.fur, 0.6, lift=0.5)
    with c.inside(body):
        _marks(c, b, 0, -14)
        if b.pattern in ("mask", "saddle", "brows"):
            c.curve([(-6, -27), (-5, -13), (0, -7), (5, -13), (6, -27)], b.pale, lift=0, line=False)
    for s in (-1, 1):
        c.oval(s * 9, -4.6, 5, 5.4, b.fur, 0.4, lift=0.3)
        c.stroke([(s * 4.2, -17), (s * 3.8, -2)], (5.4, 4.6), mix(b.fur, b.pale, 0.1), 0.3, lift=0)
        paw = b.pale if b.pattern in ("mask", "saddle", "brows") else mix(b.fur, b.pale, 0.35)
        c.oval(s * 4, -1.4, 3.5, 2.1, paw, 0.3, lift=0.2)
        c.oval(s * 10, -0.8, 4, 1.9, paw, 0.3, lift=0.2)
    _scarf(c, -25, 6.8)
    with c.at(0, -33, 1.06, c.rng.choice((0, 0, -10, 9))):
        face(c, b, tongue=c.rng.random() < 0.65)


def _tail(c: Canvas, b: Breed, x: float, y: float) -> None:
    if b.tail == "curl":
        c.stroke(
            [(x, y), (x + 8, y - 3), (x + 10, y - 11), (x + 4, y - 13), (x + 3, y - 8)],
            (5, 6, 5, 3.4),
            b.fur,
            0.5,
            lift=0.3,
        )
    elif b.tail == "pom":
        c.stroke([(x, y), (x + 7, y - 8)], 2.2, b.fur, 0.3)
        c.shape(blob(c.rng, x + 9, y - 11, 5), mix(b.fur, b.pale, 0.3), 0.6, lift=0.3)
    elif b.tail == "bob":
        c.oval(x + 3, y - 3, 3.4, 3, b.fur, 0.4)
    else:
        c.stroke(
            [(x, y), (x + 8, y - 2), (x + 14, y - 9), (x + 15, y - 15)], (4.4, 3.4, 2.4, 1.2), b.fur, 0.4, lift=0.3
        )


def _marks(c: Canvas, b: Breed, x: float, y: float) -> None:
    rng = c.rng
    if b.pattern == "spots":
        for _ in range(16):
            c.shape(
                blob(rng, x + rng.uniform(-16, 16), y + rng.uniform(-12, 12), rng.uniform(1, 2.2), n=6),
                b.mark,
                lift=0,
                line=False,
            )
    elif b.pattern == "saddle":
        c.shape(blob(rng, x + 4, y - 4, 11, 8, n=10), mix((46, 42, 46), b.mark, 0.1), lift=0, line=False)
    elif b.pattern == "curls":
        for _ in range(26):
            px, py = x + rng.uniform(-15, 15), y + rng.uniform(-12, 13)
            c.stroke(arc(px, py, 1.6, 1.3, 160, 380, 8), 0.4, mix(b.fur, b.mark, 0.5), curved=False, lift=0, line=False)


def trotting(c: Canvas, b: Breed) -> None:
    """From the side, going left; about 34 high, less if its legs are short."""
    leg = 7.0 if b.short else 13.0
    y = -leg - 6
    far = mix(b.fur, c.palette.dark, 0.22)
    for x, foot in ((-9, -12), (12, 8)):
        c.stroke([(x, y + 3), (x + (foot - x) * 0.4, -leg * 0.45), (foot, -0.8)], (5, 3, 2.8), far, lift=0)
    _tail(c, b, 17, y - 2)
    body = smooth(
        [
            (-15, y - 6),
            (-6, y - 6.6),
            (8, y - 6),
            (18, y - 5),
            (19.6, y + 1),
            (15, y + 5.6),
            (4, y + 4.8),
            (-8, y + 7.4),
            (-15.6, y + 4),
        ]
    )
    c.shape(body, b.fur, 0.7, lift=0.5)
    with c.inside(body):
        _marks(c, b, 2, y - 2)
        if b.pattern in ("mask", "saddle", "brows"):
            c.curve([(-18, y - 4), (-12, y), (-9, y + 9), (-18, y + 9)], b.pale, lift=0, line=False)
    for x, foot in ((-11, -7), (14, 18)):
        c.stroke(
            [(x, y + 3), (x + (foot - x) * 0.2 + 1.4, -leg * 0.45), (foot, -1)], (6.4, 3.6, 3.2), b.fur, 0.4, lift=0.2
        )
        c.oval(foot - 0.8, -0.9, 2.6, 1.5, b.pale if b.pattern in ("mask", "saddle") else b.fur, lift=0)
    c.stroke([(-14, y - 1), (-19, y - 8)], (10, 8.6), b.fur, 0.4, lift=0)
    with c.at(-19, y - 11, 0.86, -6):
        face(c, b)
    c.stroke(
        [(-21.6, y - 1.6), (-17, y + 0.6), (-12.4, y - 4)], 1.7, c.rng.choice((c.palette.warm, c.palette.cool)), lift=0
    )


def lying(c: Canvas, b: Breed) -> None:
    """Flat out, chin on paws; about 22 high."""
    _tail(c, b, 18, -3)
    body = smooth([(-14, 0), (-14, -11), (-2, -15), (12, -13.6), (20, -7), (19, 0)])
    c.shape(body, b.fur, 0.7, lift=0.5)
    with c.inside(body):
        _marks(c, b, 4, -9)
    c.oval(13, -4.4, 7, 5.4, b.fur, 0.5, lift=0.3)
    paw = b.pale if b.pattern in ("mask", "saddle", "brows") else mix(b.fur, b.pale, 0.3)
    c.stroke([(16, -1.2), (6, -1.2)], 3.2, paw, 0.3, lift=0.2)
    for dx in (-19, -5.6):
        c.stroke([(dx + 4, -2), (dx - 2, -1.5)], 3.8, paw, 0.3, lift=0.2)
    with c.at(-12.4, -9.6, 0.98, c.rng.choice((0, -7, 6))):
        face(c, b, tongue=False)
