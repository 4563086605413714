"""A copy comes back: what is new comes in, what both changed is decided by keys, one deed that Undo takes back."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.merge_back import MergeBackPage
from kpdesk.services import backups, merge_back
from kpdesk.store.case import CaseFile
from tests.builders import a_case, an_actor, fingerprint, put

WORDS = "five words that nobody guesses"


def _change(case: CaseFile, record: Any, **fields: Any) -> None:
    with case.unit("Changed") as unit:
        unit.put(dataclasses.replace(record, **fields))


@pytest.fixture
def copy(case: CaseFile, tmp_path: Path) -> Path:
    """A copy in which Bo found somebody and changed two records that were changed here too."""
    (meeting,) = case.all("meeting")
    (ana,) = case.all("actor", name="Ana Sithole")
    path = merge_back.copy_out(case, tmp_path / "from Bo.kpdesk", passphrase=WORDS).path
    with CaseFile.open(path, passphrase=WORDS) as other:
        put(other, an_actor(name="Bo's find"))
        _change(other, meeting, note="Bo", place="Walvis Bay")
        _change(other, ana, note="Bo on Ana")
    _change(case, meeting, note="Ana", place="Swakopmund")
    _change(case, ana, note="Ana herself")
    return path


def _compared(window: MainWindow, qtbot, path: Path) -> MergeBackPage:  # type: ignore[no-untyped-def]
    """The copy is protected: its pass-phrase is asked for on the page."""
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        window.desk.go("merge_back", path=str(path))
    page = window.pages["merge_back"]
    assert isinstance(page, MergeBackPage) and page.ask.field.isVisible()
    QTest.keyClicks(page.ask.field, WORDS)
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    return page


def test_what_both_changed_is_decided_by_keys_and_merged_as_one_deed(
    window: MainWindow, case: CaseFile, copy: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """M and T decide record by record; a backup is made; Undo brings back every record as it was."""
    before = fingerprint(case)
    page = _compared(window, qtbot, copy)
    assert "actor: 1 record" in page.coming.text() and page.count_text() == "2 of 2 to decide"
    assert not page.merge_button.isEnabled()
    first = page.preview.clashes[0].key  # type: ignore[union-attr]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_T)
    assert page.count_text() == "1 of 2 to decide"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    assert page.merge_button.isEnabled() and QApplication.focusWidget() is page.merge_button
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        QTest.keyClick(page.merge_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert case.count("actor", name="Bo's find") == 1
    notes = {kind: case.all(kind, **how)[0].note for kind, how in (("meeting", {}), ("actor", {"name": "Ana Sithole"}))}
    theirs = {"meeting": "Bo", "actor": "Bo on Ana"}
    mine = {"meeting": "Ana", "actor": "Ana herself"}
    assert notes == {kind: (theirs if kind == first[0] else mine)[kind] for kind in notes}
    assert backups.backups_of(case)[0].why == "before merging a copy"
    window.trigger("undo")
    assert fingerprint(case) == before


def test_one_field_from_here_and_one_from_there(window: MainWindow, case: CaseFile, copy: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The two fields of the meeting are decided apart; both sides are shown with their words."""
    page = _compared(window, qtbot, copy)
    (at,) = [n for n, clash in enumerate(page.preview.clashes) if clash.key[0] == "meeting"]  # type: ignore[union-attr]
    page.step(at - page._at)
    clash = page.card.clash
    assert clash is not None and {(d.field, d.here, d.there) for d in clash.differences} == {
        ("note", "Ana", "Bo"), ("place", "Swakopmund", "Walvis Bay"),
    }  # fmt: skip
    page.card._groups[(*clash.key, "note")].buttons()[0].click()
    page.card._groups[(*clash.key, "place")].buttons()[1].click()
    page.step(1 if at == 0 else -1)
    page.take("here")
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        page.merge_button.click()
    (meeting,) = case.all("meeting")
    assert (meeting.note, meeting.place) == ("Ana", "Walvis Bay")


def test_a_strange_file_is_refused(window: MainWindow, case: CaseFile, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Another case is no copy of this one; nothing is written."""
    a_case(tmp_path, file="other.kpdesk").close()
    before = fingerprint(case)
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        window.desk.go("merge_back", path=str(tmp_path / "other.kpdesk"))
    assert "is not a copy of this case" in window.messages.text()
    assert not window.pages["merge_back"].merge_button.isVisible() and fingerprint(case) == before


def test_leaving_merges_nothing(window: MainWindow, case: CaseFile, copy: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Esc; the pass-phrase is held no more."""
    before = fingerprint(case)
    page = _compared(window, qtbot, copy)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.page is not page and fingerprint(case) == before and page._passphrase is None


def test_a_damaged_copy_is_refused_and_can_be_checked(
    window: MainWindow, case: CaseFile, tmp_path: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Nothing of it is taken; the way out leads to a check of the copy, not of the open case."""
    path = merge_back.copy_out(case, tmp_path / "from Bo.kpdesk").path
    with contextlib.closing(sqlite3.connect(path)) as past:
        past.execute("UPDATE actor SET note = 'altered past kpdesk'")
        past.commit()
    before = fingerprint(case)
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        window.desk.go("merge_back", path=str(path))
    assert "from Bo.kpdesk is damaged, so nothing of it was taken" in window.messages.text()
    (look,) = window.messages.buttons()
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        look.click()
    check = window.pages["check"]
    assert window.page is check and check.path == path and not check.report.ok
    assert fingerprint(case) == before
