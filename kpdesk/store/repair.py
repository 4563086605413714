"""What a check may put right by itself: whatever can be rebuilt from parts that are verified as whole."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.health import CheckReport
from kpdesk.domain.values import field_names
from kpdesk.store import change_log, search
from kpdesk.store.case import CaseFile
from kpdesk.store.faults import told
from kpdesk.store.findings import hash_of_json
from kpdesk.store.tables import TABLES, change


def repair(case: CaseFile, report: CheckReport) -> list[str]:
    """Rebuild indexes, and records from the change log; sentences on what was done. Back up before.

    Nothing is invented: a record is taken from the log only where the log's own hash vouches for its values.
    """
    if not report.repairable:
        return []
    case.about_to_write()
    options = {"writing": True, "recorded": True}
    done = []
    with told(case.path), case._engine.connect().execution_options(**options) as connection, connection.begin():
        broken = sorted({f.record for f in report.findings if f.repairable and f.record})
        restored = sum(_from_log(connection, kind, record_id) for kind, record_id in broken)
        if restored:
            done.append(f"Put back {restored} records as the change log has them.")
        if any(f.area == "structure" and f.repairable for f in report.findings):
            connection.exec_driver_sql("REINDEX")
            done.append("Rebuilt SQLite's own indexes.")
        documents = search.rebuild(connection)
        done.append(f"Rebuilt the search index: {documents} entries.")
    return done


def _from_log(connection: sa.Connection, kind: str, record_id: str) -> bool:
    last = connection.execute(
        sa.select(change).where(change_log.of_record(record_id, kind)).order_by(change.c.id.desc()).limit(1)
    ).first()
    if last is None or last.after is None or change_log.salted(last.salt, last.after) != last.after_hash:
        return False
    known = json.loads(last.after)
    values: dict[str, Any] = {name: known[name] for name in field_names(kind) if name in known}
    values["content_hash"] = hash_of_json(kind, last.after)
    table = TABLES[kind]
    found = connection.execute(table.update().where(table.c.id == record_id).values(values))
    if not found.rowcount:
        connection.execute(table.insert(), values)
    return True
