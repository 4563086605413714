"""A protected case asks in the window, not in a dialog; the keyring is asked first where that is wished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.services import remembering
from tests.builders import a_case

WORDS = "five words that do not match"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    a_case(tmp_path, file="closed.kpdesk", passphrase=WORDS).close()
    return tmp_path / "closed.kpdesk"


def _settled(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)


def _type(window: MainWindow, qtbot, words: str) -> None:  # type: ignore[no-untyped-def]
    page = window.pages["unlock"]
    QTest.keyClicks(page.ask.field, words)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    _settled(window, qtbot)


def test_a_protected_case_asks_until_it_opens(open_on: Callable[..., MainWindow], path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """A wrong pass-phrase is no end; nothing that was typed stays in the field."""
    window = open_on()
    assert not window.door.open(path)
    page = window.pages["unlock"]
    assert window.page is page and "closed.kpdesk" in page.ask.words.text()
    _type(window, qtbot, "wrong one")
    assert window.desk.case is None and "does not open it" in page.ask.fault.text() and page.ask.field.text() == ""
    with qtbot.waitSignal(page.ask.wait.timeout, timeout=5_000):
        pass
    _type(window, qtbot, WORDS)
    assert window.desk.case is not None and window.desk.case.encrypted


def test_leaving_goes_back_to_the_start(open_on: Callable[..., MainWindow], path: Path) -> None:
    """Esc, and the case stays closed."""
    window = open_on()
    window.door.open(path)
    QTest.keyClick(window.pages["unlock"].ask.field, Qt.Key.Key_Escape)
    assert window.page is window.pages["start"] and window.desk.case is None


def _keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    held: dict[tuple[str, str], str] = {}
    ring = SimpleNamespace(
        get_keyring=lambda: SimpleNamespace(priority=5),
        set_password=lambda service, name, words: held.__setitem__((service, name), words),
        get_password=lambda service, name: held.get((service, name)),
        delete_password=lambda service, name: held.pop((service, name)),
    )
    monkeypatch.setattr(remembering, "import_module", lambda _name: ring)
    return held


def test_the_keyring_opens_it_the_next_time(
    open_on: Callable[..., MainWindow], path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """Only where that was switched on; a lock asks the person all the same."""
    held = _keyring(monkeypatch)
    window = open_on()
    window.door.open(path)
    _type(window, qtbot, WORDS)
    assert held == {}
    window.door.close()
    window.desk.settings.keyring = True
    window.door.open(path)
    _settled(window, qtbot)
    _type(window, qtbot, WORDS)
    assert list(held.values()) == [WORDS] and path.name not in str(held)
    window.door.close()
    window.door.open(path)
    qtbot.waitUntil(lambda: window.desk.case is not None, timeout=30_000)
    window.trigger("case.lock")
    _settled(window, qtbot)
    assert window.desk.case is None and window.page is window.pages["unlock"]
