"""Colours that go together: twenty-four palettes of six, and the few ways to mix them."""

from typing import NamedTuple

Color = tuple[int, int, int]


def rgb(code: str) -> Color:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(one: Color, other: Color, share: float) -> Color:
    """The first colour with this share of the other in it."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def brightness(color: Color) -> float:
    return (0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]) / 255


class Palette(NamedTuple):
    """Six colours by the work they do: paper, blush, accent, water, leaves, ink."""

    light: Color
    soft: Color
    warm: Color
    cool: Color
    leaf: Color
    dark: Color

    def darker(self, color: Color, share: float) -> Color:
        """In shadow: towards the ink, with a little of the cool colour, as shadows have."""
        return mix(color, mix(self.dark, self.cool, 0.25), share)

    def lighter(self, color: Color, share: float) -> Color:
        return mix(color, mix(self.light, (255, 255, 255), 0.4), share)

    def tuned(self, color: str | Color, share: float = 0.16) -> Color:
        """A colour of nature (skin, bread, fur), drawn a little towards this palette."""
        named = rgb(color) if isinstance(color, str) else color
        return mix(named, mix(self.warm, self.soft, brightness(named)), share)


def _palette(line: str) -> Palette:
    return Palette(*(rgb(code) for code in line.split()))


PALETTES: dict[str, Palette] = {
    name: _palette(line)
    for name, line in {
        "apricot morning": "fbf3e4 f6d2a8 e5734a 6f9fb0 6d8f5e 2e3a46",
        "tea house": "f5efe0 e3cfa4 c0563b 7d9a94 8a9a5b 3b2f2a",
        "fjord": "eef2ee c9dcd9 e98a5f 3f7c91 4e7f6b 1f3447",
        "plum blossom": "fbeef0 f3bfc4 d1496b 7f86b8 7d9c7a 3c2740",
        "citrus": "fff7dd ffd76e f2683c 3aa0a0 7fae4b 24404a",
        "terracotta": "f9ece0 edbf99 c65d3a 5b8a8a 8b9257 43302c",
        "lagoon": "f2f7ee a9ded2 ff8c69 1f8a9c 56a07b 173c4f",
        "matcha": "f6f4e4 d8dfae d9805c 8fb3a5 7d9b4e 35452f",
        "dusk": "f6e3dc f0a992 d95b6a 5b5f97 5d7f7c 2a2548",
        "midnight": "e9e6f0 b5b4d6 f2a65a 4a5fa5 3f7d7a 1a1f3d",
        "riviera": "fdf6ea fbd3b4 ef5b5b 2f86c5 5fa777 1f2f56",
        "heather": "f4eff4 d8c6e0 d2738f 7a78b8 87a07c 3d3356",
        "wheat field": "fbf4dc f0d58a d9822b 6a9fb5 a0a14e 46392a",
        "rose clay": "f8ece6 e8c1b0 b9546a 8aa1a8 9aa37e 4a3238",
        "nordic": "f3f3ef d6d8cf d96b43 5f7f96 7d9582 2b3238",
        "tropics": "fff3df ffc59e f0506e 0fa3a3 2f9e62 123b4a",
        "autumn": "f8eed9 ecc27a c4481f 7a8c8f 8a8b3a 3d2618",
        "glacier": "f0f6f8 c3dfe8 f28f79 4c93bd 6aa596 1d3a5a",
        "cherry dusk": "fde8ea f7b5c0 e9577e 51679b 4f8a84 252a4d",
        "mustard": "fbf5e3 f1d06b e0863a 58829b 6d8a5a 1f2a36",
        "pistachio": "f7f6e9 d3e3bd ee8a73 79b0b0 7fae7c 3a4a52",
        "cherry soda": "fff0ea ffc3b5 e23d4b 3f9fb5 6aa86a 402033",
        "lichen": "f1f0e3 ced1ab c9774a 6f8f92 6b7f4a 2c3529",
        "blue willow": "f5f6f2 c9d8e8 d9694f 35609f 5f8f86 1b2c55",
    }.items()
}
