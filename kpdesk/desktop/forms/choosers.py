"""Small fields of the review and tag forms: several words that complete, one of a closed list, one stance of four."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QSizePolicy, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.signs import paint_stance
from kpdesk.desktop.widgets import hbox
from kpdesk.domain.vocabulary import STANCES
from kpdesk.services.choices import Choice

Search = Callable[[str], list[Choice]]


class WordsEdit(QLineEdit):
    """Several words with commas between them; completes the one that is being written."""

    def __init__(self, search: Search, name: str, *, placeholder: str = "") -> None:
        super().__init__()
        self._search = search
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_edited)

    def set_words(self, words: Sequence[str]) -> None:
        self.setText(", ".join(words))
        self.setCursorPosition(0)

    def words(self) -> list[str]:
        return [w for part in self.text().split(",") if (w := " ".join(part.split()))]

    def _on_edited(self, text: str) -> None:
        """The rest of a known word, selected, so that typing on replaces it."""
        last = text.rsplit(",", 1)[-1].lstrip()
        if len(last) < 2 or self.cursorPosition() != len(text) or len(text) < len(getattr(self, "_before", "")):
            self._before = text
            return
        self._before = text
        for choice in self._search(last):
            if choice.name.casefold().startswith(last.casefold()) and len(choice.name) > len(last):
                rest = choice.name[len(last) :]
                self.setText(text + rest)
                self.setSelection(len(text), len(rest))
                return


class ChoiceBox(QComboBox):
    """One of a closed list. It keeps letter keys for itself: no command fires while it has the focus."""

    def __init__(self, words: Mapping[str, str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for key, shown in words.items():
            self.addItem(shown, key)

    def set_key(self, key: str) -> None:
        self.setCurrentIndex(max(0, self.findData(key)))

    def key(self) -> str:
        return str(self.currentData())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_letter(event):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Scrolling the form must not change what is chosen."""
        event.ignore()


def _is_letter(event: QKeyEvent) -> bool:
    """A letter alone; with Ctrl it is a command's, though some systems give the letter as the text then too."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return event.text().isalpha() and not held


class _StanceButton(QPushButton):
    def __init__(self, stance: str) -> None:
        super().__init__()
        self.stance = stance
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("look", "segment")
        self.setAccessibleName(STANCES[stance])
        self.setToolTip(STANCES[stance])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(14)
        box = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        paint_stance(painter, self.stance, box.toRectF())


class StancePicker(QFrame):
    """Support, oppose, mixed, not clear: four signs, of which one is chosen (or none yet)."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "segments")
        self.setAccessibleName("Stance")
        row = hbox(self, margins=2, space=2)
        self._buttons = {stance: _StanceButton(stance) for stance in STANCES}
        for stance, made in self._buttons.items():
            made.clicked.connect(lambda _checked=False, stance=stance: self.changed.emit(stance))
            row.addWidget(made)

    def set_stance(self, stance: str) -> None:
        if stance in self._buttons:
            self._buttons[stance].setChecked(True)

    def stance(self) -> str:
        return next((s for s, made in self._buttons.items() if made.isChecked()), "")

    def first(self) -> QWidget:
        return next(iter(self._buttons.values()))
