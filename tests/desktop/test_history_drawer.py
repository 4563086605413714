"""History as sentences, with a way back for every deed and every earlier state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtWidgets import QApplication, QPushButton

from kpdesk.desktop.history_drawer import PAGE, HistoryDrawer, day_words
from kpdesk.desktop.main_window import MainWindow
from kpdesk.services import making
from kpdesk.store.case import CaseFile
from tests.builders import an_actor


def _drawer(window: MainWindow) -> HistoryDrawer:
    window.trigger("history")
    drawer = window.commands._drawer
    assert drawer is not None
    return drawer


def _buttons(drawer: HistoryDrawer, words: str) -> list[QPushButton]:
    QApplication.processEvents()
    return [b for b in drawer.findChildren(QPushButton) if b.text() == words and not b.isHidden()]


def test_a_deed_reads_like_a_sentence_and_can_be_taken_back(window: MainWindow, case: CaseFile) -> None:
    """Also when it was not the last one."""
    window.desk.do(making.add, an_actor(name="Obert Mpofu"))
    window.desk.do(making.add, an_actor(name="Farai Maguwu"))
    drawer = _drawer(window)
    assert [entry.sentence for entry in drawer.entries[:2]] == ["Added Farai Maguwu", "Added Obert Mpofu"]
    _buttons(drawer, "Take back")[1].click()
    assert not case.all("actor", name="Obert Mpofu")
    assert case.all("actor", name="Farai Maguwu")


def test_it_can_be_filtered(window: MainWindow) -> None:
    """By the words of the sentence."""
    window.desk.do(making.add, an_actor(name="Obert Mpofu"))
    drawer = _drawer(window)
    drawer.filter.setText("mpofu")
    assert [entry.sentence for entry in drawer.entries] == ["Added Obert Mpofu"]


def test_an_earlier_state_of_one_record_comes_back(window: MainWindow, case: CaseFile) -> None:
    """Restore is a deed of its own."""
    actor = an_actor(name="Mathieu Yamba", note="first")
    window.desk.do(making.add, actor)
    window.desk.do(making.change, replace(actor, note="second"))
    window.desk.go("history", kind="actor", record_id=actor.id)
    drawer = window.commands._drawer
    assert drawer is not None and len(drawer.entries) == 2
    _buttons(drawer, "Restore")[0].click()
    assert case.get("actor", actor.id).note == "first"


def test_days_are_said_as_people_say_them() -> None:
    """Today, yesterday, a date."""
    now = datetime.now().astimezone()
    assert [day_words(now), day_words(now - timedelta(days=1))] == ["Today", "Yesterday"]
    assert day_words(datetime(2011, 6, 3).astimezone()) == "3 June 2011"


def test_history_opened_by_its_key_can_be_narrowed_to_what_is_shown(window: MainWindow, case: CaseFile) -> None:
    """It opens with everything; one button leaves the record of the page, with its earlier states."""
    actor = an_actor(name="Mathieu Yamba", note="first")
    window.desk.do(making.add, actor)
    window.desk.do(making.change, replace(actor, note="second"))
    window.desk.go("actors", actor_id=actor.id)
    window.desk.do(making.add, an_actor(name="Obert Mpofu"))
    drawer = _drawer(window)
    assert drawer.entries[0].sentence == "Added Obert Mpofu" and not drawer.whose.isChecked()
    drawer.whose.click()
    assert len(drawer.entries) == 2
    _buttons(drawer, "Restore")[0].click()
    assert case.get("actor", actor.id).note == "first"


def test_after_taking_back_the_focus_stays_and_the_message_is_in_view(window: MainWindow, case: CaseFile) -> None:
    """The row goes, the filter has the focus; the drawer ends above what is said."""
    window.desk.do(making.add, an_actor(name="Obert Mpofu"))
    drawer = _drawer(window)
    drawer.filter.setText("mpofu")
    row = _buttons(drawer, "Take back")[0]
    row.setFocus()
    row.click()
    assert not case.all("actor", name="Obert Mpofu")
    assert QApplication.focusWidget() is drawer.filter
    QApplication.processEvents()
    bottom = drawer.mapToGlobal(drawer.rect().bottomRight()).y()
    assert window.messages.isVisible() and bottom < window.messages.mapToGlobal(window.messages.rect().topLeft()).y()


def test_it_opens_with_everything_again(window: MainWindow) -> None:
    """What was looked for last time hides nothing the next time."""
    window.desk.do(making.add, an_actor(name="Obert Mpofu"))
    drawer = _drawer(window)
    drawer.filter.setText("nobody")
    assert not drawer.entries
    drawer.leave()
    assert _drawer(window).entries and drawer.filter.text() == ""


def test_the_filter_finds_deeds_of_long_ago(window: MainWindow, case: CaseFile) -> None:
    """Also when hundreds of others were done since."""
    making.add(case, an_actor(name="Obert Mpofu"))
    for n in range(2 * PAGE):
        making.add(case, an_actor(name=f"Monitor {n}"))
    drawer = _drawer(window)
    drawer.filter.setText("mpofu")
    assert [entry.sentence for entry in drawer.entries] == ["Added Obert Mpofu"]
