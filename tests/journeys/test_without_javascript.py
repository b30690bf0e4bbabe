"""Without JavaScript a person ..."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moderation.models import Report
from posts.models import Note
from tests.factories import make_note
from tests.journeys.steps import (
    card,
    choose_from_menu,
    expect_pictures,
    log_in,
    photo,
    pick_interests,
    press_post,
    sign_up,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_plain_page(open_page) -> Callable[..., Page]:
    return lambda **options: open_page(java_script_enabled=False, **options)


def test_arrives_and_settles_in(open_plain_page):
    page = open_plain_page()
    sign_up(page, "lea")
    page.locator(".tile").filter(has_text="Tea").click()
    page.get_by_role("button", name="Show me my page").click()
    expect(page.get_by_role("alert").filter(has_text="at least three")).to_be_visible()
    expect(page.locator(".tile__input:checked")).to_have_count(1)
    pick_interests(page, "Cats", "Hiking")

    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    page.get_by_role("button", name="English").click()

    page.get_by_role("link", name="Profile").click()
    page.get_by_role("link", name="Edit profile").click()
    page.get_by_label("Name", exact=True).fill("Léa")
    page.get_by_label("Bio").fill("Tea and long walks.")
    page.get_by_label("Picture").set_input_files(photo("me.jpg", "plum"))
    page.get_by_role("main").get_by_role("button", name="Save").click()
    settings = page.get_by_role("navigation", name="Settings")
    settings.get_by_role("link", name="Privacy").click()
    page.get_by_label("Show what I liked").check()
    page.get_by_role("main").get_by_role("button", name="Save").click()
    settings.get_by_role("link", name="Languages").click()
    page.get_by_label("日本語").check()
    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_label("日本語")).to_be_checked()
    page.goto("/@lea")
    expect(page.get_by_role("heading", name="Léa")).to_be_visible()
    expect(page.get_by_text("Tea and long walks.")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("日本語")).to_be_visible()

    page.goto("/settings/account")
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()


def test_posts_keeps_drafts_edits_and_deletes(alice, open_plain_page):
    page = open_plain_page()
    log_in(page, "alice")
    page.get_by_role("banner").get_by_role("link", name="Post").click()
    page.get_by_label("Title").fill("Three walls")
    page.locator("input[type=file]").set_input_files(
        [photo("one.jpg", "teal"), photo("two.jpg", "gold"), photo("three.jpg", "salmon"), photo("four.jpg", "navy")]
    )
    page.get_by_role("button", name="Upload the chosen photos").click()
    items = page.locator(".photo-picker__item")
    expect(items).to_have_count(4)
    first, second, third, _fourth = [item.get_attribute("data-photo-id") for item in items.all()]
    items.nth(0).get_by_role("button", name="Move later").click()
    items.nth(2).get_by_label("Describe this photo").fill("A salmon wall")
    items.nth(3).get_by_role("button", name="Remove this photo").click()
    items.nth(2).get_by_role("button", name="Move earlier").click()
    order = [item.get_attribute("data-photo-id") for item in items.all()]
    assert order == [second, third, first]
    expect(items.nth(1).get_by_label("Describe this photo")).to_have_value("A salmon wall")

    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("status").filter(has_text="Draft saved.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Three walls").click()
    page.get_by_role("textbox", name="Text", exact=True).fill("Painted today. #home")
    press_post(page)
    note = Note.objects.get()
    assert [str(row.pk) for row in note.photos.in_order()] == order
    expect(page.get_by_role("link", name="#home")).to_be_visible()

    choose_from_menu(page, "More about this note", "Edit")
    page.get_by_label("Place").fill("Kyoto")
    page.get_by_role("textbox", name="Text", exact=True).fill(" ".join(f"#home{number}" for number in range(31)))
    page.locator(".composer__bar").get_by_role("button", name="Save").click()
    expect(page.locator(".field__errors").filter(has_text="30 hashtags")).to_be_visible()
    expect(page.get_by_label("Place")).to_have_value("Kyoto")
    page.get_by_label("Title").fill("Three painted walls")
    page.get_by_role("textbox", name="Text", exact=True).fill("Painted today. #home")
    page.locator(".composer__bar").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Three painted walls")).to_be_visible()
    expect(page.get_by_text("edited")).to_be_visible()

    choose_from_menu(page, "More about this note", "Delete")
    expect(page.get_by_role("status").filter(has_text="Deleted.")).to_be_visible()
    assert not Note.objects.exists()


def test_posts_words_as_a_cover(alice, open_plain_page):
    page = open_plain_page()
    log_in(page, "alice")
    page.goto("/notes/new")
    page.locator(".composer__bar").get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text("Add a photo, or write a text for the cover.")).to_be_visible()
    page.get_by_text("Or a cover from your words").click()
    page.get_by_label("Text on the cover").fill("你好 from Ohio")
    page.get_by_label("Dusk").check()
    press_post(page)
    picture = page.locator(".note-page__media img[alt='你好 from Ohio']")
    for _ in range(20):
        if picture.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect_pictures(page, 1)


def test_browses_finds_and_follows(alice, carol, open_plain_page):
    for number in range(35):
        make_note(alice, title=f"Cup {number} of tea", hashtags=("tea",), channel="food")
    page = open_plain_page()
    log_in(page, "carol")
    page.get_by_role("button", name="Skip for now").click()
    expect(page.locator(".note-card")).to_have_count(30)
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".note-card")).to_have_count(5)
    page.get_by_role("navigation", name="Channels").get_by_role("link", name="Food").click()
    expect(page.locator(".note-card")).to_have_count(30)

    page.get_by_role("searchbox", name="Search").fill("Cup 7")
    page.keyboard.press("Enter")
    expect(card(page, "Cup 7 of tea")).to_have_count(1)
    page.get_by_role("searchbox", name="Search").fill("tea")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Hashtags").click()
    page.get_by_role("main").get_by_role("link", name="#tea").click()
    page.get_by_role("button", name="Follow #tea").click()
    expect(page.get_by_role("button", name="Following #tea")).to_be_visible()
    page.get_by_role("link", name="New", exact=True).click()
    expect(page.locator(".note-card").first).to_contain_text("Cup 34")

    page.locator(".note-card__author").first.click()
    page.get_by_role("button", name="Follow Alice").click()
    expect(page.get_by_role("button", name="Following Alice")).to_be_visible()
    page.get_by_role("link", name="1 follower").click()
    expect(page.get_by_role("main").get_by_text("@carol")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Following").click()
    expect(page.locator(".note-card")).to_have_count(30)
    page.get_by_role("link", name="Show more").click()
    expect(page.get_by_text("You're caught up.")).to_be_visible()


def test_reacts_talks_and_reports(alice, carol, open_plain_page):
    note = make_note(alice, title="Sencha", body="Two cups.", language="en")
    page = open_plain_page()
    log_in(page, "carol")
    page.goto("/")
    card(page, "Sencha").get_by_role("button", name="Like “Sencha”").click()
    expect(card(page, "Sencha").get_by_role("button", name="Like “Sencha” 1")).to_be_visible()
    page.get_by_role("link", name="Sencha", exact=True).click()
    assert page.url.endswith(note.get_absolute_url())
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("button", name="Saved")).to_be_visible()
    choose_from_menu(page, "More about this note", "Save to a board")
    page.get_by_label("New board").fill("Tea")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Boards").click()
    page.get_by_role("link", name="Tea").click()
    card(page, "Sencha").get_by_role("link", name="Sencha", exact=True).click()

    page.get_by_label("Comment", exact=True).fill("Which one?")
    page.get_by_role("button", name="Post comment").click()
    comment = page.locator(".comment").filter(has_text="Which one?").first
    comment.get_by_role("link", name="Reply").click()
    page.get_by_label("Reply", exact=True).fill("The green one, I see.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".comment .comment").filter(has_text="The green one")).to_be_visible()
    comment.get_by_role("button", name="Like this comment").first.click()
    expect(comment.get_by_role("button", name="Like this comment 1")).to_be_visible()

    choose_from_menu(page, "More about this note", "Report")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator(".field__errors").first).to_be_visible()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Report.objects.get().note == note

    told = open_plain_page()
    log_in(told, "alice")
    told.get_by_role("link", name="Notifications").click()
    expect(told.get_by_text("commented on your note").first).to_be_visible()
    told.get_by_role("main").get_by_role("link", name="Likes").click()
    expect(told.get_by_text("liked your note")).to_be_visible()
    told.get_by_role("button", name="Mark all as read").click()
    expect(told.get_by_text("Unread")).to_have_count(0)
