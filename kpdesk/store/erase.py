"""Erase permanently: records, their texts, their index entries and their values in the log go; the chain stays.

The log keeps that there were changes, by salted hashes which tell nothing of the values, and a set that says what
was erased by kind and number. SQLite overwrites what it frees (secure_delete, also in the index).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.changes import Changes
from kpdesk.store import change_log, search
from kpdesk.store.case import CaseFile
from kpdesk.store.tables import REFERRERS, TABLES, blob, change, change_set
from kpdesk.store.unit import Unit


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What went, by numbers only. ``first_seq`` is the first change that held any of it: older backups do not."""

    changes: Changes
    records: int
    texts: int  # kept texts and received files
    log_values: int
    kinds: Mapping[str, int]
    first_seq: int


class _LookedOnly(Exception):
    """Ends a unit so that nothing of it is written."""


def erase(case: CaseFile, targets: Iterable[tuple[str, str]]) -> Erased:
    """Erase records, all that goes with them and all that the log ever held of them. Cannot be undone."""
    with case.unit("Erased permanently") as unit:
        done = _erase(unit, list(targets))
        search.rebuild(unit.connection)
    case.forget_texts()
    _compact(case)
    return done


def foresee(case: CaseFile, targets: Iterable[tuple[str, str]]) -> Erased:
    """What ``erase`` would do, by doing it and keeping nothing of it."""
    done: Erased | None = None
    try:
        with case.unit("Looked at what erasing would do") as unit:
            done = _erase(unit, list(targets))
            raise _LookedOnly
    except _LookedOnly:
        assert done is not None
    return done


def _erase(unit: Unit, targets: list[tuple[str, str]]) -> Erased:
    unit.deed = "erase"
    for kind, record_id in targets:
        unit.remove(kind, record_id)
    gone = unit.gone() | set(targets)
    connection = unit.connection
    gone |= _once_linked(connection, gone)
    unit.finish()  # writes this deed's own entry too, which then is blanked with the rest
    values, first = _blank(connection, gone)
    texts = _drop_blobs(connection)
    kinds = Counter(kind for kind, _ in gone)
    return Erased(
        changes=unit.changes, records=len(gone), texts=texts, log_values=values, kinds=kinds, first_seq=first
    )  # fmt: skip


def _once_linked(connection: sa.Connection, gone: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Records that are no longer there and in the log rested on one that is being erased (removed earlier)."""
    found: set[tuple[str, str]] = set()
    front = set(gone)
    while front:
        next_front: set[tuple[str, str]] = set()
        for kind, record_id in front:
            for referrer in REFERRERS.get(kind, ()):
                if referrer.rule != "remove":
                    continue
                of_kind = change.c.kind == referrer.kind
                value = sa.func.json_extract(sa.func.coalesce(change.c.after, change.c.before), f"$.{referrer.field}")
                rows = connection.execute(sa.select(change.c.record_id).where(of_kind, value == record_id).distinct())
                there = TABLES[referrer.kind]
                for (other,) in rows:
                    if not connection.execute(sa.select(there.c.id).where(there.c.id == other)).first():
                        next_front.add((referrer.kind, other))
        front = next_front - found - gone
        found |= front
    return found


def _blank(connection: sa.Connection, gone: set[tuple[str, str]]) -> tuple[int, int]:
    """Blank the values of these records in the log, and the labels of the sets that touched them; (how many, first set)."""
    count, touched = 0, set()
    for kind, record_id in gone:
        here = change_log.of_record(record_id, kind)
        touched |= {row[0] for row in connection.execute(sa.select(change.c.seq).where(here))}
        done = connection.execute(change.update().where(here).values(before=None, after=None, redacted=True))
        count += done.rowcount
    numbers = sorted(touched)
    for part in (numbers[i : i + 500] for i in range(0, len(numbers), 500)):
        mine: Any = sa.and_(change_set.c.seq.in_(part), change_set.c.deed != "erase")
        connection.execute(change_set.update().where(mine).values(label=None))
    return count, numbers[0] if numbers else 0


def _drop_blobs(connection: sa.Connection) -> int:
    """Drop kept bytes that no record and no remaining log entry names."""
    version = TABLES["text_version"]
    named: set[str] = set()
    for column in (version.c.text_sha256, version.c.received_sha256):
        named |= {row[0] for row in connection.execute(sa.select(column))}
    count = 0
    for (digest,) in connection.execute(sa.select(blob.c.sha256)).all():
        if digest in named:
            continue
        holds = sa.or_(change.c.before.contains(digest), change.c.after.contains(digest))
        styled = TABLES["case_settings"].c.house_style.contains(digest)
        if connection.execute(sa.select(change.c.id).where(holds).limit(1)).first():
            continue
        if connection.execute(sa.select(TABLES["case_settings"].c.id).where(styled)).first():
            continue
        connection.execute(blob.delete().where(blob.c.sha256 == digest))
        count += 1
    return count


def _compact(case: CaseFile) -> None:
    """Give freed pages back; they were overwritten already, and a smaller file shows it."""
    with case.reading() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        if raw.in_transaction:
            raw.execute("COMMIT")
        raw.execute("VACUUM")
