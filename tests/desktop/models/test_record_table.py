"""The table of records: rows in pages from the store, order and filter in SQL."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kpdesk.desktop.models.record_table import ID, KEPT, PAGE, RecordTable
from kpdesk.domain.listing import LISTS, ListPage, ListQuery
from kpdesk.services import lookup
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


def test_qt_finds_no_fault_in_it(case: CaseFile, qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    """The rules of item models."""
    model = RecordTable("actors", lambda query: lookup.page(case, query))
    model.reload()
    qtmodeltester.check(model)


def test_it_sorts_and_filters_in_the_store(case: CaseFile) -> None:
    """And shows words, not codes."""
    put(case, an_actor(name="Zulu", kind="ngo", country="CD"))
    model = RecordTable("actors", lambda query: lookup.page(case, query))
    model.ask(sort="name", descending=True)
    assert model.data(model.index(0, 0)) == "Zulu"
    assert [model.data(model.index(0, n)) for n in (1, 2)] == ["NGO", "Democratic Republic of the Congo"]
    model.ask(words="zul")
    assert (model.total, model.rowCount()) == (1, 1)
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole).startswith("Actor, Zulu, NGO")


def test_long_lists_hold_few_rows_in_memory() -> None:
    """A hundred thousand rows, however far one scrolls."""
    asked: list[int] = []

    def fetch(query: ListQuery) -> ListPage:
        asked.append(query.offset)
        rows = tuple(
            (f"id{n}", f"Actor {n}", "person", None, "", 0, 0, 0, "accepted")
            for n in range(query.offset, query.offset + query.limit)
        )
        return ListPage(columns=LISTS["actors"], rows=rows, total=100_000)

    model = RecordTable("actors", fetch)
    model.reload()
    for row in range(0, 100_000, 100):
        assert model.data(model.index(row, 0), ID) == f"id{row}"
    assert len(model._pages) <= KEPT
    assert len(asked) <= 1 + 100_000 // PAGE
