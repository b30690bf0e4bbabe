"""In a browser, under a note ..."""

import pytest
from playwright.sync_api import Page, expect

from posts.models import Comment, Translation
from tests.conftest import PASSWORD
from tests.factories import make_comment, make_note

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page, handle: str) -> None:
    page.goto("/login")
    page.get_by_label("E-mail address or handle").fill(handle)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login" not in url)


def test_people_talk_without_leaving_the_page(alice, carol, browser_page):
    note, page = make_note(alice), browser_page
    log_in(page, "carol")
    page.goto(note.get_absolute_url())
    expect(page.get_by_text("No comments yet.")).to_be_visible()
    page.get_by_label("Comment", exact=True).fill("Where is this?")
    page.get_by_role("button", name="Post comment").click()
    comment = page.locator(".comment")
    expect(comment).to_contain_text("Where is this?")
    expect(page.get_by_text("No comments yet.")).to_have_count(0)
    expect(page.locator(f".comments-count-{note.pk}")).to_have_text(["1", "1"])
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")

    comment.get_by_role("link", name="Reply").click()
    reply = page.get_by_label("Reply", exact=True)
    expect(reply).to_be_focused()
    page.get_by_role("button", name="Post reply").click()
    expect(reply).to_have_attribute("aria-invalid", "true")
    reply.fill("In Lisbon, I think.")
    page.get_by_role("button", name="Post reply").click()
    answer = page.locator(".comment__replies .comment")
    expect(answer).to_contain_text("In Lisbon, I think.")
    expect(reply).to_have_count(0)
    expect(page.locator(f".comments-count-{note.pk}")).to_have_text(["2", "2"])

    like = answer.get_by_role("button", name="Like this comment")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_contain_text("1")

    answer.get_by_label("More about this comment").click()
    answer.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(answer).to_have_count(0)
    expect(page.locator(f".comments-count-{note.pk}")).to_have_text(["1", "1"])
    assert [row.body for row in Comment.objects.all()] == ["Where is this?"]


def test_readers_go_on_to_older_comments_and_more_replies(alice, carol, browser_page):
    note, page = make_note(alice), browser_page
    top = make_comment(note, carol, "the oldest")
    for number in range(5):
        make_comment(note, alice, f"reply {number}", parent=top)
    for number in range(11):
        make_comment(note, carol, f"comment {number}")
    page.goto(note.get_absolute_url())
    comments = page.locator(".comments > .comment")
    expect(comments).to_have_count(10)
    page.get_by_role("link", name="Show more", exact=True).click()
    expect(comments).to_have_count(12)
    page.get_by_role("link", name="Show 2 more replies").click()
    expect(page.locator(".comment__replies .comment")).to_have_count(5)
    assert page.url.endswith(note.get_absolute_url())


def test_readers_add_translations_and_the_author_accepts_them(alice, carol, open_page):
    note, page = make_note(alice, title="冬天", language="zh"), open_page()
    comment = make_comment(note, alice, "好漂亮啊", language="zh")
    log_in(page, "carol")
    page.goto(note.get_absolute_url())
    page.get_by_text("Add a translation").click()
    page.get_by_label("Translation", exact=True).fill("Winter, with tea.")
    page.get_by_role("button", name="Save translation").click()
    expect(page.locator(".translation")).to_contain_text("Winter, with tea.")
    page.locator(".translation").get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Translation", exact=True)).to_have_value("Winter, with tea.")

    page.locator(f"#comment-{comment.pk}").get_by_role("link", name="Translations").click()
    there = page.locator(f"#comment-translations-{comment.pk}")
    there.get_by_text("Add a translation").click()
    there.get_by_label("Translation", exact=True).fill("How pretty")
    there.get_by_role("button", name="Save translation").click()
    expect(there.locator(".translation")).to_contain_text("How pretty")

    page = open_page()
    log_in(page, "alice")
    page.goto(note.get_absolute_url())
    page.locator(".translation").get_by_role("button", name="Accept").click()
    expect(page.locator(".translation")).to_contain_text("Accepted by the author")
    assert Translation.objects.get(note=note).accepted_at


def test_people_who_were_logged_out_meanwhile_log_in_and_go_on(alice, carol, browser_page):
    note, page = make_note(alice), browser_page
    log_in(page, "carol")
    page.goto(note.get_absolute_url())
    page.context.clear_cookies(name="session")
    page.get_by_label("Comment", exact=True).fill("Where is this?")
    page.get_by_role("button", name="Post comment").click()
    page.wait_for_url("**/login?next=**")
    page.get_by_label("E-mail address or handle").fill("carol")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(f"**{note.get_absolute_url()}")


def test_everything_works_without_script(alice, carol, open_page):
    note, page = make_note(alice, title="冬天", language="zh"), open_page(java_script_enabled=False)
    log_in(page, "carol")
    page.goto(note.get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("Where is this?")
    page.get_by_role("button", name="Post comment").click()
    page.get_by_role("link", name="Reply").click()
    page.get_by_label("Reply", exact=True).fill("In Lisbon, I think.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".comment__replies .comment")).to_contain_text("In Lisbon, I think.")
    page.locator(".comment__replies").get_by_role("button", name="Like this comment").click()
    expect(page.locator(".comment__replies [aria-pressed=true]")).to_contain_text("1")
    page.get_by_text("Add a translation").click()
    page.get_by_label("Translation", exact=True).fill("Winter, with tea.")
    page.get_by_role("button", name="Save translation").click()
    expect(page.locator(".translation")).to_contain_text("Winter, with tea.")
    page.get_by_role("link", name="Back to the note").click()
    page.locator(".note-page__actions .collect-button button").click()
    page.locator(".note-page__author summary").click()
    page.get_by_role("link", name="Save to a board").click()
    page.get_by_label("New board").fill("Walks")
    page.locator("main").get_by_role("button", name="Save", exact=True).click()
    page.goto("/boards")
    expect(page.locator(".board-card")).to_contain_text("Walks")
    expect(page.locator(".board-card")).to_contain_text("1 note")
