"""The following feed: the newest of the people and hashtags one follows, strictly by time, pulled when it is read."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from feeds.pages import CardPage, filled, page_size
from rednote.lib import cursors
from rednote.lib.ids import MAX_ID

SCOPE = "following"

# For each followee and each hashtag the newest few below the cursor come from their own index; nothing is stored for
# anybody, so nothing is left to drift after an unfollow or a block. What is for others is left out here already: the
# cursor names the last row of a page, and would tell of it.
NEWEST = """
SELECT id, published_at FROM (
    SELECT n.id, n.published_at
    FROM (
        SELECT t.followee_id, EXISTS (
            SELECT FROM accounts_follow b
            WHERE b.follower_id = t.followee_id AND b.followee_id = t.follower_id AND b.state = 'active'
        ) AS is_mutual
        FROM accounts_follow t WHERE t.follower_id = %(viewer)s AND t.state = 'active'
    ) f CROSS JOIN LATERAL (
        SELECT id, published_at FROM posts_note
        WHERE author_id = f.followee_id AND state = 'published' AND ready_at IS NOT NULL AND taken_down_at IS NULL
            AND (visibility IN ('public', 'followers') OR visibility = 'mutuals' AND f.is_mutual)
            AND (published_at, id) < (%(before)s, %(before_id)s)
        ORDER BY published_at DESC, id DESC LIMIT %(size)s
    ) n
    UNION
    SELECT l.note_id, l.published_at
    FROM posts_hashtagfollow f CROSS JOIN LATERAL (
        SELECT t.note_id, t.published_at FROM posts_notehashtag t JOIN posts_note n ON n.id = t.note_id AND n.is_listed
        WHERE t.hashtag_id = f.hashtag_id AND (t.published_at, t.note_id) < (%(before)s, %(before_id)s)
        ORDER BY t.published_at DESC, t.note_id DESC LIMIT %(size)s
    ) l
    WHERE f.user_id = %(viewer)s
) followed
ORDER BY published_at DESC, id DESC LIMIT %(size)s
"""


def page(viewer, after: str = "") -> CardPage:
    """The page that follows a cursor, "" for the first; its own `after` is "" once the viewer is caught up."""

    def read(cursor: str) -> tuple[list[int], str]:
        before, before_id = cursors.decode(cursor, (datetime, int), scope=SCOPE)
        parameters = {"viewer": viewer.pk, "before": before, "before_id": before_id, "size": page_size() + 1}
        with connection.cursor() as database:
            database.execute(NEWEST, parameters)
            rows = database.fetchall()
        shown = rows[: page_size()]
        if len(rows) <= page_size():
            return [note_id for note_id, _ in shown], ""
        last_id, last_at = shown[-1]
        return [note_id for note_id, _ in shown], cursors.encode(last_at, last_id, scope=SCOPE)

    return filled(viewer, read, after or cursors.encode(timezone.now(), MAX_ID, scope=SCOPE))
