"""Arriving: the house rules, tips by residents, interests and languages, a first note to write."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import actions as accounts_actions
from feeds import actions, house
from feeds.interests import FEWEST, INTERESTS
from feeds.models import UserInterest
from rednote.lib import languages
from rednote.lib.ratelimit import limited
from rednote.lib.web import SeeOther, login_required


class WelcomeForm(forms.Form):
    interests = forms.MultipleChoiceField(
        label=_("What do you like?"),
        choices=[(slug, interest.label) for slug, interest in INTERESTS.items()],
        error_messages={"required": _("Pick at least three, or skip this step.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you read?"),
        choices=[(code, languages.endonym(code)) for code in languages.LANGUAGES],
        required=False,
    )

    def clean_interests(self) -> list[str]:
        picked = self.cleaned_data["interests"]
        if len(picked) < FEWEST:
            raise forms.ValidationError(_("Pick at least three, or skip this step."), code="too_few")
        return picked


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def welcome(request: HttpRequest) -> HttpResponse:
    """Skipping keeps what was picked before and never comes back by itself."""
    if request.method == "POST" and "skip" in request.POST:
        accounts_actions.finish_welcome(user=request.user)
        return SeeOther(reverse("feeds:explore"))
    form = WelcomeForm(request.POST if request.method == "POST" else None, initial=chosen_before(request.user))
    if form.is_valid():
        actions.pick_interests(user=request.user, interests=form.cleaned_data["interests"])
        accounts_actions.set_languages(user=request.user, languages=form.cleaned_data["languages"])
        accounts_actions.finish_welcome(user=request.user)
        return SeeOther(reverse("feeds:explore"))
    context = {
        "form": form,
        "tiles": tiles(form),
        "rules": house.RULES,
        "tips": house.tips(request.user, (get_language() or "en").split("-")[0]),
        "offered_languages": offered_languages(form),
    }
    return render(request, "feeds/welcome.html", context, status=422 if form.errors else 200)


def chosen_before(user) -> dict:
    picked = list(UserInterest.objects.filter(user=user).values_list("interest", flat=True))
    return {"interests": picked, "languages": user.languages or [(get_language() or "en").split("-")[0]]}


def tiles(form: WelcomeForm) -> list[dict]:
    picked = set(form["interests"].value() or [])
    return [
        {"slug": slug, "label": interest.label, "is_picked": slug in picked, "picture": f"img/interests/{slug}.webp"}
        for slug, interest in INTERESTS.items()
    ]


def offered_languages(form: WelcomeForm) -> list[dict]:
    picked = set(form["languages"].value() or [])
    return [
        {"code": code, "endonym": languages.endonym(code), "is_picked": code in picked} for code in languages.LANGUAGES
    ]
