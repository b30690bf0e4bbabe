"""What others did that concerns a person, in four buckets, grouped where it is the same thing."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Block, Mute, User
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


class NotificationQuerySet(models.QuerySet):
    def to(self, recipient: User) -> Self:
        """A person's notifications, without those of people blocked or muted since."""
        return self.filter(
            Q(actor=None)
            | Q(actor__is_active=True, actor__suspended_at=None)
            & ~Exists(Block.objects.between(recipient, OuterRef("actor")))
            & ~Exists(Mute.objects.filter(muter=recipient, muted=OuterRef("actor"))),
            recipient=recipient,
        )

    def unread(self) -> Self:
        return self.filter(read_at=None)


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
    # What a decision says, in the words of its moment: {"action", "reason", "rule", "subject", "decision_id"}.
    statement = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

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
        ]
