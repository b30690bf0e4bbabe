"""Avatars: drawn faces, and what people use who would rather not show theirs."""

from collections.abc import Callable

from . import cats, dogs
from .blooms import bloom, bouquet, sprig
from .canvas import Canvas
from .faces import ground, human
from .geometry import below, ridge
from .greenery import plant
from .orchard import FRUITS, fruit
from .palettes import mix
from .sky import sky
from .tableware import DECOR, cup, glazes, steam


def _cat(c: Canvas) -> None:
    ground(c)
    cats.face(c, 50, 60, 3.5, cats.coat(c))


def _dog(c: Canvas) -> None:
    ground(c)
    with c.at(50, 53, 3.0):
        dogs.face(c, dogs.breed(c))


def _plant(c: Canvas) -> None:
    ground(c)
    plant(c, 50, 94, 76, c.rng.choice(("monstera", "snake", "rubber", "pilea", "palm", "fern", "cactus", "fig")))


def _cup(c: Canvas) -> None:
    ground(c)
    tones = glazes(c)
    steam(c, 50, 40, 26, 3)
    with c.at(46, 82, 3.6):
        cup(
            c,
            tones[0],
            mix(c.palette.dark, c.palette.warm, 0.4),
            decor=c.rng.choice(DECOR),
            second=tones[1],
            saucer=tones[2],
        )


def _hills(c: Canvas) -> None:
    p = c.palette
    a = sky(c, 74, ("morning", "day", "golden", "dusk", "night"))
    for i in range(4):
        c.shape(
            below(ridge(c.rng, 100, 62 + i * 10, 30 - i * 7, rough=0.45), 104),
            a.far(mix(p.cool, p.leaf, i * 0.3), 0.6 - i * 0.18),
        )


def _fruit(c: Canvas) -> None:
    ground(c)
    fruit(c, 50, 54, 30, c.rng.choice(sorted(FRUITS)))


def _flower(c: Canvas) -> None:
    ground(c)
    p = c.palette
    if c.rng.random() < 0.5:
        bouquet(c, 50, 96, 88)
        return
    for i in range(7):
        sprig(c, 50, 52, 38, i * 51 + 20, p.leaf, 13)
    bloom(c, 50, 52, 25, c.rng.choice((p.warm, p.soft, p.light)), c.rng.choice(("daisy", "rose", "poppy", "star")))


SUBJECTS: tuple[tuple[Callable[[Canvas], None], int], ...] = (
    (human, 68),
    (_cat, 8),
    (_dog, 6),
    (_plant, 5),
    (_cup, 3),
    (_hills, 4),
    (_fruit, 3),
    (_flower, 4),
)
HANDS = {"flat": 4, "grain": 5, "papercut": 4, "gouache": 3, "poster": 3, "riso": 1, "crayon": 1}


def subject(c: Canvas) -> None:
    """Whatever this person chose."""
    draws, weights = zip(*SUBJECTS, strict=True)
    c.rng.choices(draws, weights)[0](c)
