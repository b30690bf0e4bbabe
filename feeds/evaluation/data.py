"""Reading a data set: events (viewer, note, kind, at) and notes (note, author, hashtags, published_at, language).

CSV with a header, plain or gzipped, unknown values empty. Only viewer and note of events are needed.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from feeds.ranking.neighbours import engagements

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

KINDS_AGAINST = ("hide", "less", "report", "unlike", "uncollect", "impression")


class DataError(Exception):
    """What is wrong with a file, in one line."""


class Numbers(dict):
    """Names to numbers in the order of their first appearance."""

    def of(self, name: str) -> int:
        return self.setdefault(name, len(self))


@dataclass
class Events:
    """In the order of the file; `at` is NaN where unknown."""

    people: np.ndarray
    notes: np.ndarray
    kinds: list[str]
    at: np.ndarray

    def __len__(self) -> int:
        return len(self.people)


@dataclass
class Dataset:
    people: Numbers = field(default_factory=Numbers)
    notes: Numbers = field(default_factory=Numbers)
    authors: Numbers = field(default_factory=Numbers)
    hashtags: Numbers = field(default_factory=Numbers)
    author: dict[int, int] = field(default_factory=dict)
    tags: dict[int, list[int]] = field(default_factory=dict)
    published: dict[int, float] = field(default_factory=dict)
    language: dict[int, str] = field(default_factory=dict)
    skipped: int = 0  # rows without a viewer or a note

    def read_notes(self, path: str) -> None:
        for row, line in rows_of(path, needed=("note",)):
            if not row["note"]:
                self.skipped += 1
                continue
            note = self.notes.of(row["note"])
            if row["author"]:
                self.author[note] = self.authors.of(row["author"])
            if row["hashtags"]:
                self.tags[note] = [self.hashtags.of(name) for name in dict.fromkeys(row["hashtags"].split())]
            if row["published_at"]:
                self.published[note] = moment(row["published_at"], path, line)
            self.language[note] = row["language"]

    def read_events(self, path: str, without: Collection[str] = KINDS_AGAINST) -> Events:
        """Events that speak for a note, or all `without` others; of notes that `read_notes` never saw too."""
        people, notes, kinds, times = [], [], [], []
        for row, line in rows_of(path, needed=("viewer", "note")):
            if not row["viewer"] or not row["note"]:
                self.skipped += 1
                continue
            if row["kind"] in without:
                continue
            people.append(self.people.of(row["viewer"]))
            notes.append(self.notes.of(row["note"]))
            kinds.append(row["kind"])
            times.append(moment(row["at"], path, line) if row["at"] else np.nan)
        if not people:
            raise DataError(f"{path}: no events.")
        return Events(np.array(people), np.array(notes), kinds, np.array(times))

    def matrix(self, events: Events) -> csr_matrix:
        matrix = engagements(events.people, events.notes, (len(self.people), len(self.notes)))
        matrix.sum_duplicates()
        matrix.sort_indices()
        matrix.data[:] = 1.0
        return matrix

    def words(self) -> dict[str, csr_matrix]:
        """Note x hashtag and note x author, those that are known: what content walks go over."""
        words = {}
        if self.tags:
            tagged = np.repeat(list(self.tags), [len(tags) for tags in self.tags.values()])
            tags = np.array([tag for tags in self.tags.values() for tag in tags])
            words["hashtags"] = engagements(tagged, tags, (len(self.notes), len(self.hashtags)))
        if len(set(self.author.values())) > 1:
            written, by = np.array(list(self.author)), np.array(list(self.author.values()))
            words["authors"] = engagements(written, by, (len(self.notes), len(self.authors)))
        return words

    def author_of_each(self) -> np.ndarray:
        """Author number per note; notes without one count as one author each."""
        nobody = np.arange(len(self.notes)) + len(self.authors)
        return np.array([self.author.get(note, nobody[note]) for note in range(len(self.notes))])


def rows_of(path: str, needed: tuple[str, ...]) -> Iterator[tuple[dict[str, str], int]]:
    """Rows as stripped texts, columns that are not there as "", with their line numbers."""
    try:
        with opened(path) as lines:
            reader = csv.DictReader(lines)
            columns = [(name or "").strip() for name in reader.fieldnames or []]
            if missing := [name for name in needed if name not in columns]:
                raise DataError(f"{path}: no column {', '.join(missing)}; it has {', '.join(columns) or 'none'}.")
            reader.fieldnames = columns
            known = ("viewer", "note", "kind", "at", "author", "hashtags", "published_at", "language")
            for row in reader:
                yield {name: (row.get(name) or "").strip() for name in known}, reader.line_num
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}.") from error
    except (UnicodeDecodeError, EOFError, csv.Error) as error:
        raise DataError(f"{path}: not a CSV file in UTF-8 ({error}).") from error


def opened(path: str) -> IO[str]:
    with Path(path).open("rb") as start:
        is_gzip = start.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rt", encoding="utf-8-sig") if is_gzip else Path(path).open(encoding="utf-8-sig")


def moment(text: str, path: str, line: int) -> float:
    """ISO 8601, or seconds since 1970; without a zone it is UTC."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise DataError(f"{path}, line {line}: “{text}” is not a time (2026-01-31T12:00:00Z).") from error
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
