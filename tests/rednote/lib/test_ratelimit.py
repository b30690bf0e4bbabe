"""Rate limits: whose they are, how they refill, and that they hold while Redis is away."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from rednote.lib import ratelimit, redis
from rednote.lib.ratelimit import RateLimit, check, client_key, limited, viewer_key

LIMIT = RateLimit("test", limit=5, window_seconds=300)


@pytest.fixture
def fallback():
    """A counter in place of the database's; the registered one comes back after the test."""
    registered, counts = ratelimit._fallback, {}

    def add(key, window_start, cost):
        counts[key, window_start] = counts.get((key, window_start), 0) + cost
        return counts[key, window_start]

    ratelimit.set_fallback(add)
    yield counts
    ratelimit.set_fallback(registered)


@pytest.fixture
def without_redis(monkeypatch, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/nothing"


def test_allows_up_to_the_limit():
    decisions = [check(LIMIT, "alice") for _ in range(7)]
    assert [decision.allowed for decision in decisions] == [True] * 5 + [False] * 2
    assert [decision.remaining for decision in decisions[:5]] == [4, 3, 2, 1, 0]
    assert 0 < decisions[-1].retry_after <= 60


def test_keeps_people_and_limits_apart():
    for _ in range(5):
        check(LIMIT, "alice")
    assert not check(LIMIT, "alice").allowed
    assert check(LIMIT, "bob").allowed
    assert check(RateLimit("other", 5, 300), "alice").allowed


def test_refills_evenly():
    quick = RateLimit("quick", limit=2, window_seconds=1)
    assert [check(quick, "alice").allowed for _ in range(3)] == [True, True, False]
    time.sleep(0.6)
    assert [check(quick, "alice").allowed for _ in range(2)] == [True, False]


def test_takes_what_an_attempt_costs():
    assert check(LIMIT, "alice", cost=4).remaining == 1
    assert not check(LIMIT, "alice", cost=2).allowed
    assert check(LIMIT, "alice", cost=1).allowed
    assert not check(LIMIT, "bob", cost=6).allowed


def test_is_atomic():
    with ThreadPoolExecutor(8) as threads:
        allowed = list(threads.map(lambda _: check(LIMIT, "alice").allowed, range(60)))
    assert sum(allowed) == 5


def test_keeps_no_names_in_redis_and_nothing_for_ever():
    check(LIMIT, "alice@example.org")
    [key] = redis.client().keys("rate:test:*")
    assert b"alice" not in key
    assert 0 < redis.client().ttl(key) <= 301


def test_counts_elsewhere_while_redis_is_away(without_redis, fallback):
    started = time.monotonic()
    assert [check(LIMIT, "alice").allowed for _ in range(7)] == [True] * 5 + [False] * 2
    assert check(LIMIT, "bob").allowed
    assert 1 <= check(LIMIT, "alice").retry_after <= 300
    assert time.monotonic() - started < 1
    assert len(fallback) in (2, 3)


def test_never_fails_open(without_redis, fallback):
    ratelimit.set_fallback(None)
    assert not check(LIMIT, "alice").allowed


def test_can_be_lifted_for_load_tests(settings):
    settings.RATES_LIFTED = True
    assert all(check(LIMIT, "alice").allowed for _ in range(20))


@pytest.mark.parametrize(
    ("proxies", "sender", "forwarded", "key"),
    [
        (0, "192.0.2.1", "", "address:192.0.2.1"),
        (0, "192.0.2.1", "198.51.100.7", "address:192.0.2.1"),
        (1, "10.0.0.1", "198.51.100.7", "address:198.51.100.7"),
        (1, "10.0.0.1", "203.0.113.9, 198.51.100.7", "address:198.51.100.7"),
        (2, "10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.2", "address:198.51.100.7"),
        (2, "10.0.0.1", "198.51.100.7", "address:10.0.0.1"),
        (1, "10.0.0.1", "", "address:10.0.0.1"),
        (1, "10.0.0.1", "nonsense", "address:10.0.0.1"),
        (0, "2001:db8:1:2:3:4:5:6", "", "address:2001:db8:1:2::/64"),
        (0, "2001:db8:1:2:ffff::1", "", "address:2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.1", "", "address:192.0.2.1"),
        (1, "10.0.0.1", "[2001:db8::1]", "address:2001:db8::/64"),
        (0, "fe80::1%eth0", "", "address:fe80::/64"),
        (0, "", "", "address:unknown"),
    ],
)
def test_knows_a_sender_by_its_network(rf, settings, proxies, sender, forwarded, key):
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_key(rf.get("/", REMOTE_ADDR=sender, HTTP_X_FORWARDED_FOR=forwarded)) == key


@pytest.fixture
def write(settings):
    """A view that may be posted to twice."""
    settings.LIMITS = settings.LIMITS | {"rate_test": [2, 60]}
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"429.html": "Wait {{ retry_after }} seconds ({{ status }})"},
                    )
                ]
            },
        }
    ]
    calls = count(1)
    return limited("rate_test")(lambda request: HttpResponse(next(calls)))


def request(rf, method="post", user=None, **meta):
    request = getattr(rf, method)("/", **meta)
    request.user = user or AnonymousUser()
    return request


def test_answers_429_and_says_when_to_come_back(rf, write):
    assert [write(request(rf)).status_code for _ in range(3)] == [200, 200, 429]
    refused = write(request(rf))
    wait = int(refused["Retry-After"])
    assert 1 <= wait <= 60
    assert refused.content.decode() == f"Wait {wait} seconds (429)"
    assert write(request(rf, REMOTE_ADDR="192.0.2.9")).status_code == 200


def test_lets_reading_pass(rf, write):
    assert all(write(request(rf, "get")).status_code == 200 for _ in range(5))


@pytest.mark.django_db
def test_limits_accounts_behind_one_address_apart(rf, write, alice, carol):
    assert [write(request(rf, user=alice)).status_code for _ in range(3)] == [200, 200, 429]
    assert write(request(rf, user=carol)).status_code == 200
    assert viewer_key(request(rf, user=alice)) == f"user:{alice.pk}"
