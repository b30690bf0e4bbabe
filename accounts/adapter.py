"""What django-allauth asks of us: how handles look, and where a newcomer lands."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import HANDLE
from rednote.lib.ratelimit import client_key

handle_validators = [
    RegexValidator(rf"^{HANDLE}\Z", _("Use 3 to 30 letters a-z, digits or underscores.")),
]


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This is your primary address. Make another one primary first."),
        "duplicate_email": _("This address is yours already."),
        "email_password_mismatch": _("This address and this password do not belong together."),
        "email_taken": _("Somebody has this address already."),
        "enter_current_password": _("Type the password that you have now."),
        "incorrect_password": _("This is not your password."),
        "max_email_addresses": _("You can have %d addresses."),
        "rate_limited": _("That was a lot at once. Try again in a minute."),
        "same_as_current": _("This is what it is already."),
        "too_many_login_attempts": _("Too many wrong passwords. Try again later."),
        "unverified_primary_email": _("Confirm your primary address first."),
        "username_blacklisted": _("This handle is not free. Choose another one."),
        "username_password_mismatch": _("This handle and this password do not belong together."),
        "username_taken": _("This handle is not free. Choose another one."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return super().clean_username(username.strip().lower(), shallow)

    def is_safe_url(self, url: str) -> bool:
        try:
            return super().is_safe_url(url)
        except ValueError:  # not even an address
            return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """Wrong passwords count by account and network: by account alone, anybody could lock its owner out."""
        login = credentials.get("email", credentials.get("username", "")).lower()
        return f"{login} {client_key(request)}"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Somebody who never saw the welcome page gets it first."""
        if request.user.welcomed_at is None and not request.user.is_staff:
            return reverse("feeds:welcome")
        return super().get_login_redirect_url(request)
