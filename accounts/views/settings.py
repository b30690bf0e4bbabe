"""The settings pages: profile, privacy, languages, keys to the API, who is blocked; and the look of the site."""

from django import forms
from django.conf import settings as site
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions
from accounts.forms import LanguagesForm, PrivacyForm, ProfileForm, TokenForm
from accounts.models import User
from rednote.context_processors import THEMES
from rednote.lib.ratelimit import limited, may_upload, too_many_photos
from rednote.lib.web import SeeOther, back, login_required

YEAR = 60 * 60 * 24 * 365
# Sections whose page is an app's above.
ELSEWHERE = {"interests": "feeds:interests"}


def sections(current: str) -> list[dict]:
    named = {
        "profile": pgettext("settings", "Profile"),
        "privacy": _("Privacy"),
        "languages": _("Languages"),
        "interests": _("Interests"),
        "account": _("Account"),
        "keys": _("API keys"),
        "blocked": _("Blocked and muted"),
    }
    return [
        {"url": reverse(ELSEWHERE.get(name, f"accounts:{name}")), "label": label, "is_current": name == current}
        for name, label in named.items()
    ]


def section(request: HttpRequest, name: str, form: forms.BaseForm | None = None, **context) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    context |= {"form": form, "sections": sections(name), "section": name}
    return render(request, f"accounts/settings_{name}.html", context, status=status)


def saved(request: HttpRequest, name: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return SeeOther(reverse(f"accounts:{name}"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def profile(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, request.FILES or None, initial={"name": user.name, "bio": user.bio})
    if not form.is_valid():
        return section(request, "profile", form)
    is_removing = "remove_avatar" in request.POST
    file = None if is_removing else form.cleaned_data["avatar"]
    if file:
        decision = may_upload(request, file.size)
        if not decision.allowed:
            form.add_error("avatar", too_many_photos(decision))
            response = section(request, "profile", form)
            response.status_code, response["Retry-After"] = 429, str(decision.retry_after)
            return response
    actions.edit_profile(user=user, name=form.cleaned_data["name"], bio=form.cleaned_data["bio"])
    if is_removing:
        actions.remove_avatar(user=user)
    elif file:
        actions.upload_avatar(user=user, file=file)
    return saved(request, "profile")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def privacy(request: HttpRequest) -> HttpResponse:
    form = PrivacyForm(
        request.POST if request.method == "POST" else None, instance=User.objects.get(pk=request.user.pk)
    )
    if not form.is_valid():
        return section(request, "privacy", form)
    actions.set_privacy(user=request.user, **form.cleaned_data)
    return saved(request, "privacy")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def languages(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = LanguagesForm(data, initial={"languages": request.user.languages})
    if not form.is_valid():
        return section(request, "languages", form)
    actions.set_languages(user=request.user, languages=form.cleaned_data["languages"])
    return saved(request, "languages")


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    addresses = request.user.emailaddress_set.order_by("-primary", "email")
    return section(request, "account", addresses=addresses)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def keys(request: HttpRequest) -> HttpResponse:
    """A new key is told in the answer to its form and never again."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    new_key = ""
    if form.is_valid():
        _token, new_key = actions.create_token(user=request.user, name=form.cleaned_data["name"])
        form = TokenForm()
    return section(request, "keys", form, tokens=request.user.api_tokens.order_by("-id"), new_key=new_key)


@require_POST
@login_required
def revoke_key(request: HttpRequest, token_id: int) -> HttpResponse:
    actions.revoke_token(token=get_object_or_404(request.user.api_tokens, pk=token_id))
    return saved(request, "keys")


@require_GET
@login_required
def blocked(request: HttpRequest) -> HttpResponse:
    people = User.objects.select_related("avatar").order_by("handle")
    return section(
        request,
        "blocked",
        blocked=people.filter(blocks_received__blocker=request.user)[:500],
        muted=people.filter(mutes_received__muter=request.user)[:500],
    )


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    response = back(request)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=site.HTTPS)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    if language not in dict(site.LANGUAGES):
        raise Http404
    if request.user.is_authenticated:
        actions.set_interface_language(user=request.user, language=language)
    translation.activate(language)
    response = back(request)
    response.set_cookie(
        site.LANGUAGE_COOKIE_NAME, language, max_age=site.LANGUAGE_COOKIE_AGE, samesite="Lax", secure=site.HTTPS
    )
    return response
