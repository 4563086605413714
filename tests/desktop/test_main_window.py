"""The window: start page, places, keys, undo, narrow and wide."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpdesk import main
from kpdesk.desktop import actions
from kpdesk.desktop.main_window import MainWindow
from kpdesk.errors import CaseFileError, DamagedError
from kpdesk.services import backups, lookup, making
from kpdesk.store import backup
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def _press(window: MainWindow, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, how)


def test_without_a_case_there_is_the_start_page_alone(open_on: Callable[..., MainWindow]) -> None:
    """No rail, no header: nothing to be lost in."""
    window = open_on()
    assert window.page is not None and window.page.place == "start"
    assert not window.rail.isVisible() and not window.header.isVisible()


def test_a_case_opens_where_the_work_is(open_on: Callable[..., MainWindow], case: CaseFile) -> None:
    """Review when something waits for a decision, else Sources."""
    put(case, an_actor(name="Farai Maguwu", state="proposed"))
    window = open_on(case)
    assert window.page is not None and window.page.place == "review"
    assert window.rail.buttons["review"].count == 1
    assert window.windowTitle() == "Test case – kpdesk"


@pytest.mark.parametrize("number", range(6))
def test_ctrl_and_a_figure_goes_to_a_place(window: MainWindow, number: int) -> None:
    """Six places, six keys."""
    _press(window, Qt.Key(Qt.Key.Key_1.value + number), CTRL)
    assert window.page is not None and window.page.place == actions.PLACES[number]


def test_back_and_forward_by_key(window: MainWindow) -> None:
    """As in a browser."""
    window.desk.go("sources")
    window.desk.go("actors")
    _press(window, Qt.Key.Key_Left, ALT)
    assert window.page is window.pages["sources"]
    _press(window, Qt.Key.Key_Right, ALT)
    assert window.page is window.pages["actors"]


def test_undo_goes_to_the_field_first_and_then_to_the_case(window: MainWindow, case: CaseFile) -> None:
    """What was typed last is what Ctrl+Z means."""
    window.desk.go("actors")
    window.desk.do(making.add, an_actor(name="Obert Mpofu"))
    field = window.pages["actors"].list.filter
    field.setFocus()
    QTest.keyClicks(field, "ab")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, CTRL)  # as the system sends it
    assert field.text() == ""
    assert case.all("actor", name="Obert Mpofu")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, CTRL)
    assert not case.all("actor", name="Obert Mpofu")
    window.pages["actors"].list.view.setFocus()
    _press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert case.all("actor", name="Obert Mpofu")


def test_f6_walks_all_panes_and_comes_round(window: MainWindow) -> None:
    """Every part of the window by one key."""
    window.desk.go("sources")
    start, seen = QApplication.focusWidget(), []
    for _ in range(8):
        _press(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
        if seen[-1] is start:
            break
    assert start in seen
    assert len(set(seen)) >= 4
    assert window.header.finder in seen


def test_f9_hides_and_shows_the_list(window: MainWindow) -> None:
    """More room for reading."""
    window.desk.go("sources")
    page = window.pages["sources"]
    _press(window, Qt.Key.Key_F9)
    assert page.list.isHidden()
    _press(window, Qt.Key.Key_F9)
    assert not page.list.isHidden()


def test_evidence_opens_beside_a_page_and_goes_back(window: MainWindow, case: CaseFile) -> None:
    """From a page without a reader of its own the characters open in place of the list."""
    window.desk.go("actors")
    actor = case.all("actor", name="Ana Sithole")[0]
    window.desk.show_evidence(lookup.evidence(case, "actor", actor.id))
    assert window.evidence.isVisible()
    assert "Ana Sithole" in window.evidence.reader.text.toPlainText()
    _press(window, Qt.Key.Key_Escape)
    assert not window.evidence.isVisible()
    assert not window.pages["actors"].list.isHidden()


def test_a_page_reached_from_the_evidence_has_its_whole_width_and_the_one_left_its_list(
    window: MainWindow, case: CaseFile
) -> None:
    """Ctrl+B with the characters open must not bring a briefing without its choices."""
    window.desk.go("actors")
    window.desk.show_evidence(lookup.evidence(case, "actor", case.all("actor", name="Ana Sithole")[0].id))
    QApplication.processEvents()
    window.desk.go("briefings")
    assert not window.page_of("briefings").columns.list_part.isHidden()
    window.desk.go("actors")
    assert not window.pages["actors"].list.isHidden()


@pytest.mark.parametrize("size", [(1280, 800), (2560, 1440), (900, 600), (640, 400)])
def test_nothing_is_cut_off_at_any_size(
    open_on: Callable[..., MainWindow], case: CaseFile, size: tuple[int, int]
) -> None:
    """The window keeps its size in every place, and every page fits into it."""
    window = open_on(case, *size)
    for place in ("sources", "actors", "paste", "find", "settings", "reference", "backups", "merge"):
        window.desk.go(place)
        QApplication.processEvents()
        assert (window.width(), window.height()) == size, place
        assert window.page.minimumSizeHint().width() <= window.stack.width(), place


def test_a_narrow_window_has_icons_only(open_on: Callable[..., MainWindow], case: CaseFile) -> None:
    """Below 960 the rail is 48 wide and the list a drawer."""
    window = open_on(case, 900, 600)
    window.desk.go("sources")
    assert window.rail.width() == 48
    assert window.pages["sources"].list.isHidden()


def test_every_command_does_something_in_a_case(window: MainWindow) -> None:
    """A command of the palette that nobody handles would be a dead end, in the place it belongs to."""
    here = {a.id for a in actions.of_place("everywhere") if window.handler(a.id) is None}
    # These ask the focused pane: a mark, a selection, a hit, a view that can be printed.
    assert here <= {
        "find.next",
        "find.previous",
        "view.file",
        "brief",
        "evidence",
        "tag",
        "merge",
        "erase",
        "pane.wider",
        "pane.narrower",
    }


def test_closing_leaves_the_case_closed_and_the_size_kept(window: MainWindow, case: CaseFile) -> None:
    """The next start looks like the last."""
    window.close()
    assert window.desk.case is None
    assert window.desk.settings.window


def test_every_page_empties_itself_when_the_case_is_closed(window: MainWindow, case: CaseFile) -> None:
    """Each was visited; none reads a case that is no longer there, none keeps its count."""
    places = [place for place in main.PAGES if place not in ("start", "unlock")]
    for place in places:
        window.desk.go(place)
        QApplication.processEvents()
    window.door.close()
    QApplication.processEvents()
    assert window.page is window.pages["start"] and set(places) <= set(window.pages)
    assert window.pages["sources"].list.model.total == 0


def _backups(case: CaseFile, window: MainWindow, qtbot: QtBot) -> list[str]:
    """Why each backup was made, newest first, once nothing runs any more."""
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    return [kept.why for kept in backups.backups_of(window.desk.case or case)]


def test_a_case_that_changed_since_its_last_backup_is_backed_up_soon_after_it_is_opened(
    open_on: Callable[..., MainWindow], case: CaseFile, qtbot: QtBot
) -> None:
    """Short sessions have their backups too; a second opening without a change makes none."""
    backups.back_up(case)
    put(case, an_actor(name="Later"))
    case.close()
    window = open_on()
    for expected in (["on opening", "by hand"], ["on opening", "by hand"]):
        assert window.door.open(case.path)
        assert window.first_keeper.isActive()
        window.first_keeper.timeout.emit()
        assert _backups(case, window, qtbot) == expected
        window.door.close()
        assert not window.first_keeper.isActive()


def test_a_case_closed_while_it_is_backed_up_leaves_no_half_backup(
    open_on: Callable[..., MainWindow], case: CaseFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing lies in its folder, nothing is told, and the next opening makes the whole one."""
    folder = backup.folder_of(case)
    case.close()
    begun = threading.Event()
    copied = backup.copy

    def slow(source: Path, target: Path, *, key: object, progress: Callable[[float], None]) -> None:
        copied(source, target, key=key, progress=progress)  # type: ignore[arg-type]
        begun.set()
        while True:
            progress(0.5)

    window = open_on()
    with monkeypatch.context() as patch:
        patch.setattr(backup, "copy", slow)
        assert window.door.open(case.path)
        window.first_keeper.timeout.emit()
        assert begun.wait(20)
        window.door.close()
    assert list(folder.iterdir()) == [] and window.messages.text() == ""
    assert window.door.open(case.path)
    window.first_keeper.timeout.emit()
    assert _backups(case, window, qtbot) == ["on opening"]


def test_why_no_backup_could_be_made_is_told_until_one_can(
    window: MainWindow, case: CaseFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason stands in the status line, beside what else is told there, and goes with the next good one."""

    def full(*_given: object, **_more: object) -> None:
        raise CaseFileError("The backup could not be written: No space left on device.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "copy", full)
        window.status.note = "In a Nextcloud folder"
        window.keeper.timeout.emit()
        qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
        assert "No backup could be made: The backup could not be written: No space left" in window.status.text()
        assert "In a Nextcloud folder" in window.status.text() and window.messages.text() == ""
        many = [an_actor(name=f"Actor {n}") for n in range(backups.MANY + 1)]
        put(case, *many)
        window.desk.remove("actor", [actor.id for actor in many])
        qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
        assert "Removed 51 actors" in window.messages.text() and "No backup could be made" in window.status.text()
    window.keeper.timeout.emit()
    assert _backups(case, window, qtbot) == ["on a timer"]
    assert "No backup" not in window.status.text() and "In a Nextcloud folder" in window.status.text()


def test_damage_that_a_backup_meets_is_told_once_with_the_way_to_the_check(
    window: MainWindow, case: CaseFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only in the status line; and not again every few minutes."""

    def damaged(*_given: object, **_more: object) -> None:
        raise DamagedError("The case is damaged, so this backup was not kept; the older ones are.", "Run the check.")

    monkeypatch.setattr(backup, "_verified", damaged)
    told: list[str] = []
    window.desk.said.connect(lambda message: told.append(message.text))
    for _ in range(2):
        window.keeper.timeout.emit()
        qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    assert len(told) == 1 and "damaged" in told[0] and window.messages.buttons()[0].text() == "Check the case"
    assert "damaged" in window.status.text()


def test_removing_many_records_leaves_a_backup_of_what_was_there(
    window: MainWindow, case: CaseFile, qtbot: QtBot
) -> None:
    """It is made aside, just before; few records go at once, without one."""
    many = [an_actor(name=f"Actor {n}") for n in range(backups.MANY + 1)]
    put(case, *many)
    window.desk.remove("actor", [many[0].id])
    assert case.get("actor", many[0].id) is None and _backups(case, window, qtbot) == []
    put(case, an_actor(name="One more"))
    ids = [actor.id for actor in case.all("actor") if actor.name.startswith(("Actor ", "One more"))]
    window.desk.remove("actor", ids)
    assert _backups(case, window, qtbot) == ["before removing 51 actors"]
    assert case.count("actor", id=tuple(ids)) == 0 and "Removed 51 actors" in window.messages.text()
    with CaseFile.open(backups.backups_of(case)[0].path, read_only=True) as kept:
        assert kept.count("actor", id=tuple(ids)) == 51
    window.trigger("undo")
    assert case.count("actor", id=tuple(ids)) == 51


def test_a_large_deed_is_not_done_when_its_backup_is_stopped(
    window: MainWindow, case: CaseFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop in the status line stops both; nothing was changed."""
    many = [an_actor(name=f"Actor {n}") for n in range(backups.MANY + 1)]
    put(case, *many)
    begun = threading.Event()

    def endless(*_given: object, progress: Callable[[float], None], **_more: object) -> None:
        begun.set()
        while True:
            progress(0.5)

    monkeypatch.setattr(backup, "copy", endless)
    window.desk.remove("actor", [actor.id for actor in many])
    assert begun.wait(20)
    qtbot.waitUntil(lambda: "backing up first" in window.status.job.text(), timeout=10_000)
    window.status.job.stop.click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    assert case.count("actor", id=tuple(actor.id for actor in many)) == len(many)
    assert "Stopped" in window.messages.text()
