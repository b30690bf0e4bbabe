"""Who gets what: every route with a parameter, for every kind of viewer, in every state of what it names.

The routes come from the URL map. A new one fails until `ROUTES`, at its end, says whom it lets in.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import unquote
from zlib import crc32

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.models import ApiToken, Avatar, Block, Follow, FollowState, Mute, User
from accounts.tasks import avatar_key
from moderation.models import Report
from notifications.actions import notify
from notifications.models import Kind
from posts.models import Board, BoardNote, Collect, Like, Mention, Note, Tombstone, Translation
from posts.models.photos import RENDITION_WIDTHS
from rednote.lib.ids import new_id
from rednote.lib.models import WorkState
from tests.factories import make_comment, make_note, make_photo

pytestmark = pytest.mark.django_db

# --- The world: built once for all tests of this file, each of which then undoes what it did to it --------------------

ROLES = ("anonymous", "stranger", "follower", "mutual", "pending", "blocked", "blocker", "author", "moderator")
HIDDEN_FROM = {"blocked", "blocker"}
EVERYBODY = set(ROLES) - HIDDEN_FROM
TIED = {"follower", "mutual", "author"}
AUTHOR = {"author"}
NOBODY: set[str] = set()


@dataclass(frozen=True)
class State:
    """A state of a note, and who sees it in it; `gone`: it was public once, so its page says why it is gone."""

    sees: set[str]
    author: str = "alice"
    gone: bool = False
    fields: dict[str, Any] = field(default_factory=dict)


NOW = timezone.now()
STATES = {
    "public": State(EVERYBODY),
    "followers": State(TIED, fields={"visibility": "followers", "was_public": False}),
    "mutuals": State({"mutual", "author"}, fields={"visibility": "mutuals", "was_public": False}),
    "private": State(AUTHOR, fields={"visibility": "private", "was_public": False}),
    "private_now": State(AUTHOR, gone=True, fields={"visibility": "private"}),
    "reported": State(AUTHOR, fields={"visibility": "private", "was_public": False}),
    "draft": State(AUTHOR, fields={"state": "draft", "ready_at": None}),
    "waiting": State(AUTHOR, fields={"ready_at": None, "was_public": False}),
    "taken_down": State(AUTHOR, gone=True, fields={"taken_down_at": NOW, "takedown_reason": "spam"}),
    "suspended_author": State(AUTHOR, author="sue", gone=True),
    "private_author": State(TIED, author="pia", fields={"was_public": False}),
    "private_author_now": State(TIED, author="pia", gone=True),
    "deleted": State(NOBODY, gone=True),
    "never": State(NOBODY),
}


@dataclass(frozen=True)
class Case:
    """Something that a URL names: its keywords, who sees it, whose it is, and who is "author" of it."""

    name: str
    url: dict[str, Any]
    sees: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    author: str = "alice"
    gone: bool = False
    is_draft: bool = False


class World:
    """People, notes in every state with all that hangs on them, and a client of each role."""

    def __init__(self) -> None:
        self.people = {handle: self.person(handle) for handle in ("alice", "sue", "pia", *ROLE_OF)}
        mo = self.people["mo"]
        mo.is_staff = True
        mo.save()
        mo.user_permissions.set(Permission.objects.filter(content_type__app_label="moderation"))
        for author in ("alice", "sue", "pia"):
            self.tie(self.people[author])
        self.notes: dict[str, Note] = {}
        self.cases: dict[str, list[Case]] = {kind: [] for kind in KINDS}
        for name, state in STATES.items():
            self.add_note(name, state)
        self.add_comments()
        self.add_boards()
        self.add_people()
        self.people["sue"].suspended_at = NOW
        self.people["pia"].is_private = True
        for handle in ("sue", "pia"):
            self.people[handle].save()
            Note.objects.filter(author=self.people[handle]).update(is_author_open=False)
        self.clients = {handle: self.client(person) for handle, person in self.people.items()}
        self.clients["anonymous"] = Client()

    def person(self, handle: str) -> User:
        return User.objects.create_user(handle, f"{handle}@example.org", name=handle.capitalize(), shows_liked=True)

    def client(self, person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def tie(self, author: User) -> None:
        people = self.people
        Follow.objects.create(follower=people["bob"], followee=author)
        Follow.objects.create(follower=people["dave"], followee=author)
        Follow.objects.create(follower=author, followee=people["dave"])
        Follow.objects.create(follower=people["erin"], followee=author, state=FollowState.PENDING)
        Mute.objects.create(muter=people["erin"], muted=author)
        Block.objects.create(blocker=author, blocked=people["mallory"])
        Block.objects.create(blocker=people["bella"], blocked=author)

    def add_note(self, name: str, state: State) -> None:
        tag = tag_of(name)
        if name in ("deleted", "never"):
            missing = new_id()
            if name == "deleted":
                Tombstone.objects.create(note_id=missing, reason=Tombstone.Reason.DELETED)
                self.cases["note"].append(Case(name, {"note_id": missing}, gone=True))
                return
            for kind, url in never_urls(missing).items():
                self.cases[kind].append(Case(name, url))
            return
        author = self.people[state.author]
        note = make_note(
            author,
            title=marker_of(name),
            body=f"{marker_of(name)} body",
            hashtags=(tag, "shared"),
            channel="food",
            language="en",
            **({"published_at": NOW - timedelta(minutes=1), "ready_at": NOW} | state.fields),
        )
        photo = make_photo(author, note=note, alt=f"{marker_of(name)} alt")
        for rendition in photo.renditions.all():
            rendition.key = default_storage.save(rendition.key, ContentFile(b"pixels"))
            rendition.save()
        if name != "draft":
            self.add_talk(name, state, note)
        self.notes[name] = note
        seen = {"author": state.author, "sees": state.sees, "is_draft": name == "draft"}
        self.cases["note"].append(Case(name, {"note_id": note.pk}, **seen, gone=state.gone, owners=AUTHOR))
        watchers = state.sees | ({"moderator"} if name in ("reported", "taken_down") else set())
        media = {"photo_id": photo.pk, "token": photo.token, "width": 480, "format": "webp"}
        self.cases["photo"].append(Case(name, media, **{**seen, "sees": watchers}, owners=AUTHOR))
        # What everybody's notes name is known, though its page lists what its viewer may see.
        knows = set(ROLES) if name == "public" else state.sees
        self.cases["hashtag"].append(Case(name, {"name": tag}, **{**seen, "sees": knows}))

    def add_talk(self, name: str, state: State, note: Note) -> None:
        """Comments, translations, likes, boards, mentions, notifications, of when everybody here could still see it."""
        bob, carol = self.people["bob"], self.people["carol"]
        comment = make_comment(note, bob, f"{marker_of(name)} comment", language="en")
        make_comment(note, carol, f"{marker_of(name)} reply", parent=comment)
        translation = Translation.objects.create(note=note, author=bob, language="zh", body=f"{marker_of(name)} zh")
        board, _new = Board.objects.get_or_create(owner=carol, name="Carol's", is_public=True)
        for person in (bob, carol):
            Like.objects.create(user=person, note=note)
            Collect.objects.create(user=person, note=note)
        BoardNote.objects.create(board=board, note=note)
        Mention.objects.create(user=carol, note=note)
        for person in self.people.values():
            notify(recipient=person, kind=Kind.MENTION, group=f"mention:{note.pk}", actor=bob, note=note)
        if name == "reported":
            report = Report.objects.create(reporter=carol, note=note, rule="spam")
            self.cases["report"].append(Case(name, {"report_id": report.pk}, owners={"stranger"}))
        words = {"author": state.author, "sees": state.sees}
        self.cases["comment"].append(Case(name, {"comment_id": comment.pk}, **words, owners={"follower", "author"}))
        self.cases["translation"].append(
            Case(name, {"translation_id": translation.pk}, author=state.author, sees=AUTHOR, owners={"follower"})
        )

    def add_comments(self) -> None:
        """Under a public note, what not everybody sees of its comments."""
        note = self.notes["public"]
        taken = make_comment(note, self.people["bob"], f"{marker_of('comment_down')} x", taken_down_at=NOW)
        self.cases["comment"].append(
            Case("taken_down_comment", {"comment_id": taken.pk}, sees={"follower"}, owners={"follower", "author"})
        )
        blocked = make_comment(note, self.people["mallory"], f"{marker_of('comment_blocked')} x")
        sees = EVERYBODY - {"author"}
        self.cases["comment"].append(Case("blocked_comment", {"comment_id": blocked.pk}, sees=sees, owners=AUTHOR))

    def add_boards(self) -> None:
        boards = {
            "public_board": ("alice", True, EVERYBODY),
            "private_board": ("alice", False, AUTHOR),
            "suspended_board": ("sue", True, AUTHOR),
            "closed_board": ("pia", True, AUTHOR),
        }
        note = self.notes["public"]
        for name, (owner, is_public, sees) in boards.items():
            board = Board.objects.create(owner=self.people[owner], name=marker_of(name), is_public=is_public)
            BoardNote.objects.create(board=board, note=note)
            url = {"board_id": board.pk, "note_id": note.pk}
            self.cases["board"].append(Case(name, url, sees=sees, owners=AUTHOR, author=owner))

    def add_people(self) -> None:
        for handle, sees in {"alice": EVERYBODY, "sue": AUTHOR, "pia": EVERYBODY}.items():
            person = self.people[handle]
            self.cases["person"].append(Case(handle, {"handle": handle}, sees=sees, author=handle))
            avatar = Avatar.objects.create(user=person, original_key="none", state=WorkState.READY)
            default_storage.save(avatar_key(avatar, 96), ContentFile(b"pixels"))
            portrait = {"avatar_id": avatar.pk, "token": avatar.token, "size": 96}
            sees = AUTHOR if handle == "sue" else set(ROLES)
            self.cases["avatar"].append(Case(handle, portrait, sees=sees, author=handle))
        self.cases["requester"].append(Case("erin", {"handle": "erin"}, owners=AUTHOR))
        token = ApiToken.objects.create(user=self.people["alice"], name="script", digest="0" * 64)
        self.cases["token"].append(Case("token", {"token_id": token.pk}, owners=AUTHOR))


# Who plays which role; "author" is whoever wrote what a case is about.
ROLE_OF = {
    "carol": "stranger",
    "bob": "follower",
    "dave": "mutual",
    "erin": "pending",
    "mallory": "blocked",
    "bella": "blocker",
    "mo": "moderator",
}
PLAYER_OF = {role: handle for handle, role in ROLE_OF.items()} | {"anonymous": "anonymous"}
KINDS = (
    "note",
    "photo",
    "comment",
    "translation",
    "hashtag",
    "board",
    "person",
    "avatar",
    "requester",
    "token",
    "report",
)


def tag_of(state: str) -> str:
    return f"tag{state.replace('_', '')}tag"


def marker_of(state: str) -> str:
    return f"zq{state.replace('_', '')}zq"


def never_urls(missing: int) -> dict[str, dict]:
    """What each kind of thing is called that never was."""
    token = {"token": "A" * 22}
    return {
        "note": {"note_id": missing},
        "photo": {"photo_id": missing, **token, "width": 480, "format": "webp"},
        "comment": {"comment_id": missing},
        "translation": {"translation_id": missing},
        "hashtag": {"name": f"never{missing}"},
        "board": {"board_id": missing, "note_id": missing},
        "person": {"handle": f"nobody_{missing}"},
        "avatar": {"avatar_id": missing, **token, "size": 96},
        "requester": {"handle": f"nobody_{missing}"},
        "token": {"token_id": missing},
        "report": {"report_id": missing},
    }


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), override_settings(RATES_LIFTED=True), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


# --- The rules: whom a route lets in ----------------------------------------------------------------------------------

Rule = Callable[[str, Case], bool]


def seen(role: str, case: Case) -> bool:
    return role in case.sees


def out(role: str, case: Case) -> bool:
    """Seen, and not a draft: nobody reacts to those, their authors neither."""
    return role in case.sees and not case.is_draft


def nobody(role: str, case: Case) -> bool:
    return False


def owned(role: str, case: Case) -> bool:
    return role in case.owners


def authored(role: str, case: Case) -> bool:
    return role == "author" and bool(case.sees)


def written(role: str, case: Case) -> bool:
    """By its writer alone, who is Bob in all cases but one."""
    return role == ("blocked" if case.name == "blocked_comment" else "follower") and bool(case.owners)


def deletable(role: str, case: Case) -> bool:
    return owned(role, case) or written(role, case)


def blocked_by(role: str, case: Case) -> bool:
    return role == "blocker" and case.name != "never"


def seen_or_blocked(role: str, case: Case) -> bool:
    return seen(role, case) or blocked_by(role, case) or (role == "author" and case.name != "never")


def muted_by(role: str, case: Case) -> bool:
    return role == "pending" and case.name != "never"


@dataclass(frozen=True)
class Door:
    """A method of a route: whom it lets in, and whether it asks for a login before it looks for the thing."""

    lets_in: Rule
    login: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    tells_gone: bool = False


def page(rule: Rule, **options: Any) -> dict[str, Door]:
    return {"GET": Door(rule, **options)}


def press(rule: Rule, login: bool = True, **data: Any) -> dict[str, Door]:
    return {"POST": Door(rule, login, data)}


def form(rule: Rule, **data: Any) -> dict[str, Door]:
    return page(rule, login=True) | press(rule, **data)


def tie(do: Rule, undo: Rule) -> dict[str, Door]:
    return {"PUT": Door(do, True), "DELETE": Door(undo, True)}


COMMENT = {"body": "Hello", "form_key": "8c1f3c9e-0000-4000-8000-000000000000"}
NOTE = {"composer_key": "8c1f3c9e-0000-4000-8000-000000000001", "visibility": "public", "cover_text": "Tea"}

# name of the route -> (what it names, its doors)
ROUTES: dict[str, tuple[str, dict[str, Door]]] = {
    # Grids
    "feeds:hashtag": ("hashtag", page(seen)),
    "feeds:profile": ("person", page(seen)),
    "feeds:board": ("board", page(seen)),
    "feeds:related": ("note", page(seen)),
    # Why a note stands on a card, to whoever holds the card's own token; what one wants less and more of
    "feeds:why": ("note", page(nobody)),
    "feeds:less": ("note", press(out)),
    "feeds:unless": ("note", press(out)),
    "feeds:more_of_hashtag": ("hashtag", press(seen)),
    "feeds:less_of_hashtag": ("hashtag", press(seen)),
    "feeds:forget_hashtag": ("hashtag", press(seen)),
    "feeds:more_of_author": ("person", press(seen)),
    "feeds:less_of_author": ("person", press(seen)),
    # Notes
    "posts:note": ("note", page(seen, tells_gone=True)),
    "posts:note_state": ("note", page(owned, login=True)),
    "posts:edit": ("note", form(owned, **NOTE)),
    "posts:delete": ("note", press(owned)),
    "posts:like": ("note", press(out)),
    "posts:unlike": ("note", press(out)),
    "posts:collect": ("note", press(out)),
    "posts:uncollect": ("note", press(out)),
    "posts:hide": ("note", press(out)),
    "posts:unhide": ("note", press(out)),
    "posts:note_boards": ("note", form(out, new_board="Mine")),
    "posts:comments": ("note", page(out) | press(out, login=False, **COMMENT)),
    "posts:translations": ("note", page(out) | press(out, login=False, language="ja", body="Hello")),
    # Photos
    "posts:media": ("photo", page(seen)),
    "posts:photo_state": ("photo", page(seen)),
    "posts:remove_photo": ("photo", press(owned)),
    "posts:retry_photo": ("photo", press(owned)),
    "posts:untag_photo": ("photo", press(seen)),
    # Comments and translations
    "posts:replies": ("comment", page(out)),
    "posts:reply": ("comment", page(out, login=True)),
    "posts:like_comment": ("comment", press(out)),
    "posts:unlike_comment": ("comment", press(out)),
    "posts:comment_language": ("comment", form(written, language="zh")),
    "posts:delete_comment": ("comment", press(deletable)),
    "posts:comment_translations": ("comment", page(out) | press(out, login=False, language="ja", body="Hello")),
    "posts:accept_translation": ("translation", press(authored)),
    "posts:unaccept_translation": ("translation", press(authored)),
    "posts:delete_translation": ("translation", press(owned)),
    # Boards
    "posts:edit_board": ("board", form(owned, name="New name")),
    "posts:delete_board": ("board", press(owned)),
    "posts:remove_from_board": ("board", press(owned)),
    # Hashtags
    "posts:follow_hashtag": ("hashtag", press(seen)),
    "posts:unfollow_hashtag": ("hashtag", press(seen)),
    # People
    "accounts:follow": ("person", press(seen)),
    "accounts:unfollow": ("person", press(seen)),
    "accounts:block": ("person", press(seen)),
    "accounts:unblock": ("person", press(blocked_by)),
    "accounts:mute": ("person", press(seen)),
    "accounts:unmute": ("person", press(muted_by)),
    "accounts:followers": ("person", page(seen)),
    "accounts:followees": ("person", page(seen)),
    "accounts:remove_follower": ("person", press(seen)),
    "accounts:accept_follow": ("requester", press(owned)),
    "accounts:decline_follow": ("requester", press(owned)),
    "accounts:revoke_key": ("token", press(owned)),
    "accounts:avatar": ("avatar", page(seen)),
    # Reports
    "moderation:reported": ("report", page(owned, login=True)),
    # The API
    "api:user": ("person", page(seen)),
    "api:user_follow": ("person", tie(seen, seen)),
    "api:user_block": ("person", tie(seen_or_blocked, seen_or_blocked)),
    "api:user_mute": ("person", tie(seen, seen)),
    "api:photo": ("photo", page(owned) | {"PATCH": Door(owned, True)}),
    "api:note": ("note", page(seen) | {"PATCH": Door(owned, True), "DELETE": Door(owned, True)}),
    "api:note_like": ("note", tie(out, out)),
    "api:note_collect": ("note", tie(out, out)),
    "api:note_hide": ("note", tie(out, out)),
    "api:note_comments": ("note", page(out) | press(out, **COMMENT)),
    "api:hashtag_follow": ("hashtag", tie(seen, seen)),
    "api:hashtag_notes": ("hashtag", page(seen)),
}

# Routes whose parameter is a secret that came by mail, and opens what it opens to whoever holds it.
SECRETS = {"account_confirm_email", "account_reset_password_from_key"}


def parametrised(resolver: Any, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every route that takes a parameter; the admin's, for staff alone, are tested below by their prefix."""
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLPattern):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            if "admin" not in inner:
                yield from parametrised(pattern, inner)
        elif pattern.pattern.regex.groups:
            yield ":".join([*namespaces, pattern.name or ""]), pattern


# --- The matrix -------------------------------------------------------------------------------------------------------


def test_every_route_with_a_parameter_has_its_rule():
    missing = {name for name, _pattern in parametrised(get_resolver())} - ROUTES.keys() - SECRETS
    assert not missing, f"Say in ROUTES of {__file__} whom these routes let in: {', '.join(sorted(missing))}"


def test_no_rule_is_left_of_a_route_that_is_gone():
    known = {name for name, _pattern in parametrised(get_resolver())}
    assert not (ROUTES.keys() | SECRETS) - known


def test_every_method_of_the_api_has_its_rule():
    for name, pattern in parametrised(get_resolver()):
        view = getattr(pattern.callback, "view_class", None)
        if view and name not in SECRETS:
            methods = {method.upper() for method in ("get", "post", "put", "patch", "delete") if hasattr(view, method)}
            assert methods == ROUTES[name][1].keys(), name


@pytest.mark.parametrize("name", ROUTES)
def test_lets_in_whom_it_should(world, name, short_errors):
    kind, doors = ROUTES[name]
    wrong = []
    for method, door in doors.items():
        for role in roles_for(name):
            unknown = answer_to(world, name, method, role, case_of(world, kind, "never"), door)
            for case in cases_for(world, name, method, role, door):
                found = troubles(world, name, method, role, case, door, unknown)
                wrong += [f"{method} as {role}, {case.name}: {trouble}" for trouble in found]
    assert not wrong, "\n".join(wrong)


def test_pages_of_errors_are_the_same_for_what_is_hidden_and_what_never_was(world):
    hidden = {"note": "private", "photo": "private", "comment": "private", "board": "private_board", "person": "sue"}
    for name in ("posts:note", "feeds:related", "posts:media", "posts:replies", "feeds:board", "feeds:profile"):
        kind, doors = ROUTES[name]
        for role in ("anonymous", "stranger", "blocked"):
            answers = {
                answer_to(world, name, "GET", role, case_of(world, kind, state), doors["GET"])
                for state in (hidden[kind], "never")
            }
            assert len(answers) == 1, (name, role)
            assert answers.pop().status == 404


# All that there is, at the doors where notes and their pixels leave. The others find their thing by the same querysets:
# for the sake of time they are tried with what differs most, and writing with still less.
MAIN_DOORS = {"posts:note", "posts:media", "api:note"}
MANY = {"note", "photo", "comment", "translation", "hashtag"}
COMMENTS = {"taken_down_comment", "blocked_comment"}
WRITTEN_ABOUT = COMMENTS | {"public", "followers", "private_now", "draft", "suspended_author"}
READ = WRITTEN_ABOUT | {"waiting", "taken_down", "private_author_now"}
# At the other doors one in so many of those who are refused a thing tries it: somebody always does.
TURNS = 3


def roles_for(name: str) -> list[str]:
    kind, _doors = ROUTES[name]
    return [role for role in ROLES if kind not in MANY or name in MAIN_DOORS or role not in {"mutual", "blocker"}]


def cases_for(world: World, name: str, method: str, role: str, door: Door) -> list[Case]:
    kind, _doors = ROUTES[name]
    if kind not in MANY or (name in MAIN_DOORS and method == "GET"):
        return world.cases[kind]
    tried = READ if method == "GET" else WRITTEN_ABOUT
    cases = [case for case in world.cases[kind] if case.name in tried]
    # Refusals are what is looked for: of what a role may do, one case at each door tells that it is open at all.
    return [case for case in cases if door.lets_in(role, case)][:1] + [
        case for place, case in enumerate(cases) if role in refused_in_turn(name, method, door, case, place)
    ]


def refused_in_turn(name: str, method: str, door: Door, case: Case, place: int) -> list[str]:
    refused = [role for role in roles_for(name) if not door.lets_in(role, case)]
    turns = min(TURNS, len(refused)) or 1
    return refused[(crc32(f"{name} {method}".encode()) + place) % turns :: turns]


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    location: str
    rows_changed: int


def case_of(world: World, kind: str, name: str) -> Case:
    return next(case for case in world.cases[kind] if case.name == name)


def answer_to(world: World, name: str, method: str, role: str, case: Case, door: Door) -> Answer:
    client = world.clients[case.author if role == "author" else PLAYER_OF[role]]
    converters = get_kwargs(name)
    url = reverse(name, kwargs={key: value for key, value in case.url.items() if key in converters})
    options = {"content_type": "application/json"} if name.startswith("api:") else {}
    if method == "GET":
        response, changed = client.get(url), 0
    else:
        with transaction.atomic():
            before = rows_written()
            response = getattr(client, method.lower())(url, door.data, **options)
            changed = rows_written() - before
            transaction.set_rollback(True)
    # A picture's body is a stream of its file.
    content = b"" if response.streaming else response.content
    body = neutral(content.decode(), [url, *(str(value) for value in case.url.values())])
    return Answer(response.status_code, body, response.get("Location", ""), changed)


@cache
def get_kwargs(name: str) -> set[str]:
    pattern = dict(parametrised(get_resolver()))[name]
    return set(pattern.pattern.regex.groupindex)


def neutral(body: str, parts: list[str]) -> str:
    """A body without what names the thing or the request."""
    body = re.sub(r'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "\w+"', "TOKEN", unquote(unescape(body)))
    for part in parts:
        if len(part) > 3:
            body = body.replace(part, "THING")
    return re.sub(r"\b[0-9a-f]{16}\b", "REQUEST", body)


@cache
def tables() -> list[int]:
    """All but those of sessions and counted attempts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relid FROM pg_stat_user_tables WHERE relname NOT IN ('django_session', 'accounts_ratewindow')"
        )
        return [table for (table,) in cursor.fetchall()]


def rows_written() -> int:
    """How many rows this transaction wrote so far, whatever the table; the view of them takes six times as long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_stat_get_xact_tuples_inserted(id) + pg_stat_get_xact_tuples_updated(id)"
            " + pg_stat_get_xact_tuples_deleted(id)) FROM unnest(%s::oid[]) id",
            [tables()],
        )
        return cursor.fetchone()[0]


def troubles(world: World, name: str, method: str, role: str, case: Case, door: Door, unknown: Answer) -> Iterator[str]:
    """What is wrong with the answer, if anything."""
    answer = answer_to(world, name, method, role, case, door)
    is_api, reads = name.startswith("api:"), method == "GET"
    may = door.lets_in(role, case)
    if role == "anonymous" and is_api and not reads:
        if answer.status != 401:
            yield f"asks nobody in: {answer.status}"
    elif role == "anonymous" and not is_api and (door.login or (may and not reads)):
        if answer.status != 302 or not answer.location.startswith("/login"):
            yield f"does not ask to log in: {answer.status} {answer.location}"
    elif role == "author" and case.author == "sue" and not reads:
        if answer.status != 403:
            yield f"lets a suspended person write: {answer.status}"
    elif may:
        if answer.status not in {200, 201, 204, 303, 422}:
            yield f"keeps out: {answer.status}"
        return
    elif door.tells_gone and case.gone and role not in hidden_from(case):
        if answer.status != 410:
            yield f"does not say that it is gone: {answer.status}"
        if marker_of(case.name) in answer.body:
            yield "tells what it said"
    elif answer.status != 404:
        yield f"lets in: {answer.status}"
    elif answer.body != unknown.body:
        yield "tells it from what never was"
    if answer.rows_changed:
        yield f"wrote {answer.rows_changed} rows"


def hidden_from(case: Case) -> set[str]:
    """Whom a block keeps from learning why a note is gone; a deleted note has no author any more."""
    return set() if case.name == "deleted" else HIDDEN_FROM


# --- Lists ------------------------------------------------------------------------------------------------------------

LISTS = [
    "/",
    "/?channel=food",
    "/?languages=mine",
    "/following",
    "/hashtags/shared",
    "/hashtags/shared?sort=new",
    "/search?q=zq",
    "/search?q=shared&tab=hashtags",
    "/search?q=tag&tab=hashtags",
    "/search",
    "/settings/interests",
    "/search/suggestions?q=tag",
    "/search/suggestions?q=zq",
    "/notes/suggestions?q=%23tag",
    "/@alice",
    "/@sue",
    "/@pia",
    "/@carol?tab=collected",
    "/@carol?tab=liked",
    "/@bob?tab=collected",
    "/@bob?tab=liked",
    "/drafts",
    "/boards",
    "/boards/{board}",
    "/notes/{public}",
    "/notes/{public}/related",
    "/notes/{public}/comments",
    "/notifications?bucket=comments",
    "/notifications?bucket=likes",
    "/api/v1/feeds/explore",
    "/api/v1/feeds/following",
    "/api/v1/hashtags/shared/notes",
    "/api/v1/hashtags/shared/notes?sort=hot",
    "/api/v1/search?q=shared",
    "/api/v1/search?q=tag&tab=hashtags",
    "/api/v1/notes",
    "/api/v1/notes?author=alice",
    "/api/v1/notes?author=pia",
    "/api/v1/notifications",
    "/api/v1/notes/{public}/comments",
    "/api/v1/users/alice",
]


@pytest.mark.parametrize("role", ROLES)
def test_lists_tell_nothing_of_what_a_viewer_may_not_see(world, role):
    """Each note's words and its own hashtag are marked; the author is Alice here."""
    hidden = {name: note for name, note in world.notes.items() if not is_listed_for(role, name)}
    client = world.clients["alice" if role == "author" else PLAYER_OF[role]]
    wrong = []
    board, public = Board.objects.get(name="Carol's").pk, world.notes["public"].pk
    for path in LISTS:
        url = path.format(board=board, public=public)
        body = client.get(url).content.decode()
        if role == "stranger":
            body += client.get(url, headers={"HX-Request": "true"}).content.decode()
        for name, note in hidden.items():
            marks = {"its words": marker_of(name), "its id": str(note.pk)}
            if name != "public":
                marks["its hashtag"] = tag_of(name)
            wrong += [f"{url} tells {what} of {name}" for what, mark in marks.items() if mark in body]
        wrong += [f"{url} tells of the board {name}" for name in hidden_boards(role) if marker_of(name) in body]
    assert not wrong, "\n".join(wrong)


def is_listed_for(role: str, name: str) -> bool:
    state = STATES[name]
    if role == "author" and state.author != "alice":
        # To what the other authors wrote, Alice is a stranger.
        return "stranger" in state.sees
    return role in state.sees


def hidden_boards(role: str) -> set[str]:
    boards = {"private_board", "suspended_board", "closed_board"}
    return boards - {"private_board"} if role == "author" else boards


@pytest.mark.parametrize("role", ROLES)
def test_search_finds_all_that_a_viewer_may_see(world, role):
    """Else the lists above could be empty for another reason."""
    client = world.clients["alice" if role == "author" else PLAYER_OF[role]]
    found = {row["title"] for row in client.get("/api/v1/search?q=shared").json()["results"]}
    muted = {"private_author", "private_author_now"} if role == "pending" else set()
    expected = {name for name in world.notes if is_listed_for(role, name)} - muted
    if role == "pending":
        expected.discard("public")  # whose author Erin muted
    assert found == {marker_of(name) for name in expected - {"draft", "waiting", "taken_down"}}


@pytest.mark.parametrize("role", ["anonymous", "stranger", "follower", "moderator"])
def test_counters_count_what_everybody_sees(world, role):
    client = world.clients[PLAYER_OF[role]]
    assert client.get("/api/v1/users/alice").json()["notes_count"] == 1
    assert client.get("/api/v1/users/pia").json()["notes_count"] == 0
    rows = client.get("/api/v1/search?q=shared&tab=hashtags").json()["results"]
    assert [row["notes_count"] for row in rows] == [1]


def test_words_about_a_note_that_is_hidden_reach_nobody(world):
    """Comments and translations stand and fall with their note, a comment too with its author."""
    public = world.notes["public"].pk
    for handle in ("anonymous", "carol", "bob", "alice"):
        body = world.clients[handle].get(f"/notes/{public}/comments").content.decode()
        assert (marker_of("comment_down") in body) == (handle == "bob")
        assert (marker_of("comment_blocked") in body) == (handle != "alice")


# --- Writing about what one cannot see --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["anonymous", "stranger", "follower", "pending", "blocked", "moderator"])
def test_nobody_reports_what_they_cannot_see(world, role, short_errors):
    client = world.clients[PLAYER_OF[role]]
    for name, note in world.notes.items():
        if role != "anonymous" and is_listed_for(role, name):
            continue
        words = {"comment": note.comments.first(), "translation": note.translations.first()}
        for kind, subject in {"note": note, **{kind: row for kind, row in words.items() if row}}.items():
            with transaction.atomic():
                before = rows_written()
                url = f"/reports/new?{kind}={subject.pk}"
                answers = [client.get(url), client.post(url, {"rule": "spam"})]
                changed = rows_written() - before
                transaction.set_rollback(True)
            statuses = [answer.status_code for answer in answers]
            if role == "anonymous":
                assert statuses == [302, 302]
            else:
                assert (name, kind, statuses, changed) == (name, kind, [404, 404], 0)


@pytest.mark.parametrize("role", ["follower", "blocked", "moderator"])
def test_nobody_posts_photos_that_are_not_theirs(world, role):
    client = world.clients[PLAYER_OF[role]]
    for name, note in world.notes.items():
        photo = note.photos.get()
        with transaction.atomic():
            answer = client.post("/api/v1/notes", {"photos": [str(photo.pk)]}, content_type="application/json")
            client.post("/notes", {**NOTE, "cover_text": "", "photos": [str(photo.pk)]})
            transaction.set_rollback(True)
        photo.refresh_from_db()
        assert answer.status_code == 422, name
        assert photo.note == note


def test_only_the_token_opens_a_photo(world):
    for case in world.cases["photo"]:
        url = reverse("posts:media", kwargs=case.url | {"token": "A" * 22})
        assert world.clients["alice"].get(url).status_code == 404


def test_widths_of_renditions_are_those_of_the_table(world):
    case = case_of(world, "photo", "public")
    for width in (*RENDITION_WIDTHS, 0, 1, 99999):
        status = world.clients["anonymous"].get(reverse("posts:media", kwargs=case.url | {"width": width})).status_code
        assert status == (200 if width in RENDITION_WIDTHS else 404)


# --- The admin --------------------------------------------------------------------------------------------------------


def test_the_admin_is_for_staff(world):
    names = ["admin:index", "admin:moderation_queue", "admin:accounts_user_changelist", "admin:posts_note_changelist"]
    paths = [reverse(name) for name in names] + [
        reverse("admin:moderation_case", args=["note", world.notes["public"].pk]),
        reverse("admin:posts_note_change", args=[world.notes["private"].pk]),
    ]
    for role in set(ROLES) - {"moderator"}:
        client = world.clients["alice" if role == "author" else PLAYER_OF[role]]
        for path in paths:
            assert client.get(path).status_code in {302, 403}, (role, path)


def test_a_moderator_opens_what_was_reported_and_nothing_else_that_is_hidden(world):
    client = world.clients["mo"]
    opened = {
        name
        for name, note in world.notes.items()
        if client.get(reverse("admin:moderation_case", args=["note", note.pk])).status_code == 200
    }
    assert opened == {"public", "reported"}
