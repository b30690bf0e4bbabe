"""What django-allauth asks of us: how handles look, and where a newcomer lands."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import HANDLE

handle_validators = [
    RegexValidator(rf"^{HANDLE}\Z", _("Use 3 to 30 letters a-z, digits or underscores.")),
]


class AccountAdapter(DefaultAccountAdapter):
    def clean_username(self, username: str, shallow: bool = False) -> str:
        return super().clean_username(username.strip().lower(), shallow)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Somebody who never saw the welcome page gets it first."""
        if request.user.welcomed_at is None and not request.user.is_staff:
            return reverse("feeds:welcome")
        return super().get_login_redirect_url(request)
