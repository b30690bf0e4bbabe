"""Notes, comments, translations and photos, to look at; what can be done about them is decided on their case page."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from posts import actions
from posts.models import Comment, Note, Photo, Translation
from rednote.lib.admin import ReadOnlyAdmin, Tool
from rednote.lib.web import SeeOther


class WrittenAdmin(ReadOnlyAdmin):
    """Texts by people. Staff find what they may see anyway, what was reported and what was taken down: nobody's
    drafts, and nothing that was meant for a few."""

    kind: str
    list_select_related = ["author"]
    list_filter = [("taken_down_at", admin.EmptyFieldListFilter), "language"]
    search_fields = ["author__handle__exact"]
    search_help_text = _("Handle of the author")
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        reported = Q(pk__in=self.model.objects.filter(reports__isnull=False).values("pk"))
        return super().get_queryset(request).filter(self.seen_by(request) | Q(taken_down_at__isnull=False) | reported)

    def seen_by(self, request: HttpRequest) -> Q:
        return Q(pk__in=self.model.objects.visible_to(request.user).values("pk"))

    def tools(self, request: HttpRequest, row: Note | Comment | Translation) -> Sequence[Tool]:
        return [
            Tool(_("Open the case"), reverse("admin:moderation_case", args=[self.kind, row.pk])),
            Tool(_("See on the site"), row.get_absolute_url()),
        ]


@admin.register(Note)
class NoteAdmin(WrittenAdmin):
    kind = "note"
    list_display = ["display_title", "author", "channel", "visibility", "published_at", "likes_count", "taken_down_at"]
    list_filter = [("taken_down_at", admin.EmptyFieldListFilter), "channel", "visibility"]
    fields = [
        "title",
        "body",
        "author",
        "channel",
        "language",
        "place",
        "visibility",
        "published_at",
        "edited_at",
        "likes_count",
        "collects_count",
        "comments_count",
        "taken_down_at",
        "takedown_reason",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Note]:
        return super().get_queryset(request).filter(state="published").defer("search")


@admin.register(Comment)
class CommentAdmin(WrittenAdmin):
    kind = "comment"
    list_display = ["__str__", "author", "language", "created_at", "likes_count", "taken_down_at"]
    fields = ["body", "author", "language", "created_at", "likes_count", "taken_down_at", "takedown_reason"]

    def seen_by(self, request: HttpRequest) -> Q:
        return super().seen_by(request) & Q(note__in=Note.objects.visible_to(request.user).values("pk"))


@admin.register(Translation)
class TranslationAdmin(WrittenAdmin):
    kind = "translation"
    list_display = ["__str__", "author", "language", "created_at", "accepted_at", "taken_down_at"]
    fields = ["title", "body", "author", "language", "created_at", "accepted_at", "taken_down_at", "takedown_reason"]

    def seen_by(self, request: HttpRequest) -> Q:
        notes = Note.objects.visible_to(request.user).values("pk")
        return super().seen_by(request) & (Q(note__in=notes) | Q(comment__note__in=notes))


@admin.register(Photo)
class PhotoAdmin(ReadOnlyAdmin):
    """How photos get through the worker; their pixels are for whom their notes are for."""

    list_display = ["id", "owner", "state", "failure", "tries", "created_at"]
    list_filter = ["state"]
    list_select_related = ["owner"]
    search_fields = ["owner__handle__exact"]
    search_help_text = _("Handle of the owner")
    ordering = ["-id"]
    fields = ["owner", "state", "failure", "failure_text", "tries", "due_at", "size", "width", "height", "created_at"]
    readonly_fields = ["failure_text"]

    def get_urls(self) -> list[URLPattern]:
        retry = path("<path:object_id>/retry/", self.admin_site.admin_view(self.retry), name="posts_photo_retry")
        return [retry, *super().get_urls()]

    def tools(self, request: HttpRequest, row: Photo) -> Sequence[Tool]:
        if not row.is_failed:
            return []
        return [Tool(_("Try again"), reverse("admin:posts_photo_retry", args=[row.pk]), is_post=True)]

    def retry(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=object_id)
        actions.retry_photo(photo=photo)
        messages.success(request, translated("The photo is being prepared once more."))
        return SeeOther(reverse("admin:posts_photo_change", args=[photo.pk]))
