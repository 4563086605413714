"""The index's part of the check: it must hold every word at its place and none besides."""

from __future__ import annotations

from kpdesk.store.check import check
from tests.builders import a_source


def test_a_word_too_many_in_the_index_is_found(case) -> None:
    """One extra word in one document is enough."""
    a_source(case)
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        (rowid,) = connection.exec_driver_sql("SELECT max(id) FROM search_row").one()
        connection.exec_driver_sql("DELETE FROM search_index WHERE rowid = ?", (rowid,))
        connection.exec_driver_sql(
            "INSERT INTO search_index(rowid, title, body) VALUES (?, 'monitors stay away', 'smuggled')", (rowid,)
        )
    findings = check(case.path, key=case.key).findings
    assert [(f.area, f.repairable) for f in findings] == [("search", True)]
