"""The soft colours that stand in for photos."""

from pathlib import Path

import pytest

from rednote.lib.images.palette import GREYS, PALETTE, nearest, stylesheet

STYLESHEET = Path(__file__).resolve().parents[3] / "static/css/dominant.css"


def brightness(colour: str) -> int:
    return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) // 3


def test_has_32_colours_each_with_a_class():
    assert len(PALETTE) == 32
    assert STYLESHEET.read_text() == stylesheet()
    assert all(f".dominant--{number} {{" in stylesheet() for number in range(32))


def test_is_light_in_the_light_theme_and_dark_in_the_dark_one():
    assert all(brightness(soft.light) > 130 > 110 > brightness(soft.dark) for soft in PALETTE)


@pytest.mark.parametrize("step", range(0, 256, 15))
def test_finds_greys_for_greys(step):
    assert nearest(step, step, step) < len(GREYS)


@pytest.mark.parametrize(
    ("colour", "strongest"),
    [
        ((230, 30, 30), 0),
        ((30, 160, 60), 1),
        ((40, 60, 220), 2),
        ((255, 180, 190), 0),
        ((20, 60, 30), 1),
        ((20, 30, 80), 2),
    ],
)
def test_keeps_the_hue(colour, strongest):
    soft = PALETTE[nearest(*colour)].light
    channels = [int(soft[at : at + 2], 16) for at in (1, 3, 5)]
    assert channels.index(max(channels)) == strongest
