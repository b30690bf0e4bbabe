"""`Idempotency-Key` on POSTs: the first request wins, a repeat gets its answer again."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from uuid import UUID, uuid4, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import IdempotentRequest, User
from rednote.lib.rest import Conflict, Unprocessable

LONGEST_KEY = 100
# A request that did not answer in this time died on its way: the next one with its key takes over.
LEASE = timedelta(seconds=60)
# After which the one that runs may have answered.
SECONDS_IN_FLIGHT = 2
PLAIN = "text/plain; charset=utf-8"
REPLAYED = {"Idempotent-Replay": "true"}

Handler = Callable[..., Response]
View = Callable[..., HttpResponse]


def idempotent(handler: Handler) -> Handler:
    """Answer 422 to the same key with another body, 409 while the first request runs. Refusals are not kept."""

    @wraps(handler)
    def once(view, request: Request, *args, **kwargs) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key or not request.user.is_authenticated:
            return handler(view, request, *args, **kwargs)
        row, is_answered = claim(request.user, key, fingerprint(request))
        if is_answered:
            return Response(json.loads(bytes(row.body)), status=row.status, headers=REPLAYED)
        with given_back(row):
            response = handler(view, request, *args, **kwargs)
        keep(row, response.status_code, JSONRenderer().render(response.data))
        return response

    return once


def idempotent_page(view: View) -> View:
    """The same for a door of the pages; its refusals are lines of text."""

    @wraps(view)
    def once(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        try:
            row, is_answered = claim(request.user, key, fingerprint(request))
        except (Unprocessable, Conflict) as refused:
            response = HttpResponse(str(refused), content_type=PLAIN, status=refused.status_code)
            if isinstance(refused, Conflict):
                response["Retry-After"] = str(SECONDS_IN_FLIGHT)
            return response
        if is_answered:
            return HttpResponse(bytes(row.body), content_type=row.content_type, status=row.status, headers=REPLAYED)
        with given_back(row):
            response = view(request, *args, **kwargs)
        if response.status_code < HTTPStatus.BAD_REQUEST:
            keep(row, response.status_code, response.content, response["Content-Type"])
        else:
            row.delete()
        return response

    return once


def claim(user: User, key: str, sent: str) -> tuple[IdempotentRequest, bool]:
    """The row of this key, and whether it holds an answer already; without one, the caller is the one to give it."""
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Unprocessable("bad_key", _("An Idempotency-Key has at most 100 characters, all of them printable."))
    row, is_new = IdempotentRequest.objects.get_or_create(user=user, key=key, defaults={"fingerprint": sent})
    if is_new:
        return row, False
    if row.fingerprint != sent:
        raise Unprocessable("key_reused", _("This Idempotency-Key was sent with another request."))
    if row.status is not None:
        return row, True
    # Whoever was to answer may have died over it.
    now = timezone.now()
    if IdempotentRequest.objects.filter(pk=row.pk, status=None, created_at__lt=now - LEASE).update(created_at=now):
        return row, False
    raise Conflict


@contextmanager
def given_back(row: IdempotentRequest) -> Iterator[None]:
    """What goes wrong is not kept: the key may be tried again."""
    try:
        yield
    except BaseException:
        row.delete()
        raise


def keep(row: IdempotentRequest, status: int, body: bytes, content_type: str = "") -> None:
    row.status, row.body, row.content_type = status, body, content_type
    row.save(update_fields=["status", "body", "content_type"])


def form_key(request: Request | HttpRequest) -> str:
    """The key that the action itself keeps: the same for a repeat even if its first answer was never kept."""
    key = request.headers.get("Idempotency-Key", "")
    return str(uuid5(UUID(int=request.user.pk), f"{key} {fingerprint(request)}")) if key else str(uuid4())


def fingerprint(request: Request | HttpRequest) -> str:
    """A digest of the method, the path and the body, files by their content; taken once for each request."""
    if known := getattr(request, "sent_fingerprint", ""):
        return known
    digest = hashlib.sha256(f"{request.method} {request.path}".encode())
    for name, values in sorted(parts(request).items()):
        for value in values:
            digest.update(f"\n{name}=".encode())
            if isinstance(value, UploadedFile):
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
            else:
                digest.update(json.dumps(value, sort_keys=True, default=str).encode())
    request.sent_fingerprint = digest.hexdigest()  # type: ignore[union-attr]
    return request.sent_fingerprint  # type: ignore[union-attr]


def parts(request: Request | HttpRequest) -> dict[str, list]:
    """The body as lists of values by name, whether it came as a form or as JSON."""
    if isinstance(request, HttpRequest):
        # The token of a form is another one each time the page is opened.
        sent: dict[str, list] = {**dict(request.POST.lists()), **dict(request.FILES.lists())}
        return {name: values for name, values in sent.items() if name != "csrfmiddlewaretoken"}
    data = request.data
    if isinstance(data, QueryDict):
        return dict(data.lists())
    return {name: [value] for name, value in data.items()} if isinstance(data, dict) else {"": [data]}
