"""The letter head of this case's briefings: who makes them, where, in which colour, under which logo."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit

from kpdesk.desktop import theme
from kpdesk.desktop.widgets import Deed, button, hbox, label


class LetterHead(QFrame):
    """``edited`` when a person finished a field. The logo is chosen by the page, which reads the file."""

    edited = Signal()

    def __init__(self, choose_logo: Deed, drop_logo: Deed) -> None:
        super().__init__()
        self.organisation, self.address, self.accent = (_line(*words) for words in _LINES)
        self.logo = button("Choose a logo…", choose_logo)
        self.drop = button("Remove it", drop_logo)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        for words, field in (("By", self.organisation), ("Address", self.address), ("Colour", self.accent)):
            told = label(words, ink="text.2")
            told.setMinimumWidth(theme.px(72))
            form.addRow(told, field)
            field.editingFinished.connect(self.edited.emit)
        row = hbox(space=8)
        row.addWidget(self.logo, 1)
        row.addWidget(self.drop)
        form.addRow(label("Logo", ink="text.2"), row)

    def values(self) -> dict[str, str]:
        """What the fields say."""
        fields = {"organisation": self.organisation, "address": self.address, "accent": self.accent}
        return {name: " ".join(field.text().split()) for name, field in fields.items()}

    def set_values(self, kept: dict[str, str]) -> None:
        """Show what is kept."""
        for name, field in (("organisation", self.organisation), ("address", self.address), ("accent", self.accent)):
            field.setText(kept.get(name, ""))
            field.setCursorPosition(0)
        self.drop.setVisible(bool(kept.get("logo")))
        self.logo.setText("Choose another…" if kept.get("logo") else "Choose a logo…")


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


_LINES = (
    ("Organisation in the letter head", "your organisation"),
    ("Address in the letter head", "street, town, web"),
    ("Colour of headings", "as in 1b4b73"),
)
