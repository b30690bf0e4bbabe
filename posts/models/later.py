"""Ledger rows of what is done for a photo once its note can be seen."""

from django.db import models

from posts.models.photos import Photo
from rednote.lib.models import Identified, Work, WorkQuerySet


class Refinement(Identified, Work):
    """The renditions of a photo that take long are still to be made; the row goes with the work."""

    photo = models.OneToOneField(Photo, models.CASCADE, related_name="refinement")

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="refinement_waiting")]

    def __str__(self) -> str:
        return str(self.photo_id)


class Relocation(Identified, Work):
    """The files of a photo are to move to names that nobody was ever sent to; the row goes with the work."""

    photo = models.OneToOneField(Photo, models.CASCADE, related_name="relocation")

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="relocation_waiting")]

    def __str__(self) -> str:
        return str(self.photo_id)
