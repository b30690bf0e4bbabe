"""Abstract models that every app builds on: unguessable ids, and the ledger row of background work."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from rednote.lib.ids import new_id

LEASE = timedelta(seconds=60)
MAX_TRIES = 3
RETRY_DELAY = timedelta(seconds=5)


class Identified(models.Model):
    """A row whose primary key is time-ordered and safe to show in a URL."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class WorkState(models.TextChoices):
    PENDING = "pending"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class WorkQuerySet(models.QuerySet):
    def due(self, now: datetime, grace: timedelta) -> Self:
        """Rows that nobody works on although they wait: never picked up within the grace, or their lease ran out."""
        waiting = Q(state=WorkState.PENDING, due_at__lte=now - grace)
        lost = Q(state=WorkState.PROCESSING, lease_until__lt=now)
        return self.filter(waiting | lost)

    def lease(self, pk: int) -> int:
        """Take the row for one lease; returns its number of tries, or 0 when somebody else has it or it is done."""
        free = Q(state=WorkState.PENDING) | Q(state=WorkState.PROCESSING, lease_until__lt=Now())
        taken = self.filter(free, pk=pk).update(
            state=WorkState.PROCESSING, lease_until=timezone.now() + LEASE, tries=F("tries") + 1
        )
        return self.values_list("tries", flat=True).get(pk=pk) if taken else 0

    def try_later(self, pk: int, failure: str, tries: int) -> None:
        """Give the row back after a failed try; the sweeper sends it again, each time a little later."""
        self.filter(pk=pk).update(
            state=WorkState.PENDING, failure=failure, lease_until=None, due_at=timezone.now() + tries**2 * RETRY_DELAY
        )

    def fail(self, pk: int, failure: str) -> int:
        """Give the row up, until somebody asks to try once more; returns 0 when it is not among these."""
        return self.filter(pk=pk).update(state=WorkState.FAILED, failure=failure, lease_until=None)


class Work(models.Model):
    """Background work as a row: PostgreSQL is the ledger, Celery carries the id, a sweeper re-sends what is due."""

    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.PENDING)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def is_ready(self) -> bool:
        return self.state == WorkState.READY

    @property
    def is_failed(self) -> bool:
        return self.state == WorkState.FAILED
