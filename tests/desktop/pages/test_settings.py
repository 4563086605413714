"""Settings hold at once and are kept; those of the case can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kpdesk import settings as kept
from kpdesk.desktop import theme
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.settings import SettingsPage
from kpdesk.store.case import CaseFile


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.desk.go("settings")
    made = window.page
    assert isinstance(made, SettingsPage)
    return made


def test_the_theme_changes_at_once_and_is_kept(page: SettingsPage) -> None:
    """And is there after a restart."""
    page.theme.button("dark").click()
    assert theme.current.dark
    assert kept.load(page.desk.settings.path).theme == "dark"


def test_single_letters_are_switched_off(page: SettingsPage, window: MainWindow) -> None:
    """In pages that are open already."""
    review = window.page_of("review")
    page.single.click()
    accept = next(a for a in review.actions() if a.objectName() == "review.accept")
    assert accept.shortcuts() == []
    page.single.click()
    accept = next(a for a in review.actions() if a.objectName() == "review.accept")
    assert [key.toString() for key in accept.shortcuts()] == ["A"]


def test_letters_are_made_larger(page: SettingsPage) -> None:
    """In words beside the buttons."""
    page._on_scale(1)
    assert page.scale_words.text() == "110 %"


def test_the_reference_list_belongs_to_the_case(page: SettingsPage, window: MainWindow, case: CaseFile) -> None:
    """Off, and undone."""
    page.reference.click()
    assert not case.settings().use_reference
    window.trigger("undo")
    assert case.settings().use_reference
    assert page.reference.isChecked()


def test_the_case_gets_another_name(page: SettingsPage, window: MainWindow, case: CaseFile) -> None:
    """Return keeps it."""
    page.case_name.selectAll()
    QTest.keyClicks(page.case_name, "Marange")
    QTest.keyClick(page.case_name, Qt.Key.Key_Return)
    assert case.settings().name == "Marange"


def test_the_word_keys_stands_beside_the_first_line_of_the_open_editor(window) -> None:  # type: ignore[no-untyped-def]
    """Not in the middle of a list that is longer than the window."""
    window.desk.go("settings")
    page = window.page
    page.change_keys.click()
    QApplication.processEvents()
    said = next(made for made in page.findChildren(QLabel) if made.text() == "Keys")
    top = said.mapTo(page, said.rect().center()).y() - page.single.mapTo(page, page.single.rect().center()).y()
    assert abs(top) <= 8
