"""Explore follows interests, says why, and obeys."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from posts.models import Note
from tests.factories import make_note
from tests.journeys.steps import card, log_in, pick_interests

pytestmark = pytest.mark.django_db(transaction=True)
PICKED = ("tea", "cats", "hiking")
TOPICS = (*PICKED, "pottery", "chess", "radio", "opera", "sailing")
FIRST = 20


@pytest.fixture
def town(person) -> None:
    """Eight notes on each of eight topics, by eight authors, an hour apart."""
    authors = [person(f"author{number}") for number in range(8)]
    now = timezone.now()
    for number in range(8 * len(TOPICS)):
        topic = TOPICS[number % len(TOPICS)]
        make_note(
            authors[number * 3 // 8 % 8],
            title=f"{topic} {number:02}",
            hashtags=(topic,),
            language="en",
            published_at=now - timedelta(hours=1 + number),
        )


def titles(page: Page) -> list[str]:
    page.goto("/")
    return page.locator(".note-card__link").all_text_contents()[:FIRST]


def about(shown: list[str], *topics: str) -> list[str]:
    return [title for title in shown if title.split()[0] in topics]


def ask_why(page: Page, title: str):
    card(page, title).hover()
    card(page, title).get_by_role("link", name=f"Why “{title}”?").click()
    dialog = page.get_by_role("dialog", name="Why this note?")
    expect(dialog).to_be_visible()
    return dialog


def test_explore_follows_what_a_person_likes_and_says_why(live_site, town, carol, open_page):
    page = open_page(viewport={"width": 1280, "height": 900})
    log_in(page, "carol")
    page.goto("/welcome")
    pick_interests(page, "Tea", "Cats", "Hiking")
    shown = titles(page)
    assert len(about(shown, *PICKED)) >= 12, shown

    # Why, in words that lead to the cause; nothing else happens.
    tea = about(shown, "tea")[0]
    dialog = ask_why(page, tea)
    expect(dialog.get_by_role("link", name="#tea is among your interests.")).to_have_attribute("href", "/hashtags/tea")
    dialog.get_by_role("button", name="Close").click()
    expect(card(page, tea).get_by_role("link", name=f"Why “{tea}”?")).to_be_focused()

    # Two hides and one like change the next page.
    unwanted = about(shown, "hiking")[:2]
    for title in unwanted:
        ask_why(page, title).get_by_role("button", name="Not interested").click()
        expect(card(page, title)).to_have_count(0)
    expect(page.locator("body > toast-region").get_by_role("button", name="Undo").first).to_be_visible()
    page.goto(Note.objects.filter(title__startswith="pottery").latest("published_at").get_absolute_url())
    page.locator("article like-button button").click()
    expect(page.locator("article like-button")).to_have_attribute("on", "")
    page.wait_for_load_state("networkidle")
    changed = titles(page)
    assert not set(unwanted) & set(changed)
    assert len(about(changed, "pottery")) > len(about(shown, "pottery")), (shown, changed)
    assert len(about(changed, "hiking")) < len(about(shown, "hiking")), (shown, changed)

    # A note that was opened from its card says it, too; less of a hashtag is one press away from there.
    cats = about(changed, "cats")[0]
    card(page, cats).get_by_role("link", name=cats, exact=True).click()
    overlay = page.get_by_role("dialog", name="Note", exact=True)
    overlay.locator("summary[aria-label='More about this note']").click()
    overlay.get_by_role("link", name="Why this note?").click()
    page.get_by_role("dialog", name="Why this note?").get_by_role("button", name="Less #cats").click()
    expect(overlay.get_by_text("Less #cats from now on.")).to_be_visible()

    # The sheet holds it all; its sliders are for the keyboard, too.
    page.goto("/settings/interests")
    slider = page.get_by_role("slider", name="#pottery")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "more")
    expect(page.get_by_role("slider", name="#cats")).to_have_attribute("aria-valuetext", "less")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Your next page of explore follows it.")).to_be_visible()
    expect(page.get_by_role("slider", name="#pottery")).to_have_attribute("aria-valuetext", "more")

    # Switched off, nothing is chosen: the newest first.
    page.get_by_role("button", name="Switch it off").click()
    page.get_by_role("dialog").get_by_role("button", name="Switch it off").click()
    expect(page.get_by_role("heading", name="Explore is not personal")).to_be_visible()
    newest = Note.objects.exclude(title__in=unwanted).order_by("-published_at")[:FIRST]
    assert titles(page) == [note.title for note in newest]
