"""Migrations: the spelt-out format equals the tables; a failing step leaves everything as it was."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from kpdesk.errors import CaseFileError, DamagedError
from kpdesk.store import backup, migrations, schema
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check, spelt
from kpdesk.store.driver import sqlite
from kpdesk.store.engine import connect, make_engine
from kpdesk.store.protection import Key, export
from kpdesk.store.tables import FORMAT_VERSION
from tests.builders import a_full_case, an_actor, put

NEXT = FORMAT_VERSION + 1
FIXTURES = Path(__file__).parent / "fixtures"
STEP = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "r{n:04}", {down!r}, None, None
def upgrade():
    {body}
"""
BATCH = """with op.batch_alter_table("actor") as batch:
        batch.add_column(sa.Column("born", sa.Text))
    with op.batch_alter_table("actor") as batch:
        batch.alter_column("note", new_column_name="remark")"""


def test_all_steps_together_make_the_format_of_the_tables() -> None:
    """The first format spelt out, with every step after it, and the record classes make the same schema, statement by statement."""
    engine = sa.create_engine("sqlite://", module=sqlite, poolclass=StaticPool)
    migrations.run(engine, range(1, FORMAT_VERSION + 1))
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema").all()
    made = {(row[0], row[1]): spelt(row[2]) for row in rows}
    assert made == {name: spelt(sql) for name, sql in schema.expected().items()}


def _folder(tmp_path: Path, body: str) -> Path:
    folder = tmp_path / "steps"
    (folder / "versions").mkdir(parents=True)
    for n in range(1, NEXT + 1):
        step = STEP.format(n=n, down=f"r{n - 1:04}" if n > 1 else None, body=body if n == NEXT else "pass")
        (folder / "versions" / f"r{n:04}.py").write_text(step)
    return folder


def _rows(path: Path, key) -> dict[str, int]:
    engine = make_engine(path, read_only=True, key=key)
    with engine.connect() as connection:
        found = {
            kind: connection.exec_driver_sql(f"SELECT count(*) FROM {kind}").scalar_one()
            for kind in ("actor", "name", "participation", "anchor", "statement", "change")
        }
    engine.dispose()
    return found


def test_a_migration_keeps_children_of_rebuilt_tables_and_makes_a_backup(tmp_path, passphrase) -> None:
    """Batch mode rebuilds a parent table; every child row is still there, and the old file is kept."""
    case = a_full_case(tmp_path, passphrase=passphrase)
    path, key = case.path, case.key
    case.close()
    before = _rows(path, key)
    kept = migrations.upgrade(path, key=key, folder=_folder(tmp_path, BATCH), to=NEXT)
    assert _rows(path, key) == before and kept is not None
    with CaseFile.open(kept, read_only=True, passphrase=passphrase) as old:
        assert old.count("actor") == before["actor"]
    assert backup.backups_in(kept.parent)[0].why == f"before format {NEXT}"


@pytest.mark.parametrize("step", range(3))
def test_a_migration_that_fails_leaves_the_file_byte_for_byte(tmp_path, passphrase, step: int) -> None:
    """Failing after any of its statements, or at the link check: nothing of it stays."""
    lines = [
        'op.execute("CREATE TABLE extra(id)"); raise RuntimeError',
        f"{BATCH}\n    raise RuntimeError",
        'op.execute("DELETE FROM actor")',
    ]
    case = a_full_case(tmp_path, passphrase=passphrase)
    path, key = case.path, case.key
    case.close()
    before = path.read_bytes()
    with pytest.raises((RuntimeError, DamagedError)):
        migrations.upgrade(path, key=key, folder=_folder(tmp_path, lines[step]), to=NEXT)
    assert path.read_bytes() == before
    assert check(path, key=key).ok


STORED = pytest.mark.parametrize("stored", sorted(FIXTURES.glob("format-*.kpdesk.gz")), ids=lambda p: p.name)


def _unpacked(stored: Path, path: Path) -> Path:
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    return path


@STORED
def test_every_released_format_opens_whole(tmp_path: Path, stored: Path) -> None:
    """A stored file of each format is brought up to date with nothing lost."""
    path = _unpacked(stored, tmp_path / "old.kpdesk")
    with CaseFile.open(path) as case:
        assert check(path).findings == ()
        assert case.count("statement") == 1 and case.settings().name == "Stored case"
        assert case.all("anchor") and all(
            case.text(a.text_version_id)[a.start : a.end] == a.quote for a in case.all("anchor")
        )


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "hidden",
    ["CREATE TRIGGER sly AFTER INSERT ON change_set BEGIN UPDATE actor SET note = 'sly'; END",
     "CREATE VIEW sly AS SELECT * FROM actor", "CREATE TABLE sly(id)"],
)  # fmt: skip
def test_an_old_case_with_things_hidden_in_it_is_not_opened(
    tmp_path: Path, passphrase, hidden: str, read_only: bool
) -> None:
    """No step of a migration runs its triggers; it stays as it was byte for byte, and no backup is made of it."""
    plain = _unpacked(FIXTURES / "format-1.kpdesk.gz", tmp_path / "plain.kpdesk")
    connection = connect(plain)
    connection.execute(hidden)
    path = plain
    if passphrase:
        path = tmp_path / "protected.kpdesk"
        export(connection, path, Key.fresh(passphrase))
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CaseFileError, match=r"no kpdesk puts there \(sly\)"):
        CaseFile.open(path, passphrase=passphrase, read_only=read_only)
    assert path.read_bytes() == before and not list(tmp_path.rglob("backups/*/*.kpdesk"))


@STORED
def test_a_backup_of_every_format_can_be_looked_into_and_restored(tmp_path: Path, stored: Path) -> None:
    """It says what restoring would change, takes the case's place in today's format, and stays as it was itself."""
    folder = tmp_path / "backups"
    folder.mkdir()
    path, kept = _unpacked(stored, tmp_path / "case.kpdesk"), _unpacked(stored, folder / "kept.kpdesk")
    with CaseFile.open(path) as case:
        put(case, an_actor(name="Later"))
        assert backup.differences(case, kept) == {"actor": (1, 0, 0)}
    backup.restore(kept, path)
    assert kept.read_bytes() == gzip.decompress(stored.read_bytes())
    assert list(folder.iterdir()) == [kept]
    with CaseFile.open(path) as case:
        assert check(path).findings == () and "Later" not in [a.name for a in case.all("actor")]


def test_a_protected_backup_of_an_older_format_is_restored_with_its_pass_phrase(tmp_path: Path) -> None:
    """Its copy is brought up to date without ever lying open on the disk."""
    words = "five words that do not belong"
    plain, kept = _unpacked(FIXTURES / "format-1.kpdesk.gz", tmp_path / "plain.kpdesk"), tmp_path / "kept.kpdesk"
    connection = connect(plain)
    export(connection, kept, Key.fresh(words))
    connection.close()
    path = tmp_path / "case.kpdesk"
    path.write_bytes(kept.read_bytes())
    CaseFile.open(path, passphrase=words).close()
    backup.restore(kept, path, passphrase=words)
    with CaseFile.open(path, passphrase=words) as case:
        assert check(path, key=case.key).ok and case.count("statement") == 1
        assert backup.differences(case, kept) == {}


def test_a_file_of_every_format_is_stored() -> None:
    """The fixture of a new format is made with it: python -m tests.store.fixtures."""
    assert {p.name for p in FIXTURES.glob("*.gz")} >= {f"format-{n}.kpdesk.gz" for n in range(1, FORMAT_VERSION + 1)}
