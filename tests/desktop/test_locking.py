"""A protected case is locked: closed, covered, its key gone; unlocking goes back to the place with what was typed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kpdesk.desktop.locking import LOOK_MS, SLEPT, Lock
from kpdesk.desktop.main_window import MainWindow
from kpdesk.store import lock as locks
from kpdesk.store.case import CaseFile
from kpdesk.store.protection import Key
from tests.builders import a_full_case

WORDS = "five words that nobody guesses"


@pytest.fixture
def protected(open_on: Callable[..., MainWindow], tmp_path: Path) -> MainWindow:
    return open_on(a_full_case(tmp_path, name="Secret name", file="secret.kpdesk", passphrase=WORDS))


def _unlock(window: MainWindow, qtbot, words: str) -> Any:  # type: ignore[no-untyped-def]
    page = window.pages["unlock"]
    QTest.keyClicks(page.ask.field, words)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    return page


def _shown_words(window: MainWindow) -> str:
    shown = [made.text() for made in window.findChildren(QLabel) if made.isVisible()]
    return "\n".join([window.windowTitle(), *shown])


def test_locking_closes_the_file_and_drops_the_key(protected: MainWindow) -> None:
    """By Ctrl+L: the file is open no more in this process, nothing holds the key, nothing of the case is shown."""
    path, key = protected.desk.case.path, protected.desk.case.key
    protected.desk.go("actors")
    QTest.keyClick(protected, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert protected.desk.case is None and protected.page is protected.pages["unlock"]
    assert not locks.is_open_here(path)
    gc.collect()
    held = [each for each in gc.get_objects() if isinstance(each, Key) and each.salt == key.salt]
    assert key.wiped and all(each.wiped for each in held)
    words = _shown_words(protected)
    assert protected.windowTitle() == "kpdesk" and "Secret" not in words and "secret" not in words
    assert "Sithole" not in words and not protected.rail.isVisible() and not protected.header.isVisible()


def test_unlocking_goes_back_to_the_place(protected: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The same actor, the same tab. It is no opening, after which a backup would be made at once."""
    (actor,) = protected.desk.case.all("actor", name="Ana Sithole")
    protected.desk.go("actors", actor_id=actor.id)
    protected.pages["actors"].view.show_tab("appearances")
    protected.trigger("case.lock")
    _unlock(protected, qtbot, WORDS)
    page = protected.pages["actors"]
    assert protected.page is page and page.view.actor_id == actor.id and page.view.tabs.key() == "appearances"
    assert protected.rail.isVisible() and "Secret name" in protected.windowTitle()
    assert not protected.first_keeper.isActive()


def test_a_wrong_pass_phrase_is_told_with_the_same_words_and_a_wait(protected: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """However wrong it is; the field is closed for the wait, then the right one opens."""
    protected.trigger("case.lock")
    said = set()
    for words in ("x", WORDS[:-1]):
        page = _unlock(protected, qtbot, words)
        said.add(page.ask.fault.text())
        assert protected.desk.case is None and page.ask.field.isReadOnly()
        with qtbot.waitSignal(page.ask.wait.timeout, timeout=5_000):
            pass
        assert not page.ask.field.isReadOnly() and page.ask.field.text() == ""
    assert said == {"This pass-phrase does not open it. Capital and small letters differ."}
    _unlock(protected, qtbot, WORDS)
    assert protected.desk.case is not None


def test_nothing_else_can_be_done_while_it_is_locked(protected: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """No palette, no other place, no way back."""
    protected.trigger("palette")
    protected.trigger("case.lock")
    for key in ("palette", "go.actors", "go.back", "settings", "case.open", "undo", "history", "escape"):
        assert not protected.trigger(key), key
    QTest.keyClick(protected.pages["unlock"].ask.field, Qt.Key.Key_Escape)
    assert protected.page is protected.pages["unlock"] and QApplication.focusWidget() is protected.page.ask.field


def test_what_was_typed_is_not_lost(protected: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """An edit under way is kept in the case, a text being pasted is there again."""
    (actor,) = protected.desk.case.all("actor", name="Ana Sithole")
    protected.desk.go("actors", actor_id=actor.id)
    protected.pages["actors"].edit()
    protected.pages["actors"].card.form.editor("note").setPlainText("half a thought")
    protected.trigger("case.lock")
    _unlock(protected, qtbot, WORDS)
    assert protected.desk.case.get("actor", actor.id).note == "half a thought"
    protected.desk.go("paste", text="A text that is not taken in yet.")
    protected.pages["paste"].fields["outlet"].setText("The Example")
    protected.pages["paste"]._on_typed("outlet")
    protected.trigger("case.lock")
    assert protected.pages["paste"].text.toPlainText() == ""
    _unlock(protected, qtbot, WORDS)
    assert protected.page is protected.pages["paste"]
    assert protected.page.text.toPlainText() == "A text that is not taken in yet."
    assert protected.page.fields["outlet"].text() == "The Example"


def test_a_plain_case_says_how_it_could_be_locked(window: MainWindow, case: CaseFile) -> None:
    """A lock that everyone opens would be a lie."""
    window.trigger("case.lock")
    assert window.desk.case is case and "no pass-phrase" in window.messages.text()
    assert [made.text() for made in window.messages.buttons()] == ["Set one"]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watched(protected: MainWindow) -> tuple[MainWindow, Lock, Clock]:
    clock = Clock()
    protected.lock = Lock(protected.desk, protected, clock)
    protected.desk.settings.lock_after = 5
    return protected, protected.lock, clock


def _pass(lock: Lock, clock: Clock, seconds: int) -> None:
    """Time goes on with the window looking as it does."""
    for _ in range(0, seconds, LOOK_MS // 1000):
        clock.now += LOOK_MS / 1000
        lock.look()


def test_it_locks_after_the_time_without_keys_or_pointer(watched: tuple[MainWindow, Lock, Clock]) -> None:
    """A key pressed meanwhile begins the time anew."""
    window, lock, clock = watched
    _pass(lock, clock, 200)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    _pass(lock, clock, 200)
    assert window.desk.case is not None
    _pass(lock, clock, 100)
    assert window.desk.case is None and window.page is window.pages["unlock"]


def test_a_key_that_is_a_command_puts_the_lock_off_too(watched: tuple[MainWindow, Lock, Clock], qtbot) -> None:  # type: ignore[no-untyped-def]
    """Who decides with A, R and J all day presses nothing else: a matched shortcut is all that becomes of the key."""
    window, lock, clock = watched
    window.desk.go("review")
    heard = []
    window.page.addAction(made := QAction(window.page))
    made.setShortcut(QKeySequence("F8"))
    made.triggered.connect(lambda: heard.append(clock.now))
    _pass(lock, clock, 200)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F8)
    assert heard == [clock.now]
    _pass(lock, clock, 200)
    assert window.desk.case is not None


def test_it_locks_when_the_computer_slept(watched: tuple[MainWindow, Lock, Clock]) -> None:
    """At the first look or key after it, however short the sleep was."""
    window, lock, clock = watched
    clock.now += SLEPT + LOOK_MS / 1000 + 1
    lock.stir()
    assert window.desk.case is None


def test_never_by_itself_means_never(watched: tuple[MainWindow, Lock, Clock]) -> None:
    """Neither after hours nor after sleep; by hand it still can be."""
    window, lock, clock = watched
    window.desk.settings.lock_after = 0
    _pass(lock, clock, 3_600)
    clock.now += 9_999
    lock.look()
    assert window.desk.case is not None
    lock.lock()
    assert window.desk.case is None
