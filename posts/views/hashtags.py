"""Follow and unfollow a hashtag; its page is one of the grids."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from posts import actions
from posts.models import Hashtag
from rednote.lib.ratelimit import limited
from rednote.lib.text import normalize_name
from rednote.lib.web import back, is_fragment, login_required


@require_POST
@login_required
@limited("rate_follow")
def follow(request: HttpRequest, name: str) -> HttpResponse:
    hashtag = hashtag_or_404(request, name)
    actions.follow_hashtag(user=request.user, hashtag=hashtag)
    return button(request, hashtag)


@require_POST
@login_required
@limited("rate_follow")
def unfollow(request: HttpRequest, name: str) -> HttpResponse:
    hashtag = hashtag_or_404(request, name)
    actions.unfollow_hashtag(user=request.user, hashtag=hashtag)
    return button(request, hashtag)


def hashtag_or_404(request: HttpRequest, name: str) -> Hashtag:
    return get_object_or_404(Hashtag.objects.visible_to(request.user), name=normalize_name(name))


def button(request: HttpRequest, hashtag: Hashtag) -> HttpResponse:
    """The button in its new state for htmx, or back to the page it was pressed on."""
    if not is_fragment(request):
        return back(request, hashtag.get_absolute_url())
    hashtag = Hashtag.objects.with_viewer(request.user).get(pk=hashtag.pk)
    context = {"hashtag": hashtag, "viewer_id": request.user.pk}
    return render(request, "posts/_hashtag_follow_button.html", context)
