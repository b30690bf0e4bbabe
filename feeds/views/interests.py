"""The interest sheet: what is held of a person to choose notes by, on one page, theirs to change and to delete."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
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


def control(act: Callable[..., object], words: Promise) -> Callable[[HttpRequest], HttpResponse]:
    """A button that does one thing for the person alone, and says so."""

    @require_POST
    @login_required
    @limited("rate_write")
    def press(request: HttpRequest) -> HttpResponse:
        act(user=request.user)
        return heard(request, str(words))

    return press


pause = control(actions.pause_learning, _("Learning is paused."))
resume = control(actions.resume_learning, _("Explore learns again from what you do."))
reset = control(actions.reset_taste, _("All that was learnt is deleted. Explore begins anew."))
turn_off = control(actions.turn_off, _("Explore shows the newest notes now, and what was learnt is deleted."))
turn_on = control(actions.turn_on, _("Explore follows your interests from now on."))
