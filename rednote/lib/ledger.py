"""The sweeper's list: which task does the work of which ledger rows, and how what is due is sent again."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from celery import Task
from django.utils import timezone

from rednote.lib.queue import send

if TYPE_CHECKING:
    from rednote.lib.models import Work, WorkQuerySet

GRACE = timedelta(seconds=30)  # time for the first message to arrive, where nothing else is said
BATCH = 200  # rows of one kind per sweep

CARRIERS: dict[type["Work"], tuple[Task, timedelta]] = {}


def register(model: type["Work"], task: Task, grace: timedelta = GRACE) -> None:
    """The task takes the id of a row of the model, leases it and does its work.

    `grace` is longer for work whose queue may well be long: a second message for each row would only make it longer.
    """
    CARRIERS[model] = task, grace


def resend_due() -> int:
    """Send what waits although nobody works on it; returns how many rows that were."""
    sent = 0
    for model, (task, grace) in CARRIERS.items():
        rows = cast("WorkQuerySet", model._default_manager.all())
        now = timezone.now()
        due = list(rows.due(now, grace).order_by("due_at").values_list("pk", flat=True)[:BATCH])
        # Not again in the next sweep: a long queue is no reason to make it longer.
        rows.filter(pk__in=due).update(due_at=now)
        for pk in due:
            send(task, pk)
        sent += len(due)
    return sent
