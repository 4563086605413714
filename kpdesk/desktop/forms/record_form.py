"""The fields of one record, edited with completion; what is wrong is said beside the field, nothing is lost."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.choosers import StancePicker
from kpdesk.desktop.forms.completions import CompletionList
from kpdesk.desktop.forms.link_field import LinkField
from kpdesk.desktop.forms.specs import SPECS, FieldSpec
from kpdesk.desktop.models import spelling
from kpdesk.desktop.widgets import clear, label, restyle
from kpdesk.domain.dates import parse_date
from kpdesk.domain.records import BY_KIND, Record
from kpdesk.errors import KpdeskError
from kpdesk.services import filing, places
from kpdesk.services.choices import Choice

_LINKS = ("actor", "meeting", "issue")
LABEL_WIDTH = 72


class ChoiceBox(QComboBox):
    """A closed list of words. Letters typed in it choose in it: no single-key command fires meanwhile."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.text().isprintable():
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and event.text():
                event.accept()
                return True
        return super().event(event)

    def wheelEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        event.ignore()  # a page that scrolls under the pointer must not change a value


class LongField(QPlainTextEdit):
    """A note of a few lines; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(72))


class RecordForm(QWidget):
    """Shows one record. ``edited`` when a field changed by hand; ``kept(record_id)`` after it was written."""

    edited = Signal()
    kept = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.record: Any = None
        self.new = False
        self.dirty = False
        self._editors: dict[str, QWidget] = {}
        self._faults: dict[str, QLabel] = {}
        self._labels: list[QLabel] = []
        self._shown: dict[str, Any] = {}  # what stood in the fields before a person typed
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._kind = ""

    # showing

    def show_record(self, record: Record, *, new: bool = False) -> None:
        """Fill the fields. ``new``: the record is not in the case yet."""
        if self._kind != record.KIND:
            self._build(record.KIND)
        self.record, self.new = record, new
        for spec in SPECS[record.KIND]:
            self._fill(spec, getattr(record, spec.name))
        self.dirty = False
        self._shown = {name: held(editor) for name, editor in self._editors.items()}
        self._say({})

    def show_new(self, kind: str, **given: Any) -> None:
        """An empty form for a record of this kind, with what is known already."""
        required = {f.name: "" for f in fields(BY_KIND[kind]) if f.name in ("name", "text")}
        links = {f.name: "" for f in fields(BY_KIND[kind]) if f.metadata.get("required")}
        self.show_record(BY_KIND[kind](**{**required, **links, **given}), new=True)

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        for editor in self._editors.values():
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(editor, QLineEdit):
                editor.selectAll()
            return

    def focus_wrong(self) -> None:
        """Put the focus into the first field that has a problem."""
        wrong = next((editor for editor in self._editors.values() if editor.property("problem")), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def editor(self, name: str) -> QWidget:
        """The field's widget."""
        return self._editors[name]

    def _build(self, kind: str) -> None:
        clear(self._grid)
        self._editors, self._faults, self._labels = {}, {}, []
        self._kind = kind
        for row, spec in enumerate(SPECS[kind]):
            words = label(spec.label, ink="text.2", wrap=True)
            words.setFixedWidth(theme.px(LABEL_WIDTH))
            words.setMinimumHeight(theme.px(32))
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            editor = self._editor(kind, spec)
            words.setBuddy(editor)
            fault = label("", "small", "error", wrap=True)
            fault.hide()
            self._grid.addWidget(words, row * 2, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(editor, row * 2, 1)
            self._grid.addWidget(fault, row * 2 + 1, 1)
            self._editors[spec.name], self._faults[spec.name] = editor, fault

    def _editor(self, kind: str, spec: FieldSpec) -> QWidget:
        if spec.editor in _LINKS:
            made: QWidget = LinkField(self._desk, spec.editor, spec.label)
            made.chosen.connect(self._on_edited)  # type: ignore[attr-defined]
            if spec.hint:
                made.setPlaceholderText(spec.hint)  # type: ignore[attr-defined]
            return made
        if spec.editor == "choice":
            box = ChoiceBox()
            for key, words in spec.choices(kind).items():
                box.addItem(words[:1].upper() + words[1:], key)
            box.activated.connect(self._on_edited)
            made = box
        elif spec.editor in ("long", "shown"):
            made = LongField()
            made.setReadOnly(spec.editor == "shown")
            made.textChanged.connect(self._on_text)
        else:
            made = QLineEdit()
            made.setPlaceholderText(spec.hint)
            made.textEdited.connect(self._on_edited)
            if spec.editor == "country":
                completer = QCompleter(list(places.countries().values()), made)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setPopup(CompletionList(f"{spec.label}: choices"))
                made.setCompleter(completer)
        made.setAccessibleName(spec.label)
        return made

    def _fill(self, spec: FieldSpec, value: Any) -> None:
        editor = self._editors[spec.name]
        if isinstance(editor, LinkField):
            editor.set_record(value)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, QPlainTextEdit):
            editor.blockSignals(True)
            editor.setPlainText(value or "")
            editor.blockSignals(False)
        elif isinstance(editor, QLineEdit):
            shown = spelling.date(value) if spec.editor == "date" else value or ""
            editor.setText(places.country_name(value) if spec.editor == "country" else shown)
            editor.setCursorPosition(0)

    # what was typed and is not kept yet

    def typed(self) -> dict[str, Any]:
        """What a person put into fields, right or wrong."""
        now = {name: held(editor) for name, editor in self._editors.items()}
        return {name: words for name, words in now.items() if words != self._shown.get(name)}

    def retype(self, typed: dict[str, Any]) -> None:
        """Put back what ``typed`` gave, with what is wrong beside its field."""
        for name, words in typed.items():
            if name in self._editors:
                hold(self._editors[name], words)
        self.dirty = True
        self._say(self.problems())

    # reading

    def _on_text(self) -> None:
        if not self.sender() or not getattr(self.sender(), "isReadOnly", lambda: False)():
            self._on_edited()

    def _on_edited(self, *_args: object) -> None:
        self.dirty = True
        self.edited.emit()

    def values(self) -> tuple[Record, dict[str, Choice | None]]:
        """The record as the fields say, with links still as choices."""
        plain: dict[str, Any] = {}
        links: dict[str, Choice | None] = {}
        for spec in SPECS[self._kind]:
            editor = self._editors[spec.name]
            if isinstance(editor, LinkField):
                links[spec.name] = editor.choice()
            elif isinstance(editor, QComboBox):
                plain[spec.name] = editor.currentData()
            elif isinstance(editor, QPlainTextEdit):
                plain[spec.name] = editor.toPlainText() if spec.editor == "shown" else editor.toPlainText().strip()
            elif isinstance(editor, QLineEdit):
                plain[spec.name] = self._typed(spec, editor.text().strip())
        return replace(self.record, **plain), links

    def _typed(self, spec: FieldSpec, words: str) -> str | None:
        if spec.editor == "country":
            return (places.country_code(words) or words) if words else None
        if spec.editor == "date":
            return self._date(words)
        return words

    @staticmethod
    def _date(words: str) -> str | None:
        try:
            return parse_date(words) if words else None
        except KpdeskError:
            return words

    def problems(self) -> dict[str, str]:
        """Field -> what is wrong with it."""
        record, links = self.values()
        found = {problem.field: problem.message for problem in filing.problems(record, links)}
        country = getattr(record, "country", None)
        if country and country not in places.countries():
            found.setdefault("country", f"“{country}” is no country that kpdesk knows. Choose one from the list.")
        return found

    def keep(self, *, stay: bool = True) -> bool:
        """Write the record. False, with words beside the fields, where something is wrong.

        ``stay``: then the first wrong field has the focus.
        """
        found = self.problems()
        self._say(found)
        if found:
            if stay:
                self.focus_wrong()
            return False
        record, links = self.values()
        done = self._desk.do(filing.keep, record, links, new=self.new, again=self.keep)
        if done is None:
            return False
        self.dirty = False
        self.kept.emit(done.record.id)
        return True

    def _say(self, found: dict[str, str]) -> None:
        for name, fault in self._faults.items():
            words = found.get(name, "")
            fault.setText(words)
            fault.setVisible(bool(words))
            editor = self._editors[name]
            if bool(editor.property("problem")) != bool(words):
                restyle(editor, problem=bool(words))
            editor.setAccessibleDescription(words)


def held(editor: QWidget) -> Any:
    """What stands in a field, as ``hold`` takes it."""
    if isinstance(editor, LinkField):
        return editor.choice()
    if isinstance(editor, StancePicker):
        return editor.stance()
    if isinstance(editor, QComboBox):
        return editor.currentData()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()  # type: ignore[attr-defined]


def hold(editor: QWidget, words: Any) -> None:
    """Put into a field what ``held`` gave."""
    if isinstance(editor, LinkField):
        editor.set_choice(words)
    elif isinstance(editor, StancePicker):
        editor.set_stance(words)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(words)))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(words)
    elif isinstance(editor, QLineEdit):
        editor.setText(words)
