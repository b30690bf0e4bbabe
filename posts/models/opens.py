"""How opens of notes, counted in Redis, are folded into the database once and not twice."""

from django.db import models


class FoldedBatch(models.Model):
    """A batch of counted opens was applied, written in the same transaction: a repeat finds it and leaves."""

    key = models.CharField(max_length=60, primary_key=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
