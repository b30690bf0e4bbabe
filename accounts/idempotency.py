"""`Idempotency-Key` on POSTs of the API: the first request wins, a repeat gets its answer again."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from uuid import UUID, uuid4, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import IdempotentRequest
from rednote.lib.rest import Conflict, Unprocessable

LONGEST_KEY = 100
# A request that did not answer in this time died on its way: the next one with its key takes over.
LEASE = timedelta(seconds=60)

Handler = Callable[..., Response]


def idempotent(handler: Handler) -> Handler:
    """Answer 422 to the same key with another body, 409 while the first request runs. Refusals are not kept."""

    @wraps(handler)
    def once(view, request: Request, *args, **kwargs) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key or not request.user.is_authenticated:
            return handler(view, request, *args, **kwargs)
        if len(key) > LONGEST_KEY or not key.isprintable():
            raise Unprocessable("bad_key", _("An Idempotency-Key has at most 100 characters, all of them printable."))
        row, is_new = IdempotentRequest.objects.get_or_create(
            user=request.user, key=key, defaults={"fingerprint": fingerprint(request)}
        )
        if not is_new and (earlier := answered(row, fingerprint(request))):
            return earlier
        try:
            response = handler(view, request, *args, **kwargs)
        except BaseException:
            row.delete()
            raise
        row.status, row.body = response.status_code, JSONRenderer().render(response.data)
        row.save(update_fields=["status", "body"])
        return response

    return once


def answered(row: IdempotentRequest, sent: str) -> Response | None:
    """The kept answer; None when whoever was to give it died, and this request takes over."""
    if row.fingerprint != sent:
        raise Unprocessable("key_reused", _("This Idempotency-Key was sent with another request."))
    if row.status is None:
        now = timezone.now()
        lost = IdempotentRequest.objects.filter(pk=row.pk, status=None, created_at__lt=now - LEASE)
        if lost.update(created_at=now):
            return None
        raise Conflict
    return Response(json.loads(bytes(row.body)), status=row.status, headers={"Idempotent-Replay": "true"})


def form_key(request: Request) -> str:
    """The key that the action itself keeps: the same for a repeat even if its first answer was never kept."""
    key = request.headers.get("Idempotency-Key", "")
    return str(uuid5(UUID(int=request.user.pk), f"{key} {fingerprint(request)}")) if key else str(uuid4())


def fingerprint(request: Request) -> str:
    """A digest of the method, the path and the body, files by their content."""
    digest = hashlib.sha256(f"{request.method} {request.path}".encode())
    for name, values in sorted(parts(request.data).items()):
        for value in values:
            digest.update(f"\n{name}=".encode())
            if isinstance(value, UploadedFile):
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
            else:
                digest.update(json.dumps(value, sort_keys=True, default=str).encode())
    return digest.hexdigest()


def parts(data: object) -> dict[str, list]:
    """The body as lists of values by name, whether it came as a form or as JSON."""
    if isinstance(data, QueryDict):
        return dict(data.lists())
    return {name: [value] for name, value in data.items()} if isinstance(data, dict) else {"": [data]}
