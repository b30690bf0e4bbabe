"""The figures of one protocol, gathered person by person."""

import resource
import time

import numpy as np

from feeds.ranking.measures import discounts, gini, ndcg

TOP = 20
SMALL_SHARE_OF_AUTHORS = 0.8


class Report:
    """Collects lists and makes one JSON object of them."""

    def __init__(self, protocol: str, authors: np.ndarray | None, readers: np.ndarray) -> None:
        self.protocol = protocol
        self.authors = authors
        self.small = None if authors is None else small_notes(authors, readers)
        self.exposure = np.zeros(len(readers))
        self.sums: dict[str, float] = {}
        self.people = self.pairs = 0
        self.ranking_seconds = 0.0
        self.started = time.process_time()

    def add(self, top: np.ndarray, hits: np.ndarray, wanted: np.ndarray) -> None:
        """Lists of people (people, up to 20; -1 where a list ended), which of them were hits, how many were wanted."""
        shown = top >= 0
        np.add.at(self.exposure, top[shown], np.broadcast_to(discounts(top.shape[1]), top.shape)[shown])
        found = hits.sum(axis=1)
        self.count("recall@20", found / wanted)
        self.count("ndcg@20", ndcg(hits, wanted, TOP))
        self.count("ndcg@10", ndcg(hits, wanted, 10))
        for size in (5, 10, 20):
            self.count(f"hr@{size}", hits[:, :size].max(axis=1))
        self.people += len(top)
        self.pairs += int(wanted.sum())

    def add_target(self, rank: float, top: np.ndarray) -> None:
        """One wanted note at a rank (from 0, halves where tied), and the best of its list."""
        self.exposure[top] += discounts(len(top))
        gain = 1.0 / np.log2(rank + 2.0)
        self.count("recall@20", rank < TOP)
        self.count("ndcg@20", gain * (rank < TOP))
        self.count("ndcg@10", gain * (rank < 10))
        for size in (5, 10, 20):
            self.count(f"hr@{size}", rank < size)
        self.people += 1
        self.pairs += 1

    def count(self, name: str, values: np.ndarray | float) -> None:
        self.sums[name] = self.sums.get(name, 0.0) + float(np.sum(values))

    def figures(self) -> dict[str, object]:
        names = ("recall@20", "ndcg@20", "hr@5", "hr@10", "hr@20", "ndcg@10")
        rounded = {name: round(self.sums.get(name, 0.0) / max(self.people, 1), 4) for name in names}
        total = self.exposure.sum()
        of_authors: dict[str, object] = {"small_author_share": None, "author_gini": None}
        if self.authors is not None and self.small is not None and total:
            _, author = np.unique(self.authors, return_inverse=True)
            of_authors = {
                "small_author_share": round(float(self.exposure[self.small].sum() / total), 4),
                "author_gini": round(gini(np.bincount(author, self.exposure)), 4),
            }
        return {
            "protocol": self.protocol,
            "lists": self.people,
            "pairs": self.pairs,
            **rounded,
            "coverage": round(float((self.exposure > 0).mean()), 4),
            "gini": round(gini(self.exposure), 4),
            **of_authors,
            "cpu_seconds": round(time.process_time() - self.started, 2),
            "microseconds_per_person": round(1e6 * self.ranking_seconds / max(self.people, 1), 1),
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }


def small_notes(authors: np.ndarray, readers: np.ndarray) -> np.ndarray:
    """Whether each note's author is small: readers in train at or below the 80 % quantile of authors with any."""
    _, author = np.unique(authors, return_inverse=True)
    of_author = np.bincount(author, readers)
    known = of_author[of_author > 0]
    most = np.quantile(known, SMALL_SHARE_OF_AUTHORS) if len(known) else 0.0
    return (of_author <= most)[author]
