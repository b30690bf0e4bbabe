"""What news about notes means for feeds."""

from django.db import connection
from django.dispatch import receiver

from posts.signals import notes_opened

ADD_OPENS = """
INSERT INTO feeds_noterate AS r (note_id, opens_count, rate, refreshed_at)
SELECT n.id, o.opens, 0, now()
FROM unnest(%s::bigint[], %s::bigint[]) AS o(note_id, opens) JOIN posts_note n ON n.id = o.note_id
ORDER BY n.id
ON CONFLICT (note_id) DO UPDATE SET opens_count = r.opens_count + excluded.opens_count
"""


@receiver(notes_opened)
def count_opens(sender: type, counts: dict[int, int], **kwargs: object) -> None:
    """Opens make the rate's denominator; the next refresh takes them in."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_OPENS, [list(counts), list(counts.values())])
