"""Lengths: every text that people type has one, in one table, and nothing typed beyond it is lost."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse

from posts.models import Board
from tests.factories import make_comment, make_note
from tests.pages import Page

APPS = ("accounts", "posts", "feeds", "notifications", "moderation")

# What people type -> its name in settings.LIMITS.
TYPED = {
    "accounts.User.name": "name_length",
    "accounts.User.bio": "bio_length",
    "posts.Board.name": "board_name_length",
    "posts.Comment.body": "comment_length",
    "posts.Note.title": "title_length",
    "posts.Note.body": "body_length",
    "posts.Note.place": "place_length",
    "posts.Note.cover_text": "cover_text_length",
    "posts.Photo.alt": "alt_length",
    "posts.PhotoTag.label": "tag_length",
    "posts.Translation.title": "translation_title_length",
    "posts.Translation.body": "translation_length",
    "moderation.Report.text": "report_length",
}
# What people type whose length is a rule of its own: of handles, of a key's name, of a moderator's reason.
OWN_LENGTH = {
    "accounts.User.handle",
    "accounts.User.email",
    "accounts.ApiToken.name",
    "moderation.Decision.reason",
    "accounts.User.suspension_reason",
    "posts.Note.takedown_reason",
    "posts.Comment.takedown_reason",
    "posts.Translation.takedown_reason",
}
# Choices of ours, keys, digests, addresses, copies of what is checked elsewhere.
NOT_TYPED = {
    "accounts.User.password",
    "accounts.User.interface_language",
    "accounts.Avatar.token",
    "accounts.Avatar.original_key",
    "accounts.Avatar.failure",
    "accounts.ApiToken.digest",
    "accounts.IdempotentRequest.key",
    "accounts.IdempotentRequest.fingerprint",
    "accounts.IdempotentRequest.content_type",
    "accounts.RateWindow.key",
    "accounts.Mail.recipient",
    "accounts.Mail.subject",
    "accounts.Mail.body",
    "posts.Note.language",
    "posts.Note.cover_style",
    "posts.Note.composer_key",
    "posts.Photo.token",
    "posts.Photo.original_key",
    "posts.Photo.upload_key",
    "posts.Photo.sha256",
    "posts.Photo.ratio",
    "posts.Photo.failure",
    "posts.Photo.thumbhash",
    "posts.Photo.camera",
    "posts.Rendition.format",
    "posts.Rendition.key",
    "posts.DiscardedPhoto.failure",
    "posts.PhotoPrint.failure",
    "posts.Origin.failure",
    "posts.Relocation.failure",
    "posts.Refinement.failure",
    "posts.FoldedBatch.key",
    "posts.Hashtag.name",
    "posts.Hashtag.label",
    "posts.HashtagSpelling.spelling",
    "posts.Comment.language",
    "posts.Comment.form_key",
    "posts.Translation.language",
    "feeds.UserInterest.interest",
    "feeds.Tip.language",
    "feeds.Tip.text",
    "feeds.HashtagPrior.format",
    "feeds.Impression.argument",
    "feeds.Impression.kind",
    "feeds.Impression.reason",
    "feeds.Impression.source",
    "feeds.Wish.language",
    "notifications.Notification.group",
    "moderation.Decision.subject_kind",
    "moderation.Decision.subject_text",
    "moderation.Decision.person_handle",
}


def texts() -> dict[str, models.Field]:
    """Every column that holds text and no choice of ours."""
    found = {}
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_concrete_fields:
                if isinstance(field, (models.CharField, models.TextField)) and not field.choices:
                    found[f"{app}.{model.__name__}.{field.name}"] = field
    return found


def test_every_text_is_known_to_be_typed_or_not():
    unknown = texts().keys() - TYPED.keys() - OWN_LENGTH - NOT_TYPED
    assert not unknown, f"Say in {__file__} which limit these have, or that nobody types them: {sorted(unknown)}"


@pytest.mark.parametrize("name", TYPED)
def test_the_table_is_what_the_column_holds(name):
    assert texts()[name].max_length == settings.LIMITS[TYPED[name]]


@pytest.mark.parametrize("name", sorted(OWN_LENGTH))
def test_every_other_text_has_an_end_too(name):
    assert texts()[name].max_length


# --- The forms --------------------------------------------------------------------------------------------------------

NOTE = {"composer_key": "8c1f3c9e-0000-4000-8000-000000000001", "visibility": "public", "cover_text": "Tea"}
COMMENT = {"form_key": "8c1f3c9e-0000-4000-8000-000000000000"}
# URL, field, length, what else is sent; `{note}`, `{comment}`, `{board}` are ids.
FORMS = {
    "name": ("/settings", "name", settings.LIMITS["name_length"], {}),
    "bio": ("/settings", "bio", settings.LIMITS["bio_length"], {}),
    "key": ("/settings/keys", "name", 60, {}),
    "new board": ("/boards", "name", settings.LIMITS["board_name_length"], {}),
    "board": ("/boards/{board}/edit", "name", settings.LIMITS["board_name_length"], {}),
    "boards of a note": ("/notes/{note}/boards", "new_board", settings.LIMITS["board_name_length"], {}),
    "title": ("/notes", "title", settings.LIMITS["title_length"], NOTE),
    "text": ("/notes", "body", settings.LIMITS["body_length"], NOTE),
    "place": ("/notes", "place", settings.LIMITS["place_length"], NOTE),
    "cover": ("/notes", "cover_text", settings.LIMITS["cover_text_length"], NOTE),
    "draft": ("/notes/drafts", "title", settings.LIMITS["title_length"], NOTE),
    "edited": ("/notes/{note}/edit", "title", settings.LIMITS["title_length"], NOTE),
    "comment": ("/notes/{note}/comments", "body", settings.LIMITS["comment_length"], COMMENT),
    "reply": ("/notes/{note}/comments", "body", settings.LIMITS["comment_length"], {**COMMENT, "parent": "{comment}"}),
    "translation": ("/notes/{note}/translations", "body", settings.LIMITS["translation_length"], {"language": "zh"}),
    "translated title": (
        "/notes/{note}/translations",
        "title",
        settings.LIMITS["translation_title_length"],
        {"language": "zh", "body": "茶"},
    ),
    "translated comment": (
        "/comments/{comment}/translations",
        "body",
        settings.LIMITS["translation_length"],
        {"language": "zh"},
    ),
    "report": ("/reports/new?comment={comment}", "text", settings.LIMITS["report_length"], {"rule": "spam"}),
}


@pytest.fixture
def ids(alice, bob):
    note = make_note(alice, photos=1)
    comment = make_comment(note, bob)
    board = Board.objects.create(owner=alice, name="Tea")
    return {"note": note.pk, "comment": comment.pk, "board": board.pk}


def sent(client, ids, name, text):
    url, field, _length, rest = FORMS[name]
    rest = {key: value.format(**ids) for key, value in rest.items()}
    return client.post(url.format(**ids), {**rest, field: text})


@pytest.mark.parametrize("name", FORMS)
def test_one_too_many_is_refused_and_nothing_is_lost(alice, login, ids, name):
    _url, field, length, _rest = FORMS[name]
    typed = "茶" * (length + 1)
    answer = sent(login(alice), ids, name, typed)
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    shown = [attributes.get("value") for tag, attributes in page.elements if attributes.get("name") == field]
    assert typed in shown or typed in "".join(page.text)
    invalid = [attributes for _tag, attributes in page.elements if attributes.get("aria-invalid") == "true"]
    assert [attributes["name"] for attributes in invalid] == [field]
    assert str(length) in "".join(page.text)


@pytest.mark.parametrize("name", FORMS)
def test_as_many_as_allowed_are_taken(alice, login, ids, name):
    _url, _field, length, _rest = FORMS[name]
    assert sent(login(alice), ids, name, "茶" * length).status_code in {200, 303}


def test_a_description_too_long_keeps_its_photo_and_its_words(alice, login):
    photo = make_note(alice, photos=1).photos.get()
    url = reverse("posts:edit", args=[photo.note_id])
    typed = "茶" * (settings.LIMITS["alt_length"] + 1)
    answer = login(alice).post(url, {**NOTE, "cover_text": "", "photos": [photo.pk], f"alt_{photo.pk}": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()


def test_a_moderators_reason_too_long_is_kept_too(alice, carol, moderator, login, ids):
    login(carol).post(f"/reports/new?note={ids['note']}", {"rule": "spam"})
    url = reverse("admin:moderation_case", args=["note", ids["note"]])
    typed = "茶" * 1001
    answer = login(moderator).post(url, {"action": "take_down", "rule": "spam", "reason": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()


def test_a_query_is_cut_and_searched(client, alice):
    make_note(alice, title="茶")
    assert client.get("/search", {"q": "茶" * 5000}).status_code == 200
