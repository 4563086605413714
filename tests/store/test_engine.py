"""Connections: durable, defensive, and closed to writes past the unit of work."""

from __future__ import annotations

import pytest

from kpdesk.store.engine import connect

WANTED = {
    "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0,
    "cell_size_check": 1, "temp_store": 2, "mmap_size": 0,
}  # fmt: skip


def test_every_connection_has_the_settings_that_durability_rests_on(case) -> None:
    """EXTRA synchronisation, rollback journal, secure delete, nothing trusted from the file."""
    with case.reading() as first, case.reading() as second:
        for connection in (first, second):
            found = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in WANTED if n != "mmap_size"}
            assert found == {n: v for n, v in WANTED.items() if n != "mmap_size"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM actor",
        'delete from "actor" where 1',
        "UPDATE OR IGNORE actor SET name = 'x'",
        "INSERT OR REPLACE INTO actor(id) VALUES ('x')",
        "REPLACE INTO actor(id) VALUES ('x')",
        "WITH a AS (SELECT 1) DELETE FROM actor",
        "  \n update\nactor set name='x'",
    ],
)
def test_a_write_past_the_unit_of_work_is_refused(case, statement: str) -> None:
    """However it is spelt."""
    with case.reading() as connection, pytest.raises(RuntimeError, match="past the unit of work"):
        connection.exec_driver_sql(statement)


def test_a_connection_for_reading_cannot_write(case) -> None:
    """SQLite itself refuses."""
    connection = connect(case.path, read_only=True, key=case.key)
    with pytest.raises(Exception, match="readonly"):
        connection.execute("UPDATE actor SET name = 'x'")
    connection.close()


def test_a_path_with_odd_characters_is_that_file(tmp_path) -> None:
    """Question marks, hashes and per cent signs do not end the name."""
    path = tmp_path / "a?b#c%20d é.kpdesk"
    connection = connect(path)
    connection.execute("CREATE TABLE t(a)")
    connection.close()
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [path.name]
