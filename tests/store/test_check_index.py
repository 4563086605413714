"""The index's part of the check: it must hold every word at its place and none besides."""

from __future__ import annotations

import pytest

from kpdesk.store.backup import back_up
from kpdesk.store.check import check
from tests.builders import TEXT, a_source


@pytest.mark.parametrize("times", [1, 5, 20, 100, 1000])
def test_an_index_from_which_a_text_of_any_length_went_is_whole(case, times: int) -> None:
    """FTS5 marks its table where it deletes from a longer document; that is no damage, and backups go on."""
    a_source(case, text="A short text.", title="Short")
    a_source(case, text=TEXT * times, title="Long")
    case.undo()
    assert check(case.path, key=case.key).findings == ()
    case.redo()
    assert check(case.path, key=case.key).findings == ()
    back_up(case, "by hand")


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
