"""Tags for the head of the page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from rednote import import_map as modules

register = template.Library()


@register.simple_tag
def import_map() -> SafeString:
    """The only inline script of the site; it holds names and URLs, and its hash stands in the CSP."""
    return mark_safe(f'<script type="importmap">{modules.text()}</script>')  # noqa: S308
