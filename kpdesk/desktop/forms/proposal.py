"""The fields of one proposal on the review card, by kind. What was changed is told to ``services.correcting``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.choosers import ChoiceBox, StancePicker, WordsEdit
from kpdesk.desktop.forms.link_field import LinkField
from kpdesk.desktop.widgets import hbox, label, restyle, vbox
from kpdesk.domain.vocabulary import ACTOR_KINDS, MEETING_KINDS, MODES, OUTCOMES, PARTICIPATIONS
from kpdesk.services import choices, correcting
from kpdesk.services.choices import Choice

_LISTS = {
    "actor.kind": ACTOR_KINDS, "meeting.kind": MEETING_KINDS, "mode": MODES, "how": PARTICIPATIONS, "result": OUTCOMES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its name in ``correcting``, its words, its editor, and what an empty one says."""

    name: str
    words: str
    editor: str = "line"  # line, actor, meeting, issue, country, list, stance, issues, tags
    hint: str = ""


FORMS: dict[str, tuple[Row, ...]] = {
    "actor": (
        Row("name", "Name"),
        Row("kind", "Kind", "list"),
        Row("role_title", "Role", hint="not known"),
        Row("role_of", "Of", "actor", "not known"),
        Row("role_dates", "Dates", hint="not known"),
        Row("country", "Country", "country", "not known"),
    ),
    "affiliation": (
        Row("member_id", "Who", "actor"),
        Row("role", "Role", hint="member"),
        Row("of_id", "Of", "actor"),
        Row("when", "Dates", hint="not known"),
    ),
    "meeting": (
        Row("name", "Name"),
        Row("kind", "Kind", "list"),
        Row("when", "When", hint="not known"),
        Row("place", "Place", hint="not known"),
        Row("country", "Country", "country", "not known"),
        Row("chair_id", "Chair", "actor", "not known"),
        Row("host_id", "Host", "actor", "not known"),
    ),
    "participation": (Row("actor_id", "Who", "actor"), Row("how", "How", "list"), Row("meeting_id", "Meeting", "meeting")),
    "statement": (
        Row("speaker_id", "Speaker", "actor", "not known"),
        Row("on_behalf_of_id", "For", "actor", "for nobody else"),
        Row("told_to", "Told to", hint="not known"),
        Row("said_on", "Said on", hint="not known"),
        Row("said_at_id", "Said at", "meeting", "not at a meeting"),
        Row("mode", "Mode", "list"),
        Row("issues", "Issues", "issues", "none yet"),
        Row("tags", "Tags", "tags", "words, with commas"),
    ),
    "position": (
        Row("stance", "Stance", "stance"),
        Row("holder_id", "Holder", "actor"),
        Row("issue_id", "Issue", "issue"),
        Row("claimed_by_id", "Claimed by", "actor", "the holder itself"),
        Row("as_of", "As of", hint="not known"),
    ),
    "echo": (),
    "outcome": (Row("result", "Result", "list"), Row("claimant_id", "Told by", "actor", "not known")),
}  # fmt: skip


Sheet = tuple[QWidget, dict[str, QWidget], dict[str, QLabel]]  # the fields of a kind, and what is wrong with each


class ProposalForm(QWidget):
    """Fields of one record. ``edited`` when a person changed one; ``stance_picked`` when a stance was clicked."""

    edited = Signal()
    stance_picked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.key: tuple[str, str] | None = None
        self._editors: dict[str, QWidget] = {}
        self._faults: dict[str, QLabel] = {}
        self._sheets: dict[tuple[str, ...], Sheet] = {}
        self._kind = ""
        self._rows_shown: list[Row] = []
        self._before: dict[str, Any] = {}
        self._column = vbox(self, space=8)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show another record's fields, as they are in the case."""
        self.key = (kind, record_id)
        values = correcting.form_values(self._desk.case, kind, record_id)
        rows = self._rows(kind, values)
        if [r.name for r in rows] != list(self._editors) or self._kind != kind:
            self._build(kind, rows)
        self._rows_shown = rows
        for row in rows:
            self._set(row, values.get(row.name))
        self._before = self._read()
        self.say_problem("", "")

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, right or wrong."""
        return self._read()

    def retype(self, typed: dict[str, Any]) -> None:
        """Put back what ``typed`` gave."""
        for row in self._rows_shown:
            if row.name in typed:
                self._set(row, typed[row.name])
        self.edited.emit()

    def say_problem(self, field: str, words: str) -> bool:
        """Say what is wrong beside one field, and put the focus there; False where there is no such field."""
        for name, fault in self._faults.items():
            said = words if name == field else ""
            fault.setText(said)
            fault.setVisible(bool(said))
            editor = self._editors[name]
            if bool(editor.property("problem")) != bool(said):
                restyle(editor, problem=bool(said))
            editor.setAccessibleDescription(said)
        if field not in self._faults:
            return False
        self._editors[field].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def changed(self) -> dict[str, Any]:
        """The fields that a person changed, for ``correcting.correct``; a role goes with its two companions."""
        now = self._read()
        found = {name: value for name, value in now.items() if value != self._before.get(name)}
        if any(name.startswith("role_") for name in found):
            found |= {name: value for name, value in now.items() if name.startswith("role_")}
        return found

    def first(self) -> QWidget | None:
        """Where Edit puts the focus."""
        first = next(iter(self._editors.values()), None)
        return first.first() if isinstance(first, StancePicker) else first

    def has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    # building

    def _rows(self, kind: str, values: dict[str, Any]) -> list[Row]:
        """People get a role; other actors only where one was read."""
        rows = list(FORMS[kind])
        if kind == "actor" and values.get("kind") != "person" and not values.get("role_of"):
            rows = [r for r in rows if not r.name.startswith("role_")]
        return rows

    def _build(self, kind: str, rows: list[Row]) -> None:
        """The fields of a kind; made once, for the next record is often of a kind seen before."""
        names = (kind, *(r.name for r in rows))
        for other, _, _ in self._sheets.values():
            other.hide()
        if names not in self._sheets:
            self._sheets[names] = self._sheet(kind, rows)
            self._column.addWidget(self._sheets[names][0])
        sheet, self._editors, self._faults = self._sheets[names]
        self._kind = kind
        sheet.show()

    def _sheet(self, kind: str, rows: list[Row]) -> Sheet:
        sheet = QWidget()
        column = vbox(sheet, space=8)
        editors: dict[str, QWidget] = {}
        faults: dict[str, QLabel] = {}
        for row in rows:
            editor = self._editor(kind, row)
            editors[row.name] = editor
            line = hbox(space=8)
            words = label(row.words, "small", "text.2")
            words.setFixedWidth(theme.px(72))
            words.setBuddy(editor)
            line.addWidget(words)
            line.addWidget(editor, 1)
            column.addLayout(line)
            fault = label("", "small", "error", wrap=True)
            fault.setContentsMargins(theme.px(80), 0, 0, 0)
            fault.hide()
            column.addWidget(fault)
            faults[row.name] = fault
        for before, after in pairwise(editors.values()):
            QWidget.setTabOrder(before, after)
        return sheet, editors, faults

    def _editor(self, kind: str, row: Row) -> QWidget:
        if row.editor in ("actor", "meeting", "issue"):
            made = LinkField(self._desk, row.editor, row.words)
            made.setPlaceholderText(row.hint)
            made.textEdited.connect(lambda _text: self.edited.emit())
            return made
        if row.editor == "list":
            box = ChoiceBox(_LISTS.get(row.name) or _LISTS[f"{kind}.{row.name}"], row.words)
            box.activated.connect(lambda _n: self.edited.emit())
            return box
        if row.editor == "stance":
            picker = StancePicker()
            picker.changed.connect(self.stance_picked)
            return picker
        if row.editor in ("issues", "tags"):
            search = self._issues if row.editor == "issues" else self._tags
            words = WordsEdit(search, row.words, placeholder=row.hint)
            words.textEdited.connect(lambda _text: self.edited.emit())
            return words
        return self._line(row)

    def _line(self, row: Row) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(row.words)
        line.setPlaceholderText(row.hint)
        if row.editor == "country":
            completer = QCompleter([c.name for c in choices.country_choices("")] or [], line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)
        line.textEdited.connect(lambda _text: self.edited.emit())
        return line

    def _issues(self, words: str) -> list[Choice]:
        return choices.issues(self._desk.case, words)

    def _tags(self, words: str) -> list[Choice]:
        return choices.tags(self._desk.case, words)

    # values

    def _set(self, row: Row, value: Any) -> None:
        editor = self._editors[row.name]
        if isinstance(editor, LinkField):
            editor.set_choice(value)
        elif isinstance(editor, ChoiceBox):
            editor.set_key(value)
        elif isinstance(editor, StancePicker):
            editor.set_stance(value)
        elif isinstance(editor, WordsEdit):
            editor.set_words([v.name if isinstance(v, Choice) else v for v in value or ()])
        elif isinstance(editor, QLineEdit):
            editor.setText(value or "")
            editor.setCursorPosition(0)

    def _read(self) -> dict[str, Any]:
        readers: dict[type, Callable[[Any], Any]] = {
            LinkField: lambda e: e.choice(),
            ChoiceBox: lambda e: e.key(),
            StancePicker: lambda e: e.stance(),
        }
        found: dict[str, Any] = {}
        for name, editor in self._editors.items():
            if isinstance(editor, WordsEdit):
                words = editor.words()
                found[name] = self._chosen_issues(words) if name == "issues" else words
            elif type(editor) in readers:
                found[name] = readers[type(editor)](editor)
            elif isinstance(editor, QLineEdit):
                found[name] = " ".join(editor.text().split())
        return found

    def _chosen_issues(self, words: list[str]) -> list[Choice]:
        known = {i.label.casefold(): i for i in self._desk.case.all("issue")}
        return [
            Choice(name=i.label, record_id=i.id) if (i := known.get(w.casefold())) else Choice(name=w) for w in words
        ]
