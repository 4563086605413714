"""An open case file: reading, units of work, undo and redo. What the services hold and pages pass on."""

from __future__ import annotations

import hashlib
import os
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.changes import Change, Changes, ChangeSet
from kpdesk.domain.records import CaseSettings
from kpdesk.errors import CaseFileError, ConflictError, FileMoved, OlderFormat, ReadOnlyError
from kpdesk.store import aside, change_log, schema, seal
from kpdesk.store import lock as locks
from kpdesk.store.engine import connect, make_engine
from kpdesk.store.faults import cannot_be_made, damaged, moved, passphrase_needed, told
from kpdesk.store.files import real
from kpdesk.store.protection import Key, leave_no_core
from kpdesk.store.rows import select_records
from kpdesk.store.tables import FORMAT_VERSION, TABLES, blob
from kpdesk.store.unit import Unit


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _let_go(engine: sa.Engine, lock: locks.WriteLock | None, identity: tuple[int, int] | None) -> None:
    engine.dispose()
    locks.left(identity)
    if lock is not None:
        lock.release()


def _may_write(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return all(os.access(p, os.W_OK, effective_ids=effective) for p in (path, path.absolute().parent))


def _write_lock(path: Path) -> locks.WriteLock | None:
    """The lock of a writer, held; None where the file can only be read. Raises AlreadyOpen."""
    if not _may_write(path):
        return None
    lock = locks.WriteLock(path)
    try:
        lock.take()
    except OSError:
        return None
    try:
        aside.forget_unfinished(path)
        if path.stat().st_nlink > 1:
            raise CaseFileError(
                f"{path.name} is one file under two names, and a save under one can be lost under the other.",
                "Open it for reading only, or copy it and open the copy.",
            )
    except BaseException:
        lock.release()
        raise
    return lock


def _settle(path: Path, key: Key | None) -> None:
    """Finish what a killed program left half-written, which a connection for reading may not do."""
    journal = path.with_name(path.name + "-journal")
    if journal.exists() and journal.stat().st_size and _may_write(path):
        connection = connect(path, key=key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        finally:
            connection.close()


class CaseFile:
    """One case file, opened. Threads may read at once; writers wait for each other."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        key: Key | None = None,
        lock: locks.WriteLock | None = None,
        salt: bytes = b"",
    ) -> None:
        leave_no_core()
        self.path = path
        self.read_only = read_only
        self._wrote = False
        self._closed = False
        self._key = key
        self._identity = locks.entered(path, salt)
        self._engine = make_engine(path, read_only=read_only, key=key, guard=self._require_in_place)
        self._writing = threading.RLock()
        self._replay = change_log.Replay()
        self._text = lru_cache(maxsize=32)(self._read_text)
        self._let_go = weakref.finalize(self, _let_go, self._engine, lock, self._identity)

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        name: str = "Untitled case",
        passphrase: str | None = None,
        over_empty: bool = False,
    ) -> CaseFile:
        """Make a new case file. Raises CaseFileError where something of that name is there already.

        ``over_empty``: the caller took the name already, by an empty file.
        """
        path = real(path)
        try:
            if not over_empty:
                path.open("xb").close()  # takes the name; an empty file is what SQLite starts from
        except FileExistsError:
            raise CaseFileError(f"{path.name} is there already.", "Choose another name, or open it.") from None
        except OSError as fault:
            raise cannot_be_made(path.name, fault) from fault
        lock = locks.WriteLock(path)
        try:
            lock.take()
        except BaseException as fault:
            path.unlink()
            if isinstance(fault, OSError):
                raise cannot_be_made(path.name, fault) from fault
            raise
        key = Key.fresh(passphrase) if passphrase else None
        case = cls(path, read_only=False, key=key, lock=lock, salt=key.salt if key else b"")
        try:
            with told(path):
                schema.create(case._engine)
            with case.unit(f"Made the case “{name}”") as unit:
                unit.add(CaseSettings(name=name))
        except BaseException:
            case.close()
            path.unlink(missing_ok=True)
            raise
        return case

    @classmethod
    def open(
        cls, path: Path | str, *, read_only: bool = False, passphrase: str | None = None, key: Key | None = None
    ) -> CaseFile:
        """Open a case file; what may not be written to opens for reading only.

        ``key`` is that of another file of the same case: it opens its backups without asking again.

        Raises AlreadyOpen where another holds it for writing, PassphraseNeeded where the pass-phrase is missing or
        another one, and CaseFileError with what to do where the file cannot be used.
        """
        path = real(path)
        salt = schema.look_before_opening(path)
        if passphrase or not (key is not None and key.salt == salt):
            key = Key.of_file(passphrase, salt) if salt and passphrase else None
        if salt and key is None:
            raise passphrase_needed(path.name)
        lock = None if read_only else _write_lock(path)
        case = None
        try:
            with told(path):
                if lock is None:
                    _settle(path, key)
                case = cls(path, read_only=lock is None, key=key, lock=lock, salt=salt)
                version = schema.require_usable(case._engine, path, encrypted=bool(salt))
                if version < FORMAT_VERSION:
                    case._bring_up(version)
                    schema.require_usable(case._engine, path, encrypted=bool(salt))
        except BaseException:
            if case is not None:
                case.close()
            elif lock is not None:
                lock.release()
            raise
        return case

    def _bring_up(self, version: int) -> None:
        if self.read_only:
            raise OlderFormat(
                f"{self.path.name} has an older format ({version}).",
                "Open it for writing once, so that it can be brought up to date; a backup is made before.",
            )
        from kpdesk.store import migrations

        self._engine.dispose()
        migrations.upgrade(self.path, key=self._key)

    def close(self) -> None:
        """Let go of the file; a deed at work in another thread is waited for, none begins any more."""
        with self._writing:
            names = self.sealed_as() if self._wrote and self.in_place and not self._closed else None
            self._closed = True
            self._let_go()
            self._wrote = False
            if names:
                seal.make(self.path, *names)

    def about_to_write(self) -> None:
        """Before the first write of a session: the file is still the one that was opened, its seal ends."""
        self._require_in_place()
        if not self._wrote and not self.encrypted:
            self._wrote = True
            names = self.sealed_as()
            if names:
                seal.drop(names[0])

    def sealed_as(self) -> tuple[str, str] | None:
        try:
            with self.reading() as connection:
                return seal.names_of(connection)
        except CaseFileError:  # damaged or gone: there is nothing to seal
            return None

    @property
    def key(self) -> Key | None:
        """For the store's own connections (check, backup); None for a plain case."""
        return self._key

    @property
    def encrypted(self) -> bool:
        return self._key is not None

    def _require_in_place(self) -> None:
        """Raises CaseFileError where the case was closed, or another file took the place of the one that was opened."""
        if self._closed:
            raise CaseFileError(f"{self.path.name} was closed.", "Open it again.")
        if not self.in_place:
            raise moved(self.path.name)

    @property
    def in_place(self) -> bool:
        """Whether the file that was opened still lies where it lay."""
        return locks.identity(self.path) == self._identity

    def __enter__(self) -> CaseFile:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Known faults in words; connections that met one are not used again (SQLCipher's stay broken)."""
        try:
            with told(self.path):
                yield
        except FileMoved:
            raise  # the connections that are open are the only way to what the file holds
        except CaseFileError:
            self._engine.dispose()
            raise

    # reading

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the file from first to last read."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    def get(self, kind: str, record_id: str | None) -> Any:
        """The record of this id, or None."""
        found = self.all(kind, id=record_id) if record_id else []
        return found[0] if found else None

    def get_many(self, kind: str, ids: Sequence[str]) -> dict[str, Any]:
        """Records by id; ids that are not there are left out."""
        with self.reading() as connection:
            parts = [tuple(ids[i : i + 500]) for i in range(0, len(ids), 500)]
            return {r.id: r for part in parts for r in select_records(connection, kind, {"id": part})}

    def all(self, kind: str, /, **equals: Any) -> list[Any]:
        """Records whose fields equal the values given (a tuple: any of them), in order of making."""
        with self.reading() as connection:
            return select_records(connection, kind, equals)

    def count(self, kind: str, /, **equals: Any) -> int:
        table = TABLES[kind]
        query = sa.select(sa.func.count()).select_from(table)
        for name, value in equals.items():
            query = query.where(table.c[name].in_(value) if isinstance(value, tuple) else table.c[name] == value)
        with self.reading() as connection:
            return connection.execute(query).scalar_one()

    def settings(self) -> CaseSettings:
        return self.get("case_settings", "settings") or CaseSettings()

    def blob(self, sha256: str) -> bytes:
        """The bytes kept under this hash. Raises CaseFileError where they are not there."""
        with self.reading() as connection:
            row = connection.execute(sa.select(blob.c.data).where(blob.c.sha256 == sha256)).first()
        if row is None:
            raise CaseFileError("A text of this case is missing.", "Run the check, then restore a backup.")
        if hashlib.sha256(row.data).hexdigest() != sha256:
            raise damaged(self.path.name)
        return row.data

    def text(self, text_version_id: str) -> str:
        """The immutable text of one version of a source."""
        return self._text(text_version_id)

    def _read_text(self, text_version_id: str) -> str:
        version = self.get("text_version", text_version_id)
        if version is None:
            raise CaseFileError("This text is no longer in the case.", "History can bring it back.")
        return self.blob(version.text_sha256).decode("utf-8")

    def forget_texts(self) -> None:
        """Drop texts from memory; they may have been erased."""
        self._text.cache_clear()

    # writing

    @contextmanager
    def unit(self, label: str, *, who: str = "person") -> Iterator[Unit]:
        """One deed: all of it is saved, or none. ``label`` is what history and the message bar say."""
        if self.read_only:
            raise ReadOnlyError("This case is open for reading only.", "To change things, save a copy.")
        with self._writing:
            self.about_to_write()
            with (
                self._told(),
                self._engine.connect().execution_options(writing=True, recorded=True) as connection,
                connection.begin(),
            ):
                unit = Unit(connection, label=label, who=who, at=now(), file=self.path.name)
                yield unit
                unit.finish()

    # undo, redo, history

    def undo(self) -> Changes:
        """Take back the last deed. Raises ConflictError where there is none or it cannot be."""
        return self._take_last("undo")

    def redo(self) -> Changes:
        """Do again what was taken back last."""
        return self._take_last("redo")

    def take_back(self, seq: int) -> Changes:
        """Take back one deed of any age; this is a deed of its own, which undo takes back."""
        entry = self._entry(seq)
        if entry.taken_back_by:
            raise ConflictError(f"“{entry.label}” was taken back already.")
        return self._invert(seq, "do", f"Took back: {entry.label}")

    @property
    def can_undo(self) -> ChangeSet | None:
        return self._next("undo")

    @property
    def can_redo(self) -> ChangeSet | None:
        return self._next("redo")

    def history(
        self, *, limit: int = 200, before_seq: int | None = None, kind: str | None = None, record_id: str | None = None
    ) -> list[ChangeSet]:
        """Change sets, newest first."""
        with self.reading() as connection:
            return change_log.history(connection, limit=limit, before_seq=before_seq, kind=kind, record_id=record_id)

    def changes_of(self, seq: int) -> list[Change]:
        with self.reading() as connection:
            return change_log.changes_of(connection, seq)

    def _next(self, which: str) -> ChangeSet | None:
        with self.reading() as connection:
            undo, redo = self._replay.stacks(connection)
        stack = undo if which == "undo" else redo
        # The set that made the case is not for undoing: there would be no case left.
        return self._entry(stack[-1]) if stack and stack[-1] > 1 else None

    def _entry(self, seq: int) -> ChangeSet:
        found = self.history(limit=1, before_seq=seq + 1)
        if not found or found[0].seq != seq:
            raise ConflictError(f"There is no change number {seq} in this case.")
        return found[0]

    def _take_last(self, which: str) -> Changes:
        entry = self._next(which)
        if entry is None:
            raise ConflictError("There is nothing to undo." if which == "undo" else "There is nothing to redo.")
        label = entry.label.removeprefix("Undid: ").removeprefix("Redid: ")
        return self._invert(entry.seq, which, f"{'Undid' if which == 'undo' else 'Redid'}: {label}")

    def _invert(self, seq: int, deed: str, label: str) -> Changes:
        with self.unit(label) as unit:
            unit.deed, unit.undoes = deed, seq
            unit.invert(seq)
        return unit.changes
