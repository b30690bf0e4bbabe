"""Keyset paging: every row once, whatever ties there are and whatever is added between two pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import BadRequest
from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.models import User
from rednote.lib.cursors import MAX_PAGE_SIZE, BadCursor, decode, encode, page_of

NOW = datetime(2025, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)
NEWEST = [("joined_at", True), ("id", True)]


def people(count: int, *, ties: int = 3, prefix: str = "p") -> None:
    User.objects.bulk_create(
        User(
            handle=f"{prefix}{n:04}",
            email=f"{prefix}{n}@example.org",
            joined_at=NOW + timedelta(seconds=n // ties),
            notes_count=n % 4,
        )
        for n in range(count)
    )


def walk(queryset, order, size, between=lambda: None) -> list[int]:
    seen, after = [], None
    while True:
        page = page_of(queryset, order=order, after=after, size=size)
        seen += [user.pk for user in page.items]
        if not page.has_more:
            return seen
        assert len(page.items) == size
        after = page.next_cursor
        between()


def test_round_trips_values():
    values = (7, 1.5, "上海", NOW)
    assert decode(encode(*values), (int, float, str, datetime)) == values


@pytest.mark.parametrize("cursor", ["", "x", "x.y", "é", "\ud800", "." * 10, "a" * 100_000, "eyJ4IjoxfQ.sig"])
def test_refuses_what_it_did_not_give_out(cursor):
    with pytest.raises(BadCursor):
        decode(cursor, (int,))


def test_refuses_every_change_of_a_cursor():
    cursor = encode(123456, NOW)
    for at in range(len(cursor)):
        with pytest.raises(BadCursor):
            decode(cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :], (int, datetime))


def test_refuses_values_of_other_types_and_scopes():
    for types in [(str,), (int, int), (), (bool,)]:
        with pytest.raises(BadCursor):
            decode(encode(1), types)
    with pytest.raises(BadCursor):
        decode(encode(1, scope="notes"), (int,), "comments")


def test_answers_400_where_nobody_handles_it():
    assert issubclass(BadCursor, BadRequest)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 6, 7, 8, 30])
@pytest.mark.parametrize("ties", [1, 3, 100])
@pytest.mark.parametrize("descending", [True, False])
def test_shows_every_row_once(count, ties, descending):
    people(count, ties=ties)
    order = [("joined_at", descending), ("id", descending)]
    expected = User.objects.order_by(*(f"-{field}" if descending else field for field, _ in order))
    assert walk(User.objects.all(), order, 7) == [user.pk for user in expected]


@pytest.mark.django_db
def test_repeats_and_skips_nothing_while_rows_come_and_go():
    people(40, ties=5)
    before = set(User.objects.values_list("pk", flat=True))
    prefixes = iter("abcdefghijklmnopqrstuvwxyz")
    gone = []

    def change():
        people(3, prefix=next(prefixes))
        oldest = User.objects.order_by("joined_at", "id").first()
        gone.append(oldest.pk)
        oldest.delete()

    seen = walk(User.objects.all(), NEWEST, 4, between=change)
    assert len(seen) == len(set(seen))
    assert before - set(gone) <= set(seen)


@pytest.mark.django_db
def test_pages_by_annotations_and_through_joins():
    people(20)
    scored = User.objects.annotate(score=Coalesce(F("notes_count") * 0.5, 0.0)).select_related("avatar")
    seen = walk(scored, [("score", True), ("id", True)], 3)
    assert seen == list(scored.order_by("-score", "-id").values_list("pk", flat=True))


@pytest.mark.django_db
def test_pages_dicts():
    people(5)
    rows = User.objects.values("id", "handle")
    first = page_of(rows, order=[("id", False)], after=None, size=3)
    rest = page_of(rows, order=[("id", False)], after=first.next_cursor, size=3)
    assert [row["handle"] for row in [*first.items, *rest.items]] == list(
        User.objects.order_by("id").values_list("handle", flat=True)
    )


@pytest.mark.django_db
def test_clamps_the_size():
    people(MAX_PAGE_SIZE + 5)
    assert len(page_of(User.objects.all(), order=NEWEST, after=None, size=10**9).items) == MAX_PAGE_SIZE
    assert len(page_of(User.objects.all(), order=NEWEST, after=None, size=-1).items) == 1


@pytest.mark.django_db
def test_takes_no_cursor_of_another_order():
    people(5)
    cursor = page_of(User.objects.all(), order=NEWEST, after=None, size=2).next_cursor
    for order in ([("id", True)], [("joined_at", False), ("id", False)]):
        with pytest.raises(BadCursor):
            page_of(User.objects.all(), order=order, after=cursor, size=2)


@pytest.mark.django_db
def test_asks_one_query_that_compares_rows(django_assert_num_queries):
    people(5)
    cursor = page_of(User.objects.all(), order=NEWEST, after=None, size=2).next_cursor
    with django_assert_num_queries(1) as asked:
        page_of(User.objects.all(), order=NEWEST, after=cursor, size=2)
    assert '("accounts_user"."joined_at", "accounts_user"."id") < (' in asked.captured_queries[0]["sql"]


def test_orders_in_one_direction_only():
    with pytest.raises(ValueError, match="one direction"):
        page_of(User.objects.all(), order=[("joined_at", True), ("id", False)], after=None, size=2)
