"""The start page: what was open lately is one press away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop import notices
from kpdesk.desktop.main_window import MainWindow
from tests.builders import a_full_case


def test_a_recent_case_opens_by_keys(open_on: Callable[..., MainWindow], settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Those that are gone are not listed."""
    a_full_case(tmp_path, file="Marange.kpdesk").close()
    settings.recent = [str(tmp_path / "gone.kpdesk"), str(tmp_path / "Marange.kpdesk")]
    window = open_on()
    rows = window.page.rows
    assert [row.path.name for row in rows] == ["Marange.kpdesk"]
    assert rows[0].accessibleName() == "Open Marange, changed today"
    rows[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.desk.case.path.name == "Marange.kpdesk"


def test_a_new_case_by_its_button(open_on: Callable[..., MainWindow], tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The system asks where; nothing else is asked."""
    monkeypatch.setattr(notices, "ask_new_case", lambda *_: tmp_path / "New.kpdesk")
    window = open_on()
    window.page.new.click()
    assert (tmp_path / "New.kpdesk").exists()
    assert window.page is window.pages["sources"]
