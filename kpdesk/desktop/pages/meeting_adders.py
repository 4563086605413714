"""One-line forms on a meeting's page: an agenda item, an account of its outcome, who came and how."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.choosers import ChoiceBox
from kpdesk.desktop.forms.link_field import LinkField
from kpdesk.desktop.widgets import button, hbox, label
from kpdesk.domain.records import AgendaItem, Outcome, Participation
from kpdesk.domain.vocabulary import OUTCOMES, PARTICIPATIONS
from kpdesk.services import filing


class Adder(QWidget):
    """A choice of words (or none), a name with completion, and a button; ``add`` keeps the record with Undo."""

    def __init__(self, desk: Desk, kind: str, name: str, words: str, choices: dict[str, str] | None = None) -> None:
        super().__init__()
        self._desk = desk
        row = hbox(self, space=8)
        self.box = ChoiceBox(choices, f"{words}: which") if choices else None
        if self.box is not None:
            self.box.setMaximumWidth(theme.px(144))
            row.addWidget(self.box)
            row.addWidget(label("says" if kind == "actor" and choices is OUTCOMES else "", ink="text.2"))
        self.field = LinkField(desk, kind, name)
        self.field.setPlaceholderText(name)
        self.field.setMaximumWidth(theme.px(240))
        self.field.returnPressed.connect(self.add)
        row.addWidget(self.field, 1)
        self.button = button(words, self.add)
        row.addWidget(self.button)
        row.addStretch(1)

    def record(self) -> Any:
        """The record to keep, but for the link that the field names."""
        raise NotImplementedError

    link = ""
    needed = True

    def add(self) -> None:
        choice = self.field.choice()
        if choice is None and self.needed:
            self.field.setFocus()
            self._desk.say(f"{self.field.accessibleName()}: write a name first.")
            return
        self._desk.do(filing.keep, self.record(), {self.link: choice}, new=True)


class AgendaAdder(Adder):
    link = "issue_id"

    def __init__(self, desk: Desk, meeting_id: str, ordinal: int) -> None:
        super().__init__(desk, "issue", "Issue", "Add to the agenda")
        self._meeting_id, self._ordinal = meeting_id, ordinal

    def record(self) -> AgendaItem:
        return AgendaItem(meeting_id=self._meeting_id, ordinal=self._ordinal)


class AccountAdder(Adder):
    link, needed = "claimant_id", False

    def __init__(self, desk: Desk, agenda_item_id: str) -> None:
        super().__init__(desk, "actor", "Who says so", "Add an account", OUTCOMES)
        self._item_id = agenda_item_id

    def record(self) -> Outcome:
        return Outcome(agenda_item_id=self._item_id, result=self.box.key() if self.box else "none")


class PresenceAdder(Adder):
    link = "actor_id"

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__(desk, "actor", "Who", "Add", PARTICIPATIONS)
        self._meeting_id = meeting_id

    def record(self) -> Participation:
        return Participation(meeting_id=self._meeting_id, actor_id="", how=self.box.key() if self.box else "attended")
