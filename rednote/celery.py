"""Work done later: how Celery carries it, and the one table of what runs when."""

import os
from typing import Any
from urllib.parse import parse_qs, urlsplit

from celery import Celery
from celery.signals import worker_init
from django.conf import settings
from django.db import connections

from rednote.lib.images.decoders import OutdatedDecoder, require_current

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rednote.settings")

QUEUES = ("default", "photos", "refinements")

# Task -> seconds between two runs. A run that was not taken up by the time of the next one is dropped.
SCHEDULE: dict[str, float] = {
    "rednote.tasks.sweep": 15,
    "posts.tasks.fold_opens": 60,
    "posts.tasks.collect_abandoned_uploads": 3600,
    "posts.tasks.sweep_storage": 86_400,
    "feeds.tasks.fold_events": 5,
    "feeds.tasks.refresh_people": 15,
    "feeds.tasks.refresh_pools": 30,
    "feeds.tasks.refresh_rates": 60,
    "feeds.tasks.refresh_neighbours": 60,
    "feeds.tasks.refresh_trending": 120,
    "feeds.tasks.describe_missing": 300,
    "feeds.tasks.run_seldom": 60,
    "accounts.tasks.forget_expired": 3600,
}

# Task -> queue, for all that should not wait behind, or hold up, the short tasks of `default`.
ROUTES: dict[str, str] = {
    "posts.tasks.make_renditions": "photos",
    "accounts.tasks.make_avatar": "photos",
    # Worked off by a process of its own: a burst of uploads never stands before anybody's first card.
    "posts.tasks.refine_photo": "refinements",
}


def broker_url(redis_url: str) -> str:
    """Celery's spelling of a Redis URL: it differs for Unix sockets."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={database}"


app = Celery("rednote")
app.conf.update(
    broker_url=broker_url(settings.REDIS_URL),
    broker_connection_retry_on_startup=True,
    # One sweep of unacknowledged messages every 2 s: by default a killed worker's tasks wait 100 s and more.
    broker_transport_options={
        "visibility_timeout": 60,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        "socket_timeout": 2,
        "socket_connect_timeout": 0.5,
        "retry_on_timeout": True,
    },
    # A task is acknowledged when it is done, so it may run twice; its limits stay below visibility_timeout.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=35,
    task_time_limit=45,
    task_ignore_result=True,
    # A page must not hang on Redis: what cannot be sent is sent later, from its row.
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_max": 0.2},
    task_default_queue="default",
    task_routes={task: {"queue": queue} for task, queue in ROUTES.items()},
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=300_000,
    worker_hijack_root_logger=False,
    timezone="UTC",
    beat_schedule={
        task: {"task": task, "schedule": seconds, "options": {"expires": seconds}} for task, seconds in SCHEDULE.items()
    },
    beat_max_loop_interval=5,
)
app.autodiscover_tasks()


@worker_init.connect
def refuse_old_decoders(**signal: Any) -> None:
    """A worker with a decoder of known faults does not start."""
    try:
        require_current()
    except OutdatedDecoder as outdated:
        raise SystemExit(str(outdated)) from outdated


@worker_init.connect
def allow_longer_statements(**signal: Any) -> None:
    """A page's statement may take five seconds, a worker's a minute."""
    for database in connections.settings.values():
        database.setdefault("OPTIONS", {})["options"] = "-c statement_timeout=60s -c lock_timeout=5s"
