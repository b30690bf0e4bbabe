"""Reports in the API."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import person_or_404
from accounts.idempotency import idempotent
from accounts.models import User
from moderation import actions
from moderation.models import Rule
from posts.models import Comment, Note, Translation
from rednote.lib.rest import IdField, PlainTextField, Unprocessable


class ReportInput(serializers.Serializer):
    """Exactly one of `note`, `comment`, `translation` (ids) and `person` (a handle)."""

    note = serializers.RegexField(r"^[0-9]{1,18}\Z", required=False)
    comment = serializers.RegexField(r"^[0-9]{1,18}\Z", required=False)
    translation = serializers.RegexField(r"^[0-9]{1,18}\Z", required=False)
    person = serializers.SlugField(required=False, max_length=30)
    rule = serializers.ChoiceField(choices=Rule.choices)
    text = PlainTextField(required=False, allow_blank=True, max_length=settings.LIMITS["report_length"], default="")

    def validate(self, data: dict) -> dict:
        if len(data.keys() & {"note", "comment", "translation", "person"}) != 1:
            raise serializers.ValidationError(_("Name one note, comment, translation or person."))
        return data


class ReportSerializer(serializers.Serializer):
    id = IdField()
    rule = serializers.CharField()
    created_at = serializers.DateTimeField()


class ReportsView(APIView):
    rate = "rate_report"

    @extend_schema(request=ReportInput, responses={201: ReportSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        checked = ReportInput(data=request.data)
        checked.is_valid(raise_exception=True)
        data = checked.validated_data
        try:
            report = actions.report(
                reporter=request.user, subject=subject_or_404(request, data), rule=data["rule"], text=data["text"]
            )
        except actions.ReportRefused as refused:
            raise Unprocessable("refused", str(refused)) from refused
        return Response(ReportSerializer(report).data, status=status.HTTP_201_CREATED)


def subject_or_404(request: Request, data: dict) -> Note | Comment | Translation | User:
    """What is reported, if the reporter can see it."""
    viewer = request.user
    if "person" in data:
        return person_or_404(request, data["person"])
    notes = Note.objects.visible_to(viewer).values("pk")
    if "note" in data:
        return get_object_or_404(Note.objects.visible_to(viewer), pk=int(data["note"]))
    comments = Comment.objects.visible_to(viewer).filter(note__in=notes)
    if "comment" in data:
        return get_object_or_404(comments, pk=int(data["comment"]))
    translation = get_object_or_404(Translation.objects.visible_to(viewer), pk=int(data["translation"]))
    if translation.note_id:
        get_object_or_404(Note.objects.visible_to(viewer), pk=translation.note_id)
    else:
        get_object_or_404(comments, pk=translation.comment_id)
    return translation
