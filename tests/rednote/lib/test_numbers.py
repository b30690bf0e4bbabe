"""Numbers and moments as a person would say them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from rednote.lib.numbers import compact, moment

NOW = datetime(2025, 6, 15, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("n", "language", "shown"),
    [
        (0, "en", "0"),
        (999, "en", "999"),
        (1000, "en", "1K"),
        (1234, "en", "1.2K"),
        (1999, "en", "1.9K"),
        (9999, "en-gb", "9.9K"),
        (12_345, "en", "12K"),
        (999_999, "en", "999K"),
        (3_456_789, "en", "3.4M"),
        (2_000_000_000, "en", "2B"),
        (9999, "zh-hans", "9999"),
        (10_000, "zh-hans", "1万"),
        (12_345, "zh", "1.2万"),
        (123_456, "zh", "12.3万"),
        (1_234_567, "zh", "123万"),
        (123_456_789, "zh", "1.2亿"),
        (12_345, "zh-hant", "1.2萬"),
        (12_345, "ja", "1.2万"),
        (12_345, "ko", "1.2만"),
        (1234, "es", "1,2\u00a0mil"),
        (3_456_789, "es", "3,4\u00a0M"),
        (12_345, "de", "12345"),
        (12_345, "fr", "12K"),
    ],
)
def test_shortens_counts(n, language, shown):
    assert compact(n, language) == shown


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(hours=24), "yesterday"),
        (timedelta(hours=36), "yesterday"),
        (timedelta(hours=37), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "June 8"),
        (timedelta(days=400), "May 11, 2024"),
    ],
)
def test_says_how_long_ago(ago, said):
    with translation.override("en"):
        assert moment(NOW - ago, NOW) == said


def test_writes_dates_in_the_active_language():
    with translation.override("zh-hans"):
        assert moment(NOW - timedelta(days=400), NOW) == "2024年5月11日"
