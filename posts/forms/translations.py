"""What people type when they translate a text."""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainTextField
from posts.forms.comments import LANGUAGE_CHOICES

LIMITS = settings.LIMITS


class TranslationForm(forms.Form):
    language = forms.ChoiceField(label=_("Into"), choices=LANGUAGE_CHOICES)
    title = PlainTextField(
        label=_("Title"), max_length=LIMITS["translation_title_length"], single_line=True, required=False
    )
    body = PlainTextField(label=_("Translation"), max_length=LIMITS["translation_length"])

    def __init__(self, data: Mapping | None = None, *, place: int, has_title: bool, **kwargs) -> None:
        """`place` is the id of the text: several of these forms may stand on one page."""
        super().__init__(data, auto_id=f"translation-%s-{place}", **kwargs)
        if not has_title:
            del self.fields["title"]
        for field in self.fields.values():
            field.widget.attrs["dir"] = "auto"
