"""The unread number that every page's rail shows."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notifications.models import COUNTED_AT_MOST, Notification


def unread(request: HttpRequest) -> dict:
    """`unread_notifications`: how many wait, counted to 100 at most, and only when a template asks."""

    def count() -> int:
        if not request.user.is_authenticated:
            return 0
        # Most pages are opened with nothing waiting: one glance at a small index (its order makes PostgreSQL use it),
        # and only then who may tell what.
        waiting = Notification.objects.filter(recipient=request.user).unread().order_by("bucket")
        if not waiting.values_list("pk")[:1]:
            return 0
        return Notification.objects.to(request.user).unread()[:COUNTED_AT_MOST].count()

    return {"unread_notifications": SimpleLazyObject(count)}
