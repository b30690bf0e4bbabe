"""Wool and paper: balls and baskets of yarn, a piece on the needles, a journal with its pens."""

from .blooms import petals, sprig
from .canvas import Canvas
from .geometry import arc, blob, box, leaf, oval, smooth
from .greenery import plant
from .palettes import Color, mix
from .stages import above, side, spots, wood
from .tableware import cup_above, glazes


def yarn(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    hues = [p.warm, p.cool, p.soft, p.leaf, mix(p.warm, p.light, 0.45), mix(p.dark, p.cool, 0.3)]
    rng.shuffle(hues)
    if rng.random() < 0.5:
        stage = side(c)
        y = stage.table + (c.H - stage.table) * 0.4
        x = c.W * 0.46
        c.ground_shadow(x + 4, y + 1, 34, 3.4)
        for i, (dx, dy) in enumerate(((-18, -24), (2, -29), (19, -24), (-8, -19), (11, -18))):
            ball(c, x + dx, y + dy, 12, hues[i])
        c.stroke([(x - 4, y - 18), (x + 26, y - 58)], 1.1, wood(c), curved=False)
        c.stroke([(x + 2, y - 18), (x + 38, y - 52)], 1.1, wood(c), curved=False)
        for tip in ((26, -58), (38, -52)):
            c.oval(x + tip[0], y + tip[1], 1.7, 1.7, p.warm, 0.4)
        _wicker(c, x, y)
        ball(c, c.W * 0.83, y + 3, 10, hues[5])
        c.stroke(
            [(c.W * 0.83 - 6, y + 10), (c.W * 0.6, y + 14), (c.W * 0.4, y + 9), (c.W * 0.16, y + 13)],
            0.7,
            hues[5],
            lift=0,
            line=False,
        )
        return
    above(c)
    x, y = c.W / 2, c.H / 2
    with c.at(x, y + 4, 1, rng.uniform(-14, 14)):
        piece = box(-21, -26, 42, 50)
        c.shape(piece, hues[0], 0.2, lift=0.9)
        with c.inside(piece):
            for j in range(17):
                stripe = hues[1] if j % 6 in (2, 3) else hues[0]
                for i in range(15):
                    for s in (-1, 1):
                        c.shape(
                            leaf(-21 + i * 3 + 1.5, -22 + j * 3 + 1.6, 2.9, 1.3, -90 + s * 36),
                            mix(stripe, p.light, 0.14 if s > 0 else 0.04),
                            lift=0,
                            line=False,
                        )
        c.stroke([(-36, -27), (30, -27)], 1.5, wood(c), 0.3, curved=False, lift=0.6)
        c.oval(-36, -27, 2, 2, p.warm, 0.4, lift=0.4)
        c.stroke([(-14, -31), (44, -20)], 1.5, wood(c), 0.3, curved=False, lift=0.6)
    for i, (px, py) in enumerate(spots(c, 5, 0.42)):
        ball(c, px, py, rng.uniform(9, 13), hues[(i + 1) % 6])
        c.stroke(
            [(px + 6, py + 6), (px + 12, py + 12), (px + 6, py + 18), (px + 14, py + 24)],
            0.7,
            hues[(i + 1) % 6],
            lift=0.2,
            line=False,
        )
    petals(c, x, c.H * 0.9, 6, 12, mix(p.warm, p.light, 0.4))


def ball(c: Canvas, x: float, y: float, r: float, tone: Color) -> None:
    """A ball of wool."""
    outline = oval(x, y, r)
    c.shape(outline, tone, 0.7, lift=0.7)
    with c.inside(outline):
        for k, angle in enumerate((20, 80, 140)):
            with c.at(x, y, r / 10, angle + c.rng.uniform(-10, 10)):
                for i in range(6):
                    yy = -7 + i * 2.8
                    c.stroke(
                        arc(0, yy - 6, 13, 7, 30, 150, 12),
                        0.5,
                        mix(tone, c.palette.light if (i + k) % 3 else c.palette.dark, 0.28),
                        curved=False,
                        lift=0,
                        line=False,
                    )


def _wicker(c: Canvas, x: float, y: float) -> None:
    straw = c.palette.tuned("c9974f", 0.1)
    outline = smooth([(x - 31, y - 19), (x + 31, y - 19), (x + 26, y + 1), (x - 26, y + 1)], steps=5)
    c.shape(outline, straw, 0.7, lift=0.6)
    with c.inside(outline):
        for j in range(7):
            for i in range(22):
                c.box(
                    x - 33 + i * 3.1 + (j % 2) * 1.5,
                    y - 18 + j * 2.9,
                    2.2,
                    1.2,
                    mix(straw, c.palette.dark if (i + j) % 2 else c.palette.light, 0.24),
                    r=0.5,
                    lift=0,
                    line=False,
                )
    c.box(x - 32, y - 20.6, 64, 3, mix(straw, c.palette.dark, 0.15), 0.4, r=1.5, lift=0.4)


def notebook(c: Canvas) -> None:
    """A journal with a drawing in it, pens and a drink around it."""
    rng, p = c.rng, c.palette
    above(c)
    x, y = c.W / 2, c.H / 2
    paper = mix(p.light, (255, 255, 255), 0.5)
    spiral = rng.random() < 0.5
    with c.at(x, y, 1, rng.uniform(-13, 13)):
        c.box(-29, -37, 58, 74, rng.choice((p.warm, p.cool, p.leaf, mix(p.dark, p.cool, 0.3))), 0.2, r=2, lift=1)
        c.box(-26.6, -35.4, 54, 70.8, paper, 0.1, r=1.4, lift=0.3)
        for i in range(15):
            for j in range(20):
                c.oval(-22 + i * 3.4, -32 + j * 3.4, 0.18, 0.18, mix(paper, p.dark, 0.25), lift=0, line=False)
        kind = rng.choice(("plant", "week", "washes"))
        if kind == "plant":
            plant(c, 1, 14, 42, rng.choice(("monstera", "pilea", "rubber", "fern", "fig")))
        elif kind == "week":
            for i in range(6):
                bx, by = -22 + (i % 2) * 24, -30 + (i // 2) * 20
                c.box(
                    bx, by, 21, 4, mix((p.warm, p.cool, p.leaf, p.soft, p.warm, p.cool)[i], p.light, 0.3), r=1, lift=0
                )
                for k in range(4):
                    c.box(
                        bx + 3.4, by + 6.4 + k * 3, rng.uniform(8, 16), 0.6, mix(paper, p.dark, 0.6), lift=0, line=False
                    )
                    c.box(bx, by + 5.8 + k * 3, 1.8, 1.8, mix(paper, p.dark, 0.3), r=0.4, lift=0, line=False)
        else:
            for i in range(3):
                for j in range(3):
                    c.shape(
                        blob(rng, -15 + i * 16, -24 + j * 15, 6.4, wobble=0.08),
                        mix((p.warm, p.cool, p.leaf, p.soft, p.dark)[(i * 2 + j) % 5], p.light, 0.14 * j),
                        0.3,
                        lift=0,
                    )
        for i in range(3):
            c.box(-20, 21 + i * 4, 40 - i * 9, 0.8, mix(paper, p.dark, 0.6), lift=0, line=False)
        if spiral:
            for j in range(19):
                c.stroke(
                    [(-30.4, -34 + j * 3.7), (-25, -34 + j * 3.7)],
                    0.9,
                    mix(p.dark, p.light, 0.3),
                    curved=False,
                    lift=0.2,
                )
        else:
            c.box(18, -37, 2.4, 80, p.warm, lift=0.2)
        c.box(10, -39, 15, 6, (*mix(p.soft, p.warm, 0.3), 0.75))
    for i in range(3):
        with c.at(c.W * 0.88, c.H * (0.3 + 0.07 * i), 1, rng.uniform(-76, -60)):
            tone = (p.warm, p.cool, p.leaf)[i]
            c.box(-15, -1.1, 25, 2.2, tone, 0.3, r=0.6, lift=0.5)
            c.shape([(10, -1.1), (14, 0), (10, 1.1)], p.tuned("eccb98"), lift=0)
    cup_above(c, c.W * 0.13, c.H * 0.14, 9, glazes(c)[0], mix(p.dark, p.warm, 0.4), saucer=glazes(c)[1])
    for _ in range(4):
        sprig(c, c.W * 0.1, c.H * 0.88, 18, rng.uniform(-100, 40), p.leaf, 7)
    with c.at(c.W * 0.86, c.H * 0.88, 1, rng.uniform(0, 90)):
        c.oval(0, 0, 7, 7, mix(p.warm, p.light, 0.3), 0.3, lift=0.6)
        c.oval(0, 0, 4.4, 4.4, mix(p.light, p.soft, 0.4), lift=0)
