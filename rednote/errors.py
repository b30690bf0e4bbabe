"""The pages and answers of errors: branded, with the request's id, without a trace of what went wrong inside."""

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.exceptions import PermissionDenied as NotAllowed
from rest_framework.response import Response
from rest_framework.views import exception_handler

from rednote.bodies import ONE_PHOTO
from rednote.lib.images.failures import FAILURES
from rednote.lib.rest import TooLarge
from rednote.lib.web import is_fragment

API = "/api/v1/"
UNREAD = {
    408: ("too_slow", _lazy("What you sent stopped on its way. Send it again.")),
    413: ("too_large", TooLarge.default_detail),
    507: ("disk_full", FAILURES["disk_full"]),
}


def page(request: HttpRequest, status: int, **context) -> HttpResponse:
    """The page of this status; a fragment's request gets it too, so that htmx can show its words."""
    return render(request, f"{status}.html", {"status": status, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse({"code": "not_found", "detail": _("Not found.")}, status=404)
    return page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, explanation=_("This form is out of date. Go back, reload the page and send it again."))


def body_refused(request: HttpRequest, status: int) -> HttpResponse:
    """The answer to a request that was not read to its end, in the shape that its sender expects."""
    code, text = UNREAD[status]
    if request.path.startswith(API):
        return JsonResponse({"code": code, "detail": str(text)}, status=status)
    if is_fragment(request):
        return HttpResponse(str(text), content_type="text/plain; charset=utf-8", status=status)
    return page(request, status, limit=settings.LIMITS["photo_bytes"] if ONE_PHOTO.match(request.path) else 0)


def api_exception_handler(exception: Exception, context: dict) -> Response | None:
    """Errors of the API as one shape: `{"code", "detail"}`, with `fields` for what is wrong with the input."""
    if isinstance(exception, BadRequest):
        return Response({"code": "bad_request", "detail": str(exception)}, status=400)
    if isinstance(exception, RequestDataTooBig):
        exception = TooLarge()
    if isinstance(exception, SuspiciousOperation):
        return Response({"code": "bad_request", "detail": _("This request cannot be read.")}, status=400)
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, ValidationError):
        response.status_code = 422
        response.data = {"code": "invalid", "detail": _("Some fields need another look."), "fields": response.data}
        return response
    if not isinstance(exception, APIException):
        refused = NotAllowed() if isinstance(exception, PermissionDenied) else NotFound()
        response.data = {"code": refused.default_code, "detail": refused.detail}
        return response
    codes = exception.get_codes()
    response.data = {"code": codes if isinstance(codes, str) else "error", "detail": response.data["detail"]}
    if fields := getattr(exception, "fields", {}):
        response.data["fields"] = fields
    return response
