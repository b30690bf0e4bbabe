"""What the worker keeps fresh for every feed."""

from celery import shared_task
from django.db import connection

from feeds import pools

# Beta prior of engagements per open (mean 0.195; the fit of a public reading log, see docs/decisions): a note that
# few have opened stands near the mean, whatever its first opens did.
PRIOR_ENGAGED = 3.56
PRIOR_OPENS = 18.24
RECENT_DAYS = 30

# rate = (engaged + a) / (opens + a + b), engaged = likes + 1.5 saves + 1.5 comments; a note engaged with more often
# than it was opened (cards can be liked unopened) counts as opened that often.
REFRESH_RATES = """
INSERT INTO feeds_noterate AS r (note_id, opens_count, rate, refreshed_at)
SELECT n.id, 0, (e.engaged + %(a)s) / (greatest(0, e.engaged) + %(n)s), now()
FROM posts_note n, LATERAL (
    SELECT (n.likes_count + 1.5 * n.collects_count + 1.5 * n.comments_count)::float AS engaged
) e
WHERE n.is_listed AND n.published_at > now() - make_interval(days => %(days)s)
ON CONFLICT (note_id) DO UPDATE SET
    rate = (
        SELECT (e.engaged + %(a)s) / (greatest(r.opens_count, e.engaged) + %(n)s)
        FROM posts_note n, LATERAL (
            SELECT (n.likes_count + 1.5 * n.collects_count + 1.5 * n.comments_count)::float AS engaged
        ) e
        WHERE n.id = r.note_id
    ),
    refreshed_at = now()
"""


@shared_task
def refresh_rates() -> None:
    """Recompute the smoothed rate of every recent note."""
    with connection.cursor() as cursor:
        cursor.execute(REFRESH_RATES, {"a": PRIOR_ENGAGED, "n": PRIOR_OPENS, "days": RECENT_DAYS})


@shared_task
def refresh_pools() -> None:
    pools.refresh()
