"""Lists of notes in an order of their own: a hashtag's, a profile's, a board's, a search's."""

from django.conf import settings
from django.db.models import F, Q, QuerySet

from accounts.models import User
from feeds.pages import CardPage, listed_page
from posts.models import Board, Hashtag, Note
from posts.models.notes import NoteState
from rednote.lib import text
from rednote.lib.search_tokens import search_query


def cleaned_query(typed: str) -> str:
    """What was asked for, cut to the length that is read; nonsense asks for nothing."""
    length = settings.LIMITS["query_length"]
    try:
        return text.clean_text(typed[:length], max_length=length, single_line=True)
    except text.TextRefused:
        return ""


def newest_tagged(viewer, hashtag: Hashtag, after: str | None) -> CardPage:
    notes = Note.objects.visible_to(viewer).filter(hashtag_links__hashtag=hashtag)
    notes = notes.annotate(linked_at=F("hashtag_links__published_at"), linked_id=F("hashtag_links__note_id"))
    return listed_page(viewer, notes, order=["linked_at", "linked_id"], after=after)


def notes_of(viewer, person: User, after: str | None) -> CardPage:
    """What a person posted, as this viewer may see it; their own page shows theirs whatever became of it."""
    notes = Note.objects.visible_to(viewer).by(person).filter(state=NoteState.PUBLISHED)
    return listed_page(viewer, notes, order=["published_at", "id"], after=after)


def collected_by(viewer, person: User, after: str | None) -> CardPage:
    notes = Note.objects.visible_to(viewer).filter(collects__user=person).annotate(entry=F("collects__id"))
    return listed_page(viewer, notes, order=["entry"], after=after)


def liked_by(viewer, person: User, after: str | None) -> CardPage:
    notes = Note.objects.visible_to(viewer).filter(likes__user=person).annotate(entry=F("likes__id"))
    return listed_page(viewer, notes, order=["entry"], after=after)


def on_board(viewer, board: Board, after: str | None) -> CardPage:
    notes = Note.objects.visible_to(viewer).filter(board_entries__board=board)
    return listed_page(viewer, notes.annotate(entry=F("board_entries__id")), order=["entry"], after=after)


def found(viewer, query: str, languages: frozenset[str], after: str | None) -> CardPage:
    """Notes that hold every word of the query, the newest first."""
    notes = Note.objects.visible_to(viewer).published().filter(search=search_query(query))
    if languages:
        notes = notes.filter(language__in=languages)
    return listed_page(viewer, notes, order=["published_at", "id"], after=after)


def found_people(viewer, query: str) -> QuerySet[User]:
    """People whose handle or name begins with the query, or whose name holds it; order by id to page."""
    query = query.strip().lstrip("@")
    return User.objects.visible_to(viewer).filter(Q(handle__startswith=query.lower()) | Q(name__icontains=query))


def found_hashtags(query: str) -> QuerySet[Hashtag]:
    """Hashtags that begin with the query, the largest first."""
    name = text.normalize_name(query.strip().lstrip("#＃"))
    return Hashtag.objects.known().filter(name__startswith=name) if name else Hashtag.objects.none()
