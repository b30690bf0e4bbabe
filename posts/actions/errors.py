"""Why an action of this app refuses: a code for programs, words for people, the field they belong to."""

from django.utils.functional import Promise

from rednote.lib.text import TextRefused, clean_text


class Refused(Exception):
    """`field` names the input that the message is about, "" when it is about the whole."""

    def __init__(self, code: str, message: str | Promise, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NoteRefused(Refused):
    pass


class PhotoRefused(Refused):
    pass


class CommentRefused(Refused):
    pass


class BoardRefused(Refused):
    pass


class TranslationRefused(Refused):
    pass


def checked_text(kind: type[Refused], field: str, value: str, *, max_length: int, single_line: bool = False) -> str:
    """The text as it is kept; what cannot be kept is refused at its field."""
    try:
        return clean_text(value, max_length=max_length, single_line=single_line)
    except TextRefused as refused:
        raise kind(refused.code, refused.message, field) from refused
