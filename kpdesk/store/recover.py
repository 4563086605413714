"""Salvage: read what can be read of a damaged case, row by row past bad pages, into a new file.

Only verified values are taken over: a record by its content hash or from the change log, a text by its SHA-256.
The damaged file is not written to.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kpdesk.domain.health import Salvage
from kpdesk.domain.records import ANCHOR_OWNERS, RECORDS, Record
from kpdesk.domain.values import content_hash, field_names, from_values
from kpdesk.errors import CaseFileError, PassphraseNeeded
from kpdesk.store import aside, schema
from kpdesk.store.case import CaseFile
from kpdesk.store.change_log import salted
from kpdesk.store.check import read_text, value_of
from kpdesk.store.driver import FAULTS, Connection
from kpdesk.store.engine import connect
from kpdesk.store.files import being_written, private, readable_as
from kpdesk.store.lock import is_open_here
from kpdesk.store.placing import taking_place
from kpdesk.store.protection import PAGE, Key
from kpdesk.store.recover_texts import hold_to_texts
from kpdesk.store.tables import REFERRERS, TABLES

GIVE_UP_AFTER = 4000  # row numbers in a row that cannot be read, beyond the highest one seen


def recover(path: Path, target: Path, *, passphrase: str | None = None, salt: bytes = b"") -> Salvage:
    """Save what can be read of ``path`` into a new case at ``target``. Raises CaseFileError where nothing can."""
    with taking_place(target, replace=False) as place:
        return _recover(path, place.part, passphrase, salt)


def _recover(path: Path, part: Path, passphrase: str | None, salt: bytes) -> Salvage:
    key = Key.of_file(passphrase, salt) if salt and passphrase else None
    found = Salvage()
    with _working_copy(path, part, key, plain=not salt) as copy:
        connection = _opened(copy, key, path.name)
        connection.text_factory = read_text
        try:
            blobs, damaged = _blobs(connection, found)
            records = _records(connection, found)
        finally:
            connection.close()
    if not records:
        raise CaseFileError(f"Nothing in {path.name} can be read.", "Restore a backup.")
    hold_to_texts(records, blobs, damaged, found)
    kept = _without_loose_ends(records, found)
    with CaseFile.create(part, passphrase=passphrase if salt else None, over_empty=True) as case:
        with case.unit(f"Saved from the damaged file {path.name}", who="kpdesk") as unit:
            for data in blobs.values():
                unit.keep_blob(data)
            for kind, of_kind in kept.items():
                if kind == "case_settings":
                    unit.put_all(list(of_kind.values()))
                else:
                    unit.add_all(list(of_kind.values()))
        case.close()
        readable_as(path, part)
    found.saved = {kind: len(of_kind) for kind, of_kind in kept.items() if of_kind}
    found.texts = len(blobs)
    return found


def _fill_up(handle: BinaryIO, *, plain: bool) -> None:
    """Whole pages up to the length that the header names, and in a plain case the header as kpdesk always makes it."""
    head = bytearray(handle.read(100).ljust(100, b"\0"))
    size = handle.seek(0, 2)
    named = int.from_bytes(head[28:32], "big") if plain else 0
    pages = max(-(-size // PAGE), named if named < 1 << 22 else 0)  # a named length beyond 16 GB is damage itself
    handle.truncate(pages * PAGE)
    if plain:
        head[0:24] = schema.SQLITE_MAGIC + bytes((0x10, 0, 1, 1, 0, 64, 32, 32))
        head[28:32] = pages.to_bytes(4, "big")
        head[44:48], head[56:60] = (4).to_bytes(4, "big"), (1).to_bytes(4, "big")
        head[52:56] = head[64:68] = head[48:52] = bytes(4)
        head[72:92], head[92:96] = bytes(20), head[24:28]
        handle.seek(0)
        handle.write(head)


@contextlib.contextmanager
def _working_copy(path: Path, part: Path, key: Key | None, *, plain: bool) -> Iterator[Path]:
    """A copy as its journal gives it back, filled up with empty pages where the file was cut off: SQLite refuses to read
    a shorter one at all."""
    with being_written(part) as copy:
        with _nobody_saves(path, key):
            _copy_bytes(path, private(copy))
            if aside.journal(path).exists():
                shutil.copyfile(aside.journal(path), aside.journal(copy))
        aside.settle(copy)
        with copy.open("r+b") as handle:
            _fill_up(handle, plain=plain)
        yield copy


@contextlib.contextmanager
def _nobody_saves(path: Path, key: Key | None) -> Iterator[None]:
    """A snapshot held meanwhile, so that a window which has the case open changes nothing; where it can be had at all."""
    with contextlib.ExitStack() as ends:
        with contextlib.suppress(*FAULTS):
            connection = ends.enter_context(contextlib.closing(connect(path, read_only=True, key=key)))
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield


def _copy_bytes(path: Path, copy: Path) -> None:
    """By another process where the case is open here: whoever closes a file drops all locks that his process has on it."""
    if is_open_here(path):
        words = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
        done = subprocess.run([sys.executable, "-I", "-c", words, path, copy], capture_output=True, text=True)
        if done.returncode:
            raise OSError(done.stderr.strip().rpartition("\n")[2] or "it could not be copied")
    else:
        shutil.copyfile(path, copy)


def _opened(copy: Path, key: Key | None, name: str) -> Connection:
    """A connection to the working copy. A protected one is filled up until SQLite takes it: its header cannot be read.

    Raises PassphraseNeeded where the first page does not fit the pass-phrase, CaseFileError where nothing can be read.
    """
    size, refused = copy.stat().st_size, Exception()
    for times in (1, 2, 4, 8, 16, 32, 64) if key is not None else (1,):
        os.truncate(copy, size * times)
        try:
            return connect(copy, key=key)
        except FAULTS as fault:
            refused = fault
    if key is not None and "not a database" in str(refused):
        raise PassphraseNeeded(
            f"Nothing in {name} can be read with this pass-phrase.",
            "Type it again; where it is right, the file's beginning is lost, and only a backup helps.",
        ) from refused
    raise CaseFileError(f"Nothing in {name} can be read.", "Restore a backup.") from refused


def _rows(connection: Connection, table: str, columns: str, found: Salvage) -> Iterator[tuple]:
    """Rows by their number: where one cannot be read, the next is tried."""
    try:
        for row in connection.execute(f'SELECT {columns}, rowid FROM "{table}" NOT INDEXED'):
            yield row[:-1]
        return
    except FAULTS:
        pass
    # The scan broke off. Everything was given once up to there; read by number now, which skips over bad pages.
    yield from _by_number(connection, table, columns, found)


def _by_number(connection: Connection, table: str, columns: str, found: Salvage) -> Iterator[tuple]:
    number, misses, last = 0, 0, _highest(connection, table)
    while number < last or misses < GIVE_UP_AFTER:
        number += 1
        try:
            row = connection.execute(f'SELECT {columns} FROM "{table}" WHERE rowid = ?', (number,)).fetchone()
        except FAULTS:
            found.unreadable += number <= last
            misses += 1
            continue
        misses = 0 if row else misses + 1
        if row:
            yield row


def _highest(connection: Connection, table: str) -> int:
    try:
        return connection.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()[0] or 0
    except FAULTS:
        return 0


def _blobs(connection: Connection, found: Salvage) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """(whole texts and files by their hash, those that do not fit theirs)."""
    whole: dict[str, bytes] = {}
    damaged: dict[str, bytes] = {}
    for sha256, data in _rows(connection, "blob", "sha256, data", found):
        if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == sha256:
            whole[sha256] = data
            continue
        found.unreadable += 1
        if isinstance(data, bytes) and isinstance(sha256, str):
            damaged[sha256] = data
    return whole, damaged


def _records(connection: Connection, found: Salvage) -> dict[str, dict[str, Record]]:
    records: dict[str, dict[str, Record]] = {}
    for cls in RECORDS:
        names = field_names(cls.KIND)
        columns = ", ".join(f'"{name}"' for name in (*names, "content_hash"))
        mine = records.setdefault(cls.KIND, {})
        for row in _rows(connection, cls.KIND, columns, found):
            values = _verified(cls.KIND, names, row)
            if values is None:
                found.unreadable += 1
            else:
                mine[values["id"]] = from_values(cls.KIND, values)
    _from_log(connection, records, found)
    return records if any(records.values()) else {}


def _verified(kind: str, names: tuple[str, ...], row: tuple) -> dict[str, Any] | None:
    try:
        values = {name: value_of(kind, name, raw) for name, raw in zip(names, row, strict=False)}
        return values if content_hash(kind, values) == row[-1] else None
    except (ValueError, TypeError):
        return None


def _from_log(connection: Connection, records: dict[str, dict[str, Record]], found: Salvage) -> None:
    """Records that the log says are there and the tables no longer give."""
    last: dict[tuple[str, str], str | None] = {}
    columns = "id, kind, record_id, after, salt, after_hash"
    rows = sorted(
        (row for row in _rows(connection, "change", columns, found) if isinstance(row[0], int)), key=lambda r: r[0]
    )
    for _, kind, record_id, after, salt, after_hash in rows:
        if kind in TABLES and isinstance(record_id, str):
            good = isinstance(salt, str) and salted(salt, after if isinstance(after, str) else None) == after_hash
            last[kind, record_id] = after if good and isinstance(after, str) else None
    for (kind, record_id), after in last.items():
        if after is not None and record_id not in records[kind]:
            with contextlib.suppress(ValueError, TypeError):
                records[kind][record_id] = from_values(kind, json.loads(after))
                found.from_log += 1
                found.unreadable -= 1


def _without_loose_ends(records: dict[str, dict[str, Record]], found: Salvage) -> dict[str, dict[str, Record]]:
    """Leave out what rests on a lost record, until every link leads somewhere; clear links that may be empty."""
    import dataclasses

    found.unreadable = max(found.unreadable, 0)
    changed = True
    while changed:
        changed = False
        for target, referrers in REFERRERS.items():
            for kind, name, rule in referrers:
                for record in list(records.get(kind, {}).values()):
                    linked = getattr(record, name)
                    if linked is None or linked in records.get(target, {}):
                        continue
                    changed = True
                    if rule == "remove":
                        del records[kind][record.id]
                        found.loose += 1
                    else:
                        records[kind][record.id] = dataclasses.replace(record, **{name: None})
    anchors = records.get("anchor", {})
    for record in list(anchors.values()):
        if sum(getattr(record, f"{kind}_id") is not None for kind in ANCHOR_OWNERS) != 1:
            del anchors[record.id]
            found.loose += 1
    return records
