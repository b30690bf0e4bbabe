"""What the ranking knows of a note: its rate, its vector, its neighbours, and what a newcomer's note is still owed."""

from django.db import models
from django.db.models import Q
from pgvector.django import HalfVectorField, HnswIndex

from accounts.models import User
from posts.models import Hashtag, Note

DIMENSIONS = 64
FAIR_START = 60  # impressions


class NoteRate(models.Model):
    """Engagement per look at a note, smoothed by a prior; the worker refreshes it for recent notes."""

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="rate")
    opens_count = models.PositiveIntegerField(default=0)
    impressions_count = models.PositiveIntegerField(default=0, db_default=0)
    # The day's readers, each by one impression corrected for its slot: one far down, where few look, counts for more.
    exposure = models.FloatField(default=0, db_default=0)
    engaged = models.FloatField(default=0, db_default=0)  # weighted, of distinct people other than its author
    prior_a = models.FloatField(default=3.56, db_default=3.56)
    prior_b = models.FloatField(default=14.68, db_default=14.68)
    rate = models.FloatField(default=0)
    refreshed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.rate:.3f}"


class NoteVector(models.Model):
    """Where a note lies by its hashtags and words (`ranking/content.py`); made when it is published or edited."""

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="vector")
    vector = HalfVectorField(dimensions=DIMENSIONS)
    # The same as bytes (float16): four hundred of them are read in one go, and parsing text would take longer.
    packed = models.BinaryField()

    class Meta:
        indexes = [
            HnswIndex(
                name="notevector_nearest",
                fields=["vector"],
                m=16,
                ef_construction=64,
                opclasses=["halfvec_cosine_ops"],
            )
        ]

    def __str__(self) -> str:
        return str(self.note_id)


class NoteNeighbours(models.Model):
    """The notes that the same people engaged with, nearest first: ids as int64, then nearness as float32."""

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="neighbours")
    packed = models.BinaryField()
    refreshed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.note_id)


class HashtagPrior(models.Model):
    """What notes of a hashtag and a format reach on average, as Beta(a, b), so that a niche is judged by its own."""

    hashtag = models.ForeignKey(Hashtag, models.CASCADE, null=True, related_name="+")
    format = models.CharField(max_length=8, blank=True)
    a = models.FloatField()
    b = models.FloatField()
    is_evergreen = models.BooleanField(default=False)  # its notes are still saved a week after

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hashtag", "format"], name="one_prior_each", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"Beta({self.a:.2f}, {self.b:.2f})"


class FairStart(models.Model):
    """One of a newcomer's first three notes is owed impressions by people whom it matches."""

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="fair_start")
    author = models.ForeignKey(User, models.CASCADE, related_name="fair_starts")
    impressions_count = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["impressions_count", "note"], name="fairstart_owed", condition=Q(finished_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.impressions_count}/{FAIR_START}"
