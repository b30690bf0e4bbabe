"""The words of what moderators decide, in the reader's language."""

from django import template

from moderation.models import Rule

register = template.Library()


@register.filter
def rule_text(rule: str) -> str:
    """A house rule as the rules page and the report form say it."""
    return str(Rule(rule).label) if rule in Rule.values else rule
