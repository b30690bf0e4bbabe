"""What the ranking keeps of a person, and what the person told it; and of authors, how many read them."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts.models import Hashtag


class FeedSettings(models.Model):
    """What a person set for their feed; whoever has no row never touched it, and the defaults hold."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="feed_settings")
    is_personal = models.BooleanField(_("choose notes for me"), default=True)
    paused_at = models.DateTimeField(_("learning paused"), null=True, blank=True)
    # What was done before is never learnt from again.
    forgotten_at = models.DateTimeField(null=True, blank=True)
    # Whole numbers, so that a slider is its value; `controls` says what they mean to the ranking.
    new_voices = models.PositiveSmallIntegerField(_("new voices"), default=15, validators=[MaxValueValidator(30)])
    freshness = models.PositiveSmallIntegerField(_("freshness"), default=50, validators=[MaxValueValidator(100)])
    bridge = models.PositiveSmallIntegerField(_("other languages"), default=1, validators=[MaxValueValidator(4)])
    variety = models.PositiveSmallIntegerField(_("variety"), default=20, validators=[MaxValueValidator(50)])

    def __str__(self) -> str:
        return str(self.user_id)

    @classmethod
    def of(cls, viewer) -> Self:
        """The person's row, or one of defaults that is not saved."""
        if not viewer.is_authenticated:
            return cls(is_personal=False)
        return cls.objects.filter(user=viewer).first() or cls(user=viewer)

    @property
    def learns(self) -> bool:
        """Whether what this person does may be kept with their name."""
        return self.is_personal and self.paused_at is None


class Wish(models.Model):
    """A person wants more (up to 1) or less (down to -1) of a hashtag, an author or a language."""

    user = models.ForeignKey(User, models.CASCADE, related_name="wishes")
    hashtag = models.ForeignKey(Hashtag, models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=8, blank=True)
    amount = models.FloatField(validators=[MinValueValidator(-1), MaxValueValidator(1)])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "hashtag", "author", "language"], name="one_wish_each", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(amount__gte=-1, amount__lte=1), name="wish_within_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+.1f}"


class TasteRow(models.Model):
    """What was learnt of a person, packed; Redis holds a copy, this is the one that counts."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="taste")
    packed = models.BinaryField()
    refreshed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)


class AuthorReach(models.Model):
    """How many distinct readers an author had in 28 days; "small" is below the middle of all who were read."""

    author = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="reach")
    readers_count = models.PositiveIntegerField()
    is_small = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.readers_count}"
