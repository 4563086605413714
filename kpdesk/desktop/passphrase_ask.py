"""A pass-phrase is asked for: its field, what is wrong under it, and the wait after one that does not open it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from kpdesk.desktop.paper import row
from kpdesk.desktop.widgets import button, hbox, label, password_field, vbox

WRONG = "This pass-phrase does not open it. Capital and small letters differ."
WAIT_MS = 1500  # after a pass-phrase that does not open it


class PassphraseAsk(QWidget):
    """``typed(words)`` comes with Return or the button ``do``; then it waits for ``refuse``, ``tell`` or ``ask``.

    It keeps nothing: what was typed leaves the field when it is used, and when the field is no longer seen.
    """

    typed = Signal(str)

    def __init__(
        self, do: str, *beside: QWidget, role: str = "body", look: str = "main", name: str = "Pass-phrase"
    ) -> None:
        super().__init__()
        self.words = label("", role, "text.2", wrap=True)
        self.field = password_field(name)
        self.field.returnPressed.connect(self.submit)
        self.fault = label("", ink="error", wrap=True)
        self.button = button(do, self.submit, look=look, key="Return")
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(WAIT_MS)
        self.wait.timeout.connect(self._ready)
        column = vbox(self, space=8)
        column.addWidget(self.words)
        if beside:
            column.addWidget(self.field)
        else:  # one line with its button, where a page has much else to show
            line = hbox(space=8)
            line.addWidget(self.field, 1000)
            line.addWidget(self.button)
            line.addStretch(1)
            column.addLayout(line)
        column.addWidget(self.fault)
        if beside:
            column.addLayout(row(self.button, *beside))
        self._say("")

    def ask(self, words: str, do: str = "") -> None:
        """Show itself, ask anew, and say what for."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        if do:
            self.button.setText(f"{do}   Return")
            self.button.setAccessibleName(do)
        self.field.clear()
        self._say("")
        self.show()
        self._ready()

    def refuse(self) -> None:
        """It does not open: the same words whatever was typed, and the field rests a moment."""
        self._say(WRONG)
        self.wait.start()

    def tell(self, fault: str) -> None:
        """Something else is wrong, or nothing (""); the field is ready again."""
        self._say(fault)
        self._ready()

    def submit(self) -> None:
        """Give away what was typed; nothing where nothing was."""
        typed = self.field.text()
        if not typed or self.field.isReadOnly():
            return
        self._say("")
        self.field.clear()
        self.field.setFocus()  # a button that rests would hand the focus to the next part of the window
        self._enable(False)
        self.typed.emit(typed)

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _ready(self) -> None:
        self.wait.stop()
        self._enable(True)
        if self.isVisible():
            self.field.setFocus()

    def _enable(self, on: bool) -> None:
        self.field.setReadOnly(not on)
        self.button.setEnabled(on)

    def hideEvent(self, event: QHideEvent) -> None:
        self.field.clear()
        super().hideEvent(event)
