"""Everybody can use the pages: ..."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.actions import follow
from accounts.models import User
from feeds import impressions
from feeds.actions import wish
from feeds.impressions import Placed
from feeds.meter import measure
from moderation.actions import report
from posts import actions
from posts.models import Note
from tests.factories import make_comment, make_note
from tests.journeys.steps import card, log_in, photo

pytestmark = pytest.mark.django_db(transaction=True)

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Colours change over a frame even where motion is reduced. What is off the screen is not painted, and its changes may
# never end: nobody waits for it longer than a blink.
SETTLE = """async () => {
  const blink = new Promise((done) => setTimeout(done, 400));
  await Promise.race([blink, new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))]);
  const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.race([blink, Promise.allSettled(changes.map((change) => change.finished))]);
}"""
AXE = Axe().axe_script
LONG = "Donaudampfschifffahrtsgesellschaftskapitän " * 3


@dataclass
class World:
    """What stands on the pages: notes with photos and with words, talk, translations, boards, reports."""

    note: Note
    reader: User
    links: dict[str, str]


@pytest.fixture
def world(live_site, alice, bob, carol) -> World:
    """Long words and short ones, several languages, one of them written from the right."""
    for number in range(10):
        titles = ["Tea", LONG[:60], "猫咪第一次看雪，今天也要好好吃饭", "شاي بالنعناع"]
        languages = ["en", "de", "zh", "ar"]
        make_note(
            [alice, carol][number % 2],
            title=titles[number % 4],
            language=languages[number % 4],
            photos=number % 3 + 1,
            hashtags=("tea",),
        )
    note = make_note(
        alice, title="Sencha", body=f"#tea with @carol, {LONG}", language="en", photos=3, hashtags=("tea",)
    )
    comment = make_comment(note, carol, "どのお茶？", language="ja")
    make_comment(note, alice, "Sencha.", parent=comment, reply_to=carol)
    actions.add_translation(author=carol, language="ja", title="煎茶", body="お茶です。", note=note)
    for person in (bob, carol):
        actions.like_note(user=person, note=note)
        board = actions.create_board(owner=person, name="Tea", is_public=True)
        actions.add_to_board(board=board, note=note)
    mine = make_note(bob, title="Mine", photos=1)
    actions.add_comment(author=carol, note=mine, body="Lovely!", form_key="1")
    follow(follower=alice, followee=bob)
    report(reporter=carol, subject=note, rule="privacy", text="An address can be seen.")
    tea = Placed(note.pk, 0, "best", "hashtag", "hashtag", note.hashtags.get().pk)
    token = impressions.sign(bob.pk, tea)
    wish(user=bob, author=alice, amount=0.5)
    measure(timezone.localdate())
    links = {
        "explore": "/",
        "note": note.get_absolute_url(),
        "comments": f"{note.get_absolute_url()}/comments",
        "profile": alice.get_absolute_url(),
        "hashtag": "/hashtags/tea",
        "search": "/search?q=tea",
        "people found": "/search?q=alice&tab=people",
        "following": "/following",
        "compose": "/notes/new",
        "edit": f"{mine.get_absolute_url()}/edit",
        "welcome": "/welcome",
        "notifications": "/notifications",
        "followers told": "/notifications?bucket=followers",
        "settings": "/settings",
        "languages": "/settings/languages",
        "interests": "/settings/interests",
        "meter": "/meter",
        "why": f"{note.get_absolute_url()}/why?card={token}",
        "boards": "/boards",
        "hidden": "/hidden",
        "board": board.get_absolute_url(),
        "save to boards": f"{note.get_absolute_url()}/boards",
        "report form": f"/reports/new?note={note.pk}",
        "404": "/notes/1",
    }
    return World(note, bob, links)


def run_axe(page: Page, rules: list[str] | None = None) -> list[str]:
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    # It would preload style sheets by adding inline ones, which our policy blocks, and reports.
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options).then((results) => results.violations)", options)
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


# Contrast in the other theme of a size: pages are made of the same parts, and take turns.
OTHER_THEME = cycle([(DESKTOP, "dark"), (PHONE, "light")])


def flaws(page: Page) -> list[str]:
    """What axe finds on the page in both sizes and both themes, and whether it goes sideways where it is narrow."""
    found = []
    other = (*next(OTHER_THEME), ["color-contrast"])
    for size, theme, rules in ((DESKTOP, "light", None), (PHONE, "dark", None), other):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        page.evaluate(SETTLE)
        seen = run_axe(page, rules)
        if seen:
            # On a busy machine Chromium paints some elements in the theme before for a moment: what stays is a flaw.
            page.wait_for_timeout(500)
            seen = run_axe(page, rules)
        found += [f"{size['width']} px, {theme}: {flaw}" for flaw in seen]
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        found.append(f"{width} px wide on a screen of {NARROW['width']} px")
    return [f"{page.url}: {flaw}" for flaw in found]


@pytest.fixture
def visit(open_page) -> Callable[..., Page]:
    """visit("bob"): a page of somebody who is logged in; visit(): of somebody who is not."""

    def arrive(handle: str = "", **options) -> Page:
        page = open_page(viewport=DESKTOP, **options)
        if handle:
            log_in(page, handle)
        return page

    return arrive


def test_axe_finds_nothing_on_the_pages_of_the_journeys(world, visit):
    page, found = visit("bob"), []
    for path in world.links.values():
        page.goto(path)
        found += flaws(page)
    page.goto("/notes/new")
    page.get_by_text("Or a cover from your words").click()
    page.locator("input[type=file]").set_input_files([photo("one.jpg"), {**photo("two.jpg"), "buffer": b"no photo"}])
    expect(page.locator("input[name=photos]")).to_have_count(1)
    expect(page.locator("[data-problem]:not(:empty)")).to_have_count(1)
    found += flaws(page)
    assert not found, "\n\n".join(found)


def test_axe_finds_nothing_where_people_are_not_logged_in_or_type_nonsense(world, visit):
    page, found = visit(), []
    for path in ("/", world.links["note"], "/login", "/signup", "/password/reset", "/about", "/rules"):
        page.goto(path)
        found += flaws(page)
    page.goto("/signup")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.locator(".field__errors").first).to_be_visible()
    found += flaws(page)
    assert not found, "\n\n".join(found)


def test_axe_finds_nothing_in_the_overlay_which_keeps_the_focus(world, visit):
    page = visit("bob")
    page.goto("/hashtags/tea?sort=new")
    card(page, "Sencha").get_by_role("link", name="Sencha", exact=True).click()
    overlay = page.get_by_role("dialog", name="Note")
    expect(overlay.get_by_role("heading", name="Sencha")).to_be_visible()
    found = flaws(page)
    page.set_viewport_size(DESKTOP)
    overlay.locator("summary[aria-label='More about this note']").click()
    found += run_axe(page)
    inside = "document.activeElement === document.body || document.activeElement.closest('dialog[open]') !== null"
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(inside), page.evaluate("document.activeElement.outerHTML")
    assert not found, "\n\n".join(found)


def test_axe_finds_nothing_where_moderators_work(world, visit, moderator):
    page, found = visit(moderator.handle), []
    for path in ("/admin/", "/admin/moderation/queue", f"/admin/moderation/cases/note/{world.note.pk}"):
        page.goto(path)
        found += flaws(page)
    assert not found, "\n\n".join(found)


def test_the_keyboard_walks_explore_from_the_skip_link_down_row_by_row(world, visit):
    page = visit("bob")
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tallest = max(page.locator(".note-card").evaluate_all("cards => cards.map((card) => card.offsetHeight)"))
    tops = []
    for _ in range(50):
        page.keyboard.press("Tab")
        top = page.evaluate("""() => {
          const card = document.activeElement.closest('.note-card');
          return card && card.getBoundingClientRect().top + scrollY;
        }""")
        if top is not None:
            tops.append(top)
    assert len(tops) > 20
    assert all(later > earlier - tallest for earlier, later in pairwise(tops)), tops


def test_chinese_readers_get_chinese_pages_and_every_text_says_its_language(world, visit):
    page = visit(locale="zh-CN")
    for path in ("/", world.links["note"], "/login"):
        page.goto(path)
        html = page.locator("html")
        expect(html).to_have_attribute("lang", "zh-hans")
        expect(html).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("main").get_by_role("button")).to_have_text("登录")
    page.goto(world.links["note"])
    heading = page.get_by_role("heading", name="Sencha")
    expect(heading).to_have_attribute("lang", "en")
    expect(page.locator(".comment__text[lang=ja]")).to_be_visible()
    page.goto("/hashtags/tea?sort=new")
    arabic = page.locator(".note-card__title[lang=ar]").first
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"
