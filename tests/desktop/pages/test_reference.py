"""The reference list is looked up and taken from."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile


def test_entries_are_filtered_and_added(window: MainWindow, case: CaseFile) -> None:
    """With their other names, as one deed."""
    window.desk.go("reference")
    page = window.pages["reference"]
    page.filter.setText("global witness")
    page.reload()
    page.add_button.click()
    added = case.all("actor", name="Global Witness")[0]
    assert added.reference and case.all("name", actor_id=added.id)
    assert page.model.data(page.model.index(0, 5)) == "yes"
    window.messages.buttons()[0].click()
    assert not case.all("actor", name="Global Witness")


def test_each_entry_says_where_it_is_from(window: MainWindow) -> None:
    """A fact without a source is none."""
    window.desk.go("reference", section="meetings")
    page = window.pages["reference"]
    assert page.source.text().startswith(("Source: ", "Not certain"))
    assert page.count_text().endswith(" meetings")


def test_dates_are_written_as_people_write_them(window: MainWindow) -> None:
    """No raw field on the screen."""
    window.desk.go("reference", section="meetings")
    page = window.pages["reference"]
    cells = {page.model.data(page.model.index(n, 3)) for n in range(page.model.rowCount())}
    assert not any(cell[:4].isdigit() and "-" in cell[4:5] for cell in cells)
