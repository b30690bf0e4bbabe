"""The six house rules and the tips that residents left for whoever arrives."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Rule(NamedTuple):
    title: str
    text: str


# The same six that reports and decisions name, in the same order.
RULES = [
    Rule(_("Be kind"), _("Disagree with ideas, not with people. No harassment, no hate.")),
    Rule(_("Respect privacy"), _("Ask before you show somebody else's face, home or messages.")),
    Rule(_("Keep people safe"), _("No violence, no dangerous advice, no selling of what harms.")),
    Rule(_("No sexual content"), _("This is a place for all ages, and children are protected.")),
    Rule(_("No spam"), _("No scams, no hidden advertising, no copies of the same note.")),
    Rule(_("Post your own"), _("Share what you made or lived. Credit others when you build on theirs.")),
]


class Tip(NamedTuple):
    author: str
    text: str


TIPS = [
    Tip("lea", _("Say hello with a photo of something near you. A cup, a cat, a window: people answer.")),
    Tip("xiaoman", _("Add a translation under a note you understand. It is the quickest way to make friends.")),
    Tip("mo", _("Follow a hashtag or two first. Your home page then has something for you every day.")),
    Tip("ada", _("If a moderator takes something down, you are told which rule and why.")),
]


def tips(language: str) -> list[Tip]:
    return TIPS
