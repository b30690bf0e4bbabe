"""What a person does to a note with one press: like, collect, hide, and each taken back."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from posts import signals
from posts.actions.errors import BoardRefused
from posts.actions.locks import lock
from posts.models import Board, BoardNote, Collect, Hide, Like, Note


@transaction.atomic
def like_note(*, user: User, note: Note) -> None:
    """Like a note once; one that is gone meanwhile is left alone, as in all that follows."""
    if not lock(note):
        return
    _row, is_new = Like.objects.get_or_create(user=user, note=note)
    if is_new:
        signals.note_liked.send(sender=Like, note=note, user=user)


@transaction.atomic
def unlike_note(*, user: User, note: Note) -> None:
    lock(note)
    deleted, _rows = Like.objects.filter(user=user, note=note).delete()
    if deleted:
        signals.note_unliked.send(sender=Like, note=note, user=user)


@transaction.atomic
def collect_note(*, user: User, note: Note, board: Board | None = None) -> None:
    """Keep a note, and put it on a board of one's own too. Raises BoardRefused for somebody else's board."""
    if board is not None and board.owner_id != user.pk:
        raise BoardRefused("not_yours", _("This is not a board of yours."), "board")
    if not lock(note):
        return
    _row, is_new = Collect.objects.get_or_create(user=user, note=note)
    if is_new:
        signals.note_collected.send(sender=Collect, note=note, user=user)
    if board is not None:
        BoardNote.objects.get_or_create(board=board, note=note)


@transaction.atomic
def uncollect_note(*, user: User, note: Note) -> None:
    """Keep a note no longer, nor on any of one's boards."""
    lock(note)
    BoardNote.objects.filter(board__owner=user, note=note).delete()
    deleted, _rows = Collect.objects.filter(user=user, note=note).delete()
    if deleted:
        signals.note_uncollected.send(sender=Collect, note=note, user=user)


@transaction.atomic
def hide_note(*, user: User, note: Note) -> None:
    """Leave a note out of every grid that this person is shown."""
    if not lock(note):
        return
    _row, is_new = Hide.objects.get_or_create(user=user, note=note)
    if is_new:
        signals.note_hidden.send(sender=Hide, note=note, user=user)


@transaction.atomic
def unhide_note(*, user: User, note: Note) -> None:
    deleted, _rows = Hide.objects.filter(user=user, note=note).delete()
    if deleted:
        signals.note_unhidden.send(sender=Hide, note=note, user=user)
