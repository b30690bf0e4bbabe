"""Who did something, in words: the same for every kind of notification."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.models import COUNTED_AT_MOST, Notification

register = template.Library()


@register.simple_tag
def people(entry: Notification) -> SafeString:
    """The people of an entry: "Lea", "Lea and Bo", "Lea and 12 others"."""
    if entry.actor is None:
        return SafeString("")
    first = link(entry.actor.display_name, entry.actor.handle)
    others = entry.people_count - 1
    if not others:
        return first
    if others == 1:
        return format_html(_("{first} and {second}"), first=first, second=link(entry.second_name, entry.second_handle))
    if entry.people_count == COUNTED_AT_MOST:
        return format_html(_("{first} and 99+ others"), first=first)
    words = ngettext("{first} and {count} other", "{first} and {count} others", others)
    return format_html(words, first=first, count=others)


def link(name: str, handle: str) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("feeds:profile", args=[handle]), name)
