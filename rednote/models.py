"""What the wiring keeps in the database: how far the demo world has come."""

from django.db import models
from django.utils import timezone


class DemoStep(models.Model):
    """A step of the demo world was done, written in the transaction of what it did: a repeat finds it and leaves."""

    key = models.CharField(max_length=80, primary_key=True)
    done_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key
