"""What every answer carries: a request id, security headers, and who may keep a copy."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers

from rednote import errors, import_map
from rednote.bodies import REFUSAL_HEADER

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ["accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb"]
)
NEVER_STORED = ("/settings", "/admin", "/login", "/signup", "/password", "/outbox", "/logout")


class CompressText(GZipMiddleware):
    """Pages and JSON travel compressed, padded by chance so that their length tells nothing; photos as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(("text/html", "application/json")):
            return super().process_response(request, response)
        return response


def request_id(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(8)
        response = get_response(request)
        response["X-Request-Id"] = request.id
        return response

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Beside Django's own: Permissions-Policy, CORP, and the import map's hash for the CSP outside."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response._csp_update = {"script-src": [import_map.csp_source()]}
        return response

    return middleware


def unread_bodies(get_response: Handler) -> Handler:
    """A request whose body was not taken in (`rednote/asgi.py`) is answered here, and goes no further."""

    def middleware(request: HttpRequest) -> HttpResponse:
        status = request.headers.get(REFUSAL_HEADER, "")
        if status.isdigit() and int(status) in errors.UNREAD:
            return errors.body_refused(request, int(status))
        return get_response(request)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Pages depend on who looks: browsers revalidate them, shared caches never keep them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            if request.path.startswith(NEVER_STORED):
                patch_cache_control(response, private=True, no_store=True)
            else:
                patch_cache_control(response, private=True, no_cache=True)
            patch_vary_headers(response, ["Cookie", "HX-Request", "Accept-Language"])
        return response

    return middleware
