"""The way back to a backup: a rotten one costs nothing, the next that is whole is offered, the case is open again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.backups import BackupsPage
from kpdesk.errors import CaseFileError
from kpdesk.services import backups, making
from tests.builders import a_full_case, an_actor, put

WORDS = "five words that nobody guesses"


@pytest.fixture(params=[None, WORDS], ids=["plain", "protected"])
def opened(request, open_on, tmp_path: Path) -> MainWindow:  # type: ignore[no-untyped-def]
    return open_on(a_full_case(tmp_path, passphrase=request.param))


def _settled(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(lambda: window.desk.case is not None and not window.desk.jobs.busy(), timeout=30_000)


def _backed_up(window: MainWindow, qtbot) -> BackupsPage:  # type: ignore[no-untyped-def]
    window.trigger("case.back_up")
    _settled(window, qtbot)
    page = window.pages["backups"]
    assert isinstance(page, BackupsPage)
    return page


def _rotten(path: Path) -> None:
    """Its first page is not what was written; in a protected one no key opens it any more."""
    data = bytearray(path.read_bytes())
    data[100:4096] = bytes(3996)
    path.write_bytes(data)


def _checked(page: BackupsPage) -> list[str]:
    return [page.model.data(page.model.index(row, 4)) for row in range(page.model.rowCount())]


def test_a_rotten_backup_costs_nothing_and_the_next_older_one_is_offered(opened: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The healthy case stays open; what is damaged is named; one press puts the older one back."""
    window, case = opened, opened.desk.case
    _backed_up(window, qtbot)
    put(case, an_actor(name="Made later"))
    page = _backed_up(window, qtbot)
    assert _checked(page) == ["✓ whole when it was made"] * 2
    _rotten(page.current().path)
    page.restore_button.click()
    _settled(window, qtbot)
    assert window.desk.case is case and case.count("actor", name="Made later") == 1
    words = window.messages.text()
    assert words.startswith("The backup of today, ") and "is damaged. Nothing was changed." in words
    assert words.count("The backup of today, ") == 2 and words.endswith("was checked and is whole.")
    assert "The case file is damaged" not in words
    assert _checked(page)[0].startswith("✗ damaged, seen Today ")
    window.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: window.desk.case is not case, timeout=10_000)
    _settled(window, qtbot)
    assert window.desk.case.path == case.path and not window.desk.case.all("actor", name="Made later")
    window.desk.go("backups")
    assert _checked(page)[1].startswith("✓ whole Today ")


def test_where_no_backup_is_whole_that_is_said(opened: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """And the case is still open."""
    window, case = opened, opened.desk.case
    page = _backed_up(window, qtbot)
    _rotten(page.current().path)
    page.restore_button.click()
    _settled(window, qtbot)
    assert window.messages.text().endswith("There is no older one that is whole.")
    assert window.desk.case is case and window.messages.buttons() == []


def test_a_restore_that_fails_brings_the_case_back(opened: MainWindow, qtbot, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The disk is full when the whole backup is to take the place of the case: it is open again, and the fault is told."""
    window, case = opened, opened.desk.case
    page = _backed_up(window, qtbot)

    def full(*_: object, **__: object) -> Path:
        raise CaseFileError("The disk is full.", "Free some space.")

    monkeypatch.setattr(backups, "restore", full)
    page.restore_button.click()
    qtbot.waitUntil(lambda: window.desk.case is not case, timeout=10_000)
    _settled(window, qtbot)
    assert window.desk.case.path == case.path and not window.desk.case.read_only
    assert window.messages.text() == "The disk is full. Free some space."


def test_a_damaged_case_offers_the_newest_backup_that_is_whole(
    open_on: Callable[..., MainWindow], tmp_path: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """The newest one is damaged too: it is not called whole, and the one before it is put back."""
    with a_full_case(tmp_path) as case:
        path, actors = case.path, case.count("actor")
        backups.back_up(case)
        making.add(case, an_actor(name="Made later"))
        newest = backups.back_up(case)
    for damaged in (path, newest.path):
        _rotten(damaged)
    window = open_on()
    assert not window.door.open(path)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    window.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: window.desk.case is not None, timeout=30_000)
    assert window.desk.case.count("actor") == actors
