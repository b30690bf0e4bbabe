"""How different two pictures look: DSSIM in numpy, 0 for equal ones, about 0.002 where people begin to see it.

After https://kornel.ski/dssim: structural similarity of lightness and colour at five scales, each half the one before,
weighted by how much people see there; a scale counts by how unevenly it is damaged. The result is 1 / similarity - 1.
"""

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

WEIGHTS = (0.028, 0.197, 0.322, 0.298, 0.155)
C1, C2 = 0.01**2, 0.03**2
SIGMA = 1.0  # pixels
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ],
    dtype=np.float32,
)
WHITE = np.array([0.95047, 1.0, 1.08883], dtype=np.float32)


def dssim(original: Image.Image, copy: Image.Image) -> float:
    """Of two RGB pictures of one size."""
    a, b = (_linear(image) for image in (original, copy))
    total = 0.0
    for scale, weight in enumerate(WEIGHTS):
        similarity = _similarity(_lab(a), _lab(b))
        mean = max(0.0, float(similarity.mean())) ** (0.5**scale)
        total += weight * (1 - float(np.abs(mean - similarity).mean()))
        if min(a.shape[:2]) < 16:
            break
        a, b = _halved(a), _halved(b)
    return sum(WEIGHTS[: scale + 1]) / total - 1


def _linear(image: Image.Image) -> np.ndarray:
    """Light, from 0 to 1: height x width x 3."""
    value = np.asarray(image.convert("RGB"), dtype=np.float32) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _lab(light: np.ndarray) -> np.ndarray:
    """CIE L*a*b*, each scaled to about 0 to 1."""
    t = light @ TO_XYZ.T / WHITE
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    lab = np.stack([1.16 * y - 0.16, (86.2 + 500 * (x - y)) / 220, (107.9 + 200 * (y - z)) / 220], axis=-1)
    return lab.astype(np.float32)


def _similarity(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """SSIM of each pixel's surroundings, the mean of the three channels."""

    def blur(values: np.ndarray) -> np.ndarray:
        return gaussian_filter(values, (SIGMA, SIGMA, 0), truncate=2.0)

    mean_a, mean_b = blur(a), blur(b)
    var_a, var_b = blur(a * a) - mean_a**2, blur(b * b) - mean_b**2
    shared = blur(a * b) - mean_a * mean_b
    alike = (2 * mean_a * mean_b + C1) * (2 * shared + C2)
    return (alike / ((mean_a**2 + mean_b**2 + C1) * (var_a + var_b + C2))).mean(axis=-1)


def _halved(light: np.ndarray) -> np.ndarray:
    height, width = light.shape[0] // 2 * 2, light.shape[1] // 2 * 2
    cut = light[:height, :width]
    return (cut[::2, ::2] + cut[1::2, ::2] + cut[::2, 1::2] + cut[1::2, 1::2]) / 4
