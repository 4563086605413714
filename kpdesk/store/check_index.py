"""The part of the check that compares the search index with one made anew from the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from kpdesk.store import search
from kpdesk.store.driver import Connection, sqlite
from kpdesk.store.findings import Findings
from kpdesk.store.tables import FULL_TEXT_DDL, TABLES

_TERMS = "SELECT term, doc, col, offset FROM temp.terms ORDER BY term, doc, col, offset"
_OTHER = (
    "SELECT id, sz FROM search_index_docsize ORDER BY id",
    # FTS5 writes version 5 once it has deleted the words of a longer document; a fresh index has 4.
    "SELECT k, CASE WHEN k = 'version' AND v = 5 THEN 4 ELSE v END FROM search_index_config ORDER BY k",
)


def index(findings: Findings) -> None:
    """Every word of every document is in the index at its place, and nothing else is."""
    db = findings.connection
    ours, db.text_factory = db.text_factory, str
    try:
        where = {
            (kind, record_id): (rowid, source_id)
            for rowid, kind, record_id, source_id in db.execute("SELECT id, kind, record_id, source_id FROM search_row")
        }
        fresh = sqlite.connect(":memory:", isolation_level=None)
        for statement in FULL_TEXT_DDL:
            fresh.execute(statement)
        missing = _fill(fresh, where, _documents(db))
        findings.counts["search entries"] = len(where)
        if missing or not _same(db, fresh):
            findings.add("search", "The search index does not agree with the records.", repairable=True)
        fresh.close()
    finally:
        db.text_factory = ours


def _documents(db: Connection) -> Iterator[tuple[str, search.Document]]:
    """One after the other: all bodies at once would be as large as the case."""
    engine = sa.create_engine("sqlite://", module=sqlite, creator=lambda: db, poolclass=StaticPool)
    # Autocommit: SQLAlchemy would end the snapshot of the check with a rollback of its own.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for kind in search.INDEXED:
            ids = [row[0] for row in connection.execute(sa.select(TABLES[kind].c.id))]
            for document in search.documents_of(connection, kind, ids):
                yield kind, document


def _fill(fresh: Connection, where: dict[Any, Any], documents: Iterable[tuple[str, search.Document]]) -> bool:
    """Index the documents under the rows they should have; whether one has no row, or a row no document."""
    left, wrong = dict(where), False
    for kind, (record_id, source_id, title, body) in documents:
        rowid, source = left.pop((kind, record_id), (None, None))
        if rowid is None or source != source_id:
            wrong = True
            continue
        fresh.execute(
            "INSERT INTO search_index(rowid, title, body) VALUES (?, ?, ?)",
            (rowid, search.fold(title), search.fold(body)),
        )
    return wrong or bool(left)


def _same(db: Connection, fresh: Connection) -> bool:
    for connection in (db, fresh):
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search_index', 'instance')")
    return all(a == b for query in (_TERMS, *_OTHER) for a, b in zip_longest(db.execute(query), fresh.execute(query)))
