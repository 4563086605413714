"""The case file's format: how it is made, how it is recognised before anything is trusted, and its version."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from kpdesk.errors import CaseFileError
from kpdesk.store.tables import APPLICATION_ID, FORMAT_VERSION, FULL_TEXT_DDL, metadata

SQLITE_MAGIC = b"SQLite format 3\0"


def create(engine: sa.Engine) -> None:
    """Write the whole schema into a new file, in one transaction."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        metadata.create_all(connection)
        for statement in FULL_TEXT_DDL:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={FORMAT_VERSION}")


def look_before_opening(path: Path, *, passphrase: str | None = None) -> None:
    """Refuse what cannot be a case file by its first bytes alone, without touching it."""
    if not path.exists():
        raise CaseFileError(f"There is no file {path.name} here.", "Check the name and the folder.")
    if path.is_dir():
        raise CaseFileError(f"{path.name} is a folder, not a case file.", "Choose a file that ends in .kpdesk.")
    try:
        with path.open("rb") as handle:
            head = handle.read(100)
    except PermissionError as fault:
        raise CaseFileError(f"{path.name} may not be read by you.", "Ask for the right to read it.") from fault
    if passphrase is None and (len(head) < 100 or not head.startswith(SQLITE_MAGIC)):
        raise CaseFileError(f"{path.name} is not a case file.", "Nothing was changed in it.")


def require_usable(engine: sa.Engine, path: Path) -> None:
    """Check application id and version. Raises CaseFileError and disposes of the engine where they do not fit."""
    try:
        with engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    except Exception:
        engine.dispose()
        raise
    fault = None
    if application != APPLICATION_ID:
        fault = CaseFileError(f"{path.name} is not a case file.", "Nothing was changed in it.")
    elif version > FORMAT_VERSION:
        fault = CaseFileError(
            f"{path.name} was made by a newer kpdesk (case format {version}; this one knows {FORMAT_VERSION}).",
            "Install the newer version; the file stays as it is.",
        )
    if fault:
        engine.dispose()
        raise fault
