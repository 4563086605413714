"""Taking files in: one bad file does not stop the rest, and what was done is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kpdesk.desktop.capturing import read_text, take_in_files
from kpdesk.desktop.main_window import MainWindow
from kpdesk.errors import DiskFault
from kpdesk.services import capture
from kpdesk.store.case import CaseFile
from tests.builders import TEXT

LONG = 60_000


def test_one_bad_file_does_not_stop_the_rest(window: MainWindow, case: CaseFile, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The good one is in, the bad one is named with what to do."""
    (tmp_path / "photo.dat").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "news.txt").write_text("Monitors left Windhoek.\n\nNobody said why.\n", encoding="utf-8")
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        take_in_files(window.desk, [tmp_path / "photo.dat", tmp_path / "news.txt"])
    assert case.count("source") == 2
    assert "Took in 1 text." in window.messages.text() and "photo.dat" in window.messages.text()


def test_the_same_text_twice_is_told(window: MainWindow, case: CaseFile, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """And not added again."""
    (tmp_path / "again.txt").write_text(TEXT, encoding="utf-8")
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        take_in_files(window.desk, [tmp_path / "again.txt"])
    assert case.count("source") == 1
    assert "again.txt is in this case already." in window.messages.text()


def test_reading_brings_proposals(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """As a job, with a way to Review at the end."""
    source = case.all("source")[0]
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        read_text(window.desk, source.id, source.title)
    assert case.get("source", source.id).read_by
    assert window.messages.text().startswith("Read “Monitors stay away”")


def test_a_reading_is_taken_back_with_one_key_and_says_so(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The message says that all of the text's proposals went, and brings them back; in Review it offers no way there."""
    window.desk.go("review")
    source = case.all("source")[0]
    before = case.count("actor")
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        read_text(window.desk, source.id, source.title)
    assert window.messages.buttons() == []
    assert case.count("actor") > before
    window.desk.undo()
    assert case.count("actor") == before
    assert window.messages.text().startswith("Took back what kpdesk proposed in “Monitors stay away” (")
    window.messages.buttons()[0].click()
    assert case.count("actor") > before
    assert window.messages.text().startswith("Brought back what kpdesk proposed in “Monitors stay away” (")


def test_a_full_disk_offers_to_try_the_rest_again_and_a_copy_elsewhere(
    window: MainWindow, case: CaseFile, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the Paste page: one press goes on with what was not taken in, and reads what was not read."""
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text(f"Monitors left Windhoek on day {path.stem}.", encoding="utf-8")
    read, calls = capture.read_and_propose, []

    def full(*given: Any, **more: Any) -> Any:
        calls.append(given)
        if len(calls) == 2:
            raise DiskFault("The disk that holds test.kpdesk is full.", "Free some space.")
        return read(*given, **more)

    monkeypatch.setattr(capture, "read_and_propose", full)
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        take_in_files(window.desk, paths)
    assert window.messages.text().startswith("Took in 2 texts. The disk that holds test.kpdesk is full.")
    assert [button.text() for button in window.messages.buttons()] == ["Try again", "Save a copy elsewhere"]
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        window.messages.buttons()[0].click()
    assert case.count("source") == 4 and len(calls) == 4
    assert all(source.read_by for source in case.all("source") if source.title.startswith("Monitors left"))
    assert window.messages.text().startswith("Took in 1 text.")
