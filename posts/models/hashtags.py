"""Hashtags: one identity per word, shown in the spelling that people use most."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from rednote.lib.counters import Counter
from rednote.lib.models import Identified

# Only notes that everybody may see count, or the number would tell of the others.
notes_of_hashtag = Counter(
    name="hashtag_notes",
    source="posts_notehashtag",
    key="r.hashtag_id",
    target="posts_hashtag",
    column="notes_count",
    condition="(SELECT n.is_listed FROM posts_note n WHERE n.id = r.note_id)",
)
followers_of_hashtag = Counter(
    name="hashtag_followers",
    source="posts_hashtagfollow",
    key="r.hashtag_id",
    target="posts_hashtag",
    column="followers_count",
)


class HashtagQuerySet(models.QuerySet):
    def known(self) -> Self:
        """Hashtags that at least one note carries for everybody to see."""
        return self.filter(notes_count__gt=0)

    def visible_to(self, viewer) -> Self:
        """Hashtags of which a viewer can know: a name that only hidden notes carry is not told to exist."""
        from posts.models.notes import Note  # which itself knows hashtags

        links = NoteHashtag.objects.filter(
            hashtag=OuterRef("pk"), note__in=Note.objects.visible_to(viewer).values("pk")
        )
        seen = Q(notes_count__gt=0) | Q(Exists(links))
        if viewer.is_authenticated:
            seen |= Q(Exists(HashtagFollow.objects.filter(hashtag=OuterRef("pk"), user=viewer)))
        return self.filter(seen)

    def with_viewer(self, viewer) -> Self:
        """Annotates whether the viewer follows each: `is_followed`."""
        if not viewer.is_authenticated:
            return self.annotate(is_followed=models.Value(False))
        mine = HashtagFollow.objects.filter(hashtag=OuterRef("pk"), user=viewer)
        return self.annotate(is_followed=Exists(mine))


class Hashtag(Identified):
    """A word under which notes meet. `name` is its identity (NFKC, casefolded), `label` its commonest spelling."""

    name = models.CharField(max_length=100, unique=True)
    label = models.CharField(max_length=100)
    notes_count = models.PositiveIntegerField(default=0)
    followers_count = models.PositiveIntegerField(default=0)
    # Opens of notes that carry it, once per viewer and note a day.
    views_count = models.PositiveBigIntegerField(default=0)

    objects = HashtagQuerySet.as_manager()

    class Meta:
        verbose_name = _("hashtag")
        verbose_name_plural = _("hashtags")
        indexes = [
            models.Index(fields=["name"], name="hashtag_prefix", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["-notes_count", "-id"], name="hashtag_largest"),
        ]

    def __str__(self) -> str:
        return f"#{self.label}"

    def get_absolute_url(self) -> str:
        return reverse("feeds:hashtag", args=[self.name])


class HashtagSpelling(models.Model):
    """How often a hashtag was written in one way."""

    hashtag = models.ForeignKey(Hashtag, models.CASCADE, related_name="spellings")
    spelling = models.CharField(max_length=100)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hashtag", "spelling"], name="one_count_per_spelling")]

    def __str__(self) -> str:
        return self.spelling


class NoteHashtag(models.Model):
    """A note carries a hashtag."""

    note = models.ForeignKey("posts.Note", models.CASCADE, related_name="hashtag_links")
    hashtag = models.ForeignKey(Hashtag, models.CASCADE, related_name="note_links")
    # The note's own, copied so that one index lists a hashtag's notes from the newest on.
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "hashtag"], name="one_link_per_note_and_hashtag")]
        indexes = [models.Index(fields=["hashtag", "-published_at", "-note"], name="notehashtag_newest")]
        triggers = notes_of_hashtag.triggers()

    def __str__(self) -> str:
        return f"{self.note_id} {self.hashtag_id}"


class HashtagFollow(Identified):
    """A person follows a hashtag."""

    user = models.ForeignKey(User, models.CASCADE, related_name="hashtag_follows")
    hashtag = models.ForeignKey(Hashtag, models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "hashtag"], name="one_follow_per_hashtag")]
        triggers = followers_of_hashtag.triggers()
