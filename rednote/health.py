"""Whether the site lives, and whether it can serve: for proxies, orchestrators and `make run`."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from rednote.lib import redis


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; asks nothing of anybody."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served; without Redis they can, and the answer says `degraded`. 503 without PostgreSQL."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": False}, status=503)
    has_redis = redis.available()
    return JsonResponse({"status": "ok" if has_redis else "degraded", "database": True, "redis": has_redis})
