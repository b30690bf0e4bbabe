"""Engagement per look: counted from what people did, smoothed by what notes of the hashtag and format reach."""

from datetime import timedelta
from typing import cast

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from feeds.models import HashtagPrior
from feeds.ranking import smoothing
from feeds.ranking.originality import TO_SOURCE
from feeds.ranking.smoothing import DEFAULT, ENGAGEMENT
from rednote.lib.ids import id_at

RECENT_DAYS = 30
EVERGREEN_AFTER_DAYS = 7
EVERGREEN_SHARE = 0.3  # of a hashtag's saves that come later than that
EVERGREEN_FROM = 20  # saves
EVERGREEN_WINDOW = timedelta(days=90)
FITTED_FROM = 20_000  # rows at most

# A person counts once per note, by the strongest thing they did, and its author never. What one person did for one
# author on one day counts for three notes at most: a ring of friends is no crowd. Of what a copy gets that credits
# nobody, half is its source's.
PER_AUTHOR_AND_DAY = 3
REFRESH = """
WITH recent AS (
    SELECT n.id, n.author_id, n.is_text_cover, n.cover_id FROM posts_note n
    WHERE n.is_listed AND n.published_at > now() - make_interval(days => %(days)s)
), done AS (
    SELECT r.id, r.author_id, l.user_id AS person, %(like)s AS weight, l.created_at AS at
    FROM recent r JOIN posts_like l ON l.note_id = r.id AND l.user_id <> r.author_id
    UNION ALL
    SELECT r.id, r.author_id, c.user_id, %(collect)s, c.created_at
    FROM recent r JOIN posts_collect c ON c.note_id = r.id AND c.user_id <> r.author_id
    UNION ALL
    SELECT r.id, r.author_id, c.author_id, %(comment)s, c.created_at
    FROM recent r JOIN posts_comment c ON c.note_id = r.id AND c.author_id <> r.author_id AND c.taken_down_at IS NULL
), people AS (
    SELECT id, author_id, person, max(weight) AS weight, min(at) AS at FROM done GROUP BY id, author_id, person
), ordered AS (
    SELECT id, weight, row_number() OVER (PARTITION BY author_id, person, at::date ORDER BY at, id) AS nth FROM people
), received AS (
    SELECT r.id, r.weight, o.source_id FROM ordered r
    LEFT JOIN posts_origin o ON o.note_id = r.id AND o.copier_id IS NOT NULL AND NOT o.is_credited
    WHERE r.nth <= %(most)s
), shared AS (
    SELECT id, CASE WHEN source_id IS NULL THEN weight ELSE (1 - %(given)s) * weight END AS weight FROM received
    UNION ALL SELECT source_id, %(given)s * weight FROM received WHERE source_id IS NOT NULL
), engaged AS (
    SELECT id, sum(weight) AS n FROM shared GROUP BY id
)
INSERT INTO feeds_noterate (note_id, opens_count, engaged, prior_a, prior_b, rate, refreshed_at)
SELECT r.id, 0, coalesce(e.n, 0), p.a, p.b, 0, now()
FROM recent r LEFT JOIN engaged e ON e.id = r.id
LEFT JOIN posts_photo cover ON cover.id = r.cover_id
CROSS JOIN LATERAL (
    SELECT a, b FROM (
        (SELECT p.a, p.b, 1 AS nth FROM posts_notehashtag l JOIN feeds_hashtagprior p ON p.hashtag_id = l.hashtag_id
            AND p.format = CASE WHEN r.is_text_cover THEN 'text' ELSE coalesce(cover.ratio, '') END
            WHERE l.note_id = r.id ORDER BY l.id LIMIT 1)
        UNION ALL
        (SELECT a, b, 2 FROM feeds_hashtagprior WHERE hashtag_id IS NULL AND format = '')
        UNION ALL SELECT %(a)s, %(b)s, 3
    ) known ORDER BY nth LIMIT 1
) p
ORDER BY r.id
ON CONFLICT (note_id) DO UPDATE
SET engaged = excluded.engaged, prior_a = excluded.prior_a, prior_b = excluded.prior_b,
    refreshed_at = excluded.refreshed_at
"""
# rate = (engaged + a) / (looks + a + b). A card can be liked unopened, and opened (from a link) unseen as a card.
SMOOTH = """
UPDATE feeds_noterate SET rate = (engaged + prior_a) / (greatest(opens_count, exposure, engaged) + prior_a + prior_b)
WHERE refreshed_at >= now()
"""
RATED = """
SELECT first.hashtag_id, CASE WHEN n.is_text_cover THEN 'text' ELSE coalesce(cover.ratio, '') END,
    r.engaged, greatest(r.opens_count, r.exposure, r.engaged)
FROM feeds_noterate r JOIN posts_note n ON n.id = r.note_id LEFT JOIN posts_photo cover ON cover.id = n.cover_id
LEFT JOIN LATERAL (
    SELECT hashtag_id FROM posts_notehashtag l WHERE l.note_id = n.id ORDER BY l.id LIMIT 1
) first ON true
ORDER BY r.note_id DESC LIMIT %(most)s
"""
EVERGREEN = """
SELECT l.hashtag_id
FROM posts_collect c JOIN posts_note n ON n.id = c.note_id JOIN posts_notehashtag l ON l.note_id = n.id
WHERE c.id >= %(since)s AND n.published_at IS NOT NULL
GROUP BY l.hashtag_id
HAVING count(*) >= %(from)s
    AND avg((c.created_at > n.published_at + make_interval(days => %(after)s))::int) >= %(share)s
"""


def refresh() -> None:
    parameters = {
        "days": RECENT_DAYS,
        "most": PER_AUTHOR_AND_DAY,
        "given": TO_SOURCE,
        "a": DEFAULT.a,
        "b": DEFAULT.b,
        **{kind: ENGAGEMENT[kind] for kind in ("like", "collect", "comment")},
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REFRESH, parameters)
        cursor.execute(SMOOTH)


@transaction.atomic
def fit_priors() -> None:
    """What notes of each hashtag and format reach, and which hashtags' notes are saved long after, from all rates."""
    with connection.cursor() as cursor:
        cursor.execute(RATED, {"most": FITTED_FROM})
        rows = cursor.fetchall()
        parameters = {
            "since": id_at(timezone.now() - EVERGREEN_WINDOW),
            "from": EVERGREEN_FROM,
            "after": EVERGREEN_AFTER_DAYS,
            "share": EVERGREEN_SHARE,
        }
        cursor.execute(EVERGREEN, parameters)
        evergreen = {hashtag for (hashtag,) in cursor.fetchall()}
    groups: list[tuple[int, str]] = [(hashtag, form) for hashtag, form, _engaged, _looks in rows]
    engaged = np.array([row[2] for row in rows], float)
    looks = np.array([row[3] for row in rows], float)
    priors = smoothing.fit_priors(groups, engaged, looks) if rows else {None: DEFAULT}
    everybody = priors.pop(None)
    of_groups = cast("dict[tuple[int, str], smoothing.Prior]", priors)
    HashtagPrior.objects.all().delete()
    rows_of_groups = [
        HashtagPrior(hashtag_id=hashtag, format=form, a=prior.a, b=prior.b)
        for (hashtag, form), prior in of_groups.items()
        if hashtag and form
    ]
    long_lived = [
        HashtagPrior(hashtag_id=h, a=everybody.a, b=everybody.b, is_evergreen=True) for h in sorted(evergreen)
    ]
    HashtagPrior.objects.bulk_create([HashtagPrior(a=everybody.a, b=everybody.b), *rows_of_groups, *long_lived])
