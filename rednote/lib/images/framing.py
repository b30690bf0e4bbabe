"""How a picture is turned and cropped: plain numbers, for the composer, the API and the rendering process alike."""

from collections.abc import Sequence

from rednote.lib.images.child import RATIOS

TURNS = (0, 90, 180, 270)
# A window: its left, top, width and height, as fractions of the picture it is cut from.
Window = tuple[float, float, float, float]
# Sides are whole pixels and fractions are rounded, so a window's shape is never quite the one that was asked for.
CLOSE = 0.02
SMALLEST = 0.05
DIGITS = 5


class NoWindow(ValueError):
    """Four numbers that are no window of a picture."""


def turned(size: tuple[int, int], turn: int) -> tuple[int, int]:
    """Width and height after turning by so many degrees."""
    return size[::-1] if turn in (90, 270) else size


def window(numbers: Sequence[float]) -> Window | None:
    """The window that four fractions mean, within the picture; None for the whole of it. Raises NoWindow."""
    if len(numbers) != 4 or not all(-CLOSE <= number <= 1 + CLOSE for number in numbers):
        raise NoWindow
    width, height = (min(1.0, round(number, DIGITS)) for number in numbers[2:])
    if min(width, height) < SMALLEST:
        raise NoWindow
    left, top = (
        round(min(max(0.0, start), 1 - side), DIGITS) for start, side in zip(numbers[:2], (width, height), strict=True)
    )
    return None if (width, height) == (1, 1) else (left, top, width, height)


def cropped(size: tuple[int, int], crop: Sequence[float] | None) -> tuple[int, int]:
    """Width and height in whole pixels of a window of a picture of this size."""
    if crop is None:
        return size
    return max(1, round(size[0] * crop[2])), max(1, round(size[1] * crop[3]))


def ratio_of(size: tuple[int, int], crop: Sequence[float] | None) -> str:
    """The name of the shape that a window has; "" when it is none of the five."""
    if crop is None:
        return ""
    shape = size[0] * crop[2] / (size[1] * crop[3])
    return next((name for name, ratio in RATIOS.items() if abs(shape / ratio - 1) < CLOSE), "")


def largest(size: tuple[int, int], ratio: str, focus: tuple[int, int] = (50, 50)) -> Window | None:
    """The largest window of this shape, as near to the focus (in percent) as the picture allows."""
    shape = RATIOS[ratio] * size[1] / size[0]
    width, height = (1.0, 1 / shape) if shape > 1 else (shape, 1.0)
    left, top = focus[0] / 100 - width / 2, focus[1] / 100 - height / 2
    return window((min(max(0.0, left), 1 - width), min(max(0.0, top), 1 - height), width, height))
