"""What a picture looks like, as numbers: whether two photos are one, however it was resized, cropped, framed or turned.

A picture comes as a matrix of 64 x 64 luma values, the whole of it squeezed to a square. Of a frame of it (left, right,
top, bottom, from 0 to 1) two hashes of 64 bits are made: the signs of the 64 lowest frequencies of its cosine transform
(pHash, Zauner 2010, by sign instead of by median), and whether it gets brighter from left to right in 8 x 8 places
(dHash). Both are made of the frame in its canonical position among its four rotations and their mirror images: along
the width it varies more than along the height, brighter at the left and at the top. So each is kept once, and asked
for once or a few times where the position is not clear.

A few bits that differ only make two pictures candidates; `likeness` lays one over the other and decides.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

SIDE = 64  # of the matrix
GRID = 32  # of the picture that is transformed, and of the one that is compared
BITS = 64
BANDS, BAND_BITS = 4, 16

# From these on, in luma values times the side of the grid, a frequency says something that an encoder leaves alone.
STRONG, FEWEST_STRONG = 4.0, 32
# A position is not clear as long as what decides it is below this share of the whole picture's contrast.
UNCLEAR = 0.05
# A border: lines of one value; at most so much of a side, seen from where it begins to matter.
BORDER_TOLERANCE, BORDER_SPECKS, BORDER_MOST, BORDER_LEAST = 5.0, 0.04, 0.2, 0.01
# What a copy may lack at the two ends of a side, as shares of what it shows: the copy is asked for with so much added.
LACKING = ((0.0, 0.0), (0.04, 0.04), (0.05, 0.0), (0.0, 0.05), (0.08, 0.08), (0.1, 0.0), (0.0, 0.1))
# More keys would take a look-up too long: of a picture with many positions the likely ones are asked for.
MOST_NEAR, MOST_PROBES = 4, 64

Matrix = NDArray[np.float64]
Frame = tuple[float, float, float, float]
WHOLE: Frame = (0.0, 1.0, 0.0, 1.0)

MIRRORED, UPSIDE_DOWN, TRANSPOSED = 1, 2, 4  # the three parts of a position, in this order

# Rows and columns of the lowest frequencies, without the three that decide the position or mean brightness only.
FREQUENCIES = sorted(
    (pair for pair in product(range(12), repeat=2) if sum(pair) > 1), key=lambda pair: (sum(pair), pair[0])
)[:BITS]
ROWS, COLUMNS = (np.array(axis) for axis in zip(*FREQUENCIES, strict=True))
COUNT = 1 + max(ROWS.max(), COLUMNS.max())
BIT_VALUES = 1 << np.arange(BITS, dtype=np.uint64)


@dataclass(frozen=True)
class Hash:
    """A frame's hashes, each 64 bits as PostgreSQL's bigint, and the position that they were made in."""

    frame: Frame
    position: int
    phash: int
    dhash: int


@dataclass(frozen=True)
class Probe:
    """A hash to ask for. `is_near`: also with any one bit of a band wrong. `dhash` is asked for only where it is."""

    hash: Hash
    is_near: bool


def matrix(luma: bytes) -> Matrix:
    """The matrix of 64 x 64 bytes, row by row."""
    return np.frombuffer(luma, np.uint8).reshape(SIDE, SIDE).astype(np.float64)


def shown_frame(crop: list[float] | None, turn: int) -> Frame:
    """What a photo shows of its upright picture: `crop` is left, top, width, height after it was turned clockwise."""
    if not crop:
        return WHOLE
    left, top, width, height = crop
    right, bottom = left + width, top + height
    frame = {
        0: (left, right, top, bottom),
        90: (top, bottom, 1 - right, 1 - left),
        180: (1 - right, 1 - left, 1 - bottom, 1 - top),
        270: (1 - bottom, 1 - top, left, right),
    }[turn]
    return frame


def hashes(picture: Matrix, shown: Frame = WHOLE) -> list[Hash]:
    """What is kept of a photo: the hashes of what it shows and, when it has a border, of what is inside.

    A picture that is too plain to be told from others (a sky, a gradient, a blank page) has none.
    """
    return [
        _hashed(picture, frame, spectrum, _position(spectrum))
        for frame in _frames(picture, shown)
        for spectrum in _found(picture, frame)
    ]


def probes(picture: Matrix, shown: Frame = WHOLE) -> list[Probe]:
    """What to ask for to find the photos that a picture may be a copy of."""
    frames = _frames(picture, shown)
    asked: dict[int, Probe] = {}
    for frame in dict.fromkeys([*reversed(frames), WHOLE]):
        for spectrum in _found(picture, frame):
            for position in _positions(spectrum):
                found = _hashed(picture, frame, spectrum, position)
                asked[found.phash] = Probe(found, is_near=len(asked) < MOST_NEAR)
    # A border hides where the picture ends: only the frame inside it can lack something.
    inner = frames[-1]
    across, along = ([_wider(start, end, *lacks) for lacks in LACKING] for start, end in (inner[:2], inner[2:]))
    spectra = _spectra(picture, across, along)
    for row, column in sorted(product(range(len(along)), range(len(across))), key=sum):
        spectrum = spectra[row, column]
        for position in _positions(spectrum) if _is_telling(spectrum) else ():
            if len(asked) == MOST_PROBES:
                return list(asked.values())
            phash = _phash(spectrum, position)
            if phash not in asked:
                asked[phash] = Probe(Hash((*across[column], *along[row]), position, phash, 0), is_near=False)
    return list(asked.values())


def bands(value: int) -> list[int]:
    """The four parts of a hash by which it is looked up, each in the range of PostgreSQL's smallint."""
    return np.array([value], np.int64).view(np.int16).tolist()


def near_bands(value: int) -> list[list[int]]:
    """For each of the four parts: itself, and itself with any one bit the other way round."""
    flips = np.append(np.uint16(0), np.uint16(1) << np.arange(BAND_BITS, dtype=np.uint16))
    parts = np.array([value], np.int64).view(np.uint16)
    return (parts[:, None] ^ flips).view(np.int16).tolist()


def distance(one: int, other: int) -> int:
    """The number of bits in which two hashes differ."""
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


@dataclass(frozen=True)
class Likeness:
    """The correlation of two pictures laid over each other, from -1 to 1: of all, and of the nine tenths that fit best.

    A text that was written over a picture spoils the first and leaves the second.
    """

    whole: float
    most: float


NO_LIKENESS = Likeness(-1.0, -1.0)
STEPS, SHARE, NUDGE, FARTHEST, ENOUGH = 6, 0.9, 0.004, 0.03, 0.0008


def likeness(picture: Matrix, asked: Hash, other: Matrix, kept: Hash) -> Likeness:
    """Lay `other` over `picture`, where a probe's hash and the one it found say that they meet, and compare.

    The edges are moved by least squares until they fit (Lucas and Kanade 1981, with four parameters): hashes meet
    although a crop or a border is a few hundredths away.
    """
    target = _turned_back(_turned(_sampled(other, kept.frame), kept.position), asked.position)
    edges = np.array(asked.frame)
    best = NO_LIKENESS
    for _ in range(STEPS):
        across, along = _weights(edges[0], edges[1]), _weights(edges[2], edges[3])
        sample = along @ picture @ across.T
        inside = np.outer(_covered(edges[2], edges[3]), _covered(edges[0], edges[1]))
        if inside.mean() < 0.6:
            return best
        ours, theirs = sample[inside], target[inside]
        contrast = ours.std(), theirs.std()
        if min(contrast) < 1:
            return best
        gap = (ours - ours.mean()) / contrast[0] - (theirs - theirs.mean()) / contrast[1]
        fits = np.abs(gap) <= np.quantile(np.abs(gap), SHARE)
        now = Likeness(_correlation(ours, theirs), _correlation(ours[fits], theirs[fits]))
        best = max(best, now, key=lambda found: found.most)
        slopes = [
            *(along @ picture @ slope.T for slope in _slopes(edges[0], edges[1])),
            *(slope @ picture @ across.T for slope in _slopes(edges[2], edges[3])),
        ]
        rows = [slope[inside][fits] / contrast[0] for slope in slopes]
        rows += [(ours[fits] - ours.mean()) / contrast[0], np.ones(fits.sum())]
        step = np.linalg.lstsq(np.stack(rows, axis=1), -gap[fits], rcond=None)[0][:4].clip(-FARTHEST, FARTHEST)
        edges = edges + step
        if np.abs(step).max() < ENOUGH or min(edges[1] - edges[0], edges[3] - edges[2]) < 0.1:
            break
    return best


def _frames(picture: Matrix, shown: Frame) -> list[Frame]:
    """What is shown, and what is inside its border if it has one."""
    inside = _inside_border(_sampled(picture, shown, SIDE), shown)
    return [shown] if max(abs(a - b) for a, b in zip(inside, shown, strict=True)) < BORDER_LEAST else [shown, inside]


def _inside_border(picture: Matrix, shown: Frame) -> Frame:
    width, height = shown[1] - shown[0], shown[3] - shown[2]
    sides = (picture.T, picture.T[::-1], picture, picture[::-1])
    left, right, top, bottom = (_border(lines) for lines in sides)
    return (shown[0] + left * width, shown[1] - right * width, shown[2] + top * height, shown[3] - bottom * height)


def _border(lines: Matrix) -> float:
    """The share of the lines, from the first on, that are all of one value; to a fraction of a line."""
    value = np.median(lines[0])
    most = int(BORDER_MOST * SIDE)
    count = next((n for n in range(most) if np.mean(np.abs(lines[n] - value) > BORDER_TOLERANCE) > BORDER_SPECKS), most)
    if count == 0:
        return 0.0
    # The line where the border ends holds a mixture of it and of the picture, whose own value the next line has.
    mixed, pure = lines[count] - value, lines[count + 1] - value
    tells = np.abs(pure) > 12
    share = np.median(mixed[tells] / pure[tells]).clip(0, 1) if tells.sum() >= 8 else 1.0
    return float(count + 1 - share) / SIDE


def _found(picture: Matrix, frame: Frame) -> list[Matrix]:
    """The spectrum of a frame, none of a plain one."""
    spectrum = _spectra(picture, [frame[:2]], [frame[2:]])[0, 0]
    return [spectrum] if _is_telling(spectrum) else []


def _is_telling(spectrum: Matrix) -> bool:
    return int((np.abs(spectrum[ROWS, COLUMNS]) > STRONG).sum()) >= FEWEST_STRONG


def _position(spectrum: Matrix) -> int:
    """How a frame is turned into its canonical position."""
    across, along = float(spectrum[0, 1]), float(spectrum[1, 0])
    return MIRRORED * (across < 0) | UPSIDE_DOWN * (along < 0) | TRANSPOSED * (abs(along) > abs(across))


def _positions(spectrum: Matrix) -> list[int]:
    """The positions that another copy of the picture may have been found in."""
    across, along = spectrum[0, 1], spectrum[1, 0]
    unclear = UNCLEAR * np.sqrt((spectrum[ROWS, COLUMNS] ** 2).sum())
    clear = _position(spectrum)
    parts = ((MIRRORED, abs(across)), (UPSIDE_DOWN, abs(along)), (TRANSPOSED, abs(abs(across) - abs(along))))
    choices = [(0, part) if margin < unclear else (clear & part,) for part, margin in parts]
    return [sum(choice) for choice in product(*choices)]


def _hashed(picture: Matrix, frame: Frame, spectrum: Matrix, position: int) -> Hash:
    return Hash(frame, position, _phash(spectrum, position), _dhash(picture, frame, position))


def _phash(spectrum: Matrix, position: int) -> int:
    turned = spectrum.copy()
    if position & MIRRORED:
        turned[:, 1::2] *= -1
    if position & UPSIDE_DOWN:
        turned[1::2] *= -1
    if position & TRANSPOSED:
        turned = turned.T
    return _packed(turned[ROWS, COLUMNS] > 0)


def _dhash(picture: Matrix, frame: Frame, position: int) -> int:
    size = (8, 9) if position & TRANSPOSED else (9, 8)
    sample = _weights(*frame[2:], size[1]) @ picture @ _weights(*frame[:2], size[0]).T
    return _packed((np.diff(_turned(sample, position), axis=1) > 0).ravel())


def _packed(bits: NDArray[np.bool_]) -> int:
    return int(BIT_VALUES[bits].sum(dtype=np.uint64).view(np.int64))


def _turned(picture: Matrix, position: int) -> Matrix:
    if position & MIRRORED:
        picture = picture[:, ::-1]
    if position & UPSIDE_DOWN:
        picture = picture[::-1]
    return picture.T if position & TRANSPOSED else picture


def _turned_back(picture: Matrix, position: int) -> Matrix:
    if position & TRANSPOSED:
        picture = picture.T
    if position & UPSIDE_DOWN:
        picture = picture[::-1]
    return picture[:, ::-1] if position & MIRRORED else picture


def _wider(start: float, end: float, before: float, after: float) -> tuple[float, float]:
    length = end - start
    return start - before * length, end + after * length


def _spectra(picture: Matrix, across: list[tuple[float, float]], along: list[tuple[float, float]]) -> Matrix:
    """The lowest frequencies of every frame of the given sides: [top and bottom, left and right, row, column]."""
    columns = np.stack([_cosines() @ _weights(*ends) for ends in across])
    rows = np.stack([_cosines() @ _weights(*ends) for ends in along])
    return np.einsum("avi,ibu->abvu", rows, np.einsum("ij,buj->ibu", picture, columns))


@cache
def _cosines() -> Matrix:
    """The orthonormal cosine transform (DCT-II) of a grid's side, its lowest frequencies only."""
    frequency, place = np.arange(COUNT)[:, None], np.arange(GRID)
    table = np.cos(np.pi * (2 * place + 1) * frequency / (2 * GRID)) * np.sqrt(2 / GRID)
    table[0] /= np.sqrt(2)
    return table


def _sampled(picture: Matrix, frame: Frame, size: int = GRID) -> Matrix:
    return _weights(*frame[2:], size) @ picture @ _weights(*frame[:2], size).T


def _weights(start: float, end: float, size: int = GRID) -> Matrix:
    """What each line of the matrix gives to each of `size` cells from `start` to `end`; beyond it, its edge goes on."""
    ends = np.linspace(start, end, size + 1) * SIDE
    before = (ends[:, None] - np.arange(SIDE)).clip(0, 1)
    before[:, 0] += np.minimum(ends, 0)
    before[:, -1] += np.maximum(ends - SIDE, 0)
    return np.diff(before, axis=0) * size / ((end - start) * SIDE)


def _slopes(start: float, end: float) -> tuple[Matrix, Matrix]:
    """How the cells change when the start is moved, and when the end is."""
    return (
        (_weights(start + NUDGE, end) - _weights(start - NUDGE, end)) / (2 * NUDGE),
        (_weights(start, end + NUDGE) - _weights(start, end - NUDGE)) / (2 * NUDGE),
    )


def _covered(start: float, end: float) -> NDArray[np.bool_]:
    """The cells that lie on the picture, not beyond its edges."""
    ends = np.linspace(start, end, GRID + 1)
    return (ends[:-1] > -0.012) & (ends[1:] < 1.012)


def _correlation(ours: Matrix, theirs: Matrix) -> float:
    ours, theirs = ours - ours.mean(), theirs - theirs.mean()
    return float((ours @ theirs) / np.sqrt((ours @ ours) * (theirs @ theirs) + 1e-9))
