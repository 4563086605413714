"""Erase permanently: records, their texts, their index entries and their values in the log go; the chain stays.

The log keeps that there were changes, by salted hashes which tell nothing of the values, and a set that says what
was erased by kind and number. SQLite overwrites what it frees (secure_delete, also in the index).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.changes import Changes
from kpdesk.domain.values import blobs_named
from kpdesk.errors import CaseFileError, DiskFault
from kpdesk.store import change_log, naming, search
from kpdesk.store.case import CaseFile
from kpdesk.store.driver import Error
from kpdesk.store.tables import REFERRERS, TABLES, blob, change, change_set
from kpdesk.store.unit import Unit

Key = tuple[str, str]  # kind, record id


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What went, by numbers. ``first_seq`` is the first change that held any of it: backups that end before do not.

    ``names`` are for looking through what lies elsewhere, and are written nowhere; ``standing`` says where they still
    stand in this case: kind of record, “text” or “value” of the history -> how often. ``unwritten`` says why the file
    could not be written anew: bytes of what went may then lie in its unused parts.
    """

    changes: Changes
    records: int
    texts: int  # kept texts and received files
    log_values: int
    kinds: Mapping[str, int]
    first_seq: int
    names: frozenset[str] = field(repr=False, default=frozenset())
    standing: Mapping[str, int] = field(default_factory=dict)
    unwritten: str = ""


class _LookedOnly(Exception):
    """Ends a unit so that nothing of it is written."""


def erase(case: CaseFile, targets: Iterable[tuple[str, str]]) -> Erased:
    """Erase records, all that goes with them and all that the log ever held of them. Cannot be undone."""
    with case.unit("Erased permanently") as unit:
        done = _erase(unit, list(targets))
        search.rebuild(unit.connection)
    case.forget_texts()
    return replace(done, unwritten=write_anew(case))


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


def _erase(unit: Unit, targets: list[Key]) -> Erased:
    unit.deed = "erase"
    for kind, record_id in targets:
        unit.remove(kind, record_id)
    known = _known(unit.connection, unit.gone() | set(targets))
    connection, gone = unit.connection, known.keys
    unit.finish()  # writes this deed's own entry too, which then is blanked with the rest
    values, first = _blank(connection, known)
    texts = _drop_blobs(connection)
    return Erased(
        changes=unit.changes, records=len(gone), texts=texts, log_values=values,
        kinds=Counter(kind for kind, _ in gone), first_seq=first,
        names=frozenset(known.names), standing=naming.standing(connection, known.names),
    )  # fmt: skip


@dataclass
class _Known:
    """What is erased, and what the log knows of it."""

    keys: set[Key]
    names: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)  # the words that labels may tell
    sets: set[int] = field(default_factory=set)  # change sets that touched it

    def look_up(self, connection: sa.Connection, keys: Iterable[Key]) -> None:
        for kind, record_id in keys:
            query = sa.select(change.c.seq, change.c.before, change.c.after)
            rows = connection.execute(query.where(change_log.of_record(record_id, kind))).all()
            self.sets |= {row.seq for row in rows}
            spelt = {text for row in rows for text in (row.before, row.after) if text}
            names, told = naming.names_of((kind, text) for text in spelt)
            self.names |= names
            self.told |= told


def _known(connection: sa.Connection, keys: set[Key]) -> _Known:
    """With what was removed earlier: what rested on it, actors that were merged into it, and what rested on those."""
    known, front = _Known(set(keys)), set(keys)
    while front:
        rested = _once_linked(connection, front) - known.keys
        known.look_up(connection, front | rested)
        known.keys |= rested
        front = _merged_away(connection, known)
        known.keys |= front
    return known


def _merged_away(connection: sa.Connection, known: _Known) -> set[Key]:
    """Actors that are no longer there, and whose links or names went over to one that is erased in the deed that removed them."""
    there = TABLES["actor"]
    query = sa.select(change.c.seq, change.c.record_id, change.c.before, change_set.c.label).join(
        change_set, change_set.c.seq == change.c.seq
    )
    gone = sa.and_(change.c.kind == "actor", change.c.after.is_(None), change.c.before.is_not(None))
    query = query.where(gone, change.c.record_id.not_in(sa.select(there.c.id))).order_by(change.c.seq)
    last = {row.record_id: row for row in connection.execute(query)}  # a merge that was taken back tells nothing
    actors = {record_id for kind, record_id in known.keys if kind == "actor"}
    found: set[Key] = set()
    deeds: dict[int, list[tuple[str, dict, dict]]] = {}
    for seq, record_id, spelt, label in last.values() if actors else ():
        name = naming.plain(json.loads(spelt)["name"])
        if record_id in actors:
            continue
        if seq not in deeds:
            deeds[seq] = _changes_to(connection, seq, actors)
        # One without links and of the same name leaves no trace but the label of the deed.
        alike = name in known.names and "Merged " in (label or "")
        if alike or _went_over(deeds[seq], record_id, name, actors):
            found.add(("actor", record_id))
    return found


def _changes_to(connection: sa.Connection, seq: int, actors: set[str]) -> list[tuple[str, dict, dict]]:
    """(kind, before, after) of what one deed left linked to any of these actors."""
    changes = []
    for entry in change_log.spelt_changes(connection, seq):
        after = json.loads(entry.after) if entry.after else {}
        if any(after[link] in actors for link in after if link.endswith("_id")):
            changes.append((entry.kind, json.loads(entry.before) if entry.before else {}, after))
    return changes


def _went_over(changes: list[tuple[str, dict, dict]], gone: str, name: str, actors: set[str]) -> bool:
    for kind, before, after in changes:
        if any(before.get(field) == gone and after[field] in actors for field in after if field.endswith("_id")):
            return True
        if kind == "name" and not before and naming.plain(after["text"]) == name:
            return True
    return False


def _once_linked(connection: sa.Connection, gone: set[Key]) -> set[Key]:
    """Records that are no longer there and in the log rested on one that is being erased (removed earlier)."""
    found: set[Key] = set()
    front = set(gone)
    while front:
        next_front: set[Key] = set()
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


def _blank(connection: sa.Connection, known: _Known) -> tuple[int, int]:
    """Blank the values of these records in the log, and the labels of sets that touched or tell of them; (how many, first set)."""
    count = 0
    for kind, record_id in known.keys:
        here = change_log.of_record(record_id, kind)
        count += connection.execute(change.update().where(here).values(before=None, after=None, redacted=True)).rowcount
    numbers = sorted(known.sets | set(naming.labels_with(connection, known.told)))
    for part in (numbers[i : i + 500] for i in range(0, len(numbers), 500)):
        mine: Any = sa.and_(change_set.c.seq.in_(part), change_set.c.deed != "erase")
        connection.execute(change_set.update().where(mine).values(label=None))
    return count, numbers[0] if numbers else 0


def _drop_blobs(connection: sa.Connection) -> int:
    """Drop kept bytes that no record and no remaining log entry names."""
    unnamed = {row[0] for row in connection.execute(sa.select(blob.c.sha256))}
    for kind in ("text_version", "case_settings"):
        for row in connection.execute(sa.select(TABLES[kind])).mappings():
            unnamed -= blobs_named(kind, {str(name): value for name, value in row.items()})
        of_kind = sa.select(change.c.before, change.c.after).where(change.c.kind == kind)
        for spelt in (text for row in connection.execute(of_kind) for text in row if text):
            unnamed -= blobs_named(kind, json.loads(spelt))
    for digest in unnamed:
        connection.execute(blob.delete().where(blob.c.sha256 == digest))
    return len(unnamed)


def write_anew(case: CaseFile) -> str:
    """Write the file anew without what is unused in it; "" when done, else why it could not be.

    What was freed is overwritten already, but pages that were split may hold older bytes between their entries.
    """
    try:
        with case.reading() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            if raw.in_transaction:
                raw.execute("COMMIT")
            raw.execute("VACUUM")
    except DiskFault:
        return "the disk is full or reports an error"
    except (CaseFileError, Error):
        return "another program is using it"
    return ""
