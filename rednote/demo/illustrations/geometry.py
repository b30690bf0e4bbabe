"""Outlines as arrays of points: smooth curves, ovals, boxes, ribbons, leaves, ridges."""

import math
from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]


def smooth(points: ArrayLike, *, closed: bool = True, steps: int = 8) -> Points:
    """A Catmull-Rom curve through the points."""
    p = np.asarray(points, dtype=float)
    p = np.vstack([p[-1], p, p[:2]] if closed else [2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    a, b, c, d = (p[i : len(p) - 3 + i][:, None, :] for i in range(4))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    flat = curve.reshape(-1, 2)
    return flat if closed else np.vstack([flat, p[-2]])


def oval(cx: float, cy: float, rx: float, ry: float | None = None, *, square: float = 2.0, n: int = 40) -> Points:
    """An ellipse; with `square` above 2 it grows corners."""
    ry = rx if ry is None else ry
    a = np.linspace(0, 2 * math.pi, n, endpoint=False)
    c, s = np.cos(a), np.sin(a)
    e = 2 / square
    return np.column_stack([cx + rx * np.sign(c) * np.abs(c) ** e, cy + ry * np.sign(s) * np.abs(s) ** e])


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, n: int = 24) -> Points:
    """Part of an ellipse, in degrees, clockwise from three o'clock as seen on the sheet."""
    a = np.radians(np.linspace(start, end, n))
    return np.column_stack([cx + rx * np.cos(a), cy + ry * np.sin(a)])


def box(x: float, y: float, w: float, h: float, r: float = 0.0) -> Points:
    """A rectangle, its corners rounded by r."""
    r = min(r, w / 2, h / 2)
    if r <= 0:
        return np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], dtype=float)
    corners = ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180))
    return np.vstack([arc(cx, cy, r, r, a, a + 90, 7) for cx, cy, a in corners])


def blob(rng: Random, cx: float, cy: float, rx: float, ry: float | None = None, *, wobble=0.12, n=9) -> Points:
    """A pebble: an oval drawn by a relaxed hand."""
    ry = rx if ry is None else ry
    turn = rng.random() * math.tau
    points = []
    for i in range(n):
        a = turn + math.tau * (i + rng.uniform(-0.2, 0.2)) / n
        k = 1 + rng.uniform(-wobble, wobble)
        points.append((cx + rx * k * math.cos(a), cy + ry * k * math.sin(a)))
    return smooth(points, steps=6)


def ribbon(points: ArrayLike, widths: float | Sequence[float], *, round_ends: bool = True) -> Points:
    """The outline of a stroke along the points, its width going through the widths."""
    p = np.asarray(points, dtype=float)
    along = np.gradient(p, axis=0)
    length = np.hypot(along[:, 0], along[:, 1])
    length[length == 0] = 1
    normal = np.column_stack([-along[:, 1], along[:, 0]]) / length[:, None]
    stops = np.atleast_1d(np.asarray(widths, dtype=float))
    w = np.interp(np.linspace(0, 1, len(p)), np.linspace(0, 1, len(stops)), stops) / 2
    left, right = p + normal * w[:, None], p - normal * w[:, None]
    if not round_ends:
        return np.vstack([left, right[::-1]])
    head = math.degrees(math.atan2(normal[-1, 1], normal[-1, 0]))
    tail = math.degrees(math.atan2(-normal[0, 1], -normal[0, 0]))
    ends = [arc(*p[i], w[i], w[i], a, a - 180, 7) for i, a in ((-1, head), (0, tail))]
    return np.vstack([left, ends[0], right[::-1], ends[1]])


_T = np.linspace(0, 1, 9)
_BOW = _T * (1 - _T) * 2
_HALF = np.sin(np.pi * _T**0.8).clip(0) ** 0.9 / 2
_LEAF_X = np.concatenate([_T, _T[-2:0:-1]])
_LEAF_BOW = np.concatenate([_BOW, _BOW[-2:0:-1]])
_LEAF_Y = np.concatenate([_HALF, -_HALF[-2:0:-1]])


def leaf(x: float, y: float, length: float, width: float, angle: float, bend: float = 0.0) -> Points:
    """A leaf from its stalk, pointing along the angle (degrees)."""
    along, across = _LEAF_X * length, _LEAF_BOW * (bend * length) + _LEAF_Y * width
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return np.column_stack([x + along * c - across * s, y + along * s + across * c])


def turned(points: ArrayLike, degrees: float, around: tuple[float, float] = (0, 0)) -> Points:
    a = math.radians(degrees)
    c, s = math.cos(a), math.sin(a)
    return (np.asarray(points, dtype=float) - around) @ np.array([[c, s], [-s, c]]) + around


def moved(points: ArrayLike, dx: float, dy: float) -> Points:
    return np.asarray(points, dtype=float) + np.array([dx, dy])


def ridge(rng: Random, width: float, base: float, height: float, *, rough: float = 0.5, peaks: int = 3) -> Points:
    """A skyline from side to side: midpoints displaced again and again, less each time."""
    line = np.array([base - height * rng.random() for _ in range(peaks + 2)])
    swing = height * 0.5
    while len(line) < 160:
        middle = (line[1:] + line[:-1]) / 2 + np.array([rng.uniform(-swing, swing) for _ in line[1:]]) * rough
        merged = np.empty(len(line) * 2 - 1)
        merged[0::2], merged[1::2] = line, middle
        line, swing = merged, swing * 0.5
    return np.column_stack([np.linspace(-4, width + 4, len(line)), line])


def wave(width: float, y: float, height: float, length: float, phase: float = 0.0, start: float = -4) -> Points:
    """A soft wavy line from side to side."""
    x = np.linspace(start, width + 4, max(24, int((width + 8 - start) / length * 10)))
    swell = np.sin(x / length * math.tau + phase) + 0.4 * np.sin(x / length * math.tau * 0.43 + phase * 2.1)
    return np.column_stack([x, y + height * swell])


def below(line: Points, bottom: float) -> Points:
    """All that lies under a line, down to the bottom."""
    return np.vstack([line, [[line[-1, 0], bottom], [line[0, 0], bottom]]])
