"""Answers that every door gives alike: back to where a form came from, the whole page or its fragment."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """303: the browser follows with a GET, whatever the form's method was."""

    status_code = 303


def is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})


def came_from(request: HttpRequest, default: str) -> str:
    """The page on this site on which a link or a button was pressed."""
    try:
        referer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # not even an address
        return default
    url = referer._replace(scheme="", netloc="").geturl() if referer.netloc == request.get_host() else ""
    return url if is_ours(request, url) else default


def safe_next(request: HttpRequest, default: str) -> str:
    """Where the visitor wants to go next, if that is on this site: the form's `next`, else the page it came from."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if is_ours(request, url) else came_from(request, default)


def login_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let members pass; lead others over the login page back to this page, or to the one whose button they pressed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        is_page = request.method in ("GET", "HEAD")
        return redirect_to_login(request.get_full_path() if is_page else came_from(request, "/"))

    return guarded


def back(request: HttpRequest, default: str = "/") -> HttpResponse:
    """The answer to a form that did its work."""
    return SeeOther(safe_next(request, default))


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; a page restored from history is asked for whole."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def page_or_fragment(request: HttpRequest, page: str, fragment: str, context: dict, status: int = 200) -> HttpResponse:
    """One URL, two answers: the whole page to a visitor, the fragment to htmx."""
    return render(request, fragment if is_fragment(request) else page, context, status=status)
