"""The interest sheet: what is held of a person to choose notes by, on one page, theirs to change and to delete."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.settings import sections
from feeds import actions
from feeds.forms import InterestsForm
from feeds.sheet import Sheet, sheet_of
from feeds.views.why import heard
from rednote.lib.ratelimit import limited
from rednote.lib.web import SeeOther, login_required


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def interests(request: HttpRequest) -> HttpResponse:
    sheet = sheet_of(request.user)
    form = InterestsForm(sheet, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {
            "form": form,
            "sheet": sheet,
            "sections": sections("interests"),
            "viewer_id": request.user.pk,
            "notes": [note for note, _weight in sheet.interests],
        }
        return render(request, "feeds/interests.html", context, status=422 if form.errors else 200)
    if values := form.settings():
        actions.set_sliders(user=request.user, **values)
    for wish in form.wishes():
        actions.wish(user=request.user, **wish)
    messages.success(request, _("Saved. Your next page of explore follows it."))
    return SeeOther(reverse("feeds:interests"))


@require_safe
@login_required
def export(request: HttpRequest) -> JsonResponse:
    """The sheet as a file; the same numbers, nothing rounded."""
    name = f"interests-{request.user.handle}-{timezone.localdate()}.json"
    answer = JsonResponse(as_json(sheet_of(request.user)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def as_json(sheet: Sheet) -> dict:
    own = sheet.own
    return {
        "is_personal": own.is_personal,
        "paused_at": own.paused_at,
        "sliders": {name: getattr(own, name) for name in actions.SLIDERS},
        "picked": sheet.picked,
        "followed_hashtags": [hashtag.name for hashtag in sheet.followed],
        "hashtags": [{"name": line.hashtag.name, "weight": line.weight, "wish": line.wish} for line in sheet.hashtags],
        "hidden_hashtags": sheet.hidden,
        "interests": [{"note": str(note.pk), "weight": weight} for note, weight in sheet.interests],
        "authors": [{"handle": author.handle, "wish": amount} for author, amount in sheet.authors],
        "languages": [{"code": code, "wish": amount} for code, _name, amount in sheet.languages],
        "kept": {"impressions": sheet.impressions, "events": sheet.events, "profile_bytes": sheet.size},
        "is_complete": sheet.is_complete,
    }


@require_POST
@login_required
@limited("rate_write")
def pause(request: HttpRequest) -> HttpResponse:
    actions.pause_learning(user=request.user)
    return heard(request, _("Learning is paused."))


@require_POST
@login_required
@limited("rate_write")
def resume(request: HttpRequest) -> HttpResponse:
    actions.resume_learning(user=request.user)
    return heard(request, _("Explore learns again from what you do."))


@require_POST
@login_required
@limited("rate_write")
def reset(request: HttpRequest) -> HttpResponse:
    actions.reset_taste(user=request.user)
    return heard(request, _("All that was learnt is deleted. Explore begins anew."))


@require_POST
@login_required
@limited("rate_write")
def turn_off(request: HttpRequest) -> HttpResponse:
    actions.turn_off(user=request.user)
    return heard(request, _("Explore shows the newest notes now, and what was learnt is deleted."))


@require_POST
@login_required
@limited("rate_write")
def turn_on(request: HttpRequest) -> HttpResponse:
    actions.turn_on(user=request.user)
    return heard(request, _("Explore follows your interests from now on."))
