"""What people do in a browser, by the words that stand on the controls."""

import io
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.conftest import PASSWORD

# How long a photo may take through upload, worker and back, on a busy machine.
PHOTO_TIME = 30_000


def photo(name: str = "photo.jpg", color: str = "teal", size: tuple[int, int] = (900, 1200), **options: Any) -> dict:
    """A photo as `set_input_files` takes it."""
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "JPEG", **options)
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def sign_up(page: Page, handle: str) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail address").fill(f"{handle}@example.org")
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/welcome")


def log_in(page: Page, handle: str) -> None:
    page.goto("/login")
    page.get_by_label("E-mail address or handle").fill(handle)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login" not in url)


def pick_interests(page: Page, *labels: str) -> None:
    for label in labels:
        page.locator(".tile").filter(has_text=label).click()
    page.get_by_role("button", name="Show me my page").click()
    page.wait_for_url(lambda url: "/welcome" not in url)


def press_post(page: Page) -> None:
    page.locator(".composer__bar").get_by_role("button", name="Post", exact=True).click()
    page.wait_for_url(lambda url: url.rsplit("/", 1)[-1].isdecimal())


def choose_from_menu(page: Page, menu: str, item: str) -> None:
    within = page.locator("dialog[open]") if page.locator("dialog[open]").count() else page.locator("main")
    opener = within.locator(f"summary[aria-label='{menu}']").first
    opener.click()
    opener.locator("xpath=..").locator(".menu__item", has_text=item).click()


def card(page: Page, title: str) -> Locator:
    return page.locator(".note-card").filter(has_text=title)


def expect_pictures(page: Page, count: int, within: str = ".note-page__media") -> None:
    """So many photos are there, loaded, not only promised."""
    pictures = page.locator(f"{within} img[src^='/media/']")
    expect(pictures).to_have_count(count, timeout=PHOTO_TIME)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0
