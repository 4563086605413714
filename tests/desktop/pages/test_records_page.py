"""What the pages of actors and of sources share: two views, one filter key, one way to remove and to erase."""

from __future__ import annotations

import pytest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile

PAGES = (("actors", "actor"), ("sources", "source"))


@pytest.mark.parametrize("place, kind", PAGES)
def test_the_other_view_is_a_table_and_back_remembers(window: MainWindow, place: str, kind: str) -> None:
    """The switch, the key to filter, and the way back."""
    window.desk.go(place)
    page = window.pages[place]
    assert not page.as_table
    page.find()
    assert page.list.filter.hasFocus()
    page.switch.chosen.emit(page.views[1])
    assert page.as_table and page.stack.currentWidget() is page.table
    window.trigger("go.back")
    assert not page.as_table


@pytest.mark.parametrize("place, kind", PAGES)
def test_what_is_removed_can_be_taken_back(window: MainWindow, case: CaseFile, place: str, kind: str) -> None:
    """One key, one undo."""
    window.desk.go(place)
    page = window.pages[place]
    page.list.choose_first()
    (gone,) = page.list.selected()
    page.handlers()["list.remove"]()
    assert case.get(kind, gone) is None
    window.trigger("undo")
    assert case.get(kind, gone) is not None


@pytest.mark.parametrize("place, kind", PAGES)
def test_erasing_goes_to_the_page_that_says_what_it_means(window: MainWindow, place: str, kind: str) -> None:
    """Nothing is erased by one key."""
    window.desk.go(place)
    page = window.pages[place]
    page.list.choose_first()
    page.handlers()["erase"]()
    assert window.page is window.pages["erase"]


@pytest.mark.parametrize("place, kind", PAGES)
def test_an_empty_case_has_one_main_button(window: MainWindow, case: CaseFile, place: str, kind: str) -> None:
    """The empty state's; the header's steps back until there is something."""
    window.desk.go(place)
    page = window.pages[place]
    assert page.main_button.property("look") == "main"
    with case.unit("Removed all") as unit:
        unit.remove_all(kind, [r.id for r in case.all(kind)])
    page.reload()
    assert page.main_button.property("look") == ""
    assert page.panes() == [page.list.empty.button]
