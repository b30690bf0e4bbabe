"""django-allauth's views under URLs of our own, by the names that it and Django expect."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, re_path

from rednote.lib.ratelimit import limited


def refusing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A form that comes back with errors says so in its status too, as all our forms do: allauth answers 200."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        return response

    return answer


urlpatterns = [
    path("login", limited("rate_login")(refusing(views.login)), name="account_login"),
    path("signup", limited("rate_signup")(refusing(views.signup)), name="account_signup"),
    path("logout", views.logout, name="account_logout"),
    path("inactive", views.account_inactive, name="account_inactive"),
    path("reauthenticate", limited("rate_login")(refusing(views.reauthenticate)), name="account_reauthenticate"),
    path("settings/email", limited("rate_write")(refusing(views.email)), name="account_email"),
    path("verify-email", views.email_verification_sent, name="account_email_verification_sent"),
    path("verify-email/<str:key>", views.confirm_email, name="account_confirm_email"),
    path("settings/password", limited("rate_login")(refusing(views.password_change)), name="account_change_password"),
    path("settings/password/set", refusing(views.password_set), name="account_set_password"),
    path("password/reset", limited("rate_reset")(refusing(views.password_reset)), name="account_reset_password"),
    path("password/reset/sent", views.password_reset_done, name="account_reset_password_done"),
    # The key holds hyphens of its own: the id before it takes none.
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[\w-]+)\Z",
        refusing(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/reset/done", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
