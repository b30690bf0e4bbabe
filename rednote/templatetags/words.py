"""Filters for people's words and for numbers and times; built into every template."""

from datetime import datetime
from unicodedata import east_asian_width

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rednote.lib import languages, numbers, text

register = template.Library()

CARD_LINE = 22  # on the narrowest card, of two columns on a phone


@register.filter
def linkify(value: str) -> SafeString:
    """Plain text with its URLs, hashtags and mentions as links, everything else escaped."""
    return text.linkify(
        value,
        hashtag_url=lambda name: reverse("feeds:hashtag", args=[name]),
        mention_url=lambda handle: reverse("feeds:profile", args=[handle]),
    )


@register.filter
def compact(value: int) -> str:
    """A count as the reader's locale shortens it: 1.2万, 12K."""
    return numbers.compact(value, get_language() or "en")


@register.filter
def capped(value: int) -> str:
    """A number of things that wait: exact values end at 99."""
    return str(value) if value < 100 else "99+"


@register.filter
def moment(value: datetime) -> SafeString:
    """A `<time>` that reads like a person would say it; the browser keeps it fresh."""
    words = numbers.moment(value, timezone.now())
    return format_html('<time datetime="{}" is="relative-time">{}</time>', value.isoformat(), words)


@register.filter
def direction(language: str) -> str:
    """The `dir` of a text in this language; `auto` when the language is not known."""
    return languages.direction(language) if language else "auto"


@register.filter
def endonym(language: str) -> str:
    """A language's name in itself."""
    return languages.endonym(language)


@register.filter
def is_short(title: str) -> bool:
    """Whether a title fits on one line of a card: some 22 Latin letters, or half as many wide ones."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in title) <= CARD_LINE
