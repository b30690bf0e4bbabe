"""Comments in two levels: a comment on a note, and replies below it."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import BlockBetween, Mute, User
from posts.models.translations import Translation
from rednote.lib.counters import Counter
from rednote.lib.models import Identified

comments_of_note = Counter(
    name="note_comments",
    source="posts_comment",
    key="r.note_id",
    target="posts_note",
    column="comments_count",
    condition="r.taken_down_at IS NULL",
)
replies_of_comment = Counter(
    name="comment_replies",
    source="posts_comment",
    key="r.parent_id",
    target="posts_comment",
    column="replies_count",
    condition="r.taken_down_at IS NULL AND r.parent_id IS NOT NULL",
)
likes_of_comment = Counter(
    name="comment_likes", source="posts_commentlike", key="r.comment_id", target="posts_comment", column="likes_count"
)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> Self:
        """Comments a viewer may read, given that they may read the note: their own, and what was not taken down,
        by authors in good standing with no block either way."""
        shown = Q(taken_down_at=None, author__is_active=True, author__suspended_at=None)
        if not viewer.is_authenticated:
            return self.filter(shown)
        return self.filter(Q(author=viewer) | shown & ~BlockBetween("author", person=viewer.pk))

    def wanted_by(self, viewer) -> Self:
        """Without people the viewer muted."""
        if not viewer.is_authenticated:
            return self
        return self.filter(~Exists(Mute.objects.filter(muter=viewer, muted=OuterRef("author"))))

    def top_level(self) -> Self:
        return self.filter(parent=None)

    def with_viewer(self, viewer) -> Self:
        """Annotates whether the viewer liked each: `is_liked`."""
        if not viewer.is_authenticated:
            return self.annotate(is_liked=models.Value(False))
        return self.annotate(is_liked=Exists(CommentLike.objects.filter(comment=OuterRef("pk"), user=viewer)))

    def for_thread(self, viewer) -> Self:
        """Everything a thread shows of each comment, and whether people translated it: `has_translations`."""
        translations = Translation.objects.visible_to(viewer).filter(comment=OuterRef("pk"))
        return (
            self.with_viewer(viewer)
            .annotate(has_translations=Exists(translations))
            .select_related("author", "author__avatar", "reply_to")
        )

    def with_first_replies(self, viewer, size: int) -> Self:
        """Annotates the ids of the oldest replies to each that the viewer may and wants to see: `first_reply_ids`."""
        replies = Comment.objects.filter(parent=OuterRef("pk")).visible_to(viewer).wanted_by(viewer)
        return self.annotate(first_reply_ids=ArraySubquery(replies.oldest().values("pk")[:size]))

    def newest(self) -> Self:
        return self.order_by("-id")

    def oldest(self) -> Self:
        return self.order_by("id")


class Comment(Identified):
    note = models.ForeignKey("posts.Note", models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    reply_to = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    body = models.TextField(_("comment"), max_length=1000)
    language = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    takedown_reason = models.TextField(max_length=1000, blank=True)
    # The key of the form that sent it: two presses are one comment.
    form_key = models.CharField(max_length=36)

    likes_count = models.PositiveIntegerField(default=0)
    replies_count = models.PositiveIntegerField(default=0)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [models.UniqueConstraint(fields=["author", "form_key"], name="one_comment_per_form")]
        indexes = [
            models.Index(fields=["note", "-id"], name="comment_thread", condition=Q(parent=None)),
            models.Index(fields=["parent", "id"], name="comment_replies_oldest"),
            models.Index(fields=["author", "-id"], name="comment_by_author"),
        ]
        triggers = comments_of_note.triggers() + replies_of_comment.triggers()

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        """Its place under the note; the note's page puts its thread first, however old it is."""
        return f"{reverse('posts:note', args=[self.note_id])}?comment={self.pk}#comment-{self.pk}"


class CommentLike(Identified):
    user = models.ForeignKey(User, models.CASCADE, related_name="comment_likes")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="likes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "comment"], name="one_like_per_comment")]
        triggers = likes_of_comment.triggers()
