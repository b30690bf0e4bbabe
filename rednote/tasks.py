"""What the site does on its own, whatever the app."""

import time

from celery import shared_task

from rednote.lib import ledger, redis

HEARTBEAT = "beat:heartbeat"


@shared_task
def sweep() -> None:
    """Send work again that a flushed Redis, a killed worker or a lost message left lying; beat lives, it shows."""
    ledger.resend_due()
    redis.client().set(HEARTBEAT, time.time())
