"""The window's own commands: letters, theme, saving, files that are dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop import theme
from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_full_case

CTRL = Qt.KeyboardModifier.ControlModifier


def _drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), action, data, Qt.MouseButton.LeftButton, none))


def test_letters_grow_by_key_and_the_choice_is_kept(window: MainWindow) -> None:
    """Larger, smaller, normal."""
    QTest.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert theme.current.scale == 1.1 == window.desk.settings.scale
    QTest.keyClick(window, Qt.Key.Key_0, CTRL)
    assert theme.current.scale == 1.0


def test_light_and_dark(window: MainWindow) -> None:
    """One command turns both ways."""
    window.trigger("theme")
    assert theme.current.dark and window.desk.settings.theme == "dark"
    window.trigger("theme")
    assert not theme.current.dark


def test_save_says_that_all_is_saved(window: MainWindow) -> None:
    """Ctrl+S is a habit, not a need."""
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    assert window.messages.text().startswith("Everything is saved.")


def test_paste_outside_a_field_opens_the_page(window: MainWindow) -> None:
    """With what the clipboard holds."""
    QGuiApplication.clipboard().setText(TEXT)
    window.desk.go("sources")
    window.pages["sources"].list.view.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL)
    assert window.page is window.pages["paste"]
    assert window.page.text.toPlainText() == TEXT


def test_paste_in_a_field_stays_there(window: MainWindow) -> None:
    """Ctrl+V belongs to the field that has the focus."""
    QGuiApplication.clipboard().setText("Sithole")
    window.desk.go("sources")
    window.pages["sources"].list.filter.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL)
    assert window.page is window.pages["sources"]
    assert window.page.list.filter.text() == "Sithole"


def test_a_dropped_case_file_is_opened(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """On the start page and anywhere else."""
    a_full_case(tmp_path, file="other.kpdesk").close()
    window = open_on()
    _drop(window, tmp_path / "other.kpdesk")
    assert window.desk.case.path.name == "other.kpdesk"


def test_texts_need_a_case_first(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """Said, not swallowed."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    window = open_on()
    _drop(window, tmp_path / "a.txt")
    assert window.messages.text().startswith("Open or make a case first")


def test_escape_closes_the_innermost_thing(window: MainWindow, case: CaseFile) -> None:
    """Drawer before message."""
    window.desk.say("Something.", "error")
    window.trigger("history")
    drawer = window.commands._drawer
    assert drawer is not None and drawer.isVisible()
    window.trigger("escape")
    assert not drawer.isVisible() and window.messages.text() == "Something."
    window.trigger("escape")
    assert window.messages.text() == ""


def test_a_new_actor_by_command(window: MainWindow, case: CaseFile) -> None:
    """From the palette to the file, by keys alone."""
    window.trigger("add.actor")
    page = window.pages["actors"]
    QTest.keyClicks(page.card.form.editor("name"), "Obert Mpofu")
    QTest.keyClick(page.card.form.editor("name"), Qt.Key.Key_Return, CTRL)
    assert case.all("actor", name="Obert Mpofu")


def test_return_on_a_button_presses_it_though_it_is_a_command_of_the_page_too(window: MainWindow) -> None:
    """“Open” in lists and texts; on the focused button it must not be swallowed."""
    window.desk.go("sources")
    page = window.page
    page.about.setFocus()
    QTest.keyClick(page.about, Qt.Key.Key_Return)
    assert not page.card.isHidden()
