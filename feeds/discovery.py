"""The rest of discovery, by the same parts: what is trending, what is related, whom one may want to follow.

Nothing here looks at how many followers anybody has, and one person counts once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from pgvector.django import CosineDistance

from accounts.models import User
from feeds import neighbours, pools, tastes
from feeds.models import FeedSettings, NoteVector
from feeds.retrieval import FROM_EACH_HASHTAG, strongest
from posts.models import Hashtag, Note, NoteHashtag
from rednote.lib import languages, redis
from rednote.lib.ids import id_at

TRENDING_WITHIN = timedelta(hours=48)
TRENDING_HALF_LIFE = 12 * 3600.0
TRENDING_PEOPLE = 3  # fewer are no trend
TRENDING = 60
RELATED = 12
RELATED_FROM = 200
RELATED_BY_WORDS = 60
PEOPLE_FROM = 60

# Of each language the notes that the most people did something with lately: each person once for an author, as long
# ago as it was.
TRENDING_NOTES = """
WITH done AS (
    SELECT l.note_id, l.user_id AS person, l.created_at AS at FROM posts_like l WHERE l.id >= %(since)s
    UNION ALL SELECT c.note_id, c.user_id, c.created_at FROM posts_collect c WHERE c.id >= %(since)s
    UNION ALL SELECT c.note_id, c.author_id, c.created_at FROM posts_comment c WHERE c.id >= %(since)s
), once AS (
    SELECT DISTINCT ON (n.author_id, d.person) n.id, n.language, d.at
    FROM done d JOIN posts_note n ON n.id = d.note_id AND n.is_listed AND n.author_id <> d.person
    ORDER BY n.author_id, d.person, d.at DESC
), weighed AS (
    SELECT id, language, count(*) AS people,
        sum(power(0.5, extract(epoch FROM now() - at) / %(half_life)s)) AS weight
    FROM once GROUP BY id, language
)
SELECT language, id FROM (
    SELECT language, id, row_number() OVER (PARTITION BY language ORDER BY weight DESC, id DESC) AS nth
    FROM weighed WHERE people >= %(people)s
) ranked WHERE nth <= %(size)s ORDER BY language, nth
"""
# Authors of the newest notes under the viewer's hashtags, by how many of these hashtags they write about.
PEOPLE_LIKE = """
SELECT author_id FROM (
    SELECT n.author_id, h.weight, max(l.note_id) AS newest
    FROM unnest(%(hashtags)s::bigint[], %(weights)s::float8[]) AS h(id, weight) CROSS JOIN LATERAL (
        SELECT note_id FROM posts_notehashtag WHERE hashtag_id = h.id
        ORDER BY published_at DESC, note_id DESC LIMIT %(each)s
    ) l JOIN posts_note n ON n.id = l.note_id AND n.is_listed
    GROUP BY n.author_id, h.id, h.weight
) written GROUP BY author_id ORDER BY sum(weight) DESC, max(newest) DESC LIMIT %(size)s
"""


def refresh_trending() -> None:
    """Write what is trending in every language; raises RedisError."""
    parameters = {
        "since": id_at(timezone.now() - TRENDING_WITHIN),
        "half_life": TRENDING_HALF_LIFE,
        "people": TRENDING_PEOPLE,
        "size": TRENDING,
    }
    found: dict[str, list[int]] = {code: [] for code in languages.LANGUAGES}
    with connection.cursor() as cursor:
        cursor.execute(TRENDING_NOTES, parameters)
        for language, note in cursor.fetchall():
            found.setdefault(language, []).append(note)
    for language, notes in found.items():
        pools.write("trending", language, notes)


def trending_notes(viewer, language: str, size: int = 12) -> list[int]:
    """Ids of what many different people of a language liked, saved or talked about in two days, the most first."""
    found = pools.read("trending", language)
    shown = set(Note.objects.visible_to(viewer).wanted_by(viewer).filter(pk__in=found).values_list("pk", flat=True))
    return [note for note in found if note in shown][:size]


def trending_hashtags(language: str, size: int = 8) -> list[Hashtag]:
    """The hashtags of what is trending, those of the most notes first."""
    links = NoteHashtag.objects.filter(note__in=pools.read("trending", language))
    counts = Counter(links.values_list("hashtag_id", flat=True))
    rows = Hashtag.objects.known().in_bulk(counts)
    return sorted(rows.values(), key=lambda row: (-counts[row.pk], row.name))[:size]


def related_to(viewer, note: Note) -> list[int]:
    """Ids of the notes nearest to this one: by hashtags weighed by rarity, by words, by people who liked both.

    One note of each author first; the better rate goes first among equals.
    """
    near: dict[int, float] = defaultdict(float)
    for nearness in (by_hashtags(note), by_words(note), neighbours.of_note(note.pk)):
        for other, value in nearness:
            near[other] += value
    rows = Note.objects.filter(pk__in=near).exclude(pk=note.pk).values_list("pk", "author_id", "rate__rate")
    ordered = sorted(rows, key=lambda row: (-round(near[row[0]], 3), -(row[2] or 0.0), -row[0]))
    authors = {note.author_id}
    others: list[int] = []
    again: list[int] = []
    for pk, author, _rate in ordered:
        (again if author in authors else others).append(pk)
        authors.add(author)
    return [*others, *again][:RELATED]


def by_hashtags(note: Note) -> Iterable[tuple[int, float]]:
    """The newest notes that share its hashtags, by how rare what they share is: 1 when it is all of them."""
    hashtags = list(NoteHashtag.objects.filter(note=note).values_list("hashtag_id", flat=True))
    idf = tastes.idf_of(hashtags)
    whole = sum(value**2 for value in idf.values()) or 1.0
    links = NoteHashtag.objects.filter(hashtag__in=hashtags).order_by("-published_at", "-note_id")
    for other, hashtag in links.values_list("note_id", "hashtag_id")[:RELATED_FROM]:
        yield other, idf.get(hashtag, 0.0) ** 2 / whole


def by_words(note: Note) -> Iterable[tuple[int, float]]:
    """The nearest notes by vector, and the cosine of each."""
    own = NoteVector.objects.filter(note=note).first()
    if own is None or not settings.EXPLORE["vectors"]:
        return []
    nearest = NoteVector.objects.annotate(distance=CosineDistance("vector", own.vector)).order_by("distance")
    return [(pk, 1.0 - far) for pk, far in nearest.values_list("note_id", "distance")[:RELATED_BY_WORDS]]


def people_like(viewer: User, size: int) -> list[User]:
    """People who write about what the viewer is interested in, whoever they are: never the most followed.

    Of whom nothing is known, some people who posted lately.
    """
    people = User.objects.visible_to(viewer).for_rows(viewer).filter(is_private=False, notes_count__gt=0)
    people = people.exclude(follower_ties__follower=viewer).exclude(pk=viewer.pk)
    weights = interests_of(viewer)
    if weights:
        parameters: dict[str, Any] = {
            "hashtags": list(weights),
            "weights": list(weights.values()),
            "each": FROM_EACH_HASHTAG,
            "size": PEOPLE_FROM,
        }
        with connection.cursor() as cursor:
            cursor.execute(PEOPLE_LIKE, parameters)
            authors = [author for (author,) in cursor.fetchall()]
        rows = people.in_bulk(authors)
        if rows:
            return [rows[author] for author in authors if author in rows][:size]
    return list(people.order_by("-id")[:size])


def interests_of(viewer: User) -> dict[int, float]:
    """The viewer's strongest hashtags; nothing while Redis is away, or of whom nothing is kept."""
    try:
        known = tastes.known_of(viewer, FeedSettings.of(viewer))
    except redis.RedisError:
        return {}
    return dict.fromkeys([*known.picked, *known.followed], 1.0) | strongest(known)
