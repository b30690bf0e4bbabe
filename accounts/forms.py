"""What people type about themselves."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from rednote.lib import disk, languages
from rednote.lib.images import probe
from rednote.lib.images.failures import FAILURES
from rednote.lib.text import TextRefused, clean_text


class PlainTextField(forms.CharField):
    """Text as people type it: normalised, without control characters, cut nowhere without a word."""

    def __init__(self, *, max_length: int, single_line: bool = False, **kwargs) -> None:
        self.length, self.single_line = max_length, single_line
        widget = forms.TextInput if single_line else forms.Textarea(attrs={"rows": 4})
        super().__init__(max_length=max_length, widget=kwargs.pop("widget", widget), **kwargs)

    def to_python(self, value: str | None) -> str:
        text = super().to_python(value)
        try:
            return clean_text(text or "", max_length=self.length, single_line=self.single_line)
        except TextRefused as refused:
            raise forms.ValidationError(str(refused), code=refused.code) from refused


def name_address(field: forms.Field) -> None:
    field.label = _("E-mail address")
    field.widget.attrs.pop("placeholder", None)


class SignupForm(allauth_forms.SignupForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name_address(self.fields["email"])
        handle = self.fields["username"]
        handle.label = _("Handle")
        handle.help_text = _("Your name in links: 3 to 30 letters a-z, digits or underscores.")
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["autocomplete"] = {"username": "username", "email": "email"}.get(name, "new-password")


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name_address(self.fields["email"])


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name_address(self.fields["email"])

    def clean_email(self) -> str:
        """An address belongs to one person, confirmed or not; signing up with one that is taken says so too."""
        email = super().clean_email()
        if User.objects.filter(email=email).exclude(pk=self.user.pk).exists():
            raise get_adapter().validation_error("email_taken")
        return email


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address or handle")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""


class ProfileForm(forms.Form):
    name = PlainTextField(label=_("Name"), max_length=settings.LIMITS["name_length"], single_line=True, required=False)
    bio = PlainTextField(label=_("Bio"), max_length=settings.LIMITS["bio_length"], required=False)
    avatar = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("A photo of yours; it is cut to a square, and its hidden data is removed."),
    )

    def clean_avatar(self):
        file = self.cleaned_data["avatar"]
        if file:
            try:
                probe.probe(file)
            except probe.ImageRefused as refused:
                raise forms.ValidationError(FAILURES[refused.code], code=refused.code) from refused
            if disk.is_short(file.size):
                raise forms.ValidationError(FAILURES["disk_full"], code="disk_full")
        return file


class PrivacyForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["is_private", "shows_collected", "shows_liked"]
        help_texts = {
            "is_private": _(
                "Only people whom you accept see your notes, from now on and all the earlier ones."
                " Every earlier link to your photos ends at once;"
                " what somebody's browser already holds is out of our reach."
            ),
        }


class LanguagesForm(forms.Form):
    languages = forms.MultipleChoiceField(
        label=_("Languages I read"),
        choices=[(code, languages.endonym(code)) for code in languages.LANGUAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Explore and search can keep to these."),
    )


class TokenForm(forms.Form):
    name = PlainTextField(label=_("Name of the key"), max_length=60, single_line=True)
