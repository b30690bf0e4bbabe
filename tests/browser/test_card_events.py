"""In a browser, on explore ..."""

import pytest

from feeds.models import Event, Impression
from feeds.tasks import fold_events
from rednote.embedded.processes import wait_until
from tests.browser.test_comments import log_in
from tests.factories import make_note

pytestmark = pytest.mark.django_db(transaction=True)


def kinds():
    fold_events()
    return sorted(Event.objects.values_list("kind", flat=True))


def test_cards_that_were_really_seen_are_told_and_what_came_of_them(alice, carol, browser_page):
    for number in range(24):
        make_note(alice, title=f"Note {number}")
    page = browser_page
    log_in(page, "carol")
    page.goto("/")
    cards = page.locator(".note-card")
    assert cards.count() == 24
    page.wait_for_timeout(1300)
    opened = cards.first.locator("[data-note-link]")
    opened.click()
    page.locator("article.note-page").wait_for()
    page.locator(".note-page__actions copy-link button").click()
    page.wait_for_timeout(700)
    page.go_back()
    page.goto("/about")
    assert wait_until(lambda: kinds() == ["dwell", "open", "share"], 5, every=0.2), kinds()
    seen = Impression.objects.filter(viewer=carol)
    assert 4 <= seen.count() < 24
    assert seen.filter(slot=0).exists()
