"""A field that names another record, completed from the case, then from the reference set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from kpdesk.desktop import icons
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.completions import CompletionList
from kpdesk.services import choices
from kpdesk.services.choices import Choice

Index = QModelIndex | QPersistentModelIndex


class ChoiceList(QAbstractListModel):
    """What the words typed so far can mean."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.found: list[Choice] = []

    def show_choices(self, found: list[Choice]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.found):
            return None
        choice = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{choice.name}   {choice.about}" if choice.about and self._kind != "issue" else choice.name
        if role == Qt.ItemDataRole.EditRole:
            return choice.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return choice.about or None
        if role == Qt.ItemDataRole.DecorationRole:
            if choice.reference:
                return icons.icon("book-open-text", "text.2", 16)
            return icons.kind_icon(self._kind, choice.sort)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = "from the reference list" if choice.reference else "in this case"
            return f"{choice.name}, {choice.about}, {where}" if choice.about else f"{choice.name}, {where}"
        return None


class LinkField(QLineEdit):
    """Holds a ``Choice``. Words that name nothing yet make a new record when the form is kept.

    ``chosen`` after the choice changed by hand.
    """

    chosen = Signal()

    def __init__(self, desk: Desk, kind: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.kind = desk, kind
        self._choice: Choice | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText("Write a name")
        self._list = ChoiceList(kind)
        self._completer = QCompleter(self._list, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        self._completer.setMaxVisibleItems(10)
        self._popup = CompletionList(f"{name}: choices")
        self._completer.setPopup(self._popup)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self.setCompleter(self._completer)
        self.textEdited.connect(self._on_edited)

    # what it holds

    def choice(self) -> Choice | None:
        """None when empty; a choice with neither record nor reference is a name not yet in the case."""
        words = self.text().strip()
        if not words:
            return None
        if self._choice is not None and self._choice.name == words:
            return self._choice
        found = self._find(words)
        return choices.exactly(found, words) or Choice(name=words)

    def set_choice(self, choice: Choice | None) -> None:
        self._choice = choice
        self.setText(choice.name if choice else "")
        self.setCursorPosition(0)

    def set_record(self, record_id: str | None) -> None:
        """Show the record of this id."""
        record = self._desk.case.get(self.kind, record_id) if record_id else None
        name = getattr(record, "label" if self.kind == "issue" else "name", "") if record else ""
        self.set_choice(Choice(name=name, record_id=record_id) if record else None)

    # choosing

    def _find(self, words: str) -> list[Choice]:
        ask: dict[str, Callable[[Any, str], list[Choice]]] = {
            "actor": choices.actors,
            "meeting": choices.meetings,
            "issue": choices.issues,
            "tag": choices.tags,
        }
        return ask[self.kind](self._desk.case, words) if self._desk.case is not None else []

    def _on_edited(self, words: str) -> None:
        self._choice = None
        self._list.show_choices(self._find(words) if words.strip() or self.kind == "issue" else [])
        if self._list.found:
            self._completer.complete()
        self.chosen.emit()

    def _on_activated(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self._list.found):
            return
        choice = self._list.found[index.row()]
        # The completer writes its own words after this signal.
        QTimer.singleShot(0, self, lambda: self._take(choice))

    def _take(self, choice: Choice) -> None:
        self.set_choice(choice)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._list.show_choices(self._find(self.text().strip()))
            if self._list.found:
                self._completer.complete()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Return chooses from the open list; it must not reach the form's own Return then.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._popup.isVisible()
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        ):
            event.accept()
            return True
        return super().event(event)
