"""What paper, brushes and presses leave behind: noise tiles, halftone screens, wandering edges. Made once a process."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

TILE = 512


def _flat(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The same picture with every grey equally common, so that a threshold at x lets x of it through."""
    ranks = values.ravel().argsort().argsort()
    return (ranks * (255.999 / ranks.size)).astype(np.uint8).reshape(values.shape)


def _noise(w: int, h: int, seed: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (h, w), dtype=np.uint8))


def _even(image: Image.Image) -> Image.Image:
    return Image.fromarray(_flat(np.asarray(image, dtype=float) + np.random.default_rng(1).random(image.size[::-1])))


@lru_cache(maxsize=16)
def _tile(kind: str) -> Image.Image:
    if kind == "grain":
        return _even(_noise(TILE, TILE, 3).filter(ImageFilter.GaussianBlur(0.9)))
    if kind == "brush":
        streaks = _noise(TILE // 26, TILE // 3, 4).resize((TILE, TILE), Image.Resampling.BICUBIC)
        return _even(
            Image.blend(streaks, _noise(TILE, TILE, 5), 0.22)
            .rotate(28, Image.Resampling.BICUBIC)
            .crop((90, 90, 420, 420))
        )
    if kind == "hatch":
        y, x = np.mgrid[0:TILE, 0:TILE]
        period = TILE / 36
        lines = np.cos((x + y) * math.tau / period + 0.7 * np.sin(x / 31) + 0.5 * np.sin(y / 23))
        return _even(Image.fromarray(((lines + 1) * 127).astype(np.uint8)))
    if kind == "carve":
        lines = _noise(TILE // 30, TILE // 6, 6).resize((TILE, TILE), Image.Resampling.BICUBIC)
        return _even(lines.rotate(-12, Image.Resampling.BICUBIC).crop((70, 70, 440, 440)))
    raise ValueError(kind)


@lru_cache(maxsize=24)
def tile(kind: str, w: int, h: int) -> Image.Image:
    """Grain, brush streaks, hatching or carving, repeated over an area (rounded up, so few are kept)."""
    one = _tile(kind)
    sheet = Image.new("L", (w, h))
    for y in range(0, h, one.height):
        for x in range(0, w, one.width):
            sheet.paste(one, (x, y))
    return sheet


def covering(kind: str, w: int, h: int) -> Image.Image:
    """A texture at least as large as the area, cropped to it."""
    return tile(kind, -(-w // TILE) * TILE, -(-h // TILE) * TILE).crop((0, 0, w, h))


def clouds(seed: int, w: int, h: int, cells: int) -> Image.Image:
    """Soft blotches, as water leaves them."""
    return _noise(cells, max(2, cells * h // w), seed).resize((w, h), Image.Resampling.BICUBIC)


@lru_cache(maxsize=24)
def screen(w: int, h: int, pitch: float, angle: float, shape: str) -> Image.Image:
    """A halftone screen: round dots, or lines that waver as a cutter's hand does."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    a = math.radians(angle)
    u = (x * math.cos(a) + y * math.sin(a)) * (math.tau / pitch)
    if shape == "dots":
        v = (y * math.cos(a) - x * math.sin(a)) * (math.tau / pitch)
        values = np.cos(u) + np.cos(v)
        values = 0.5 + np.sign(values) * (1 - (1 - np.abs(values) / 2) ** 1.4) / 2
    else:
        u = u + 1.1 * np.sin(x / pitch / 9 + y / pitch / 17) + 0.4 * np.sin(y / pitch / 5)
        values = np.arccos(np.cos(u)) / math.pi
    return Image.fromarray((np.clip(values, 0, 1) * 255).astype(np.uint8))


@lru_cache(maxsize=12)
def _wander(w: int, h: int, cells: int, reach: float, fine: float) -> NDArray[np.int32]:
    def drift(seed: int) -> NDArray[np.float32]:
        field = np.asarray(clouds(seed, w, h, cells), dtype=np.float32) - 128
        field *= reach / 70
        if fine:
            field += np.random.default_rng(seed + 1).normal(0, fine, (h, w)).astype(np.float32)
        return field

    y, x = np.mgrid[0:h, 0:w]
    x = np.clip(x + drift(21), 0, w - 1).astype(np.int32)
    y = np.clip(y + drift(31), 0, h - 1).astype(np.int32)
    return y * w + x


def wandering(image: Image.Image, cells: int, reach: float, fine: float = 0.0) -> Image.Image:
    """The picture with every edge a little astray: by waves as wide as 1/cells, and grain by grain."""
    w, h = image.size
    pixels = np.frombuffer(image.convert("RGBX").tobytes(), dtype=np.uint32)
    moved = pixels.take(_wander(w, h, cells, reach, fine))
    return Image.frombuffer("RGBX", (w, h), moved.tobytes(), "raw", "RGBX", 0, 1).convert("RGB")


def modulated(image: Image.Image, texture: Image.Image, strength: float) -> Image.Image:
    """The picture made lighter and darker by the texture; 1 is a lot."""
    calm = texture.point([round(128 + (i - 128) * strength) for i in range(256)])
    grey = Image.merge("RGB", (calm, calm, calm))
    return ImageChops.soft_light(image, grey)
