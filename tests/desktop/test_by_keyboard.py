"""Every command is reached by its printed key, in the place that prints it, and somebody there does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop import actions
from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile
from tests.proposals import a_case_with_proposals

# Where each group of commands holds: the place to go to, and which of its panes has the focus then.
PLACES = {
    "everywhere": ("sources", 0), "review": ("review", 0), "timeline": ("meetings", 0),
    "matrix": ("positions", 0), "briefings": ("briefings", 0),
}  # fmt: skip


@pytest.mark.parametrize("group", PLACES)
def test_every_key_does_its_command(
    group: str, open_on: Callable[..., MainWindow], case: CaseFile, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk: go there, press the key, and look which command was asked for and whether there is a doer."""
    asked: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        MainWindow,
        "trigger",
        lambda self, name: asked.append((name, bool(self.handler(name) or somewhere(name)))) or True,
    )

    def somewhere(name: str) -> bool:
        """Some commands make sense in one place alone, such as the next hit."""
        return any(name in window.page_of(p).handlers() for p in ("find", "meetings", "positions", "actors", "review"))

    (tmp_path / "proposals").mkdir()
    made = a_case_with_proposals(tmp_path / "proposals").case if group == "review" else case
    window = open_on(made)
    place, pane = PLACES[group]
    window.desk.go(place)
    unreached = []
    for action in actions.of_place(group):
        if action.own or not action.keys:
            continue
        window.page.panes()[pane].setFocus()  # type: ignore[union-attr]
        combination = QKeySequence(action.keys[0])[0]
        asked.clear()
        QTest.keyClick(QApplication.focusWidget(), combination.key(), combination.keyboardModifiers())
        if asked != [(action.id, True)]:
            unreached.append((action.id, action.keys[0], list(asked)))
    assert unreached == []
