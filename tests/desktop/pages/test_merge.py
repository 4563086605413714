"""Merge with its preview, told apart, split; all with a way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.merge import MergePage
from kpdesk.services import backups
from kpdesk.store.case import CaseFile
from tests.builders import a_statement, an_actor, an_anchor, put


@pytest.fixture
def two(case: CaseFile):  # type: ignore[no-untyped-def]
    keep = case.all("actor", name="Ana Sithole")[0]
    gone = put(case, an_actor(name="A. Sithole"))
    a_statement(case, source=case.all("source")[0], speaker=gone, words="we were not asked")
    return keep, gone


@pytest.fixture
def page(window: MainWindow, two) -> MergePage:  # type: ignore[no-untyped-def]
    keep, gone = two
    window.desk.go("actors")
    window.desk.go("merge", keep=keep.id, gone=gone.id)
    return window.pages["merge"]


def test_the_preview_says_what_moves(page: MergePage) -> None:
    """Before anything happens."""
    words = " ".join(made.text() for made in page.preview.findChildren(QLabel))
    assert "1 statement" in words


def test_return_merges_and_undo_parts_them(page: MergePage, window: MainWindow, case: CaseFile, two, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Statements move, names are kept, and all of it comes back."""
    keep, gone = two
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert case.get("actor", gone.id) is None
    assert case.count("statement", speaker_id=keep.id) == 2
    assert "A. Sithole" in {n.text for n in case.all("name", actor_id=keep.id)}
    assert window.page is window.pages["actors"]
    assert [kept.why for kept in backups.backups_of(case)] == ["before merging actors"]
    window.trigger("undo")
    assert case.get("actor", gone.id) == gone
    assert case.count("statement", speaker_id=keep.id) == 1


def test_the_other_name_can_be_chosen(page: MergePage, window: MainWindow, case: CaseFile, two, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The one that stays takes it."""
    page.names.buttons()[1].setChecked(True)
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        page.merge()
    assert case.get("actor", two[0].id).name == "A. Sithole"


def test_told_apart_they_cannot_be_merged(page: MergePage, window: MainWindow, case: CaseFile, two) -> None:  # type: ignore[no-untyped-def]
    """Until that is withdrawn."""
    page.apart_button.click()
    assert case.count("distinction") == 1
    window.desk.go("merge", keep=two[0].id, gone=two[1].id)
    assert not page.merge_button.isEnabled()


def test_one_actor_is_split_by_its_mentions(window: MainWindow, case: CaseFile) -> None:
    """The ticked ones become somebody else."""
    source, ana = case.all("source")[0], case.all("actor", name="Ana Sithole")[0]
    put(case, an_anchor(case, source, "Sithole said", actor_id=ana.id, role="mention"))
    window.desk.go("merge", keep=ana.id)
    part = window.pages["merge"].split_part
    part._boxes[1][0].setChecked(True)
    QTest.keyClicks(part.name, "Another Sithole")
    part.split_button.click()
    made = case.all("actor", name="Another Sithole")[0]
    assert case.count("anchor", actor_id=made.id) == 1
    assert case.count("anchor", actor_id=ana.id, role="mention") == 1
