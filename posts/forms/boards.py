"""What people type about boards, and on which of theirs a note stands."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainTextField
from accounts.models import User
from posts.models import Board, Note

NAME_LENGTH = settings.LIMITS["board_name_length"]


class BoardForm(forms.Form):
    name = PlainTextField(label=_("Name"), max_length=NAME_LENGTH, single_line=True)
    is_public = forms.BooleanField(
        label=_("Everyone can see it"),
        required=False,
        help_text=_("A private board is seen by you alone."),
    )


class NoteBoardsForm(forms.Form):
    """The boards of a person on which a note is to stand, and perhaps a new one."""

    boards = forms.ModelMultipleChoiceField(
        label=_("Boards"), queryset=Board.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_board = PlainTextField(label=_("New board"), max_length=NAME_LENGTH, single_line=True, required=False)

    def __init__(self, data: Mapping | None = None, *, owner: User, note: Note) -> None:
        boards = Board.objects.filter(owner=owner)
        super().__init__(data, initial={"boards": boards.filter(entries__note=note)})
        cast(forms.ModelMultipleChoiceField, self.fields["boards"]).queryset = boards.newest()
