"""Making, opening, copying and closing cases from the window; what cannot be opened says why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpdesk.desktop import notices
from kpdesk.desktop.main_window import MainWindow
from kpdesk.services import backups, making, sample
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from tests.builders import a_full_case, an_actor


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


def test_a_new_case_over_another_keeps_that_one_and_says_so(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """However often: what was worked on under that name lies beside."""
    window = open_on()
    for n in range(3):
        assert window.door.make(tmp_path / "Untitled.kpdesk")
        assert ("What lay there is kept as Untitled (replaced" in window.messages.text()) == (n > 0)
        window.desk.do(making.add, an_actor(name=f"work {n}"))
        window.door.close()
    found = []
    for path in tmp_path.glob("Untitled*.kpdesk"):
        with CaseFile.open(path) as case:
            found += [a.name for a in case.all("actor") if a.name.startswith("work")]
    assert sorted(found) == ["work 0", "work 1", "work 2"]


def _settled(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)


def _choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The system's dialog answers with this file."""
    monkeypatch.setattr(notices, "ask_save", lambda *_: path)


def _steps(window: MainWindow) -> list[str]:
    return [made.text() for made in window.messages.buttons()]


def test_a_case_that_is_open_elsewhere_can_be_read_or_copied(
    open_on: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Reading only, said with the way out; the copy is opened and can be written to."""
    elsewhere = a_full_case(tmp_path, file="shared.kpdesk")
    window = open_on()
    assert window.door.open(tmp_path / "shared.kpdesk")
    assert window.desk.case.read_only and "Another kpdesk has this case open" in window.messages.text()
    assert _steps(window) == ["Open a copy", "Try again"]
    assert "Can only be read" in window.status.text()
    _choosing(monkeypatch, tmp_path / "mine.kpdesk")
    window.messages.buttons()[0].click()
    _settled(window, qtbot)
    assert window.desk.case.path.name == "mine.kpdesk" and not window.desk.case.read_only
    elsewhere.close()


def test_a_case_that_was_closed_elsewhere_is_opened_for_writing(
    open_on: Callable[..., MainWindow], tmp_path: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Try again, once the other window has let go."""
    elsewhere = a_full_case(tmp_path, file="shared.kpdesk")
    window = open_on()
    window.door.open(tmp_path / "shared.kpdesk")
    elsewhere.close()
    window.messages.buttons()[1].click()
    assert not window.desk.case.read_only


def test_an_edit_of_what_can_only_be_read_offers_a_copy(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """The file itself stays as it is."""
    a_full_case(tmp_path, file="fixed.kpdesk").close()
    window = open_on(CaseFile.open(tmp_path / "fixed.kpdesk", read_only=True))
    before = (tmp_path / "fixed.kpdesk").read_bytes()
    assert window.desk.do(making.add, an_actor(name="New")) is None
    assert "reading only" in window.messages.text() and _steps(window) == ["Save a copy"]
    assert (tmp_path / "fixed.kpdesk").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_a_full_disk_keeps_the_form_and_lets_one_try_again(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """What was typed stays in the form; once there is room, “Try again” keeps it."""
    import resource

    (actor,) = case.all("actor", name="Ana Sithole")
    window.desk.go("actors", actor_id=actor.id)
    page = window.pages["actors"]
    page.edit()
    words = "a long note " * 4_000
    page.card.form.editor("note").setPlainText(words)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (case.path.stat().st_size, hard))
    try:
        page.card.keep()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "The last change was not saved" in window.messages.text()
    assert _steps(window) == ["Try again", "Save a copy elsewhere"]
    assert case.get("actor", actor.id).note == "" and page.card.form.editor("note").toPlainText() == words
    window.messages.buttons()[0].click()
    assert case.get("actor", actor.id).note == words.strip() and not page.card.form.dirty


def test_a_case_that_was_moved_is_told_and_saved_elsewhere(
    window: MainWindow, case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Another file in its place is not written to; the work goes on in the copy, with nothing lost."""
    actors = case.count("actor")
    case.path.unlink()
    case.path.write_bytes(b"something else")
    window.lookout.look()
    _settled(window, qtbot)
    assert "moved, deleted or replaced" in window.messages.text()
    assert window.desk.do(making.add, an_actor(name="Not written")) is None
    assert _steps(window) == ["Save a copy elsewhere"]
    _choosing(monkeypatch, tmp_path / "saved.kpdesk")
    window.messages.buttons()[0].click()
    _settled(window, qtbot)
    now = window.desk.case
    assert now.path.name == "saved.kpdesk" and now.count("actor") == actors
    assert case.path.read_bytes() == b"something else"
    assert window.desk.do(making.add, an_actor(name="Written")) is not None


def test_a_damaged_case_offers_its_backup(open_on: Callable[..., MainWindow], tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """One press puts it back; the damaged file is kept as it was."""
    with a_full_case(tmp_path) as case:
        path, actors = case.path, case.count("actor")
        backups.back_up(case)
    data = bytearray(path.read_bytes())
    data[100:4096] = bytes(3996)
    path.write_bytes(data)
    window = open_on()
    assert not window.door.open(path)
    _settled(window, qtbot)
    assert window.messages.text().startswith("The case file is damaged. The backup of today, ")
    assert window.messages.text().endswith("was checked and is whole.")
    assert _steps(window) == ["Open that backup", "Details"]
    window.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: window.desk.case is not None, timeout=30_000)
    assert window.desk.case.path == path and window.desk.case.count("actor") == actors
    (aside,) = path.parent.glob("*before restoring*.kpdesk")
    assert aside.read_bytes() == data


def test_the_details_of_a_damaged_case_are_a_report(open_on: Callable[..., MainWindow], tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """With the way to save what can be read into a new file."""
    with a_full_case(tmp_path) as case:
        path = case.path
    data = bytearray(path.read_bytes())
    data[20480:32768] = bytes(12288)
    path.write_bytes(data)
    window = open_on()
    window.door.open(path)
    window.messages.buttons()[0].click()
    _settled(window, qtbot)
    page = window.pages["check"]
    assert page.lines.lines and page.rescue_button.isVisible() and not page.repair_button.isVisible()
    page.rescue_to(tmp_path / "rescued.kpdesk")
    _settled(window, qtbot)
    assert "Saved" in page.lines.text() and (tmp_path / "rescued.kpdesk").exists()
    assert path.read_bytes() == data


def test_a_case_of_a_newer_kpdesk_is_left_alone(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """Byte for byte, and what to do is said."""
    with a_full_case(tmp_path) as case:
        path = case.path
    data = bytearray(path.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")  # user_version
    path.write_bytes(data)
    window = open_on()
    assert not window.door.open(path)
    assert "newer kpdesk" in window.messages.text() and "stays as it is" in window.messages.text()
    assert path.read_bytes() == data


def test_a_copy_holds_everything(window: MainWindow, case: CaseFile, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Made beside the open case, which stays open; a file that the person chose to replace is kept beside, and named."""
    (tmp_path / "copy.kpdesk").write_bytes(b"older")
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        window.door.copy_to(tmp_path / "copy.kpdesk")
    with CaseFile.open(tmp_path / "copy.kpdesk") as copy:
        assert copy.count("actor") == case.count("actor")
    assert window.desk.case is case
    (kept,) = tmp_path.glob("copy (replaced*")
    assert kept.read_bytes() == b"older" and f"What lay there is kept as {kept.name}." in window.messages.text()


def test_a_copy_over_the_case_itself_is_refused(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The case stays whole."""
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        window.door.copy_to(case.path)
    assert "case itself" in window.messages.text() and check(case.path).ok


def test_closing_brings_the_start_page(window: MainWindow) -> None:
    """And the case out of the window."""
    window.door.close()
    assert window.desk.case is None
    assert window.page is window.pages["start"]


def test_the_open_case_is_not_written_over(window: MainWindow, case: CaseFile) -> None:
    """New case, same name."""
    assert not window.door.make(case.path)
    assert "open here" in window.messages.text()


def test_the_text_is_there_after_another_case_was_opened(window: MainWindow, case: CaseFile, tmp_path: Path) -> None:
    """The reader shows the first text of the case that is open now, not an empty page."""
    window.desk.go("sources")
    (tmp_path / "other").mkdir()
    a_full_case(tmp_path / "other").close()
    assert window.door.open(tmp_path / "other" / "test.kpdesk")
    window.desk.go("sources")
    page = window.pages["sources"]
    assert page.source_id and "Ana Sithole" in page.reader.text.toPlainText()


def test_the_sample_says_that_work_in_it_does_not_last_and_can_be_gone_on_with_in_a_copy(
    open_on: Callable[..., MainWindow], tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """On opening, and in place of “Everything is saved”; in the copy that is true."""

    def small(path: Path, _progress: object) -> CaseFile:
        return a_full_case(path.parent, file=path.name)

    monkeypatch.setattr(sample, "build", small)
    monkeypatch.setattr(notices, "ask_save", lambda *_given: tmp_path / "mine.kpdesk")
    window = open_on()
    window.door.sample()
    _settled(window, qtbot)
    assert "This is the sample." in window.messages.text()
    window.messages.leave()
    window.trigger("case.save")
    assert "This is the sample." in window.messages.text() and "Everything is saved" not in window.messages.text()
    window.messages.buttons()[0].click()
    _settled(window, qtbot)
    assert window.desk.case.path == tmp_path / "mine.kpdesk"
    window.trigger("case.save")
    assert "Everything is saved" in window.messages.text()
