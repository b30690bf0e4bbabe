"""Celery speaks to the Redis that the settings name, over a socket too."""

import pytest

from rednote.celery import QUEUES, ROUTES, SCHEDULE, app, broker_url


@pytest.mark.parametrize(
    ("redis_url", "broker"),
    [
        ("redis://redis:6379/0", "redis://redis:6379/0"),
        ("rediss://:secret@redis:6380/2", "rediss://:secret@redis:6380/2"),
        ("unix:///tmp/a/redis.sock", "redis+socket:///tmp/a/redis.sock?virtual_host=0"),
        ("unix:///tmp/a/redis.sock?db=3", "redis+socket:///tmp/a/redis.sock?virtual_host=3"),
    ],
)
def test_broker_url(redis_url, broker):
    assert broker_url(redis_url) == broker


def test_a_task_ends_before_its_message_is_sent_again():
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]


def test_every_scheduled_or_routed_task_exists():
    app.loader.import_default_modules()
    assert {*SCHEDULE, *ROUTES} <= set(app.tasks)


def test_every_route_leads_to_a_queue_that_workers_read():
    assert set(ROUTES.values()) <= set(QUEUES)
