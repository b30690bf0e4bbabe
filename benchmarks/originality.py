"""Near-duplicate photos: how many copies are found, how many others are taken for one, how long a look-up takes."""

import io
import json
import os
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
PARTS = 30  # of each picture, for what a quarter of a dHash may be
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


def parts(picture: hashes.Matrix, count: int, random: Random) -> Iterator[hashes.Hash]:
    """The hashes of parts of a picture, anywhere in it."""
    for _ in range(count):
        width, height = random.uniform(0.3, 0.8), random.uniform(0.3, 0.8)
        left, top = random.uniform(0, 1 - width), random.uniform(0, 1 - height)
        yield from hashes.hashes(picture, (left, left + width, top, top + height))[:1]


# --- The index, in a schema of its own --------------------------------------------------------------------------------


class Index:
    """A table of hashes like the site's, empty, and gone afterwards."""

    def __enter__(self) -> "Index":
        self.pictures: dict[int, hashes.Matrix] = {}
        self.kept: dict[int, list[hashes.Hash]] = {}
        self.execute(
            f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA};"
            f"CREATE TABLE {SCHEMA}.posts_photohash (LIKE public.posts_photohash INCLUDING IDENTITY);"
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
        """Rows as of many photos, with the site's indexes.

        pHash: random bits, as those of photos are. dHash: quarters as parts of these pictures have them, a third with
        one bit the other way round: otherwise only so many values would occur as there are parts.
        """
        random = Random(1)
        found = [hash for picture in self.pictures.values() for hash in parts(picture, PARTS, random)]
        quarters = np.array([hashes.bands(hash.dhash) for hash in found]).T.tolist()
        pick = "(%s::smallint[])[1 + floor(random() * {n})]"
        flip = "# CASE WHEN random() < 0.33 THEN 1 << floor(random() * 15)::int ELSE 0 END"
        picked = ", ".join(f"({pick.format(n=len(found))} {flip})::smallint AS d{n}" for n in range(hashes.BANDS))
        self.execute(
            f"""
            INSERT INTO posts_photohash {COLUMNS}
            SELECT n, 0, p,
                d3::bigint << 48 | (d2::bigint & 65535) << 32 | (d1::bigint & 65535) << 16 | d0::bigint & 65535,
                p << 48 >> 48, p << 32 >> 48, p << 16 >> 48, p >> 48, d0, d1, d2, d3, '{{0,1,0,1}}'
            FROM (
                SELECT n, random(-9223372036854775808, 9223372036854775807) AS p, {picked}
                FROM generate_series(1000001, 1000000 + {count}) AS n
            ) made""",
            *quarters,
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'posts_photohash'"
            )
            made = [definition for (definition,) in cursor.fetchall()]
        for definition in made:
            self.execute(definition.replace("public.", f"{SCHEMA}."))
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
    """Milliseconds of a look-up with warm caches: from asking to the answer, and of the processors' time; and of what
    makes its keys. The processors' time is what it takes on a machine that has nothing else to do.
    """
    asked = []
    start = time.process_time()
    for number, picture in index.pictures.items():
        asked.append((hashes.probes(picture), number))
    probing = (time.process_time() - start) / len(asked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def worked() -> float:
        return time.process_time() + int(server.read_text().split()[0]) / 1e9

    took, busy = [], []
    for _ in range(repeats + 1):
        for probes, number in asked:
            before, start = worked(), time.perf_counter()
            originality.look_up(probes, number)
            took.append(1000 * (time.perf_counter() - start))
            busy.append(1000 * (worked() - before))
    took, busy = took[len(asked) :], busy[len(asked) :]
    return {
        **{f"p{share}": float(np.percentile(took, share)) for share in (50, 95)},
        **{f"busy p{share}": float(np.percentile(busy, share)) for share in (50, 95, 100)},
        "probing": 1000 * probing,
        "lookups": float(np.mean([sum(72 if probe.is_near else 4 for probe in probes) for probes, _ in asked])),
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
        results["lookup"] = timings(index, repeats=3)
        results["megabytes"] = index.megabytes()
    took = results["lookup"]
    out.write(
        f"\nOne look-up among {options['rows']:,} photos ({took['lookups']:.0f} keys): {took['busy p50']:.1f} ms of the"
        f" processors' time, p95 {took['busy p95']:.1f}, most {took['busy p100']:.1f}; by the clock p50"
        f" {took['p50']:.1f}, p95 {took['p95']:.1f} (load {os.getloadavg()[0]:.1f});"
        f" {took['probing']:.1f} ms to make the keys;"
        f" the table and its indexes {results['megabytes']:.0f} MB."
    )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
