"""The six house rules and the tips that residents left for whoever arrives."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feeds.models import Tip

SHOWN = 8


class Rule(NamedTuple):
    title: str | Promise
    text: str | Promise


# The same six that reports and decisions name, in the same order.
RULES = [
    Rule(_("Be kind"), _("Disagree with ideas, not with people. No harassment, no hate.")),
    Rule(_("Respect privacy"), _("Ask before you show somebody else's face, home or messages.")),
    Rule(_("Keep people safe"), _("No violence, no dangerous advice, no selling of what harms.")),
    Rule(_("No sexual content"), _("This is a place for all ages, and children are protected.")),
    Rule(_("No spam"), _("No scams, no hidden advertising, no copies of the same note.")),
    Rule(_("Post your own"), _("Share what you made or lived. Credit others when you build on theirs.")),
]


def tips(viewer, language: str) -> QuerySet[Tip]:
    """A few tips in the reader's language, by people whom they may see."""
    people = User.objects.visible_to(viewer).values("pk")
    return Tip.objects.filter(language=language, author__in=people).select_related("author").order_by("id")[:SHOWN]
