"""The way back to a backup: a rotten one costs nothing, the next that is whole is offered, the case is open again."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.backups import BackupsPage
from kpdesk.desktop.pages.check import CheckPage
from kpdesk.desktop.pages.unlock import UnlockPage
from kpdesk.desktop.passphrase_ask import WRONG
from kpdesk.errors import CaseFileError
from kpdesk.services import backups, making, protection
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, an_actor, put
from tests.desktop.backing_up import backed_up, settled

WORDS = "five words that nobody guesses"


@pytest.fixture(params=[None, WORDS], ids=["plain", "protected"])
def opened(request, open_on, tmp_path: Path) -> MainWindow:  # type: ignore[no-untyped-def]
    return open_on(a_full_case(tmp_path, passphrase=request.param))


def _asked(open_on, path: Path) -> tuple[MainWindow, UnlockPage, BackupsPage]:  # type: ignore[no-untyped-def]
    """A window that was asked to open a protected case."""
    window = open_on()
    window.door.open(path)
    unlock, page = window.page_of("unlock"), window.page_of("backups")
    assert isinstance(unlock, UnlockPage) and isinstance(page, BackupsPage)
    return window, unlock, page


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
    backed_up(window, qtbot)
    put(case, an_actor(name="Made later"))
    page = backed_up(window, qtbot)
    assert _checked(page) == ["✓ whole · when made"] * 2
    _rotten(page.current().path)
    page.restore_button.click()
    settled(window, qtbot)
    assert window.desk.case is case and case.count("actor", name="Made later") == 1
    words = window.messages.text()
    assert words.startswith("The backup of today, ") and "is damaged. Nothing was changed." in words
    assert words.count("The backup of today, ") == 2 and words.endswith("was checked and is whole.")
    assert "The case file is damaged" not in words
    assert _checked(page)[0].startswith("✗ damaged · today, ")
    window.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: window.desk.case is not case, timeout=10_000)
    settled(window, qtbot)
    assert window.desk.case.path == case.path and not window.desk.case.all("actor", name="Made later")
    window.desk.go("backups")
    assert _checked(page)[1].startswith("✓ whole · today, ")


def test_where_no_backup_is_whole_that_is_said(opened: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """And the case is still open."""
    window, case = opened, opened.desk.case
    page = backed_up(window, qtbot)
    _rotten(page.current().path)
    page.restore_button.click()
    settled(window, qtbot)
    assert window.messages.text().endswith("There is no older one that is whole.")
    assert window.desk.case is case and window.messages.buttons() == []


def test_a_restore_that_fails_brings_the_case_back(opened: MainWindow, qtbot, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The disk is full when the whole backup is to take the place of the case: it is open again, and the fault is told."""
    window, case = opened, opened.desk.case
    page = backed_up(window, qtbot)

    def full(*_: object, **__: object) -> Path:
        raise CaseFileError("The disk is full.", "Free some space.")

    monkeypatch.setattr(backups, "restore", full)
    page.restore_button.click()
    qtbot.waitUntil(lambda: window.desk.case is not case, timeout=10_000)
    settled(window, qtbot)
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


def _case_with_backup(tmp_path: Path) -> tuple[Path, int]:
    with a_full_case(tmp_path, passphrase=WORDS) as case:
        backups.back_up(case)
        return case.path, case.count("actor")


def _type(page: BackupsPage | UnlockPage | CheckPage, window: MainWindow, qtbot, words: str) -> None:  # type: ignore[no-untyped-def]
    assert page.ask.field.isVisible()
    QTest.keyClicks(page.ask.field, words)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)


@pytest.mark.parametrize("where", [slice(100, 4096), slice(20480, 32768)], ids=["first page", "later pages"])
def test_a_damaged_protected_case_is_put_back_with_its_pass_phrase(
    open_on: Callable[..., MainWindow], tmp_path: Path, qtbot, where: slice
) -> None:  # type: ignore[no-untyped-def]
    """Damage of the first page looks like a wrong pass-phrase: that a backup opens with it tells them apart."""
    path, actors = _case_with_backup(tmp_path)
    data = bytearray(path.read_bytes())
    data[where] = random.Random(7).randbytes(where.stop - where.start)
    path.write_bytes(data)
    window, unlock, page = _asked(open_on, path)
    _type(unlock, window, qtbot, WORDS)
    assert window.messages.text().startswith("The case file is damaged. The backup of today, ")
    assert window.messages.text().endswith("was checked and is whole.")
    window.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: window.page is page and not window.desk.jobs.busy(), timeout=30_000)
    _type(page, window, qtbot, "another one")
    assert page.ask.fault.text() == WRONG and path.read_bytes() == data
    with qtbot.waitSignal(page.ask.wait.timeout, timeout=5_000):
        pass
    _type(page, window, qtbot, WORDS)
    qtbot.waitUntil(lambda: window.desk.case is not None and not window.desk.jobs.busy(), timeout=30_000)
    assert window.desk.case.path == path and window.desk.case.encrypted and window.desk.case.count("actor") == actors
    assert window.messages.text().startswith("Put back the backup of today")


def test_the_details_of_a_damaged_protected_case_ask_for_its_pass_phrase(
    open_on: Callable[..., MainWindow], tmp_path: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Then the report is there, and what can be read is saved, protected, without asking again."""
    path, _ = _case_with_backup(tmp_path)
    data = bytearray(path.read_bytes())
    data[-8192:-4096] = bytes(4096)
    path.write_bytes(data)
    window = open_on()
    window.desk.go("check", path=str(path))
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    page = window.pages["check"]
    assert isinstance(page, CheckPage) and page.heading.text() == f"{path.name} is protected"
    assert not page.check_button.isVisible()
    _type(page, window, qtbot, "another one")
    assert page.ask.fault.text() == WRONG
    with qtbot.waitSignal(page.ask.wait.timeout, timeout=5_000):
        pass
    _type(page, window, qtbot, WORDS)
    assert page.lines.lines and page.rescue_button.isVisible() and not page.ask.isVisible()
    page.rescue_to(tmp_path / "rescued.kpdesk")
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    assert page.lines.text().startswith("Saved into rescued.kpdesk") and path.read_bytes() == data
    with CaseFile.open(tmp_path / "rescued.kpdesk", passphrase=WORDS) as rescued:
        assert rescued.encrypted and rescued.count("actor")


def test_what_can_be_read_of_an_open_protected_case_is_saved(open_on, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Its pass-phrase is asked for on the page, for the new file opens with it; the case stays open."""
    case = a_full_case(tmp_path, passphrase=WORDS)
    window = open_on(case)
    window.desk.go("check", start=True)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    page = window.pages["check"]
    assert isinstance(page, CheckPage)
    page.rescue_to(tmp_path / "rescued.kpdesk")
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    _type(page, window, qtbot, WORDS)
    assert window.messages.text() == "Saved what can be read as rescued.kpdesk." and window.desk.case is case
    with CaseFile.open(tmp_path / "rescued.kpdesk", passphrase=WORDS) as rescued:
        assert rescued.count("actor") == case.count("actor")


@pytest.mark.parametrize("now", [None, "five words of another kind"], ids=["taken off", "changed"])
def test_a_backup_from_before_another_pass_phrase_is_compared_and_put_back(
    open_on, tmp_path: Path, qtbot, now: str | None
) -> None:  # type: ignore[no-untyped-def]
    """The page asks for the one that held then, once: the comparison and the restoring go on with it."""
    path, actors = _case_with_backup(tmp_path)
    if now is None:
        protection.unprotect(path, WORDS)
    else:
        protection.change_passphrase(path, WORDS, now)
    case = CaseFile.open(path, passphrase=now)
    put(case, an_actor(name="Made later"))
    window = open_on(case)
    window.desk.go("backups")
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    page = window.pages["backups"]
    assert isinstance(page, BackupsPage) and page.would_head.text().endswith("is protected")
    _type(page, window, qtbot, "another one")
    assert page.ask.fault.text() == WRONG
    with qtbot.waitSignal(page.ask.wait.timeout, timeout=5_000):
        pass
    _type(page, window, qtbot, WORDS)
    assert page.would.lines == ["Actor: 1 would go."] and not page.ask.isVisible()
    page.restore_button.click()
    qtbot.waitUntil(lambda: window.desk.case is not case, timeout=30_000)
    settled(window, qtbot)
    assert window.desk.case.encrypted and window.desk.case.count("actor") == actors
    assert window.messages.text().startswith("Put back the backup of today")


def test_a_pass_phrase_that_does_not_open_a_case_leaves_the_way_to_its_backups(open_on, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Where the very first bytes are gone nothing proves it right; the locked screen, which names nothing, has no such way."""
    path, _ = _case_with_backup(tmp_path)
    data = bytearray(path.read_bytes())
    data[0:16] = bytes(range(16))
    path.write_bytes(data)
    window, unlock, page = _asked(open_on, path)
    _type(unlock, window, qtbot, WORDS)
    assert unlock.ask.fault.text() == WRONG
    unlock.backups_button.click()
    _type(page, window, qtbot, WORDS)
    settled(window, qtbot)
    assert window.desk.case.path == path
    window.trigger("case.lock")
    assert window.page is unlock and not unlock.backups_button.isVisible()
