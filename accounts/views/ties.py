"""Follow, block and mute: buttons on cards, profiles and lists, and the lists themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts import actions
from accounts.models import Follow, FollowState, User, follow_state_of
from rednote.lib.cursors import page_of
from rednote.lib.ratelimit import limited
from rednote.lib.web import SeeOther, back, is_fragment, login_required, page_or_fragment

PAGE_SIZE = 30


def person_or_404(request: HttpRequest, handle: str) -> User:
    """The person of this handle, if nothing stands between them and the viewer."""
    return get_object_or_404(User.objects.visible_to(request.user), handle=handle.lower())


def follow_button(request: HttpRequest, person: User) -> HttpResponse:
    """The button in its new state for htmx, or back to the page it was pressed on."""
    if not is_fragment(request):
        return back(request, person.get_absolute_url())
    mine = Follow.objects.filter(follower=request.user, followee=person).values_list("state", flat=True)
    person.follow_state = mine.first() or ""
    context = {"person": person, "viewer_id": request.user.pk}
    return render(request, "components/_follow_button.html", context)


@require_POST
@login_required
@limited("rate_follow")
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    person = person_or_404(request, handle)
    if person != request.user:
        actions.follow(follower=request.user, followee=person)
    return follow_button(request, person)


@require_POST
@login_required
@limited("rate_follow")
def unfollow(request: HttpRequest, handle: str) -> HttpResponse:
    person = person_or_404(request, handle)
    actions.unfollow(follower=request.user, followee=person)
    return follow_button(request, person)


@require_POST
@login_required
@limited("rate_follow")
def block(request: HttpRequest, handle: str) -> HttpResponse:
    person = person_or_404(request, handle)
    if person != request.user:
        actions.block(blocker=request.user, blocked=person)
    # The page it was pressed on is gone now; explore is where one goes on.
    return SeeOther(reverse("feeds:explore"))


@require_POST
@login_required
def unblock(request: HttpRequest, handle: str) -> HttpResponse:
    """Found among those whom one blocked: a blocked person's page is not there to press on."""
    person = get_object_or_404(User.objects.filter(blocks_received__blocker=request.user), handle=handle.lower())
    actions.unblock(blocker=request.user, blocked=person)
    return back(request, reverse("accounts:blocked"))


@require_POST
@login_required
def mute(request: HttpRequest, handle: str) -> HttpResponse:
    person = person_or_404(request, handle)
    if person != request.user:
        actions.mute(muter=request.user, muted=person)
    return back(request, person.get_absolute_url())


@require_POST
@login_required
def unmute(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(User.objects.filter(mutes_received__muter=request.user), handle=handle.lower())
    actions.unmute(muter=request.user, muted=person)
    return back(request, reverse("accounts:blocked"))


@require_GET
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    return people_page(request, handle, "followers")


@require_GET
def following(request: HttpRequest, handle: str) -> HttpResponse:
    return people_page(request, handle, "following")


def people_page(request: HttpRequest, handle: str, kind: str) -> HttpResponse:
    """Who follows a person, or whom they follow; of a private account only for those it accepted."""
    person = person_or_404(request, handle)
    may_see = person.is_private is False or person == request.user or follows(request.user, person)
    ties = Follow.objects.filter(state=FollowState.ACTIVE)
    ties = ties.filter(followee=person) if kind == "followers" else ties.filter(follower=person)
    other = "follower" if kind == "followers" else "followee"
    shown = User.objects.visible_to(request.user).values("pk")
    ties = ties.filter(**{f"{other}__in": shown}).select_related(other, f"{other}__avatar")
    ties = ties.annotate(viewer_state=follow_state_of(request.user, f"{other}_id"))
    page = page_of(
        ties if may_see else ties.none(), order=[("id", True)], after=request.GET.get("after"), size=PAGE_SIZE
    )
    people = []
    for tie in page.items:
        row = getattr(tie, other)
        row.follow_state = tie.viewer_state
        people.append(row)
    context = {
        "person": person,
        "kind": kind,
        "people": people,
        "is_hidden": not may_see,
        "next_url": f"?after={page.next_cursor}" if page.next_cursor else "",
        "viewer_id": request.user.pk,
    }
    return page_or_fragment(request, "accounts/people.html", "accounts/_people.html", context)


def follows(viewer, person: User) -> bool:
    if not viewer.is_authenticated:
        return False
    return Follow.objects.filter(follower=viewer, followee=person, state=FollowState.ACTIVE).exists()


@require_GET
@login_required
def follow_requests(request: HttpRequest) -> HttpResponse:
    """People who wait to be accepted, the newest first."""
    ties = Follow.objects.filter(followee=request.user, state=FollowState.PENDING)
    ties = ties.filter(follower__in=User.objects.visible_to(request.user).values("pk"))
    page = page_of(
        ties.select_related("follower", "follower__avatar"),
        order=[("id", True)],
        after=request.GET.get("after"),
        size=PAGE_SIZE,
    )
    context = {"ties": page.items, "next_url": f"?after={page.next_cursor}" if page.next_cursor else ""}
    return page_or_fragment(request, "accounts/follow_requests.html", "accounts/_follow_requests.html", context)


@require_POST
@login_required
def accept_follow(request: HttpRequest, handle: str) -> HttpResponse:
    actions.accept_follow(follow=waiting_tie_or_404(request, handle))
    return back(request, reverse("accounts:follow_requests"))


@require_POST
@login_required
def decline_follow(request: HttpRequest, handle: str) -> HttpResponse:
    actions.decline_follow(follow=waiting_tie_or_404(request, handle))
    return back(request, reverse("accounts:follow_requests"))


@require_POST
@login_required
def remove_follower(request: HttpRequest, handle: str) -> HttpResponse:
    follower = person_or_404(request, handle)
    actions.remove_follower(user=request.user, follower=follower)
    return back(request, request.user.get_absolute_url())


def waiting_tie_or_404(request: HttpRequest, handle: str) -> Follow:
    return get_object_or_404(Follow, followee=request.user, follower__handle=handle.lower(), state=FollowState.PENDING)
