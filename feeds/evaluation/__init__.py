"""Measuring the ranker's own modules on files of events, without a database."""

from feeds.evaluation.data import DataError, Dataset
from feeds.evaluation.protocols import PROTOCOLS

__all__ = ["DataError", "evaluate"]


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
