"""The check of a case file: SQLite's own, then every hash, anchor, link of the log, and the search index.

SQLite does not see a changed byte inside a value (36 of 40 went by unnoticed when tried), so every record, text
and change carries a hash, and all of them are computed anew here. Nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from kpdesk.domain.health import CheckReport, Finding
from kpdesk.domain.records import RECORDS, REVIEWED_KINDS
from kpdesk.domain.values import content_hash, field_names
from kpdesk.domain.vocabulary import ALLOWED, STATES
from kpdesk.store import check_index, check_log, check_texts, schema
from kpdesk.store.driver import FAULTS, Error
from kpdesk.store.engine import connect
from kpdesk.store.findings import Findings
from kpdesk.store.protection import Key
from kpdesk.store.tables import APPLICATION_ID, FORMAT_VERSION, TABLES

Progress = Callable[[float], None]


def check(path: Path, *, key: Key | None = None, progress: Progress = lambda share: None) -> CheckReport:
    """Verify a case file that has this program's format. A file that cannot be opened is a finding."""
    try:
        connection = connect(path, read_only=True, key=key)
    except FAULTS as fault:
        return CheckReport(findings=(Finding(area="structure", message=f"The file cannot be opened: {fault}."),))
    try:
        connection.text_factory = read_text
        connection.execute("BEGIN")
        findings = Findings(connection)
        steps: tuple[Callable[[Findings], None], ...] = (
            _structure, _links, _records, check_texts.texts, check_texts.anchors, check_log.log, check_index.index,
        )  # fmt: skip
        for n, step in enumerate(steps):
            progress(n / len(steps))
            try:
                step(findings)
            except (Error, DBAPIError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
                findings.add("structure", f"A part of the file cannot be read ({type(fault).__name__}: {fault}).")
        progress(1.0)
        return findings.report()
    finally:
        connection.close()


def spelt(sql: str | None) -> str:
    """SQL without what says nothing: a migrated table has other spaces and quotation marks."""
    return re.sub(r'[\s"]', "", sql or "-")


class Garbled(bytes):
    """What stands in a text column and is not UTF-8."""


def read_text(data: bytes) -> str | Garbled:
    """How the check reads text: exactly, telling apart text, bytes that are none, and bytes by type."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return Garbled(data)


def _structure(findings: Findings) -> None:
    db = findings.connection
    for row in db.execute("PRAGMA integrity_check(50)"):
        if row[0] != "ok":
            findings.add("structure", f"SQLite reports: {row[0]}.", repairable="index" in row[0])
    for row in db.execute("PRAGMA cipher_integrity_check"):
        findings.add("structure", f"A page does not fit its seal: {row[0]}.")
    marks = {
        "application_id": APPLICATION_ID, "user_version": FORMAT_VERSION, "encoding": "UTF-8", "auto_vacuum": 0,
    }  # fmt: skip
    for name, wanted in marks.items():
        if db.execute(f"PRAGMA {name}").fetchone()[0] != wanted:
            findings.add("structure", f"The file's mark “{name}” is not as it was written.")
    there = {(kind, name): spelt(sql) for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_schema")}
    wanted = {name: spelt(sql) for name, sql in schema.expected().items()}
    for kind, name in sorted(set(there) | set(wanted)):
        if there.get((kind, name), "") != wanted.get((kind, name), ""):
            findings.add("structure", f"The {kind} {name} is not as kpdesk makes it.")


def _links(findings: Findings) -> None:
    broken: dict[tuple[str, str], int] = {}
    for table, _rowid, parent, _index in findings.connection.execute("PRAGMA foreign_key_check"):
        broken[table, parent] = broken.get((table, parent), 0) + 1
    for (table, parent), n in broken.items():
        findings.add("links", f"{n} records of kind {table} link to a {parent} that is not there.")


def _records(findings: Findings) -> None:
    total = 0
    for cls in RECORDS:
        kind = cls.KIND
        names = field_names(kind)
        columns = ", ".join(f'"{name}"' for name in (*names, "content_hash"))
        for row in findings.rows("records", f"The table of kind {kind}", f'SELECT {columns} FROM "{kind}"'):
            total += 1
            _record(findings, kind, names, row)
    findings.counts["records"] = total


def _record(findings: Findings, kind: str, names: tuple[str, ...], row: tuple) -> None:
    record_id = row[0] if isinstance(row[0], str) else repr(row[0])
    try:
        values = {name: value_of(kind, name, raw) for name, raw in zip(names, row, strict=False)}
        found = content_hash(kind, values)
    except (ValueError, TypeError):
        found = ""
        values = {}
    findings.record_hashes[kind, record_id] = found
    if found != row[-1]:
        findings.add(
            "records", f"A record of kind {kind} is not as it was written ({record_id}).", (kind, record_id),
            repairable=True,
        )  # fmt: skip
        return
    for name, value in values.items():
        allowed = STATES if name == "state" and kind in REVIEWED_KINDS else ALLOWED.get((kind, name))
        if allowed is not None and value not in allowed:
            findings.add("records", f"“{value}” is no value for “{name}” ({kind} {record_id}).", (kind, record_id))


@cache
def _column(kind: str, name: str) -> tuple[str, bool]:
    """(type, nullable); asked for each value of each record, and SQLAlchemy takes longer to spell a type than we to hash it."""
    column = TABLES[kind].c[name]
    return str(column.type), bool(column.nullable)


def value_of(kind: str, name: str, raw: Any) -> Any:
    """A raw column value as a record has it. Raises ValueError where no write of ours leaves such a value."""
    of, nullable = _column(kind, name)
    if raw is None:
        if not nullable:
            raise ValueError("empty")
        return None
    if of == "TEXT" and isinstance(raw, str):
        return raw
    if of == "JSON" and isinstance(raw, str):
        try:
            value = json.loads(raw)
        except RecursionError as fault:
            raise ValueError("nested too deep") from fault
        if json.dumps(value) != raw:
            raise ValueError("another spelling")
        return value
    if of == "BOOLEAN" and raw in (0, 1) and isinstance(raw, int):
        return bool(raw)
    if (of == "INTEGER" and isinstance(raw, int)) or (of == "FLOAT" and isinstance(raw, float)):
        return raw
    raise ValueError("another type")
