"""The change log: every deed with its records before and after, chained by hashes.

The chain runs over salted hashes of the values, not over the values, so that erasing a value later
leaves a chain that still verifies and tells nothing of what was there.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa

from kpdesk.domain.changes import Change, ChangeSet
from kpdesk.domain.values import canonical
from kpdesk.store.tables import change, change_set

GENESIS = "0" * 64


def salted(salt: str, value: str | None) -> str:
    """SHA-256 of salt and value; the empty string where there is no value."""
    return "" if value is None else hashlib.sha256(f"{salt}\n{value}".encode()).hexdigest()


def link_hash(previous: str, head: dict[str, Any], changes: Iterable[tuple[str, str, str, str]]) -> str:
    """The chain value of one change set: over the previous one, its head and its changes' hashes."""
    body = canonical([previous, head, [list(c) for c in changes]])
    return hashlib.sha256(body.encode()).hexdigest()


def head_of(seq: int, at: str, who: str, deed: str, undoes: int | None, label_hash: str) -> dict[str, Any]:
    return {"seq": seq, "at": at, "who": who, "deed": deed, "undoes": undoes, "label_hash": label_hash}


def append(
    connection: sa.Connection,
    *,
    at: str,
    who: str,
    label: str,
    deed: str,
    undoes: int | None,
    changes: list[Change],
    spelt: Mapping[int, str] = MappingProxyType({}),
) -> int:
    """Write one change set at the end of the log and return its sequence number.

    ``spelt`` holds the canonical spelling of values by their ``id()``, where the caller has it already.
    """
    last = connection.execute(
        sa.select(change_set.c.seq, change_set.c.chain).order_by(change_set.c.seq.desc()).limit(1)
    ).first()
    seq, previous = (last.seq + 1, last.chain) if last else (1, GENESIS)
    salts = secrets.token_bytes(16 * len(changes)).hex()
    rows = [_row(seq, item, salts[32 * n : 32 * n + 32], spelt) for n, item in enumerate(changes)]
    salt = secrets.token_hex(16)
    label_hash = salted(salt, label)
    links = [(r[1], r[2], r[6], r[7]) for r in rows]
    chain = link_hash(previous, head_of(seq, at, who, deed, undoes, label_hash), links)
    connection.execute(
        change_set.insert(),
        {"seq": seq, "at": at, "who": who, "label": label, "deed": deed, "undoes": undoes,
         "count": len(rows), "salt": salt, "label_hash": label_hash, "chain": chain},
    )  # fmt: skip
    if rows:  # past SQLAlchemy, which takes as long for ten thousand rows as SQLite does
        names = ", ".join(f'"{name}"' for name in _COLUMNS)
        connection.exec_driver_sql(f"INSERT INTO change ({names}) VALUES ({', '.join('?' * len(_COLUMNS))})", rows)
    return seq


_COLUMNS = ("seq", "kind", "record_id", "before", "after", "salt", "before_hash", "after_hash", "redacted")


def _row(seq: int, item: Change, salt: str, spelt: Mapping[int, str]) -> tuple[Any, ...]:
    """One row of the log in the order of ``_COLUMNS``."""
    before = None if item.before is None else spelt.get(id(item.before)) or canonical(item.before)
    after = None if item.after is None else spelt.get(id(item.after)) or canonical(item.after)
    return seq, item.kind, item.record_id, before, after, salt, salted(salt, before), salted(salt, after), False


class Spelt(NamedTuple):
    """One change as the log spells it: undo compares and writes back these very words."""

    kind: str
    record_id: str
    before: str | None
    after: str | None
    redacted: bool
    salt: str
    before_hash: str

    @property
    def whole(self) -> bool:
        """Whether what was before is still what was written here; an erased value is told by ``redacted``."""
        return salted(self.salt, self.before) == self.before_hash


def spelt_changes(connection: sa.Connection, seq: int) -> list[Spelt]:
    """The changes of one set as they are spelt, in the order in which they were made."""
    rows = connection.execute(
        sa.select(*(change.c[name] for name in Spelt._fields)).where(change.c.seq == seq).order_by(change.c.id)
    )
    return [Spelt(*row) for row in rows.all()]


def of_record(record_id: str, kind: str | None = None) -> sa.ColumnElement[bool]:
    """The condition that finds one record's changes: each set is asked for the record, as the index goes by set."""
    here = sa.and_(change.c.seq.in_(sa.select(change_set.c.seq)), change.c.record_id == record_id)
    return here if kind is None else sa.and_(here, change.c.kind == kind)


def erased(case: Any) -> set[tuple[str, str]]:
    """(kind, id) of every record whose values were erased from this log."""
    query = sa.select(change.c.kind, change.c.record_id).where(change.c.redacted.is_(True)).distinct()
    with case.reading() as connection:
        return {(row.kind, row.record_id) for row in connection.execute(query)}


def changes_of(connection: sa.Connection, seq: int) -> list[Change]:
    """The changes of one set, in the order in which they were made."""
    return [
        Change(
            kind=r.kind, record_id=r.record_id, redacted=r.redacted,
            before=json.loads(r.before) if r.before else None, after=json.loads(r.after) if r.after else None,
        )
        for r in spelt_changes(connection, seq)
    ]  # fmt: skip


def history(
    connection: sa.Connection,
    *,
    limit: int = 200,
    before_seq: int | None = None,
    kind: str | None = None,
    record_id: str | None = None,
) -> list[ChangeSet]:
    """Change sets, newest first; only those that touched one record when ``record_id`` is given."""
    query = sa.select(change_set).order_by(change_set.c.seq.desc()).limit(limit)
    if before_seq is not None:
        query = query.where(change_set.c.seq < before_seq)
    if record_id is not None:
        touched = sa.select(change.c.seq).where(of_record(record_id, kind))
        query = query.where(change_set.c.seq.in_(touched))
    taken = taken_back(connection)
    return [
        ChangeSet(
            seq=r.seq, at=r.at, who=r.who, label=r.label or "(erased)", deed=r.deed, undoes=r.undoes,
            count=r._mapping["count"], taken_back_by=taken.get(r.seq),
        )
        for r in connection.execute(query)
    ]  # fmt: skip


def taken_back(connection: sa.Connection) -> dict[int, int]:
    """Which sets stand taken back now, and by which set. A redo takes back an undo and so restores the first."""
    inverse: dict[int, int] = {}
    query = sa.select(change_set.c.seq, change_set.c.undoes).where(change_set.c.undoes.is_not(None))
    for seq, undoes in connection.execute(query.order_by(change_set.c.seq)):
        inverse[undoes] = seq
    stands: dict[int, bool] = {}
    for seq in sorted({*inverse, *inverse.values()}, reverse=True):  # an inverter is always newer
        stands[seq] = seq not in inverse or not stands[inverse[seq]]
    return {seq: by for seq, by in inverse.items() if stands[by]}


class Replay:
    """The undo and redo stacks of sequence numbers (last is next), replayed from the log, so restarts keep them.

    Keeps what it has replayed: the log only grows, so each call reads what is new.
    """

    def __init__(self) -> None:
        self._upto = 0
        self._undo: list[int] = []
        self._redo: list[int] = []
        self._lock = threading.Lock()

    def stacks(self, connection: sa.Connection) -> tuple[list[int], list[int]]:
        """(undo stack, redo stack) as of what ``connection`` sees."""
        query = sa.select(change_set.c.seq, change_set.c.deed, change_set.c.undoes).order_by(change_set.c.seq)
        with self._lock:
            for seq, deed, undoes in connection.execute(query.where(change_set.c.seq > self._upto)):
                self._take(seq, deed, undoes)
            return list(self._undo), list(self._redo)

    def _take(self, seq: int, deed: str, undoes: int | None) -> None:
        self._upto = seq
        if deed == "erase":  # what came before can no longer be taken back whole
            self._undo.clear()
            self._redo.clear()
            return
        here, there = (self._undo, self._redo) if deed == "undo" else (self._redo, self._undo)
        if deed == "do":
            self._undo.append(seq)
            self._redo.clear()
            return
        if undoes in here:
            here.remove(undoes)
        there.append(seq)


def exported(case: Any) -> list[dict[str, Any]]:
    """The whole log as plain values with salts and hashes, for a reader without this program."""
    with case.reading() as connection:
        by_set: dict[int, list[dict[str, Any]]] = {}
        for r in connection.execute(sa.select(change).order_by(change.c.seq, change.c.id)):
            by_set.setdefault(r.seq, []).append(
                {"kind": r.kind, "record_id": r.record_id, "before": r.before, "after": r.after, "salt": r.salt,
                 "before_hash": r.before_hash, "after_hash": r.after_hash, "redacted": r.redacted}
            )  # fmt: skip
        sets = connection.execute(sa.select(change_set).order_by(change_set.c.seq)).mappings().all()
    return [{**dict(row), "changes": by_set.get(row["seq"], [])} for row in sets]
