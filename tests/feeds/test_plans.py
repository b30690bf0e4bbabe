"""No page sorts or scans a whole history, whoever looks: the plans of all its queries on ten thousand notes."""

import json
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from posts.models import Board, Comment, Hashtag, Note

pytestmark = pytest.mark.django_db

MOST_SORTED = 2000
HISTORIES = {
    "notifications_notification",
    "posts_boardnote",
    "posts_collect",
    "posts_comment",
    "posts_like",
    "posts_note",
    "posts_notehashtag",
    "posts_photo",
    "posts_rendition",
}


@pytest.fixture(scope="module", autouse=True)
def _crowd(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """One crowd for all of these tests; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("generate", notes=10_000)
        yield
        transaction.set_rollback(True)


# The largest of its kind for each page.
def hashtag() -> str:
    return Hashtag.objects.order_by("-notes_count").first().get_absolute_url()


def person() -> str:
    return User.objects.filter(is_private=False).order_by("-notes_count").first().get_absolute_url()


def note() -> str:
    return Note.objects.listed().order_by("-comments_count").first().get_absolute_url()


def board() -> str:
    return Board.objects.order_by("-notes_count").first().get_absolute_url()


def replies() -> str:
    return f"/comments/{Comment.objects.order_by('-replies_count').first().pk}/replies"


PAGES = {
    "explore": lambda: "/",
    "explore of a channel": lambda: "/?channel=food",
    "hashtag, new": lambda: f"{hashtag()}?sort=new",
    "hashtag, hot": hashtag,
    "profile": person,
    "profile, collected": lambda: f"{person()}?tab=collected",
    "board": board,
    "note": note,
    "related": lambda: f"{note()}/related",
    "comments": lambda: f"{note()}/comments",
    "replies": replies,
    "search": lambda: "/search?q=tea",
    "search without words": lambda: "/search",
    "search in Chinese": lambda: "/search?q=茶",
    "search for people": lambda: "/search?q=person&tab=people",
    "search for hashtags": lambda: "/search?q=t&tab=hashtags",
    "suggestions": lambda: "/search/suggestions?q=te",
}
MEMBERS_PAGES = {
    "following": lambda: "/following",
    "followers": lambda: f"{person()}/followers",
    "likes of notes": lambda: "/notifications?bucket=likes",
    "comments on notes": lambda: "/notifications?bucket=comments",
    "new followers": lambda: "/notifications?bucket=followers",
    "boards": lambda: "/boards",
    "interests": lambda: "/settings/interests",
}


@pytest.mark.parametrize("page", PAGES)
def test_stays_within_indexes_for_anybody(page):
    assert_bounded(Client(), PAGES[page](), pages=2)


@pytest.mark.parametrize("page", PAGES | MEMBERS_PAGES)
def test_stays_within_indexes_for_a_member(page):
    client = Client()
    client.force_login(User.objects.annotate(told=Count("notifications")).order_by("-told").first())
    assert_bounded(client, (PAGES | MEMBERS_PAGES)[page](), pages=1 + (page in MEMBERS_PAGES))


def assert_bounded(client: Client, path: str, pages: int) -> None:
    """The page, and those that follow it."""
    for _ in range(pages):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        assert response.status_code == 200, path
        found = [(fault, query["sql"]) for query in queries for fault in faults(query["sql"])]
        assert not found, f"{path}\n" + "\n".join(f"{fault}\n  {sql[:3000]}" for fault, sql in found)
        path = following_url(response, path)
        if not path:
            return


def following_url(response, path: str) -> str:
    url = (response.context or {}).get("next_url") or ""
    return path.partition("?")[0] + url if url.startswith("?") else url


def faults(sql: str) -> list[str]:
    if not sql.lstrip("(").startswith(("SELECT", "WITH")):
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql.replace('%', '%%')}")
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return list(faults_of(plan[0]["Plan"]))


def faults_of(node: dict) -> Iterator[str]:
    below = node.get("Plans", [])
    if node["Node Type"] == "Sort" and below[0]["Plan Rows"] > MOST_SORTED:
        yield f"sorts {below[0]['Plan Rows']} rows by {node['Sort Key']}"
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in HISTORIES:
        yield f"scans {node['Relation Name']}"
    for child in below:
        yield from faults_of(child)
