"""Near-duplicate photos: how many copies are found, how many others are taken for one, how long a look-up takes."""

import io
import json
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TextIO

import numpy as np
from django.db import connection
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from posts import originality
from rednote.demo import illustrations
from rednote.lib.images import hashes
from rednote.lib.images.child import LUMA_SIDE

RESULTS = Path(__file__).parent / "results" / "originality.json"
SCHEMA = "bench_originality"
COLUMNS = "(photo_id, position, phash, dhash, p0, p1, p2, p3, d0, d1, d2, d3, frame)"
LONGEST = 900  # pixels of the pictures that are changed and compared
# Files in --photos that do show one picture, by their names without the ending.
KNOWN_PAIRS = {frozenset({"hato-pigeon"})}

Picture = Image.Image
Change = Callable[[Picture, Random], Picture]


# --- What a copier does -----------------------------------------------------------------------------------------------


def saved(format: str, quality: int) -> Change:
    def change(picture: Picture, rng: Random) -> Picture:
        file = io.BytesIO()
        picture.save(file, format, quality=quality)
        return Image.open(file).convert("RGB")

    return change


def scaled(width: int) -> Change:
    return lambda picture, rng: picture.resize((width, max(1, round(width * picture.height / picture.width))))


def cropped(left: float, top: float, right: float, bottom: float) -> Change:
    def change(picture: Picture, rng: Random) -> Picture:
        width, height = picture.size
        box = (left * width, top * height, (1 - right) * width, (1 - bottom) * height)
        return picture.crop(tuple(round(edge) for edge in box))

    return change


def cropped_anyhow(most: float) -> Change:
    return lambda picture, rng: cropped(*(rng.uniform(0, most) for _ in range(4)))(picture, rng)


def framed(share: float, colour: str) -> Change:
    return lambda picture, rng: ImageOps.expand(picture, round(share * max(picture.size)), colour)


def written_on(share: float) -> Change:
    def change(picture: Picture, rng: Random) -> Picture:
        picture = picture.copy()
        place = (picture.width * rng.uniform(0.02, 0.3), picture.height * rng.uniform(0.05, 0.85))
        words = rng.choice(["Hello from Kyoto", "@somebody", "Sale: half price", "my lovely day"])
        font = ImageFont.load_default(size=max(8, int(share * picture.height)))
        fill = rng.choice(["white", "black", "red"])
        ImageDraw.Draw(picture).text(place, words, fill, font, stroke_width=2, stroke_fill="black")
        return picture

    return change


def enhanced(kind: type, factor: float) -> Change:
    return lambda picture, rng: kind(picture).enhance(factor)


def turned(how: Image.Transpose) -> Change:
    return lambda picture, rng: picture.transpose(how)


def one_after_the_other(*changes: Change) -> Change:
    def change(picture: Picture, rng: Random) -> Picture:
        for step in changes:
            picture = step(picture, rng)
        return picture

    return change


def tilted(picture: Picture, rng: Random) -> Picture:
    return cropped(0.03, 0.03, 0.03, 0.03)(picture.rotate(2, Image.Resampling.BICUBIC), rng)


CHANGES: dict[str, Change] = {
    "resized to 160 px": scaled(160),
    "JPEG, quality 40": saved("JPEG", 40),
    "JPEG, quality 15": saved("JPEG", 15),
    "WebP, quality 25": saved("WEBP", 25),
    "blurred": lambda picture, rng: picture.filter(ImageFilter.GaussianBlur(picture.width / 150)),
    "grey": lambda picture, rng: ImageOps.grayscale(picture).convert("RGB"),
    "brighter by 30 %": enhanced(ImageEnhance.Brightness, 1.3),
    "darker by 30 %": enhanced(ImageEnhance.Brightness, 0.7),
    "contrast up 40 %": enhanced(ImageEnhance.Contrast, 1.4),
    "mirrored": turned(Image.Transpose.FLIP_LEFT_RIGHT),
    "turned by 90°": turned(Image.Transpose.ROTATE_90),
    "turned by 180°": turned(Image.Transpose.ROTATE_180),
    "turned by 270°, mirrored": turned(Image.Transpose.TRANSVERSE),
    "crop, 2 % each side": cropped(0.02, 0.02, 0.02, 0.02),
    "crop, 5 % each side": cropped(0.05, 0.05, 0.05, 0.05),
    "crop, up to 5 % each side": cropped_anyhow(0.05),
    "crop, 5 % below": cropped(0, 0, 0, 0.05),
    "crop, 10 % below": cropped(0, 0, 0, 0.1),
    "crop, up to 10 % each side": cropped_anyhow(0.1),
    "crop, 8 % each side": cropped(0.08, 0.08, 0.08, 0.08),
    "crop, 10 % each side": cropped(0.1, 0.1, 0.1, 0.1),
    "white border, 2 %": framed(0.02, "white"),
    "white border, 5 %": framed(0.05, "white"),
    "black border, 5 %": framed(0.05, "black"),
    "white border, 10 %": framed(0.1, "white"),
    "text, 5 % high": written_on(0.05),
    "text, 8 % high": written_on(0.08),
    "tilted by 2°": tilted,
    "mirrored, crop 5 %, JPEG 40": one_after_the_other(
        turned(Image.Transpose.FLIP_LEFT_RIGHT), cropped(0.05, 0.05, 0.05, 0.05), saved("JPEG", 40)
    ),
    "text, border 5 %, JPEG 40": one_after_the_other(written_on(0.06), framed(0.05, "white"), saved("JPEG", 40)),
}


# --- Pictures ---------------------------------------------------------------------------------------------------------


def photos(folder: Path) -> Iterator[tuple[str, Picture]]:
    import pillow_heif

    pillow_heif.register_heif_opener()
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in Image.registered_extensions()):
        with Image.open(path) as file:
            file.draft("RGB", (LONGEST, LONGEST))
            picture = ImageOps.exif_transpose(file).convert("RGB")
        picture.thumbnail((LONGEST, LONGEST))
        yield path.stem, picture


def drawings(seeds: int) -> Iterator[tuple[str, Picture]]:
    for seed in range(1, seeds + 1):
        width, height = illustrations.drawing_size(seed)
        for scene in illustrations.SCENES:
            yield f"{scene} {seed}", illustrations.draw(scene, seed, (width // 3, height // 3)).convert("RGB")


def matrix(picture: Picture) -> hashes.Matrix:
    """As the rendering process makes it."""
    small = picture.resize((LUMA_SIDE, LUMA_SIDE), Image.Resampling.BOX, reducing_gap=2.0)
    return np.asarray(small.convert("L"), np.float64)


# --- The index, in a schema of its own --------------------------------------------------------------------------------


class Index:
    """A table of hashes like the site's, empty, and gone afterwards."""

    def __enter__(self) -> "Index":
        self.pictures: dict[int, hashes.Matrix] = {}
        self.kept: dict[int, list[hashes.Hash]] = {}
        self.execute(
            f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA};"
            f"CREATE TABLE {SCHEMA}.posts_photohash (LIKE public.posts_photohash INCLUDING ALL);"
            f"SET search_path TO {SCHEMA}, public; SET statement_timeout = 0"
        )
        return self

    def __exit__(self, *error: object) -> None:
        self.execute(f"RESET search_path; DROP SCHEMA {SCHEMA} CASCADE")

    def execute(self, sql: str, *parameters: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    def add(self, number: int, picture: hashes.Matrix) -> None:
        self.pictures[number], self.kept[number] = picture, hashes.hashes(picture)
        rows = [
            (number, found.position, found.phash, found.dhash, *hashes.bands(found.phash), *hashes.bands(found.dhash))
            for found in self.kept[number]
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO posts_photohash {COLUMNS} VALUES ({'%s, ' * 12} '{{0,1,0,1}}')",
                rows,
            )

    def found(self, picture: hashes.Matrix, own: int = 0) -> set[int]:
        """The pictures that one is taken for, as the site does it."""
        probes = hashes.probes(picture)
        near = originality.look_up(probes, own) if probes else {}
        return {
            number
            for number, asked in near.items()
            if originality.alike(
                picture, [probes[probe].hash for probe in asked], self.pictures[number], self.kept[number]
            )
        }

    def fill(self, count: int) -> None:
        """Rows as of many photos. pHash: random bits, as those of photos are. dHash: quarters as they occur."""
        quarters = np.array([hashes.bands(found.dhash) for kept in self.kept.values() for found in kept])
        rng = np.random.default_rng(1)
        file = io.StringIO()
        for start in range(0, count, 100_000):
            size = min(100_000, count - start)
            phash = rng.integers(-(2**63), 2**63, size, np.int64)
            picked = quarters[rng.integers(0, len(quarters), (size, 4)), np.arange(4)].astype(np.int16)
            # A third of the quarters one bit away: otherwise only so many values would occur as there are pictures.
            picked ^= np.where(rng.random((size, 4)) < 0.33, 1 << rng.integers(0, 15, (size, 4)), 0).astype(np.int16)
            dhash = np.ascontiguousarray(picked).view(np.int64)[:, 0]
            bands = phash.view(np.int16).reshape(size, 4)
            for number in range(size):
                values = (start + number + 1_000_000, 0, phash[number], dhash[number], *bands[number], *picked[number])
                file.write("\t".join(map(str, values)) + "\t{0,1,0,1}\n")
        file.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY posts_photohash {COLUMNS} FROM STDIN", file)
        self.execute("VACUUM ANALYZE posts_photohash")

    def megabytes(self) -> float:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size(%s)", [f"{SCHEMA}.posts_photohash"])
            return cursor.fetchone()[0] / 1e6


# --- Measures ---------------------------------------------------------------------------------------------------------


def recall(index: Index, pictures: list[tuple[str, Picture]], first: int) -> dict[str, dict[str, float]]:
    """Of each change: the share of its copies that are found, and of what is found the share that is the original."""
    measured = {}
    for name, change in CHANGES.items():
        rng = Random(name)
        right = wrong = 0
        for number, (title, picture) in enumerate(pictures, start=first):
            found = index.found(matrix(change(picture, rng)))
            twins = {number, *(first + n for n, (other, _) in enumerate(pictures) if other == title)}
            right += number in found
            wrong += len(found - twins)
        measured[name] = {"recall": right / len(pictures), "precision": right / max(1, right + wrong)}
    return measured


def false_alarms(index: Index, titles: dict[int, str]) -> tuple[set[frozenset[str]], int]:
    """The pairs of different pictures that are taken for one, each asked for both ways, and the number of pairs."""
    alarms = set()
    for number, title in titles.items():
        for other in index.found(index.pictures[number], number) & titles.keys():
            alarms.add(frozenset({title, titles[other]}))
    return alarms - KNOWN_PAIRS, len(titles) * (len(titles) - 1) // 2


def timings(index: Index, repeats: int) -> dict[str, float]:
    """Milliseconds of a look-up, over the wire and back, with warm caches; and of what surrounds it in Python."""
    pictures = list(index.pictures.items())
    asked = []
    start = time.perf_counter()
    for number, picture in pictures:
        asked.append((hashes.probes(picture), number))
    probing = (time.perf_counter() - start) / len(pictures)
    for probes, number in asked[:50]:
        originality.look_up(probes, number)
    took = []
    for _ in range(repeats):
        for probes, number in asked:
            start = time.perf_counter()
            originality.look_up(probes, number)
            took.append(1000 * (time.perf_counter() - start))
    lookups = np.mean([sum(72 if probe.is_near else 4 for probe in probes) for probes, _ in asked])
    return {
        "p50": float(np.percentile(took, 50)),
        "p95": float(np.percentile(took, 95)),
        "p99": float(np.percentile(took, 99)),
        "max": max(took),
        "probing": 1000 * probing,
        "lookups": float(lookups),
    }


# --- The command ------------------------------------------------------------------------------------------------------


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--photos", type=Path, help="a folder of photos to measure beside the drawings")
    parser.add_argument("--seeds", type=int, default=12, help="drawings of each scene (default 12)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="photos in the index that is timed")


def run(options: dict, out: TextIO) -> None:
    sets = {"drawings": list(drawings(options["seeds"]))}
    if options["photos"]:
        sets = {"photos": list(photos(options["photos"]))} | sets
    results: dict = {"rows": options["rows"], "sets": {}}
    with Index() as index:
        for start, pictures in enumerate(sets.values(), start=1):
            first = start * 10_000
            for number, (_title, picture) in enumerate(pictures, start=first):
                index.add(number, matrix(picture))
        for start, (kind, pictures) in enumerate(sets.items(), start=1):
            first = start * 10_000
            titles = {number: title for number, (title, _) in enumerate(pictures, start=first)}
            alarms, pairs = false_alarms(index, titles)
            plain = sum(not index.kept[number] for number in titles)
            out.write(
                f"{kind}: {len(pictures)} pictures, {plain} too plain; {len(alarms)} false alarms in {pairs:,} pairs"
            )
            for alarm in sorted(sorted(alarm) for alarm in alarms):
                out.write("   " + " / ".join(alarm))
            # A third of the drawings is enough to tell recall to a percent.
            sample = pictures if kind == "photos" else pictures[: len(pictures) // 3]
            measured = recall(index, sample, first)
            results["sets"][kind] = {
                "pictures": len(pictures),
                "false_alarms": len(alarms),
                "pairs": pairs,
                "changes": measured,
            }
        width = max(map(len, CHANGES))
        out.write("\n" + " " * width + "".join(f" | {kind + ': recall':>16} | precision" for kind in sets))
        for name in CHANGES:
            cells = (results["sets"][kind]["changes"][name] for kind in sets)
            line = "".join(f" | {cell['recall']:16.3f} | {cell['precision']:9.3f}" for cell in cells)
            out.write(f"{name:{width}}{line}")
        index.fill(options["rows"])
        results["lookup"] = timings(index, repeats=2)
        results["megabytes"] = index.megabytes()
    took = results["lookup"]
    out.write(
        f"\nOne look-up among {options['rows']:,} photos ({took['lookups']:.0f} keys): p50 {took['p50']:.1f} ms,"
        f" p95 {took['p95']:.1f} ms, p99 {took['p99']:.1f} ms, longest {took['max']:.1f} ms;"
        f" {took['probing']:.1f} ms to make the keys;"
        f" the table and its indexes {results['megabytes']:.0f} MB."
    )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
