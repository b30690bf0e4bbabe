"""What people type when they translate a text."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainTextField
from posts.forms.comments import LANGUAGE_CHOICES
from posts.models import Translation

TITLE_LENGTH = Translation._meta.get_field("title").max_length


class TranslationForm(forms.Form):
    language = forms.ChoiceField(label=_("Into"), choices=LANGUAGE_CHOICES)
    title = PlainTextField(label=_("Title"), max_length=TITLE_LENGTH, single_line=True, required=False)
    body = PlainTextField(label=_("Translation"), max_length=settings.LIMITS["translation_length"])

    def __init__(self, *args, place: int, has_title: bool, **kwargs) -> None:
        """`place` is the id of the text: several of these forms may stand on one page."""
        super().__init__(*args, auto_id=f"translation-%s-{place}", **kwargs)
        if not has_title:
            del self.fields["title"]
        for field in self.fields.values():
            field.widget.attrs["dir"] = "auto"
