"""Streets and travel: skylines, markets, rain on umbrellas, trains through the land."""

import numpy as np

from .canvas import Canvas
from .figures import Person, arm, figure, head, leg, person, torso
from .furniture import GLOW, view
from .geometry import arc, below, box, oval, ridge, smooth, wave
from .greenery import bloom, plant
from .landscapes import fir, poplar, tree
from .orchard import FRUITS, fruit
from .palettes import Color, mix
from .sky import Air, air, rainfall, sky
from .tableware import steam


def skyline(c: Canvas, foot: float, a: Air, height: float = 22, far: float = 0.4) -> None:
    """Towers in the haze."""
    rng, p = c.rng, c.palette
    x = -3.0
    while x < c.W + 3:
        w, h = rng.uniform(5, 11), height * rng.uniform(0.35, 1.0)
        tone = a.far(mix(rng.choice((p.cool, p.dark, p.warm)), p.dark, 0.15), far)
        c.box(x, foot - h, w, h + 2, tone, lift=0)
        if rng.random() < 0.25:
            c.box(x + w / 2 - 0.25, foot - h - 4, 0.5, 4.4, tone, lift=0, line=False)
        lit = mix(GLOW, tone, 0.25) if a.dark else mix(tone, p.light, 0.25)
        for _ in range(int(h * w / 14)):
            c.box(x + rng.uniform(0.1, 0.8) * w, foot - h * rng.uniform(0.08, 0.94), 0.7, 1.0, lit, lift=0, line=False)
        x += w + rng.uniform(-0.5, 1.6)


def _pane(c: Canvas, x: float, y: float, w: float, h: float, a: Air | None, frame: Color) -> None:
    rng, p = c.rng, c.palette
    lit = a is not None and a.dark and rng.random() < 0.65
    glass = mix(GLOW, p.warm, rng.uniform(0, 0.2)) if lit else mix(p.cool, p.dark, 0.25)
    if a is not None:
        glass = glass if lit else a.lit(glass)
    c.box(x - 0.6, y - 0.6, w + 1.2, h + 1.2, frame, lift=0.15)
    c.box(x, y, w, h, glass, lift=0, line=False)
    if not lit:
        c.shape([(x, y + h * 0.5), (x + w * 0.6, y), (x + w * 0.9, y), (x, y + h * 0.8)], (*p.light, 0.25))
    c.box(x + w / 2 - 0.2, y, 0.4, h, frame, lift=0, line=False)
    c.box(x, y + h * 0.42, w, 0.4, frame, lift=0, line=False)


def facade(c: Canvas, foot: float, wall: Color) -> None:
    """A house front close by: a shop door, a window, an awning."""
    rng, p = c.rng, c.palette
    c.gradient(wall, mix(wall, p.dark, 0.08))
    for _ in range(36):
        x, y = rng.uniform(0, c.W), rng.uniform(0, foot)
        c.box(x, y, rng.uniform(3, 6), 1.5, mix(wall, rng.choice((p.dark, p.light)), 0.08), r=0.3, lift=0, line=False)
    frame = mix(p.light, (255, 255, 255), 0.3)
    for i in range(2):
        _pane(c, c.W * (0.16 + 0.42 * i), c.H * 0.06, c.W * 0.24, c.H * 0.2, None, frame)
        c.box(c.W * (0.16 + 0.42 * i) - 3, c.H * 0.27, c.W * 0.24 + 6, 3.4, p.tuned("a8693c"), 0.3, lift=0.4)
        for _ in range(11):
            bloom(c, c.W * (0.16 + 0.42 * i) + rng.uniform(-2, c.W * 0.24 + 2), c.H * 0.27 - rng.uniform(0, 3), rng.uniform(1.4, 2.4), rng.choice((p.warm, p.soft, p.light)), "round")
    top = c.H * 0.4
    door = rng.choice((p.warm, p.leaf, p.cool, mix(p.dark, p.cool, 0.3)))
    c.box(c.W * 0.1, top, 24, foot - top - 3, frame, lift=0.4)
    c.box(c.W * 0.1 + 2, top + 2, 20, foot - top - 5, door, 0.3, lift=0)
    c.box(c.W * 0.1 + 5, top + 6, 14, 18, mix(p.cool, p.light, 0.5), lift=0)
    c.oval(c.W * 0.1 + 19, top + 32, 1, 1, mix(p.soft, (220, 180, 90), 0.6), lift=0)
    x, w = c.W * 0.42, c.W * 0.5
    c.box(x, top + 6, w, foot - top - 22, frame, lift=0.4)
    glass = box(x + 1.6, top + 8, w - 3.2, foot - top - 26)
    c.shape(glass, mix(p.cool, p.dark, 0.2), lift=0)
    with c.inside(glass):
        c.glow(x + w * 0.5, top + 14, 26, GLOW, 0.7)
        for i in range(5):
            plant(c, x + w * (0.1 + 0.2 * i), foot - 19, rng.uniform(12, 22))
        c.shape([(x + 4, foot), (x + 12, foot), (x + 30, top), (x + 22, top)], (255, 255, 255, 0.18))
    awning(c, x - 2, top, w + 4, 11)


def awning(c: Canvas, x: float, y: float, w: float, h: float, tone: Color | None = None) -> None:
    """A striped awning with a scalloped edge."""
    p = c.palette
    one, two = tone or c.rng.choice((p.warm, p.cool, p.leaf)), mix(p.light, (255, 255, 255), 0.5)
    count = max(4, round(w / 7))
    step = w / count
    for i in range(count):
        color = one if i % 2 == 0 else two
        x0 = x + i * step
        inner = x + w * 0.06 + i * step * 0.88
        c.shape([(inner, y), (inner + step * 0.88, y), (x0 + step, y + h), (x0, y + h)], color, lift=0.2)
        c.shape(np.vstack([arc(x0 + step / 2, y + h, step / 2, step * 0.42, 0, 180, 10)]), mix(color, p.dark, 0.08), lift=0)


def _house_front(c: Canvas, x: float, foot: float, w: float, h: float, a: Air) -> None:
    rng, p = c.rng, c.palette
    wall = a.lit(rng.choice((p.soft, mix(p.warm, p.light, 0.25), mix(p.cool, p.light, 0.35), mix(p.leaf, p.light, 0.4), p.light, p.warm, p.tuned("b5654a"))))
    frame = a.lit(mix(p.light, (255, 255, 255), 0.4))
    roof = a.lit(mix(p.dark, rng.choice((p.warm, p.cool)), 0.35))
    kind = rng.choice(("gable", "flat", "stepped", "mansard"))
    if kind == "gable":
        c.shape([(x - 1, foot - h), (x + w / 2, foot - h - w * 0.55), (x + w + 1, foot - h)], roof, 0.3, lift=0.3)
    elif kind == "stepped":
        for i in range(3):
            c.box(x + w * 0.14 * i, foot - h - 3.4 * (i + 1), w * (1 - 0.28 * i), 4, wall, lift=0.2)
    elif kind == "mansard":
        c.shape([(x - 1, foot - h), (x + w * 0.12, foot - h - 9), (x + w * 0.88, foot - h - 9), (x + w + 1, foot - h)], roof, 0.3, lift=0.3)
        _pane(c, x + w / 2 - 2, foot - h - 7, 4, 6, a, frame)
    c.box(x, foot - h, w, h + 1, wall, 0.35, lift=0.5)
    c.box(x - 0.6, foot - h - 1, w + 1.2, 1.8, frame, lift=0.2)
    cols = max(2, int(w / 7))
    y = foot - h + 4
    while y < foot - 22:
        for i in range(cols):
            pw = w / cols * 0.5
            px = x + w * (i + 0.5) / cols - pw / 2
            _pane(c, px, y, pw, pw * 1.5, a, frame)
            if rng.random() < 0.25:
                for _ in range(5):
                    bloom(c, px + rng.uniform(0, pw), y + pw * 1.5 + 0.6, rng.uniform(0.6, 1.1), a.lit(rng.choice((p.warm, p.leaf, p.light))), "round")
        y += w / cols * 0.5 * 1.5 + 4.4
    shop = mix(GLOW, p.warm, 0.15) if a.dark else a.lit(mix(p.cool, p.dark, 0.3))
    c.box(x + w * 0.08, foot - 13, w * 0.5, 11, shop, lift=0)
    c.box(x + w * 0.68, foot - 14, w * 0.22, 14, a.lit(rng.choice((p.warm, p.leaf, p.dark))), lift=0)
    awning(c, x + w * 0.03, foot - 18.4, w * 0.6, 5, a.lit(rng.choice((p.warm, p.cool, p.leaf))))
    if a.dark:
        c.glow(x + w * 0.34, foot - 6, w * 0.7, GLOW, 0.35)


def _passer(c: Canvas, x: float, y: float, size: float, *, umbrella: bool = False) -> None:
    """Somebody walking by."""
    rng, p = c.rng, c.palette
    who = person(c)
    pose = {"head": (0.6, -43.6), "neck": (0.2, -36.8), "hip": (0.0, -22.0), "knee": (3.4, -11.6), "foot": (5.4, -0.9), "knee_far": (-1.2, -11.6), "foot_far": (-6.4, -1.4), "elbow": (-2.6, -30.0), "hand": (1.6, -25.0), "elbow_far": (4.2, -31.0), "hand_far": (5.2, -36.0 if umbrella else -25.0)}
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
            c.curve([(x, y - r * 0.84), (x + k * r - r * 0.2, y + 2), (x + k * r + r * 0.22, y + 2)], mix(tone, p.light, 0.2), lift=0, line=False)
    c.stroke([(x, y - r * 0.8), (x, y - r * 0.92)], 0.9, p.dark, lift=0, line=False)


def _street(c: Canvas, a: Air, foot: float) -> None:
    rng = c.rng
    skyline(c, foot - 10, a, 46, 0.55)
    x = -4.0
    while x < c.W + 2:
        w = rng.uniform(19, 29)
        _house_front(c, x, foot, w, rng.uniform(0.36, 0.56) * c.H, a)
        x += w + rng.choice((0.0, 0.0, 1.2))


def _lantern(c: Canvas, x: float, y: float, h: float, a: Air) -> None:
    p = c.palette
    iron = mix(p.dark, p.cool, 0.1)
    c.box(x - 0.5, y - h, 1, h, iron, lift=0.2)
    c.box(x - 1.4, y - 3, 2.8, 3, iron, lift=0)
    if a.dark:
        c.glow(x, y - h - 2, 17, GLOW, 0.7)
    c.shape([(x - 2, y - h - 5), (x + 2, y - h - 5), (x + 1.3, y - h), (x - 1.3, y - h)], mix(GLOW, p.light, 0.2), lift=0)
    c.shape([(x - 2.6, y - h - 5), (x, y - h - 7.4), (x + 2.6, y - h - 5)], iron, lift=0)


def city(c: Canvas) -> None:
    rng, p = c.rng, c.palette
    foot = c.H * rng.uniform(0.78, 0.84)
    a = sky(c, foot, ("morning", "day", "golden", "dusk", "dusk", "night", "overcast"))
    if rng.random() < 0.35:
        _rooftops(c, a)
        return
    _street(c, a, foot)
    pave = a.lit(mix(p.light, mix(p.dark, p.cool, 0.4), 0.35))
    c.box(-3, foot, c.W + 6, c.H, pave, lift=0.4)
    c.box(-3, foot + (c.H - foot) * 0.45, c.W + 6, c.H, mix(pave, p.dark, 0.28), lift=0.3)
    for i in range(6):
        c.box(c.W * i / 5 - 6, foot + (c.H - foot) * 0.72, 11, 1.2, mix(pave, p.light, 0.5), lift=0, line=False)
    for i in range(2):
        _lantern(c, c.W * (0.24 + 0.52 * i), foot + 4, 26, a)
    for _ in range(rng.randint(2, 4)):
        _passer(c, c.W * rng.uniform(0.1, 0.9), foot + rng.uniform(4, 7), rng.uniform(15, 18))
    if rng.random() < 0.6:
        tree(c, c.W * rng.choice((0.06, 0.94)), foot + 5, 34, a.lit(p.leaf), a.lit(p.dark))


def _rooftops(c: Canvas, a: Air) -> None:
    """Roof behind roof, windows, chimneys, washing lines."""
    rng, p = c.rng, c.palette
    skyline(c, c.H * 0.5, a, 50, 0.5)
    for row in range(4):
        y = c.H * (0.5 + 0.14 * row)
        x = rng.uniform(-14, -2)
        while x < c.W + 4:
            w, h = rng.uniform(18, 30), rng.uniform(7, 14)
            wall = a.far(rng.choice((p.soft, p.light, mix(p.warm, p.light, 0.4), mix(p.cool, p.light, 0.4))), 0.3 - row * 0.1)
            roof = a.far(mix(p.warm, rng.choice((p.dark, p.soft, p.cool)), rng.uniform(0.05, 0.35)), 0.3 - row * 0.1)
            c.box(x, y, w, c.H, wall, 0.2, lift=0.4)
            c.shape([(x - 1.4, y + 0.6), (x + w * 0.16, y - h), (x + w * 0.84, y - h), (x + w + 1.4, y + 0.6)], roof, 0.4, lift=0.4)
            for i in range(3):
                c.box(x, y - h * (0.25 + 0.25 * i), w, 0.3, (*p.dark, 0.14))
            if rng.random() < 0.5:
                c.box(x + w * 0.7, y - h - 5, 3, 6, mix(roof, p.dark, 0.3), lift=0.2)
            for i in range(2):
                _pane(c, x + w * (0.18 + 0.4 * i), y + 4, w * 0.2, w * 0.3, a, a.lit(p.light))
            x += w + rng.uniform(0, 2)
    if rng.random() < 0.6:
        y = c.H * 0.72
        line = np.array([(c.W * t, y + 5 * 4 * t * (1 - t)) for t in np.linspace(0, 1, 20)])
        c.stroke(line, 0.3, p.dark, curved=False, lift=0, line=False)
        for i in range(3, 17, 2):
            c.box(line[i, 0] - 2, line[i, 1], 4.2, rng.uniform(5, 8), rng.choice((p.warm, p.light, p.cool, p.soft)), 0.3, r=0.4, lift=0.3)


def market(c: Canvas) -> None:
    """A stall with crates of fruit, lanterns, somebody behind it."""
    rng, p = c.rng, c.palette
    foot = c.H * 0.9
    a = sky(c, foot, ("morning", "day", "golden", "dusk", "night"))
    _street(c, a, c.H * 0.74)
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
    with c.at(c.W * 0.5, counter + 14, 1.05):
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
                fruit(c, bx + 3 + (k % 5) * (bw - 6) / 4, by - 0.4 - (k // 5) * 2.6, 2.5, kinds[(i + row * 4) % len(kinds)])
            c.box(bx + 0.4, by, bw - 0.8, 8, p.tuned(rng.choice(("c99a6b", "b98554"))), 0.3, lift=0.4)
            c.box(bx + 0.4, by + 3.6, bw - 0.8, 0.5, p.tuned("7d5238"), lift=0, line=False)
            c.box(bx + bw * 0.3, by + 1.6, bw * 0.4, 4, mix(p.light, (255, 255, 255), 0.4), r=0.4, lift=0.1)
            c.box(bx + bw * 0.38, by + 3.2, bw * 0.24, 0.8, p.dark, lift=0, line=False)
    c.box(x, counter + 19.4, w, foot - counter - 18, mix(rng.choice((p.warm, p.cool, p.leaf)), p.dark, 0.15), 0.2, lift=0.4)
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
            _passer(c, c.W * (0.5 + s * rng.uniform(0.3, 0.44)), c.H * 0.975, rng.uniform(44, 50))


def rain(c: Canvas) -> None:
    """Umbrellas in a wet street."""
    rng, p = c.rng, c.palette
    foot = c.H * 0.68
    a = air(c, rng.choice(("overcast", "dusk", "dusk", "night")))
    c.gradient(a.top, a.bottom, 0, foot)
    _street(c, a, foot)
    wet = a.lit(mix(p.dark, p.cool, 0.55))
    c.gradient(mix(wet, p.light, 0.2), wet, foot, c.H)
    for _ in range(40):
        x, y = rng.uniform(0, c.W), rng.uniform(foot + 2, c.H)
        half = rng.uniform(2, 8)
        c.stroke([(x - half, y), (x + half, y)], (0.05, rng.uniform(0.4, 1.0), 0.05), mix(wet, rng.choice((GLOW, p.warm, p.light, p.cool)), 0.4), lift=0, line=False)
    for i in range(2):
        _lantern(c, c.W * (0.2 + 0.6 * i), foot + 3, 28, a)
    crowd = sorted((rng.uniform(foot + 4, c.H * 0.97), rng.uniform(0.08, 0.92)) for _ in range(rng.randint(3, 5)))
    for y, x in crowd:
        size = 18 + 30 * (y - foot) / (c.H - foot)
        c.shape(smooth([(c.W * x - 3, y), (c.W * x + 3, y), (c.W * x + 2, y + size * 0.4), (c.W * x - 2, y + size * 0.4)]), (*p.dark, 0.14))
        _passer(c, c.W * x, y, size, umbrella=True)
    rainfall(c, a, 1.3)


def train(c: Canvas) -> None:
    (_seat if c.rng.random() < 0.35 else _viaduct)(c)


def _viaduct(c: Canvas) -> None:
    """A train over a bridge or along a meadow, hills behind."""
    rng, p = c.rng, c.palette
    horizon = c.H * 0.46
    a = sky(c, horizon, ("morning", "day", "golden", "golden", "dusk", "overcast"))
    for i in range(3):
        line = ridge(rng, c.W, horizon - 6 + i * 6, 22 - i * 6, rough=0.45)
        c.shape(below(line, c.H), a.far(mix(p.cool, p.leaf, i * 0.3), 0.66 - i * 0.2))
    rail = c.H * 0.62
    bridge = rng.random() < 0.6
    if bridge:
        c.shape(below(wave(c.W, c.H * 0.8, 2, 50), c.H), a.far(p.leaf, 0.2))
        for _ in range(9):
            fir(c, rng.uniform(0, c.W), c.H * 0.84, rng.uniform(8, 18), a.far(mix(p.leaf, p.dark, 0.35), 0.15))
    body = rng.choice((p.warm, p.leaf, p.cool, p.soft))
    stripe = mix(p.light, p.soft, 0.3)
    x = c.W * rng.uniform(-0.1, 0.12)
    for i in range(6):
        w = 25.0
        car = box(x, rail - 12, w, 10.4, 2.2)
        if i == 0:
            car = smooth([(x, rail - 1.8), (x + 1, rail - 8), (x + 7, rail - 12), (x + w, rail - 12), (x + w, rail - 1.8)], steps=4)
        c.shape(car, a.lit(body), 0.4, lift=0.5)
        with c.inside(car):
            c.box(x, rail - 5, w, 1.6, a.lit(stripe), lift=0, line=False)
            for k in range(4):
                c.box(x + 3.4 + k * 5.4, rail - 9.8, 4, 3.6, GLOW if a.dark or k % 2 else mix(p.cool, p.light, 0.5), r=0.6, lift=0, line=False)
        for k in (4, 8, 17, 21):
            c.oval(x + k, rail - 1.2, 1.3, 1.3, p.dark, lift=0)
        x += w + 1.2
    if rng.random() < 0.5 and not a.dark:
        steam(c, c.W * 0.2, rail - 14, 20, 2)
    c.box(-3, rail, c.W + 6, 1.4, mix(p.dark, p.cool, 0.2), lift=0.3)
    if bridge:
        stone = a.lit(mix(mix(p.soft, p.dark, 0.25), p.warm, 0.12))
        span = c.W / 3.6
        spans = [arc(c.W + 6 - span * (i + 0.5), c.H * 0.9, span * 0.38, c.H * 0.9 - rail - 9, 0, -180, 22) for i in range(5)]
        spans = [np.vstack([[(s[0, 0], c.H + 4)], s, [(s[-1, 0], c.H + 4)]]) for s in spans]
        c.shape(np.vstack([[(-4, rail + 1.2), (c.W + 6, rail + 1.2), (c.W + 6, c.H + 4)], *spans, [(-4, c.H + 4)]]), stone, 0.5, lift=0.7)
        c.box(-3, rail + 1.2, c.W + 6, 3, mix(stone, p.light, 0.2), lift=0.3)
        for _ in range(70):
            c.box(rng.uniform(0, c.W), rng.uniform(rail + 5, rail + 14), rng.uniform(2, 4), 1.1, mix(stone, rng.choice((p.dark, p.light)), 0.14), r=0.3, lift=0, line=False)
    else:
        for i in range(3):
            c.shape(below(wave(c.W, rail + 3 + i * 13, 1.4, 60, i * 2.0), c.H), a.lit(mix(p.leaf, rng.choice((p.soft, p.dark, p.warm)), 0.1 + 0.1 * i)), lift=0.4)
        for _ in range(5):
            poplar(c, rng.uniform(0, c.W), rail + rng.uniform(20, 34), rng.uniform(16, 28), a.lit(mix(p.leaf, p.dark, 0.3)))
        for _ in range(60):
            bloom(c, rng.uniform(0, c.W), rng.uniform(rail + 20, c.H), rng.uniform(0.8, 2.0), a.lit(rng.choice((p.warm, p.light, p.soft))), "poppy")


def _seat(c: Canvas) -> None:
    """By the window of a carriage."""
    rng, p = c.rng, c.palette
    wall = mix(rng.choice((p.cool, p.leaf, p.warm)), p.light, 0.35)
    c.gradient(wall, mix(wall, p.dark, 0.1))
    a = air(c, rng.choice(("morning", "day", "golden", "dusk")))
    pane = box(c.W * 0.14, c.H * 0.12, c.W * 0.72, c.H * 0.48, 7)
    view(c, pane, a)
    c.stroke(np.vstack([pane, pane[:2]]), 2.6, mix(p.light, p.dark, 0.15), curved=False, lift=0.5)
    c.box(c.W * 0.08, c.H * 0.05, c.W * 0.84, 1.6, mix(p.dark, p.warm, 0.3), lift=0.4)
    for s in (-1, 1):
        edge = c.W * (0.5 + s * 0.44)
        c.shape(smooth([(edge - 5, c.H * 0.1), (edge + 5, c.H * 0.1), (edge + 4, c.H * 0.4), (edge + 5, c.H * 0.64), (edge - 5, c.H * 0.64), (edge - 4, c.H * 0.4)]), p.warm, 0.5)
    top = c.H * 0.7
    who: Person = person(c)
    x = c.W * 0.72
    seat = mix(p.warm, p.dark, 0.35)
    for s in (-1, 1):
        c.box(c.W * (0.5 + s * 0.41) - 15, c.H * 0.5, 30, c.H, seat, 0.4, r=6, lift=0.6)
    with c.at(x, c.H * 0.94, 1.5, flip=True):
        torso(c, who, (0, -33), (0, -6), width=13)
        leg(c, who, (1, -6), (15, -8), (17, 8), toe=0, thick=1.3)
        head(c, who, 1.6, -43, 5.4, facing=1)
        arm(c, who, (0, -32), (6, -22), (13, -24))
    c.box(c.W * 0.3, top, c.W * 0.34, 2, p.tuned("a8693c"), 0.3, r=1, lift=0.5)
    c.box(c.W * 0.46, top + 2, 2, c.H, p.tuned("8a5a3a"), lift=0.2)
    c.box(c.W * 0.36, top - 1.6, 11, 1.6, p.cool, lift=0.2)
    c.shape([(c.W * 0.52 - 2.6, top - 6), (c.W * 0.52 + 2.6, top - 6), (c.W * 0.52 + 2, top), (c.W * 0.52 - 2, top)], p.light, 0.4)
    steam(c, c.W * 0.52, top - 6, 10, 2)
