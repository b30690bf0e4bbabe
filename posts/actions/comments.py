"""Comments and replies: written, deleted, liked, taken down."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from posts import signals
from posts.actions.errors import CommentRefused, checked_text
from posts.actions.links import link_mentions
from posts.actions.locks import lock
from posts.models import Comment, CommentLike, Note
from rednote.lib import languages


@transaction.atomic
def add_comment(
    *, author: User, note: Note, body: str, form_key: str, parent: Comment | None = None, language: str = ""
) -> Comment:
    """Write a comment, or a reply to one, once for each form: sent again, it is the same comment.

    Replies stand on one level: a reply to a reply hangs on the same comment and names whom it answers. Without a
    language it is detected. Raises CommentRefused.
    """
    body = checked_body(body)
    if language not in languages.LANGUAGES:
        language = languages.detect(body)
    if not lock(note) or (parent and (parent.note_id != note.pk or not lock(parent))):
        raise CommentRefused("gone", _("What you answer is no longer there."))
    comment, is_new = Comment.objects.get_or_create(
        author=author,
        form_key=form_key,
        defaults={
            "note": note,
            "parent_id": (parent.parent_id or parent.pk) if parent else None,
            "reply_to_id": parent.author_id if parent else None,
            "body": body,
            "language": language,
        },
    )
    if is_new:
        link_mentions(note=note, author=author, text=body, comment=comment)
        signals.comment_added.send(sender=Comment, comment=comment)
    return comment


@transaction.atomic
def set_comment_language(*, comment: Comment, language: str) -> None:
    """Say which language a comment is in, where the detection was wrong."""
    if language not in languages.LANGUAGES:
        raise CommentRefused("unknown_choice", _("This is not one of the choices."), "language")
    Comment.objects.filter(pk=comment.pk).update(language=language)


@transaction.atomic
def delete_comment(*, comment: Comment) -> None:
    """Delete a comment with the replies to it."""
    lock(comment.note)
    if lock(comment):
        Comment.objects.filter(pk=comment.pk).delete()


@transaction.atomic
def like_comment(*, user: User, comment: Comment) -> None:
    if not lock(comment):
        return
    _row, is_new = CommentLike.objects.get_or_create(user=user, comment=comment)
    if is_new:
        signals.comment_liked.send(sender=CommentLike, comment=comment, user=user)


@transaction.atomic
def unlike_comment(*, user: User, comment: Comment) -> None:
    lock(comment)
    CommentLike.objects.filter(user=user, comment=comment).delete()


@transaction.atomic
def take_down_comment(*, comment: Comment, reason: str) -> None:
    """Hide a comment from everybody but its author, who reads the reason."""
    lock(comment.note)
    there = Comment.objects.filter(pk=comment.pk, taken_down_at=None)
    if there.update(taken_down_at=timezone.now(), takedown_reason=reason):
        comment.refresh_from_db()


@transaction.atomic
def restore_comment(*, comment: Comment) -> None:
    lock(comment.note)
    taken = Comment.objects.filter(pk=comment.pk, taken_down_at__isnull=False)
    if taken.update(taken_down_at=None, takedown_reason=""):
        comment.refresh_from_db()


def checked_body(body: str) -> str:
    body = checked_text(CommentRefused, "body", body, max_length=settings.LIMITS["comment_length"])
    if not body:
        raise CommentRefused("required", _("Write something first."), "body")
    return body
