"""The page of a hashtag."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feeds import explore, listings
from feeds.views.grid import grid
from posts.models import Hashtag
from rednote.lib.text import normalize_name


@require_safe
def hashtag(request: HttpRequest, name: str) -> HttpResponse:
    """Any spelling leads to the hashtag's one URL."""
    identity = normalize_name(name)
    row = get_object_or_404(Hashtag.objects.visible_to(request.user).with_viewer(request.user), name=identity)
    if name != identity:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(row.get_absolute_url() + query, permanent=True)
    after = request.GET.get("after", "")
    sort = "new" if request.GET.get("sort") == "new" else "hot"
    if sort == "new":
        page = listings.newest_tagged(request.user, row, after)
    else:
        page = explore.hot_page(request.user, row, after)
    url = row.get_absolute_url()
    tabs = [
        {"url": url, "label": _("Hot"), "is_current": sort == "hot"},
        {"url": f"{url}?sort=new", "label": _("New"), "is_current": sort == "new"},
    ]
    return grid(
        request, page, "feeds/hashtag.html", {"hashtag": row, "tabs": tabs}, {"sort": request.GET.get("sort", "")}
    )
