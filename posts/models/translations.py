"""Translations that people add under a note or a comment, with their credit."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import BlockBetween, User
from rednote.lib.models import Identified


class TranslationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> Self:
        """Translations a viewer may read, given that they may read the text they belong to."""
        shown = Q(taken_down_at=None, author__is_active=True, author__suspended_at=None)
        if not viewer.is_authenticated:
            return self.filter(shown)
        return self.filter(Q(author=viewer) | shown & ~BlockBetween("author", person=viewer.pk))

    def ranked_for(self, languages: Collection[str]) -> Self:
        """Annotates `rank`: into these languages first, then those that the author accepted."""
        into = models.Case(models.When(language__in=list(languages), then=2), default=0)
        accepted = models.Case(models.When(accepted_at__isnull=False, then=1), default=0)
        return self.annotate(rank=into + accepted)


class Translation(Identified):
    """A person's translation of a note or of a comment into one language."""

    note = models.ForeignKey("posts.Note", models.CASCADE, null=True, blank=True, related_name="translations")
    comment = models.ForeignKey("posts.Comment", models.CASCADE, null=True, blank=True, related_name="translations")
    author = models.ForeignKey(User, models.CASCADE, related_name="translations")
    language = models.CharField(_("into"), max_length=8)
    title = models.CharField(_("title"), max_length=120, blank=True)
    body = models.TextField(_("translation"), max_length=10000)
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    takedown_reason = models.TextField(max_length=1000, blank=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.CheckConstraint(
                condition=Q(note=None, comment__isnull=False) | Q(note__isnull=False, comment=None),
                name="translation_of_one_text",
            ),
            models.UniqueConstraint(
                fields=["author", "note", "comment", "language"],
                name="one_translation_per_language",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        """Its place on the page of all translations of its text."""
        if self.note_id:
            page = reverse("posts:translations", args=[self.note_id])
        else:
            page = reverse("posts:comment_translations", args=[self.comment_id])
        return f"{page}#translation-{self.pk}"
