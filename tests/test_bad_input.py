"""What nobody should send: every door answers it with a refusal, quickly, and never with an error of ours."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from posts.models import Board
from tests.factories import make_comment, make_note
from tests.pages import routes

pytestmark = pytest.mark.django_db

VALUES = {
    "NUL": "a\x00b",
    "huge number": "9" * 5000,
    "just too large": "9223372036854775808",
    "negative": "-1",
    "other digits": "٣",
    "broken UTF-8": b"\xff\xfe\xed\xa0\x80",
    "marks": "a" + "\u0301" * 10_000,
    "very long": "x" * 100_000,
    "cursor": "AAAA.BBBB%s{}\u202e",
}
# A megabyte is refused as a whole: what is long is sent for a few names only.
SHORT = [value for value in VALUES.values() if len(value) <= 1000]
LONG = ("body", "title", "name", "text", "reason", "login", "photos", "until")
# Every name that a query or a form of the site may hold.
NAMES = [
    *("after", "channel", "languages", "tab", "sort", "q", "bucket", "until", "note", "comment", "translation", "user"),
    *("next", "parent", "without", "language", "variant", "body", "title", "place", "cover_text", "cover_style"),
    *("visibility", "photos", "composer_key", "form_key", "move_earlier", "remove_photo", "name", "bio", "is_public"),
    *("boards", "new_board", "rule", "text", "interests", "theme", "severity", "kind", "age", "action", "reason"),
    *("login", "password", "email", "username", "password1", "is_private", "script", "p", "o", "e", "all"),
    *("card", "cover", "credit", "credits_shown", "shows_camera", "new_voices", "freshness", "bridge", "variety"),
]


@pytest.fixture
def parameters(alice, bob) -> dict[str, Any]:
    """Something real for every parameter of a URL, so that views are reached."""
    note = make_note(alice, hashtags=("tea",), photos=1)
    board = Board.objects.create(owner=alice, name="Tea", is_public=True)
    comment = make_comment(note, alice)
    return {
        "note_id": note.pk,
        "comment_id": comment.pk,
        "board_id": board.pk,
        "photo_id": note.cover_id,
        "translation_id": 1,
        "report_id": 1,
        "token_id": 1,
        "avatar_id": 1,
        "handle": "alice",
        "name": "tea",
        "token": note.cover.token,
        "width": 480,
        "size": 96,
        "format": "webp",
        "key": "x",
        "uidb36": "x",
        "kind": "note",
        "pk": note.pk,
        "object_id": note.pk,
        "app_label": "posts",
    }


def urls(parameters: dict[str, Any]) -> list[str]:
    found = []
    for name, pattern in routes():
        wanted = pattern.pattern.regex.groupindex
        if wanted.keys() <= parameters.keys() and not name.endswith(("logout", "_delete", ":delete", "view_on_site")):
            found.append(reverse(name, kwargs={key: parameters[key] for key in wanted}))
    return found


# What the composer asks of each photo.
OF_PHOTOS = ("alt", "ratio", "crop", "turn", "focus_x", "focus_y", "tag_kind", "tag_text", "tag_x", "tag_y")


@pytest.mark.parametrize("name", [name for name, value in VALUES.items() if len(value) > 1000])
def test_every_door_refuses_what_is_long(settings, parameters, alice, admin_user, login, short_errors, name):
    settings.RATES_LIFTED = True
    sent = dict.fromkeys(LONG, VALUES[name])
    refuse(parameters, login(alice), login(admin_user), ("post",), lambda place: sent)


@pytest.mark.parametrize("turn", range(3))
def test_every_door_refuses_what_is_short(settings, parameters, alice, admin_user, login, short_errors, turn):
    """All values at each door in each turn, each under other names."""
    settings.RATES_LIFTED = True
    names = [*NAMES, *(f"{name}_{parameters['photo_id']}" for name in OF_PHOTOS)]

    def sent(place: int) -> dict[str, Any]:
        return {name: SHORT[(2 * turn + place + i) % len(SHORT)] for i, name in enumerate(names)}

    refuse(parameters, login(alice), login(admin_user), ("get", "post"), sent)


def refuse(parameters, member: Client, admin: Client, methods: tuple[str, ...], sent: Callable[[int], dict]) -> None:
    broken = []
    for place, url in enumerate(urls(parameters)):
        client = admin if url.startswith("/admin") else member
        client.raise_request_exception = False
        for method in methods:
            started = time.process_time()
            answer = getattr(client, method)(url, sent(place))
            if answer.status_code >= 500:
                broken.append(f"{method} {url}: {answer.status_code}")
            if time.process_time() - started > 2:
                broken.append(f"{method} {url}: slow")
    assert not broken, "\n".join(broken)


def test_thousands_of_fields_are_refused(login, alice):
    answer = login(alice).post("/notes", {f"field{number}": "x" for number in range(10_000)})
    assert answer.status_code == 400


def test_a_form_of_a_megabyte_is_refused(login, alice):
    answer = login(alice).post("/notes", "body=" + "x" * 2_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "localhost:80:80", "", "../"])
def test_other_hosts_are_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


NEXT = ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "javascript:x", "\t//e"]


@pytest.mark.parametrize("target", NEXT)
def test_nobody_is_sent_to_another_site(login, alice, bob, client, target):
    for referer in ("https://evil.example/", target):
        answer = login(bob).post("/@alice/follow", {"next": target}, headers={"referer": referer})
        assert re.match(r"/(?![/\\])", answer["Location"]), answer["Location"]
    answer = client.post("/login", {"login": "alice", "password": "correct horse battery", "next": target})
    assert re.match(r"/(?![/\\])", answer["Location"]), answer["Location"]
    for url in ("/settings/theme", "/settings/interface-language"):
        answer = client.post(url, {"theme": "dark", "language": "en", "next": target}, headers={"referer": target})
        assert re.match(r"/(?![/\\])", answer["Location"]), answer["Location"]
