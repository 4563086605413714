"""The desk: deeds with Undo, faults in words, places with back and forward."""

from __future__ import annotations

from kpdesk.desktop.desk import Desk, Message
from kpdesk.desktop.jobs import Stopped
from kpdesk.errors import KpdeskError
from kpdesk.services import making
from kpdesk.store.case import CaseFile
from tests.builders import an_actor


def _heard(desk: Desk) -> list[Message]:
    heard: list[Message] = []
    desk.said.connect(heard.append)
    return heard


def test_a_deed_is_told_to_all_and_can_be_undone(desk: Desk, case: CaseFile) -> None:
    """What reached the file, what was said, and the way back."""
    desk.case = case
    heard, changes = _heard(desk), []
    desk.changed.connect(changes.append)
    desk.do(making.add, an_actor(name="Obert Mpofu"))
    assert case.all("actor", name="Obert Mpofu")
    assert changes[0].touches("actor")
    assert (heard[0].text, heard[0].level, heard[0].actions[0][0]) == ("Added Obert Mpofu.", "ok", "Undo")
    heard[0].actions[0][1]()
    assert not case.all("actor", name="Obert Mpofu")
    desk.case = None


def test_a_known_fault_is_said_and_nothing_is_told(desk: Desk, case: CaseFile) -> None:
    """An error in words, no change."""
    desk.case = case
    heard, changes = _heard(desk), []
    desk.changed.connect(changes.append)
    assert desk.do(making.add, an_actor(name=" ")) is None
    assert (heard[0].text, heard[0].level, changes) == ("Write a name.", "error", [])
    desk.case = None


def test_undo_and_redo_say_what_they_did(desk: Desk, case: CaseFile) -> None:
    """Ctrl+Z and its counterpart."""
    desk.case = case
    desk.do(making.add, an_actor(name="Obert Mpofu"))
    heard = _heard(desk)
    desk.undo()
    assert not case.all("actor", name="Obert Mpofu")
    desk.redo()
    assert case.all("actor", name="Obert Mpofu")
    assert ["Undid" in heard[0].text, "Redid" in heard[1].text] == [True, True]
    desk.case = None


def test_a_bug_is_no_message(desk: Desk, bugs: list[BaseException]) -> None:
    """What nobody expected goes to the one dialog."""
    desk.fail(ZeroDivisionError())
    assert isinstance(bugs.pop(), ZeroDivisionError)
    heard = _heard(desk)
    desk.fail(KpdeskError("It is so.", "Do this."))
    assert heard[0].text == "It is so. Do this."


def test_work_that_wants_too_much_memory_is_told(desk: Desk, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Whatever work it is: a sentence in the bar, no dialog for a bug."""
    heard = _heard(desk)

    def work(_progress: object) -> None:
        raise MemoryError

    with qtbot.waitSignal(desk.jobs.all_ended):
        desk.run(work)
    assert heard[0].level == "error" and heard[0].text.startswith("There is not enough memory for this. All that was")


def test_back_and_forward_walk_the_visits(desk: Desk) -> None:
    """As in a browser: what lay ahead goes when one turns off."""
    went: list[tuple[str, dict]] = []
    desk.went.connect(lambda place, where: went.append((place, where)))
    desk.go("actors", actor_id="1")
    desk.left_side_of = lambda: {"tab": "positions"}
    desk.go("meetings")
    desk.back()
    assert went[-1] == ("actors", {"actor_id": "1", "tab": "positions"})
    assert desk.can_go(1)
    desk.go("find")
    assert not desk.can_go(1)


def test_evidence_without_characters_is_said(desk: Desk) -> None:
    """Nothing happens silently."""
    heard = _heard(desk)
    desk.show_evidence([])
    assert "no characters" in heard[0].text


def test_a_job_gives_its_result_back(desk: Desk, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Work aside, then on."""
    seen: list[int] = []
    with qtbot.waitSignal(desk.jobs.all_ended):
        desk.run(lambda _progress, n: n + 1, 41, done=seen.append)
    assert seen == [42]


def test_a_stop_that_was_asked_for_is_no_error(desk: Desk) -> None:
    """It is said as what it is."""
    said = []
    desk.said.connect(lambda message: said.append(message))
    desk.fail(Stopped("Stopped.", "What was finished is kept."))
    assert [m.level for m in said] == ["info"]
