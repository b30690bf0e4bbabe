"""What happened: cards that were seen and what people did, raw for thirty days and by note and day for good.

The raw tables are partitioned by day (`feeds/partitions.py`): a day is dropped as a whole. They are a log, so nothing
but the person is a relation: with an account goes what was kept by person.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts.models import Note


class EventKind(models.TextChoices):
    OPEN = "open", _("opened")
    DWELL = "dwell", _("stayed")
    LIKE = "like", _("liked")
    COLLECT = "collect", _("saved")
    COMMENT = "comment", _("commented")
    SHARE = "share", _("shared")
    FOLLOW = "follow", _("followed its author")
    HIDE = "hide", _("hid it")
    LESS = "less", _("wanted less like it")
    MORE = "more", _("wanted more like it")
    REPORT = "report", _("reported it")


class Impression(models.Model):
    """A card was half visible for a second. What stood behind it comes from the server's own signed token."""

    pk = models.CompositePrimaryKey("day", "id")
    day = models.DateField()
    id = models.BigIntegerField()  # made of the token: a card that is reported twice was seen once
    viewer = models.ForeignKey(User, models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+")
    # Tells visitors of one day apart, and nothing else: its salt changes at midnight.
    reader = models.BigIntegerField()
    note_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    slot = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    source = models.CharField(max_length=10)
    reason = models.CharField(max_length=20)
    argument = models.CharField(max_length=20, blank=True)
    propensity = models.FloatField()
    features = models.BinaryField(null=True)  # of an exploration slot: `ranking/blend.py: noted`
    version = models.PositiveSmallIntegerField()
    shown_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["viewer"], name="impression_viewer"),
            models.Index(fields=["note_id", "reader"], name="impression_note"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} in slot {self.slot}"


class Event(models.Model):
    """Somebody did something with a note."""

    pk = models.CompositePrimaryKey("day", "id")
    day = models.DateField()
    id = models.BigIntegerField()  # made of the sender's own: the same event sent twice is one
    viewer = models.ForeignKey(User, models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+")
    reader = models.BigIntegerField()
    note_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=EventKind.choices)
    seconds = models.FloatField(default=0)  # of a dwell
    happened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["viewer"], name="event_viewer"),
            models.Index(fields=["note_id"], name="event_note"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.note_id}"


class NoteDay(models.Model):
    """A day of a note, counted from the raw rows before they go: nothing in it tells of a person."""

    day = models.DateField()
    note = models.ForeignKey(Note, models.CASCADE, db_index=False, related_name="days")
    author_id = models.BigIntegerField()
    impressions_count = models.PositiveIntegerField()
    explored_count = models.PositiveIntegerField()  # impressions in slots that chance filled
    readers_count = models.PositiveIntegerField()
    opens_count = models.PositiveIntegerField()
    # Persons who did more than look; and those of them who were shown the note by chance.
    engaged_count = models.PositiveIntegerField()
    explored_engaged_count = models.PositiveIntegerField()
    # The author's on that day. For the public meter alone: the ranking never reads it.
    followers_count = models.PositiveIntegerField()
    is_original = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "day"], name="one_row_per_note_and_day")]
        indexes = [models.Index(fields=["day"], name="noteday_by_day")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.day}"
