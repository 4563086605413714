"""The case file's format: how it is made, how it is recognised before anything is trusted, and its version."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from kpdesk.errors import CaseFileError, DamagedError
from kpdesk.store import lock
from kpdesk.store.driver import Error, OperationalError, sqlite
from kpdesk.store.faults import damaged, not_a_case, passphrase_needed
from kpdesk.store.protection import PAGE, looks_encrypted
from kpdesk.store.tables import APPLICATION_ID, FORMAT_VERSION, FULL_TEXT_DDL, metadata

SQLITE_MAGIC = b"SQLite format 3\0"
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
QUICK_SECONDS, QUICK_PAGES = 0.3, 16_384  # pages of 4 kB: 64 MB


def create(engine: sa.Engine) -> None:
    """Write the whole schema into a new file, in one transaction."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        write(connection)


def write(connection: sa.Connection) -> None:
    """The schema and the marks by which a case file is known, within the caller's transaction."""
    metadata.create_all(connection)
    for statement in FULL_TEXT_DDL:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={FORMAT_VERSION}")


@lru_cache
def expected(version: int = FORMAT_VERSION) -> dict[tuple[str, str], str | None]:
    """(type, name) -> SQL of everything that belongs in a case file of this format; older ones as their steps make them."""
    engine = sa.create_engine("sqlite://", module=sqlite, poolclass=StaticPool)
    if version < FORMAT_VERSION:
        from kpdesk.store import migrations

        migrations.run(engine, range(1, version + 1))
    with engine.connect() as connection, connection.begin():
        if version == FORMAT_VERSION:
            write(connection)
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema").all()
    engine.dispose()
    return {(row[0], row[1]): row[2] for row in rows}


def look_before_opening(path: Path) -> bytes:
    """Refuse what cannot be a case file by its first bytes alone, without touching it.

    Returns the salt of an encrypted file, b"" for a plain one. A file that this process has open already is
    not read past SQLite: that would drop SQLite's locks on it.
    """
    if not path.exists():
        raise CaseFileError(f"There is no file {path.name} here.", "Check the name and the folder.")
    if path.is_dir():
        raise CaseFileError(f"{path.name} is a folder, not a case file.", "Choose a file that ends in .kpdesk.")
    if lock.is_open_here(path):
        return lock.salt_here(path)
    try:
        with path.open("rb") as handle:
            kept = _journalled_head(path)
            head = kept or handle.read(PAGE)
    except PermissionError as fault:
        raise CaseFileError(f"{path.name} may not be read by you.", "Ask for the right to read it.") from fault
    except OSError as fault:
        raise CaseFileError(f"{path.name} cannot be read: {fault.strerror}.", "Check the disk it lies on.") from fault
    if not head:
        raise CaseFileError(f"{path.name} is empty, not a case file.", "Nothing was changed in it.")
    if head.startswith(SQLITE_MAGIC):
        return b""
    # A power cut, or a copy that was broken off, leaves a part of a page at the end; such a case is still protected.
    if looks_encrypted(head, PAGE if kept or path.suffix == ".kpdesk" else path.stat().st_size):
        return head[:16]
    if head[:64] == bytes(64) or SQLITE_MAGIC[:6] in head[:64] or path.suffix == ".kpdesk":
        raise DamagedError(
            f"{path.name} is not a case file, or its beginning is damaged.",
            "Nothing was changed in it. Restore a backup, or try “kpdesk recover”.",
        )
    raise not_a_case(path.name)


def _journalled_head(path: Path) -> bytes:
    """The first page as a hot journal will put it back: after a power cut the file's own may be garbled. b"": none."""
    journal = path.with_name(path.name + "-journal")
    try:
        with journal.open("rb") as handle:
            header = handle.read(28)
            if len(header) < 28 or not header.startswith(JOURNAL_MAGIC):
                return b""
            sector, page = (int.from_bytes(header[at : at + 4], "big") for at in (20, 24))
            if page != PAGE or not 28 <= sector <= 1 << 16:
                return b""
            handle.seek(sector)
            while len(record := handle.read(PAGE + 8)) == PAGE + 8:
                if record[:4] == b"\0\0\0\x01":
                    return record[4 : 4 + PAGE]
    except OSError:
        pass
    return b""


def require_usable(engine: sa.Engine, path: Path, *, encrypted: bool) -> int:
    """The file's format version, once application id, version, structure and schema fit.

    Raises CaseFileError and disposes of the engine where they do not.
    """
    try:
        return _require(engine, path)
    except (Error, DBAPIError) as fault:
        engine.dispose()
        if encrypted and "not a database" in str(fault):
            raise passphrase_needed(path.name) from None
        raise
    except BaseException:
        engine.dispose()
        raise


def _require(engine: sa.Engine, path: Path) -> int:
    with engine.connect() as connection:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if application != APPLICATION_ID or version < 1:
            raise not_a_case(path.name)
        if version > FORMAT_VERSION:
            raise CaseFileError(
                f"{path.name} was made by a newer kpdesk (case format {version}; this one knows {FORMAT_VERSION}).",
                "Install the newer version; the file stays as it is.",
            )
        there = {(row[0], row[1]) for row in connection.exec_driver_sql("SELECT type, name FROM sqlite_schema")}
        wanted = set(expected(version))
        strange = sorted(name for kind, name in there - wanted)
        if strange:
            raise CaseFileError(
                f"{path.name} holds things that no kpdesk puts there ({', '.join(strange[:3])}).",
                "It may have been made to do harm, so it was not opened. Nothing was changed in it.",
            )
        if wanted - there:
            raise damaged(path.name)
        _quick_check(connection, path)
    return version


def _quick_check(connection: sa.Connection, path: Path) -> None:
    """As much of SQLite's structural check as fits a short time; the whole check runs after opening."""
    raw = connection.connection.driver_connection
    assert raw is not None
    if raw.execute("PRAGMA page_count").fetchone()[0] > QUICK_PAGES:  # one long text alone would take too long
        return
    end = time.monotonic() + QUICK_SECONDS
    raw.set_progress_handler(lambda: int(time.monotonic() > end), 1000)
    try:
        result = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    except OperationalError as fault:
        if "interrupted" not in str(fault):
            raise
        result = "ok"
    finally:
        raw.set_progress_handler(None, 0)
    if result != "ok":
        raise damaged(path.name)
