"""Write the migration of the first case format anew from the record classes. Only until the first release."""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from kpdesk.store.driver import sqlite
from kpdesk.store.tables import FULL_TEXT_DDL, metadata

TARGET = Path(__file__).parents[1] / "kpdesk/store/migrations/versions/r0001_first_format.py"
HEAD = '''"""The first case format, spelt out, so that files of it can be told from what the record classes say later."""

from __future__ import annotations

from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
'''
TAIL = ''')


def upgrade() -> None:
    """Make every table, index and the search index."""
    for statement in STATEMENTS:
        op.execute(statement)
'''


def _literals(sql: str, width: int = 112) -> str:
    parts, line = [], ""
    for piece in re.split(r"(?<=, )", sql):
        if line and len(line) + len(piece) > width:
            parts.append(line)
            line = ""
        line += piece
    return "\n    ".join(
        repr(p) if '"' in p and "'" in p else (f"'{p}'" if '"' in p else f'"{p}"') for p in [*parts, line]
    )


def main() -> None:
    engine = sa.create_engine("sqlite://", module=sqlite)
    tables = metadata.sorted_tables
    made: list[sa.schema.ExecutableDDLElement] = [CreateTable(table) for table in tables]
    made += [CreateIndex(i) for table in tables for i in sorted(table.indexes, key=lambda i: str(i.name))]
    statements = [" ".join(str(m.compile(engine)).split()).replace("( ", "(").replace(" )", ")") for m in made]
    body = "".join(f"    {_literals(statement)},\n" for statement in [*statements, *FULL_TEXT_DDL])
    TARGET.write_text(HEAD + body + TAIL, "utf-8")


if __name__ == "__main__":
    main()
