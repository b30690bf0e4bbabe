"""From signing up to being moderated: the main job ..."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

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

TITLE = "Hello from Ohio"
REASON = "This address is somebody else's home."
CAMERA = "Camera of Lea"


def test_is_done_from_end_to_end(open_page, person, alice, moderator):
    lea, kenji = open_page(), open_page(viewport={"width": 390, "height": 700})
    sign_up(lea, "lea")
    pick_interests(lea, "Tea", "Cats", "Hiking")
    note_url = posts_three_photos(lea)
    tells_nothing_but_the_picture(lea)

    for number in range(12):
        make_note(alice, title=f"Answer {number}", hashtags=("tiktokrefugee",))
    person("kenji", languages=["ja"])
    log_in(kenji, "kenji")
    follows_the_hashtag(kenji)
    opens_over_the_grid_and_returns(kenji, note_url)
    reacts_in_the_overlay(kenji)
    collects_onto_a_board(kenji)
    translates(kenji)
    reports(kenji, note_url)

    takes_down(open_page(), moderator.handle)
    is_gone_for_others(kenji, note_url)
    is_explained_to_its_author(lea, note_url)


def posts_three_photos(page: Page) -> str:
    page.get_by_role("banner").get_by_role("link", name="Post").click()
    files = [photo("one.jpg", "teal", exif=with_gps()), photo("two.jpg", "gold"), photo("three.jpg", "salmon")]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("textbox", name="Text", exact=True).fill("New here, with tea. #TikTokRefugee")
    expect(page.locator("input[name=photos]")).to_have_count(3)
    press_post(page)
    page.evaluate("window.sinceThePost = true")
    expect_pictures(page, 3)
    # The author is told until others can see it, and no longer.
    expect(page.get_by_text("Others will see this note")).to_have_count(0)
    assert page.evaluate("window.sinceThePost"), "the page was loaded again"
    return page.url


def with_gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (39.0, 57.0, 40.0)
    place[3], place[4] = "W", (83.0, 0.0, 0.0)
    return exif


def tells_nothing_but_the_picture(page: Page) -> None:
    html = page.content()
    urls = set(re.findall(r"/media/\d+/[\w-]+/\d+\.\w+", html))
    urls |= {url.replace("/480.", "/320.") for url in urls}
    assert len(urls) >= 3 * 4
    for url in urls:
        served = page.request.get(url).body()
        assert b"Exif" not in served
        assert CAMERA.encode() not in served
        assert not Image.open(io.BytesIO(served)).getexif()
    assert CAMERA not in html


def follows_the_hashtag(page: Page) -> None:
    page.goto("/hashtags/TikTokRefugee")
    assert page.url.endswith("/hashtags/tiktokrefugee")
    # The button says so before the server knows.
    with page.expect_response("**/follow"):
        page.get_by_role("button", name="Follow #TikTokRefugee").click()
    expect(page.get_by_role("button", name="Following #TikTokRefugee")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Following").click()
    expect(card(page, TITLE)).to_have_count(1)
    expect(page.get_by_text("You're caught up.")).to_have_count(1)


def opens_over_the_grid_and_returns(page: Page, note_url: str) -> None:
    link = card(page, TITLE).get_by_role("link", name=TITLE)
    link.scroll_into_view_if_needed()
    before, grid_url = page.evaluate("scrollY"), page.url
    assert before > 0
    overlay = page.get_by_role("dialog", name="Note")
    for leave in (lambda: page.keyboard.press("Escape"), page.go_back):
        link.click()
        expect(overlay.get_by_role("heading", name=TITLE)).to_be_visible()
        assert page.url == note_url
        leave()
        expect(overlay).to_be_hidden()
        assert page.url == grid_url
        assert page.evaluate("scrollY") == before
        expect(link).to_be_focused()

    page.goto(note_url)
    expect(page.get_by_role("main").get_by_role("heading", name=TITLE)).to_be_visible()
    expect(overlay).to_be_hidden()
    page.goto(grid_url)
    link.click()
    expect(overlay).to_be_visible()


def reacts_in_the_overlay(page: Page) -> None:
    overlay = page.get_by_role("dialog", name="Note")
    overlay.get_by_role("button", name=f"Like “{TITLE}”").click()
    expect(overlay.get_by_role("button", name=f"Like “{TITLE}” 1")).to_have_attribute("aria-pressed", "true")
    overlay.get_by_role("button", name="Save", exact=True).and_(overlay.locator(".collect-button__press")).click()
    expect(overlay.get_by_role("button", name="Saved")).to_be_visible()

    overlay.get_by_label("Comment", exact=True).fill("Welcome! Which tea?")
    overlay.get_by_role("button", name="Post comment").click()
    comment = overlay.locator(".comment").filter(has_text="Which tea?")
    expect(comment).to_be_visible()
    comment.get_by_role("link", name="Reply").click()
    overlay.get_by_label("Reply", exact=True).fill("Mine is sencha.")
    overlay.get_by_role("button", name="Post reply").click()
    expect(comment.locator(".comment").filter(has_text="sencha")).to_be_visible()
    comment.get_by_role("button", name="Like this comment").first.click()
    expect(comment.get_by_role("button", name="Like this comment 1")).to_be_visible()
    note = Note.objects.get(title=TITLE)
    assert (note.likes_count, note.collects_count, note.comments_count) == (1, 1, 2)


def collects_onto_a_board(page: Page) -> None:
    choose_from_menu(page, "More about this note", "Save to a board")
    page.get_by_label("New board").fill("Newcomers")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    page.goto("/boards")
    page.get_by_role("link", name="Newcomers").click()
    expect(card(page, TITLE)).to_be_visible()


def translates(page: Page) -> None:
    card(page, TITLE).get_by_role("link", name=TITLE).click()
    overlay = page.get_by_role("dialog", name="Note")
    overlay.get_by_text("Add a translation").click()
    overlay.get_by_label("Into").select_option("ja")
    overlay.get_by_label("Translation", exact=True).fill("はじめまして、お茶と一緒に。")
    overlay.get_by_role("button", name="Save translation").click()
    translation = overlay.locator(".translation")
    expect(translation).to_contain_text("はじめまして")
    expect(translation.locator("[lang=ja]").first).to_be_visible()


def reports(page: Page, note_url: str) -> None:
    page.goto(note_url)
    choose_from_menu(page, "More about this note", "Report")
    page.get_by_role("radio").first.check()
    page.get_by_label("What should we know?").fill("It shows where somebody lives.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def takes_down(page: Page, moderator: str) -> None:
    log_in(page, moderator)
    page.goto("/admin")
    page.get_by_role("link", name="Open the reports").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("It shows where somebody lives.")).to_be_visible()
    expect(page.locator(".case__photos img")).to_have_count(3)
    page.get_by_label("Take down").check()
    page.get_by_label("Rule", exact=True).select_option(index=1)
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".case__preview")).to_contain_text(REASON)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("No report is open.")).to_be_visible()


def is_gone_for_others(page: Page, note_url: str) -> None:
    assert page.goto(note_url).status == 410
    expect(page.get_by_role("heading", name="This note is gone")).to_be_visible()
    expect(page.get_by_text("Moderators took it down")).to_be_visible()
    page.goto("/following")
    expect(card(page, "Answer 3")).to_be_visible()
    expect(card(page, TITLE)).to_have_count(0)
    page.goto("/notifications?bucket=system")
    expect(page.get_by_text("what you reported was taken down")).to_be_visible()


def is_explained_to_its_author(page: Page, note_url: str) -> None:
    page.goto("/notifications")
    expect(page.get_by_text("Which tea?")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="System").click()
    decision = page.locator(".notification").filter(has_text="A moderator took down your note")
    expect(decision).to_contain_text(REASON)
    decision.get_by_role("link", name="See your note").click()
    page.goto(note_url)
    expect(page.get_by_text("Moderators took this note down. Only you can see it.")).to_be_visible()
    expect(page.get_by_role("main").get_by_text(REASON)).to_be_visible()
