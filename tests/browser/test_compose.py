"""In a browser, the composer ..."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from posts.models import Note
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def picture(name: str, colour: str) -> dict:
    file = io.BytesIO()
    Image.new("RGB", (900, 1200), colour).save(file, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def log_in(page: Page, handle: str) -> None:
    page.goto("/login")
    page.get_by_label("E-mail address or handle").fill(handle)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login" not in url)


def test_takes_photos_one_by_one_and_shows_them_without_reload(alice, browser_page):
    page = browser_page
    log_in(page, "alice")
    page.goto("/notes/new")
    page.locator("input[type=file]").set_input_files(
        [picture("one.jpg", "teal"), picture("two.jpg", "gold"), {**picture("bad.jpg", "red"), "buffer": b"no photo"}]
    )
    items = page.locator(".photo-picker__item")
    expect(items.locator("img[src^='/media/']")).to_have_count(2, timeout=20_000)
    expect(page.locator("[data-problem]:not(:empty)")).to_contain_text("not a photo")
    page.locator(".photo-picker__item--failed [data-dismiss]").click()

    first = items.first.get_attribute("data-photo-id")
    items.first.get_by_role("button", name="Move later").click()
    items.last.get_by_label("Describe this photo").fill("A teal wall")
    page.get_by_label("Title").fill("Two walls")
    page.get_by_role("textbox", name="Text", exact=True).fill("Hello #TikTokRefugee")
    expect(page.locator("[data-draft-status]")).to_have_text("Draft saved", timeout=10_000)
    page.locator(".composer__bar").get_by_role("button", name="Post", exact=True).click()

    page.wait_for_url("**/notes/*")
    expect(page.get_by_role("heading", name="Two walls")).to_be_visible()
    expect(page.locator(".note-page__media img[src^='/media/']")).to_have_count(2, timeout=20_000)
    note = Note.objects.get()
    assert note.is_published
    assert str(note.photos.in_order().last().pk) == first
    assert note.photos.in_order().last().alt == "A teal wall"


def test_previews_a_cover_and_draws_it(alice, browser_page):
    page = browser_page
    log_in(page, "alice")
    page.goto("/notes/new")
    page.get_by_text("Or a cover from your words").click()
    page.get_by_label("Text on the cover").fill("你好 from Ohio")
    page.get_by_label("Dusk").check()
    expect(page.locator(".cover-preview__sheet")).to_have_text("你好 from Ohio")
    page.locator(".composer__bar").get_by_role("button", name="Post", exact=True).click()
    page.wait_for_url("**/notes/*")
    expect(page.locator(".note-page__media img[alt='你好 from Ohio']")).to_be_visible(timeout=20_000)


def test_works_without_script(alice, open_page):
    page = open_page(java_script_enabled=False)
    log_in(page, "alice")
    page.goto("/notes/new")
    page.get_by_label("Title").fill("Plain")
    page.locator("input[type=file]").set_input_files([picture("one.jpg", "teal"), picture("two.jpg", "gold")])
    page.get_by_role("button", name="Upload the chosen photos").click()
    expect(page.locator(".photo-picker__item")).to_have_count(2)
    expect(page.get_by_label("Title")).to_have_value("Plain")
    page.locator(".photo-picker__item").first.get_by_role("button", name="Remove this photo").click()
    expect(page.locator(".photo-picker__item")).to_have_count(1)
    page.locator(".composer__bar").get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("heading", name="Plain")).to_be_visible()
    assert Note.objects.get().photos.count() == 1
