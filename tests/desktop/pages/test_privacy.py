"""What this computer remembers of cases can be switched off and cleared."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from kpdesk import settings as kept
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.privacy import Privacy
from kpdesk.services import remembering
from kpdesk.store.case import CaseFile
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


def test_a_list_that_could_not_be_cleared_is_not_called_empty(
    privacy: Privacy, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file still names the cases, and that is said."""
    window.desk.settings.remember_case(tmp_path / "one.kpdesk")
    privacy.reload()
    monkeypatch.setattr(Path, "replace", _refuse)
    privacy.clear_button.click()
    assert "still names these cases" in window.messages.text()
    assert "one.kpdesk" in (window.desk.settings.path or Path()).read_text("utf-8")


def _refuse(*_given: object) -> None:
    raise OSError(28, "No space left on device")


def test_no_name_of_a_case_is_left_once_the_list_is_off(privacy: Privacy, window: MainWindow, case: CaseFile) -> None:
    """Widths of columns and lanes of the timeline are kept without it."""
    window.desk.go("sources")
    window.pages["sources"].columns.widen_list(40)
    window.desk.go("meetings")
    window.pages["meetings"]._on_actors([case.all("actor")[0].id])
    privacy.recent.click()
    words = (window.desk.settings.path or Path()).read_text("utf-8")
    assert "[lanes]" in words and "[layout]" in words and "test" not in words


def test_switching_the_keyring_off_takes_out_what_it_was_given_also_of_cases_forgotten_since(
    privacy: Privacy, window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known by their salts, which name nothing; what the keyring keeps all the same is told."""
    held: dict[str, str] = {}
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(
        get_keyring=lambda: SimpleNamespace(priority=5),
        set_password=lambda _service, name, words: held.__setitem__(name, words),
        get_password=lambda _service, name: held.get(name),
        delete_password=lambda _service, name: held.pop(name),
    ))  # fmt: skip
    words = "five words that nobody guesses"
    a_case(tmp_path, file="one.kpdesk", passphrase=words).close()
    privacy.ring.click()
    window.door.open_aside(tmp_path / "one.kpdesk", words, lambda fault: None)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    assert list(held) == window.desk.settings.in_keyring and len(held) == 1
    window.door.close()
    window.desk.settings.forget_cases()
    (tmp_path / "one.kpdesk").unlink()
    window.desk.go("settings")
    privacy.ring.click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    assert held == {} and window.desk.settings.in_keyring == []
