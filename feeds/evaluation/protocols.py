"""The protocols: what is kept from the ranker, what it is asked, how its lists are judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from feeds.evaluation import splits
from feeds.evaluation.data import DataError, Dataset, Events
from feeds.evaluation.replay import best, rank_of, replay
from feeds.evaluation.report import TOP, Report
from feeds.ranking import assembly, recommend
from feeds.ranking.measures import hits_of, top_of_block

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

BLOCK = 256
# authors: what small authors are due of all exposure, and how many notes per person are looked through for it.
FLOOR = 0.30
POOL = 200


def full(data: Dataset, events: Events | None, given: tuple[Events, Events] | None) -> dict[str, object]:
    """Every person's test notes, among all notes minus those of train."""
    train, test = split(data, events, given, splits.per_person)
    report = new_report("full", data, train)
    model = recommend.fit(train, data.words())
    for people, scores in blocks(report, model.scores, train, test):
        top = top_of_block(scores, train[people], TOP)
        report.add(top, hits_of(top, test[people]), np.diff(test[people].indptr))
    return report.figures() | {"chosen": asdict(model.recipe)}


def loo(data: Dataset, events: Events | None, given: tuple[Events, Events] | None) -> dict[str, object]:
    """One test note of each person, among 99 that the person never touched."""
    is_timed = events is not None and given is None and not np.isnan(events.at).any()
    first = first_moments(data, events) if is_timed and events is not None else None
    train, test = split(data, events, given, lambda matrix: splits.leave_one_out(matrix, first))
    report = new_report("loo", data, train)
    model = recommend.fit(train, data.words())
    known = (train + test).tocsr()
    known.sort_indices()
    rng = np.random.default_rng(splits.LOO_SEED)
    for people, scores in blocks(report, model.scores, train, test):
        for person, row in zip(people, scores, strict=True):
            for note in test.indices[test.indptr[person] : test.indptr[person + 1]]:
                asked = np.append(splits.negatives(known, rng, person), note)
                report.add_target(rank_of(row[asked], len(asked) - 1), best(asked, row[asked]))
    return report.figures() | {"chosen": asdict(model.recipe)}


def cold(data: Dataset, events: Events | None, given: tuple[Events, Events] | None) -> dict[str, object]:
    """A fifth of the notes lose all engagement; only they are ranked, for whoever engaged with some of them."""
    if events is None:
        raise DataError("cold splits by notes: give --events.")
    matrix = data.matrix(events)
    is_cold = splits.cold_notes(matrix.shape[1])
    warm, test = matrix[:, ~is_cold].tocsr(), matrix[:, is_cold].tocsr()
    if warm.nnz == 0 or test.nnz == 0:
        raise DataError("too few events to strip a fifth of the notes.")
    test = splits.only_rows(test, np.diff(warm.indptr) > 0)
    authors = data.author_of_each()[is_cold] if data.author else None
    report = Report("cold", authors, np.asarray(test.sum(axis=0)).ravel())
    words = {name: (of_note[~is_cold], of_note[is_cold]) for name, of_note in data.words().items()}
    if not words:
        raise DataError("cold ranks by hashtags and authors: --notes has neither.")
    model = recommend.fit_cold(warm, words)
    for people, scores in blocks(report, model.scores, warm, test):
        top = top_of_block(scores, None, TOP)
        report.add(top, hits_of(top, test[people]), np.diff(test[people].indptr))
    return report.figures() | {"chosen": asdict(model.recipe)}


def authors(data: Dataset, events: Events | None, given: tuple[Events, Events] | None) -> dict[str, object]:
    """As full, one note per author, and small authors raised until they have their floor of exposure.

    The raise is found on the lists alone, never on what the test holds. `without_floor` is the same ranker without it.
    """
    if not data.author:
        raise DataError("authors needs the column author of --notes.")
    train, test = split(data, events, given, splits.per_person)
    of_note = data.author_of_each()
    plain, report = new_report("authors", data, train), new_report("authors", data, train)
    model = recommend.fit(train, data.words())
    asked, pools, values = [], [], []
    for people, scores in blocks(report, model.scores, train, test):
        pool = top_of_block(scores, train[people], POOL)
        asked.append(people)
        pools.append(pool)
        values.append(np.where(pool >= 0, np.take_along_axis(scores, np.maximum(pool, 0), axis=1), -np.inf))
        top = pool[:, :TOP]
        plain.add(top, hits_of(top, test[people]), np.diff(test[people].indptr))
    people, pool, value = np.concatenate(asked), np.concatenate(pools), recommend.levelled(np.concatenate(values))
    small = report.small if report.small is not None else np.zeros(len(of_note), bool)
    started = time.process_time()
    raised = assembly.raise_for(FLOOR, value, small[pool] & (pool >= 0), of_note[pool], TOP)
    chosen = assembly.one_per_author(assembly.raised(value, small[pool], raised), of_note[pool], TOP)
    top = np.where(chosen >= 0, np.take_along_axis(pool, np.maximum(chosen, 0), axis=1), -1)
    report.ranking_seconds += time.process_time() - started
    report.add(top, hits_of(top, test[people]), np.diff(test[people].indptr))
    before = plain.figures()
    names = ("recall@20", "ndcg@20", "small_author_share", "author_gini")
    return report.figures() | {
        "without_floor": {name: before[name] for name in names},
        "raise": round(raised, 4),
        "chosen": asdict(model.recipe),
    }


def replayed(data: Dataset, events: Events | None, given: tuple[Events, Events] | None) -> dict[str, object]:
    """Event by event in the order of time; the last 40 % of events score."""
    if events is None:
        raise DataError("replay goes through one stream: give --events.")
    if np.isnan(events.at).any():
        raise DataError("replay needs the column at of --events, in every row.")
    authors = data.author_of_each() if data.author else None
    report = Report("replay", authors, np.bincount(events.notes, minlength=len(data.notes)))
    for asked in replay(events, len(data.notes), len(data.people)):
        report.add_target(asked.rank, asked.top)
    report.ranking_seconds = time.process_time() - report.started
    return report.figures()


PROTOCOLS = {"full": full, "loo": loo, "cold": cold, "authors": authors, "replay": replayed}


def split(
    data: Dataset,
    events: Events | None,
    given: tuple[Events, Events] | None,
    divide: Callable[[csr_matrix], tuple[csr_matrix, csr_matrix]],
) -> tuple[csr_matrix, csr_matrix]:
    """Train and test: the given files, or the events divided."""
    if given is not None:
        return data.matrix(given[0]), data.matrix(given[1])
    if events is None:
        raise DataError("give --events, or both --train and --test.")
    train, test = divide(data.matrix(events))
    if test.nnz == 0:
        raise DataError("nobody has two notes: nothing can be held out.")
    return train, test


def first_moments(data: Dataset, events: Events) -> csr_matrix:
    """When each person first engaged with each note, in the cells of `data.matrix`."""
    first: dict[tuple[int, int], float] = {}
    for person, note, at in zip(events.people.tolist(), events.notes.tolist(), events.at.tolist(), strict=True):
        first[person, note] = min(at, first.get((person, note), at))
    matrix = data.matrix(events)
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    matrix.data = np.array([first[cell] for cell in zip(rows.tolist(), matrix.indices.tolist(), strict=True)])
    return matrix


def new_report(protocol: str, data: Dataset, train: csr_matrix) -> Report:
    return Report(protocol, data.author_of_each() if data.author else None, np.asarray(train.sum(axis=0)).ravel())


def blocks(
    report: Report, score: recommend.Scores, train: csr_matrix, test: csr_matrix
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """People with test notes and their scores, some at a time; the clock of the report runs while they are made.

    Whoever nothing is known of gets what most engaged with.
    """
    popular = np.asarray(train.sum(axis=0)).ravel()
    people = np.flatnonzero(np.diff(test.indptr))
    for at in range(0, len(people), BLOCK):
        some = people[at : at + BLOCK]
        started = time.process_time()
        scores = score(train[some])
        if scores.shape[1] == len(popular):
            scores[~scores.any(axis=1)] = popular
        report.ranking_seconds += time.process_time() - started
        yield some, scores
