"""Backups: made, listed, compared, opened as a copy, put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.services import backups
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, an_actor, put
from tests.desktop.backing_up import backed_up, settled


@pytest.fixture(params=[None, "five words that nobody guesses"], ids=["plain", "protected"])
def opened(request, open_on, tmp_path: Path) -> MainWindow:  # type: ignore[no-untyped-def]
    return open_on(a_full_case(tmp_path, passphrase=request.param))


def test_a_backup_is_made_listed_and_put_back(opened: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Today's file stays beside it with what it held; a protected case is not asked for its pass-phrase again."""
    window, case = opened, opened.desk.case
    page = backed_up(window, qtbot)
    assert page.count_text() == "1 kept"
    holds = page.model.data(page.model.index(0, 1))
    assert holds == "protected" if case.encrypted else holds.startswith("1 text, ")
    key = case.key
    put(case, an_actor(name="Made later"))
    path = case.path
    page.restore_button.click()
    qtbot.waitUntil(lambda: window.desk.case is not case, timeout=10_000)
    settled(window, qtbot)
    assert not window.desk.case.all("actor", name="Made later")
    assert window.messages.text().startswith("Put back the backup of today")
    (aside,) = path.parent.glob("*before restoring*.kpdesk")
    with CaseFile.open(aside, read_only=True, key=key) as old:
        assert old.count("actor", name="Made later") == 1


def test_what_restoring_would_change_is_said(opened: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Kind by kind, for the backup that is chosen, before anything is done."""
    window = opened
    page = backed_up(window, qtbot)
    assert page.would.lines == ["Nothing: the case is as this backup has it."]
    put(window.desk.case, an_actor(name="Made later"))
    window.desk.go("backups")
    settled(window, qtbot)
    assert page.would_head.text().startswith("Restoring the backup of today")
    assert page.would.lines == ["Actor: 1 would go."]


def test_a_copy_of_a_backup_is_a_file_beside_the_case(opened: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Neither the case nor the backup is worked in, and a restart does not lose it."""
    window, case = opened, opened.desk.case
    page = backed_up(window, qtbot)
    backup = page.current().path
    before, path = backup.read_bytes(), case.path
    page.open_copy.click()
    qtbot.waitUntil(lambda: window.desk.case is not case, timeout=10_000)
    settled(window, qtbot)
    now = window.desk.case
    assert now.path.parent == path.parent and "backup of" in now.path.name
    put(now, an_actor(name="In the copy"))
    assert backup.read_bytes() == before


def test_a_case_without_backups_says_when_they_come(window: MainWindow, case: CaseFile) -> None:
    """One thing to do; the list is there afterwards."""
    window.desk.go("backups")
    page = window.pages["backups"]
    assert page.stack.currentWidget() is page.nothing and page.panes() == [page.nothing.button]
    assert page.now.property("look") == ""
    backups.back_up(case)
    page.reload()
    assert page.stack.currentWidget() is not page.nothing and page.now.property("look") == "main"
