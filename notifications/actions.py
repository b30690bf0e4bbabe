"""Telling a person what concerns them, and their having read it."""

from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone

from accounts.models import Block, Mute, User
from notifications.models import BUCKET_OF, Kind, Notification
from posts.models import Comment, Note, Photo, Translation


@transaction.atomic
def notify(
    *,
    recipient: User,
    kind: str,
    group: str,
    actor: User | None = None,
    note: Note | None = None,
    comment: Comment | None = None,
    photo: Photo | None = None,
    translation: Translation | None = None,
    statement: dict | None = None,
) -> None:
    """Tell a person something once: the same group by the same actor is never told again, read or not.

    Nobody is told what they did themselves, nor anything across a block, nor about people they muted.
    """
    if actor is not None and not may_tell(actor, recipient):
        return
    notification = Notification(
        recipient=recipient,
        bucket=BUCKET_OF[Kind(kind)],
        kind=kind,
        group=group,
        actor=actor,
        note=note,
        comment=comment,
        photo=photo,
        translation=translation,
        statement=statement,
    )
    Notification.objects.bulk_create([notification], ignore_conflicts=True)


@transaction.atomic
def read_bucket(*, user: User, bucket: str = "", until: int | None = None) -> None:
    """Mark a bucket as read, or all of them without one; `until` is the newest that was on the page."""
    waiting = Notification.objects.filter(recipient=user).unread()
    if bucket:
        waiting = waiting.of(bucket)
    if until is not None:
        waiting = waiting.filter(id__lte=until)
    waiting.update(read_at=timezone.now())


def may_tell(actor: User, recipient: User) -> bool:
    if actor.pk == recipient.pk:
        return False
    silent = Q(Exists(Block.objects.between(actor, recipient))) | Q(
        Exists(Mute.objects.filter(muter=recipient, muted=actor))
    )
    return not User.objects.filter(silent, pk=recipient.pk).exists()
