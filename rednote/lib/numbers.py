"""Counts and moments as a person would say them."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class _Scale(NamedTuple):
    """The units of a language from the largest, its decimal point, and below how many units a tenth still tells."""

    units: tuple[tuple[int, str], ...]
    point: str = "."
    tenths_below: int = 10


_THOUSANDS = _Scale(((10**9, "B"), (10**6, "M"), (10**3, "K")))
_SCALES = {
    "zh": _Scale(((10**8, "亿"), (10**4, "万")), tenths_below=100),
    "zh-hant": _Scale(((10**8, "億"), (10**4, "萬")), tenths_below=100),
    "ja": _Scale(((10**8, "億"), (10**4, "万")), tenths_below=100),
    "ko": _Scale(((10**8, "억"), (10**4, "만")), tenths_below=100),
    "es": _Scale(((10**6, "\u00a0M"), (10**3, "\u00a0mil")), point=","),
    "de": _Scale(()),
}


def compact(n: int, language: str) -> str:
    """Return a count in the short form of a language (12K, 1.2万), never rounded up."""
    language = language.lower()
    scale = _SCALES.get(language) or _SCALES.get(language.split("-")[0], _THOUSANDS)
    for size, sign in scale.units:
        if n >= size:
            whole, tenth = n // size, n * 10 // size % 10
            shown = f"{whole}{scale.point}{tenth}" if tenth and whole < scale.tenths_below else str(whole)
            return shown + sign
    return str(n)


def moment(dt: datetime, now: datetime) -> str:
    """Return how long ago that was for the last week, then the date; the language is the active one."""
    seconds = (now - dt).total_seconds()
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        minutes = int(seconds // 60)
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    if seconds < 86400:
        hours = int(seconds // 3600)
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    day, today = timezone.localdate(dt), timezone.localdate(now)
    days = (today - day).days
    if days == 1:
        return _("yesterday")
    if days < 7:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")
