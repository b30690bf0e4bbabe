"""Boards: made, renamed, deleted, filled and emptied by their owners."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from posts.actions.errors import BoardRefused
from posts.actions.locks import lock_note, lock_person
from posts.actions.reactions import collect_note
from posts.models import Board, BoardNote, Note
from rednote.lib.text import TextRefused, clean_text


@transaction.atomic
def create_board(*, owner: User, name: str, is_public: bool = False) -> Board:
    """A board of this name; one that is there already is returned as it is. Raises BoardRefused."""
    name = checked_name(name)
    lock_person(owner)
    boards = Board.objects.filter(owner=owner)
    if there := boards.filter(name=name).first():
        return there
    if boards.count() >= settings.LIMITS["boards_per_person"]:
        most = settings.LIMITS["boards_per_person"]
        raise BoardRefused("too_many_boards", _("You can have {most} boards.").format(most=most), "name")
    return Board.objects.create(owner=owner, name=name, is_public=is_public)


@transaction.atomic
def edit_board(*, board: Board, name: str, is_public: bool) -> None:
    board.name, board.is_public = checked_name(name), is_public
    try:
        with transaction.atomic():
            board.save(update_fields=["name", "is_public"])
    except IntegrityError as error:
        raise BoardRefused("name_taken", _("You have a board of this name already."), "name") from error


@transaction.atomic
def delete_board(*, board: Board) -> None:
    """Delete a board; the notes on it stay collected."""
    Board.objects.filter(pk=board.pk).delete()


@transaction.atomic
def add_to_board(*, board: Board, note: Note) -> None:
    """Put a note on a board; what stands on a board is collected."""
    collect_note(user=board.owner, note=note, board=board)


@transaction.atomic
def remove_from_board(*, board: Board, note: Note) -> None:
    """Take a note off a board; it stays collected."""
    lock_note(note)
    BoardNote.objects.filter(board=board, note=note).delete()


def checked_name(name: str) -> str:
    try:
        name = clean_text(name, max_length=settings.LIMITS["board_name_length"], single_line=True)
    except TextRefused as refused:
        raise BoardRefused(refused.code, refused.message, "name") from refused
    if not name:
        raise BoardRefused("required", _("Give the board a name."), "name")
    return name
