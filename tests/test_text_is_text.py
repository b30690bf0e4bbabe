"""What people type is shown as they typed it: nothing of it becomes an element, an attribute or a link of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Follow, User
from moderation import actions as moderation
from posts import actions
from posts.models import Board, BoardNote, Collect, Hashtag, Note
from rednote.lib.text import clean_text
from tests.factories import make_comment, make_note, make_photo
from tests.pages import Page
from tests.test_headers import troubles_of_html

pytestmark = pytest.mark.django_db

# Each would leave the letters "xss" in the name of an element or attribute, or in a place that browsers act on.
PAYLOADS = [
    "<xss>",
    "<img src=x onerror=xss()>",
    '"><xss x=1>',
    "'><xss x=1>",
    "<svg/onload=xss()>",
    '" onfocus="xss()" xss="',
    "' onfocus='xss()' xss='",
    "x onfocus=xss() xss=1",
    "</title><xss>",
    "</textarea><xss>",
    "</script><xss>",
    "</option></select><xss>",
    "<!--><xss>-->",
    "]]><xss>",
    '<a href="javascript:xss()">a</a>',
    "javascript:xss()",
    "data:text/html,<xss>",
    '<p hx-get="/xss">',
    '" hx-get="/xss" xss="',
    '<p hx-on:click="xss()">',
    '<p data-hx-get="/xss">',
    "{{ 7|add:7 }}<xss>",
    "{% debug %}<xss>",
    '<iframe srcdoc="<xss>">',
    "<style>@import'//xss'</style>",
    "<math href=javascript:xss()>",
    "<xss\u2028onload=xss()>",
    "&lt;xss&gt;",
    "&#60;xss&#62;",
    "\\u003cxss\\u003e",
    "<base href=//xss>",
    "<meta http-equiv=refresh content=//xss>",
    'http://x.org/"onclick="xss()',
    "http://x.org/'><xss>",
    "//xss",
    '#tea"><xss>',
    "@alice'><xss>",
    "<template><xss></template>",
    "<form action=//xss>",
    "\uff1cxss\uff1e",
]
# Attributes whose value is words.
WORDS = {"alt", "aria-label", "content", "data-title", "placeholder", "title", "value"}
# Attributes that browsers or scripts of ours go to.
PLACES = {"href", "src", "action", "formaction", "srcset", "hx-get", "hx-post"}


@dataclass
class World:
    """Alice, and as many others as payloads: each is named by one, and writes it everywhere."""

    alice: User
    people: list[User]
    notes: list[Note]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One for all tests of this file; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield built_world()
        transaction.set_rollback(True)


def built_world() -> World:
    create_user = User.objects.create_user
    alice, people, notes = create_user("alice", "alice@example.org", name="Alice"), [], []
    for number, payload in enumerate(PAYLOADS):
        writer = create_user(f"writer{number}", f"writer{number}@example.org", name=payload[:40], bio=payload)
        Follow.objects.create(follower=writer, followee=alice)
        Follow.objects.create(follower=alice, followee=writer)
        note = make_note(
            writer, title=payload, body="\n".join(PAYLOADS), place=payload, hashtags=("tea",), language="en"
        )
        make_photo(writer, note=note, alt=payload)
        people.append(writer)
        notes.append(note)
    # Under the first one, words of all of them.
    first = notes[0]
    Collect.objects.create(user=alice, note=first)
    for payload, writer in zip(PAYLOADS, people, strict=True):
        comment = make_comment(first, writer, payload, language="zh")
        actions.add_translation(author=writer, note=first, language="zh", title=payload, body=payload)
        actions.add_translation(author=writer, comment=comment, language="en", body=payload)
        actions.like_note(user=writer, note=first)
        actions.like_comment(user=writer, comment=comment)
        moderation.report(reporter=writer, subject=alice, rule="spam", text=payload)
        board = Board.objects.create(owner=alice, name=payload, is_public=True)
        BoardNote.objects.create(board=board, note=first)
    return World(alice, people, notes)


def wrong(page: Page) -> Iterator[str]:
    """What of a payload became more than text."""
    for tag, attributes in page.elements:
        if "xss" in tag or (tag == "meta" and "http-equiv" in attributes):
            yield f"<{tag}>"
        for name, value in attributes.items():
            if "xss" in name:
                yield f"<{tag} {name}>"
            elif "xss" in value and name in PLACES:
                if not re.match(r"(/(?!/|xss)|\?|#|https?://(x\.org|testserver)/)", value):
                    yield f'<{tag} {name}="{value[:60]}">'
            elif "xss" in value and name not in WORDS:
                yield f'<{tag} {name}="{value[:60]}"> (say in WORDS or PLACES what it holds)'
    yield from (trouble for trouble in troubles_of_html(page, "") if "import map" not in trouble)


def looked_at(client: Client, urls: list[str], statuses: tuple[int, ...] = (200,)) -> str:
    """All that these pages say, once none of them holds what it should not."""
    said, found = [], []
    for url in urls:
        answer = client.get(url)
        assert answer.status_code in statuses, (url, answer.status_code)
        page = Page(answer.content.decode())
        found += [f"{url[:80]}: {trouble}" for trouble in wrong(page)]
        said.append(" ".join("".join(page.text).split()))
    assert not found, "\n".join(found)
    return "\n".join(said)


def shown(payload: str) -> str:
    return clean_text(payload, max_length=1000, single_line=True)


def test_the_payloads_are_caught_where_they_are_not_escaped():
    """The test of the test: unescaped, every payload but those that are harmless outside a link is found."""
    harmless = {"<!--><xss>-->", "javascript:xss()", "data:text/html,<xss>", "//xss", "x onfocus=xss() xss=1"}
    harmless |= {payload for payload in PAYLOADS if payload.startswith(("&", "\\", "\uff1c"))}
    for payload in set(PAYLOADS) - harmless:
        pages = [f"<p>{payload}</p>", f'<input value="{payload}">', f"<input value='{payload}'>"]
        assert any(list(wrong(Page(page))) for page in pages), payload


def test_in_what_a_link_says(carol, login):
    client = login(carol)
    for payload in PAYLOADS:
        assert shown(payload) in looked_at(client, [f"/search?q={quote(payload)}"])
    for payload in PAYLOADS[::4]:
        typed = quote(payload)
        looked_at(client, [f"/search?q={typed}&tab=people", f"/notes/new?body={typed}", f"/?channel={typed}&{typed}"])
        looked_at(
            Client(), [f"/hashtags/{typed}", f"/login?next={typed}", f"/no/{typed}", f"/@{typed}"], (200, 301, 404)
        )


@pytest.mark.parametrize("start", range(8))
def test_in_forms_that_are_refused(carol, login, start):
    """Nothing that was typed is lost, so all of it is there again."""
    typed = " ".join(PAYLOADS[start::8])
    forms = {
        "/settings": {"name": typed, "bio": typed * 9},
        "/settings/keys": {"name": typed},
        "/boards": {"name": typed},
        "/notes": dict.fromkeys(["title", "body", "place", "channel", "composer_key", "photos"], typed),
        "/login": {"login": typed, "password": "x"},
        "/signup": {"username": typed, "email": typed, "password1": "x"},
        "/settings/email": {"email": typed, "action_add": ""},
    }
    for url, data in forms.items():
        answer = (Client() if url in {"/login", "/signup"} else login(carol)).post(url, data)
        assert answer.status_code in {200, 422}, url
        assert list(wrong(Page(answer.content.decode()))) == [], url


def test_on_notes_and_under_them(world, login):
    client, notes = login(world.alice), world.notes
    # Each holds all payloads in its text, and one in its title.
    said = looked_at(client, [f"/notes/{note.pk}" for note in notes[::2]])
    first = notes[0].pk
    url, pages = f"/notes/{first}/comments", []
    while url and len(pages) < 10:
        answer = client.get(url).content.decode()
        pages.append(url)
        after = re.search(rf'"(/notes/{first}/comments\?after=[^"]+)"', answer)
        url = after and after.group(1).replace("&amp;", "&")
    assert len(pages) > 3
    comments = looked_at(client, pages)
    talk = [
        f"/comments/{comment.pk}/{page}" for comment in notes[0].comments.all() for page in ("translations", "reply")
    ]
    said_of_comments = looked_at(client, talk)
    looked_at(client, [f"/notes/{first}/{page}" for page in ("translations", "related", "boards")])
    for payload in map(shown, PAYLOADS):
        for place in (said, comments, said_of_comments):
            assert payload in place, payload


def test_on_lists_and_profiles(world, login):
    client = login(world.alice)
    profiles = looked_at(client, [f"/@{writer.handle}" for writer in world.people])
    grids = looked_at(client, ["/", "/following", "/hashtags/tea", "/hashtags/tea?sort=new", "/search?q=tea"])
    lists = looked_at(client, ["/@alice/followers", "/@alice/following", "/search?q=xss&tab=people", "/boards"])
    looked_at(client, [f"/boards/{board.pk}" for board in Board.objects.all()[:40:4]])
    looked_at(client, ["/search/suggestions?q=xss", "/notes/suggestions?q=@writer", "/@alice?tab=collected"])
    looked_at(client, [f"/notifications?bucket={bucket}" for bucket in ("comments", "likes", "followers", "system")])
    for payload in map(shown, PAYLOADS):
        assert payload in profiles, payload
    assert sum(shown(payload) in grids for payload in PAYLOADS) > 25
    assert sum(shown(payload[:40]) in lists for payload in PAYLOADS) > 25


def test_in_forms_that_hold_it(world, login):
    for writer, note in list(zip(world.people, world.notes, strict=True))[::2]:
        client = login(writer)
        looked_at(client, ["/settings", f"/notes/{note.pk}/edit"])
    client = login(world.alice)
    looked_at(client, [f"/boards/{board.pk}/edit" for board in Board.objects.all()[::2]])


def test_in_the_admin_and_in_what_it_tells_people(admin_user, world, login):
    client, notes = login(admin_user), world.notes
    moderated = notes[1]
    moderation.report(reporter=notes[0].author, subject=moderated, rule="spam", text="\n".join(PAYLOADS))
    for payload in PAYLOADS[:3]:
        moderation.warn(moderator=admin_user, person=moderated.author, rule="spam", reason=payload, about=moderated)
    cases = [
        reverse("admin:moderation_case", args=case) for case in (["note", moderated.pk], ["person", world.alice.pk])
    ]
    said = looked_at(client, [reverse("admin:index"), reverse("admin:moderation_queue"), *cases])
    assert sum(shown(payload) in said for payload in PAYLOADS) > 25
    lists = ["accounts_user", "posts_note", "posts_comment", "posts_translation", "moderation_report"]
    looked_at(client, [reverse(f"admin:{name}_changelist") for name in [*lists, "moderation_decision"]])
    for payload in PAYLOADS:
        looked_at(client, [f"{reverse('admin:posts_note_changelist')}?q={quote(payload)}"], (200, 302))
    rows = [("posts_note", note) for note in notes] + [("accounts_user", writer) for writer in world.people]
    rows += [("posts_comment", comment) for comment in notes[0].comments.all()[:8]]
    looked_at(client, [reverse(f"admin:{name}_change", args=[row.pk]) for name, row in rows[::2]])
    moderation.take_down(moderator=admin_user, subject=moderated, rule="spam", reason="\n".join(PAYLOADS[:20]))
    told = looked_at(login(moderated.author), ["/notifications?bucket=system", f"/notes/{moderated.pk}"])
    assert shown(PAYLOADS[1]) in told


def test_no_payload_is_a_hashtag(world):
    assert not Hashtag.objects.filter(name__contains="<")
