"""What every answer carries, whoever asks: the headers that keep browsers safe, and HTML that obeys them."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as site
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import actions as people
from accounts.models import Avatar, Follow, FollowState
from accounts.tasks import avatar_key
from moderation import actions as moderation
from posts import actions
from posts.models import Board, BoardNote, Collect, NoteState
from rednote.lib.models import WorkState
from tests.factories import make_comment, make_note
from tests.pages import Page, plain_pages

pytestmark = pytest.mark.django_db

LIMITED = ("rate_search", "rate_login", "rate_write", "rate_api")
ACTED_ON = {"href", "src", "action", "formaction", "srcset", "hx-get", "hx-post"}
NEVER_STORED = ("/settings", "/admin", "/login", "/signup", "/password", "/outbox", "/logout")
# Answers for everybody alike may be kept by everybody.
PUBLIC = ("/static/", "/media/", "/avatars/")


@pytest.fixture
def named(alice, bob, carol, mallory, moderator) -> list[str]:
    """One URL of each kind that names something, with something of every kind there."""
    note = make_note(alice, hashtags=("tea",), photos=2, channel="food", language="en", body="Hello @bob #tea")
    draft = make_note(alice, state=NoteState.DRAFT)
    hidden = make_note(alice, visibility="private", was_public=True)
    for rendition in note.cover.renditions.all():
        rendition.key = default_storage.save(rendition.key, ContentFile(b"pixels"))
        rendition.save()
    comment = make_comment(note, bob, language="zh")
    make_comment(note, carol, parent=comment)
    translation = actions.add_translation(author=bob, note=note, language="zh", body="茶")
    actions.add_translation(author=bob, comment=comment, language="en", body="Tea")
    board = Board.objects.create(owner=alice, name="Board", is_public=True)
    Collect.objects.create(user=alice, note=note)
    BoardNote.objects.create(board=board, note=note)
    people.create_token(user=alice, name="script")
    Follow.objects.create(follower=carol, followee=alice, state=FollowState.PENDING)
    report = moderation.report(reporter=alice, subject=comment, rule="spam", text="Look")
    moderation.warn(moderator=moderator, person=alice, rule="spam", reason="Careful", about=note)
    avatar = Avatar.objects.create(user=alice, original_key="none", state=WorkState.READY)
    default_storage.save(avatar_key(avatar, 96), ContentFile(b"pixels"))
    return [
        "/@alice",
        "/@alice?tab=collected",
        "/@alice/followers",
        "/@alice/following",
        "/?channel=food",
        "/search?q=tea",
        "/search?q=a&tab=people",
        "/search?q=tea&tab=hashtags",
        "/search/suggestions?q=te",
        "/notes/suggestions?q=%23te",
        "/hashtags/tea",
        "/hashtags/tea?sort=new",
        f"/boards/{board.pk}",
        f"/boards/{board.pk}/edit",
        f"/notes/{note.pk}",
        f"/notes/{hidden.pk}",
        f"/notes/{draft.pk}",
        f"/notes/{note.pk}/related",
        f"/notes/{note.pk}/state",
        f"/notes/{note.pk}/edit",
        f"/notes/{draft.pk}/edit",
        f"/notes/{note.pk}/boards",
        f"/notes/{note.pk}/comments",
        f"/notes/{note.pk}/translations",
        f"/comments/{comment.pk}/replies",
        f"/comments/{comment.pk}/reply",
        f"/comments/{comment.pk}/language",
        f"/comments/{comment.pk}/translations",
        f"/notes/photos/{note.cover_id}",
        note.cover.url(480),
        avatar.url(),
        "/notifications?bucket=system",
        f"/reports/new?note={note.pk}",
        f"/reports/new?translation={translation.pk}",
        "/reports/new?user=" + str(bob.pk),
        f"/reports/{report.pk}",
        "/verify-email/wrong",
        "/password/reset/abc-wrong",
        reverse("admin:moderation_case", args=["comment", comment.pk]),
        reverse("admin:moderation_case", args=["note", note.pk]),
        reverse("admin:moderation_report", args=[report.pk]),
        *(reverse(f"admin:posts_{kind}_change", args=[row.pk]) for kind, row in vars_of(note, comment, translation)),
        reverse("admin:accounts_user_change", args=[alice.pk]),
        reverse("admin:accounts_user_history", args=[alice.pk]),
        f"/api/v1/notes/{note.pk}",
        f"/api/v1/notes/{note.pk}/comments",
        "/api/v1/users/alice",
        "/api/docs/?script=",
        # Errors
        "/nothing/here",
        "/notes/1",
        "/.env",
        "/.git/HEAD",
        "/settings/x.css",
        "/?after=broken",
        "/static/nothing.css",
        "/api/v1/nothing",
    ]


def vars_of(note: Any, comment: Any, translation: Any) -> list[tuple[str, Any]]:
    return [("note", note), ("photo", note.cover), ("comment", comment), ("translation", translation)]


@pytest.fixture
def viewers(login, alice, admin_user) -> dict[str, Client]:
    for person in (alice, admin_user):
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return {"anonymous": Client(), "alice": login(alice), "admin": login(admin_user)}


def answers(viewers: dict[str, Client], urls: list[str]) -> Iterator[tuple[str, Any]]:
    for who, client in viewers.items():
        for url in urls:
            yield f"{url} as {who}", client.get(url)


def test_every_page_carries_its_headers_and_reading_writes_nothing(viewers, named):
    wrong, statuses, before = [], set(), rows()
    for where, answer in answers(viewers, plain_pages() + named):
        statuses.add(answer.status_code)
        wrong += [f"{where}: {trouble}" for trouble in troubles(answer)]
    assert not wrong, "\n".join(wrong)
    assert {200, 302, 400, 403, 404, 405, 410} <= statuses
    assert rows() == before


def troubles(answer: Any) -> Iterator[str]:
    """What is missing or wrong in an answer."""
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    path = answer.wsgi_request.path
    policy = answer.get("Content-Security-Policy", "")
    if "unsafe" in policy:
        yield f"policy {policy}"
    if "frame-ancestors 'none'" not in policy and "sandbox" not in policy and not path.startswith("/static/"):
        yield f"no policy: {policy!r}"
    expected = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
    for header, value in expected.items():
        if answer.get(header) != value:
            yield f"{header}: {answer.get(header)}"
    if "geolocation=()" not in answer.get("Permissions-Policy", ""):
        yield "no Permissions-Policy"
    yield from troubles_of_caching(answer, path)
    if answer.get("Content-Type", "").startswith("text/html"):
        yield from troubles_of_html(Page(answer.content.decode()), policy)


def troubles_of_caching(answer: Any, path: str) -> Iterator[str]:
    caching = answer.get("Cache-Control", "")
    if not caching:
        yield "no Cache-Control"
    if "public" in caching and not path.startswith(PUBLIC):
        yield f"for shared caches: {caching}"
    if path.startswith(NEVER_STORED) and "no-store" not in caching:
        yield f"may be stored: {caching}"
    if "private" in caching and "max-age" not in caching and "Cookie" not in answer.get("Vary", ""):
        yield "does not vary by who asks"


def troubles_of_html(page: Page, policy: str) -> Iterator[str]:
    for tag, attributes in page.elements:
        if tag == "style" or (tag == "script" and "src" not in attributes and attributes.get("type") != "importmap"):
            yield f"inline <{tag}>"
        for name, value in attributes.items():
            if re.match(r"on[a-z]|hx-on", name) or name in {"style", "srcdoc"}:
                yield f'<{tag} {name}="{value[:40]}">'
            if name in ACTED_ON and value.strip().lower().startswith(("javascript:", "data:text")):
                yield f'<{tag} {name}="{value[:40]}">'
            if name in ACTED_ON - {"href"} and value.startswith(("http:", "https:", "//")):
                yield f"asks another site: {value}"
    maps = [text for attributes, text in page.scripts if attributes.get("type") == "importmap"]
    for text in maps:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in policy:
            yield "the policy does not know the import map"
        if not json.loads(text)["imports"]:
            yield "the import map is empty"
    if len(maps) > 1:
        yield "two import maps"


def test_an_import_map_is_on_every_page_of_the_site(viewers):
    for path in ("/", "/about", "/login", "/nothing"):
        assert 'type="importmap"' in viewers["anonymous"].get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/@alice", "/api/v1/me", "/nothing", "/login"])
def test_wrong_methods_and_missing_tokens_carry_them_too(alice, path):
    client = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "delete", "patch", "options"):
        answer = getattr(client, method)(path)
        assert list(troubles(answer)) == [], method


def test_limits_carry_them_too(settings, alice, login):
    settings.LIMITS = site.LIMITS | {name: [1, 600] for name in LIMITED}
    for client, path in [(Client(), "/search?q=x"), (login(alice), "/api/v1/me")]:
        client.get(path)
        answer = client.get(path)
        assert answer.status_code == 429
        assert answer["Retry-After"]
        assert list(troubles(answer)) == []
    for client, path in [(Client(), "/login"), (login(alice), "/settings/privacy")]:
        client.post(path)
        answer = client.post(path)
        assert answer.status_code == 429
        assert list(troubles(answer)) == []


def rows() -> dict[str, int]:
    """How many there are in each table, sessions and counted attempts aside."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table not in {"django_session", "accounts_ratewindow"}:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                counts[table] = cursor.fetchone()[0]
    return counts


# --- Both profiles ----------------------------------------------------------------------------------------------------


def test_over_plain_http_cookies_work_without_marks_of_https(client, alice):
    answer = client.post("/login", {"login": "alice", "password": "correct horse battery"})
    assert answer.status_code == 302
    session = answer.cookies["session"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert not session["secure"]
    assert "Strict-Transport-Security" not in answer
    assert client.get("/settings").status_code == 200


ASKING = """
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["example.org"]
from django.test import Client, RequestFactory
from django.test.utils import setup_test_environment
from django.http import HttpResponse
from django.core.handlers.base import BaseHandler
client = Client(headers={"host": "example.org"})
plain, safe = client.get("/about"), client.get("/about", secure=True)
print({
    "redirect": [plain.status_code, plain.get("Location")],
    "hsts": safe.get("Strict-Transport-Security"),
    "csrf": settings.CSRF_COOKIE_NAME,
    "session": settings.SESSION_COOKIE_NAME,
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE],
    "domains": [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN],
    "paths": [settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH],
})
"""


def with_https(*command: str) -> subprocess.CompletedProcess:
    environment = os.environ | {
        "REDNOTE_HTTPS": "1",
        "REDNOTE_BASE_URL": "https://example.org",
        "REDNOTE_SECRET_KEY": "p" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
        "DJANGO_SETTINGS_MODULE": "rednote.settings",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of browser tests in this process
    return subprocess.run(
        [sys.executable, *command], cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )


def test_over_https_nothing_is_left_to_warn_of():
    checked = with_https("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr


def test_over_https_cookies_and_pages_are_bound_to_it():
    asked = with_https("-c", ASKING)
    assert asked.returncode == 0, asked.stderr
    said = eval(asked.stdout)
    assert said["redirect"] == [301, "https://example.org/about"]
    assert said["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert (said["session"], said["csrf"]) == ("__Host-session", "__Host-csrf")
    assert said["secure"] == [True] * 3
    assert (said["domains"], said["paths"]) == ([None, None], ["/", "/"])
