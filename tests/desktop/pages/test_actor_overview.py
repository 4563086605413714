"""The overview of an actor: names, ties, positions, look-alikes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.actor_overview import ActorOverview
from kpdesk.domain.records import Affiliation, Name
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


@pytest.fixture
def overview(window: MainWindow, case: CaseFile, qtbot) -> ActorOverview:  # type: ignore[no-untyped-def]
    body = put(case, an_actor(name="Diamond Watch Coalition", kind="ngo"))
    put(case, an_actor(name="Diamond-Watch Coalition", kind="ngo"), Name(actor_id=body.id, text="DWC", kind="acronym"))
    put(case, Affiliation(member_id=case.all("actor", name="Ana Sithole")[0].id, of_id=body.id, role="Coordinator"))
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        window.desk.go("actors", actor_id=body.id)
    return window.pages["actors"].view.overview


def _buttons(overview: ActorOverview, words: str) -> list[QPushButton]:
    QApplication.processEvents()
    return [
        b for b in overview.findChildren(QPushButton) if not b.isHidden() and words in (b.text(), b.accessibleName())
    ]


def test_a_name_is_added_by_keys(overview: ActorOverview, case: CaseFile) -> None:
    """And teaches the next reading."""
    QTest.keyClicks(overview.name_field, "The Watch")
    QTest.keyClick(overview.name_field, Qt.Key.Key_Return)
    assert case.all("name", text="The Watch")[0].learnt


def test_another_name_becomes_the_main_one(overview: ActorOverview, case: CaseFile) -> None:
    """The old one stays among the others."""
    _buttons(overview, "Make DWC the main name")[0].click()
    actor = case.all("actor", name="DWC")[0]
    assert [n.text for n in case.all("name", actor_id=actor.id)] == ["Diamond Watch Coalition"]


def test_people_lead_to_their_pages(overview: ActorOverview, window: MainWindow) -> None:
    """A press on the member."""
    _buttons(overview, "Ana Sithole")[0].click()
    assert window.pages["actors"].view.heading.text() == "Ana Sithole"


def test_a_look_alike_is_told_apart_and_not_suggested_again(
    overview: ActorOverview, window: MainWindow, case: CaseFile, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """With a way to withdraw it."""
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        _buttons(overview, "Not the same")[0].click()
    assert case.count("distinction") == 1
    assert _buttons(overview, "Compare") == []
    _buttons(overview, "Withdraw")[0].click()
    assert case.count("distinction") == 0


def test_a_position_is_begun_with_its_holder(overview: ActorOverview, window: MainWindow) -> None:
    """The card opens with what is known."""
    _buttons(overview, "Add a position")[0].click()
    card = window.pages["actors"].card
    assert card.form.editor("holder_id").text() == "Diamond Watch Coalition"
