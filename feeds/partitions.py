"""The days of the raw tables: made before they are needed, dropped as a whole when their time is over."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

TABLES = ("feeds_impression", "feeds_event")
KEPT_DAYS = 30

# Pages must not wait for the lock that a new partition takes on its table for a moment.
MAKE = """
CREATE TABLE IF NOT EXISTS {table}_{day:%Y%m%d} PARTITION OF {table} FOR VALUES FROM ('{day}') TO ('{next}')
"""
EXISTING = """
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = %s::regclass ORDER BY c.relname
"""


def ensure(*days: date) -> None:
    """Make the partitions of these days where they are missing."""
    for day in days:
        if not exists(day):
            make(day)


def make(day: date) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Two workers may want the same day.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('feeds.partitions'))")
        for table in TABLES:
            cursor.execute(MAKE.format(table=table, day=day, next=day + timedelta(days=1)))


def exists(day: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{TABLES[-1]}_{day:%Y%m%d}"])
        return cursor.fetchone()[0]


def days_kept() -> list[date]:
    """Days of which there are raw rows, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(EXISTING, [TABLES[-1]])
        return [date.fromisoformat(name.rpartition("_")[2]) for (name,) in cursor.fetchall()]


def drop(day: date) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {table}_{day:%Y%m%d}")


def is_over(day: date) -> bool:
    return day < timezone.now().date() - timedelta(days=KEPT_DAYS)
