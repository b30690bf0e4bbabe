"""A picture ..."""

import numpy as np
import pytest

from rednote.lib.images import hashes
from rednote.lib.images.hashes import WHOLE


def scene(seed: int, size: int = 256) -> np.ndarray:
    """A picture of soft blobs, unlike that of any other seed."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:size, 0:size] / size
    picture = np.full((size, size), 100.0)
    for _ in range(40):
        left, top, width = random.uniform(0, 1), random.uniform(0, 1), random.uniform(0.03, 0.2)
        picture += random.uniform(-80, 80) * np.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * width**2))
    return picture.clip(0, 255)


def matrix(picture: np.ndarray) -> np.ndarray:
    """Squeezed to 64 x 64, each value the mean of what it covers."""
    rows, columns = (np.linspace(0, length, 65) for length in picture.shape)
    sums = np.pad(picture.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    sums = np.stack([np.interp(columns, np.arange(sums.shape[1]), row) for row in sums])
    sums = np.stack([np.interp(rows, np.arange(sums.shape[0]), column) for column in sums.T], axis=1)
    area = np.diff(rows)[:, None] * np.diff(columns)
    return np.rint(np.diff(np.diff(sums, axis=0), axis=1) / area)


def is_found(copy: np.ndarray, original: np.ndarray) -> bool:
    """Whether the keys of a copy lead to the original, and the two are then taken for one."""
    picture, other = matrix(copy), matrix(original)
    for probe in hashes.probes(picture):
        parts = hashes.near_bands(probe.hash.phash)
        for kept in hashes.hashes(other):
            meets = [
                part in (near if probe.is_near else near[:1])
                for part, near in zip(hashes.bands(kept.phash), parts, strict=True)
            ]
            if any(meets) and hashes.distance(probe.hash.phash, kept.phash) <= 14:
                likeness = hashes.likeness(picture, probe.hash, other, kept)
                if likeness.most >= 0.97 and likeness.whole >= 0.8:
                    return True
    return False


def bordered(picture: np.ndarray) -> np.ndarray:
    return np.pad(picture, 14, constant_values=255)


def written_on(picture: np.ndarray) -> np.ndarray:
    picture = picture.copy()
    picture[200:216, 20:180:7] = 255
    return picture


CHANGES = {
    "smaller": lambda picture: picture[::3, ::2],
    "mirrored": lambda picture: picture[:, ::-1],
    "upside down": lambda picture: picture[::-1],
    "transposed": lambda picture: picture.T,
    "turned": lambda picture: np.rot90(picture),
    "turned twice": lambda picture: np.rot90(picture, 2),
    "turned and mirrored": lambda picture: np.rot90(picture, 3)[::-1],
    "duller": lambda picture: picture * 0.7 + 20,
    "cropped": lambda picture: picture[10:-10, 10:-10],
    "cropped at a corner": lambda picture: picture[:-13, 6:],
    "bordered": bordered,
    "written on": written_on,
    "turned and bordered": lambda picture: bordered(np.rot90(picture)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_is_found_again_when_it_is(change):
    assert [is_found(change(scene(seed)), scene(seed)) for seed in range(2)] == [True] * 2


def test_is_not_taken_for_another():
    pictures = [scene(seed) for seed in range(12)]
    assert not [
        (n, m) for n, one in enumerate(pictures) for m, other in enumerate(pictures[:n]) if is_found(one, other)
    ]


def test_that_is_plain_has_no_hashes():
    ramp = np.tile(np.linspace(0, 255, 256), (256, 1))
    for plain in (np.full((256, 256), 128.0), ramp, ramp.T):
        assert hashes.hashes(matrix(plain)) == hashes.probes(matrix(plain)) == []


def test_has_a_second_hash_inside_its_border():
    whole, inside = hashes.hashes(matrix(bordered(scene(1))))
    assert whole.frame == WHOLE
    assert inside.frame == pytest.approx((14 / 284, 270 / 284, 14 / 284, 270 / 284), abs=0.01)


def test_asks_for_few_keys_and_for_each_quarter_as_postgresql_keeps_it():
    probes = hashes.probes(matrix(scene(2)))
    assert 1 <= len(probes) <= hashes.MOST_PROBES
    assert 1 <= sum(probe.is_near for probe in probes) <= hashes.MOST_NEAR
    quarters = [-1, 2, 3, -4]
    value = sum((quarter & 0xFFFF) << 16 * number for number, quarter in enumerate(quarters))
    value -= 1 << 64 if value >> 63 else 0
    assert hashes.bands(value) == quarters
    assert [len(set(near)) for near in hashes.near_bands(value)] == [17] * 4
    assert [near[0] for near in hashes.near_bands(value)] == quarters
    assert hashes.distance(value, -1) == 64 - (value & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_that_is_turned_and_cropped_shows_this_part_of_it(turn):
    picture = scene(3, 64)
    left, top, width, height = 16, 8, 32, 24
    shown = np.rot90(picture, -turn // 90)[top : top + height, left : left + width]
    frame = hashes.shown_frame([left / 64, top / 64, width / 64, height / 64], turn)
    across, along = slice(*(round(64 * edge) for edge in frame[:2])), slice(*(round(64 * edge) for edge in frame[2:]))
    assert (np.rot90(picture[along, across], -turn // 90) == shown).all()
