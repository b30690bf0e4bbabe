"""Keyset paging: opaque signed cursors, and the page of a queryset that follows one."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import BadRequest
from django.core.signing import BadSignature, Signer
from django.db.models import BooleanField, F, Func, QuerySet, Value

MAX_PAGE_SIZE = 100

T = TypeVar("T")
Order = Sequence[tuple[str, bool]]


class BadCursor(BadRequest):
    """A cursor that this list did not give out; unhandled, Django answers it with 400."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items in order, and the cursor of what follows them: None at the end."""

    items: Sequence[T]
    next_cursor: str | None = None

    @property
    def has_more(self) -> bool:
        return self.next_cursor is not None


def encode(*values: int | float | str | datetime, scope: str = "") -> str:
    """Return the values as a signed, URL-safe cursor, good for lists of the same scope only."""
    plain = json.dumps(values, separators=(",", ":"), ensure_ascii=False, default=_tagged)
    return _signer(scope).sign(base64.urlsafe_b64encode(plain.encode()).decode().rstrip("="))


def decode(cursor: str, types: Sequence[type], scope: str = "") -> tuple[Any, ...]:
    """Return the values of a cursor, or raise BadCursor when they are not of these types or were not signed by us."""
    values = _load(cursor, scope)
    if len(values) != len(types) or any(type(value) is not kind for value, kind in zip(values, types, strict=True)):
        raise BadCursor("This cursor belongs to another list.")
    return values


def page_of(queryset: QuerySet[Any, T], *, order: Order, after: str | None, size: int) -> Page[T]:
    """Return the page that follows the cursor `after` (falsy: the first) of a queryset ordered by `order`.

    `order` lists (field, descending): fields or annotations that are never null, all in one direction, the last
    of them unique. `size` is clamped to 1..MAX_PAGE_SIZE.
    """
    fields = [field for field, _ in order]
    descending = order[0][1]
    if any(direction != descending for _, direction in order):
        raise ValueError("page_of orders all fields in one direction")
    scope = _scope(queryset, order)
    size = max(1, min(size, MAX_PAGE_SIZE))

    if after:
        queryset = queryset.filter(_Beyond(fields, _load(after, scope), descending=descending))
    rows = list(queryset.order_by(*(F(field).desc() if descending else F(field).asc() for field in fields))[: size + 1])
    items = rows[:size]
    more = len(rows) > size
    return Page(items, cursor_after(items[-1], queryset, order=order) if more else None)


def cursor_after(item: T, queryset: QuerySet[Any, T], *, order: Order) -> str:
    """Return the cursor with which `page_of` goes on after an item that was shown in some other way."""
    return encode(*(_value(item, field) for field, _ in order), scope=_scope(queryset, order))


class _Beyond(Func):
    """`(a, b) < (x, y)` as PostgreSQL compares rows, which it answers from one index, ties included."""

    output_field = BooleanField()

    def __init__(self, fields: Sequence[str], values: Sequence[Any], *, descending: bool):
        super().__init__(*map(F, fields), *map(Value, values))
        self.width, self.sign = len(fields), "<" if descending else ">"

    def as_sql(self, compiler, connection, **extra):
        sql, params = zip(*map(compiler.compile, self.source_expressions), strict=True)
        left, right = ", ".join(sql[: self.width]), ", ".join(sql[self.width :])
        return f"(({left}) {self.sign} ({right}))", [param for some in params for param in some]


def _scope(queryset: QuerySet, order: Order) -> str:
    return f"{queryset.model._meta.label}:{'-' if order[0][1] else ''}{','.join(field for field, _ in order)}"


def _load(cursor: str, scope: str) -> tuple[Any, ...]:
    try:
        signed = _signer(scope).unsign(cursor)
    except (BadSignature, UnicodeEncodeError) as error:
        raise BadCursor("This cursor is not one of ours.") from error
    plain = base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4))
    return tuple(json.loads(plain, object_hook=lambda tagged: datetime.fromisoformat(tagged["at"])))


def _signer(scope: str) -> Signer:
    return Signer(salt=f"rednote.cursor:{scope}", sep=".")


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    raise TypeError(f"a cursor holds no {type(value).__name__}")


def _value(item: Any, field: str) -> Any:
    """Follow a lookup such as `note__published_at` from a row, be it a model or a dict."""
    if isinstance(item, Mapping):
        return item[field]
    for name in field.split("__"):
        item = getattr(item, name)
    return item
