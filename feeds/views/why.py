"""Why a note stands on the page, and the buttons by which a person says less and more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts.models import User
from feeds import actions
from feeds import why as reasons
from posts.models import Hashtag
from posts.views.reactions import note_or_404
from rednote.lib import redis
from rednote.lib.ratelimit import limited
from rednote.lib.text import normalize_name
from rednote.lib.web import back, is_fragment, login_required, page_or_fragment

HASHTAGS = 3  # of a note, each with its less and more


@require_safe
def why(request: HttpRequest, note_id: int) -> HttpResponse:
    """What the card's own token says; without one there is nothing to explain."""
    found = reasons.of_card(request.user, request.GET.get("card", ""))
    if found is None or found.note.pk != note_id:
        raise Http404
    context = {
        "why": found,
        "note": found.note,
        "hashtags": found.hashtags[:HASHTAGS],
        "is_mine": found.note.author_id == request.user.pk,
        "viewer_id": request.user.pk,
    }
    return page_or_fragment(request, "feeds/why.html", "feeds/_why.html", context)


@require_POST
@login_required
@limited("rate_react")
def less(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    actions.less_like_this(user=request.user, note=note)
    return heard(request, _("You will see less like this."), reverse("feeds:unless", args=[note.pk]))


@require_POST
@login_required
@limited("rate_react")
def unless(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    actions.take_back_less(user=request.user, note=note)
    return heard(request, _("Taken back."))


@require_POST
@login_required
@limited("rate_react")
def more_of_hashtag(request: HttpRequest, name: str) -> HttpResponse:
    hashtag = hashtag_or_404(request, name)
    actions.wish_more(user=request.user, hashtag=hashtag)
    words = _("More #%(hashtag)s from now on.") % {"hashtag": hashtag.label}
    return heard(request, words, reverse("feeds:less_of_hashtag", args=[hashtag.name]))


@require_POST
@login_required
@limited("rate_react")
def less_of_hashtag(request: HttpRequest, name: str) -> HttpResponse:
    hashtag = hashtag_or_404(request, name)
    actions.wish_less(user=request.user, hashtag=hashtag)
    words = _("Less #%(hashtag)s from now on.") % {"hashtag": hashtag.label}
    return heard(request, words, reverse("feeds:more_of_hashtag", args=[hashtag.name]))


@require_POST
@login_required
@limited("rate_react")
def forget_hashtag(request: HttpRequest, name: str) -> HttpResponse:
    hashtag = hashtag_or_404(request, name)
    try:
        actions.forget_hashtag(user=request.user, hashtag=hashtag)
    except redis.RedisError:
        return heard(request, _("That did not work. Try again in a moment."))
    return heard(request, _("What was learnt of #%(hashtag)s is forgotten.") % {"hashtag": hashtag.label})


@require_POST
@login_required
@limited("rate_react")
def more_of_author(request: HttpRequest, handle: str) -> HttpResponse:
    author = author_or_404(request, handle)
    actions.wish_more(user=request.user, author=author)
    words = _("More from %(name)s from now on.") % {"name": author.display_name}
    return heard(request, words, reverse("feeds:less_of_author", args=[author.handle]))


@require_POST
@login_required
@limited("rate_react")
def less_of_author(request: HttpRequest, handle: str) -> HttpResponse:
    author = author_or_404(request, handle)
    actions.wish_less(user=request.user, author=author)
    words = _("Less from %(name)s from now on.") % {"name": author.display_name}
    return heard(request, words, reverse("feeds:more_of_author", args=[author.handle]))


def hashtag_or_404(request: HttpRequest, name: str) -> Hashtag:
    return get_object_or_404(Hashtag.objects.visible_to(request.user), name=normalize_name(name))


def author_or_404(request: HttpRequest, handle: str) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), handle=handle.lower())


def heard(request: HttpRequest, words: str, undo: str = "") -> HttpResponse:
    """To htmx a message that can undo what was done, else back to the page with the message on it."""
    if not is_fragment(request):
        messages.info(request, words)
        return back(request, reverse("feeds:explore"))
    toast: dict = {"text": words, "kind": "info"}
    if undo:
        toast["action"] = {"label": _("Undo"), "url": undo}
    return trigger_client_event(HttpResponse(), "toast", toast)
