"""Colour profiles written by hand, for what a file says by a number and Pillow's colour management cannot make."""

from struct import pack

# Primaries of Display P3 adapted to the profile connection space (D50): https://www.color.org/chardata/rgb/DisplayP3.xalter
P3_PRIMARIES = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
D50 = (0.96420, 1.0, 0.82491)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def display_p3() -> bytes:
    """An ICC profile of Display P3: its three primaries and the curve of sRGB."""
    curve = b"para\0\0\0\0" + pack(">HH", 3, 0) + b"".join(_fixed(value) for value in SRGB_CURVE)
    bodies = {
        b"wtpt": _xyz(D50),
        **{kind: _xyz(primary) for kind, primary in zip((b"rXYZ", b"gXYZ", b"bXYZ"), P3_PRIMARIES, strict=True)},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, data = pack(">I", len(bodies)), b""
    start = 128 + 4 + 12 * len(bodies)
    for kind, body in bodies.items():
        table += pack(">4sII", kind, start + len(data), len(body))
        data += body
    header = pack(">I4sI4s4s4s", start + len(data), b"\0" * 4, 0x04000000, b"mntr", b"RGB ", b"XYZ ")
    header += b"\0" * 12 + b"acsp" + b"\0" * 28 + b"".join(_fixed(value) for value in D50)
    return header.ljust(128, b"\0") + table + data


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _fixed(value: float) -> bytes:
    return pack(">i", round(value * 65536))
