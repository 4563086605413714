"""Settings: the single keys, one field each. A field takes the key that is pressed in it (WCAG 2.1.4)."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from kpdesk.desktop import actions, theme
from kpdesk.desktop.actions import Action
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.widgets import button, label, restyle, vbox

_PASSED_ON = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyField(QLineEdit):
    """Shows one key. ``pressed(key)`` in Qt's portable spelling; Backspace asks for the standard key with ""."""

    pressed = Signal(str)

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.action = action
        self.setReadOnly(True)
        self.setFixedWidth(theme.px(96))
        self.setAccessibleName(f"Key for: {action.text}")
        self.setToolTip("Press the key you want; Backspace brings the standard key back")

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() not in _PASSED_ON:  # type: ignore[attr-defined]
            event.accept()  # the key is wanted here, not what it does elsewhere
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PASSED_ON or event.key() in _ALONE:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.pressed.emit("")
        else:
            self.pressed.emit(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText))


class KeyEditor(QWidget):
    """``changed`` after a key was taken and kept."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._settings = desk.settings
        self.fields: dict[str, KeyField] = {}
        self.faults: dict[str, QLabel] = {}
        column = vbox(self, space=8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        row = 0
        for place, found in groupby(actions.changeable(), key=lambda a: a.place):
            grid.addWidget(label(actions.PLACE_NAMES[place], heavy=True), row, 0, 1, 2)
            row += 1
            for action in found:
                field, fault = KeyField(action), label("", "small", "error", wrap=True)
                field.pressed.connect(lambda key, action=action: self.take(action, key))
                words = label(action.text, ink="text.2")
                words.setBuddy(field)
                grid.addWidget(words, row, 0)
                grid.addWidget(field, row, 1)
                fault.hide()
                grid.addWidget(fault, row + 1, 0, 1, 2)
                self.fields[action.id], self.faults[action.id] = field, fault
                row += 2
        column.addLayout(grid)
        self.standard = button("Standard keys", self.reset)
        column.addWidget(self.standard, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    def refresh(self) -> None:
        """Show the keys as they are kept."""
        for name, field in self.fields.items():
            key = self._settings.keys.get(name) or actions.BY_ID[name].keys[0]
            field.setText(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))

    def take(self, action: Action, key: str) -> None:
        """Keep a key for a command; one that another command has here is told beside the field and not taken."""
        wanted = key or action.keys[0]
        other = actions.clash(action, wanted, self._settings)
        shown = QKeySequence(wanted).toString(QKeySequence.SequenceFormat.NativeText)
        self._say(action, f"{shown} is the key for “{other.text}”. Change that one first." if other else "")
        if other is not None:
            return
        self._settings.keys.pop(action.id, None)
        if wanted != action.keys[0]:
            self._settings.keys[action.id] = wanted
        self._kept()

    def reset(self) -> None:
        """All single keys as they came."""
        for action in actions.changeable():
            self._settings.keys.pop(action.id, None)
            self._say(action, "")
        self._kept()

    def _kept(self) -> None:
        self._settings.save()
        self.refresh()
        self.changed.emit()

    def _say(self, action: Action, words: str) -> None:
        field, fault = self.fields[action.id], self.faults[action.id]
        fault.setText(words)
        fault.setVisible(bool(words))
        field.setAccessibleDescription(words)
        if bool(field.property("problem")) != bool(words):
            restyle(field, problem=bool(words))
