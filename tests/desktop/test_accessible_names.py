"""What a screen reader says of each control: a walk through every place and view of the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.page import Page
from kpdesk.store.case import CaseFile

Visit = Callable[[MainWindow, CaseFile], object]


def _go(place: str, **where: object) -> Visit:
    return lambda window, _case: window.desk.go(place, **where)


def _tab(tab: str) -> Visit:
    return lambda window, case: window.desk.go("actors", actor_id=case.all("actor")[0].id, tab=tab)


def _tagging(window: MainWindow, _case: CaseFile) -> None:
    window.desk.go("sources", view="texts")
    reader = window.page.reader
    reader.text.select(0, 10)
    reader.tag()


def _merging(window: MainWindow, case: CaseFile) -> None:
    keep, gone = case.all("actor")[:2]
    window.desk.go("merge", keep=keep.id, gone=gone.id)


def _over(action: str) -> Visit:
    def show(window: MainWindow, _case: CaseFile) -> None:
        window.desk.go("sources", view="texts")
        window.trigger(action)

    return show


VISITS: dict[str, Visit] = {
    "start": _go("start"), "texts": _go("sources", view="texts"), "statements": _go("sources", view="statements"),
    "paste": _go("paste"), "review": _go("review"), "actor": _tab("overview"), "actor's statements": _tab("statements"),
    "actor's meetings": _tab("meetings"), "appearances": _tab("appearances"), "relations": _tab("relations"),
    "actors": _go("actors", view="table"), "merge": _merging, "timeline": _go("meetings", view="timeline"),
    "meetings": _go("meetings", view="table"),
    "meeting": lambda window, case: window.desk.go("meetings", meeting_id=case.all("meeting")[0].id),
    "matrix": _go("positions", view="matrix"), "network": _go("positions", view="network"),
    "positions": _go("positions", view="table"), "briefings": _go("briefings"), "find": _go("find", words="plenary"),
    "settings": _go("settings"), "backups": _go("backups"), "protection": _go("protection"),
    "reference": _go("reference"), "new actor": _go("actors", new=True), "new meeting": _go("meetings", new=True),
    "new position": _go("positions", new=True), "history": _over("history"), "palette": _over("palette"),
    "keys": _over("help.keys"), "tag card": _tagging,
    "evidence": lambda window, case: (window.desk.go("actors"), window.desk.show_evidence(case.all("anchor")[:2])),
}  # fmt: skip


def _reached(window: MainWindow) -> list[QWidget]:
    """Everything that the Tab key or a click can focus now."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QComboBox)
    ]  # fmt: skip


def _said(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


@pytest.mark.parametrize("visit", VISITS)
def test_each_control_that_takes_the_focus_has_a_name(
    visit: str, window: MainWindow, case: CaseFile, qtbot: QtBot
) -> None:
    """A field, button, list or picture without one is a riddle to a screen reader."""
    VISITS[visit](window, case)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=20_000)
    found = _reached(window)
    assert found
    nameless = [f"{type(w).__name__} in {type(w.parentWidget()).__name__}" for w in found if not _said(w)]
    assert nameless == []


@pytest.mark.parametrize("visit", ("texts", "review", "actor", "meeting", "paste", "briefings"))
def test_no_button_says_its_key_as_a_part_of_its_name(
    visit: str, window: MainWindow, case: CaseFile, qtbot: QtBot
) -> None:
    """“Accept”, with the key in the description: read aloud, “Accept A” is another word."""
    VISITS[visit](window, case)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=20_000)
    buttons = [w for w in _reached(window) if isinstance(w, QAbstractButton) and "   " in w.text()]
    assert [w.text() for w in buttons if "   " in _said(w)] == []


@pytest.mark.parametrize("place", ("texts", "review", "actor", "timeline", "matrix", "find", "briefings", "settings"))
def test_arriving_at_a_place_puts_the_focus_into_it(
    place: str, window: MainWindow, case: CaseFile, qtbot: QtBot
) -> None:
    """Never to nothing: the next key does something here."""
    VISITS[place](window, case)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=20_000)
    focused = QApplication.focusWidget()
    assert isinstance(window.page, Page)
    assert focused is not None and window.page.isAncestorOf(focused)
