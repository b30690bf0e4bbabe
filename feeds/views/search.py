"""Search for notes, people and hashtags, and what the box suggests while somebody types."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feeds import discovery, listings
from feeds.pages import hydrate
from feeds.views.explore import language_of_the_page, languages_of
from feeds.views.grid import grid
from rednote.lib.cursors import page_of
from rednote.lib.ratelimit import limited
from rednote.lib.web import is_fragment

TABS = ("notes", "people", "hashtags")
SUGGESTIONS = 5
# Of what many are with just now, where nothing was asked for.
TRENDING_LANGUAGES, TRENDING_NOTES, TRENDING_HASHTAGS = 2, 4, 8
SUGGESTED_PEOPLE = 6


@require_safe
@limited("rate_search", methods={"GET", "HEAD"})
def search(request: HttpRequest) -> HttpResponse:
    query = listings.cleaned_query(request.GET.get("q", ""))
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "notes"
    mine = request.GET.get("languages") == "mine"
    context = {"query": query, "tab": tab, "tabs": tabs(query, tab), "viewer_id": request.user.pk, "is_narrowed": mine}
    if not query:
        return render(request, "feeds/search.html", context | undecided(request, tab))
    if tab == "notes":
        languages = languages_of(request.user) if mine else frozenset()
        page = listings.found(request.user, query, languages, request.GET.get("after"))
        context["can_narrow"] = bool(languages_of(request.user))
        context["languages_url"] = f"?{urlencode({'q': query} if mine else {'q': query, 'languages': 'mine'})}"
        return grid(request, page, "feeds/search.html", context, {"q": query, "languages": "mine" if mine else ""})
    return rows(request, query, tab, context)


def undecided(request: HttpRequest, tab: str) -> dict:
    """For whoever did not say what they look for: what is trending in their languages, people of their interests."""
    if tab == "people":
        member = request.user.is_authenticated
        return {"people": discovery.people_like(request.user, SUGGESTED_PEOPLE) if member else []}
    languages = sorted(languages_of(request.user) or language_of_the_page())[:TRENDING_LANGUAGES]
    found = [trending(request.user, language, with_notes=tab == "notes") for language in languages]
    return {"trending": [block for block in found if block["hashtags"] or block["notes"]]}


def trending(viewer, language: str, *, with_notes: bool) -> dict:
    ids = discovery.trending_notes(viewer, language, TRENDING_NOTES) if with_notes else []
    return {
        "language": language,
        "hashtags": discovery.trending_hashtags(language, TRENDING_HASHTAGS),
        "notes": hydrate(viewer, ids) if ids else [],
    }


def rows(request: HttpRequest, query: str, tab: str, context: dict) -> HttpResponse:
    """The tabs of people and hashtags: lists instead of a grid."""
    if tab == "people":
        found, order = listings.found_people(request.user, query).for_rows(request.user), [("id", True)]
    else:
        found = listings.found_hashtags(query).with_viewer(request.user)
        order = [("notes_count", True), ("id", True)]
    page = page_of(found, order=order, after=request.GET.get("after"), size=settings.LIMITS["page_size"])
    following = urlencode({"q": query, "tab": tab, "after": page.next_cursor}) if page.next_cursor else ""
    context |= {"rows": page.items, "next_url": f"?{following}" if following else ""}
    template = f"feeds/_search_{tab}.html" if is_fragment(request) and request.GET.get("after") else "feeds/search.html"
    return render(request, template, context)


@require_safe
@limited("rate_search", methods={"GET", "HEAD"})
def suggestions(request: HttpRequest) -> HttpResponse:
    """A few hashtags and people that begin with what was typed."""
    query = listings.cleaned_query(request.GET.get("q", ""))
    context = {
        "hashtags": listings.found_hashtags(query).order_by("-notes_count", "-id")[:SUGGESTIONS] if query else [],
        "people": listings.found_people(request.user, query).order_by("-id")[:SUGGESTIONS] if query else [],
    }
    return render(request, "feeds/_suggestions.html", context)


def tabs(query: str, current: str) -> list[dict]:
    named = {"notes": _("Notes"), "people": _("People"), "hashtags": _("Hashtags")}
    url = reverse("feeds:search")
    return [
        {"url": f"{url}?{urlencode({'q': query, 'tab': tab})}", "label": label, "is_current": tab == current}
        for tab, label in named.items()
    ]
