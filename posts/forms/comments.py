"""What people type under notes."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainTextField
from posts.models import Comment
from rednote.lib import languages

LANGUAGE_CHOICES = [(code, language.endonym) for code, language in languages.LANGUAGES.items()]


class CommentForm(forms.Form):
    """A comment, or a reply when `parent` names a comment; `form_key` makes two presses one comment."""

    body = PlainTextField(label=_("Comment"), max_length=settings.LIMITS["comment_length"])
    form_key = forms.CharField(max_length=36, widget=forms.HiddenInput)
    parent = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, place: int, **kwargs) -> None:
        """`place` is the id of what is answered: several of these forms may stand on one page."""
        super().__init__(*args, auto_id=f"%s-{place}", **kwargs)
        self.fields["body"].widget.attrs |= {"rows": 2, "dir": "auto"}

    @classmethod
    def empty(cls, place: int, parent: Comment | None = None) -> "CommentForm":
        form = cls(place=place, initial={"form_key": uuid.uuid4(), "parent": parent and parent.pk})
        if parent:
            form.fields["body"].label = _("Reply")
            form.fields["body"].widget.attrs["autofocus"] = True
        return form


class CommentLanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of your comment"), choices=LANGUAGE_CHOICES)
