"""The fields of the letter head."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from kpdesk.desktop.pages.briefing_head import LetterHead


def test_what_is_kept_is_shown_and_given_back(qtbot: QtBot) -> None:
    """And the logo's buttons say what they will do."""
    asked: list[str] = []
    head = LetterHead(lambda: asked.append("choose"), lambda: asked.append("drop"))
    qtbot.addWidget(head)
    kept = {"organisation": "Diamond Watch", "address": "1 Road", "accent": "#7a4a00"}
    head.set_values({**kept, "logo": "x"})
    assert head.values() == kept and head.logo.text() == "Choose another…" and not head.drop.isHidden()
    head.set_values({})
    assert head.drop.isHidden() and head.values()["organisation"] == ""
    head.logo.click()
    assert asked == ["choose"]


def test_a_finished_field_is_told(qtbot: QtBot) -> None:
    """Once it is left."""
    head = LetterHead(lambda: None, lambda: None)
    qtbot.addWidget(head)
    with qtbot.waitSignal(head.edited, timeout=1000):
        head.organisation.editingFinished.emit()
