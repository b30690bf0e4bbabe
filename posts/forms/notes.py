"""The composer's form."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainTextField
from posts.channels import Channel
from posts.covers import DEFAULT_STYLE, CoverStyle
from posts.models import Note, Visibility
from rednote.lib import languages

LIMITS = settings.LIMITS
FIELDS = ("title", "body", "cover_text", "cover_style", "channel", "language", "place", "visibility", "shows_camera")


class NoteForm(forms.Form):
    """Texts and choices of a note; its photos travel beside it as ids, and are named here for their errors."""

    composer_key = forms.CharField(max_length=36, widget=forms.HiddenInput)
    photos = forms.CharField(required=False, widget=forms.HiddenInput)
    title = PlainTextField(label=_("Title"), max_length=LIMITS["title_length"], single_line=True, required=False)
    body = PlainTextField(
        label=_("Text"),
        max_length=LIMITS["body_length"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("# for hashtags, @ for people. Links become links."),
    )
    cover_text = PlainTextField(
        label=_("Text on the cover"),
        max_length=LIMITS["cover_text_length"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No photo at hand? We draw a cover from your words."),
    )
    cover_style = forms.ChoiceField(
        label=_("Style of the cover"), choices=CoverStyle.choices, required=False, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", _("None")), *Channel.choices], required=False)
    language = forms.ChoiceField(
        label=_("Language of your text"),
        choices=[("", _("Find out from the text")), *((code, languages.endonym(code)) for code in languages.LANGUAGES)],
        required=False,
    )
    place = PlainTextField(
        label=_("Place"),
        max_length=LIMITS["place_length"],
        single_line=True,
        required=False,
        help_text=_("As you would say it. We never read it from your photos or your address."),
    )
    shows_camera = forms.BooleanField(
        label=_("Show camera and lens"),
        required=False,
        help_text=_("Whatever else your photos tell beside the picture is always left out."),
    )
    visibility = forms.ChoiceField(
        label=_("Who can see it"),
        choices=Visibility.choices,
        help_text=_(
            "When you choose fewer people later, every earlier link to its photos ends at once."
            " What somebody's browser already holds is out of our reach."
        ),
    )

    @classmethod
    def for_note(cls, note: Note) -> "NoteForm":
        return cls(initial={"composer_key": note.composer_key, **{name: getattr(note, name) for name in FIELDS}})

    @classmethod
    def as_typed(cls, typed: dict[str, str]) -> "NoteForm":
        """The form as it was sent, not judged yet."""
        return cls(initial=typed)

    @property
    def chosen_style(self) -> str:
        return self["cover_style"].value() or DEFAULT_STYLE
