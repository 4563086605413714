"""The one place where a pass-phrase is asked for: it keeps nothing, and rests after a wrong one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kpdesk.desktop.passphrase_ask import WRONG, PassphraseAsk


@pytest.fixture
def asked(qtbot) -> PassphraseAsk:  # type: ignore[no-untyped-def]
    made = PassphraseAsk("Open")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.ask("It is protected.", "Compare")
    return made


def test_what_is_typed_is_given_away_and_not_kept(asked: PassphraseAsk, qtbot) -> None:  # type: ignore[no-untyped-def]
    """By Return or by the button; its letters are never seen; nothing typed does nothing."""
    assert asked.field.hasFocus() and asked.field.echoMode() == QLineEdit.EchoMode.Password
    with qtbot.assertNotEmitted(asked.typed):
        QTest.keyClick(asked.field, Qt.Key.Key_Return)
    QTest.keyClicks(asked.field, "five words")
    with qtbot.waitSignal(asked.typed) as given:
        QTest.keyClick(asked.field, Qt.Key.Key_Return)
    assert given.args == ["five words"] and asked.field.text() == ""
    assert asked.field.isReadOnly() and asked.field.hasFocus() and not asked.button.isEnabled()
    asked.tell("")
    QTest.keyClicks(asked.field, "more words")
    with qtbot.waitSignal(asked.typed) as given:
        asked.button.click()
    assert given.args == ["more words"]


def test_a_wrong_one_is_told_in_the_same_words_and_rests(asked: PassphraseAsk, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Then the field has the focus again; asking anew takes the words away."""
    asked.field.setText("wrong")
    asked.submit()
    asked.refuse()
    assert asked.fault.text() == WRONG and asked.field.isReadOnly()
    with qtbot.waitSignal(asked.wait.timeout, timeout=5_000):
        pass
    assert not asked.field.isReadOnly() and asked.field.hasFocus()
    asked.ask("Another one.")
    assert asked.fault.isHidden() and asked.words.text() == "Another one."


def test_what_was_typed_goes_when_the_page_is_left(asked: PassphraseAsk) -> None:
    """Half a pass-phrase does not wait there."""
    asked.field.setText("half of")
    asked.hide()
    assert asked.field.text() == ""
