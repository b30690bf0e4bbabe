"""Handing work to Celery on commit. The ledger row is the promise; a broker that is away only delays it."""

import logging
from functools import partial

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def enqueue(task: Task, *args: object) -> None:
    """Send the task once the transaction is committed; when the broker is away the sweeper sends it later."""
    transaction.on_commit(partial(send, task, *args))


def send(task: Task, *args: object) -> None:
    try:
        task.delay(*args)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("%s%s waits for the sweeper: %s", task.name, args, error)
