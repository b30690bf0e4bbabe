"""One photo rendered once, by us or by libvips, with what the processes took: run as a process of its own.

`python -m benchmarks.rendering ours|libvips PHOTO FOLDER` prints one line of JSON. It imports next to nothing, because
a process that is started counts the memory of the one it was started from.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from rednote.lib.images.child import OPTIONS, SIZES
from rednote.lib.images.render import render

ALL_SIZES = SIZES["photo"] + SIZES["rest"]


def ours(photo: str, folder: str) -> None:
    """As the site does it: two children, one for each step."""
    for kind in ("photo", "rest"):
        render(photo, folder, kind, timeout=120)


def libvips(photo: str, folder: str) -> None:
    """The largest size once, upright and in sRGB, and each rendition from that: what a good script would do."""
    environment = os.environ | {"VIPS_CONCURRENCY": "1"}
    largest = max(size.nominal for size in ALL_SIZES)
    whole = f"{folder}/whole.v"
    thumbnail = ["vipsthumbnail", "--export-profile", "srgb"]
    subprocess.run([*thumbnail, photo, "--size", f"{largest}x100000>", "-o", whole], check=True, env=environment)
    for size in ALL_SIZES:
        target = f"{folder}/{size.nominal}.{SUFFIXES[size.format]}[{','.join(saved_as(size.format))}]"
        command = ["vipsthumbnail", whole, "--size", f"{size.nominal}x100000>", "-o", target]
        subprocess.run(command, check=True, env=environment)
    Path(whole).unlink()


SUFFIXES = {"webp": "webp", "avif": "avif", "jpeg": "jpg"}


def saved_as(format: str) -> list[str]:
    """Options of ours in the words of libvips: the same quality and effort."""
    ours = OPTIONS[format]
    quality = f"Q={ours['quality']}"
    if format == "webp":
        return [quality, f"effort={ours['method']}", "strip"]
    if format == "avif":
        # An effort from 0 to 9 is a speed of the AV1 encoder from 9 to 0.
        return [quality, f"effort={9 - ours['speed']}", "strip"]
    return [quality, "optimize_coding", "interlace", "strip"]


if __name__ == "__main__":
    {"ours": ours, "libvips": libvips}[sys.argv[1]](*sys.argv[2:])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}))
