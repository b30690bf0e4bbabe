"""The pages of a person and of a board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import FollowState, Mute, User
from feeds import listings, starts
from feeds.views.grid import grid
from posts.models import Board


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    people = User.objects.visible_to(request.user).for_rows(request.user)
    person = get_object_or_404(people, handle=handle.lower())
    if handle != person.handle:
        return redirect(person, permanent=True)
    is_self = person == request.user
    tab = request.GET.get("tab", "notes")
    readers = {"notes": listings.notes_of}
    if is_self or person.shows_collected:
        readers["collected"] = listings.collected_by
    if is_self or person.shows_liked:
        readers["liked"] = listings.liked_by
    is_closed = person.is_private and not is_self and person.follow_state != FollowState.ACTIVE
    if tab not in readers or (is_closed and tab != "notes"):
        raise Http404
    context = {
        "person": person,
        "is_self": is_self,
        "is_closed": is_closed,
        "is_muted": request.user.is_authenticated and Mute.objects.filter(muter=request.user, muted=person).exists(),
        "tab": tab,
        "tabs": [] if is_closed else tabs(person, readers, tab),
    }
    page = readers[tab](request.user, person, request.GET.get("after"))
    if is_self and tab == "notes":
        progress = starts.progress_of([note.pk for note in page.notes])
        context["starts"] = [(n, progress[n.pk]) for n in page.notes if n.pk in progress and not progress[n.pk].is_done]
    return grid(request, page, "feeds/profile.html", context, {"tab": request.GET.get("tab", "")})


def tabs(person: User, readers: dict, current: str) -> list[dict]:
    labels = {"notes": _("Notes"), "collected": _("Saved"), "liked": _("Liked")}
    url = person.get_absolute_url()
    return [
        {"url": url if tab == "notes" else f"{url}?tab={tab}", "label": labels[tab], "is_current": tab == current}
        for tab in readers
    ]


@require_safe
def board(request: HttpRequest, board_id: int) -> HttpResponse:
    boards = Board.objects.visible_to(request.user).select_related("owner", "owner__avatar")
    row = get_object_or_404(boards, pk=board_id)
    page = listings.on_board(request.user, row, request.GET.get("after"))
    return grid(request, page, "feeds/board.html", {"board": row, "is_owner": row.owner == request.user})
