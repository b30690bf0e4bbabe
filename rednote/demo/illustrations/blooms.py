"""Flowers and twigs as things one can put somewhere: single heads, sprigs, bunches, wreaths."""

import math

from .canvas import Canvas
from .geometry import blob, leaf, smooth
from .palettes import Color, mix
from .tableware import DECOR, JARS, vessel

BLOOMS = ("daisy", "rose", "tulip", "poppy", "round", "spike", "star")


def greens(c: Canvas) -> list[Color]:
    p = c.palette
    return [
        p.leaf,
        mix(p.leaf, p.dark, 0.3),
        mix(p.leaf, p.light, 0.22),
        mix(p.leaf, p.cool, 0.35),
        mix(p.leaf, p.soft, 0.25),
    ]


def bloom(c: Canvas, x: float, y: float, r: float, color: Color, kind: str) -> None:
    """One flower's head."""
    rng, p = c.rng, c.palette
    turn = rng.uniform(0, 360)
    heart = mix(p.soft, (240, 190, 60), 0.5)
    if kind in ("daisy", "star"):
        count = 11 if kind == "daisy" else 6
        for i in range(count):
            c.shape(
                leaf(x, y, r, r * (0.42 if kind == "daisy" else 0.7), turn + i * 360 / count),
                mix(color, p.light, 0.12 * (i % 2)),
                0.2,
                lift=0.2,
            )
        c.oval(x, y, r * 0.3, r * 0.3, heart, 0.5, lift=0)
    elif kind == "rose":
        c.shape(blob(rng, x, y, r, r * 0.94, wobble=0.08), color, 0.6, lift=0.4)
        for i, k in enumerate((0.74, 0.52, 0.3)):
            c.shape(
                blob(rng, x + r * 0.05 * i, y - r * 0.04 * i, r * k, r * k * 0.9, wobble=0.1, n=7),
                mix(color, p.dark if i % 2 == 0 else p.light, 0.16),
                lift=0,
            )
    elif kind == "tulip":
        for dx, tone in ((-0.4, 0.0), (0.4, 0.1), (0.0, 0.2)):
            c.curve(
                [
                    (x + dx * r, y + r),
                    (x + dx * r * 1.9 - r * 0.34, y),
                    (x + dx * r * 1.3, y - r * 1.1),
                    (x + dx * r * 1.9 + r * 0.34, y),
                ],
                mix(color, p.light, tone),
                0.4,
                lift=0.2,
            )
    elif kind == "poppy":
        for i in range(4):
            a = math.radians(turn + i * 90)
            c.shape(
                blob(rng, x + math.cos(a) * r * 0.45, y + math.sin(a) * r * 0.4, r * 0.66, r * 0.6, wobble=0.14),
                mix(color, p.light, 0.1 * (i % 2)),
                0.4,
                lift=0.3,
            )
        c.oval(x, y, r * 0.26, r * 0.24, p.dark, lift=0)
    elif kind == "spike":
        for k in range(9):
            side = (k % 3 - 1) * r * 0.3
            c.shape(
                blob(rng, x + side, y + r * (0.9 - k * 0.26), r * 0.3 * (1.1 - k * 0.06), n=6),
                mix(color, p.light, 0.2 * (k % 2)),
                0.3,
                lift=0.15,
            )
    else:
        for i in range(7):
            a = math.radians(turn + i * 51)
            d = r * 0.5 * (i > 0)
            c.shape(
                blob(rng, x + math.cos(a) * d, y + math.sin(a) * d, r * 0.5, n=7),
                mix(color, p.light, 0.09 * (i % 3)),
                0.4,
                lift=0.2,
            )


def sprig(c: Canvas, x: float, y: float, length: float, angle: float, color: Color, size: float = 4.0) -> None:
    """A twig with leaves on both sides."""
    with c.at(x, y, 1, angle):
        spine = smooth([(0, 0), (length * 0.5, length * 0.05), (length, 0)], closed=False, steps=6)
        c.stroke(spine, (0.5, 0.2), mix(color, c.palette.dark, 0.25), curved=False, lift=0, line=False)
        for k, (sx, sy) in enumerate(spine[2:]):
            shrink = 1 - 0.4 * k / 11
            c.shape(
                leaf(sx, sy, size * shrink, size * 0.42 * shrink, 48 if k % 2 else -48),
                mix(color, c.palette.light, 0.12 * (k % 2)),
                0.3,
                lift=0.25,
            )
        c.shape(leaf(length, 0, size * 0.7, size * 0.3, 0), color, 0.3, lift=0.2)


def bouquet(c: Canvas, x: float, y: float, size: float, *, jar: str | None = None) -> None:
    """Flowers in a vase standing at x, y, some `size` units high."""
    rng, p = c.rng, c.palette
    hues = [p.warm, mix(p.warm, p.light, 0.45), p.soft, mix(p.cool, p.light, 0.2), mix(p.light, (255, 255, 255), 0.4)]
    rng.shuffle(hues)
    kinds = rng.sample(BLOOMS, 3)
    profile = JARS[jar or rng.choice(("round", "tall", "bottle", "urn", "jug", "moon", "cylinder"))]
    height = profile[-1][1]
    with c.at(x, y, size / 62):
        top = -height
        heads = []
        for i in range(rng.randint(9, 14)):
            a = math.radians(rng.uniform(-155, -25))
            n = rng.uniform(13, 30)
            hx, hy = math.cos(a) * n * 0.85, top + math.sin(a) * n
            c.stroke(
                [(rng.uniform(-1.5, 1.5), top + 4), (hx * 0.35, top + (hy - top) * 0.5), (hx, hy)],
                0.6,
                mix(p.leaf, p.dark, 0.25),
                lift=0,
                line=False,
            )
            heads.append((hy, hx, kinds[i % 3], hues[i % 4]))
        for _ in range(9):
            sprig(
                c,
                rng.uniform(-1, 1),
                top + 2,
                rng.uniform(12, 26),
                rng.uniform(-160, -20),
                rng.choice(greens(c)),
                rng.uniform(4, 6),
            )
        for hy, hx, kind, hue in sorted(heads):
            bloom(c, hx, hy, rng.uniform(3.2, 5.2), hue, kind)
        color = rng.choice(
            (
                mix(p.light, p.soft, 0.3),
                p.cool,
                p.warm,
                mix(p.dark, p.cool, 0.35),
                mix(p.leaf, p.light, 0.35),
                p.tuned("c98a5e"),
            )
        )
        vessel(c, profile, color, rng.choice(DECOR), rng.choice((p.light, p.soft, p.dark)))


def petals(c: Canvas, x: float, y: float, count: int, spread: float, color: Color) -> None:
    """A few fallen petals."""
    for _ in range(count):
        c.shape(
            leaf(x + c.rng.gauss(0, spread), y + c.rng.gauss(0, spread * 0.5), 2.2, 1.3, c.rng.uniform(0, 360)),
            color,
            0.2,
            lift=0.2,
        )


def wreath(c: Canvas, x: float, y: float, r: float) -> None:
    """Leaves and flowers in a ring."""
    rng, p = c.rng, c.palette
    kinds = rng.sample(BLOOMS[:5], 2)
    for i in range(30):
        a = math.tau * i / 30
        sprig(
            c,
            x + math.cos(a) * r,
            y + math.sin(a) * r,
            rng.uniform(7, 12),
            math.degrees(a) + 90 + rng.choice((-35, 0, 30)),
            rng.choice(greens(c)),
            4.5,
        )
    for i in range(13):
        a = math.tau * i / 13 + rng.uniform(-0.1, 0.1)
        d = r + rng.uniform(-3, 3)
        bloom(
            c,
            x + math.cos(a) * d,
            y + math.sin(a) * d,
            rng.uniform(2.6, 5.4),
            rng.choice((p.warm, p.soft, mix(p.warm, p.light, 0.5), mix(p.cool, p.light, 0.3))),
            rng.choice(kinds),
        )
