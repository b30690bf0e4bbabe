"""Why an action of this app refuses: a code for programs, words for people, the field they belong to."""

from django.utils.functional import Promise


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
