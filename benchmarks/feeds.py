"""What the feeds cost on sites of several sizes: taking in, refreshing people, a page of explore, the nightly work."""

import json
import os
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from benchmarks.site import run_apart
from benchmarks.tables import bars, table
from feeds import events, explore, tasks, tastes, vectors
from feeds.models import EventKind
from posts.models import Note
from rednote.lib import redis

RESULTS = Path(__file__).parent / "results"
SIZES = (10_000, 100_000)
PEOPLE = 200
LIKES = 5  # of each person
SEEN = 100  # cards of each person
GOALS = {"engagement p95 ms": 1.0, "kilobytes per person": 10.0}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--notes", type=int, nargs="+", default=list(SIZES), help="sizes of the site, in notes")
    parser.add_argument("--here", type=Path, help="measure the empty site of DATABASE_URL, and write the figures there")


def run(options: dict[str, Any], out: TextIO) -> None:
    if options["here"]:
        options["here"].write_text(json.dumps(measured(options["notes"][0])))
        return
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for notes in options["notes"]:
            answer = Path(folder) / "figures.json"
            run_apart("feeds", "--notes", str(notes), "--here", str(answer))
            figures[f"{notes:,} notes"] = json.loads(answer.read_text())
    results = {"machine": f"{os.cpu_count()} cores", "load": round(os.getloadavg()[0], 1), "goals": GOALS}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "feeds.json").write_text(json.dumps(results | {"sizes": figures}, indent=1) + "\n")
    pages = {size: {name: row[f"explore {name} ms"] for name in ("p50", "p95")} for size, row in figures.items()}
    (RESULTS / "feeds.svg").write_text(bars("A page of explore for a member", "ms", pages))
    names = list(next(iter(figures.values())))
    out.write(table(["figure", *figures], [[name, *(row[name] for row in figures.values())] for name in names]))
    out.write(f"\nLoad: {results['load']}.\n")


def measured(notes: int) -> dict[str, float]:
    """The figures of a site with so many notes; milliseconds and seconds are by the clock, unless they say CPU."""
    call_command("generate", notes=notes)
    found: dict[str, float] = {}
    with timed(found, "vectors s"):
        while Note.objects.listed().filter(vector=None).exists():
            vectors.describe_missing()
    for name, task in (
        ("neighbours s", tasks.rebuild_neighbours),
        ("rates s", tasks.refresh_rates),
        ("pools s", tasks.refresh_pools),
    ):
        with timed(found, name):
            task()
    people = list(User.objects.filter(is_private=False).order_by("id")[:PEOPLE])
    listed = list(Note.objects.listed().newest().values_list("id", flat=True)[: PEOPLE * LIKES])
    redis.client().flushdb()
    liked = [(person, note) for at, person in enumerate(people) for note in listed[at :: len(people)]]
    took = [milliseconds(lambda one=one: events.take_engagement(one[0], EventKind.LIKE, one[1])) for one in liked]
    found |= {f"engagement {name} ms": value for name, value in shares(took).items()}
    with timed(found, "rows of an engagement ms", 1000 / len(liked)):
        events.fold()
    now = timezone.now().timestamp()
    started = processors()
    with timed(found, "refresh of a person ms", 1000 / len(people)):
        for person in people:
            tasks.refresh_person(person.pk, now)
    found["people refreshed per CPU second"] = round(len(people) / (processors() - started), 1)
    for person in people:
        with redis.client().pipeline() as pipe:
            tastes.push_seen(pipe, person.pk, listed[:SEEN])
            pipe.execute()
    took = [milliseconds(lambda person=person: explore.page(person)) for person in people]
    found |= {f"explore {name} ms": value for name, value in shares(took).items()}
    found["kilobytes per person"] = round(kept() / 1000 / len(people), 1)
    return found


@contextmanager
def timed(found: dict[str, float], name: str, unit: float = 1) -> Iterator[None]:
    start = time.perf_counter()
    yield
    found[name] = round(unit * (time.perf_counter() - start), 2)


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def shares(took: list[float]) -> dict[str, float]:
    return {f"p{share}": round(float(np.percentile(took, share)), 2) for share in (50, 95)}


def processors() -> float:
    """Seconds of CPU of this process and of its PostgreSQL session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return time.process_time() + int(server.read_text().split()[0]) / 1e9


def kept() -> int:
    """Bytes of all keys, with what Redis needs to keep them."""
    client = redis.client()
    return sum(client.memory_usage(key) or 0 for key in client.scan_iter())
