"""Putting scored notes in an order in which nobody and nothing fills the page."""

from collections import deque

import numpy as np

from feeds.ranking.score import Candidate

# Within this many cards an author appears once, and what one channel takes costs it a little for each card before.
WINDOW = 8
CHANNEL_COST = 0.12
# How far down the greedy choice looks; what stands lower could not win anyway.
LOOKAHEAD = 60


def spread(candidates: list[Candidate], scores: np.ndarray) -> list[int]:
    """Ids in greedy order: at each slot the best candidate whose author the last cards did not show.

    When every candidate's author was just shown, the best one comes all the same: caps order, they never drop.
    """
    waiting = [candidates[i] for i in np.argsort(-scores, kind="stable")]
    value = {c.id: float(s) for c, s in zip(candidates, scores, strict=True)}
    recent: deque[Candidate] = deque(maxlen=WINDOW)
    order = []
    while waiting:
        ahead = waiting[:LOOKAHEAD]
        authors = {c.author for c in recent}
        channels = [c.channel for c in recent]
        free = [c for c in ahead if c.author not in authors] or ahead
        chosen = max(free, key=lambda c: value[c.id] - CHANNEL_COST * channels.count(c.channel))
        waiting.remove(chosen)
        recent.append(chosen)
        order.append(chosen.id)
    return order
