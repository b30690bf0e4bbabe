"""What the answers of the API share: refusals, ids, pages."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.response import Response


class Unprocessable(APIException):
    """422: the input was understood and cannot be; names the field when there is one."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(detail=message, code=code)
        self.fields = {field: [message]} if field else {}


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = _("The same request is being answered right now.")
    default_code = "in_flight"


class IdField(serializers.CharField):
    """A 64-bit id as a string: JavaScript's numbers are too small for it."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"source": "pk", "read_only": True} | kwargs)


def page_schema(name: str, item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The schema of a page of items: `results`, and `next`, the cursor to send as `after`, null at the end."""
    fields = {
        "results": item(many=True),
        "next": serializers.CharField(allow_null=True, help_text="Send it as `after` to get the next page."),
    }
    return type(f"{name}Page", (serializers.Serializer,), fields)


def page(items: Sequence, after: str | None, serializer: type[serializers.Serializer], **context: object) -> Response:
    return Response({"results": serializer(items, many=True, context=context).data, "next": after or None})
