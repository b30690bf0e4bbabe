"""Bytes and visible damage of photos in each format and quality, so that the qualities can be chosen."""

import io
import json
import statistics
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from PIL import Image, ImageCms, ImageOps

from benchmarks.dssim import dssim
from benchmarks.tables import table
from rednote.lib.images import child

RESULTS = Path(__file__).parent / "results"
QUALITIES = {"jpeg": (70, 76, 82, 88), "webp": (70, 76, 80, 82, 84, 88), "avif": (44, 50, 56, 60, 64, 70)}
WIDTHS = (480, 1080)
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="photos to measure with, in folders of any depth")
    parser.add_argument("--photos", type=int, default=18, help="how many of them, evenly spread (default 18)")
    parser.add_argument("--widths", type=int, nargs="+", default=list(WIDTHS), help="widths of renditions")


def run(options: dict[str, Any], out: TextIO) -> None:
    paths = sorted(path for path in options["folder"].rglob("*") if path.suffix.lower() in SUFFIXES)
    chosen = paths[:: max(1, len(paths) // options["photos"])][: options["photos"]]
    rows = []
    for width in options["widths"]:
        pictures = [picture for path in chosen if (picture := shrunk(path, width))]
        for format, qualities in QUALITIES.items():
            for quality in qualities:
                rows.append(measured(pictures, width, format, quality))
                print(".", end="", flush=True, file=out)
    columns = ["width", "format", "quality", "photos", "KB", "DSSIM", "DSSIM p90"]
    print("\n" + table(columns, [[row[name] for name in columns] for row in rows]), file=out)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "qualities.json").write_text(json.dumps(rows, indent=1) + "\n")


def shrunk(path: Path, width: int) -> Image.Image | None:
    """A photo as its rendition is before it is encoded; None when it is smaller than that."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.width < width:
        return None
    profile = image.info.get("icc_profile")
    image = image.convert("RGB").resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    if profile:
        source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        image = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    return image


def measured(pictures: list[Image.Image], width: int, format: str, quality: int) -> dict[str, Any]:
    sizes, damages = [], []
    for picture in pictures:
        file = io.BytesIO()
        picture.save(file, format.upper(), **child.OPTIONS[format] | {"quality": quality})
        sizes.append(file.tell())
        damages.append(dssim(picture, Image.open(file)))
    return {
        "width": width,
        "format": format,
        "quality": quality,
        "photos": len(pictures),
        "KB": round(statistics.mean(sizes) / 1000, 1),
        "DSSIM": round(statistics.mean(damages), 5),
        "DSSIM p90": round(statistics.quantiles(damages, n=10)[-1], 5),
    }
