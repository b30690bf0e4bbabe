"""Mentions: people named with @ in a note or a comment."""

from django.db import models

from accounts.models import User
from rednote.lib.models import Identified


class Mention(Identified):
    """A person is named in a note, or in one of its comments."""

    user = models.ForeignKey(User, models.CASCADE, related_name="mentions")
    note = models.ForeignKey("posts.Note", models.CASCADE, related_name="mentions")
    comment = models.ForeignKey("posts.Comment", models.CASCADE, null=True, blank=True, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "note", "comment"], name="one_mention_per_place", nulls_distinct=False
            )
        ]
