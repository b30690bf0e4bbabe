"""The charts on the admin's front page: who came, what was posted, what waits for moderators and for the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation.models import Report
from posts.models import Note
from rednote.lib.models import Work, WorkState

DAYS = 28
WIDTH, HEIGHT, GAP = 560, 120, 2

HOUR = timedelta(hours=1)
# Upper ends of the ages that are counted together.
REPORT_AGES = [
    (HOUR, gettext_lazy("under 1 hour")),
    (6 * HOUR, gettext_lazy("1 to 6 hours")),
    (24 * HOUR, gettext_lazy("6 to 24 hours")),
    (72 * HOUR, gettext_lazy("1 to 3 days")),
    (None, gettext_lazy("over 3 days")),
]
WORK_AGES = [
    (timedelta(seconds=10), gettext_lazy("under 10 seconds")),
    (timedelta(minutes=1), gettext_lazy("10 to 60 seconds")),
    (timedelta(minutes=10), gettext_lazy("1 to 10 minutes")),
    (HOUR, gettext_lazy("10 to 60 minutes")),
    (None, gettext_lazy("over 1 hour")),
]


@dataclass(frozen=True)
class Bar:
    label: str | Promise
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """Bars in a box of WIDTH x HEIGHT, from the oldest or youngest on; `summary` says the same in a sentence."""

    name: str
    title: str
    summary: str
    unit: str
    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT


def charts() -> list[Chart]:
    now = timezone.now()
    signups = per_day(User.objects.all(), "joined_at", now)
    notes = per_day(Note.objects.listed(), "published_at", now)
    return [
        chart("signups", _("Sign-ups"), per_28_days(signups), _("people"), signups),
        chart("notes", _("Public notes"), per_28_days(notes), _("notes"), notes),
        report_ages(now),
        work_ages(now),
    ]


def per_28_days(counts: Sequence[tuple[str, int]]) -> str:
    total, today = sum(count for _day, count in counts), counts[-1][1]
    return _("{total} in {days} days, {today} today").format(total=total, days=DAYS, today=today)


def per_day(rows: QuerySet, field: str, now: datetime) -> list[tuple[str, int]]:
    """How many of the last days' rows each day has, days without any included."""
    today = timezone.localdate(now)
    first = today - timedelta(days=DAYS - 1)
    since = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    counted = rows.filter(**{f"{field}__gte": since}).annotate(day=TruncDate(field)).order_by().values("day")
    found: dict[date, int] = dict(counted.annotate(n=Count("*")).values_list("day", "n"))
    days = [first + timedelta(days=n) for n in range(DAYS)]
    return [(date_format(day, "MONTH_DAY_FORMAT"), found.get(day, 0)) for day in days]


def report_ages(now: datetime) -> Chart:
    reports = Report.objects.open()
    counts, oldest = by_age(reports, "created_at", REPORT_AGES, now)
    return chart("reports", _("Age of open reports"), waits(counts, oldest, now), _("reports"), counts)


def work_ages(now: datetime) -> Chart:
    """Of every ledger of background work: what waits, and since when it is due."""
    total = [(label, 0) for _age, label in WORK_AGES]
    oldest = None
    for model in apps.get_models():
        if not issubclass(model, Work):
            continue
        waiting = model._default_manager.filter(state__in=[WorkState.PENDING, WorkState.PROCESSING], due_at__lte=now)
        counts, first = by_age(waiting, "due_at", WORK_AGES, now)
        total = [(label, sum_so_far + n) for (label, sum_so_far), (_label, n) in zip(total, counts, strict=True)]
        oldest = min(filter(None, [oldest, first]), default=None)
    return chart("work", _("Age of waiting work"), waits(total, oldest, now), _("jobs"), total)


def by_age(
    rows: QuerySet, field: str, ages: Sequence[tuple[timedelta | None, Promise]], now: datetime
) -> tuple[list[tuple[Promise, int]], datetime | None]:
    """How many rows are of each age, and the time of the oldest, in one query."""
    within, younger = {}, now + timedelta(days=1)
    for place, (age, _label) in enumerate(ages):
        between = Q(**{f"{field}__lte": younger})
        if age is not None:
            between &= Q(**{f"{field}__gt": now - age})
            younger = now - age
        within[f"age_{place}"] = Count("pk", filter=between)
    found = rows.aggregate(**within, oldest=Min(field))
    return [(label, found[f"age_{place}"]) for place, (_age, label) in enumerate(ages)], found["oldest"]


def waits(counts: Sequence[tuple[str | Promise, int]], oldest: datetime | None, now: datetime) -> str:
    if oldest is None:
        return _("Nothing waits.")
    seconds = int((now - oldest).total_seconds())
    if seconds < 120:
        age = _("{count} s").format(count=seconds)
    elif seconds < 7200:
        age = _("{count} min").format(count=seconds // 60)
    else:
        age = _("{count} h").format(count=seconds // 3600)
    return _("{count} waiting, the oldest for {age}").format(count=sum(n for _label, n in counts), age=age)


def chart(name: str, title: str, summary: str, unit: str, counts: Sequence[tuple[str | Promise, int]]) -> Chart:
    """Lay the bars out; the tallest fills the height."""
    most = max((count for _label, count in counts), default=0) or 1
    step = WIDTH / len(counts)
    bars = []
    for place, (label, count) in enumerate(counts):
        tall = round(count / most * (HEIGHT - GAP), 1)
        bars.append(Bar(label, count, round(place * step + GAP / 2, 1), HEIGHT - tall, round(step - GAP, 1), tall))
    return Chart(name, title, summary, unit, bars)
