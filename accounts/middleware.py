"""What follows from who is signed in: suspended people only read, and everybody reads in their language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
OPEN_TO_SUSPENDED = ("/api/", "/logout", "/settings/theme", "/settings/interface-language", "/notifications")


def standing(get_response: Handler) -> Handler:
    """A suspended person may read, change the look and leave; every other write answers why not (the API by itself)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        writes = request.method not in SAFE_METHODS and not request.path.startswith(OPEN_TO_SUSPENDED)
        if writes and request.user.is_authenticated and request.user.is_suspended:
            return render(request, "accounts/suspended.html", status=403)
        return get_response(request)

    return middleware


def interface_language(get_response: Handler) -> Handler:
    """The language a person chose wins over the cookie's and the browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.interface_language:
            translation.activate(request.user.interface_language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware
