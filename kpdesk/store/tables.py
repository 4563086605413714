"""The tables of a case file, made from the record classes so that fields and columns cannot drift apart.

Beside one table per record kind there are blobs (texts and bytes by SHA-256), the change log, and the
full-text index. Migrations spell the same schema out; a test holds the two together.
"""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import sqlalchemy as sa

from kpdesk.domain.records import ANCHOR_OWNERS, RECORDS, Record, Reviewed

APPLICATION_ID = 0x4B504443  # "KPDC"
FORMAT_VERSION = 2

metadata = sa.MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}
)


class Referrer(NamedTuple):
    """A column that links to a record kind, and what becomes of its row when that record goes."""

    kind: str
    field: str
    rule: str  # remove, clear


def _type_of(hint: str) -> type[sa.types.TypeEngine]:
    if "tuple" in hint:
        return sa.JSON
    if "bool" in hint:
        return sa.Boolean
    if "int" in hint:
        return sa.Integer
    return sa.Float if "float" in hint else sa.Text


def _column(name: str, hint: str, meta: dict) -> sa.Column:
    args: list[sa.schema.SchemaItem] = []
    if "to" in meta:
        args.append(sa.ForeignKey(f"{meta['to']}.id", deferrable=True, initially="DEFERRED"))
    return sa.Column(name, _type_of(hint)(), *args, primary_key=name == "id", nullable=name != "id" and "None" in hint)


def _table(cls: type[Record]) -> sa.Table:
    columns = [_column(f.name, str(f.type), dict(f.metadata)) for f in dataclasses.fields(cls)]
    table = sa.Table(cls.KIND, metadata, *columns, sa.Column("content_hash", sa.Text, nullable=False))
    for f in dataclasses.fields(cls):
        if "to" in f.metadata:
            column = table.c[f.name]
            where = column.is_not(None) if column.nullable else None
            # With the state beside it, what stands can be counted from the index alone.
            state = [table.c.state] if issubclass(cls, Reviewed) else []
            sa.Index(f"ix_{cls.KIND}_{f.name}", column, *state, sqlite_where=where)
    if issubclass(cls, Reviewed):
        for state_word in ("proposed", "rejected"):
            sa.Index(f"ix_{cls.KIND}_{state_word}", table.c.id, sqlite_where=table.c.state == state_word)
    return table


TABLES: dict[str, sa.Table] = {cls.KIND: _table(cls) for cls in RECORDS}

_owners = " + ".join(f"({kind}_id IS NOT NULL)" for kind in ANCHOR_OWNERS)
TABLES["anchor"].append_constraint(sa.CheckConstraint(f"{_owners} = 1", name="anchor_has_one_owner"))
TABLES["anchor"].append_constraint(sa.CheckConstraint('0 <= start AND start < "end"', name="anchor_has_characters"))

sa.Index("ix_anchor_place", TABLES["anchor"].c.text_version_id, TABLES["anchor"].c.start)
sa.Index("ix_text_version_text", TABLES["text_version"].c.text_sha256)
sa.Index("ix_text_version_received", TABLES["text_version"].c.received_sha256)
sa.Index("ix_source_published", TABLES["source"].c.published)
sa.Index("ix_statement_said_on", TABLES["statement"].c.said_on)
sa.Index("ix_actor_name", TABLES["actor"].c.name)
sa.Index("ix_name_text", TABLES["name"].c.text)
sa.Index("ix_issue_key", TABLES["issue"].c.key, unique=True)

_LINKS = [(f.metadata["to"], cls.KIND, f) for cls in RECORDS for f in dataclasses.fields(cls) if "to" in f.metadata]
REFERRERS: dict[str, tuple[Referrer, ...]] = {
    target.KIND: tuple(Referrer(kind, f.name, f.metadata["on_remove"]) for to, kind, f in _LINKS if to == target.KIND)
    for target in RECORDS
}

blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

change_set = sa.Table(
    "change_set",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("label", sa.Text),  # NULL once erased
    sa.Column("deed", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("change_set.seq"), index=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("label_hash", sa.Text, nullable=False),
    sa.Column("chain", sa.Text, nullable=False),
)

change = sa.Table(
    "change",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, sa.ForeignKey("change_set.seq"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record_id", sa.Text, nullable=False),
    sa.Column("before", sa.Text),  # canonical JSON; NULL: was not there, or erased
    sa.Column("after", sa.Text),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("before_hash", sa.Text, nullable=False),  # "" : was not there
    sa.Column("after_hash", sa.Text, nullable=False),
    sa.Column("redacted", sa.Boolean, nullable=False, default=False),
    # By set first, so that a large deed appends to it; by record first it would touch a page for each of its records.
    sa.Index("ix_change_set_record", "seq", "record_id"),
)

search_row = sa.Table(
    "search_row",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),  # rowid of the full-text index
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record_id", sa.Text, nullable=False),
    sa.Column("source_id", sa.Text),
    sa.Index("ix_search_row_record", "record_id", "kind", unique=True),
)

FULL_TEXT_DDL = (
    "CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='', contentless_delete=1,"
    " tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO search_index(search_index, rank) VALUES('secure-delete', 1)",
)
