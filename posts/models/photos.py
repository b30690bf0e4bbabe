"""A photo, the ledger row of its processing, and its renditions."""

import secrets
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from rednote.lib.images.child import CARD_WIDTH, PAGE_WIDTH, SMALL_WIDTH
from rednote.lib.images.failures import FAILURES
from rednote.lib.models import Identified, Work, WorkQuerySet

RENDITION_WIDTHS = (SMALL_WIDTH, CARD_WIDTH, PAGE_WIDTH)


def new_token() -> str:
    """The random part of a photo's URLs; a new one makes every earlier URL refuse."""
    return secrets.token_urlsafe(16)


class PhotoQuerySet(WorkQuerySet):
    def unattached(self) -> Self:
        """Uploads that no note holds yet."""
        return self.filter(note=None)

    def uploaded(self) -> Self:
        """Photos from files, without the covers that are drawn from words."""
        return self.exclude(original_key="")

    def in_order(self) -> Self:
        return self.order_by("position", "id")


class Photo(Identified, Work):
    """An upload: the original is kept privately, its renditions are what anybody else ever gets."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="photos")
    note = models.ForeignKey("posts.Note", models.CASCADE, null=True, blank=True, related_name="photos")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(_("description for people who cannot see it"), max_length=1000, blank=True)

    token = models.CharField(max_length=22, default=new_token, editable=False)
    # Where the upload is kept, never to be served; empty for a cover that is drawn from its note's words.
    original_key = models.CharField(max_length=200, blank=True)
    # The key of the upload: sent again after a lost answer, it is the same photo.
    upload_key = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    # Pixels of the upload as its header says, upright ones of the renditions' source once processed.
    width = models.PositiveIntegerField(default=3)
    height = models.PositiveIntegerField(default=4)
    ratio = models.CharField(max_length=3, default="3x4")
    color = models.PositiveSmallIntegerField(default=0)
    found = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "upload_key"], name="one_photo_per_upload", condition=~Q(upload_key="")
            )
        ]
        indexes = [
            models.Index(fields=["note", "position", "id"], name="photo_by_note"),
            models.Index(fields=["owner", "-id"], name="photo_by_owner"),
            models.Index(fields=["due_at"], name="photo_waiting", condition=Q(state__in=["pending", "processing"])),
            models.Index(fields=["created_at"], name="photo_unattached", condition=Q(note=None)),
        ]

    @property
    def is_drawn(self) -> bool:
        """Whether it is a cover that the site draws from the note's words."""
        return not self.original_key

    @property
    def failure_text(self) -> str:
        """Why it could not be prepared, for its owner."""
        return str(FAILURES.get(self.failure, FAILURES["crashed"]))

    def url(self, width: int = CARD_WIDTH, format: str = "webp") -> str:
        return reverse("posts:media", args=[self.pk, self.token, width, format])

    @property
    def small_webp(self) -> str:
        return self.url(SMALL_WIDTH)

    @property
    def card_webp(self) -> str:
        return self.url(CARD_WIDTH)

    @property
    def card_jpeg(self) -> str:
        return self.url(CARD_WIDTH, "jpeg")

    @property
    def page_webp(self) -> str:
        return self.url(PAGE_WIDTH)

    @property
    def page_jpeg(self) -> str:
        return self.url(PAGE_WIDTH, "jpeg")


class Rendition(models.Model):
    """One encoded size of a photo; the pair of photo and name is written once however often the work is repeated."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")
    width = models.PositiveSmallIntegerField()  # the nominal width, part of the URL
    format = models.CharField(max_length=4)
    key = models.CharField(max_length=200)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "width", "format"], name="one_rendition_per_size")]

    def __str__(self) -> str:
        return self.key


class DiscardedPhoto(Identified, Work):
    """What a photo that is gone left in the storage, until that is deleted too."""

    keys = ArrayField(models.CharField(max_length=200))

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="discarded_waiting")]
