"""The single keys can be changed; what is taken holds at once, on buttons and in the cheat sheet, and after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kpdesk import settings as kept
from kpdesk.desktop import actions
from kpdesk.desktop.cheat_sheet import CheatSheet
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.key_editor import KeyEditor


@pytest.fixture
def editor(window: MainWindow) -> KeyEditor:
    window.page_of("review")
    window.desk.go("settings")
    window.page.change_keys.click()  # type: ignore[union-attr]
    assert window.page.keys.isVisible()  # type: ignore[union-attr]
    return window.page.keys  # type: ignore[union-attr]


def shortcut_of(window: MainWindow, name: str) -> list[str]:
    found = next(a for a in window.page_of("review").actions() if a.objectName() == name)
    return [key.toString() for key in found.shortcuts()]


def test_a_key_pressed_in_its_field_is_the_key(editor: KeyEditor, window: MainWindow) -> None:
    """Reject on X would clash; on Q it holds everywhere that names it."""
    QTest.keyClick(editor.fields["review.reject"], Qt.Key.Key_Q)
    assert shortcut_of(window, "review.reject") == ["Q"]
    assert window.page_of("review").card.reject_button.text() == "Reject   Q"  # type: ignore[attr-defined]
    assert kept.load(window.desk.settings.path).keys == {"review.reject": "Q"}
    window.desk.go("review")
    assert ("Review", "Reject", "Q") in CheatSheet(window).rows()


def test_a_key_that_is_taken_is_told_beside_the_field(editor: KeyEditor, window: MainWindow) -> None:
    """Keys of the reader count too, for they hold at the same time."""
    for key, words in ((Qt.Key.Key_A, "Accept"), (Qt.Key.Key_T, "Tag the selection")):
        QTest.keyClick(editor.fields["review.reject"], key)
        assert words in editor.faults["review.reject"].text()
        assert editor.faults["review.reject"].isVisible()
        assert shortcut_of(window, "review.reject") == ["R"]
    QTest.keyClick(editor.fields["review.reject"], Qt.Key.Key_Q)
    assert editor.faults["review.reject"].isHidden()
    assert actions.clash(actions.BY_ID["timeline.fit"], "R") is None


def test_backspace_and_standard_keys_bring_them_back(editor: KeyEditor, window: MainWindow) -> None:
    """One, or all."""
    field = editor.fields["review.accept"]
    QTest.keyClick(field, Qt.Key.Key_Q)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.text(), window.desk.settings.keys) == ("A", {})
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert shortcut_of(window, "review.accept") == ["F4"]
    editor.standard.click()
    assert shortcut_of(window, "review.accept") == ["A"]


def test_tab_leaves_a_field(editor: KeyEditor) -> None:
    """No trap for the keyboard."""
    field = editor.fields["review.accept"]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus() and field.text() == "A"


def test_without_single_keys_none_is_printed(editor: KeyEditor, window: MainWindow) -> None:
    """A button says only what works."""
    window.page.single.click()  # type: ignore[union-attr]
    card = window.page_of("review").card  # type: ignore[attr-defined]
    assert card.accept_button.text() == "Accept"
    assert card.accept_button.accessibleDescription() == ""


def test_the_reader_follows_the_keys_too(editor: KeyEditor, window: MainWindow) -> None:
    """Its letters are read by the text itself; changed or switched off, they mean nothing there."""
    text = window.page_of("review").reader.text  # type: ignore[attr-defined]
    asked: list[str] = []
    text.tag_asked.connect(lambda: asked.append("tag"))
    QTest.keyClick(editor.fields["reader.tag"], Qt.Key.Key_Q)
    QTest.keyClick(text, Qt.Key.Key_T)
    assert asked == []
    QTest.keyClick(text, Qt.Key.Key_Q)
    assert asked == ["tag"]
    window.page.single.click()  # type: ignore[union-attr]
    QTest.keyClick(text, Qt.Key.Key_Q)
    assert asked == ["tag"]


def test_tooltips_name_the_key_that_holds(editor: KeyEditor, window: MainWindow) -> None:
    """On the buttons for all shown and on what dims decided marks; without single keys none is named."""
    page = window.page_of("review")
    QTest.keyClick(editor.fields["review.accept_shown"], Qt.Key.Key_Q, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(editor.fields["reader.undecided"], Qt.Key.Key_Z)
    assert page.queue.accept_all.toolTip().endswith("(Shift+Q)")  # type: ignore[attr-defined]
    assert page.reader._only.toolTip() == "Dim what is decided (Z)"  # type: ignore[attr-defined]
    window.desk.settings.single_keys = False
    window.install_all_letters()
    assert page.reader._only.toolTip() == "Dim what is decided"  # type: ignore[attr-defined]
