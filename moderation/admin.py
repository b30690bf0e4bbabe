"""Reports, and the log of decisions: lists to search, never to edit."""

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.models import Decision, Report, kind_of
from rednote.lib.admin import ReadOnlyAdmin, Tool


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["id", "rule", "subject", "reporter", "created_at", "decided_at"]
    list_filter = [("decided_at", admin.EmptyFieldListFilter), "rule"]
    list_select_related = ["note", "comment", "translation", "person", "reporter"]
    search_fields = ["=id", "reporter__handle__exact"]
    search_help_text = _("Reference number, or handle of the reporter")
    ordering = ["-id"]
    fields = ["rule", "subject", "text", "reporter", "created_at", "decided_at", "decision"]

    def tools(self, request: HttpRequest, row: Report) -> Sequence[Tool]:
        case = reverse("admin:moderation_case", args=[kind_of(row.subject), row.subject.pk])
        return [Tool(_("Open the case"), case)]

    @admin.display(description=_("about"))
    def subject(self, report: Report) -> str:
        return str(report.subject)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """The log: every decision ever made, the newest first."""

    list_display = ["created_at", "moderator", "action", "rule", "person_handle", "subject_kind", "subject_text"]
    list_filter = ["action", "rule", "subject_kind"]
    list_select_related = ["moderator"]
    search_fields = ["person_handle__exact", "moderator__handle__exact"]
    search_help_text = _("Handle of the person concerned, or of the moderator")
    ordering = ["-id"]
    fields = [
        "created_at",
        "moderator",
        "action",
        "rule",
        "reason",
        "person_handle",
        "subject_kind",
        "subject_id",
        "subject_text",
    ]

    def tools(self, request: HttpRequest, row: Decision) -> Sequence[Tool]:
        return [Tool(_("Open the case"), reverse("admin:moderation_case", args=[row.subject_kind, row.subject_id]))]
