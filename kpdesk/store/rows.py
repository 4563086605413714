"""Rows to records and back: the narrow place where SQL values become the program's own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kpdesk.domain.records import BY_KIND
from kpdesk.domain.values import field_names
from kpdesk.store.tables import TABLES

_TUPLE_FIELDS = {
    kind: frozenset(c.name for c in table.c if isinstance(c.type, sa.JSON)) for kind, table in TABLES.items()
}


def values_of(kind: str, row: Any) -> dict[str, Any]:
    """A row as plain values (lists for tuples), as in the change log."""
    return dict(zip(field_names(kind), row, strict=False))


def record_of(kind: str, row: Any) -> Any:
    """A row as a record."""
    values = values_of(kind, row)
    for name in _TUPLE_FIELDS[kind]:
        values[name] = tuple(values[name])
    return BY_KIND[kind](**values)


def select_records(connection: sa.Connection, kind: str, equals: dict[str, Any]) -> list[Any]:
    """Records whose fields equal the values given; a tuple means any of them, None means not set."""
    table = TABLES[kind]
    query = sa.select(*[table.c[name] for name in field_names(kind)])
    for name, value in equals.items():
        column = table.c[name]
        query = query.where(column.in_(value) if isinstance(value, tuple) else column == value)
    return [record_of(kind, row) for row in connection.execute(query.order_by(table.c.id)).all()]
