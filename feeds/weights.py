"""The weights of the score: where they start, and what exploration slots have taught since."""

import json
import logging

import numpy as np
from django.db import connection

from feeds.ranking import Settings, blend
from feeds.ranking.score import START
from rednote.lib import redis

logger = logging.getLogger(__name__)

KEY = "weights"
LIFETIME = 2 * 24 * 3600  # seconds: weights that nobody refits any more end, and the starting ones hold
MOST_ROWS = 50_000

# Whether whoever saw a note where chance had put it did more than look. The newest rows; raw ones are kept thirty days.
EXPLORED = """
SELECT i.features, i.propensity, EXISTS (
    SELECT FROM feeds_event e
    WHERE e.note_id = i.note_id AND (e.reader = i.reader OR e.viewer_id = i.viewer_id)
        AND e.kind IN ('like', 'collect', 'comment', 'share', 'follow')
)
FROM feeds_impression i WHERE i.features IS NOT NULL ORDER BY i.day DESC, i.id DESC LIMIT %s
"""


def settings() -> Settings:
    """What the ranking runs with: the refitted weights, those it started from when there are none."""
    try:
        stored: bytes | None = redis.client().get(KEY)  # type: ignore[assignment]
    except redis.RedisError:
        return Settings()
    return Settings(weights=START | json.loads(stored)) if stored else Settings()


def refit() -> dict[str, float]:
    """Learn from exploration slots alone: there chance, with known odds, chose who saw what."""
    with connection.cursor() as cursor:
        cursor.execute(EXPLORED, [MOST_ROWS])
        rows = cursor.fetchall()
    features = np.array([blend.read(bytes(packed)) for packed, _, _ in rows])
    weights = blend.refit(features, [float(engaged) for *_, engaged in rows], [odds for _, odds, _ in rows])
    try:
        redis.client().set(KEY, json.dumps(weights), ex=LIFETIME)
    except redis.RedisError as error:
        logger.warning("weights not kept: %s", error)
    return weights
