"""What this computer remembers of cases can be switched off and cleared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpdesk import settings as kept
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.privacy import Privacy
from kpdesk.services import remembering
from tests.builders import a_case


@pytest.fixture
def privacy(window: MainWindow) -> Privacy:
    window.desk.go("settings")
    return window.pages["settings"].privacy  # type: ignore[attr-defined]


def test_recent_cases_are_kept_no_more(privacy: Privacy, window: MainWindow, tmp_path: Path) -> None:
    """Off empties the list at once, in the file too; a case opened later is not in it."""
    window.desk.settings.remember_case(tmp_path / "one.kpdesk")
    privacy.recent.click()
    a_case(tmp_path, file="two.kpdesk").close()
    assert window.door.open(tmp_path / "two.kpdesk")
    assert window.desk.settings.recent == []
    assert 'kpdesk"' not in (window.desk.settings.path or Path()).read_text("utf-8")


def test_the_list_is_cleared(privacy: Privacy, window: MainWindow, tmp_path: Path) -> None:
    """The switch stays on."""
    window.desk.settings.remember_case(tmp_path / "one.kpdesk")
    privacy.reload()
    privacy.clear_button.click()
    assert window.desk.settings.recent == [] and window.desk.settings.keep_recent


def test_the_title_names_no_case(privacy: Privacy, window: MainWindow) -> None:
    """At once, and after a restart."""
    assert window.windowTitle() == "Test case – kpdesk"
    privacy.title.click()
    assert window.windowTitle() == "kpdesk"
    assert not kept.load(window.desk.settings.path).title_case


def test_when_to_lock_is_kept(privacy: Privacy, window: MainWindow) -> None:
    """In minutes; never is one of the choices."""
    privacy.lock_after.set_key("0")
    privacy.lock_after.activated.emit(0)
    assert kept.load(window.desk.settings.path).lock_after == 0


def test_a_missing_keyring_is_explained_and_stays_off(
    privacy: Privacy, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch says what is missing."""
    monkeypatch.setattr(remembering, "missing", lambda: "For this the Python package “keyring” is missing.")
    privacy.ring.click()
    assert not privacy.ring.isChecked() and not window.desk.settings.keyring
    assert "keyring" in privacy.ring_words.text() and privacy.ring_words.isVisible()


def test_a_renamed_case_is_named_in_the_title(open_on: Callable[..., MainWindow], window: MainWindow) -> None:
    """The title follows the name."""
    window.desk.go("settings")
    page = window.pages["settings"]
    page.case_name.setText("Marange")
    page.case_name.editingFinished.emit()
    assert window.windowTitle() == "Marange – kpdesk"
