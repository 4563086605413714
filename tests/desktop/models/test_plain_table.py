"""A short table of ready words."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kpdesk.desktop.models.plain_table import PlainTable


def test_it_shows_its_rows(qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    """With a key for each."""
    model = PlainTable(("Name", "When"))
    model.show_rows([("k1", ("Kinshasa", "June 2011")), ("k2", ("Tel Aviv", ""))])
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount(), model.key(1), model.key(9)) == (2, 2, "k2", None)
    assert model.data(model.index(0, 1)) == "June 2011"
    assert model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == "Tel Aviv"
