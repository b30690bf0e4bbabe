"""Counters that cannot drift: a declared count becomes statement triggers and the query that checks them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pgtrigger
from django.db import connection, transaction

REGISTRY: dict[str, "Counter"] = {}


@dataclass(frozen=True)
class Counter:
    """`target.column` counts the rows of `source` that satisfy `condition`, grouped by `key`.

    `key` and `condition` are SQL over the source row, which is named `r`. The triggers add the real number of rows
    that a statement inserted, deleted or changed, so cascades and bulk writes count too.
    """

    name: str
    source: str
    key: str
    target: str
    column: str
    condition: str = "TRUE"

    def __post_init__(self) -> None:
        REGISTRY[self.name] = self

    def triggers(self) -> list[pgtrigger.Trigger]:
        """One trigger per kind of statement, to be listed in the source model's Meta."""
        kinds = {
            "insert": (pgtrigger.Insert, {"new": "new_rows"}),
            "delete": (pgtrigger.Delete, {"old": "old_rows"}),
            "update": (pgtrigger.Update, {"new": "new_rows", "old": "old_rows"}),
        }
        return [
            pgtrigger.Trigger(
                name=f"{self.name}_{kind}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=operation,
                referencing=pgtrigger.Referencing(**tables),
                func=self._apply(tables),
            )
            for kind, (operation, tables) in kinds.items()
        ]

    def _apply(self, tables: dict[str, str]) -> str:
        signs = {"new": "1", "old": "-1"}
        changes = " UNION ALL ".join(
            f"SELECT {self.key} AS id, {signs[side]} AS n FROM {table} r WHERE {self.condition}"
            for side, table in tables.items()
        )
        deltas = f"SELECT id, sum(n) AS n FROM ({changes}) c WHERE id IS NOT NULL GROUP BY id HAVING sum(n) <> 0"
        # A statement trigger fires for a statement without rows too: without the guard a table that counts itself
        # (replies of comments) would call itself for ever.
        return (
            f"IF EXISTS ({deltas}) THEN "
            f"UPDATE {self.target} t SET {self.column} = greatest(t.{self.column} + d.n, 0) "
            f"FROM ({deltas}) d WHERE t.id = d.id; END IF; RETURN NULL;"
        )

    def drift(self) -> Iterator[tuple[int, int, int]]:
        """(id, shown, real) for every row whose counter is wrong."""
        with connection.cursor() as cursor:
            cursor.execute(self._compared())
            yield from cursor.fetchall()

    def repair(self) -> int:
        """Set every wrong counter to the truth; returns how many were wrong."""
        with transaction.atomic(), connection.cursor() as cursor:
            # What is counted must not change between the comparison and its result; reading goes on.
            cursor.execute(f"LOCK TABLE {self.source} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute(
                f"UPDATE {self.target} t SET {self.column} = w.real FROM ({self._compared()}) w WHERE t.id = w.id"
            )
            return cursor.rowcount

    def _compared(self) -> str:
        return (
            f"SELECT t.id, t.{self.column} AS shown, coalesce(d.n, 0) AS real FROM {self.target} t LEFT JOIN ("
            f"SELECT {self.key} AS id, count(*) AS n FROM {self.source} r WHERE {self.condition} GROUP BY 1"
            f") d ON d.id = t.id WHERE t.{self.column} <> coalesce(d.n, 0)"
        )
