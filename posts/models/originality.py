"""Which photos look alike, which note was first, and who credits whom."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from posts.models.notes import Note
from posts.models.photos import Photo
from rednote.lib.models import Work, WorkQuerySet


class PhotoPrint(Work):
    """What a photo looks like, and the ledger row of comparing it with all others."""

    photo = models.OneToOneField(Photo, models.CASCADE, primary_key=True, related_name="print")
    # 64 x 64 bytes of grey: hashes can be made anew without its file. Empty for a photo from before there were prints.
    luma = models.BinaryField(default=b"")

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="print_waiting", condition=Q(state__in=["pending", "processing"]))
        ]

    def __str__(self) -> str:
        return str(self.photo_id)


def band_indexes(hash: str, letter: str) -> list[models.Index]:
    """One index for each quarter of a hash; it holds all that a look-up reads, so that it never goes to the table."""
    return [
        models.Index(fields=[f"{letter}{number}"], include=[hash, "photo"], name=f"photohash_{letter}{number}")
        for number in range(4)
    ]


class PhotoHash(models.Model):
    """The hashes of what a photo shows, or of what is inside its border (`rednote.lib.images.hashes.Hash`)."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="hashes")
    frame = ArrayField(models.FloatField(), size=4)
    position = models.PositiveSmallIntegerField()
    phash = models.BigIntegerField()
    dhash = models.BigIntegerField()
    # The quarters of both, by which they are looked up.
    p0 = models.SmallIntegerField()
    p1 = models.SmallIntegerField()
    p2 = models.SmallIntegerField()
    p3 = models.SmallIntegerField()
    d0 = models.SmallIntegerField()
    d1 = models.SmallIntegerField()
    d2 = models.SmallIntegerField()
    d3 = models.SmallIntegerField()

    class Meta:
        indexes = [*band_indexes("phash", "p"), *band_indexes("dhash", "d")]

    def __str__(self) -> str:
        return f"{self.phash:x}"


class PhotoPair(models.Model):
    """Two photos that look alike: evidence, whoever was first. The one with the smaller id is `one`."""

    one = models.ForeignKey(Photo, models.CASCADE, related_name="+")
    other = models.ForeignKey(Photo, models.CASCADE, related_name="+")
    likeness = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class Origin(Work):
    """Whose note a note is a near-duplicate of, and the ledger row of finding that out; a trigger of notes makes it.

    Sources are public and are nobody's copies themselves, so a source is its cluster. None: an original.
    """

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="origin")
    # The database lets go of it when the source is deleted (a trigger of notes), whatever deletes it.
    source = models.ForeignKey(Note, models.DO_NOTHING, null=True, blank=True, related_name="copies")
    # The author of a copy of another person's note: what an author's rate of copies counts.
    copier = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    is_credited = models.BooleanField(default=False, db_default=False)
    new_share = models.FloatField(default=1.0, db_default=1.0)  # of its photos and its text
    # A moderator looked at it: it is nobody's copy, and comes before all that it is like.
    is_vouched = models.BooleanField(default=False, db_default=False)
    # 64 smallest hashes of the shingles of its words, as 32-bit numbers, and their bands; empty for a short text.
    signature = models.BinaryField(default=b"", db_default=b"")
    bands = ArrayField(models.IntegerField(), default=list, db_default=[])

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="origin_waiting", condition=Q(state__in=["pending", "processing"])),
            models.Index(
                fields=["copier"], name="origin_uncredited", condition=Q(is_credited=False, copier__isnull=False)
            ),
            GinIndex(fields=["bands"], name="origin_bands"),
        ]

    def __str__(self) -> str:
        return str(self.note_id)


class Credit(models.Model):
    """A note says which note it comes from."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="credit_rows")
    source = models.ForeignKey(Note, models.CASCADE, related_name="credited_rows")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "source"], name="one_credit_per_source"),
            models.CheckConstraint(condition=~Q(note=F("source")), name="credit_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} {self.source_id}"
