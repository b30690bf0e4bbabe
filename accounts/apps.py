"""The app's registration; its receivers are connected here; and what it lends to the layer below."""

from datetime import datetime

from django.apps import AppConfig

from rednote.lib import ledger, ratelimit


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import receivers  # noqa: F401
        from accounts.models import Avatar
        from accounts.tasks import make_avatar

        ratelimit.set_fallback(count_in_database)
        ledger.register(Avatar, make_avatar)


def count_in_database(key: str, window_start: datetime, cost: int) -> int:
    """Count attempts in PostgreSQL while Redis is away; returns the count of the window with this one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_ratewindow AS w (key, window_start, count) VALUES (%s, %s, %s) "
            "ON CONFLICT (key, window_start) DO UPDATE SET count = w.count + excluded.count RETURNING count",
            [key, window_start, cost],
        )
        return cursor.fetchone()[0]
