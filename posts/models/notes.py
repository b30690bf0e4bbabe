"""A note, and the one rule of who may see it."""

from datetime import timedelta
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import BlockBetween, FollowedBy, FollowerOf, Mute, User, follow_state_of
from posts.channels import Channel
from posts.models.hashtags import Hashtag, NoteHashtag
from posts.models.photos import Photo, PhotoTag
from posts.models.reactions import Collect, Hide, Like
from rednote.lib.counters import Counter
from rednote.lib.models import Identified, WorkState

NEWCOMER_DAYS = 7

notes_of_author = Counter(
    name="user_notes",
    source="posts_note",
    key="r.author_id",
    target="accounts_user",
    column="notes_count",
    condition="r.is_listed",
)

# The hashtag's own counter (declared beside NoteHashtag) follows links as they come and go; this follows notes as
# they become visible to everybody or stop being so.
hashtags_of_listed_notes = pgtrigger.Trigger(
    name="hashtag_notes_listed",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    referencing=pgtrigger.Referencing(new="new_rows", old="old_rows"),
    func="""
        UPDATE posts_hashtag t SET notes_count = greatest(t.notes_count + d.n, 0) FROM (
            SELECT l.hashtag_id AS id, sum(CASE WHEN n.is_listed THEN 1 ELSE -1 END) AS n
            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.is_listed <> n.is_listed
            JOIN posts_notehashtag l ON l.note_id = n.id GROUP BY 1
        ) d WHERE t.id = d.id;
        RETURN NULL;
    """,
)

# The ledger row that has a note traced to its source, made by whatever lists or unlists the note; with it those that
# come from it are traced anew, and from one that is gone nobody comes.
traced_as_listed = pgtrigger.Trigger(
    name="note_traced_as_listed",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.is_listed IS DISTINCT FROM NEW.is_listed"),
    func="""
        INSERT INTO posts_origin (note_id, state, due_at, tries, failure) VALUES (NEW.id, 'pending', now(), 0, '')
        ON CONFLICT (note_id) DO UPDATE SET state = 'pending', due_at = now(), tries = 0;
        UPDATE posts_origin SET state = 'pending', due_at = now(), tries = 0 WHERE source_id = NEW.id;
        RETURN NULL;
    """,
)
traced_without_source = pgtrigger.Trigger(
    name="note_traced_without_source",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Delete,
    func="""
        UPDATE posts_origin SET source_id = NULL, state = 'pending', due_at = now(), tries = 0 WHERE source_id = OLD.id;
        RETURN NULL;
    """,
)


class Visibility(models.TextChoices):
    """Who a note is for, from the widest audience to the narrowest."""

    PUBLIC = "public", _("Everyone")
    FOLLOWERS = "followers", _("My followers")
    MUTUALS = "mutuals", _("People I follow who follow me")
    PRIVATE = "private", _("Only me")


class NoteState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class NoteQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> Self:
        """The one rule of visibility: a viewer sees their own notes, and of others what their audience includes.

        Others' notes must be published with their photos ready, not taken down, by an author in good standing with no
        block either way. A private account's notes go to its accepted followers at most.
        """
        shown = Q(
            state=NoteState.PUBLISHED,
            ready_at__isnull=False,
            taken_down_at=None,
            author__is_active=True,
            author__suspended_at=None,
        )
        public = Q(visibility=Visibility.PUBLIC, author__is_private=False)
        if not viewer.is_authenticated:
            return self.filter(shown & public)
        i_follow = FollowedBy("author", person=viewer.pk)
        follows_me = FollowerOf("author", person=viewer.pk)
        audience = (
            public
            | Q(visibility__in=[Visibility.PUBLIC, Visibility.FOLLOWERS]) & i_follow
            | Q(visibility=Visibility.MUTUALS) & i_follow & follows_me
        )
        return self.filter(Q(author=viewer) | shown & audience & ~BlockBetween("author", person=viewer.pk))

    def published(self) -> Self:
        """Notes that are out, in time: neither drafts nor waiting for their photos nor taken down."""
        return self.filter(state=NoteState.PUBLISHED, ready_at__isnull=False, taken_down_at=None)

    def listed(self) -> Self:
        """Notes that everybody may see; what counters count and explore draws from (`visible_to` still decides)."""
        return self.filter(is_listed=True)

    def drafts_of(self, author: User) -> Self:
        return self.filter(author=author, state=NoteState.DRAFT)

    def by(self, author: User) -> Self:
        return self.filter(author=author)

    def tagged(self, hashtag: Hashtag) -> Self:
        return self.filter(Exists(NoteHashtag.objects.filter(note=OuterRef("pk"), hashtag=hashtag)))

    def wanted_by(self, viewer) -> Self:
        """Without what the viewer hid and whom they muted: for every grid, never for a direct link."""
        if not viewer.is_authenticated:
            return self
        return self.filter(
            ~Exists(Hide.objects.filter(note=OuterRef("pk"), user=viewer)),
            ~Exists(Mute.objects.filter(muter=viewer, muted=OuterRef("author"))),
        )

    def newest(self) -> Self:
        return self.order_by("-published_at", "-id")

    def with_viewer(self, viewer) -> Self:
        """Annotates what the viewer did to each note: `is_liked`, `is_collected`."""
        if not viewer.is_authenticated:
            no = models.Value(False)
            return self.annotate(is_liked=no, is_collected=no)
        return self.annotate(
            is_liked=Exists(Like.objects.filter(note=OuterRef("pk"), user=viewer)),
            is_collected=Exists(Collect.objects.filter(note=OuterRef("pk"), user=viewer)),
        )

    def for_cards(self, viewer) -> Self:
        """Everything that cards show, in one query whatever their number."""
        photos = Photo.objects.filter(note=OuterRef("pk")).order_by().values("note")
        photos_count = Coalesce(Subquery(photos.annotate(n=Count("*")).values("n")), 0)
        return (
            self.with_viewer(viewer)
            .select_related("author", "author__avatar", "cover")
            .annotate(photos_count=photos_count)
            .defer("body", "search")
        )

    def for_page(self, viewer) -> Self:
        """Everything that the page of a note shows but its comments.

        Photos that were added later may still be on their way, or have failed: others see what is ready.
        """
        seen = Q(owner=viewer.pk) | Q(state=WorkState.READY)
        tags = Prefetch("tags", queryset=PhotoTag.objects.for_readers(viewer))
        photos = Photo.objects.filter(seen).order_by("position", "id").prefetch_related(tags)
        return (
            self.with_viewer(viewer)
            .select_related("author", "author__avatar", "cover")
            .prefetch_related(Prefetch("photos", queryset=photos), "hashtags")
            .annotate(author_follow_state=follow_state_of(viewer, "author"))
            .defer("search")
        )


class Note(Identified):
    """What a person posts: photos or a text cover, a title, a text."""

    author = models.ForeignKey(User, models.CASCADE, related_name="notes")
    title = models.CharField(_("title"), max_length=60, blank=True)
    body = models.TextField(_("text"), max_length=5000, blank=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    visibility = models.CharField(
        _("who can see it"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    state = models.CharField(max_length=10, choices=NoteState.choices, default=NoteState.DRAFT)

    is_text_cover = models.BooleanField(default=False)
    cover_text = models.CharField(_("text on the cover"), max_length=120, blank=True)
    cover_style = models.CharField(_("style of the cover"), max_length=20, blank=True)
    # Whether its author shows with which camera and lens the photos were taken.
    shows_camera = models.BooleanField(_("show camera and lens"), default=False, db_default=False)
    cover = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+")
    hashtags = models.ManyToManyField(Hashtag, through=NoteHashtag, related_name="notes")

    # The key the composer made before there was a row: two presses of Post are one note.
    composer_key = models.CharField(max_length=36)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # When the last photo got its first rendition: nobody but the author sees the note before.
    ready_at = models.DateTimeField(null=True, blank=True)
    # Whether everybody could ever see it: only then may strangers learn why it is gone.
    was_public = models.BooleanField(default=False)
    is_first = models.BooleanField(default=False)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    takedown_reason = models.TextField(max_length=1000, blank=True)

    # Copied from the author by a receiver, so that one index serves the lists of what everybody may see.
    is_author_open = models.BooleanField(default=True)
    is_listed = models.GeneratedField(
        expression=Q(  # type: ignore[arg-type]
            state=NoteState.PUBLISHED,
            ready_at__isnull=False,
            taken_down_at__isnull=True,
            visibility=Visibility.PUBLIC,
            is_author_open=True,
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    search = SearchVectorField(null=True, editable=False)

    likes_count = models.PositiveIntegerField(default=0)
    collects_count = models.PositiveIntegerField(default=0)
    comments_count = models.PositiveIntegerField(default=0)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=["author", "composer_key"], name="one_note_per_composer")]
        indexes = [
            models.Index(fields=["author", "-published_at", "-id"], name="note_by_author"),
            models.Index(fields=["-published_at", "-id"], name="note_listed_newest", condition=Q(is_listed=True)),
            models.Index(
                fields=["channel", "-published_at", "-id"], name="note_listed_channel", condition=Q(is_listed=True)
            ),
            models.Index(fields=["-likes_count", "-id"], name="note_listed_liked", condition=Q(is_listed=True)),
            # What `published()` asks for, word for word: a search for a common word walks it instead of sorting all.
            models.Index(
                fields=["-published_at", "-id"],
                name="note_published_newest",
                condition=Q(state="published", ready_at__isnull=False, taken_down_at__isnull=True),
            ),
            models.Index(fields=["author", "-id"], name="note_drafts", condition=Q(state="draft")),
            GinIndex(fields=["search"], name="note_search"),
        ]
        triggers = [*notes_of_author.triggers(), hashtags_of_listed_notes, traced_as_listed, traced_without_source]

    def __str__(self) -> str:
        return self.display_title

    def get_absolute_url(self) -> str:
        return reverse("posts:note", args=[self.pk])

    @property
    def display_title(self) -> str:
        """The title, or the cover's text, or the first line of the text."""
        if self.title or self.cover_text:
            return self.title or self.cover_text[:60]
        return next((line.strip()[:60] for line in self.body.splitlines() if line.strip()), "")

    @property
    def cameras(self) -> list[str]:
        """With what its photos were taken, each once, where its author shows that."""
        if not self.shows_camera:
            return []
        return list(dict.fromkeys(photo.camera for photo in self.photos.all() if photo.camera))

    @property
    def is_published(self) -> bool:
        return self.state == NoteState.PUBLISHED

    @property
    def is_taken_down(self) -> bool:
        return self.taken_down_at is not None

    @property
    def is_for_everybody(self) -> bool:
        """Whether anybody may see it, apart from its photos being ready."""
        return (
            self.is_published
            and not self.is_taken_down
            and self.visibility == Visibility.PUBLIC
            and self.is_author_open
        )

    @property
    def wears_new_here(self) -> bool:
        """The author's first note says so for its first days."""
        if not self.is_first or self.published_at is None:
            return False
        return timezone.now() - self.published_at < timedelta(days=NEWCOMER_DAYS)


class Tombstone(models.Model):
    """What is left of a note that everybody could see: enough to say that it is gone, and why."""

    class Reason(models.TextChoices):
        DELETED = "deleted", _("Its author deleted it.")

    note_id = models.BigIntegerField(primary_key=True)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.note_id)
