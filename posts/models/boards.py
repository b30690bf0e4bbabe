"""Boards: named sets of collected notes, public or private."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import BlockBetween, User
from posts.models.notes import Note
from rednote.lib.counters import Counter
from rednote.lib.models import Identified

notes_of_board = Counter(
    name="board_notes", source="posts_boardnote", key="r.board_id", target="posts_board", column="notes_count"
)


class BoardQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> Self:
        """One's own boards, and public boards of open accounts in good standing with no block either way."""
        public = Q(is_public=True, owner__is_active=True, owner__suspended_at=None, owner__is_private=False)
        if not viewer.is_authenticated:
            return self.filter(public)
        return self.filter(Q(owner=viewer) | public & ~BlockBetween("owner", person=viewer.pk))

    def with_covers(self, viewer, size: int = 4) -> Self:
        """Annotates the ids of the covers of the notes that were put on each last: `cover_ids`."""
        entries = BoardNote.objects.filter(board=OuterRef("pk"), note__in=Note.objects.visible_to(viewer))
        covers = entries.exclude(note__cover=None).order_by("-id").values("note__cover_id")
        return self.annotate(cover_ids=ArraySubquery(covers[:size]))

    def newest(self) -> Self:
        return self.order_by("-id")


class Board(Identified):
    owner = models.ForeignKey(User, models.CASCADE, related_name="boards")
    name = models.CharField(_("name"), max_length=60)
    is_public = models.BooleanField(_("everyone can see it"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    notes_count = models.PositiveIntegerField(default=0)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_board_per_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("feeds:board", args=[self.pk])


class BoardNote(Identified):
    """A collected note stands on a board."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="entries")
    note = models.ForeignKey("posts.Note", models.CASCADE, related_name="board_entries")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "note"], name="one_entry_per_board")]
        indexes = [models.Index(fields=["board", "-id"], name="boardnote_newest")]
        triggers = notes_of_board.triggers()
