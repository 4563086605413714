"""What was typed and not kept is there again after the program was killed, closed or locked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.services.unkept import Shelf
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case
from tests.proposals import a_case_with_proposals

WORDS = "five words that nobody guesses"
PASTED = "Quillfeather told nobody anything at all."
# The window of another process: types, says when the words are put by, and waits to be killed.
TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from kpdesk import main
from kpdesk.services import cases
from kpdesk.settings import Settings

app = main.make_application(["kpdesk"])
window = main.make_window(Settings(path=Path(sys.argv[1]).with_suffix(".toml")))
window.show()
window.desk.take_case(cases.open_case(sys.argv[1], passphrase=sys.argv[2] or None))
window.desk.go("paste", text=sys.argv[3])
(actor,) = window.desk.case.all("actor", name="Ana Sithole")
window.desk.go("actors", actor_id=actor.id)
window.pages["actors"].edit()
window.pages["actors"].card.form.editor("note").setPlainText("half a thought")
timer = QTimer()
timer.timeout.connect(lambda: print("put by", flush=True) if window.unkept._shelf.typed() else None)
timer.start(50)
app.exec()
"""


def _open(window: MainWindow, path: Path, qtbot, passphrase: str = "") -> None:  # type: ignore[no-untyped-def]
    if passphrase:
        window.door.open_aside(path, passphrase, lambda fault: None)
        qtbot.waitUntil(lambda: window.desk.case is not None, timeout=30_000)
    else:
        assert window.door.open(path)


@pytest.mark.parametrize("passphrase", ["", WORDS], ids=["plain", "protected"])
def test_it_is_there_again_after_the_program_was_killed(
    open_on: Callable[..., MainWindow], tmp_path: Path, qtbot, passphrase: str
) -> None:  # type: ignore[no-untyped-def]
    """kill -9 of a real window; a protected case's words are in no file meanwhile."""
    with a_full_case(tmp_path, file="killed.kpdesk", passphrase=passphrase or None) as case:
        path = case.path
    child = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path), passphrase, PASTED], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdout.readline() == "put by\n"
    child.kill()
    child.wait()
    child.stdout.close()
    window = open_on()
    _open(window, path, qtbot, passphrase)
    shelf = Shelf(window.desk.case)
    assert (PASTED.encode() in shelf._path.read_bytes()) is not bool(passphrase)
    assert window.messages.text().startswith("Put back what was typed before and not kept:")
    assert "a pasted text" in window.messages.text() and "changes to Ana Sithole" in window.messages.text()
    assert window.pages["paste"].text.toPlainText() == PASTED
    (actor,) = window.desk.case.all("actor", name="Ana Sithole")
    assert actor.note == ""
    show = next(made for made in window.messages.buttons() if "Ana Sithole" in made.text())
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    card = window.pages["actors"].card
    assert window.page is window.pages["actors"] and card.isVisible()
    assert window.messages.text() == "Put back what was typed before and not kept: a pasted text."
    assert card.form.editor("note").toPlainText() == "half a thought"
    card.keep()
    assert window.desk.case.get("actor", actor.id).note == "half a thought"
    window.pages["paste"].clear()
    window.unkept.look()
    qtbot.waitUntil(lambda: not shelf.holds())


def _reopen(window: MainWindow, open_on: Callable[..., MainWindow]) -> MainWindow:
    path = window.desk.case.path
    window.close()
    again = open_on()
    assert again.door.open(path)
    return again


def test_a_new_record_and_words_of_a_briefing_survive_closing(
    open_on: Callable[..., MainWindow], window: MainWindow
) -> None:
    """Closing the window asks nothing and loses nothing."""
    window.desk.go("actors", new=True)
    QTest.keyClicks(window.pages["actors"].card.form.editor("name"), "Bo Ndlovu")
    window.desk.go("briefings", kind="chronology")
    window.pages["briefings"].form.words.setPlainText("In our own words.")
    again = _reopen(window, open_on)
    assert "a new actor" in again.messages.text() and "words for a briefing" in again.messages.text()
    form = again.pages["briefings"].form
    assert form.kind.key() == "chronology" and form.words.toPlainText() == "In our own words."
    (show,) = [made for made in again.messages.buttons() if "new actor" in made.text()]
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    card = again.pages["actors"].card
    assert card.isVisible() and card.form.new and card.form.editor("name").text() == "Bo Ndlovu"
    card.keep()
    assert again.desk.case.all("actor", name="Bo Ndlovu")


def test_a_proposal_and_a_tag_survive_closing(open_on: Callable[..., MainWindow], tmp_path: Path) -> None:
    """The review card shows it when the record is shown again; the tag card opens at its words."""
    made = a_case_with_proposals(tmp_path)
    window = open_on(made.case)
    window.desk.go("sources", source_id=made.first.source.id)
    reader = window.pages["sources"].reader
    reader.text.select(9, 20)
    reader.tag()
    reader._tag_card.choose("actor")
    reader._tag_card.who.setText("Somebody Else")
    window.desk.go("review")
    card = window.pages["review"].card
    key, first = card.form.key, card.form.first()
    first.clear()
    QTest.keyClicks(first, "Anna Sithole")
    again = _reopen(window, open_on)
    assert "a tag in a text" in again.messages.text()
    (show,) = [made for made in again.messages.buttons() if "tag" in made.text()]
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    tag = again.pages["sources"].reader._tag_card
    assert tag.isVisible() and tag.kind == "actor" and tag.who.text() == "Somebody Else"
    again.desk.go("review", record=key)
    assert again.pages["review"].card.form.first().text() == "Anna Sithole"


def test_what_was_kept_or_dropped_is_not_put_back(open_on: Callable[..., MainWindow], window: MainWindow) -> None:
    """An opening without anything typed says nothing."""
    window.desk.go("paste", text=PASTED)
    window.unkept.look()
    window.pages["paste"].clear()
    again = _reopen(window, open_on)
    assert again.messages.text() == "" and not Shelf(again.desk.case).holds()


def test_words_of_one_case_do_not_reach_another(
    open_on: Callable[..., MainWindow], window: MainWindow, tmp_path: Path
) -> None:
    """Neither on its pages nor on its shelf."""
    window.desk.go("actors", new=True)
    QTest.keyClicks(window.pages["actors"].card.form.editor("name"), "Bo Ndlovu")
    window.desk.go("paste", text=PASTED)
    window.desk.go("briefings", kind="chronology")
    window.pages["briefings"].form.words.setPlainText("In our own words.")
    first = window.desk.case.path
    with a_full_case(tmp_path, file="other.kpdesk") as other:
        path = other.path
    assert window.door.open(path)
    assert window.unkept._typed() == {} and window.messages.text() == ""
    assert window.door.open(first)
    assert window.pages["paste"].text.toPlainText() == PASTED


def test_a_file_for_reading_only_keeps_nothing(open_on: Callable[..., MainWindow], case: CaseFile) -> None:
    """What cannot be taken in there is not put by either, and the writer's words stay his."""
    with CaseFile.open(case.path, read_only=True) as reading:
        window = open_on(reading)
        window.desk.go("paste", text=PASTED)
        window.unkept.look()
        assert not Shelf(case).holds()
        window.desk.take_case(None)


def test_words_that_cannot_be_put_by_are_tried_again_and_held_over_a_lock(
    open_on: Callable[..., MainWindow], tmp_path: Path, monkeypatch, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """A full disk: the lock holds them in memory."""
    case = a_full_case(tmp_path, file="secret.kpdesk", passphrase=WORDS)
    window = open_on(case)
    window.desk.go("paste", text=PASTED)
    monkeypatch.setattr(Shelf, "keep", lambda *_args: False)
    window.unkept.look()
    qtbot.waitUntil(lambda: window.unkept._last == {})
    window.lock.lock()
    assert window.desk.case is None and window.pages["paste"].text.toPlainText() == ""
    _open(window, case.path, qtbot, WORDS)
    assert window.pages["paste"].text.toPlainText() == PASTED


@pytest.fixture
def full_disk() -> Iterator[pytest.MonkeyPatch]:
    """Nothing can be put by; undoing it makes room."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelf, "keep", lambda _shelf, _typed: False)
        yield patch


def test_a_window_is_not_closed_over_typed_words_that_the_disk_does_not_take(
    window: MainWindow, full_disk: pytest.MonkeyPatch, open_on: Callable[..., MainWindow]
) -> None:
    """It says so and stays as it was; with room it closes, and the words are there at the next opening."""
    path = window.desk.case.path
    window.desk.go("paste", text=PASTED)
    window.close()
    assert window.isVisible() and window.desk.case is not None
    assert window.messages.text().startswith("What was typed and not kept yet could not be saved")
    assert window.pages["paste"].text.toPlainText() == PASTED
    full_disk.undo()
    window.messages.buttons()[0].click()
    assert not window.isVisible() and window.desk.case is None
    again = open_on()
    assert again.door.open(path)
    assert again.pages["paste"].text.toPlainText() == PASTED


def test_a_window_can_be_closed_without_the_words_that_the_disk_does_not_take(
    window: MainWindow, full_disk: pytest.MonkeyPatch
) -> None:
    """Nobody is held against their will."""
    window.desk.go("paste", text=PASTED)
    window.close()
    next(made for made in window.messages.buttons() if made.text() == "Close without it").click()
    assert not window.isVisible() and window.desk.case is None


def test_a_case_left_with_words_that_the_disk_does_not_take_gives_them_back_when_it_is_opened_again(
    window: MainWindow, full_disk: pytest.MonkeyPatch, empty_case: CaseFile
) -> None:
    """Going to another case loses nothing either; the window holds them, and does not close over them."""
    path = window.desk.case.path
    window.desk.go("paste", text=PASTED)
    window.door.close()
    assert "Open the case again to have it back" in window.messages.text()
    empty_case.close()
    assert window.door.open(empty_case.path)
    assert not window.pages["paste"].text.toPlainText()
    window.close()
    assert window.isVisible()
    full_disk.undo()
    assert window.door.open(path)
    assert window.pages["paste"].text.toPlainText() == PASTED
    window.close()
    assert not window.isVisible()
    with CaseFile.open(path) as case:
        assert Shelf(case).typed()["paste"]["text"] == PASTED
