"""A pass-phrase is set, changed and taken off, and the case is open again afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.errors import PassphraseNeeded
from kpdesk.services import backups
from kpdesk.store.case import CaseFile

WORDS = "five words that nobody guesses"
OTHER = "other words which nobody guesses"


def _do(window: MainWindow, qtbot, deed: str, **words: str) -> Any:  # type: ignore[no-untyped-def]
    window.desk.go("protection")
    page = window.pages["protection"]
    for name, text in words.items():
        getattr(page, name).setText(text)
    before = window.desk.case
    getattr(page, deed)()
    qtbot.waitUntil(lambda: window.desk.case is not None and window.desk.case is not before, timeout=30_000)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    return page


def test_a_case_is_protected_changed_and_made_plain_again(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """With everything still in it; what was typed is in no field any more."""
    actors, path = case.count("actor"), case.path
    page = _do(window, qtbot, "protect", new=WORDS, again=WORDS)
    assert window.desk.case.encrypted and window.desk.case.count("actor") == actors
    assert b"SQLite format 3" not in path.read_bytes()[:16]
    assert not page.new.text() and not page.again.text()
    _do(window, qtbot, "protect", old=WORDS, new=OTHER, again=OTHER)
    with pytest.raises(PassphraseNeeded):
        CaseFile.open(path, read_only=True, passphrase=WORDS)
    _do(window, qtbot, "unprotect", old=OTHER)
    assert not window.desk.case.encrypted and window.desk.case.count("actor") == actors


def test_two_that_differ_change_nothing(window: MainWindow, case: CaseFile) -> None:
    """Said in words; nor does one that is too short."""
    window.desk.go("protection")
    page = window.pages["protection"]
    page.new.setText(WORDS)
    page.again.setText(OTHER)
    page.protect()
    assert window.desk.case is case and "differ" in window.messages.text()
    page.new.setText("short")
    page.again.setText("short")
    page.protect()
    assert window.desk.case is case and "at least 8 characters" in window.messages.text()


def test_a_wrong_one_leaves_the_case_open_as_it_was(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Not a locked door: the case comes back without being asked for."""
    _do(window, qtbot, "protect", new=WORDS, again=WORDS)
    _do(window, qtbot, "unprotect", old="something else entirely")
    assert window.desk.case.encrypted and window.page is window.pages["protection"]
    assert "is protected" in window.messages.text()


def test_backups_from_before_are_told_and_replaced(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """They are plain still; a protected one is made first, then they go."""
    backups.back_up(case)
    _do(window, qtbot, "protect", new=WORDS, again=WORDS)
    assert "1 older backup as before: not protected." in window.messages.text()
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        window.messages.buttons()[0].click()
    (kept,) = backups.backups_of(window.desk.case)
    assert kept.why == "after the pass-phrase changed" and b"SQLite format 3" not in kept.path.read_bytes()[:16]


def test_a_weak_one_is_advised_about(window: MainWindow) -> None:
    """While it is typed; five words need no advice."""
    window.desk.go("protection")
    page = window.pages["protection"]
    page.new.setText("password")
    assert "Five words" in page.advice.text()
    page.new.setText(WORDS)
    assert page.advice.text() == ""
