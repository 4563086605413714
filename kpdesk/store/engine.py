"""Connections to one case file: real transactions, durable settings, nothing that a hostile file could run.

Rollback journal with full synchronisation: the only cheap mode in which a power cut loses no acknowledged
save (measured for each mode in ``docs/decisions.md``).
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlite

from kpdesk.store.tables import TABLES

BUSY_SECONDS = 5
SETTINGS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "cache_size=-65536",
)


def connect(path: Path, *, read_only: bool = False, passphrase: str | None = None) -> sqlite.Connection:
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
    if passphrase:
        connection.execute("PRAGMA cipher_log=none")
        quoted = passphrase.replace("'", "''")
        connection.execute(f"PRAGMA key='{quoted}'")
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    if not read_only:
        connection.execute("PRAGMA journal_mode=DELETE")
    return connection


def make_engine(path: Path, *, read_only: bool = False, passphrase: str | None = None) -> sa.Engine:
    """An engine whose transactions begin at once when they will write, and which refuses unrecorded writes."""
    engine = sa.create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: connect(path, read_only=read_only, passphrase=passphrase),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        pool_reset_on_return="rollback",
    )
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "before_cursor_execute", _refuse_unrecorded)
    return engine


def _begin(connection: sa.Connection) -> None:
    # A deferred transaction that turns into a writer fails at once when another wrote in between.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def _refuse_unrecorded(conn, cursor, statement, parameters, context, executemany) -> None:
    words = statement.split(None, 3)
    if words[0].upper() not in _WRITES or conn.get_execution_options().get("recorded"):
        return
    target = words[2] if words[0].upper() in ("INSERT", "DELETE", "REPLACE") else words[1]
    if target.strip('"') in TABLES:
        raise RuntimeError(f"a write to {target} went past the unit of work")
