"""What the answers of the API share: refusals, ids, pages."""

import json
from collections.abc import Sequence
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.response import Response

from rednote.lib.text import TextRefused, clean_text


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


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This request is too large.")
    default_code = "too_large"


class Unavailable(APIException):
    """503: what the request needs is away for a moment."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "unavailable"


class NoRoom(APIException):
    """507: the disk is nearly full, and what is left is for everything else."""

    status_code = status.HTTP_507_INSUFFICIENT_STORAGE
    default_code = "disk_full"


class BoundedJSONParser(JSONParser):
    """JSON of a bounded size and depth: REST framework may read a body past Django's own limit."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            data = super().parse(stream, media_type, parser_context)
            # Half characters, which JSON can escape, are no text: nothing could even say so, quoting them.
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError from error
        return data


class PlainTextField(serializers.CharField):
    """Text as people type it, kept as on the pages: normalised, without what misleads, refused beyond its length."""

    def __init__(self, *, max_length: int, single_line: bool = False, **kwargs: Any) -> None:
        self.length, self.single_line = max_length, single_line
        super().__init__(max_length=max_length, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return clean_text(text, max_length=self.length, single_line=self.single_line)
        except TextRefused as refused:
            raise serializers.ValidationError(str(refused), code=refused.code) from refused


class IdField(serializers.CharField):
    """A 64-bit id as a string: JavaScript's numbers are too small for it."""

    def __init__(self, *, source: str = "pk", allow_null: bool = False) -> None:
        super().__init__(source=source, read_only=True, allow_null=allow_null)


def page_schema(name: str, item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The schema of a page of items: `results`, and `next`, the cursor to send as `after`, null at the end."""
    fields = {
        "results": item(many=True),
        "next": serializers.CharField(allow_null=True, help_text="Send it as `after` to get the next page."),
    }
    return type(f"{name}Page", (serializers.Serializer,), fields)


def page(items: Sequence, after: str | None, serializer: type[serializers.Serializer], **context: object) -> Response:
    return Response({"results": serializer(items, many=True, context=context).data, "next": after or None})
