"""Small fields: several words that complete, a closed list that keeps its letters, one stance of four."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from kpdesk.desktop.forms.choosers import ChoiceBox, StancePicker, WordsEdit
from kpdesk.services.choices import Choice


def test_the_word_being_written_is_completed_and_typing_on_replaces_it(qtbot):
    """Only the last one, after the comma."""
    field = WordsEdit(lambda _w: [Choice(name="walk-out"), Choice(name="veto")], "Tags")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "veto, wal")
    assert field.text() == "veto, walk-out" and field.selectedText() == "k-out"
    qtbot.keyClicks(field, "s")
    assert field.words() == ["veto", "wals"]
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.words() == ["veto", "wal"]


def test_a_closed_list_gives_its_key_and_is_not_changed_by_the_wheel(qtbot):
    """Scrolling the card must not change what is chosen."""
    box = ChoiceBox({"direct": "direct", "mixed": "mixed"}, "Mode")
    qtbot.addWidget(box)
    box.set_key("mixed")
    assert (box.key(), box.currentText()) == ("mixed", "mixed")
    box.set_key("no such key")
    assert box.key() == "direct"


def test_a_closed_list_keeps_letters_and_lets_commands_through(qtbot):
    """P jumps in the list; Ctrl+P makes the file, also where the system gives "p" as its text."""
    box = ChoiceBox({"direct": "direct", "mixed": "mixed"}, "Mode")
    qtbot.addWidget(box)
    alone, command = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    kept = []
    for held in (alone, command):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_P, held, "p")
        event.ignore()
        box.event(event)
        kept.append(event.isAccepted())
    assert kept == [True, False]


def test_a_stance_is_picked_with_one_click_and_each_has_its_name(qtbot):
    """None is chosen at first."""
    picker = StancePicker()
    qtbot.addWidget(picker)
    assert picker.stance() == ""
    with qtbot.waitSignal(picker.changed) as changed:
        picker._buttons["oppose"].click()
    assert changed.args == ["oppose"] == [picker.stance()]
    assert [b.accessibleName() for b in picker._buttons.values()] == ["Support", "Oppose", "Mixed", "Not clear"]
