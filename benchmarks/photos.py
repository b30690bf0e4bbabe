"""Photos per CPU-second and peak memory of the rendering child, beside libvips; seconds from upload to first card."""

import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from PIL import Image, ImageCms, ImageOps

from benchmarks.dssim import dssim
from benchmarks.tables import bars, table
from rednote.lib.images.probe import probe
from rednote.lib.images.profiles import display_p3
from rednote.lib.images.render import RenderFailed, render

RESULTS = Path(__file__).parent / "results"
ROOT = Path(__file__).parents[1]
MAKERS = ("ours", "libvips")
CPU_GOAL, PEAK_GOAL, CARD_GOAL = 1.35, 150e6, 1.0
# Of a photo and the same photo decoded by another program, at the width of a card.
SAME_PICTURE = 0.03
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".gif"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=5, help="how often each photo is rendered by each (default 5)")
    parser.add_argument("--uploads", type=int, default=20, help="uploads to a site of its own; 0 for none (default 20)")
    parser.add_argument("--folder", type=Path, help="only tell of the photos in this folder how they come out")


def run(options: dict[str, Any], out: TextIO) -> None:
    if options["folder"]:
        judge_folder(options["folder"], out)
        return
    results: dict[str, Any] = {"machine": f"{os.cpu_count()} cores", "load": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory(prefix="rednote-bench-") as folder:
        photos = dict(made_photos(Path(folder)))
        results["rendering"] = compared(photos, options["rounds"], out)
        if options["uploads"]:
            results["first_card"] = first_card(photos["JPEG, 12 MP"], options["uploads"], out)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "photos.json").write_text(json.dumps(results, indent=1) + "\n")
    groups = {
        photo: {maker: row["photos_per_cpu_second"] for maker, row in rows.items()}
        for photo, rows in results["rendering"].items()
    }
    (RESULTS / "photos.svg").write_text(bars("Photos rendered per CPU-second", "", groups))


# --- Pictures ---------------------------------------------------------------------------------------------------------


def made_photos(folder: Path) -> Iterator[tuple[str, Path]]:
    """Photos as cameras make them, as far as encoders can tell."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    for name, size, format, options in (
        ("JPEG, 12 MP", (4032, 3024), "JPEG", {"quality": 90}),
        ("JPEG, 24 MP", (6000, 4000), "JPEG", {"quality": 90}),
        ("HEIC, 12 MP", (4032, 3024), "HEIF", {"quality": 60}),
        ("PNG, 12 MP", (4032, 3024), "PNG", {"compress_level": 3}),
    ):
        path = folder / f"{name}.{format.lower()}"
        scene(*size).save(path, format, **options)
        yield name, path


def scene(width: int, height: int) -> Image.Image:
    """Soft light, edges and grain: noise at every scale, the finer the fainter, as photos have it."""
    chance = np.random.default_rng(7)
    total = np.zeros((height, width, 3), dtype=np.float32)
    for side in (3, 7, 17, 41, 97, 229, 541):
        cells = chance.random((side, side * width // height, 3), dtype=np.float32)
        cells = (cells * 0.35 + cells.mean(axis=2, keepdims=True) * 0.65) * 255
        layer = Image.fromarray(cells.astype(np.uint8)).resize((width, height), Image.Resampling.BICUBIC)
        total += np.asarray(layer, dtype=np.float32) * side**-0.6
    total -= total.min()
    total *= 255 / total.max()
    total += np.where(total.mean(axis=2, keepdims=True) > 128, 30, -30)  # edges
    total += chance.normal(0, 2.5, (height, width, 1)).astype(np.float32)
    return Image.fromarray(total.clip(0, 255).astype(np.uint8))


# --- Rendering --------------------------------------------------------------------------------------------------------


def compared(photos: dict[str, Path], rounds: int, out: TextIO) -> dict[str, dict[str, dict[str, float]]]:
    """Each photo by each maker, one after the other, so that whatever disturbs the machine disturbs both."""
    makers = [maker for maker in MAKERS if maker == "ours" or shutil.which("vipsthumbnail")]
    if len(makers) == 1:
        print("libvips is left out: there is no vipsthumbnail here (apt-get install libvips-tools).", file=out)
    taken: dict[tuple[str, str], list[dict[str, float]]] = {}
    for number in range(rounds):
        for name, path in photos.items():
            for maker in makers if number % 2 else reversed(makers):
                taken.setdefault((name, maker), []).append(rendered_once(maker, path))
    found: dict[str, dict[str, dict[str, float]]] = {}
    rows = []
    for name in photos:
        for maker in makers:
            cpu = statistics.median(run["cpu"] for run in taken[name, maker])
            peak = max(run["peak"] for run in taken[name, maker])
            found.setdefault(name, {})[maker] = {
                "cpu": round(cpu, 3), "photos_per_cpu_second": round(1 / cpu, 3), "peak": peak,
            }  # fmt: skip
        ratio = found[name]["ours"]["cpu"] / found[name]["libvips"]["cpu"] if len(makers) > 1 else None
        for maker, row in found[name].items():
            beside = f"{ratio:.2f}" if ratio and maker == "ours" else ""
            rows.append([name, maker, row["cpu"], row["photos_per_cpu_second"], f"{row['peak'] / 1e6:.0f} MB", beside])
    columns = ["photo", "by", "CPU s", "photos per CPU s", "peak", "CPU beside libvips"]
    print(f"12 renditions of each photo, median of {rounds} rounds, goal {CPU_GOAL} of libvips", file=out)
    print(table(columns, rows), file=out)
    peak = found["JPEG, 12 MP"]["ours"]["peak"]
    print(f"Peak of the child, JPEG of 12 MP: {peak / 1e6:.0f} MB, goal {PEAK_GOAL / 1e6:.0f} MB\n", file=out)
    return found


def rendered_once(maker: str, path: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="rednote-bench-") as folder:
        command = [sys.executable, "-m", "benchmarks.rendering", maker, str(path), folder]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return json.loads(done.stdout)


# --- From upload to card ----------------------------------------------------------------------------------------------


def first_card(photo: Path, times: int, out: TextIO) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.first_card", str(photo), str(times)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("REDNOTE_", "DATABASE"))}
    environment.pop("REDIS_URL", None)
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    took = sorted(json.loads(done.stdout.splitlines()[-1]))
    found = {
        "p50": round(statistics.median(took), 3),
        "p95": round(took[min(len(took) - 1, round(len(took) * 0.95))], 3),
        "uploads": len(took),
    }
    print(
        f"From upload to first card, JPEG of 12 MP, {found['uploads']} times with an idle worker: "
        f"p50 {found['p50']} s, p95 {found['p95']} s, goal {CARD_GOAL} s",
        file=out,
    )
    return found


# --- Real photos ------------------------------------------------------------------------------------------------------


def judge_folder(folder: Path, out: TextIO) -> None:
    """Whether every photo of a folder is taken, comes out upright, and in its colours."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    flaws, slowest = [], 0.0
    for path in paths:
        began = time.monotonic()
        flaw = flaw_of(path)
        slowest = max(slowest, time.monotonic() - began)
        if flaw:
            flaws.append(flaw)
            print(f"{path.relative_to(folder)}: {flaw}", file=out)
    fine = len(paths) - len(flaws)
    print(f"{len(paths)} photos, {fine} accepted, upright and right in colour, slowest {slowest:.1f} s.", file=out)


def flaw_of(path: Path) -> str:
    """What is wrong with how a photo comes out, or nothing."""
    with tempfile.TemporaryDirectory(prefix="rednote-bench-") as folder:
        try:
            render(path, folder)
        except RenderFailed as failed:
            return f"refused: {failed.reason}"
        ours = Image.open(Path(folder) / "480.webp").convert("RGB")
        wanted = in_full(path)
    if abs(ours.width / ours.height - wanted.width / wanted.height) > 0.02:
        return f"{ours.size}, and should be {wanted.size}"
    wanted = wanted.resize(ours.size, Image.Resampling.LANCZOS)
    turns = [None, *Image.Transpose]
    distances = [mean_distance(ours, wanted if turn is None else wanted.transpose(turn)) for turn in turns]
    if min(distances) < distances[0]:
        return f"not upright: {turns[distances.index(min(distances))]}"
    shift = colour_shift(ours, wanted)
    damage = dssim(wanted, ours)
    return f"colours off by {shift:.1f} of 255, DSSIM {damage:.3f}" if shift > 4 or damage > SAME_PICTURE else ""


def mean_distance(a: Image.Image, b: Image.Image) -> float:
    small = (32, 32)
    difference = np.asarray(a.resize(small), dtype=np.float32) - np.asarray(b.resize(small), dtype=np.float32)
    return float(np.abs(difference).mean())


def colour_shift(a: Image.Image, b: Image.Image) -> float:
    """How far the mean colours of an 8 x 8 grid lie apart, at most."""
    grid = (8, 8)
    difference = np.asarray(a.resize(grid, Image.Resampling.BOX), dtype=np.float32) - np.asarray(
        b.resize(grid, Image.Resampling.BOX), dtype=np.float32
    )
    return float(np.abs(difference).max())


def in_full(path: Path) -> Image.Image:
    """The photo decoded whole, turned, and brought to sRGB in this order: the slow and simple way."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    image = Image.open(path)
    profile = image.info.get("icc_profile")
    with path.open("rb") as file:
        # Told by a number, which Pillow leaves aside.
        profile = profile or (display_p3() if probe(file).is_p3 else None)
    image = flat(ImageOps.exif_transpose(image))
    if profile:
        source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        image = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    return image


def flat(image: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")
