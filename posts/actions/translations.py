"""Translations under notes and comments: added, accepted, deleted, taken down."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from posts import signals
from posts.actions.errors import TranslationRefused, checked_text
from posts.actions.locks import lock
from posts.models import Comment, Note, Translation
from rednote.lib import languages


@transaction.atomic
def add_translation(
    *,
    author: User,
    language: str,
    body: str,
    title: str = "",
    note: Note | None = None,
    comment: Comment | None = None,
) -> Translation:
    """Add a person's translation of a note or a comment into a language, or change the one they added before.

    Words that were changed have to be accepted anew. Raises TranslationRefused.
    """
    words = checked_words(language, title, body)
    text = note or comment
    if text is None:
        raise TypeError("a translation is of a note or of a comment")
    if not lock(text.note if isinstance(text, Comment) else text):
        raise TranslationRefused("gone", _("What you translate is no longer there."))
    place = {"author": author, "note": note, "comment": comment, "language": language}
    translation, is_new = Translation.objects.select_for_update().get_or_create(**place, defaults=words)
    if is_new:
        signals.translation_added.send(sender=Translation, translation=translation)
    elif words != {"title": translation.title, "body": translation.body}:
        translation.title, translation.body, translation.accepted_at = words["title"], words["body"], None
        translation.save(update_fields=["title", "body", "accepted_at"])
    return translation


@transaction.atomic
def accept_translation(*, translation: Translation) -> None:
    """The author of the text stands by this translation."""
    if Translation.objects.filter(pk=translation.pk, accepted_at=None).update(accepted_at=timezone.now()):
        translation.refresh_from_db()
        signals.translation_accepted.send(sender=Translation, translation=translation)


@transaction.atomic
def unaccept_translation(*, translation: Translation) -> None:
    Translation.objects.filter(pk=translation.pk).update(accepted_at=None)


@transaction.atomic
def delete_translation(*, translation: Translation) -> None:
    Translation.objects.filter(pk=translation.pk).delete()


@transaction.atomic
def take_down_translation(*, translation: Translation, reason: str) -> None:
    """Hide a translation from everybody but the person who added it, who reads the reason."""
    there = Translation.objects.filter(pk=translation.pk, taken_down_at=None)
    if there.update(taken_down_at=timezone.now(), takedown_reason=reason):
        translation.refresh_from_db()


@transaction.atomic
def restore_translation(*, translation: Translation) -> None:
    taken = Translation.objects.filter(pk=translation.pk, taken_down_at__isnull=False)
    if taken.update(taken_down_at=None, takedown_reason=""):
        translation.refresh_from_db()


def checked_words(language: str, title: str, body: str) -> dict[str, str]:
    if language not in languages.LANGUAGES:
        raise TranslationRefused("unknown_choice", _("This is not one of the choices."), "language")
    limit = settings.LIMITS["translation_title_length"]
    title = checked_text(TranslationRefused, "title", title, max_length=limit, single_line=True)
    body = checked_text(TranslationRefused, "body", body, max_length=settings.LIMITS["translation_length"])
    if not body:
        raise TranslationRefused("required", _("Write the translation first."), "body")
    return {"title": title, "body": body}
