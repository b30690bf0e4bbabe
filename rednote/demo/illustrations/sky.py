"""Hours and weather: a sky, what it does to colours, and the air between near and far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .canvas import Canvas
from .geometry import arc, blob, oval, smooth
from .palettes import Color, mix

OUTDOORS = ("morning", "day", "day", "golden", "golden", "dusk", "overcast", "night")


@dataclass(frozen=True)
class Air:
    """The hour, and the colours it gives to what stands in it."""

    hour: str
    top: Color
    bottom: Color
    shade: Color
    strength: float

    @property
    def dark(self) -> bool:
        return self.hour in ("dusk", "night")

    def lit(self, color: Color) -> Color:
        """A colour seen at this hour."""
        return mix(color, self.shade, self.strength)

    def far(self, color: Color, distance: float) -> Color:
        """A colour seen through this much air (0 near, 1 gone)."""
        return mix(self.lit(color), self.bottom, distance)


def air(c: Canvas, hour: str) -> Air:
    p = c.palette
    if hour == "morning":
        return Air(hour, mix(p.soft, p.cool, 0.25), p.light, p.soft, 0.12)
    if hour == "golden":
        return Air(hour, mix(p.soft, p.light, 0.2), mix(p.warm, p.soft, 0.62), p.warm, 0.14)
    if hour == "dusk":
        return Air(hour, mix(p.cool, p.dark, 0.35), mix(p.warm, p.soft, 0.4), mix(p.dark, p.cool, 0.5), 0.36)
    if hour == "night":
        blue = mix(p.dark, (24, 34, 84), 0.6)
        return Air(hour, mix(blue, (10, 12, 40), 0.3), mix(blue, p.cool, 0.6), blue, 0.5)
    if hour == "overcast":
        return Air(hour, mix(p.cool, p.light, 0.55), mix(p.light, p.cool, 0.12), p.cool, 0.14)
    return Air("day", mix(p.cool, p.light, 0.38), mix(p.light, p.soft, 0.3), p.light, 0.03)


def sky(c: Canvas, horizon: float, hours: Sequence[str] = OUTDOORS, *, sun: bool = True) -> Air:
    """Paint the sky down to the horizon, with what hangs in it."""
    a = air(c, c.rng.choice(list(hours)))
    c.gradient(a.top, a.bottom, 0, horizon)
    c.gradient(a.bottom, a.bottom, horizon - 0.2, c.H)
    if a.dark:
        stars(c, horizon, 40 if a.hour == "night" else 12)
    if sun:
        luminary(c, a, horizon)
    if a.hour != "night" and c.rng.random() < 0.75:
        clouds(c, a, horizon)
    if a.hour in ("morning", "day", "golden") and c.rng.random() < 0.45:
        birds(c, horizon)
    return a


def luminary(c: Canvas, a: Air, horizon: float) -> None:
    """The sun or the moon."""
    rng, p = c.rng, c.palette
    x = c.W * rng.uniform(0.18, 0.82)
    low = a.hour in ("golden", "dusk")
    y = horizon * (rng.uniform(0.55, 0.85) if low else rng.uniform(0.2, 0.5))
    if a.hour == "overcast":
        return
    r = rng.uniform(5, 9) * (1.5 if low else 1)
    if a.hour == "night":
        color = mix(p.light, p.soft, 0.35)
        c.glow(x, y, r * 4.5, mix(p.cool, p.light, 0.4), 0.4)
        c.oval(x, y, r, r, color, lift=0, line=False)
        if rng.random() < 0.5:
            c.oval(x + r * 0.45, y - r * 0.2, r * 0.85, r * 0.85, mix(a.top, a.bottom, y / horizon), lift=0, line=False)
        return
    color = {"day": mix(p.soft, (255, 244, 200), 0.5), "morning": mix(p.warm, p.light, 0.5)}.get(
        a.hour, mix(p.warm, p.light, 0.15 if a.hour == "dusk" else 0.6)
    )
    c.glow(x, y, r * 4.5, mix(p.light, color, 0.3), 0.75)
    if c.style.bands:
        for k, t in ((2.3, 0.2), (1.6, 0.4)):
            c.shape(oval(x, y, r * k), (*mix(p.light, color, 0.5), t))
    c.oval(x, y, r, r, color, lift=0)


def stars(c: Canvas, horizon: float, count: int) -> None:
    tone = mix(c.palette.light, c.palette.soft, 0.3)
    for _ in range(count):
        x, y = c.rng.uniform(0, c.W), horizon * c.rng.random() ** 1.5 * 0.9
        c.oval(x, y, *[c.rng.choice((0.16, 0.22, 0.22, 0.42))] * 2, tone, lift=0, line=False)


def clouds(c: Canvas, a: Air, horizon: float) -> None:
    rng, p = c.rng, c.palette
    base = {"golden": mix(p.light, p.warm, 0.18), "dusk": mix(p.warm, p.dark, 0.25)}.get(
        a.hour, mix(p.light, (255, 255, 255), 0.5)
    )
    streaky = rng.random() < 0.45
    for _ in range(rng.randint(2, 5)):
        x, y = rng.uniform(-5, c.W + 5), horizon * rng.uniform(0.08, 0.72)
        size = rng.uniform(7, 15) * (0.6 + 0.6 * (1 - y / horizon))
        tone = mix(base, a.bottom, rng.uniform(0.1, 0.45))
        if streaky:
            for i in range(rng.randint(2, 4)):
                half = size * rng.uniform(0.7, 1.5)
                cx, cy = x + rng.uniform(-size, size) * 0.6, y + i * size * 0.14
                c.stroke(
                    [(cx - half, cy), (cx, cy - size * 0.03), (cx + half, cy)],
                    (0.1, size * 0.13, 0.1),
                    tone,
                    line=False,
                )
            continue
        puffs = [
            oval(x + (i - 2) * size * 0.42, y, size * k, size * k * 0.8)
            for i, k in enumerate((0.28, 0.42, 0.52, 0.38, 0.24))
        ]
        for puff in puffs:
            puff[:, 1] = np.minimum(puff[:, 1], y + size * 0.16)
        outline = np.vstack(puffs)
        order = np.argsort(np.arctan2(outline[:, 1] - y - size * 0.1, outline[:, 0] - x))
        far = outline[order]
        reach = np.hypot(far[:, 0] - x, far[:, 1] - y)
        crown = np.array([far[i] for i in range(len(far)) if reach[i] >= reach[max(0, i - 4) : i + 5].max() - 1e-9])
        c.shape(smooth(crown, steps=4), tone, 0.25)


def birds(c: Canvas, horizon: float) -> None:
    rng = c.rng
    x, y = rng.uniform(15, c.W - 15), horizon * rng.uniform(0.2, 0.6)
    for _ in range(rng.randint(3, 7)):
        bx, by, s = x + rng.uniform(-10, 10), y + rng.uniform(-5, 5), rng.uniform(0.8, 1.5)
        wings = np.vstack([arc(bx - s, by, s, s * 0.7, 200, 340, 6), arc(bx + s, by, s, s * 0.7, 200, 340, 6)])
        c.stroke(wings, 0.28, mix(c.palette.dark, c.palette.cool, 0.3), curved=False, line=False)


def rainfall(c: Canvas, a: Air, strength: float = 1.0) -> None:
    """Slanting rain over everything."""
    tone = mix(c.palette.light, a.top, 0.2)
    for _ in range(int(140 * strength)):
        x, y, n = c.rng.uniform(-5, c.W + 8), c.rng.uniform(-5, c.H), c.rng.uniform(2.5, 6)
        c.shape([(x, y), (x + 0.16, y), (x - n * 0.22 + 0.16, y + n), (x - n * 0.22, y + n)], (*tone, 0.5))


def snowfall(c: Canvas) -> None:
    for _ in range(110):
        x, y, r = c.rng.uniform(0, c.W), c.rng.uniform(0, c.H), c.rng.choice((0.25, 0.35, 0.5, 0.8))
        c.shape(blob(c.rng, x, y, r, n=6), (*mix(c.palette.light, (255, 255, 255), 0.7), 0.85))
