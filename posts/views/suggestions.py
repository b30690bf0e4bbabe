"""What the composer offers while a hashtag or a name is typed."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import FollowedBy, User
from posts.models import Hashtag
from rednote.lib.ratelimit import limited
from rednote.lib.text import normalize_name
from rednote.lib.web import login_required

OFFERED = 8


@require_GET
@login_required
@limited("rate_search", methods={"GET"})
def suggestions(request: HttpRequest) -> HttpResponse:
    """For `#te` the hashtags that begin so, the largest first; for `@al` people, those one follows first."""
    sign, word = request.GET.get("q", "")[:1], request.GET.get("q", "")[1:60]
    context: dict = {"hashtags": [], "people": []}
    if sign == "#" and (name := normalize_name(word)):
        found = Hashtag.objects.known().filter(name__startswith=name)
        context["hashtags"] = found.order_by("-notes_count", "-id")[:OFFERED]
    elif sign == "@" and word and "\0" not in word:
        mine = FollowedBy("pk", person=request.user.pk)
        named = Q(handle__startswith=word.lower()) | Q(name__istartswith=word)
        people = User.objects.visible_to(request.user).exclude(pk=request.user.pk).filter(named)
        context["people"] = people.select_related("avatar").order_by(mine.desc(), "-followers_count", "-id")[:OFFERED]
    return render(request, "posts/_suggestions.html", context)
