"""The public meter: whom attention goes to, for everybody to read and to compute with."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feeds import gauges, impressions, weights
from feeds import meter as measured
from feeds.why import WORDS

HISTORY = 28  # days that the charts show


@require_safe
def meter(request: HttpRequest) -> HttpResponse:
    days = measured.history(HISTORY)
    last = days[-1] if days else None
    context = {
        "dials": gauges.dials(days) if days else [],
        "last": last,
        "first": days[0] if days else None,
        "counts": [(window, gauges.of(last, window)) for window in measured.WINDOWS] if last else [],
        "windows": measured.WINDOWS,
        "version": impressions.VERSION,
        "weights": [(WORDS[name], value) for name, value in weights.settings().weights.items()],
    }
    return render(request, "feeds/meter.html", context)


@require_safe
def figures(request: HttpRequest) -> JsonResponse:
    """The same figures as JSON: `figures` by the length of a window in days, null where there is too little to tell."""
    days = measured.history(HISTORY)
    rows = [{"day": row.day, "version": row.version, "figures": row.figures} for row in days]
    content = {
        "version": impressions.VERSION,
        "weights": dict(weights.settings().weights),
        "how": {gauge.name: str(gauge.how) for gauge in gauges.GAUGES},
        "computed_at": days[-1].computed_at if days else None,
        "latest": rows[-1] if rows else None,
        "history": rows,
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
