"""From an older case format to today's: each step an Alembic revision, all of them one transaction.

Alembic is imported only here, and this only when a file's format number differs. Foreign keys are off while tables
are rebuilt (batch mode would delete child rows with them on) and checked before the commit; a backup is made first.
The format number of the file names its revision, so no table of Alembic's is kept in it.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from kpdesk.errors import DamagedError
from kpdesk.store.copies import before_migration
from kpdesk.store.engine import make_engine
from kpdesk.store.faults import told
from kpdesk.store.protection import Key
from kpdesk.store.tables import FORMAT_VERSION

FOLDER = Path(__file__).parent


def revisions(folder: Path = FOLDER) -> dict[int, object]:
    """Format number -> Alembic script. The revision of format 7 is called r0007."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(folder))
    return {int(script.revision[1:]): script for script in scripts.walk_revisions()}


def upgrade(
    path: Path, *, key: Key | None = None, folder: Path = FOLDER, to: int = FORMAT_VERSION, keep: bool = True
) -> Path | None:
    """Bring a closed case to format ``to``; returns the backup made before. Nothing is changed where a step fails.

    ``keep=False`` is for a copy of a file that stays where it is: it needs no backup of its own.
    """
    with told(path):
        engine = make_engine(path, key=key)
        try:
            with engine.connect() as connection:
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version == to:
                return None
            kept = before_migration(path, key=key, version=version) if keep else None
            run(engine, range(version + 1, to + 1), folder=folder)
        finally:
            engine.dispose()
    return kept


def run(engine: sa.Engine, versions: range, *, folder: Path = FOLDER) -> None:
    """Run the steps to these format numbers, in order, in one transaction."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    scripts = revisions(folder)
    with engine.connect().execution_options(writing=True, recorded=True) as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
        try:
            with connection.begin():
                for version in versions:
                    with Operations.context(MigrationContext.configure(connection, opts={"render_as_batch": True})):
                        scripts[version].module.upgrade()  # type: ignore[attr-defined]
                    connection.exec_driver_sql(f"PRAGMA user_version={version}")
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise DamagedError("The case holds links to records that are not there.", "Run “kpdesk check”.")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
