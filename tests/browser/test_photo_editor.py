"""In a browser, before it is posted, a photo ..."""

import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from posts.models import Note, Photo
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def picture(name: str = "one.jpg", size: tuple[int, int] = (1200, 900), **options) -> dict:
    """Four quarters of different colours, so that a turn and a crop can be seen."""
    image = Image.new("RGB", size, "teal")
    pen = ImageDraw.Draw(image)
    pen.rectangle((size[0] // 2, 0, *size), fill="gold")
    pen.rectangle((0, size[1] // 2, size[0] // 2, size[1]), fill="brown")
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def compose(page: Page, handle: str, *files: dict) -> None:
    page.goto("/login")
    page.get_by_label("E-mail address or handle").fill(handle)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto("/notes/new")
    page.locator("input[type=file]").set_input_files(list(files))
    expect(page.locator("[data-photo-id]")).to_have_count(len(files), timeout=20_000)


def slide(page: Page, name: str, value: int) -> None:
    page.get_by_role("dialog").get_by_role("slider", name=name).fill(str(value))


def test_is_cropped_turned_and_tagged_by_mouse_and_keyboard(alice, bob, browser_page):
    page = browser_page
    compose(page, "alice", picture(), picture("two.jpg"))
    items = page.locator("[data-photo-id]")
    items.last.get_by_label("Use as cover").check()
    items.last.get_by_role("button", name="Edit this photo").click()
    editor = page.get_by_role("dialog", name="Edit photo")

    # What was done can be undone at once, whatever it was.
    editor.get_by_role("button", name="Turn left").click()
    editor.get_by_role("button", name="Undo everything").click()
    # 1200 x 900 turned once is 900 x 1200; a square of it has 900 of 1200 rows, and 300 to move by.
    editor.get_by_role("button", name="Turn right").click()
    editor.get_by_text("1:1", exact=True).click()
    frame = editor.get_by_role("application", name="The part that is shown")
    top = frame.bounding_box()["y"]
    frame.press("ArrowDown")
    frame.press("Shift+ArrowDown")
    assert frame.bounding_box()["y"] > top
    frame.press("-")
    box = frame.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 500, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert frame.bounding_box()["x"] < box["x"]

    editor.get_by_text("Focus", exact=True).click()
    point = editor.get_by_role("application", name="The point that stays in sight")
    point.press("ArrowLeft")
    point.press("ArrowUp")

    editor.get_by_text("Tags", exact=True).click()
    picture_box = editor.get_by_role("img", name="The photo").bounding_box()
    page.mouse.click(picture_box["x"] + picture_box["width"] * 0.25, picture_box["y"] + picture_box["height"] * 0.75)
    page.keyboard.type("@nobody")
    editor.get_by_role("button", name="Done").click()
    expect(page.locator("[data-draft-status]")).to_contain_text("nobody here called @nobody", timeout=10_000)
    items.last.get_by_role("button", name="Edit this photo").click()
    editor.get_by_text("Tags", exact=True).click()
    editor.get_by_label("Name").fill("@bob")
    editor.get_by_role("button", name="Add a tag").press("Enter")
    editor.get_by_label("Kind of tag").last.select_option("thing")
    editor.get_by_label("Name").last.fill("a teapot")
    editor.get_by_role("button", name="Tag 2").press("ArrowRight")
    editor.get_by_role("button", name="Add a tag").click()
    editor.get_by_role("button", name="Remove this tag").last.click()
    editor.get_by_role("button", name="Done").click()
    expect(editor).to_be_hidden()
    expect(items.last.get_by_role("button", name="Edit this photo")).to_be_focused()
    expect(page.locator("[data-draft-status]")).to_have_text("Draft saved", timeout=10_000)

    # A reload finds the draft, with the photo as it was arranged.
    page.wait_for_url("**/notes/*/edit")
    page.reload()
    expect(items.last.get_by_label("Use as cover")).to_be_checked()
    page.locator(".composer__bar").get_by_role("button", name="Post", exact=True).click()
    expect(page.locator(".note-page__media img[src^='/media/']")).to_have_count(2, timeout=20_000)
    expect(page.locator(".photo-tags").get_by_role("link", name="@bob")).to_be_visible()
    expect(page.locator(".photo-tags")).to_contain_text("a teapot")

    note = Note.objects.get()
    photo = note.photos.in_order().last()
    assert (photo.turn, photo.ratio, note.cover) == (90, "1x1", photo)
    left, top, width, height = photo.crop
    assert (left, width) == (0, pytest.approx(0.95, abs=0.01))
    assert height == pytest.approx(width * 0.75, abs=0.01)
    assert top > 0.125
    assert (photo.focus_x, photo.focus_y) == (45, 45)
    person, thing = photo.tag_rows
    assert (person.person, person.x, person.y) == (bob, pytest.approx(25, abs=1), pytest.approx(75, abs=1))
    assert (thing.label, thing.x, thing.y) == ("a teapot", 51, 50)


def test_that_is_too_large_is_shrunk_before_it_is_sent(alice, browser_page):
    page = browser_page
    page.add_init_script(
        "new MutationObserver(() => document.querySelector('photo-picker')?.setAttribute('data-limits',"
        " JSON.stringify({bytes: 60000, side: 16384, ratio: 10, megapixels: {JPEG: 2, PNG: 2}})))"
        ".observe(document, {childList: true, subtree: true})"
    )
    compose(page, "alice", picture(size=(2400, 1800), quality=95))
    expect(page.get_by_text("A smaller copy was sent.")).to_be_visible()
    photo = Photo.objects.get()
    assert photo.size <= 60_000
    assert photo.width / photo.height == pytest.approx(4 / 3, abs=0.01)
    # What is no photo is never sent, and the words are those of the server.
    page.locator("input[type=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1"})
    expect(page.locator("[data-problem]")).to_contain_text("not a photo")
    assert Photo.objects.count() == 1


def test_goes_on_after_the_connection_was_lost_and_the_page_reloaded(alice, browser_page):
    page = browser_page
    compose(page, "alice")
    page.route("**/notes/photos", lambda route: route.abort())
    page.locator("input[type=file]").set_input_files([picture()])
    expect(page.get_by_text("No connection. It goes on by itself.")).to_be_visible()
    # Nothing is posted without what is still on its way.
    page.locator(".composer__bar").get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text("Photos are still on their way.")).to_be_visible()
    page.unroute("**/notes/photos")
    page.reload()
    expect(page.locator("[data-photo-id]")).to_have_count(1, timeout=20_000)

    # With a draft it is the same, and what was said of the first photo stays with it.
    page.get_by_label("Describe this photo").fill("A wall")
    page.route("**/notes/photos", lambda route: route.abort())
    page.locator("input[type=file]").set_input_files([picture("two.jpg")])
    expect(page.locator("[data-draft-status]")).to_have_text("Draft saved", timeout=10_000)
    page.unroute("**/notes/photos")
    page.reload()
    expect(page.locator("[data-photo-id]")).to_have_count(2, timeout=20_000)
    expect(page.get_by_label("Describe this photo").first).to_have_value("A wall")
    assert Photo.objects.count() == 2
