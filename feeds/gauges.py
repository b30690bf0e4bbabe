"""The public meter in words and lines: of each figure what it says, how it is computed, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feeds.meter import WINDOWS, Figures
from feeds.models import MeterDay

Word = str | Promise

# A chart's box; the page stretches it to the room there is.
WIDTH, HEIGHT, MARGIN = 560, 120, 8
EVEN = 0.05  # a parity this near to 1 is called even
WEAK, CLEAR = 0.1, 0.3  # of correlations


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure: `low` and `high` are the least that its chart shows, `ideal` where a fair place would be."""

    name: str
    title: Word
    how: Word
    kind: str  # parity, correlation, share, number
    low: float = 0.0
    high: float = 1.0
    ideal: float | None = None


PARITY_HOW = gettext_lazy(
    "Their share of all impressions, divided by their share of the notes that could be shown. 1 is even, less is less"
    " than their share. An impression is a card of which at least half was in sight for a second."
)
GAUGES = (
    Gauge(
        "parity_small_readership", gettext_lazy("Authors whom few people read"), PARITY_HOW, "parity", high=2, ideal=1
    ),
    Gauge(
        "parity_under_100", gettext_lazy("Authors with fewer than 100 followers"), PARITY_HOW, "parity", high=2, ideal=1
    ),
    Gauge(
        "parity_under_1000",
        gettext_lazy("Authors with fewer than 1,000 followers"),
        PARITY_HOW,
        "parity",
        high=2,
        ideal=1,
    ),
    Gauge(
        "followers_correlation",
        gettext_lazy("Followers and impressions, of equally good notes"),
        gettext_lazy(
            "Spearman's rank correlation between an author's followers and a note's impressions, with the note's"
            " quality held still; quality is how many liked, saved or talked about it of those to whom chance showed"
            " it. 0 is no link, 1 is: the more followers, the more impressions."
        ),
        "correlation",
        low=-1,
        ideal=0,
    ),
    Gauge(
        "gini",
        gettext_lazy("How unequal attention is"),
        gettext_lazy(
            "The Gini coefficient of impressions over authors: 0 when each gets as many as any other, 1 when one gets"
            " them all."
        ),
        "number",
    ),
    Gauge(
        "first_note_median_impressions",
        gettext_lazy("Impressions of a first note"),
        gettext_lazy("The median over the first notes of all authors who published theirs in these days."),
        "count",
        high=60,
    ),
    Gauge(
        "originals_share",
        gettext_lazy("Originals"),
        gettext_lazy(
            "The share of impressions that went to notes that are not copies of an earlier note by somebody else."
        ),
        "share",
        ideal=1,
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A window's course: points as SVG wants them, in pieces where there was nothing to tell; `ends` are lone dots."""

    days: int
    pieces: Sequence[str]
    dots: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Dial:
    """A gauge with its figures: `values` by window, in words; `rows` is the table behind the chart."""

    gauge: Gauge
    values: Sequence[tuple[int, str]]
    verdict: str
    lines: Sequence[Line]
    ideal_y: float | None
    top: str
    bottom: str
    rows: Sequence[tuple[str, Sequence[str]]]
    width: int = WIDTH
    height: int = HEIGHT


def dials(days: Sequence[MeterDay]) -> list[Dial]:
    """All gauges of these days, oldest first."""
    return [dial(gauge, days) for gauge in GAUGES]


def dial(gauge: Gauge, days: Sequence[MeterDay]) -> Dial:
    courses = {window: [of(day, window).get(gauge.name) for day in days] for window in WINDOWS}
    known = [value for course in courses.values() for value in course if value is not None]
    low, high = min([gauge.low, *known]), max([gauge.high, *known])

    def y(value: float) -> float:
        return round(MARGIN + (HEIGHT - 2 * MARGIN) * (high - value) / (high - low), 1)

    return Dial(
        gauge,
        values=[(window, said(gauge, course[-1])) for window, course in courses.items()],
        verdict=verdict(gauge, courses[WINDOWS[-1]][-1]),
        lines=[line(window, course, y) for window, course in courses.items()],
        ideal_y=None if gauge.ideal is None else y(gauge.ideal),
        top=said(gauge, high),
        bottom=said(gauge, low),
        rows=[
            (
                date_format(day.day, "DATE_FORMAT"),
                [said(gauge, course[place]) for course in courses.values()],
            )
            for place, day in enumerate(days)
        ][::-1],
    )


def of(day: MeterDay, window: int) -> Figures:
    return day.figures.get(str(window), {})


def line(window: int, course: Sequence[float | None], y) -> Line:
    step = (WIDTH - 2 * MARGIN) / max(len(course) - 1, 1)
    pieces: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(course):
        if value is None:
            pieces.append([])
        else:
            x = MARGIN + step * place if len(course) > 1 else WIDTH / 2
            pieces[-1].append((round(x, 1), y(value)))
    told = [piece for piece in pieces if piece]
    return Line(
        window,
        [" ".join(f"{x},{height}" for x, height in piece) for piece in told if len(piece) > 1],
        [piece[0] for piece in told if len(piece) == 1],
    )


def said(gauge: Gauge, value: float | None) -> str:
    """The figure as a reader's language writes it."""
    if value is None:
        return "–"
    if gauge.kind == "share":
        return f"{number_format(value * 100, 1)} %"
    return number_format(value, 0 if gauge.kind == "count" else 2)


def verdict(gauge: Gauge, value: float | None) -> str:
    """What the figure means, where it has a meaning that a word can tell."""
    if value is None:
        return _("Too little happened yet to tell.")
    if gauge.kind == "parity":
        if abs(value - 1) <= EVEN:
            return _("As much as their share.")
        return _("More than their share.") if value > 1 else _("Less than their share.")
    if gauge.kind == "correlation":
        if abs(value) < WEAK:
            return _("No link.")
        return _("A weak link.") if abs(value) < CLEAR else _("A clear link.")
    return ""
