"""The unit of work: the only door by which records are written, and what the change log hears of it.

One unit is one deed: one transaction, one change set. If anything raises, nothing was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from kpdesk.domain.changes import Change, Changes
from kpdesk.domain.records import Record
from kpdesk.domain.values import as_values, canonical, hash_of
from kpdesk.errors import ConflictError
from kpdesk.store import change_log, search
from kpdesk.store.faults import damaged
from kpdesk.store.rows import select_records, values_of
from kpdesk.store.tables import REFERRERS, TABLES, blob

R = TypeVar("R", bound=Record)
Values = dict[str, Any]
CHUNK = 500


class Unit:
    """Collects and writes the changes of one deed. Made by ``CaseFile.unit``; ``changes`` is set at its end."""

    def __init__(self, connection: sa.Connection, *, label: str, who: str, at: str, file: str = "") -> None:
        self._connection = connection
        self._file = file
        self._log: dict[tuple[str, str], tuple[Values | None, Values | None]] = {}
        self._spelt: dict[int, tuple[Values, str]] = {}  # by id(); holding the values keeps the id theirs
        self.label, self.who, self.at = label, who, at
        self.deed = "do"
        self.undoes: int | None = None
        self.changes = Changes(label=label)
        self._finished = False

    # reading what this unit sees

    def get(self, kind: str, record_id: str | None) -> Any:
        """The record, or None; what this unit wrote is seen."""
        found = self.all(kind, id=record_id) if record_id else []
        return found[0] if found else None

    def all(self, kind: str, /, **equals: Any) -> list[Any]:
        """Records whose fields equal the given values (a tuple means any of them)."""
        return select_records(self._connection, kind, equals)

    # writing

    def add(self, record: R) -> R:
        """Write a new record."""
        self.add_all([record])
        return record

    def add_all(self, records: Iterable[Record]) -> None:
        """Write new records, many at once."""
        by_kind: dict[str, list[Values]] = {}
        for record in records:
            by_kind.setdefault(record.KIND, []).append(_storable(as_values(record)))
        for kind, values in by_kind.items():
            self._insert(kind, values)

    def put(self, record: R) -> R:
        """Replace the record of this id. Raises ConflictError where it is gone."""
        self.put_all([record])
        return record

    def put_all(self, records: Sequence[Record]) -> None:
        """Replace many records by their ids; unchanged ones leave no trace."""
        by_kind: dict[str, list[Values]] = {}
        for record in records:
            by_kind.setdefault(record.KIND, []).append(_storable(as_values(record)))
        for kind, values in by_kind.items():
            self._update(kind, values)

    def relink(self, kind: str, field: str, old_id: str, new_id: str) -> int:
        """Let every record whose link is ``old_id`` point to ``new_id`` instead; how many there were."""
        before = self._rows(kind, TABLES[kind].c[field] == old_id)
        rows = [{**values, field: new_id} for values in before.values()]
        if old_id != new_id and rows:
            was, becomes = (f'"{field}":{canonical(link)}' for link in (old_id, new_id))
            for old, new in zip(before.values(), rows, strict=True):
                # An unescaped quote ends a string in JSON, so these characters stand for the field alone.
                self._spelt[id(new)] = (new, self._spelling(old).replace(was, becomes))
                self._note(kind, old, new)
            self._write(kind, (field,), rows)
        return len(before)

    def remove(self, kind: str, record_id: str) -> None:
        """Remove a record; what links to it goes or lets go, as ``domain.records`` says."""
        self.remove_all(kind, [record_id])

    def remove_all(self, kind: str, ids: Iterable[str]) -> None:
        ids = [i for i in ids if self._log.get((kind, i), (None, {}))[1] is not None]
        before = self._current(kind, ids)
        if not before:
            return
        found = list(before)
        self._delete(kind, before)
        for referrer in REFERRERS[kind]:
            rows = [r for part in _chunks(found) for r in self.all(referrer.kind, **{referrer.field: tuple(part)})]
            if referrer.rule == "remove":
                self.remove_all(referrer.kind, [r.id for r in rows])
            elif rows:
                self._update(referrer.kind, [{**as_values(r), referrer.field: None} for r in rows])

    def keep_blob(self, data: bytes) -> str:
        """Keep bytes under their SHA-256 and return it. Blobs are not in the log: records name them by hash."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has_blob(digest):
            self._connection.execute(blob.insert(), {"sha256": digest, "data": data})
        return digest

    def has_blob(self, sha256: str) -> bool:
        return self._connection.execute(sa.select(blob.c.sha256).where(blob.c.sha256 == sha256)).first() is not None

    def removed(self, kinds: Iterable[str]) -> int:
        """How many records of these kinds this unit removed so far."""
        wanted = set(kinds)
        return sum(kind in wanted and bool(before) and not after for (kind, _), (before, after) in self._log.items())

    # undo

    def invert(self, seq: int) -> None:
        """Write the inverse of change set ``seq``. Raises ConflictError if a record of it changed since."""
        entries = change_log.spelt_changes(self._connection, seq)
        if any(e.redacted for e in entries):
            raise ConflictError(f"Cannot take back “{self.label}”.", "What it held was erased for good.")
        if not all(e.whole for e in entries):  # bit rot in the log must not become a record with a true hash
            raise damaged(self._file)
        for kind in {e.kind for e in entries}:
            self._invert_kind(kind, [e for e in entries if e.kind == kind])

    def _invert_kind(self, kind: str, entries: list[change_log.Spelt]) -> None:
        changed = [e for e in entries if e.before and e.after]
        # Rows that bear the hash of what the log says are not read: only what the log tells is written over them, and
        # the hash is that of what they were, so that damage elsewhere in such a row still shows.
        apart = [e for e in entries if not (e.before and e.after)]
        if not self._bear(kind, changed):
            apart = entries
        now = self._require_unchanged(kind, apart)
        self._delete(kind, {e.record_id: now[e.record_id] for e in entries if e.before is None})
        rows = [(self._spoken(e.after), self._spoken(e.before)) for e in changed if e.after and e.before]
        self._update(kind, [before for _, before in rows], {after["id"]: after for after, _ in rows})
        self._insert(kind, [self._spoken(e.before) for e in apart if e.before and e.after is None])

    def _bear(self, kind: str, entries: list[change_log.Spelt]) -> bool:
        """Whether all these rows bear the hash of what they were left as."""
        columns = TABLES[kind].c
        borne: dict[str, str] = {}
        for part in _chunks([e.record_id for e in entries]):
            query = sa.select(columns.id, columns.content_hash).where(columns.id.in_(part))
            borne.update((row[0], row[1]) for row in self._connection.execute(query).all())
        return all(borne.get(e.record_id) == hash_of(kind, e.after or "") for e in entries)

    def _spoken(self, spelt: str) -> Values:
        """The values of a spelling in the log; it stays theirs, so that it need not be made again."""
        values = json.loads(spelt)
        self._spelt[id(values)] = (values, spelt)
        return values

    def _require_unchanged(self, kind: str, entries: list[change_log.Spelt]) -> dict[str, Values]:
        """The rows as they are now. Raises ConflictError where one is not as it was left."""
        now = self._current(kind, [e.record_id for e in entries])
        for entry in entries:
            here = now.get(entry.record_id)
            if (here and self._spelling(here)) != entry.after:
                name = _name_of(here or json.loads(entry.after or entry.before or "{}"))
                raise ConflictError(
                    f"Cannot take back “{self.label}”: {name} was changed since.",
                    "Take the later change back first; History shows it.",
                )
        return now

    # the end

    def finish(self) -> None:
        """Write the change set and bring the search index up to date. Called once, before the commit."""
        if self._finished:
            return
        self._finished = True
        changes = [
            Change(kind=kind, record_id=record_id, before=before, after=after)
            for (kind, record_id), (before, after) in self._log.items()
            if before != after
        ]
        if not changes and self.deed != "erase":  # what was removed before leaves nothing to change, but a deed it is
            return
        seq = change_log.append(
            self._connection, at=self.at, who=self.who, label=self.label, deed=self.deed, undoes=self.undoes,
            changes=changes, spelt={key: text for key, (_, text) in self._spelt.items()},
        )  # fmt: skip
        search.refresh(self._connection, changes)
        ids: dict[str, set[str]] = {}
        for item in changes:
            ids.setdefault(item.kind, set()).add(item.record_id)
        self.changes = Changes(seq=seq, label=self.label, ids={k: frozenset(v) for k, v in ids.items()})

    # for erasing, which blanks what the log would keep

    @property
    def connection(self) -> sa.Connection:
        """The transaction of this unit, for the store's own modules."""
        return self._connection

    def gone(self) -> set[tuple[str, str]]:
        """(kind, id) of what this unit removed."""
        return {record for record, (_, after) in self._log.items() if after is None}

    # rows

    def _current(self, kind: str, ids: Sequence[str]) -> dict[str, Values]:
        table = TABLES[kind]
        found: dict[str, Values] = {}
        for part in _chunks(ids):
            found |= self._rows(kind, table.c.id.in_(part))
        return found

    def _spelling(self, values: Values) -> str:
        """The canonical spelling, made once: the hash is taken of it, and the log needs the same one."""
        if (kept := self._spelt.get(id(values))) is None:
            kept = self._spelt[id(values)] = (values, canonical(values))
        return kept[1]

    def _hash(self, kind: str, values: Values) -> str:
        return hash_of(kind, self._spelling(values))

    def _rows(self, kind: str, condition: sa.ColumnElement[bool]) -> dict[str, Values]:
        found: dict[str, Values] = {}
        for row in self._connection.execute(sa.select(TABLES[kind]).where(condition)).all():
            values = values_of(kind, row)
            if self._hash(kind, values) != row.content_hash:  # bit rot: a write would give it a new, true hash
                raise damaged(self._file)
            found[values["id"]] = values
        return found

    def _note(self, kind: str, before: Values | None, after: Values | None) -> None:
        key = (kind, (after or before or {})["id"])
        first = self._log[key][0] if key in self._log else before
        self._log[key] = (first, after)

    def _insert(self, kind: str, rows: list[Values]) -> None:
        if not rows:
            return
        self._connection.execute(
            TABLES[kind].insert(), [{**values, "content_hash": self._hash(kind, values)} for values in rows]
        )
        for values in rows:
            self._note(kind, None, values)

    def _update(self, kind: str, rows: list[Values], before: dict[str, Values] | None = None) -> None:
        """Write changed rows; ``before`` is what they are now, where the caller has read it already."""
        if before is None:
            before = self._current(kind, [values["id"] for values in rows])
        # Rows are written by which columns changed: SQLite then leaves the other columns' indexes alone.
        by_columns: dict[tuple[str, ...], list[Values]] = {}
        for values in rows:
            old = before.get(values["id"])
            if old is None:
                raise ConflictError(
                    f"{_name_of(values)} is no longer in this case.", "It was removed; History can bring it back."
                )
            if changed := [name for name, value in values.items() if old[name] != value]:
                by_columns.setdefault(tuple(changed), []).append(values)
                self._note(kind, old, values)
        for columns, changed_rows in by_columns.items():
            self._write(kind, columns, changed_rows)

    def _write(self, kind: str, columns: tuple[str, ...], rows: list[Values]) -> None:
        table = TABLES[kind]
        if any(isinstance(table.c[name].type, sa.JSON) for name in columns):
            for v in rows:
                new = {name: v[name] for name in columns} | {"content_hash": self._hash(kind, v)}
                self._connection.execute(table.update().where(table.c.id == v["id"]).values(new))
            return
        # Plain values go past SQLAlchemy, which takes as long for thousands of rows as SQLite does.
        setting = ", ".join(f'"{name}" = ?' for name in (*columns, "content_hash"))
        self._connection.exec_driver_sql(
            f'UPDATE "{kind}" SET {setting} WHERE id = ?',
            [(*(v[name] for name in columns), self._hash(kind, v), v["id"]) for v in rows],
        )

    def _delete(self, kind: str, rows: dict[str, Values]) -> None:
        table = TABLES[kind]
        for part in _chunks(list(rows)):
            self._connection.execute(table.delete().where(table.c.id.in_(part)))
        for values in rows.values():
            self._note(kind, values, None)


def _storable(values: Values) -> Values:
    """Values that can be written and hashed: half characters (lone surrogates) and NUL, which no file can hold, go."""
    for name, value in values.items():
        if isinstance(value, str) and ("\0" in value or not value.isascii()):
            values[name] = value.encode("utf-8", "replace").decode().replace("\0", "")
    return values


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))


def _name_of(values: Values) -> str:
    return str(values.get("name") or values.get("title") or values.get("content") or values.get("text") or "a record")
