"""Who may call the API, and how often."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from rednote.lib import ratelimit


class InGoodStanding(BasePermission):
    """Reading is for everybody, writing for people who are logged in and not suspended."""

    def has_permission(self, request: Request, view: object) -> bool:
        if request.method in SAFE_METHODS:
            return True
        if not request.user.is_authenticated:
            return False
        if request.user.is_suspended:
            raise PermissionDenied(_("Your account is suspended: you can read, but not write."), code="suspended")
        return True


class RateThrottle(BaseThrottle):
    """The limits of the whole API by account or address, and of single resources: `rate` for writes, `read_rate`."""

    retry_after = 0

    def allow_request(self, request: Request, view: object) -> bool:
        names = ["rate_api" if request.user.is_authenticated else "rate_api_anonymous"]
        names.append(getattr(view, "read_rate" if request.method in SAFE_METHODS else "rate", ""))
        for name in filter(None, names):
            decision = ratelimit.check(ratelimit.named(name), ratelimit.viewer_key(request))
            if not decision.allowed:
                self.retry_after = decision.retry_after
                return False
        return True

    def wait(self) -> float:
        return self.retry_after
