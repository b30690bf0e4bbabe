"""How often somebody may do something: one token bucket per person or address, in Redis, else in the database."""

import ipaddress
import math
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from rednote.lib import redis

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})

# The bucket holds `limit` tokens and refills evenly over the window; Redis's own clock decides.
_TAKE = """
local limit, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(bucket[1]) or limit
local at = tonumber(bucket[2]) or now
tokens = math.min(limit, tokens + math.max(0, now - at) * limit / window)
local allowed = 0
if tokens >= cost then
  tokens = tokens - cost
  allowed = 1
end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((limit - tokens) / limit * window * 1000) + 1000)
return {allowed, string.format('%.6f', tokens)}
"""


@dataclass(frozen=True)
class RateLimit:
    """At most `limit` times in `window_seconds`."""

    name: str
    limit: int
    window_seconds: int


@dataclass(frozen=True)
class Decision:
    """The answer to one attempt; `retry_after` is in whole seconds, 0 when allowed."""

    allowed: bool
    retry_after: int = 0
    remaining: int = 0


# Adds `cost` to the count of a key in the window that began at a time, and returns the new count.
Fallback = Callable[[str, datetime, int], int]
_fallback: Fallback | None = None


def set_fallback(count: Fallback | None) -> None:
    """Name what counts while Redis is away."""
    global _fallback
    _fallback = count


def named(name: str) -> RateLimit:
    """Return a limit of settings.LIMITS."""
    return RateLimit(name, *settings.LIMITS[name])


def check(limit: RateLimit, key: str, cost: int = 1) -> Decision:
    """Take `cost` tokens from the key's bucket. Where nothing can count, nothing is allowed."""
    if settings.RATES_LIFTED:
        return Decision(allowed=True, remaining=limit.limit)
    # Keys may be e-mail addresses: only their fingerprint is kept.
    bucket = f"rate:{limit.name}:{salted_hmac('rednote.ratelimit', key).hexdigest()[:32]}"
    try:
        return _take(limit, bucket, cost)
    except redis.RedisError:
        return _count(limit, bucket, cost)


def client_key(request: HttpRequest) -> str:
    """Return what identifies the sender's network: the IPv4 address, or the /64 of an IPv6 address.

    X-Forwarded-For is believed for as many proxies as settings.TRUSTED_PROXY_COUNT says, from its end.
    """
    sender = request.META.get("REMOTE_ADDR", "")
    if proxies := settings.TRUSTED_PROXY_COUNT:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies and _network(forwarded[-proxies]):
            sender = forwarded[-proxies]
    return f"address:{_network(sender) or 'unknown'}"


def viewer_key(request: HttpRequest) -> str:
    """Return the account when signed in, so that people behind one address do not share a limit."""
    return f"user:{request.user.pk}" if request.user.is_authenticated else client_key(request)


def limited(
    name: str,
    *,
    key: Callable[[HttpRequest], str] = viewer_key,
    methods: Collection[str] = UNSAFE_METHODS,
) -> Callable:
    """Answer 429 to requests of these methods beyond a limit of settings.LIMITS."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method in methods:
                decision = check(named(name), key(request))
                if not decision.allowed:
                    return too_many(request, decision)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def too_many(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Return the 429 page, for fragments too, so that htmx can show its words."""
    response = render(request, "429.html", {"status": 429, "retry_after": decision.retry_after}, status=429)
    response.headers["Retry-After"] = str(decision.retry_after)
    return response


def may_upload(request: HttpRequest, size: int) -> Decision:
    """Whether an account may send one more file: so many an hour, so many bytes a day."""
    decision = check(named("rate_upload"), viewer_key(request))
    return check(named("rate_upload_bytes"), viewer_key(request), size) if decision.allowed else decision


def too_many_photos(decision: Decision) -> str:
    """What is said where the file was chosen, and nothing else of the form is lost."""
    minutes = -(-decision.retry_after // 60)
    return ngettext(
        "That were many photos. Try this one again in {minutes} minute.",
        "That were many photos. Try this one again in {minutes} minutes.",
        minutes,
    ).format(minutes=minutes)


def _take(limit: RateLimit, bucket: str, cost: int) -> Decision:
    script = redis.client().register_script(_TAKE)
    allowed, left = script(keys=[bucket], args=[limit.limit, limit.window_seconds, cost])
    tokens = float(left)
    if allowed:
        return Decision(allowed=True, remaining=int(tokens))
    missing = min(cost, limit.limit) - tokens
    return Decision(allowed=False, retry_after=max(1, math.ceil(missing * limit.window_seconds / limit.limit)))


def _count(limit: RateLimit, bucket: str, cost: int) -> Decision:
    """Count in fixed windows: coarser than the bucket, and strict enough while Redis is away."""
    now = time.time()
    start = now - now % limit.window_seconds
    wait = max(1, math.ceil(start + limit.window_seconds - now))
    if _fallback is None:
        return Decision(allowed=False, retry_after=wait)
    count = _fallback(bucket, datetime.fromtimestamp(start, UTC), cost)
    if count <= limit.limit:
        return Decision(allowed=True, remaining=limit.limit - count)
    return Decision(allowed=False, retry_after=wait)


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.strip().strip("[]"))
    except ValueError:
        return ""
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))
