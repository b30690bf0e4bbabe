"""The public meter: whom attention goes to, computed from the daily counts alone.

Followers are read here and nowhere else: this is where it shows that the ranking does not look at them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db import connection

from feeds.impressions import VERSION
from feeds.models import MeterDay
from feeds.ranking import measures

WINDOWS = (7, 28)  # days
FOLLOWERS = (100, 1000)
# A note's quality is told by those to whom chance showed it; this many of them, at the usual rate, are added to all.
PRIOR_SHOWN = 18.24
PRIOR_ENGAGED = 3.56
FEWEST = 8  # notes below which a correlation would be noise

Figures = dict[str, float | int | None]


@dataclass(frozen=True, slots=True)
class Supply:
    """The notes that could be shown in a window, as columns: of each its impressions, and what is known of it."""

    author: np.ndarray
    impressions: np.ndarray
    explored: np.ndarray
    explored_engaged: np.ndarray
    followers: np.ndarray
    readers: np.ndarray  # distinct, of its author, in 28 days
    is_original: np.ndarray
    is_first: np.ndarray
    is_new: np.ndarray  # published within the window


# Notes for everybody that are younger than the window and 30 days, or were shown in it.
SUPPLY = """
SELECT n.author_id, coalesce(d.impressions, 0), coalesce(d.explored, 0), coalesce(d.explored_engaged, 0),
    coalesce(d.followers, u.followers_count), coalesce(r.readers_count, 0), coalesce(d.is_original, true), n.is_first,
    n.published_at >= %(since)s
FROM posts_note n
JOIN accounts_user u ON u.id = n.author_id
LEFT JOIN feeds_authorreach r ON r.author_id = n.author_id
LEFT JOIN (
    SELECT note_id, sum(impressions_count) AS impressions, sum(explored_count) AS explored,
        sum(explored_engaged_count) AS explored_engaged, max(followers_count) AS followers,
        bool_and(is_original) AS is_original
    FROM feeds_noteday WHERE day > %(since)s AND day <= %(until)s GROUP BY note_id
) d ON d.note_id = n.id
WHERE n.is_listed AND (n.published_at >= %(since)s OR d.note_id IS NOT NULL)
"""


def measure(day: date) -> MeterDay:
    """Compute and keep the figures of the windows that end with this day."""
    figures = {str(days): figures_of(supply(day, days)) for days in WINDOWS}
    row, _is_new = MeterDay.objects.update_or_create(day=day, defaults={"version": VERSION, "figures": figures})
    return row


def latest() -> MeterDay | None:
    return MeterDay.objects.order_by("-day").first()


def history(days: int = 90) -> list[MeterDay]:
    """The last rows, oldest first: what charts are drawn from."""
    return list(MeterDay.objects.order_by("-day")[:days])[::-1]


def supply(until: date, days: int) -> Supply:
    with connection.cursor() as cursor:
        cursor.execute(SUPPLY, {"since": until - timedelta(days=days), "until": until})
        rows = cursor.fetchall()
    columns = np.array(rows, float).reshape(-1, 9).T
    return Supply(*columns[:6], *(column.astype(bool) for column in columns[6:]))


def figures_of(notes: Supply) -> Figures:
    """Every figure of one window; None where there is too little to tell."""
    middle = np.median(notes.readers) if len(notes.readers) else 0.0
    figures: Figures = {
        "notes": len(notes.author),
        "authors": len(np.unique(notes.author)),
        "impressions": int(notes.impressions.sum()),
        "parity_small_readership": parity(notes.impressions, notes.readers < max(middle, 1.0)),
        "gini": gini(by_author(notes)),
        "followers_correlation": partial_correlation(notes),
        "first_note_median_impressions": median(notes.impressions[notes.is_first & notes.is_new]),
        "originals_share": share(notes.impressions, notes.is_original),
    }
    for bound in FOLLOWERS:
        figures[f"parity_under_{bound}"] = parity(notes.impressions, notes.followers < bound)
    return figures


def parity(impressions: np.ndarray, group: np.ndarray) -> float | None:
    """A group's share of impressions over its share of the notes: 1 is even."""
    if not group.any() or not impressions.sum():
        return None
    return rounded(impressions[group].sum() / impressions.sum() / group.mean())


def share(impressions: np.ndarray, group: np.ndarray) -> float | None:
    return rounded(impressions[group].sum() / impressions.sum()) if impressions.sum() else None


def by_author(notes: Supply) -> np.ndarray:
    _authors, places = np.unique(notes.author, return_inverse=True)
    return np.bincount(places, weights=notes.impressions) if len(places) else np.zeros(0)


def gini(amounts: np.ndarray) -> float | None:
    """0: every author got the same attention; 1: one got it all. Half the mean difference over the mean."""
    return rounded(measures.gini(amounts)) if len(amounts) > 1 and amounts.sum() else None


def partial_correlation(notes: Supply) -> float | None:
    """Spearman's rho of followers and impressions, with quality held still; of notes that chance showed somebody.

    rho(x, y | z) = (xy - xz yz) / sqrt((1 - xz^2)(1 - yz^2)) over ranks.
    """
    told = notes.explored > 0
    if told.sum() < FEWEST:
        return None
    quality = (notes.explored_engaged[told] + PRIOR_ENGAGED) / (notes.explored[told] + PRIOR_SHOWN)
    xy = spearman(notes.followers[told], notes.impressions[told])
    xz = spearman(notes.followers[told], quality)
    yz = spearman(notes.impressions[told], quality)
    rest = (1 - xz**2) * (1 - yz**2)
    # Where quality explains one of the two altogether, nothing is left for the other to explain.
    return rounded((xy - xz * yz) / np.sqrt(rest)) if rest > 1e-9 else 0.0


def spearman(one: np.ndarray, other: np.ndarray) -> float:
    a, b = ranks(one), ranks(other)
    a, b = a - a.mean(), b - b.mean()
    length = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum() / length) if length else 0.0


def ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1; equals share the mean of theirs."""
    _unique, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2.0)[places]


def median(values: Sequence[float] | np.ndarray) -> float | None:
    return rounded(np.median(values)) if len(values) else None


def rounded(value: float) -> float:
    return round(float(value), 4)
