"""The page that the site would show somebody, from files of events and notes: the site's own modules, no database.

What files do not tell (impressions, follows, copies) stands at its default, as on a site where it never happened.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from feeds.evaluation.data import Dataset, Events
from feeds.ranking import Candidate, Profile, Ranked, content, neighbours, profile, rank, smoothing
from feeds.ranking.profile import Taste

LIKED = ("like", "collect", "comment", "share")
UNWANTED = ("hide", "less", "report")
HIDDEN = ("hide", "less")  # whoever wants less like a note does not see it again
HISTORY = 50


def page(data: Dataset, events: Events, person: int, now: float, seed: int, length: int = 20) -> list[Ranked]:
    """The first `length` slots for this person at a moment (seconds since 1970); ids are the data set's numbers."""
    done = np.argsort(events.at, kind="stable")
    done = done[events.at[done] <= now]
    rarity = idf_of(data)
    own = [i for i in done if events.people[i] == person]
    taste, history = learnt(data, events, own, rarity)
    hidden = {int(events.notes[i]) for i in own if events.kinds[i] in HIDDEN}
    near = near_to(events, done, history, now)
    engaged = engaged_with(events, done)
    candidates = [
        Candidate(
            id=note,
            author=data.author.get(note, -1 - note),
            published=data.published.get(note, 0.0),
            language=data.language.get(note, ""),
            hashtags=hashtags_of(data, note),
            idf=tuple(rarity[tag] for tag in hashtags_of(data, note)),
            vector=vector_of(data, note),
            engaged=engaged.get(note, 0.0),
            neighbours=near.get(note, ()),
            is_small=True,
            cluster=note + 1,
        )
        for note in range(len(data.notes))
        if note not in history and note not in hidden
    ]
    taste = taste.decayed(now)
    return rank(candidates, Profile(hashtags=taste.hashtags, interests=taste.interests), now, seed)[:length]


def idf_of(data: Dataset) -> dict[int, float]:
    counts = Counter(tag for note in data.tags for tag in hashtags_of(data, note))
    return {tag: float(content.idf(count, len(data.notes))) for tag, count in counts.items()}


def hashtags_of(data: Dataset, note: int) -> tuple[int, ...]:
    """From 1 on: to the ranking 0 is no hashtag."""
    return tuple(tag + 1 for tag in data.tags.get(note, ()))


def vector_of(data: Dataset, note: int) -> np.ndarray | None:
    """As the site keeps it: in half precision, none for a note without a word."""
    names = list(data.hashtags)
    vector = content.vector([names[tag] for tag in data.tags.get(note, ())], "", "")
    return vector.astype(np.float16).astype(np.float32) if vector.any() else None


def learnt(data: Dataset, events: Events, done: list[int], rarity: dict[int, float]) -> tuple[Taste, dict[int, float]]:
    """The taste after these events, and the notes engaged with and when, newest last."""
    taste, history = Taste(), dict[int, float]()
    for i in done:
        note, kind, at = int(events.notes[i]), events.kinds[i], float(events.at[i])
        tags = hashtags_of(data, note)
        rarities = tuple(rarity[tag] for tag in tags)
        taste = profile.learn(taste, kind, tags, rarities, at, vector=vector_of(data, note), note=note)
        if kind in (*LIKED, *UNWANTED):
            history.pop(note, None)
        if kind in LIKED:
            history[note] = at
    return taste, dict(list(history.items())[-HISTORY:])


def engaged_with(events: Events, done: np.ndarray) -> dict[int, float]:
    """Weighted engagements of each note: of a person the strongest thing they did."""
    kinds: dict[tuple[int, int], list[str]] = defaultdict(list)
    for i in done:
        kinds[int(events.notes[i]), int(events.people[i])].append(events.kinds[i])
    total: dict[int, float] = defaultdict(float)
    for (note, _person), of_person in kinds.items():
        total[note] += smoothing.engagement(of_person)
    return total


def near_to(
    events: Events, done: np.ndarray, history: dict[int, float], now: float
) -> dict[int, tuple[tuple[int, float], ...]]:
    """Of each note the notes of the history that it is near to."""
    liked = [i for i in done if events.kinds[i] in LIKED]
    if not liked:
        return {}
    pairs = np.unique(np.stack([events.people[liked], events.notes[liked]], axis=1), axis=0)
    notes, others, nearness = neighbours.rebuild(pairs[:, 0], pairs[:, 1])
    rows = zip(notes.tolist(), others, nearness.astype(np.float32), strict=True)
    return neighbours.near_to(history, (row for row in rows if row[0] in history), now)
