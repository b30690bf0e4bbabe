"""What reporters and moderators type."""

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainTextField
from moderation.actions import NAMES_A_RULE
from moderation.models import REASON_LENGTH, Decision, Rule, Severity

OVER_A_DAY = "day"


class ReportForm(forms.Form):
    rule = forms.ChoiceField(label=_("Which rule does it break?"), choices=Rule.choices, widget=forms.RadioSelect)
    text = PlainTextField(
        label=_("What should we know?"),
        max_length=settings.LIMITS["report_length"],
        required=False,
        help_text=_("Only moderators read this. Write it in any language."),
    )


class DecisionForm(forms.Form):
    """`actions` are those that make sense for the case as it is."""

    action = forms.ChoiceField()
    rule = forms.ChoiceField(label=_("Rule"), choices=[("", _("Choose the rule")), *Rule.choices], required=False)
    reason = PlainTextField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("The author reads this; when you take no action, the reporters do."),
    )

    def __init__(self, *args, actions: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"] = forms.ChoiceField(
            label=_("Decision"), choices=[(action, LABELS[action]) for action in actions], widget=forms.RadioSelect
        )

    def clean_rule(self) -> str:
        rule = self.cleaned_data["rule"]
        if not rule and self.cleaned_data.get("action") in NAMES_A_RULE:
            raise forms.ValidationError(_("Say which rule this is about."))
        return rule


LABELS: dict[str, Promise] = {
    Decision.Action.DISMISS: _("Take no action"),
    Decision.Action.TAKE_DOWN: _("Take down"),
    Decision.Action.RESTORE: _("Restore"),
    Decision.Action.WARN: _("Warn the author"),
    Decision.Action.SUSPEND: _("Suspend the account"),
    Decision.Action.REINSTATE: _("Reinstate the account"),
    Decision.Action.VOUCH: _("It is an original, not a copy"),
    Decision.Action.UNVOUCH: _("Whoever posted first has the original"),
    Decision.Action.APPOINT: _("Make this person a moderator"),
    Decision.Action.DISCHARGE: _("End their being a moderator"),
}


class QueueFilter(forms.Form):
    """What of the queue is shown; anything unknown in the URL is the same as nothing."""

    severity = forms.ChoiceField(label=_("Severity"), choices=[("", _("All")), *Severity.choices], required=False)
    rule = forms.ChoiceField(label=_("Rule"), choices=[("", _("All")), *Rule.choices], required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("", _("All")),
            ("note", _("Notes")),
            ("comment", _("Comments")),
            ("translation", _("Translations")),
            ("person", _("People")),
        ],
        required=False,
    )
    age = forms.ChoiceField(label=_("Age"), choices=[("", _("All")), (OVER_A_DAY, _("Over 24 hours"))], required=False)
