"""Connections to one case file: real transactions, durable settings, nothing that a hostile file could run.

Rollback journal with extra synchronisation: the only cheap mode in which a power cut loses no acknowledged
save (measured for each mode in ``docs/decisions.md``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from kpdesk.store.driver import Connection, sqlite
from kpdesk.store.protection import Key
from kpdesk.store.tables import TABLES

BUSY_SECONDS = 5
PROTECTED_CACHE = "cache_size=-262144"  # 256 MB: a page of a protected case costs ten times as much to read anew
SETTINGS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "synchronous=EXTRA",  # FULL does not sync the folder after the journal goes: a power cut may bring it back
    "secure_delete=ON",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "cache_size=-65536",
    "cache_spill=65535",  # a large deed is not written twice: 256 MB of pages before any goes early
)


def connect(path: Path, *, read_only: bool = False, key: Key | None = None) -> Connection:
    """A bare connection with the case file's settings. The file must exist unless it is to be made."""
    mode = "ro" if read_only else "rwc"
    connection = sqlite.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
        cached_statements=512,
    )
    try:
        if key is not None:
            connection.execute("PRAGMA cipher_log=off")  # “none” would be taken as the name of a file
            connection.execute(f"PRAGMA key={key.as_sql()}")
        for setting in (*SETTINGS, PROTECTED_CACHE) if key is not None else SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        if not read_only:
            connection.execute("PRAGMA journal_mode=DELETE")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(
    path: Path, *, read_only: bool = False, key: Key | None = None, guard: Callable[[], None] = lambda: None
) -> sa.Engine:
    """An engine whose transactions begin at once when they will write, and which refuses unrecorded writes.

    ``guard`` is asked before each new connection; it raises where the file is no longer the one opened first.
    """

    def creator() -> Connection:
        guard()
        return connect(path, read_only=read_only, key=key)

    engine = sa.create_engine(
        "sqlite://",
        module=sqlite,
        creator=creator,
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the connection used last has the pages in its cache, which others must read anew
        max_overflow=8,
        pool_reset_on_return="rollback",
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _refuse_unrecorded)
    return engine


def _begin(connection: sa.Connection) -> None:
    # A deferred transaction that turns into a writer fails at once when another wrote in between.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


_WRITE = re.compile(
    r"\s*(?:WITH\b.*?\b)?(?:(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?(?:INTO\s+)?|UPDATE\s+(?:OR\s+\w+\s+)?|DELETE\s+FROM\s+)"
    r"[\"'`\[]?(\w+)",
    re.IGNORECASE | re.DOTALL,
)


def _refuse_unrecorded(conn, cursor, statement, parameters, context, executemany) -> None:
    if conn.get_execution_options().get("recorded"):
        return
    found = _WRITE.match(statement)
    if found and found.group(1).lower() in TABLES:
        raise RuntimeError(f"a write to {found.group(1)} went past the unit of work")
