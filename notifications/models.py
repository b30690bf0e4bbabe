"""What others did that concerns a person, in four buckets, grouped where it is the same thing."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import BlockBetween, Mute, User, follow_state_of
from posts.models import Comment, Note, Photo, Translation
from rednote.lib.models import Identified


class Bucket(models.TextChoices):
    COMMENTS = "comments", _("Comments and mentions")
    LIKES = "likes", _("Likes and saves")
    FOLLOWERS = "followers", _("New followers")
    SYSTEM = "system", _("System")


class Kind(models.TextChoices):
    """What happened; the bucket of each stands in BUCKET_OF, its sentence in the template of its name."""

    COMMENT = "comment"
    REPLY = "reply"
    MENTION = "mention"
    LIKE = "like"
    COLLECT = "collect"
    COMMENT_LIKE = "comment_like"
    FOLLOW = "follow"
    FOLLOW_REQUEST = "follow_request"
    FOLLOW_ACCEPTED = "follow_accepted"
    TRANSLATION = "translation"
    TRANSLATION_ACCEPTED = "translation_accepted"
    PHOTO_FAILED = "photo_failed"
    DECISION = "decision"


# Unread ones are counted no further: "99+".
COUNTED_AT_MOST = 100

BUCKET_OF = {
    Kind.COMMENT: Bucket.COMMENTS,
    Kind.REPLY: Bucket.COMMENTS,
    Kind.MENTION: Bucket.COMMENTS,
    Kind.LIKE: Bucket.LIKES,
    Kind.COLLECT: Bucket.LIKES,
    Kind.COMMENT_LIKE: Bucket.LIKES,
    Kind.FOLLOW: Bucket.FOLLOWERS,
    Kind.FOLLOW_REQUEST: Bucket.FOLLOWERS,
    Kind.FOLLOW_ACCEPTED: Bucket.FOLLOWERS,
    Kind.TRANSLATION: Bucket.SYSTEM,
    Kind.TRANSLATION_ACCEPTED: Bucket.SYSTEM,
    Kind.PHOTO_FAILED: Bucket.SYSTEM,
    Kind.DECISION: Bucket.SYSTEM,
}


class CountOf(Subquery):
    """How many rows a query has, which may be sliced so that nothing is counted further."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


def is_there(rows: models.QuerySet) -> IsNull:
    """Whether the row that an OuterRef names is among `rows`.

    As a value, not EXISTS: that PostgreSQL may answer by reading all rows that somebody can see.
    """
    return IsNull(Subquery(rows.values("pk")[:1]), False)


class NotificationQuerySet(models.QuerySet):
    def from_people_heard_by(self, recipient: User) -> Self:
        """A person's notifications without those of people blocked, muted or suspended since."""
        silent = BlockBetween("actor", person=recipient.pk) | Exists(
            Mute.objects.filter(muter=recipient, muted=OuterRef("actor"))
        )
        return self.filter(
            Q(actor=None) | Q(actor__is_active=True, actor__suspended_at=None) & ~silent, recipient=recipient
        )

    def to(self, recipient: User) -> Self:
        """What a person is told: by people they hear, of what they may see now."""
        return self.from_people_heard_by(recipient).filter(
            Q(note=None) | is_there(Note.objects.visible_to(recipient).filter(pk=OuterRef("note"))),
            Q(comment=None) | is_there(Comment.objects.visible_to(recipient).filter(pk=OuterRef("comment"))),
            Q(translation=None)
            | is_there(Translation.objects.visible_to(recipient).filter(pk=OuterRef("translation"))),
        )

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def of(self, bucket: str) -> Self:
        return self.filter(bucket=bucket)

    def entries(self, recipient: User, bucket: str) -> Self:
        """A bucket as it is shown: of each group its newest row, with all that the entry shows.

        Rows are walked from the newest on by an index, and one probe of another tells whether a group has a newer one:
        nobody's whole history is sorted. Annotates `people_count`, to COUNTED_AT_MOST, and the second newest person
        (`second_name`, `second_handle`). A group is about one thing, so its rows differ in their people only.
        """
        group = Notification.objects.from_people_heard_by(recipient).filter(group=OuterRef("group"))
        newer = group.filter(id__gt=OuterRef("id"))
        second = group.filter(id__lt=OuterRef("id")).order_by("-id")
        name = Coalesce(NullIf("actor__name", Value("")), "actor__handle")
        return (
            self.to(recipient)
            .of(bucket)
            .filter(~Exists(newer))
            .select_related("actor", "actor__avatar", "note", "note__cover", "comment", "translation", "photo")
            .defer("note__search", "note__body")
            .annotate(
                people_count=CountOf(group.values("pk")[:COUNTED_AT_MOST]),
                second_name=Subquery(second.values_list(name)[:1]),
                second_handle=Subquery(second.values("actor__handle")[:1]),
                actor_follow_state=follow_state_of(recipient, "actor"),
            )
        )

    def unread_counts(self, recipient: User, most: int) -> dict[str, int]:
        """How many wait in each bucket, each counted to `most`, in one query."""
        waiting = [self.to(recipient).unread().of(bucket).values_list("bucket", flat=True)[:most] for bucket in Bucket]
        found = list(waiting[0].union(*waiting[1:], all=True))
        return {bucket: found.count(bucket) for bucket in Bucket}


class Notification(Identified):
    """One actor did one thing; the same thing never tells twice, whatever was undone and done again."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    bucket = models.CharField(max_length=10, choices=Bucket.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # Rows of one group are shown as one ("Lea and 12 others liked ..."): kind and target.
    group = models.CharField(max_length=60)
    actor = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="+")
    photo = models.ForeignKey(Photo, models.CASCADE, null=True, blank=True, related_name="+")
    translation = models.ForeignKey(Translation, models.CASCADE, null=True, blank=True, related_name="+")
    # What a decision says, in the words of its moment; `moderation.actions.statement_for` writes it.
    statement = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    # What `entries` annotates.
    people_count: int
    second_name: str
    second_handle: str
    actor_follow_state: str

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "group", "actor"], name="never_told_twice", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "bucket", "-id"], name="notification_bucket"),
            models.Index(fields=["recipient", "bucket"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["recipient", "group", "-id"], name="notification_group"),
        ]

    @property
    def is_unread(self) -> bool:
        return self.read_at is None

    @property
    def url(self) -> str:
        """Where the thing is; "" when there is no such place."""
        place = self.comment or self.translation or self.note
        if place:
            return place.get_absolute_url()
        return reverse("posts:note", args=[self.photo.note_id]) if self.photo and self.photo.note_id else ""
