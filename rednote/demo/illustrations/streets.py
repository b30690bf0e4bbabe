"""Life in the street: a market stall, umbrellas in the rain."""

from .canvas import Canvas
from .figures import arm, head, passer, person, torso
from .fittings import GLOW
from .geometry import smooth
from .orchard import FRUITS, fruit
from .palettes import mix
from .sky import air, rainfall, sky
from .tableware import steam
from .towns import awning, lantern, street


def market(c: Canvas) -> None:
    """A stall with crates of fruit, lanterns, somebody behind it."""
    rng, p = c.rng, c.palette
    foot = c.H * 0.9
    a = sky(c, foot, ("morning", "day", "golden", "dusk", "night"))
    street(c, a, c.H * 0.74)
    c.box(-3, c.H * 0.74, c.W + 6, c.H, a.lit(mix(p.light, mix(p.dark, p.warm, 0.4), 0.35)), lift=0.3)
    if a.dark:
        c.glow(c.W / 2, c.H * 0.5, 60, GLOW, 0.5)
    top, counter = c.H * 0.3, c.H * 0.66
    x, w = c.W * 0.09, c.W * 0.82
    for s in (x + 1, x + w - 3):
        c.box(s, top, 2, foot - top, p.tuned("8a5a3a"), 0.3, lift=0.4)
    c.box(x + 3, top, w - 6, counter - top, (*mix(p.dark, p.warm, 0.2), 0.55))
    hot = rng.random() < 0.5
    who = person(c)
    with c.at(c.W * 0.5, counter + 17, 0.95):
        arm(c, who, (4, -36), (8, -28), (5, -21), far=True)
        torso(c, who, (0, -36), (0, -14), width=10)
        head(c, who, 0, -43.6, 4.4, facing=0)
        arm(c, who, (-4, -36), (-8.6, -28), (-5, -21))
        c.box(-4.4, -30, 8.8, 18, mix(p.light, p.soft, 0.3), r=1, lift=0.2)
    kinds = list(FRUITS)
    rng.shuffle(kinds)
    for row in range(2):
        for i in range(4):
            bx, by, bw = x + 3 + i * (w - 6) / 4, counter + row * 11, (w - 8) / 4
            if hot and row == 0 and i % 2:
                c.oval(bx + bw / 2, by, bw * 0.44, 3.6, mix(p.dark, p.cool, 0.3), 0.5)
                c.oval(bx + bw / 2, by - 1, bw * 0.38, 2.6, p.tuned("e0a04a"), lift=0)
                steam(c, bx + bw / 2, by - 3, 20, 2)
                continue
            for k in range(9):
                fruit(
                    c,
                    bx + 3 + (k % 5) * (bw - 6) / 4,
                    by - 0.4 - (k // 5) * 2.6,
                    2.5,
                    kinds[(i + row * 4) % len(kinds)],
                )
            c.box(bx + 0.4, by, bw - 0.8, 8, p.tuned(rng.choice(("c99a6b", "b98554"))), 0.3, lift=0.4)
            c.box(bx + 0.4, by + 3.6, bw - 0.8, 0.5, p.tuned("7d5238"), lift=0, line=False)
            c.box(bx + bw * 0.3, by + 1.6, bw * 0.4, 4, mix(p.light, (255, 255, 255), 0.4), r=0.4, lift=0.1)
            c.box(bx + bw * 0.38, by + 3.2, bw * 0.24, 0.8, p.dark, lift=0, line=False)
    c.box(
        x,
        counter + 19.4,
        w,
        foot - counter - 18,
        mix(rng.choice((p.warm, p.cool, p.leaf)), p.dark, 0.15),
        0.2,
        lift=0.4,
    )
    awning(c, x - 5, top - 9, w + 10, 14)
    for i in range(5):
        lx, ly = x + w * (0.1 + 0.2 * i), top + 10 + 2.4 * (2 - abs(i - 2))
        if a.dark:
            c.glow(lx, ly, 11, GLOW, 0.6)
        c.oval(lx, ly, 2.6, 3.1, mix(p.warm, GLOW, 0.45), 0.4, lift=0.3)
        c.box(lx - 1.2, ly - 3.6, 2.4, 0.8, p.dark, lift=0)
        c.box(lx - 0.1, ly - 8, 0.2, 5, p.dark, lift=0, line=False)
    for s in (-1, 1):
        if rng.random() < 0.75:
            passer(c, c.W * (0.5 + s * rng.uniform(0.3, 0.44)), c.H * 0.975, rng.uniform(44, 50))


def rain(c: Canvas) -> None:
    """Umbrellas in a wet street."""
    rng, p = c.rng, c.palette
    foot = c.H * 0.68
    a = air(c, rng.choice(("overcast", "dusk", "dusk", "night")))
    c.gradient(a.top, a.bottom, 0, foot)
    street(c, a, foot)
    wet = a.lit(mix(p.dark, p.cool, 0.55))
    c.gradient(mix(wet, p.light, 0.2), wet, foot, c.H)
    for _ in range(40):
        x, y = rng.uniform(0, c.W), rng.uniform(foot + 2, c.H)
        half = rng.uniform(2, 8)
        c.stroke(
            [(x - half, y), (x + half, y)],
            (0.05, rng.uniform(0.4, 1.0), 0.05),
            mix(wet, rng.choice((GLOW, p.warm, p.light, p.cool)), 0.4),
            lift=0,
            line=False,
        )
    for i in range(2):
        lantern(c, c.W * (0.2 + 0.6 * i), foot + 3, 28, a)
    crowd = sorted((rng.uniform(foot + 4, c.H * 0.97), rng.uniform(0.08, 0.92)) for _ in range(rng.randint(3, 5)))
    for y, x in crowd:
        size = 18 + 30 * (y - foot) / (c.H - foot)
        c.shape(
            smooth([(c.W * x - 3, y), (c.W * x + 3, y), (c.W * x + 2, y + size * 0.4), (c.W * x - 2, y + size * 0.4)]),
            (*p.dark, 0.14),
        )
        passer(c, c.W * x, y, size, umbrella=True)
    rainfall(c, a, 1.3)
