"""Explore, the home page; and following, strictly by time."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from feeds import discovery
from feeds import explore as recipe
from feeds import following as following_recipe
from feeds.views.grid import grid
from posts.channels import Channel
from rednote.lib.web import login_required

SUGGESTED = 6


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    channel = request.GET.get("channel", "")
    channel = channel if channel in Channel.values else ""
    mine = request.GET.get("languages") == "mine"
    narrowed = {"channel": channel, "languages": languages_of(request.user) if mine else frozenset()}
    page = recipe.page(request.user, request.GET.get("after", ""), reads=language_of_the_page(), **narrowed)
    parameters = {"channel": channel, "languages": "mine" if mine else ""}
    context = {
        "chips": chips(channel, mine),
        "channel": channel,
        "is_narrowed": mine,
        "can_narrow": bool(languages_of(request.user)),
        "languages_url": url_of({**parameters, "languages": "" if mine else "mine"}),
    }
    return grid(request, page, "feeds/explore.html", context, parameters)


def chips(current: str, mine: bool) -> list[dict]:
    named = [("", _("For you")), *Channel.choices]
    return [
        {
            "url": url_of({"channel": slug, "languages": "mine" if mine else ""}),
            "label": label,
            "is_current": slug == current,
        }
        for slug, label in named
    ]


def url_of(parameters: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in parameters.items() if value})
    return reverse("feeds:explore") + (f"?{query}" if query else "")


def language_of_the_page() -> frozenset[str]:
    """In which somebody reads the site itself: all that is known of what a visitor reads."""
    return frozenset({(get_language() or "en").split("-")[0]})


def languages_of(viewer) -> frozenset[str]:
    return frozenset(viewer.languages) if viewer.is_authenticated else frozenset()


@require_safe
@login_required
def following(request: HttpRequest) -> HttpResponse:
    page = following_recipe.page(request.user, request.GET.get("after", ""))
    people: list[User] = []
    if not page.after:
        people = discovery.people_like(request.user, SUGGESTED)
    return grid(request, page, "feeds/following.html", {"people": people})
