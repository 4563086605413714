"""One record that both copies changed: both sides with who and when, and which one counts, field by field."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.widgets import clear, label, vbox
from kpdesk.services.merge_back import Clash

Question = tuple[str, ...]


class ClashCard(QWidget):
    """``decided(question, "here" or "there")`` for each choice made by hand."""

    decided = Signal(tuple, str)

    def __init__(self) -> None:
        super().__init__()
        self.clash: Clash | None = None
        self._groups: dict[Question, QButtonGroup] = {}
        self.heading = label("", "title", wrap=True)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        column = vbox(self, space=8)
        column.addWidget(self.heading)
        column.addWidget(self._body)

    def show_clash(self, clash: Clash, decisions: dict[Question, str]) -> None:
        """Show it with what was decided so far."""
        self.clash = clash
        self._body.hide()  # rows made while it is hidden are laid out at their full height
        clear(self._grid)
        self._groups = {}
        kind = clash.key[0].replace("_", " ")
        self.heading.setText(f"{kind.capitalize()}: {clash.name}")
        for at, words in ((1, "As it was"), (2, f"Mine · {clash.here}"), (3, f"Theirs · {clash.there}")):
            if at > 1 or clash.differences:
                self._grid.addWidget(label(words, "small", "text.2", wrap=True), 0, at)
        if clash.removed:
            kept = ("changed", "removed") if clash.removed == "there" else ("removed", "changed")
            self._row(1, "Record", "", *kept, clash.key, decisions.get(clash.key))
        for number, each in enumerate(clash.differences, 1):
            question = (*clash.key, each.field)
            self._row(number, each.label, each.before, each.here, each.there, question, decisions.get(question))
        for at in (1, 2, 3):
            self._grid.setColumnStretch(at, 1)
        self._body.show()

    def _row(
        self, number: int, name: str, before: str, here: str, there: str, question: Question, chosen: str | None
    ) -> None:
        said = label(name, ink="text.2", wrap=True)
        said.setFixedWidth(theme.px(96))
        self._grid.addWidget(said, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label(before, wrap=True), number, 1, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self._body)
        for at, side, words in ((2, "here", here), (3, "there", there)):
            box = QWidget()
            cell = vbox(box, space=4)
            choice = QRadioButton("Mine" if side == "here" else "Theirs")
            choice.setAccessibleName(f"{name}, {'mine' if side == 'here' else 'theirs'}: {words}")
            choice.setProperty("side", side)
            choice.setChecked(chosen == side)
            choice.clicked.connect(partial(self._on_chosen, question, side))
            group.addButton(choice)
            cell.addWidget(choice)
            cell.addWidget(label(words, wrap=True))
            self._grid.addWidget(box, number, at, Qt.AlignmentFlag.AlignTop)
        self._groups[question] = group

    def _on_chosen(self, question: Question, side: str, _checked: bool = False) -> None:
        self.decided.emit(question, side)

    def choose_all(self, side: str) -> None:
        """Take one side for every field of this record."""
        for question, group in self._groups.items():
            for choice in group.buttons():
                if choice.property("side") == side:
                    choice.setChecked(True)
            self.decided.emit(question, side)

    def first(self) -> QWidget | None:
        """Where the focus belongs."""
        for group in self._groups.values():
            return group.checkedButton() or group.buttons()[0]
        return None
