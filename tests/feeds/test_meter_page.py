"""The public meter, and the progress of a fair start."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from feeds import gauges
from feeds.models import FairStart, MeterDay
from tests.factories import make_note
from tests.pages import Page

FIGURES = {
    "notes": 120,
    "authors": 40,
    "impressions": 9000,
    "parity_small_readership": 1.02,
    "parity_under_100": 0.81,
    "parity_under_1000": 1.3,
    "gini": 0.42,
    "followers_correlation": 0.04,
    "first_note_median_impressions": 61.0,
    "originals_share": 0.93,
}


def days(*weeks: dict) -> list[MeterDay]:
    first = date(2026, 3, 1)
    return [
        MeterDay(day=first + timedelta(days=place), version=1, figures={"7": week, "28": FIGURES})
        for place, week in enumerate(weeks)
    ]


@pytest.mark.django_db
def test_promises_its_first_figures_before_anything_was_measured(client):
    page = client.get("/meter").content.decode()
    assert "The first figures come tomorrow." in page
    assert "Never used: how many followers" in page
    assert client.get("/meter.json").json()["latest"] is None


@pytest.mark.django_db
def test_shows_each_figure_with_its_table_and_the_same_as_json(client):
    for day in days(FIGURES, {**FIGURES, "gini": None}):
        day.save()
    html = client.get("/meter").content.decode()
    page = Page(html)
    assert sum(tag == "table" for tag, _ in page.elements) == len(gauges.GAUGES) + 1
    for words in ("1.02", "As much as their share.", "Less than their share.", "No link.", "93.0 %", "61"):
        assert words in html
    told = client.get("/meter.json").json()
    assert told["latest"]["figures"]["7"] == {**FIGURES, "gini": None}
    assert [row["day"] for row in told["history"]] == ["2026-03-01", "2026-03-02"]
    assert told["weights"]["relevance"] > 0
    assert {gauge.name for gauge in gauges.GAUGES} == told["how"].keys()
    for path in ("/about", "/"):
        assert 'href="/meter"' in client.get(path).content.decode()


def test_draws_lines_that_break_where_there_was_nothing_to_tell():
    gini = next(gauge for gauge in gauges.GAUGES if gauge.name == "gini")
    weeks = [{**FIGURES, "gini": value} for value in (0.0, 1.0, None, 0.5)]
    dial = gauges.dial(gini, days(*weeks))
    week, month = dial.lines
    assert week.pieces == ["8.0,112.0 189.3,8.0"]
    assert week.dots == [(552.0, 60.0)]
    assert len(month.pieces) == 1
    assert [values[0] for _day, values in dial.rows] == ["0.50", "–", "1.00", "0.00"]
    assert gauges.dial(gini, days({"gini": None})).verdict == ""
    assert gauges.dial(gini, days({})).values == [(7, "–"), (28, "0.42")]


@pytest.mark.django_db
def test_a_fair_start_is_told_to_the_author_alone(alice, carol, login):
    note = make_note(alice, title="First", hashtags=("tea",))
    FairStart.objects.create(note=note, author=alice, impressions_count=23, started_at=timezone.now())
    words = "Your note was shown to 23 of 60 people who like #tea."
    assert words in login(alice).get(note.get_absolute_url()).content.decode()
    assert words not in login(carol).get(note.get_absolute_url()).content.decode()
    assert "shown to 23 of 60 people" in login(alice).get("/@alice").content.decode()
    assert "of 60" not in login(carol).get("/@alice").content.decode()
    FairStart.objects.update(impressions_count=60, finished_at=timezone.now())
    assert "Your note was shown to 60 people" in login(alice).get(note.get_absolute_url()).content.decode()
