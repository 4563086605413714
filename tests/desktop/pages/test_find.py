"""Find: as one types, narrowed, kept; odd input is text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.find import FindPage
from kpdesk.store.case import CaseFile
from tests.builders import a_source

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def look(window: MainWindow, qtbot) -> Callable[[str], FindPage]:  # type: ignore[no-untyped-def]
    """Type words into the page and wait for what is found."""
    QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    page = window.page
    assert isinstance(page, FindPage)

    def ask(words: str) -> FindPage:
        page.field.setText(words)
        page.search()
        qtbot.waitUntil(lambda: not window.desk.jobs.busy())
        return page

    return ask


def test_words_are_found_with_what_stands_around_them(look) -> None:  # type: ignore[no-untyped-def]
    """In the text and in the statement."""
    page = look("table")
    assert {hit.kind for hit in page.found.hits} == {"statement", "source"}
    assert page.found.hits[0].match == "table"
    assert page.count_text() == "2 found"


def test_a_hit_leads_to_the_characters(look, window: MainWindow, case: CaseFile) -> None:  # type: ignore[no-untyped-def]
    """Return on a statement shows it in its text."""
    page = look("cannot sit")
    page.view.setFocus()
    row = next(n for n, hit in enumerate(page.found.hits) if hit.kind == "statement")
    page.view.setCurrentIndex(page.model.index(row, 0))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    reader = window.pages["sources"].reader
    assert reader.selected_record == ("statement", case.all("statement")[0].id)


@pytest.mark.parametrize("words", ['"', "*", "(", ")", "NEAR(a", "it's", "💎", "a AND", "-", '""', "^x", "a:b"])
def test_odd_input_is_text(look, words: str) -> None:  # type: ignore[no-untyped-def]
    """Never an error, never a bug."""
    page = look(words)
    assert page.found.note == ""


def test_nothing_found_says_what_to_try(look) -> None:  # type: ignore[no-untyped-def]
    """With one button."""
    page = look("Chiadzwa")
    assert page.empty.isVisible()
    assert page.empty._title.text() == "Nothing found for “Chiadzwa”."
    page.empty.button.click()
    assert page.criteria().rejected


def test_a_facet_narrows_at_once(look, window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Without words too."""
    page = look("")
    page.facets.stance.setCurrentIndex(page.facets.stance.findData("oppose"))
    page.facets.stance.activated.emit(1)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy())
    assert {hit.kind for hit in page.found.hits} == {"position", "statement", "source"}


def test_a_search_is_kept_and_asked_again(look, window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """By its words."""
    page = look("table")
    page.keep.click()
    assert case.count("saved_search") == 1
    look("nothing of the kind")
    page.saved.activated.emit(1)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy())
    assert page.field.text() == "table" and page.found.total == 2


def test_keys_alone_are_enough(look, window: MainWindow) -> None:  # type: ignore[no-untyped-def]
    """Type, Return, F3, Shift+F3."""
    page = look("table")
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.view
    QTest.keyClick(page.view, Qt.Key.Key_F3)
    assert page.view.currentIndex().row() == 1
    QTest.keyClick(page.view, Qt.Key.Key_F3, SHIFT)
    assert page.view.currentIndex().row() == 0


def test_with_nothing_asked_the_page_says_what_to_do(look) -> None:  # type: ignore[no-untyped-def]
    """No bare page; and once something is asked it is gone."""
    page = look("")
    assert page._stack.currentWidget() is page.empty
    assert page.empty._title.text() == "Find in the whole case." and page.empty.button.isHidden()
    page = look("table")
    assert page._stack.currentWidget() is page.view


def test_a_kept_search_is_forgotten_by_the_same_button(look, window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """It says which of the two it does; Undo brings the search back."""
    page = look("sithole")
    page.keep.click()
    qtbot.waitUntil(lambda: page.keep.text() == "Forget this search")
    box = page.saved
    assert box.width() >= box.fontMetrics().horizontalAdvance("Kept searches") + 40
    page.keep.click()
    assert case.count("saved_search") == 0 and page.keep.text() == "Keep this search"
    window.trigger("undo")
    assert [s.name for s in case.all("saved_search")] == ["sithole"]


def test_a_regular_expression_that_never_ends_is_said_not_to_have_an_answer(look, window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Not that nothing was found; meanwhile the page says that it looks."""
    a_source(window.desk.case, text="a" * 60 + "!\n")
    page = look("")
    page.pattern.setChecked(True)
    page.field.setText("(a+)+$")
    page.search()
    qtbot.waitUntil(lambda: page.note.text() == "Looking…")
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=20_000)
    assert page.empty.isVisible() and page.empty.button.isHidden()
    said = [made.text() for made in page.empty.findChildren(QLabel)]
    assert "No answer for “(a+)+$”." in said and any("takes too long" in words for words in said)
