"""What is counted from the raw rows before they go: by note and day, and how many people read an author."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from feeds import partitions
from feeds.models import AuthorReach

REACH_DAYS = 28

# A day is counted again as long as its raw rows are there. Rows go with those who want it: what they were counted in
# stays, so a count only grows.
COUNT_DAY = """
WITH shown AS (
    SELECT note_id, author_id, count(*) AS impressions, count(DISTINCT reader) AS readers,
        count(*) FILTER (WHERE kind IN ('explore', 'fair_start')) AS explored
    FROM feeds_impression WHERE day = %(day)s GROUP BY note_id, author_id
), done AS (
    SELECT e.note_id, e.author_id,
        count(DISTINCT e.reader) FILTER (WHERE e.kind = 'open') AS opens,
        count(DISTINCT e.reader) FILTER (WHERE e.kind IN ('like', 'collect', 'comment', 'share')) AS engaged,
        count(DISTINCT e.reader) FILTER (WHERE e.kind IN ('like', 'collect', 'comment', 'share') AND EXISTS (
            SELECT FROM feeds_impression i WHERE i.day = %(day)s AND i.note_id = e.note_id AND i.reader = e.reader
                AND i.kind IN ('explore', 'fair_start')
        )) AS explored_engaged
    FROM feeds_event e WHERE e.day = %(day)s GROUP BY e.note_id, e.author_id
)
INSERT INTO feeds_noteday AS kept (day, note_id, author_id, impressions_count, explored_count, readers_count,
    opens_count, engaged_count, explored_engaged_count, followers_count, is_original)
SELECT %(day)s, n.id, n.author_id, coalesce(s.impressions, 0), coalesce(s.explored, 0), coalesce(s.readers, 0),
    coalesce(d.opens, 0), coalesce(d.engaged, 0), coalesce(d.explored_engaged, 0), u.followers_count,
    NOT EXISTS (SELECT FROM posts_origin o WHERE o.note_id = n.id AND o.copier_id IS NOT NULL AND NOT o.is_credited)
FROM shown s FULL JOIN done d ON d.note_id = s.note_id
JOIN posts_note n ON n.id = coalesce(s.note_id, d.note_id) JOIN accounts_user u ON u.id = n.author_id
ORDER BY n.id
ON CONFLICT (note_id, day) DO UPDATE SET
    impressions_count = greatest(kept.impressions_count, excluded.impressions_count),
    explored_count = greatest(kept.explored_count, excluded.explored_count),
    readers_count = greatest(kept.readers_count, excluded.readers_count),
    opens_count = greatest(kept.opens_count, excluded.opens_count),
    engaged_count = greatest(kept.engaged_count, excluded.engaged_count),
    explored_engaged_count = greatest(kept.explored_engaged_count, excluded.explored_engaged_count)
"""

# Members are one reader each; visitors, whom nothing tells apart for longer, are counted by the day.
COUNT_READERS = """
SELECT author_id, count(DISTINCT coalesce(viewer_id, reader)) FROM feeds_impression
WHERE day > %(since)s GROUP BY author_id
"""


def count_day(day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_DAY, {"day": day})


def keep_days() -> None:
    """Today and tomorrow have their partitions; days that are over are counted and dropped."""
    today = timezone.now().date()
    partitions.ensure(today, today + timedelta(days=1))
    for day in partitions.days_kept():
        if partitions.is_over(day):
            count_day(day)
            partitions.drop(day)


@transaction.atomic
def count_reach() -> None:
    """Who is small: whoever fewer distinct people read in 28 days than the author in the middle. No followers here."""
    since = timezone.now().date() - timedelta(days=REACH_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_READERS, {"since": since})
        readers = dict(cursor.fetchall())
    middle = sorted(readers.values())[len(readers) // 2] if readers else 0
    AuthorReach.objects.exclude(author__in=readers).delete()
    AuthorReach.objects.bulk_create(
        [
            AuthorReach(author_id=author, readers_count=count, is_small=count < middle)
            for author, count in sorted(readers.items())
        ],
        update_conflicts=True,
        unique_fields=["author"],
        update_fields=["readers_count", "is_small"],
    )
