"""Every control that a page offers leads somewhere, and a test presses it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.pages import Page, plain_pages
from tests.test_headers import answers, named, viewers

pytestmark = pytest.mark.django_db
__all__ = ["named", "viewers"]  # fixtures: the pages of the site, and who looks at them

RAW_WRITES = "moderation/test_admin.py::test_refuses_every_raw_write_even_to_administrators"
BOARDS = "posts/test_boards.py::test_are_made_changed_and_deleted_on_their_pages"
ARRIVE = "journeys/test_without_javascript.py::test_arrives_and_settles_in"
EDITOR = "browser/test_photo_editor.py::test_is_cropped_turned_and_tagged_by_mouse_and_keyboard"
RESET = "accounts/test_arrive.py::test_a_forgotten_password_is_reset_by_a_link_that_works_once"
WISHES = "feeds/test_why_page.py::test_more_and_less_of_hashtags_and_people_undo_each_other"
SWITCHES = "feeds/test_interests_page.py::test_pauses_begins_anew_and_is_switched_off_and_on"

# What is sent to a route, by a form, a button or htmx -> the test that sends it as the control does.
PRESSED = {
    "account_change_password": "accounts/test_settings.py::test_a_password_is_changed_by_who_knows_it",
    "account_confirm_email": "accounts/test_arrive.py::test_sign_up_sends_one_mail_whose_link_confirms_the_address",
    "account_email": "accounts/test_settings.py::test_addresses_are_added_made_primary_and_removed",
    "account_login": ARRIVE,
    "account_logout": "accounts/test_arrive.py::test_logging_out_takes_a_form",
    "account_reauthenticate": "accounts/test_settings.py::test_what_is_delicate_asks_for_the_password_again",
    "account_reset_password": RESET,
    "account_reset_password_from_key": RESET,
    "account_signup": ARRIVE,
    "accounts:accept_follow": "accounts/test_follow.py::test_requests_are_answered_by_their_recipient_only",
    "accounts:block": "accounts/test_block.py::test_by_a_plain_form_leads_to_explore",
    "accounts:decline_follow": (
        "accounts/test_follow.py::test_requests_are_declined_and_followers_removed_by_their_recipient_only"
    ),
    "accounts:follow": "journeys/test_without_javascript.py::test_browses_finds_and_follows",
    "accounts:keys": "accounts/test_settings.py::test_a_new_key_is_told_once_and_kept_as_a_digest",
    "accounts:languages": "accounts/test_settings.py::test_languages_keep_to_the_table",
    "accounts:mute": "accounts/test_block.py::test_mute_is_one_row_and_undone",
    "accounts:privacy": "accounts/test_settings.py::test_opening_a_private_account_lets_everybody_in_who_waited",
    "accounts:profile": "accounts/test_settings.py::test_profile_takes_a_name_and_a_bio",
    "accounts:remove_follower": (
        "accounts/test_follow.py::test_requests_are_declined_and_followers_removed_by_their_recipient_only"
    ),
    "accounts:revoke_key": "accounts/test_settings.py::test_a_key_is_revoked_by_its_owner_only",
    "accounts:set_language": "accounts/test_settings.py::test_theme_and_language_are_forms_for_everybody",
    "accounts:set_theme": "accounts/test_settings.py::test_theme_and_language_are_forms_for_everybody",
    "accounts:unblock": "accounts/test_block.py::test_is_undone_from_the_settings",
    "accounts:unfollow": "accounts/test_follow.py::test_is_undone_by_a_press_twice_as_once",
    "accounts:unmute": "accounts/test_block.py::test_mute_is_one_row_and_undone",
    "admin:moderation_case": "moderation/test_queue.py::test_makes_every_decision",
    "admin:posts_photo_retry": "moderation/test_admin.py::test_tries_a_failed_photo_once_more",
    "feeds:forget_hashtag": "feeds/test_why_page.py::test_what_was_learnt_of_a_hashtag_is_forgotten",
    "feeds:interests": "feeds/test_interests_page.py::test_shows_every_weight_and_sets_what_is_moved",
    "feeds:less": "feeds/test_why_page.py::test_less_like_this_is_heard_and_taken_back",
    "feeds:less_of_author": WISHES,
    "feeds:less_of_hashtag": WISHES,
    "feeds:more_of_author": WISHES,
    "feeds:more_of_hashtag": WISHES,
    "feeds:pause": SWITCHES,
    "feeds:reset": SWITCHES,
    "feeds:resume": SWITCHES,
    "feeds:turn_off": SWITCHES,
    "feeds:turn_on": SWITCHES,
    "feeds:welcome": "feeds/test_welcome.py::test_keeps_interests_and_languages",
    "moderation:report": "moderation/test_report.py::test_a_note_ends_with_thanks_and_a_reference_number",
    "notifications:read": "notifications/test_notifications_page.py::test_marks_all_as_read_without_javascript",
    "posts:accept_translation": "browser/test_comments.py::test_readers_add_translations_and_the_author_accepts_them",
    "posts:boards": BOARDS,
    "posts:collect": "posts/test_collect_note.py::test_answers_htmx_with_the_button_in_its_new_state",
    "posts:comment_language": "posts/test_comments.py::test_have_a_language_that_their_author_corrects",
    "posts:comment_translations": "posts/test_translations.py::test_of_comments_have_no_title",
    "posts:comments": "browser/test_comments.py::test_people_talk_without_leaving_the_page",
    "posts:delete": "posts/test_delete_note.py::test_by_its_author_needs_their_own_note",
    "posts:delete_board": BOARDS,
    "posts:delete_comment": "browser/test_comments.py::test_people_talk_without_leaving_the_page",
    "posts:delete_translation": "posts/test_translations.py::test_are_deleted_by_who_added_them",
    "posts:edit": "posts/test_compose.py::test_edits_a_note_of_ones_own",
    "posts:edit_board": BOARDS,
    "posts:follow_hashtag": "journeys/test_without_javascript.py::test_browses_finds_and_follows",
    "posts:hide": "posts/test_hide_note.py::test_answers_htmx_with_nothing_and_a_message_that_can_undo_it",
    "posts:like": "posts/test_like_note.py::test_answers_htmx_with_the_button_in_its_new_state",
    "posts:like_comment": "browser/test_comments.py::test_people_talk_without_leaving_the_page",
    "posts:note_boards": "posts/test_boards.py::test_are_chosen_for_a_note",
    "posts:publish": "journeys/test_without_javascript.py::test_posts_keeps_drafts_edits_and_deletes",
    "posts:remove_from_board": BOARDS,
    "posts:remove_photo": "posts/test_compose.py::test_removes_and_retries_photos_of_ones_own",
    "posts:retry_photo": "posts/test_compose.py::test_removes_and_retries_photos_of_ones_own",
    "posts:save_draft": "posts/test_drafts.py::test_is_not_made_of_nothing",
    "posts:translations": "browser/test_comments.py::test_readers_add_translations_and_the_author_accepts_them",
    "posts:unaccept_translation": "posts/test_translations.py::test_are_accepted_by_the_author_of_the_text_alone",
    "posts:uncollect": "posts/test_collect_note.py::test_answers_htmx_with_the_button_in_its_new_state",
    "posts:unfollow_hashtag": "posts/test_follow_hashtag.py::test_answers_htmx_with_the_button_in_its_new_state",
    "posts:unhide": "posts/test_hide_note.py::test_answers_htmx_with_nothing_and_a_message_that_can_undo_it",
    "posts:unlike": "posts/test_like_note.py::test_answers_htmx_with_the_button_in_its_new_state",
    "posts:unlike_comment": "posts/test_comments.py::test_are_liked_by_a_press",
    "posts:upload": "posts/test_compose.py::test_removes_and_retries_photos_of_ones_own",
}
# Buttons that only a script hears, by what marks them -> the test in a browser that presses them.
SCRIPTED = {
    "data-add-tag": EDITOR,
    "data-done": EDITOR,
    "data-edit": EDITOR,
    "data-remove-tag": EDITOR,
    "data-reset": EDITOR,
    "data-turn": EDITOR,
    "data-accept": "browser/test_comments.py::test_people_talk_without_leaving_the_page",
    "data-cancel": "browser/test_comments.py::test_people_talk_without_leaving_the_page",
    "data-dismiss": "browser/test_compose.py::test_takes_photos_one_by_one_and_shows_them_without_reload",
    "data-retry": "browser/test_compose.py::test_takes_photos_one_by_one_and_shows_them_without_reload",
    "data-toast-close": "journeys/test_main_journey.py::test_is_done_from_end_to_end",
    "data-why-close": "journeys/test_interests.py::test_explore_follows_what_a_person_likes_and_says_why",
}
# Where those who are not logged in find controls of their own.
FOR_ANYBODY = ["/", "/login", "/signup", "/password/reset", "/search", "/about", "/@alice"]
# The carrier of buttons that have an address of their own.
CARRIER = "page-form"


def test_each_leads_somewhere_and_is_pressed_by_a_test(named, viewers):
    lost, links = set(), {}
    pages = named + plain_pages()
    admin = [url for url in pages if url.startswith("/admin")]
    seen_by = {"alice": [url for url in pages if url not in admin], "admin": admin, "anonymous": FOR_ANYBODY}
    looked_at = (found for who, urls in seen_by.items() for found in answers({who: viewers[who]}, urls))
    for where, answer in looked_at:
        if answer.streaming or answer.status_code >= 400 or "html" not in answer.get("Content-Type", ""):
            continue
        url, _as, who = where.rpartition(" as ")
        for tag, attributes in Page(answer.content.decode()).elements:
            lost |= {f"{where}: {trouble}" for trouble in unpressed(tag, attributes, url)}
            if tag == "a" and (link := urljoin(url, attributes.get("href", ""))).startswith("/"):
                links.setdefault(link.partition("#")[0], who)
    for link, who in links.items():
        if route_of(link) == "posts:media":
            continue  # of these pictures the files are not all there
        if viewers[who].get(link).status_code >= 400:
            lost.add(f"a link leads nowhere for {who}: {link}")
    assert not lost, "\n".join(sorted(lost))


def unpressed(tag: str, attributes: dict[str, str], url: str) -> Iterator[str]:
    """What this element sends that no test is named for."""
    sends = [attributes[name] for name in ("formaction", "hx-post") if name in attributes]
    if tag == "form" and attributes.get("method", "").lower() == "post" and attributes.get("id") != CARRIER:
        sends.append(attributes.get("action", ""))
    for target in sends:
        route = route_of(urljoin(url, target))
        if route.startswith("admin:") and route not in PRESSED:
            continue  # the stock admin's own forms: RAW_WRITES holds that they change nothing
        if route not in PRESSED:
            yield f"no test is named for what is sent to {route}"
    if tag == "button" and attributes.get("type") == "button":
        marks = [name for name in attributes if name.startswith("data-")]
        yield from (f"no test is named for buttons with {mark}" for mark in marks if mark not in SCRIPTED)


def route_of(url: str) -> str:
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return f"nowhere: {url}"
    return ":".join([*match.namespaces, match.url_name or ""])


@pytest.mark.parametrize("test", sorted({*PRESSED.values(), *SCRIPTED.values(), RAW_WRITES}))
def test_the_test_that_is_named_exists(test):
    path, _colons, name = test.partition("::")
    assert name in names_in(path)


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse(Path(__file__).with_name(path.partition("/")[0]).joinpath(path.partition("/")[2]).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
