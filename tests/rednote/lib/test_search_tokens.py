"""Search tokens, as PostgreSQL itself matches them."""

import pytest
from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import F

from rednote.lib.search_tokens import index_tokens, query_tokens, search_query, search_vector

pytestmark = pytest.mark.django_db


def matches(text: str, q: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [index_tokens(text), query_tokens(q)])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("周末去了上海迪士尼", "上"),
        ("周末去了上海迪士尼", "上海"),
        ("周末去了上海迪士尼", "海迪士"),
        ("周末去了上海迪士尼", "上海 周末"),
        ("去Starbucks喝咖啡", "starbucks 咖啡"),
        ("去Starbucks喝咖啡", "喝咖啡star"),
        ("猫がいる暮らし", "猫"),
        ("猫がいる暮らし", "暮らし"),
        ("ﾗｰﾒﾝ日記", "ラーメン"),
        ("고양이 귀여워요", "고양"),
        ("ประเทศไทยสวยมาก", "ไทย"),
        ("ＯＯＴＤ today", "ootd"),
        ("A cosy Café in Kraków", "cafe krakow"),
        ("Smørrebrød", "smorrebrod"),
        ("Smorrebrod", "smørrebrød"),
        ("Straße", "strasse"),
        ("A cosy cafe", "café"),
        ("hiking in the mountains", "mount"),
        ("hiking in the mountains", "mountains hiking"),
        ("#TikTokRefugee hello", "#tiktok"),
        ("don't worry", "don't"),
        ("slow_living", "slow_living"),
        ("猫🐱 tax", "🐱"),
        ("खाना बनाना", "खाना"),
        ("Привет всем", "ПРИВЕТ"),
        ("𠮷野家", "𠮷野"),
        ("v2.0 1e5 3d", "1e5"),
        ("می‌خواهم", "میخواهم"),
    ],
)
def test_finds(text, q):
    assert matches(text, q)


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("上海。迪士尼", "海迪"),
        ("海上", "上海"),
        ("上海天海滩", "上海滩"),
        ("周末去了上海", "北京"),
        ("mountains hiking", "moun hiking"),
        ("hiking", "iking"),
        ("tea", "tea cats"),
        ("tea", ""),
        ("tea", "  !?'\\ "),
        ("", "tea"),
    ],
)
def test_does_not_find(text, q):
    assert not matches(text, q)


@pytest.mark.parametrize(
    "q",
    ["'", "\\", "a' | 'b", "!tea", "a & | !", "(((", "<->", ":*", "%s", "\0", "\ud800", "é" * 10_000, "日" * 10_000],
)
def test_any_query_is_a_safe_one(q):
    matches("tea", q)
    matches(q, "tea")


def test_indexes_texts_of_any_length():
    assert matches("日本" * 20_000 + " tea", "tea")
    assert matches("x" * 100_000, "x" * 80)


def test_serves_as_expressions(alice):
    people = type(alice).objects.annotate(vector=search_vector("去了上海"))
    assert people.filter(vector=search_query("上海")).exists()
    assert not people.filter(vector=search_query("北京")).exists()
    assert not people.filter(vector=search_query("")).exists()
    assert people.annotate(rank=SearchRank(F("vector"), search_query("上海"))).get().rank > 0
