"""Making, opening, copying and closing cases from the window; what cannot be opened says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpdesk.desktop import notices
from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile
from tests.builders import a_case, a_full_case


def test_a_new_case_is_made_and_remembered(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """With the issues of the field in it, first among the recent ones."""
    window = open_on()
    assert window.door.make(tmp_path / "Marange.kpdesk")
    assert window.desk.case.count("issue") > 10
    assert window.page is window.pages["sources"]
    assert window.desk.settings.recent == [str(tmp_path / "Marange.kpdesk")]


@pytest.mark.parametrize(("data", "words"), [(b"", "not a case"), (b"<html>" * 200, "not a case")])
def test_what_is_no_case_is_said_and_left_alone(
    open_on: Callable[..., MainWindow], tmp_path: Path, data: bytes, words: str
) -> None:
    """Byte for byte."""
    path = tmp_path / "notes.kpdesk"
    path.write_bytes(data)
    window = open_on()
    assert not window.door.open(path)
    assert words in window.messages.text()
    assert path.read_bytes() == data
    assert window.desk.case is None


def test_a_file_that_went_is_forgotten(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """It leaves the list of recent cases."""
    window = open_on()
    window.desk.settings.remember_case(tmp_path / "gone.kpdesk")
    assert not window.door.open(tmp_path / "gone.kpdesk")
    assert "no longer there" in window.messages.text()
    assert window.desk.settings.recent == []


def test_a_case_that_is_open_elsewhere_can_be_read(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """Reading only, said with the way out."""
    elsewhere = a_full_case(tmp_path, file="shared.kpdesk")
    window = open_on()
    assert window.door.open(tmp_path / "shared.kpdesk")
    assert window.desk.case.read_only
    assert [b.text() for b in window.messages.buttons()] == ["Save a copy"]
    assert "Can only be read" in window.status.text()
    elsewhere.close()


def test_a_protected_case_asks_until_it_opens(
    open_on: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong pass-phrase is no end."""
    a_case(tmp_path, file="closed.kpdesk", passphrase="five words that do not match").close()
    answers = ["wrong", "five words that do not match"]
    monkeypatch.setattr(notices, "ask_passphrase", lambda *_: answers.pop(0))
    window = open_on()
    assert window.door.open(tmp_path / "closed.kpdesk")
    assert answers == []


def test_a_copy_holds_everything(window: MainWindow, case: CaseFile, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Made beside the open case, which stays open."""
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        window.door.copy_to(tmp_path / "copy.kpdesk")
    with CaseFile.open(tmp_path / "copy.kpdesk") as copy:
        assert copy.count("actor") == case.count("actor")
    assert window.desk.case is case


def test_closing_brings_the_start_page(window: MainWindow) -> None:
    """And the case out of the window."""
    window.door.close()
    assert window.desk.case is None
    assert window.page is window.pages["start"]


def test_the_open_case_is_not_written_over(window: MainWindow, case: CaseFile) -> None:
    """New case, same name."""
    assert not window.door.make(case.path)
    assert "open here" in window.messages.text()
