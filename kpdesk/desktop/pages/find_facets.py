"""The left side of Find: what narrows a search. Each choice shows its effect at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.link_field import LinkField
from kpdesk.desktop.forms.record_form import ChoiceBox
from kpdesk.desktop.models import spelling
from kpdesk.desktop.widgets import button, label, restyle, scrolled, vbox
from kpdesk.domain.dates import parse_date
from kpdesk.domain.finding import FOUND_KINDS, Criteria
from kpdesk.domain.vocabulary import STANCES, STATES
from kpdesk.errors import KpdeskError

KIND_WORDS = {
    "actor": "Actors",
    "meeting": "Meetings",
    "statement": "Statements",
    "position": "Positions",
    "source": "Texts",
}


class Facets(QFrame):
    """``changed`` whenever a choice did."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("look", "window")
        self.setAccessibleName("Narrow the search")
        self.kinds = {kind: QCheckBox(words) for kind, words in KIND_WORDS.items()}
        self.actor = LinkField(desk, "actor", "Actor")
        self.issue = LinkField(desk, "issue", "Issue")
        self.meeting = LinkField(desk, "meeting", "Meeting")
        self.tag = LinkField(desk, "tag", "Tag")
        self.links = {"actor_id": self.actor, "issue_id": self.issue, "meeting_id": self.meeting, "tag_id": self.tag}
        self.stance = self._choice("Stance", STANCES)
        self.state = self._choice("State", STATES)
        self.outlet = QLineEdit()
        self.since, self.until = QLineEdit(), QLineEdit()
        self.rejected = QCheckBox("Rejected records too")
        inner = QWidget()
        column = vbox(inner, margins=(16, 12, 16, 16), space=4)
        column.addWidget(label("Kind", "small", "text.2", heavy=True))
        for box in self.kinds.values():
            box.setChecked(True)
            box.toggled.connect(self._tell)
            column.addWidget(box)
        for words, field in (
            ("Actor", self.actor), ("Issue", self.issue), ("Stance", self.stance), ("Meeting", self.meeting),
            ("From", self.since), ("To", self.until), ("Outlet", self.outlet), ("Tag", self.tag), ("State", self.state),
        ):  # fmt: skip
            column.addSpacing(4)
            column.addWidget(label(words, "small", "text.2", heavy=True))
            column.addWidget(field)
        for line, words, hint in (
            (self.since, "From", "2010"),
            (self.until, "To", "June 2011"),
            (self.outlet, "Outlet", ""),
        ):
            line.setAccessibleName(words)
            line.setPlaceholderText(hint)
            line.textEdited.connect(self._tell)
        for link in self.links.values():
            link.chosen.connect(self._tell)
        self.rejected.toggled.connect(self._tell)
        column.addSpacing(4)
        column.addWidget(self.rejected)
        column.addSpacing(8)
        self.reset = button("Clear", self.clear, look="quiet")
        column.addWidget(self.reset)
        column.addStretch(1)
        vbox(self).addWidget(scrolled(inner, "Narrow the search"))

    def _choice(self, name: str, words: dict[str, str]) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.addItem("Any", None)
        for key, said in words.items():
            box.addItem(said[:1].upper() + said[1:], key)
        box.activated.connect(self._tell)
        return box

    def first(self) -> QWidget:
        return self.kinds["actor"]

    def criteria(self) -> Criteria:
        """The choices; a date that cannot be read is marked and left out."""
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        links: dict[str, Any] = {name: _id(link) for name, link in self.links.items()}
        return Criteria(
            kinds=kinds or FOUND_KINDS, **links,
            stance=self.stance.currentData(), state=self.state.currentData(), outlet=self.outlet.text().strip(),
            since=self._date(self.since), until=self._date(self.until), rejected=self.rejected.isChecked(),
        )  # fmt: skip

    def _date(self, field: QLineEdit) -> str | None:
        words = field.text().strip()
        try:
            value, fault = (parse_date(words) if words else None), ""
        except KpdeskError as error:
            value, fault = None, str(error)
        if bool(field.property("problem")) != bool(fault):
            restyle(field, problem=bool(fault))
        field.setToolTip(fault)
        field.setAccessibleDescription(fault)
        return value

    def show_criteria(self, wanted: Criteria) -> None:
        """Set the choices without telling."""
        self.blockSignals(True)
        for kind, box in self.kinds.items():
            box.setChecked(kind in wanted.kinds)
        for name, link in self.links.items():
            link.set_record(getattr(wanted, name))
        for choice, value in ((self.stance, wanted.stance), (self.state, wanted.state)):
            choice.setCurrentIndex(max(0, choice.findData(value)))
        self.outlet.setText(wanted.outlet)
        self.since.setText(spelling.date(wanted.since))
        self.until.setText(spelling.date(wanted.until))
        self.rejected.setChecked(wanted.rejected)
        self.blockSignals(False)

    def clear(self) -> None:
        """Nothing narrows any more."""
        self.show_criteria(Criteria())
        self._tell()

    def in_words(self) -> str:
        """A name for a search without words."""
        parts = [self.actor.text(), self.issue.text(), self.stance.currentText() if self.stance.currentData() else "",
                 self.meeting.text(), self.since.text(), self.until.text(), self.outlet.text(), self.tag.text()]  # fmt: skip
        return ", ".join(part for part in parts if part.strip()) or "Search"

    def _tell(self, *_args: object) -> None:
        self.changed.emit()


def _id(field: LinkField) -> str | None:
    choice = field.choice()
    return choice.record_id if choice else None
