"""What the worker keeps fresh for every feed."""

from celery import shared_task
from django.db import connection

from feeds import pools

# Beta prior of engagements per open (mean 0.195; the fit of a public reading log, see docs/decisions): a note that
# few have opened stands near the mean, whatever its first opens did.
PRIOR_ENGAGED = 3.56
PRIOR_OPENS = 18.24
RECENT_DAYS = 30

# What the three kinds of engagement count; the decision page says where the numbers come from.
LIKE, COLLECT, COMMENT = 1.0, 1.5, 1.5

# rate = (engaged + a) / (opens + a + b). Cards can be liked unopened: a note engaged with more often than it was opened
# counts as opened that often.
REFRESH_RATES = f"""
WITH engaged AS (
    SELECT n.id, {LIKE} * n.likes_count + {COLLECT} * n.collects_count + {COMMENT} * n.comments_count AS n
    FROM posts_note n WHERE n.is_listed AND n.published_at > now() - make_interval(days => {RECENT_DAYS})
)
INSERT INTO feeds_noterate (note_id, opens_count, rate, refreshed_at)
SELECT e.id, coalesce(r.opens_count, 0),
    (e.n + {PRIOR_ENGAGED}) / (greatest(coalesce(r.opens_count, 0), e.n) + {PRIOR_OPENS}), now()
FROM engaged e LEFT JOIN feeds_noterate r ON r.note_id = e.id
ORDER BY e.id
ON CONFLICT (note_id) DO UPDATE SET rate = excluded.rate, refreshed_at = excluded.refreshed_at
"""


@shared_task
def refresh_rates() -> None:
    """Recompute the smoothed rate of every recent note."""
    with connection.cursor() as cursor:
        cursor.execute(REFRESH_RATES)


@shared_task
def refresh_pools() -> None:
    pools.refresh()
