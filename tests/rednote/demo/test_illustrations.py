"""The demo's illustrations."""

import numpy as np
import pytest
from PIL import Image, ImageChops

from rednote.demo import illustrations
from rednote.demo.illustrations import styles, tiles
from rednote.demo.illustrations.palettes import PALETTES

SIZE = (108, 144)


def differs(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None


def is_alive(image: Image.Image) -> bool:
    """Neither blank nor grey on grey: it has light and dark, and more than a few colours."""
    pixels = np.asarray(image, dtype=float)
    coarse = {tuple(pixel) for pixel in (pixels // 24).reshape(-1, 3).astype(int).tolist()}
    return bool(pixels.std() > 12) and len(coarse) > 12


@pytest.mark.parametrize("scene", illustrations.SCENES)
def test_a_scene_is_drawn_alive_and_differently_for_two_seeds(scene):
    one, other = (illustrations.draw(scene, seed, SIZE) for seed in (1, 2))
    assert one.size == other.size == SIZE
    assert one.mode == "RGB"
    assert is_alive(one)
    assert is_alive(other)
    assert differs(one, other)


@pytest.mark.parametrize("style", styles.STYLES)
def test_a_seed_always_draws_the_same_picture_in_each_hand(style):
    assert not differs(
        illustrations.draw("cat", 7, SIZE, style=style),
        illustrations.draw("cat", 7, SIZE, style=style),
    )


def test_hands_differ_for_one_seed():
    drawn = [illustrations.draw("tea", 3, SIZE, style=style).tobytes() for style in styles.STYLES]
    assert len(set(drawn)) == len(styles.STYLES)


def test_wide_and_square_sheets_are_filled_to_the_corners():
    for size in ((135, 108), (144, 108), (108, 108)):
        assert is_alive(illustrations.draw("mountain", 5, size))


def test_a_drawing_size_is_a_photo_shape_and_mostly_upright():
    sizes = [illustrations.drawing_size(seed) for seed in range(200)]
    assert set(sizes) == {(1080, 1440), (1080, 1350), (1080, 1080), (1350, 1080), (1440, 1080)}
    assert sum(width < height for width, height in sizes) > 100


def test_portraits_differ_by_seed_and_not_by_call():
    assert illustrations.portrait(1, 96).size == (96, 96)
    assert not differs(illustrations.portrait(1, 96), illustrations.portrait(1, 96))
    assert len({illustrations.portrait(seed, 64).tobytes() for seed in range(12)}) == 12


def test_every_interest_has_its_tile_in_the_static_files():
    written = {path.stem: path.stat().st_size for path in tiles.FOLDER.glob("*.webp")}
    assert set(written) == set(illustrations.INTERESTS)
    assert len(written) == 24
    assert max(written.values()) <= tiles.LIMIT


def test_a_tile_is_square_and_fits_its_limit():
    image = illustrations.tile("tea")
    assert image.size == (480, 480)
    assert len(tiles.encoded(image)) <= tiles.LIMIT


def test_palettes_have_six_different_colours_from_light_to_dark():
    assert len(PALETTES) == 24
    for palette in PALETTES.values():
        assert len(set(palette)) == 6
        assert sum(palette.light) > sum(palette.dark) + 300
