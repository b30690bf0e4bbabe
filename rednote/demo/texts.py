"""The texts of the demo world: its people, their notes, and what they say to each other, as the files tell it."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "world"


@dataclass(frozen=True, kw_only=True)
class Person:
    handle: str
    name: str
    bio: str
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    is_private: bool


@dataclass(frozen=True, kw_only=True)
class NoteText:
    """`cover` is "scene" or "text"; a scene is drawn `photos` times, each time a little differently."""

    key: str
    author: str
    title: str
    body: str
    channel: str
    interest: str
    language: str
    place: str
    cover: str
    scene: str
    photos: int
    cover_text: str
    days_ago: float
    visibility: str


@dataclass(frozen=True, kw_only=True)
class CommentText:
    key: str
    note: str
    author: str
    body: str
    reply_to: str = ""


@dataclass(frozen=True, kw_only=True)
class TranslationText:
    """Of a note, or of the comment that is named."""

    note: str = ""
    comment: str = ""
    language: str
    title: str = ""
    body: str
    author: str
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class TipText:
    language: str
    author: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReportText:
    reporter: str
    note: str = ""
    comment: str = ""
    rule: str
    text: str


@dataclass(frozen=True)
class World:
    people: dict[str, Person]
    notes: dict[str, NoteText]
    comments: dict[str, CommentText]
    translations: tuple[TranslationText, ...]
    tips: tuple[TipText, ...]
    reports: tuple[ReportText, ...]
    comments_of: dict[str, list[CommentText]] = field(default_factory=dict)
    translations_of: dict[str, list[TranslationText]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for comment in self.comments.values():
            self.comments_of.setdefault(comment.note, []).append(comment)
        for translation in self.translations:
            note = translation.note or self.comments[translation.comment].note
            self.translations_of.setdefault(note, []).append(translation)


@cache
def world() -> World:
    people = [
        Person(**row | {"languages": tuple(row["languages"]), "interests": tuple(row["interests"])})
        for row in rows("people_en", "people_world")
    ]
    comments = [CommentText(**row) for row in rows("comments_en", "comments_world")]
    return World(
        people={person.handle: person for person in people},
        notes={row["key"]: NoteText(**row) for row in rows("notes_en", "notes_world")},
        comments={comment.key: comment for comment in comments},
        translations=tuple(TranslationText(**row) for row in rows("translations")),
        tips=tuple(TipText(language=code, **row) for code in ("en", "zh") for row in rows(f"tips_{code}")),
        reports=tuple(ReportText(**row) for row in rows("reports")),
    )


def rows(*names: str) -> list[dict[str, Any]]:
    lines = [line for name in names for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]
