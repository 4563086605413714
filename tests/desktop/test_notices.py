"""The one dialog for a bug, and file names with their suffix."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from kpdesk.desktop import notices


def test_a_bug_is_told_in_plain_words_and_can_be_copied(qtbot) -> None:  # type: ignore[no-untyped-def]
    """No traceback on the screen; where it came through the code in the clipboard; its own words in neither."""
    try:
        raise ZeroDivisionError("secret")
    except ZeroDivisionError as error:
        notices.show_bug(None, error)
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())
    assert box.text() == "Something went wrong in kpdesk. Your case is saved."
    assert "secret" not in box.text() + box.informativeText()
    next(b for b in box.buttons() if b.text() == "Copy details").click()
    copied = QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in copied and "test_notices.py" in copied and "secret" not in copied
    box.close()


def test_a_new_case_gets_its_suffix(monkeypatch: pytest.MonkeyPatch) -> None:
    """However it was typed."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("x/Marange 2009", ""))
    assert notices.ask_new_case(None, Path()) == Path("x/Marange 2009.kpdesk")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert notices.ask_new_case(None, Path()) is None
