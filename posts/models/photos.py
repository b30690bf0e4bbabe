"""A photo, the ledger row of its processing, and its renditions."""

import secrets
from collections.abc import Sequence
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from rednote.lib.ids import EPOCH_MS, RANDOM_BITS
from rednote.lib.images.child import CARD_WIDTH, PAGE_WIDTH, RATIOS, SMALL_WIDTH, WHOLE, WIDTHS, sizes_of
from rednote.lib.images.failures import FAILURES
from rednote.lib.images.framing import ratio_of, turned
from rednote.lib.models import Identified, Work, WorkQuerySet

# The name, in place of a width, of the one rendition that shows a photo as it was before its author's edits.
WHOLE_WIDTH = WHOLE.nominal
RENDITION_WIDTHS = WIDTHS
CARD_WIDTHS = WIDTHS[:3]
PAGE_WIDTHS = WIDTHS[1:]
# What files tell beside the picture, by the names that the rendering process gives it, what matters most first.
FOUND = {
    "gps": _("where it was taken"),
    "time": _("when it was taken"),
    "serial": _("serial numbers"),
    "author": _("a name"),
    "camera": _("the camera"),
    "comment": _("a comment"),
    "iptc": _("a caption for newspapers"),
    "xmp": _("notes of an editing program"),
}


def new_token() -> str:
    """The random part of a photo's URLs; a new one makes every earlier URL refuse."""
    return secrets.token_urlsafe(16)


def files_go_too(key: str) -> pgtrigger.Trigger:
    """Whatever deletes rows, a cascade too, leaves word of the files whose keys they hold: one row for a statement."""
    new_id = f"((extract(epoch from clock_timestamp()) * 1000)::bigint - {EPOCH_MS} << {RANDOM_BITS})"
    return pgtrigger.Trigger(
        name="files_go_too",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="old_rows"),
        func=f"""
            INSERT INTO posts_discardedphoto (id, keys, state, due_at, tries, failure)
            SELECT {new_id} | (random() * {(1 << RANDOM_BITS) - 1})::bigint, array_agg({key}), 'pending', now(), 0, ''
            FROM old_rows WHERE {key} <> '' HAVING count(*) > 0;
            RETURN NULL;
        """,
    )


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
    # A blurred picture in about 25 bytes (base64), drawn by a script where the colour alone stood before.
    thumbhash = models.CharField(max_length=40, blank=True, db_default="")
    # Camera and lens by name: kept for the photos of a draft and of notes whose author shows them.
    camera = models.CharField(max_length=123, blank=True, db_default="")
    # Whether the renditions that take long are there too.
    is_refined = models.BooleanField(default=False, db_default=False)
    found = models.JSONField(default=list, blank=True)

    # How its author wants it: turned by so many degrees clockwise, then cropped to a window of the turned picture, its
    # left, top, width and height from 0 to 1. Every rendition shows that; `whole_*` is the upright size before it.
    turn = models.PositiveSmallIntegerField(default=0, db_default=0)
    crop = ArrayField(models.FloatField(), size=4, null=True, blank=True)
    whole_width = models.PositiveIntegerField(default=0, db_default=0)
    whole_height = models.PositiveIntegerField(default=0, db_default=0)
    # What must stay in sight where a card shows less than the picture, in percent from its left and its top.
    focus_x = models.PositiveSmallIntegerField(default=50, db_default=50)
    focus_y = models.PositiveSmallIntegerField(default=50, db_default=50)
    # Whether its author chose it to stand on the card; without a choice the first photo does.
    is_cover = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    SHAPES = [(name, name.replace("x", ":")) for name in RATIOS]

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
        triggers = [files_go_too("original_key")]

    @cached_property
    def tag_rows(self) -> list["PhotoTag"]:
        """Its tags in order; a form that comes back puts what was typed in their place."""
        return sorted(self.tags.all(), key=lambda tag: tag.pk)

    @property
    def found_words(self) -> str:
        """What its file told beside the picture, in words for its author; all of it is left out."""
        return str(get_text_list([str(FOUND[kind]) for kind in FOUND if kind in self.found], _("and")))

    @property
    def is_edited(self) -> bool:
        return bool(self.turn or self.crop)

    @property
    def crop_ratio(self) -> str:
        """The shape that its author cropped it to, by name; "" when it is shown as it is."""
        return ratio_of(self.turned_size, self.crop)

    @property
    def crop_text(self) -> str:
        """Its crop as a form field holds it."""
        return " ".join(f"{number:.5g}" for number in self.crop or [])

    @property
    def turned_size(self) -> tuple[int, int]:
        return turned(self.whole_size, self.turn)

    @property
    def whole_size(self) -> tuple[int, int]:
        """Upright width and height before any edit."""
        return (self.whole_width or self.width, self.whole_height or self.height)

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
    def whole_webp(self) -> str:
        """The picture before its author's edits, for its author alone: what the editor starts from."""
        return self.url(WHOLE_WIDTH)

    def widths(self, format: str = "webp") -> list[int]:
        """The names of the widths that there are in a format, from the smallest."""
        kinds = ("photo", "rest") if self.is_refined else ("photo",)
        return sorted(size.nominal for kind in kinds for size in sizes_of(kind, self.width) if size.format == format)

    def source(self, format: str, wanted: Sequence[int]) -> str:
        """A `srcset` of those of the wanted widths that there are, each with the width that it really has."""
        widths = [width for width in self.widths(format) if width in wanted]
        return ", ".join(f"{self.url(width, format)} {min(width, self.width)}w" for width in widths)

    @property
    def card_sources(self) -> dict[str, str]:
        """Format to `srcset`, the best format first; empty ones are left out."""
        return self._sources(CARD_WIDTHS)

    @property
    def page_sources(self) -> dict[str, str]:
        return self._sources(PAGE_WIDTHS)

    def _sources(self, wanted: Sequence[int]) -> dict[str, str]:
        found = {format: self.source(format, wanted) for format in ("avif", "webp")}
        return {format: source for format, source in found.items() if source}

    def _nearest(self, width: int, format: str = "webp") -> str:
        return self.url(max((w for w in self.widths(format) if w <= width), default=CARD_WIDTH), format)

    @property
    def small_webp(self) -> str:
        return self._nearest(SMALL_WIDTH)

    @property
    def card_webp(self) -> str:
        return self.url(CARD_WIDTH)

    @property
    def card_jpeg(self) -> str:
        return self.url(CARD_WIDTH, "jpeg")

    @property
    def page_webp(self) -> str:
        return self._nearest(PAGE_WIDTH)

    @property
    def page_jpeg(self) -> str:
        return self._nearest(PAGE_WIDTH, "jpeg")


class TagKind(models.TextChoices):
    PERSON = "person", _("person")
    PLACE = "place", _("place")
    THING = "thing", _("thing")


class PhotoTagQuerySet(models.QuerySet):
    def for_readers(self, viewer) -> Self:
        """Tags as a viewer reads them; `is_linked` tells whether that viewer may open the page of the person."""
        people = User.objects.visible_to(viewer).filter(pk=OuterRef("person"))
        return self.select_related("person").annotate(is_linked=Exists(people)).order_by("id")


class PhotoTag(Identified):
    """Who or what is in a photo, and where: `x`, `y` in percent of the picture as it is shown."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=6, choices=TagKind.choices)
    # A tag goes with the person it names.
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="photo_tags")
    label = models.CharField(max_length=60, blank=True)
    x = models.PositiveSmallIntegerField(default=50)
    y = models.PositiveSmallIntegerField(default=50)

    objects = PhotoTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag on a photo")
        verbose_name_plural = _("tags on photos")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False, label="")
                | ~Q(kind="person") & Q(person=None) & ~Q(label=""),
                name="tag_names_a_person_or_something",
            ),
            models.CheckConstraint(condition=Q(x__lte=100, y__lte=100), name="tag_lies_on_its_photo"),
            models.UniqueConstraint(
                fields=["photo", "person"], name="one_tag_per_person", condition=Q(person__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """As it is read, and as it is typed."""
        return f"@{self.person.handle}" if self.person else self.label


class Rendition(models.Model):
    """One encoded size of a photo; the pair of photo and name is written once however often the work is repeated."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")
    width = models.PositiveSmallIntegerField()  # the nominal width, part of the URL
    format = models.CharField(max_length=4)
    key = models.CharField(max_length=200)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "width", "format"], name="one_rendition_per_size")]
        triggers = [files_go_too("key")]

    def __str__(self) -> str:
        return self.key


class DiscardedPhoto(Identified, Work):
    """What a photo that is gone left in the storage, until that is deleted too."""

    keys = ArrayField(models.CharField(max_length=200))

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="discarded_waiting")]
