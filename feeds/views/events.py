"""What browsers report of the cards that they showed."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from feeds import events as intake
from rednote.lib.ratelimit import client_key, limited


# A page that is left can send no header. Nothing is gained by forging it either: each event names the signed token of
# a card that this very viewer was shown, which no other site can know.
@csrf_exempt
@require_POST
@limited("rate_events")
def events(request: HttpRequest) -> HttpResponse:
    if not settings.EXPLORE["events"]:
        return HttpResponse(status=204)
    if int(request.headers.get("Content-Length") or 0) > settings.LIMITS["events_bytes"]:
        return JsonResponse({"detail": "Too many events at once."}, status=413)
    try:
        batch = json.loads(request.body)
        taken = intake.take(request.user, visitor_of(request), batch, settings.LIMITS["events_per_batch"])
    except (ValueError, RecursionError) as error:
        return JsonResponse({"detail": f"This is no JSON: {error}"}, status=400)
    except intake.EventsRefused as refused:
        return JsonResponse({"detail": str(refused)}, status=422)
    return JsonResponse({"taken": taken.taken, "refused": taken.refused}, status=202)


def visitor_of(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"{client_key(request)} {request.headers.get('User-Agent', '')}"
