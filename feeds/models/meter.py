"""The public meter's figures, as they were computed each night."""

from django.db import models


class MeterDay(models.Model):
    """One row per day; `figures` holds what `feeds/meter.py` computes, by the length of its window in days."""

    day = models.DateField(primary_key=True)
    version = models.PositiveSmallIntegerField()  # of the ranking
    figures = models.JSONField()
    computed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.day)
