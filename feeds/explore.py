"""The explore feed, as a recipe: gather, drop, rank, keep, show; after the ranked notes all others, newest first."""

from zlib import crc32

from django.db.models import QuerySet
from django.utils import timezone

from feeds import filtering, retrieval, sessions
from feeds.interests import hashtags_of
from feeds.models import UserInterest
from feeds.pages import CardPage, filled, page_size
from feeds.ranking import Profile, rank
from posts.models import Hashtag, Note
from rednote.lib import cursors

SCOPE = "explore"
ARCHIVE = -1  # the offset of what was not ranked
SHUFFLE_EVERY = 60  # seconds in which a reload shows the same order


def page(viewer, after: str = "", *, channel: str = "", languages: frozenset[str] = frozenset()) -> CardPage:
    """The explore feed from its start, or what follows a cursor."""
    if not after:
        after = open_session(viewer, retrieval.gather(viewer, channel), languages)
    return read_on(viewer, after, channel=channel, languages=languages)


def hot_page(viewer, hashtag: Hashtag, after: str = "") -> CardPage:
    """The hot notes of a hashtag, by the same recipe over another source."""
    return read_on(viewer, after or open_session(viewer, retrieval.gather_tagged(hashtag)), hashtag=hashtag)


def open_session(viewer, found: dict[int, tuple[str, ...]], languages: frozenset[str] = frozenset()) -> str:
    """Rank what was found and keep the order; returns the cursor of its start."""
    candidates = filtering.drop_unwanted(viewer, found, languages)
    profile = profile_of(viewer)
    now = timezone.now().timestamp()
    session = sessions.open_session([r.id for r in rank(candidates, profile, now, seed=seed_of(viewer, now))])
    return cursors.encode(session, 0 if session else ARCHIVE, "", scope=SCOPE)


def profile_of(viewer) -> Profile:
    if not viewer.is_authenticated:
        return Profile()
    picked = list(UserInterest.objects.filter(user=viewer).values_list("interest", flat=True))
    followed = frozenset(viewer.hashtag_follows.values_list("hashtag_id", flat=True))
    chosen = Hashtag.objects.filter(name__in=hashtags_of(picked)).values_list("id", flat=True)
    return Profile(
        hashtags=dict.fromkeys([*followed, *chosen], 3.0),
        followed_hashtags=followed,
        languages=frozenset(viewer.languages),
    )


def read_on(
    viewer, after: str, *, channel: str = "", hashtag: Hashtag | None = None, languages: frozenset[str] = frozenset()
) -> CardPage:
    """What follows a cursor: more of the session, then the archive without what the session showed."""

    def archive(shown: list[int]) -> QuerySet[Note]:
        notes = Note.objects.listed().visible_to(viewer).wanted_by(viewer).exclude(pk__in=shown)
        if channel:
            notes = notes.filter(channel=channel)
        if hashtag:
            notes = notes.tagged(hashtag)
        return notes.filter(language__in=[*languages, ""]) if languages else notes

    def read(cursor: str) -> tuple[list[int], str]:
        session, offset, before = cursors.decode(cursor, (str, int, str), scope=SCOPE)
        ranked = sessions.ids_of(session)
        if 0 <= offset < len(ranked):
            end = offset + page_size()
            if end < len(ranked):
                return ranked[offset:end], cursors.encode(session, end, "", scope=SCOPE)
            more = cursors.encode(session, ARCHIVE, "", scope=SCOPE) if archive(ranked).exists() else ""
            return ranked[offset:], more
        rest = cursors.page_of(
            archive(ranked).values("published_at", "id"),
            order=[("published_at", True), ("id", True)],
            after=before or None,
            size=page_size(),
        )
        more = cursors.encode(session, ARCHIVE, rest.next_cursor, scope=SCOPE) if rest.next_cursor else ""
        return [row["id"] for row in rest.items], more

    return filled(viewer, read, after)


def seed_of(viewer, now: float) -> int:
    """The same for a minute, so that a reload does not shuffle what somebody was looking at."""
    return crc32(f"{viewer.pk}:{int(now / SHUFFLE_EVERY)}".encode())
