"""What is going on right now, kept event by event: heat at several half-lives, ages, nearness to one person's doings.

The blend (`blend.Choice`) learns from these what a person will take up next. All state is counts, O(history) per event.
"""

import numpy as np

from feeds.ranking import smoothing
from feeds.ranking.neighbours import cosine
from feeds.ranking.score import SECONDS_PER_DAY

HEAT_HALF_LIVES = np.array([0.02, 0.1, 0.25, 1.0, 3.0, 14.0]) * SECONDS_PER_DAY
HISTORY = 50  # of a person's notes that count for nearness, as on the site
HISTORY_HALF_LIFE = 14 * SECONDS_PER_DAY
SESSION = 1800.0  # seconds in which a person reads on from where they were
PAIRED = 8_000  # the newest notes, of which pairs are counted: 256 MB
HABIT = 20  # notes over which a person's liking of the new is averaged
FEATURES = (
    *(f"heat over {days:g} days" for days in HEAT_HALF_LIVES / SECONDS_PER_DAY),
    "all events",
    "rate",
    "age",
    "notes published since",
    "time since somebody was there",
    "notes touched since",
    "published since the last visit",
    "habit of reading the new",
    "far from the last note",
    "far from the last note, just now",
    "near to all of the history",
    "near to the recent history",
    "near to the last note",
    "near to the nearest",
    "near on average",
    "near at all",
)


class Stream:
    """Counts over notes numbered 0 .. size - 1, up to the last event taken in."""

    def __init__(self, notes: int, people: int) -> None:
        self.now = 0.0
        self.heat = np.zeros((len(HEAT_HALF_LIVES), notes))
        self.events, self.readers = np.zeros(notes), np.zeros(notes)
        self.engaged, self.opened = np.zeros(notes), np.zeros(notes)
        self.first, self.last = np.full(notes, np.inf), np.full(notes, -np.inf)
        self.place = np.full(notes, -1)  # in the order of first events
        self.live = 0
        self.paired = min(notes, PAIRED)
        self.pairs = np.zeros((self.paired, self.paired), np.float32)
        self.slots: np.ndarray = np.full(self.paired, -1)  # which note has which row of pairs
        self.history: list[list[tuple[int, float]]] = [[] for _ in range(people)]
        self.touched: list[set[int]] = [set() for _ in range(people)]
        self.visited = np.full(people, -np.inf)
        self.habit, self.habits = np.zeros(people), np.zeros(people)

    def candidates(self, person: int) -> np.ndarray:
        """Notes that had an event and that the person never touched."""
        free = self.place >= 0
        free[list(self.touched[person])] = False
        return np.flatnonzero(free)

    def features(self, person: int, at: float, notes: np.ndarray) -> np.ndarray:
        """Shape (len(notes), len(FEATURES)); what the person did counts up to now, nothing after."""
        decay = 0.5 ** ((at - self.now) / HEAT_HALF_LIVES)
        since = at - self.last[notes]
        touched_since = np.empty(len(notes))
        touched_since[np.argsort(since, kind="stable")] = np.arange(len(notes))
        newer = np.log1p(self.live - 1 - self.place[notes])
        columns = [
            *np.log1p(self.heat[:, notes] * decay[:, None]),
            np.log1p(self.events[notes]),
            np.log(smoothing.rate(self.engaged[notes], self.opened[notes], *smoothing.DEFAULT)),
            np.log1p((at - self.first[notes]) / 3600.0),
            newer,
            np.log1p(since / 60.0),
            np.log1p(touched_since),
        ]
        return np.column_stack([*columns, *self.personal(person, at, notes, newer)])

    def personal(self, person: int, at: float, notes: np.ndarray, newer: np.ndarray) -> list[np.ndarray]:
        history = self.history[person]
        if not history:
            return [np.zeros(len(notes))] * (len(FEATURES) - 6 - len(HEAT_HALF_LIVES))
        habit = (self.habit[person] - 2.0) * self.habits[person] / (self.habits[person] + 3.0)
        far = np.log1p(np.abs(self.place[notes] - self.place[history[-1][0]]))
        just_now = 1.0 / (1.0 + (at - self.visited[person]) / SESSION)
        near, ages = self.near(history, at)
        slots = self.place[notes] % self.paired
        known = (self.slots[slots] == notes)[None, :]
        near = near[:, slots] * known
        total, closest = near.sum(axis=0), near.max(axis=0)
        return [
            (self.first[notes] > self.visited[person]).astype(float),
            habit * newer,
            far,
            far * just_now,
            np.log1p(total),
            np.log1p(0.5 ** (ages / HISTORY_HALF_LIFE) @ near),
            near[-1],
            closest,
            np.log1p(10.0 * total / len(near)),
            (total > 0).astype(float),
        ]

    def near(self, history: list[tuple[int, float]], at: float) -> tuple[np.ndarray, np.ndarray]:
        """Nearness of the person's last notes to the note of each slot, and how long ago they were."""
        notes = np.array([note for note, _ in history])
        slots = self.place[notes] % self.paired
        both = self.pairs[slots] * (self.slots[slots] == notes)[:, None]
        readers = np.where(self.slots >= 0, self.readers[self.slots], 1.0)
        return cosine(both, self.readers[notes][:, None], readers[None, :]), at - np.array([t for _, t in history])

    def take_in(self, person: int, note: int, kind: str, at: float) -> None:
        self.heat *= 0.5 ** ((at - self.now) / HEAT_HALF_LIVES)[:, None]
        self.now = at
        self.heat[:, note] += 1.0
        if self.place[note] < 0:
            self.publish(note, at)
        self.events[note] += 1
        self.last[note] = at
        if kind == "open":
            self.opened[note] += 1
        else:
            self.engaged[note] += 1
        if note not in self.touched[person]:
            self.read(person, note, at)
        self.visited[person] = at

    def publish(self, note: int, at: float) -> None:
        self.first[note], self.place[note] = at, self.live
        slot = self.live % self.paired
        self.pairs[slot] = self.pairs[:, slot] = 0.0
        self.slots[slot] = note
        self.live += 1

    def read(self, person: int, note: int, at: float) -> None:
        slot = self.place[note] % self.paired
        if self.slots[slot] == note:
            earlier = np.array(
                [n for n, _ in self.history[person] if self.slots[self.place[n] % self.paired] == n], int
            )
            slots = self.place[earlier] % self.paired
            self.pairs[slot, slots] += 1.0
            self.pairs[slots, slot] += 1.0
        self.history[person] = [*self.history[person], (note, at)][-HISTORY:]
        self.touched[person].add(note)
        self.readers[note] += 1
        self.habits[person] += 1
        newer = np.log1p(self.live - 1 - self.place[note])
        self.habit[person] += (newer - self.habit[person]) / min(self.habits[person], HABIT)
