"""What the worker keeps fresh for every feed; each task may run any number of times."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from feeds import aggregates, discovery, events, meter, neighbours, pools, rates, retrieval, tastes, vectors, weights
from feeds.models import FeedSettings
from rednote.lib import redis
from rednote.lib.queue import send

logger = logging.getLogger(__name__)

REFRESHED_EVERY = 600  # seconds between two refreshes of one person
PEOPLE_AT_ONCE = 100


@shared_task
def fold_events() -> None:
    """Write what was taken in since the last run."""
    events.fold()


@shared_task
def refresh_people() -> None:
    """Fold what people did into their tastes and ask the sources for them: each at most every ten minutes."""
    client = redis.client()
    now = timezone.now().timestamp()
    due: list[bytes] = client.zrangebyscore(tastes.DIRTY, 0, now, start=0, num=PEOPLE_AT_ONCE)  # type: ignore[assignment]
    for member in due:
        refresh_person(int(member), now)


def refresh_person(user_id: int, now: float) -> None:
    client = redis.client()
    if not client.set(tastes.refreshed_key(user_id), 1, nx=True, ex=REFRESHED_EVERY):
        # Refreshed a moment ago: their turn comes again.
        wait = max(1, client.ttl(tastes.refreshed_key(user_id)))
        client.zadd(tastes.DIRTY, {str(user_id): now + wait}, xx=True)
        return
    client.zrem(tastes.DIRTY, str(user_id))
    person = User.objects.filter(pk=user_id, is_active=True).first()
    if person is None:
        return
    tastes.fold(user_id)
    own = FeedSettings.of(person)
    if own.is_personal:
        retrieval.ask(person, tastes.known_of(person, own), "", anew=True)


@shared_task
def refresh_rates() -> None:
    """Recompute the smoothed rate of every recent note."""
    rates.refresh()


@shared_task
def refresh_pools() -> None:
    pools.refresh()
    tastes.count_notes()


@shared_task
def refresh_trending() -> None:
    discovery.refresh_trending()


@shared_task
def refresh_neighbours() -> None:
    """Bring up to date the neighbours of notes that people engaged with since a while ago."""
    neighbours.refresh(timezone.now() - timedelta(minutes=5))


# Acknowledged at once: on a large site it takes longer than a message may wait to be acknowledged.
@shared_task(acks_late=False, soft_time_limit=1500, time_limit=1560)
def rebuild_neighbours() -> None:
    neighbours.rebuild()


@shared_task
def describe_note(note_id: int) -> None:
    vectors.describe([note_id])


@shared_task
def describe_missing() -> None:
    """Give a vector to notes that have none: those of a site that was updated, and what got lost on the way."""
    vectors.describe_missing()


@shared_task
def refit_weights() -> None:
    weights.refit()


@shared_task
def fit_priors() -> None:
    rates.fit_priors()


@shared_task
def count_days() -> None:
    """Count yesterday and today by note, and who is read by how many; make and drop the days of the raw tables."""
    today = timezone.now().date()
    aggregates.keep_days()
    for day in (today - timedelta(days=1), today):
        aggregates.count_day(day)
    aggregates.count_reach()


@shared_task
def measure() -> None:
    """Compute the public meter of today."""
    meter.measure(timezone.now().date())


# Task -> seconds between two runs. Kept in Redis, since beat counts from its own start: a site that is restarted every
# day would never see a nightly task. After a flush all run once more, which changes nothing.
SELDOM = {
    count_days: 3600,
    measure: 3600,
    refit_weights: 3600,
    fit_priors: 6 * 3600,
    rebuild_neighbours: 24 * 3600,
}


@shared_task
def run_seldom() -> None:
    """Send those of the seldom tasks that are due."""
    for task, seconds in SELDOM.items():
        if redis.client().set(f"seldom:{task.name}", 1, nx=True, ex=seconds):
            send(task)
