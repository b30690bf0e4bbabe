"""What people type under notes."""

import uuid
from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainTextField
from posts.models import Comment, Note
from rednote.lib import languages

LANGUAGE_CHOICES = [(code, language.endonym) for code, language in languages.LANGUAGES.items()]


class CommentForm(forms.Form):
    """A comment, or a reply when `parent` names a comment; `form_key` makes two presses one comment."""

    body = PlainTextField(label=_("Comment"), max_length=settings.LIMITS["comment_length"])
    form_key = forms.CharField(max_length=36, widget=forms.HiddenInput)
    parent = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping | None = None,
        *,
        note: Note,
        parent: Comment | None = None,
        has_focus: bool = False,
        **kwargs,
    ) -> None:
        # Several of these forms may stand on one page: each is known by what it answers.
        super().__init__(data, auto_id=f"%s-{parent.pk if parent else note.pk}", **kwargs)
        self.fields["body"].widget.attrs |= {"rows": 2, "dir": "auto"}
        if parent:
            self.fields["body"].label = _("Reply")
        if has_focus:
            self.fields["body"].widget.attrs["autofocus"] = True

    @classmethod
    def empty(cls, note: Note, parent: Comment | None = None, has_focus: bool = False) -> "CommentForm":
        typed = {"form_key": uuid.uuid4(), "parent": parent and parent.pk}
        return cls(note=note, parent=parent, has_focus=has_focus, initial=typed)


class CommentLanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of your comment"), choices=LANGUAGE_CHOICES)
