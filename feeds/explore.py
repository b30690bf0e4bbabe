"""The explore feed, as a recipe: gather, drop, rank, keep, show; after the ranked notes all others, newest first."""

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

from django.db.models import Q, QuerySet
from django.utils import timezone

from feeds import filtering, impressions, retrieval, sessions, tastes, weights
from feeds.impressions import Placed
from feeds.models import FeedSettings
from feeds.pages import CardPage, filled, page_size
from feeds.ranking import Profile, Ranked, rank
from feeds.sessions import Session
from posts.models import Hashtag, Note
from rednote.lib import cursors, redis

SCOPE = "explore"
# Offsets of what was not ranked: what is new to the viewer, then what they saw before, or wrote.
ARCHIVE, AGAIN = -1, -2
SHUFFLE_EVERY = 60  # seconds in which a reload shows the same order


def page(
    viewer,
    after: str = "",
    *,
    channel: str = "",
    languages: frozenset[str] = frozenset(),
    reads: frozenset[str] = frozenset(),
) -> CardPage:
    """The explore feed from its start, or what follows a cursor.

    `languages` narrows it; `reads` is what a visitor who is not signed in seems to read, and only leans it.
    """
    own = FeedSettings.of(viewer)
    if viewer.is_authenticated and not own.is_personal:
        # Nothing is chosen for whoever switched that off: the newest, in the languages that they read.
        return read_on(
            viewer, after or start_of(""), channel=channel, languages=languages or frozenset(viewer.languages)
        )
    after = after or open_session(viewer, own, channel=channel, languages=languages, reads=reads)
    return read_on(viewer, after, channel=channel, languages=languages)


def open_session(viewer, own: FeedSettings, *, channel: str, languages: frozenset[str], reads: frozenset[str]) -> str:
    """Find, rank and keep what this viewer may like; returns the cursor of its start.

    While Redis is away there is nothing to rank by and nowhere to keep it: the newest come by one indexed query.
    """
    now = timezone.now().timestamp()
    try:
        known = tastes.known_of(viewer, own)
        found = retrieval.gather(viewer, known, now, channel)
        candidates = filtering.drop_unwanted(viewer, known, found, languages, channel)
        profile = filtering.profile_of(viewer, known, now, reads)
        ranked = rank(candidates, profile, now, seed_of(viewer, now), weights.settings())
        return start_of(sessions.open_session(placed(ranked)))
    except redis.RedisError:
        return start_of("")


def hot_page(viewer, hashtag: Hashtag, after: str = "") -> CardPage:
    """The hot notes of a hashtag, by the same recipe over another source, the same for everybody."""
    return read_on(viewer, after or open_hot(viewer, hashtag), hashtag=hashtag)


def open_hot(viewer, hashtag: Hashtag) -> str:
    candidates = filtering.drop_invisible(viewer, retrieval.gather_tagged(hashtag))
    profile = Profile(languages=frozenset(viewer.languages) if viewer.is_authenticated else frozenset())
    now = timezone.now().timestamp()
    ranked = rank(candidates, profile, now, seed_of(viewer, now))
    try:
        return start_of(sessions.open_session([replace(entry, source="hot") for entry in placed(ranked)]))
    except redis.RedisError:
        return start_of("")


def read_on(
    viewer, after: str, *, channel: str = "", hashtag: Hashtag | None = None, languages: frozenset[str] = frozenset()
) -> CardPage:
    """What follows a cursor: more of the session, then the archive without what the session showed."""
    shown: dict[int, Placed] = {}

    def archive(session: Session, phase: int) -> QuerySet[Note]:
        notes = Note.objects.listed().visible_to(viewer).wanted_by(viewer).exclude(pk__in=session.ids)
        if hashtag:
            return notes.tagged(hashtag) if phase == ARCHIVE else notes.none()
        if channel:
            notes = notes.filter(channel=channel)
        if languages:
            notes = notes.filter(language__in=[*languages, ""])
        known = Q(pk__in=tastes.seen_before(viewer, session.opened_at)) | Q(author=viewer.pk)
        return notes.filter(known) if phase == AGAIN else notes.exclude(known)

    def read(cursor: str) -> tuple[list[int], str]:
        name, offset, before = cursors.decode(cursor, (str, int, str), scope=SCOPE)
        session = sessions.session_of(name)
        if 0 <= offset < len(session.placed):
            end = offset + page_size()
            entries = session.placed[offset:end]
            more = cursors.encode(name, end, "", scope=SCOPE) if end < len(session.placed) else beyond(name, session, 0)
        else:
            phase = AGAIN if offset == AGAIN else ARCHIVE
            rest = cursors.page_of(
                archive(session, phase).values("published_at", "id"),
                order=[("published_at", True), ("id", True)],
                after=before or None,
                size=page_size(),
            )
            entries = tuple(Placed(row["id"], len(session.placed) + i) for i, row in enumerate(rest.items))
            after_it = rest.next_cursor
            more = cursors.encode(name, phase, after_it, scope=SCOPE) if after_it else beyond(name, session, phase)
        shown.update((entry.note, entry) for entry in entries)
        return [entry.note for entry in entries], more

    def beyond(name: str, session: Session, phase: int) -> str:
        """The cursor of the next phase that has anything, "" at the end."""
        for later in range(phase - 1, AGAIN - 1, -1):
            if archive(session, later).exists():
                return cursors.encode(name, later, "", scope=SCOPE)
        return ""

    cards = filled(viewer, read, after)
    for note in cards.notes:
        sign(viewer, note, shown[note.pk])
    return cards


def sign(viewer, note: Note, entry: Placed) -> None:
    """The card can say why it is there, and report that it was seen."""
    note.placed = entry  # type: ignore[attr-defined]
    note.impression = impressions.sign(viewer.pk, entry)  # type: ignore[attr-defined]


def start_of(session: str) -> str:
    return cursors.encode(session, 0 if session else ARCHIVE, "", scope=SCOPE)


def placed(ranked: Sequence[Ranked]) -> list[Placed]:
    return [Placed(r.id, r.slot, r.kind, r.source, r.reason, r.argument, r.propensity, r.features) for r in ranked]


def seed_of(viewer, now: float) -> int:
    """The same for a minute, so that a reload does not shuffle what somebody was looking at."""
    return crc32(f"{viewer.pk}:{int(now / SHUFFLE_EVERY)}".encode())
