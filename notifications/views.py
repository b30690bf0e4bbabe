"""What a person was told, bucket by bucket."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from notifications import actions
from notifications.models import COUNTED_AT_MOST, Bucket, Notification
from rednote.lib.cursors import page_of
from rednote.lib.ids import parse_id
from rednote.lib.ratelimit import limited
from rednote.lib.web import back, is_fragment, login_required, page_or_fragment


@require_safe
@login_required
def notifications(request: HttpRequest) -> HttpResponse:
    """A bucket; without one asked for, the first in which something waits."""
    waiting = {} if is_fragment(request) else Notification.objects.unread_counts(request.user, COUNTED_AT_MOST)
    first = next((bucket for bucket in Bucket if waiting.get(bucket)), Bucket.COMMENTS)
    bucket = request.GET.get("bucket", first)
    if bucket not in Bucket.values:
        raise Http404
    entries = Notification.objects.entries(request.user, bucket)
    after = request.GET.get("after")
    page = page_of(entries, order=[("id", True)], after=after, size=settings.LIMITS["page_size"])
    for entry in page.items:
        if entry.actor:
            entry.actor.follow_state = entry.actor_follow_state
    context = {
        "entries": page.items,
        "bucket": bucket,
        "tabs": tabs(bucket, waiting),
        "has_unread": any(waiting.values()),
        # What the page shows becomes read once it is on the screen, and nothing that came after it.
        "read_until": page.items[0].pk if waiting.get(bucket) and page.items and not after else None,
        "next_url": f"?bucket={bucket}&after={page.next_cursor}" if page.next_cursor else "",
        "viewer_id": request.user.pk,
    }
    return page_or_fragment(request, "notifications/notifications.html", "notifications/_entries.html", context)


def tabs(current: str, waiting: dict[str, int]) -> list[dict]:
    url = reverse("notifications:notifications")
    return [
        {
            "url": f"{url}?bucket={bucket}",
            "label": bucket.label,
            "is_current": bucket == current,
            "unread": waiting.get(bucket, 0),
        }
        for bucket in Bucket
    ]


@require_POST
@login_required
@limited("rate_react")
def read(request: HttpRequest) -> HttpResponse:
    """A bucket was seen, up to the newest entry that the page showed; without a bucket, all of them."""
    bucket, until = request.POST.get("bucket", ""), parse_id(request.POST.get("until"))
    if bucket and bucket not in Bucket.values:
        raise Http404
    actions.read_bucket(user=request.user, bucket=bucket, until=until)
    if is_fragment(request):
        return HttpResponse(status=204)
    return back(request, reverse("notifications:notifications"))
