"""Which notes the same people engaged with: rebuilt each night, brought up to date as people engage.

Whoever switched personalisation off is not among these people.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from feeds.models import NoteNeighbours
from feeds.ranking import neighbours as mathematics
from posts.models import Note
from rednote.lib.ids import id_at

SIZE = 50
WINDOW = timedelta(days=365)
MOST_PAIRS = 2_000_000
# Of a note the last people, of a person the last notes: what one engagement costs is bounded.
PEOPLE_PER_NOTE = 200
NOTES_PER_PERSON = 100
TOUCHED_AT_ONCE = 200
ROWS_AT_ONCE = 500

ENGAGED = """
SELECT person, note_id FROM (
    SELECT user_id AS person, note_id FROM posts_like WHERE id >= %(since)s
    UNION SELECT user_id, note_id FROM posts_collect WHERE id >= %(since)s
    UNION SELECT author_id, note_id FROM posts_comment WHERE id >= %(since)s AND taken_down_at IS NULL
) engaged WHERE person NOT IN (SELECT user_id FROM feeds_feedsettings WHERE NOT is_personal)
ORDER BY person, note_id LIMIT %(most)s
"""
TOUCHED = """
SELECT DISTINCT note_id FROM feeds_event
WHERE day >= %(since)s::date AND happened_at >= %(since)s AND kind IN ('like', 'collect', 'comment')
ORDER BY note_id DESC LIMIT %(most)s
"""
# How many people engaged with both a touched note and another, and with each of the two.
TOGETHER = """
WITH people AS (
    SELECT person FROM (
        SELECT user_id AS person FROM posts_like WHERE note_id = %(note)s
        UNION SELECT user_id FROM posts_collect WHERE note_id = %(note)s
        UNION SELECT author_id FROM posts_comment WHERE note_id = %(note)s AND taken_down_at IS NULL
    ) engaged WHERE person NOT IN (SELECT user_id FROM feeds_feedsettings WHERE NOT is_personal)
    LIMIT %(people)s
), other AS (
    SELECT DISTINCT p.person, d.note_id FROM people p CROSS JOIN LATERAL (
        (SELECT note_id FROM posts_like WHERE user_id = p.person ORDER BY id DESC LIMIT %(notes)s)
        UNION (SELECT note_id FROM posts_collect WHERE user_id = p.person ORDER BY id DESC LIMIT %(notes)s)
        UNION (SELECT note_id FROM posts_comment WHERE author_id = p.person ORDER BY id DESC LIMIT %(notes)s)
    ) d WHERE d.note_id <> %(note)s
), together AS (
    SELECT note_id, count(*) AS n FROM other GROUP BY note_id ORDER BY n DESC, note_id DESC LIMIT %(most)s
)
SELECT t.note_id, t.n, (SELECT count(*) FROM people), (
    SELECT count(*) FROM (
        SELECT user_id FROM posts_like WHERE note_id = t.note_id
        UNION SELECT user_id FROM posts_collect WHERE note_id = t.note_id
        UNION SELECT author_id FROM posts_comment WHERE note_id = t.note_id AND taken_down_at IS NULL
    ) engaged
) FROM together t
"""


def rebuild() -> int:
    """All neighbours anew from a year of engagements; returns of how many notes."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(ENGAGED, {"since": id_at(now - WINDOW), "most": MOST_PAIRS})
        pairs = np.array(cursor.fetchall(), np.int64).reshape(-1, 2)
    notes, neighbours, nearness = mathematics.rebuild(pairs[:, 0], pairs[:, 1], size=SIZE)
    with transaction.atomic():
        for start in range(0, len(notes), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            rows = zip(notes[part], neighbours[part], nearness[part], strict=True)
            write({int(note): paired(near, values) for note, near, values in rows})
        NoteNeighbours.objects.filter(refreshed_at__lt=now).delete()
    return len(notes)


def paired(notes: np.ndarray, nearness: np.ndarray) -> list[tuple[int, float]]:
    return [(int(note), float(value)) for note, value in zip(notes, nearness, strict=True) if value > 0]


def refresh(since: datetime) -> int:
    """The neighbours of notes that somebody engaged with since then, and those notes among the others' neighbours."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"since": since, "most": TOUCHED_AT_ONCE})
        touched = [note for (note,) in cursor.fetchall()]
    bring_up_to_date(touched)
    return len(touched)


def bring_up_to_date(notes: Iterable[int]) -> None:
    for note in notes:
        near = near_to(note)
        with transaction.atomic():
            write({note: near})
            known = stored([other for other, _value in near])
            write({other: with_one(known.get(other, []), note, value) for other, value in near})


def of_note(note: int) -> list[tuple[int, float]]:
    """The kept neighbours of one note, the nearest first."""
    row = NoteNeighbours.objects.filter(note=note).first()
    if row is None:
        return []
    notes, nearness = unpack(bytes(row.packed))
    return list(zip(notes.tolist(), nearness.tolist(), strict=True))


def near_to(note: int) -> list[tuple[int, float]]:
    """Other notes and how near they are, the nearest first."""
    parameters = {"note": note, "people": PEOPLE_PER_NOTE, "notes": NOTES_PER_PERSON, "most": 4 * SIZE}
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, parameters)
        near = [(other, mathematics.nearness(both, one, two)) for other, both, one, two in cursor.fetchall()]
    return nearest(near)


def with_one(near: list[tuple[int, float]], note: int, value: float) -> list[tuple[int, float]]:
    return nearest([(other, old) for other, old in near if other != note] + [(note, value)])


def nearest(near: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return sorted(near, key=lambda pair: (-pair[1], pair[0]))[:SIZE]


def stored(notes: list[int]) -> dict[int, list[tuple[int, float]]]:
    rows = NoteNeighbours.objects.filter(note__in=notes).order_by("note").select_for_update()
    found = {}
    for note, packed in rows.values_list("note_id", "packed"):
        ids, nearness = unpack(bytes(packed))
        found[note] = list(zip(ids.tolist(), nearness.tolist(), strict=True))
    return found


def write(rows: dict[int, list[tuple[int, float]]]) -> None:
    known = set(Note.objects.filter(pk__in=rows).values_list("pk", flat=True))
    NoteNeighbours.objects.bulk_create(
        [
            NoteNeighbours(note_id=note, packed=pack(near), refreshed_at=timezone.now())
            for note, near in sorted(rows.items())
            if near and note in known
        ],
        update_conflicts=True,
        unique_fields=["note"],
        update_fields=["packed", "refreshed_at"],
    )


def pack(near: list[tuple[int, float]]) -> bytes:
    return np.array([n for n, _ in near], "<i8").tobytes() + np.array([v for _, v in near], "<f4").tobytes()


def unpack(packed: bytes) -> tuple[np.ndarray, np.ndarray]:
    count = len(packed) // 12
    return np.frombuffer(packed, "<i8", count), np.frombuffer(packed, "<f4", count, offset=8 * count)
