"""Statements that may be printings of one another, through the full-text index."""

from __future__ import annotations

import re

import sqlalchemy as sa

from kpdesk.store.case import CaseFile
from kpdesk.store.search import fold
from kpdesk.store.tables import TABLES

T = TABLES
_RUN = 3  # words in a row that two printings of one quotation share somewhere
_MOST_RUNS = 24


def statements_like(case: CaseFile, text: str, *, limit: int = 60) -> list[tuple[str, str, str | None, str]]:
    """(id, source id, speaker id, content) of statements that share a run of words with ``text``; not rejected ones."""
    found = re.findall(r"[^\W_]+", fold(text))
    runs = [found[i : i + _RUN] for i in range(0, len(found) - _RUN + 1, _RUN)][:_MOST_RUNS]
    if not runs:
        return []
    match = "body : (" + " OR ".join('"' + " ".join(run) + '"' for run in runs) + ")"
    statement = T["statement"]
    query = sa.text(
        "SELECT search_row.record_id FROM search_index JOIN search_row ON search_row.id = search_index.rowid"
        " WHERE search_index MATCH :match AND search_row.kind = 'statement' LIMIT :limit"
    )
    with case.reading() as connection:
        ids = [row[0] for row in connection.execute(query, {"match": match, "limit": limit})]
        rows = connection.execute(
            sa.select(statement.c.id, statement.c.source_id, statement.c.speaker_id, statement.c.content).where(
                statement.c.id.in_(ids), statement.c.state != "rejected"
            )
        )
        return [tuple(row) for row in rows]
