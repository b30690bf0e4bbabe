"""Notifications in the API: one's own, one by one, the newest first."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import AuthorSerializer
from notifications.models import Bucket, Notification
from rednote.lib.cursors import page_of
from rednote.lib.rest import IdField, page, page_schema

PAGE_SIZE = 30


class NotificationSerializer(serializers.Serializer):
    """What happened: `kind`, who did it, and what it is about by id; `statement` is what a decision says."""

    id = IdField()
    bucket = serializers.CharField()
    kind = serializers.CharField()
    actor = AuthorSerializer(allow_null=True)
    note = IdField(source="note_id", allow_null=True)
    comment = IdField(source="comment_id", allow_null=True)
    statement = serializers.JSONField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NotificationsView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        parameters=[
            OpenApiParameter("after", str, description="The `next` of the page before."),
            OpenApiParameter("bucket", str, enum=Bucket.values),
        ],
        responses=page_schema("Notification", NotificationSerializer),
    )
    def get(self, request: Request) -> Response:
        mine = Notification.objects.to(request.user).select_related("actor")
        if (bucket := request.query_params.get("bucket")) in Bucket.values:
            mine = mine.filter(bucket=bucket)
        rows = page_of(mine, order=[("id", True)], after=request.query_params.get("after"), size=PAGE_SIZE)
        return page(rows.items, rows.next_cursor, NotificationSerializer)
