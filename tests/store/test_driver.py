"""The driver: a current SQLite with the parts that the store rests on."""

from __future__ import annotations

from kpdesk.store.driver import Error, OperationalError, sqlite


def test_the_bundled_sqlite_has_what_the_store_needs() -> None:
    """Full-text search with secure delete, backup, encryption; past the fix of the write-ahead-log bug."""
    assert tuple(int(n) for n in sqlite.sqlite_version.split(".")) >= (3, 51, 3)
    connection = sqlite.connect(":memory:")
    assert connection.execute("PRAGMA cipher_version").fetchone()
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(a, content='', contentless_delete=1)")
    assert hasattr(connection, "backup") and issubclass(OperationalError, Error)
    connection.close()
