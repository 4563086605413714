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


def test_every_file_gets_its_ending_and_takes_nothing_unasked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The system asked about the name as it was typed: what lies under the whole name stays, a number is added."""

    def asked(typed: str, suggested: str, kinds: str) -> str:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), ""))
        made = notices.ask_save(None, "Save", Path(suggested), kinds)
        assert made is not None
        return made.name

    for typed, name in (("for Bo", "for Bo.kpdesk"), ("v1.2", "v1.2.kpdesk"), ("for Bo.kpdesk", "for Bo.kpdesk")):
        assert asked(typed, "x copy.kpdesk", notices.CASE_FILTER) == name
        (tmp_path / name).touch()
    for typed, name in (("a.SVG", "a.SVG"), ("map 1.5", "map 1.5.png"), ("b.pdf", "b.pdf")):
        assert asked(typed, "timeline.png", "Pictures (*.png *.svg *.pdf)") == name
    assert asked("for Bo", "x copy.kpdesk", notices.CASE_FILTER) == "for Bo (2).kpdesk"
