"""Answers that every door gives alike: back to where a form came from, the whole page or its fragment."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """303: the browser follows with a GET, whatever the form's method was."""

    status_code = 303


def safe_next(request: HttpRequest, default: str) -> str:
    """Where the visitor wants to go next, if that is on this site: the form's `next`, else the page it came from."""
    referer = urlsplit(request.headers.get("Referer", ""))
    came_from = referer._replace(scheme="", netloc="").geturl() if referer.netloc == request.get_host() else ""
    for url in (request.POST.get("next") or request.GET.get("next"), came_from):
        if url and url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
            return url
    return default


def back(request: HttpRequest, default: str = "/") -> HttpResponse:
    """The answer to a form that did its work."""
    return SeeOther(safe_next(request, default))


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; a page restored from history is asked for whole."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def page_or_fragment(request: HttpRequest, page: str, fragment: str, context: dict, status: int = 200) -> HttpResponse:
    """One URL, two answers: the whole page to a visitor, the fragment to htmx."""
    return render(request, fragment if is_fragment(request) else page, context, status=status)
