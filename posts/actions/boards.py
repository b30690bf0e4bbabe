"""Boards: made, renamed, deleted, filled and emptied by their owners."""

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from posts.actions.errors import BoardRefused, checked_text
from posts.actions.locks import lock
from posts.actions.reactions import collect_note
from posts.models import Board, BoardNote, Note


@transaction.atomic
def create_board(*, owner: User, name: str, is_public: bool = False) -> Board:
    """A board of this name; one that is there already is returned as it is. Raises BoardRefused."""
    name = checked_name(name)
    lock(owner)
    boards = Board.objects.filter(owner=owner)
    if there := boards.filter(name=name).first():
        return there
    if boards.count() >= settings.LIMITS["boards_per_person"]:
        most = settings.LIMITS["boards_per_person"]
        raise BoardRefused("too_many_boards", _("You can have {most} boards.").format(most=most), "name")
    return Board.objects.create(owner=owner, name=name, is_public=is_public)


@transaction.atomic
def edit_board(*, board: Board, name: str, is_public: bool) -> None:
    name = checked_name(name)
    try:
        with transaction.atomic():
            Board.objects.filter(pk=board.pk).update(name=name, is_public=is_public)
    except IntegrityError as error:
        raise BoardRefused("name_taken", _("You have a board of this name already."), "name") from error
    board.name, board.is_public = name, is_public


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
    lock(note)
    BoardNote.objects.filter(board=board, note=note).delete()


@transaction.atomic
def set_boards(*, user: User, note: Note, boards: Iterable[Board], new_board: str = "") -> None:
    """Collect a note, and have it stand on these of one's boards and no others, and on a new one of this name."""
    boards = list(boards)
    if new_board:
        boards.append(create_board(owner=user, name=new_board))
    collect_note(user=user, note=note)
    for board in boards:
        collect_note(user=user, note=note, board=board)
    BoardNote.objects.filter(board__owner=user, note=note).exclude(board__in=boards).delete()


def checked_name(name: str) -> str:
    name = checked_text(BoardRefused, "name", name, max_length=settings.LIMITS["board_name_length"], single_line=True)
    if not name:
        raise BoardRefused("required", _("Give the board a name."), "name")
    return name
