"""Event by event: rank what a person may take up next, see what they took up, learn, go on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from feeds.evaluation.data import Events
from feeds.ranking.blend import Choice
from feeds.ranking.stream import FEATURES, Stream

SCORED_FROM = 0.6  # of the events; the earlier ones are learned from only
TOP = 20
# Candidates ranked in all: beyond, every so many-th target is asked, and the report says of how many.
MOST_ROWS = 250_000_000


@dataclass
class Asked:
    """One target: its rank (from 0, ties count half), and the 20 best notes."""

    rank: float
    top: np.ndarray


def replay(events: Events, notes: int, people: int) -> Iterator[Asked]:
    """A target is a person's first event with a note that already had one. Events come in the order of time."""
    order = np.argsort(events.at, kind="stable")
    stream, choice = Stream(notes, people), Choice(len(FEATURES))
    every = max(1, round(len(events) * np.unique(events.notes).size / 2 / MOST_ROWS))
    targets = 0
    for step, event in enumerate(order):
        person, note, at = int(events.people[event]), int(events.notes[event]), float(events.at[event])
        if stream.events[note] and note not in stream.touched[person]:
            targets += 1
            if targets % every == 0:
                candidates = stream.candidates(person)
                features = stream.features(person, at, candidates)
                target = int(np.searchsorted(candidates, note))
                if step >= SCORED_FROM * len(events):
                    scores = choice.score(features)
                    yield Asked(rank_of(scores, target), best(candidates, scores))
                choice.learn(features, target)
        stream.take_in(person, note, events.kinds[event], at)


def rank_of(scores: np.ndarray, target: int) -> float:
    ties = np.count_nonzero(scores == scores[target]) - 1
    return np.count_nonzero(scores > scores[target]) + 0.5 * ties


def best(notes: np.ndarray, scores: np.ndarray) -> np.ndarray:
    size = min(TOP, len(scores))
    top = np.argpartition(-scores, size - 1)[:size]
    return notes[top[np.argsort(-scores[top], kind="stable")]]
