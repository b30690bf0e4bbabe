"""One answer for every grid of notes: the whole page, or to htmx the cards that follow."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from feeds.pages import CardPage
from rednote.lib.web import is_fragment


def grid(
    request: HttpRequest, page: CardPage, template: str, context: dict, parameters: Mapping[str, str] | None = None
) -> HttpResponse:
    """`parameters` are those of the page's own URL that the link to the next page keeps."""
    query = {name: value for name, value in (parameters or {}).items() if value}
    cards = {
        "notes": page.notes,
        "next_url": f"{request.path}?{urlencode({**query, 'after': page.after})}" if page.after else "",
        "viewer_id": request.user.pk,
    }
    if is_fragment(request) and request.GET.get("after"):
        return render(request, "components/_note_grid_items.html", cards)
    return render(request, template, {**context, **cards, "is_first_page": not request.GET.get("after")})
