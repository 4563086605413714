"""The window tells when the file of the open case moves, lies in a shared folder, or has conflict copies beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.services import backups, checking, recovery, surroundings
from kpdesk.store import case as store_case
from kpdesk.store.case import CaseFile
from kpdesk.store.engine import connect
from tests.builders import a_full_case


def _opened(open_on: Callable[..., MainWindow], path: Path, qtbot) -> MainWindow:  # type: ignore[no-untyped-def]
    window = open_on()
    assert window.door.open(path)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
    return window


def test_a_cloud_folder_is_told_quietly(open_on: Callable[..., MainWindow], tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """A line that leaves by itself, and a word in the status line that stays."""
    (tmp_path / "Nextcloud").mkdir()
    a_full_case(tmp_path / "Nextcloud").close()
    window = _opened(open_on, tmp_path / "Nextcloud" / "test.kpdesk", qtbot)
    assert "Nextcloud folder" in window.messages.text()
    assert window.messages.message is not None and window.messages.message.level == "info"
    assert "In a Nextcloud folder" in window.status.text()


def test_a_conflict_copy_leads_to_merging_it_back(open_on: Callable[..., MainWindow], tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """One press compares the two."""
    with a_full_case(tmp_path) as case:
        recovery.save_copy(case, tmp_path / "test (1).kpdesk")
    window = _opened(open_on, tmp_path / "test.kpdesk", qtbot)
    assert "“test (1).kpdesk”" in window.messages.text()
    window.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
    page = window.pages["merge_back"]
    assert window.page is page and page.preview is not None
    assert "both copies hold the same" in page.coming.text() and not page.merge_button.isEnabled()


def test_an_ordinary_folder_is_not_spoken_of(open_on: Callable[..., MainWindow], tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Opening a case says nothing."""
    a_full_case(tmp_path).close()
    window = _opened(open_on, tmp_path / "test.kpdesk", qtbot)
    assert window.messages.text() == "" and "In a" not in window.status.text()


def test_a_file_that_went_is_told_once(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The message is closed, and does not come back every five seconds."""
    case.path.rename(case.path.with_name("elsewhere.kpdesk"))
    window.lookout.look()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
    assert "was moved" in window.messages.text()
    window.messages.leave()
    window.lookout.look()
    assert not window.desk.jobs.busy() and window.messages.text() == ""


def test_a_case_closed_while_its_file_was_looked_for_is_looked_after_when_it_is_open_again(
    window: MainWindow, case: CaseFile, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """A network drive that answered late does not end the looking."""
    begun, gate = threading.Event(), threading.Event()
    with monkeypatch.context() as patch:
        patch.setattr(surroundings, "moved_away", lambda _case: (begun.set(), gate.wait(20), "")[-1])
        window.lookout.look()
        assert begun.wait(10)
        window.desk.take_case(None)
    gate.set()
    assert window.door.open(case.path)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
    case.path.rename(case.path.with_name("elsewhere.kpdesk"))
    window.lookout.look()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
    assert "was moved" in window.messages.text()


@pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading only"])
def test_a_link_to_nowhere_is_told_soon_after_opening(
    open_on: Callable[..., MainWindow], tmp_path: Path, qtbot, monkeypatch, read_only: bool
) -> None:  # type: ignore[no-untyped-def]
    """SQLite's own look at the structure, which is all that opening has time for, does not see it."""
    with a_full_case(tmp_path) as case:
        backups.back_up(case)
    connection = connect(case.path)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("DELETE FROM meeting")
    connection.close()
    if read_only:
        monkeypatch.setattr(store_case, "_may_write", lambda path: False)
    window = _opened(open_on, case.path, qtbot)
    assert "link to" not in window.messages.text()
    window.first_keeper.timeout.emit()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=20_000)
    assert "test.kpdesk is not as it was written." in window.messages.text()
    assert "link to a meeting that is not there. There are" in window.messages.text()
    (button,) = window.messages.buttons()
    button.click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=20_000)
    page = window.pages["check"]
    assert window.page is page and not page.report.ok and "link to a meeting" in page.lines.text()


def test_a_whole_case_is_checked_in_silence(open_on: Callable[..., MainWindow], tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Nothing changed since the last backup, so none reads the case; the check does, and leaves no copy."""
    with a_full_case(tmp_path) as case:
        kept = backups.back_up(case)
    window = _opened(open_on, case.path, qtbot)
    checked: list[bool] = []
    real = checking.check_open

    def noted(*given: object, **how: object) -> object:
        report = real(*given, **how)  # type: ignore[arg-type]
        checked.append(report.ok)
        return report

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "check_open", noted)
        window.first_keeper.timeout.emit()
        qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=20_000)
    assert checked == [True] and window.messages.text() == ""
    assert {p.stem for p in kept.path.parent.iterdir()} == {kept.path.stem}
