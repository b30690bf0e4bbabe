"""Time one page of explore from many candidates, and a whole scroll of a hundred slots."""

import json
import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from benchmarks.tables import bars, table
from feeds.ranking import Candidate, Interest, Profile, Shown, rank
from feeds.ranking.profile import Taste, pack

RESULTS = Path(__file__).parent / "results"
NOW = 1_800_000_000.0
GOAL_MS = 15.0


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=200, help="lists ranked of each size (default 200)")


def run(options: dict[str, Any], out: TextIO) -> None:
    rng = np.random.default_rng(0)
    viewer = somebody(rng)
    figures: dict[str, dict[str, float]] = {}
    for count in (100, 400, 1000):
        for length in (20, 100):
            candidates = [somenote(rng, number + 1) for number in range(count)]
            figures[f"{count} candidates, {length} slots"] = timed(candidates, viewer, length, options["rounds"])
    taste = Taste(viewer.hashtags, viewer.interests, NOW)
    results = {
        "machine": f"{os.cpu_count()} cores",
        "load": round(os.getloadavg()[0], 1),
        "goal_p95_ms": GOAL_MS,
        "milliseconds": figures,
        "taste_bytes": len(pack(taste)),
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "rank_page.json").write_text(json.dumps(results, indent=1) + "\n")
    (RESULTS / "rank_page.svg").write_text(bars("Ranking a list", "ms", figures))
    out.write(table(["list", "p50 ms", "p95 ms"], [[name, row["p50"], row["p95"]] for name, row in figures.items()]))
    out.write(f"\nA packed taste: {results['taste_bytes']} bytes. Load: {results['load']}.\n")


def timed(candidates: list[Candidate], viewer: Profile, length: int, rounds: int) -> dict[str, float]:
    """Milliseconds of CPU, so that other work on the machine is not counted."""
    taken = []
    for seed in range(rounds):
        start = time.process_time()
        rank(candidates, viewer, NOW, seed, length=length)
        taken.append(1e3 * (time.process_time() - start))
    return {"p50": round(float(np.percentile(taken, 50)), 2), "p95": round(float(np.percentile(taken, 95)), 2)}


def somenote(rng: np.random.Generator, number: int) -> Candidate:
    return Candidate(
        id=number,
        author=int(rng.integers(1, 150)),
        published=NOW - float(rng.exponential(5 * 86400)),
        language=str(rng.choice(["en", "zh", "ja"])),
        format=str(rng.choice(["3x4", "1x1", "4x3", "text"])),
        hashtags=tuple(int(h) for h in rng.choice(300, 5, replace=False) + 1),
        idf=tuple(float(i) for i in rng.uniform(2, 8, 5)),
        vector=rng.normal(size=64).astype(np.float32),
        sources=("overlap",),
        engaged=float(rng.integers(0, 20)),
        impressions=float(rng.integers(0, 150)),
        neighbours=tuple((int(n), 0.1) for n in rng.integers(1, 1000, 5)) if rng.random() < 0.4 else (),
        is_followed=bool(rng.random() < 0.1),
        is_small=bool(rng.random() < 0.5),
        is_fair_start=bool(rng.random() < 0.05),
    )


def somebody(rng: np.random.Generator) -> Profile:
    """The fullest profile there is."""
    return Profile(
        hashtags={int(h) + 1: float(rng.normal(4, 4)) for h in rng.choice(300, 64, replace=False)},
        interests=tuple(Interest(rng.normal(size=64).astype(np.float32), 2.0, n + 1) for n in range(5)),
        languages=frozenset(["en"]),
        shown=tuple(Shown(int(a)) for a in rng.integers(1, 150, 100)),
    )
