"""Measuring the ranker's own modules on files of events, without a database."""

import numpy as np

from feeds.evaluation import site
from feeds.evaluation.data import DataError, Dataset
from feeds.evaluation.protocols import PROTOCOLS

__all__ = ["DataError", "evaluate", "page_of"]


def evaluate(
    protocol: str, notes: str, events: str | None, train: str | None = None, test: str | None = None
) -> dict[str, object]:
    """The figures of one protocol; paths of CSV files in, `DataError` where they do not do."""
    if bool(train) != bool(test):
        raise DataError("--train and --test go together.")
    data = Dataset()
    data.read_notes(notes)
    stream = data.read_events(events) if events and not train else None
    given = (data.read_events(train), data.read_events(test)) if train and test else None
    figures = PROTOCOLS[protocol](data, stream, given)
    return figures | {
        "people": len(data.people),
        "notes": len(data.notes),
        "rows_skipped": data.skipped,
    }


def page_of(notes: str, events: str | None, viewer: str | None, now: float, seed: int) -> dict[str, object]:
    """The first twenty notes that the site would show this viewer, and why."""
    if not events or not viewer:
        raise DataError("page needs --events and --viewer.")
    data = Dataset()
    data.read_notes(notes)
    stream = data.read_events(events)
    if np.isnan(stream.at).any():
        raise DataError("page needs the column at of --events, in every row.")
    ranked = site.page(data, stream, data.people.of(viewer), now or float(stream.at.max()), seed)
    names = list(data.notes)
    return {
        "protocol": "page",
        "viewer": viewer,
        "page": [{"note": names[r.id], "kind": r.kind, "reason": r.reason, "score": round(r.score, 4)} for r in ranked],
    }
