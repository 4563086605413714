"""F1: every key that holds here, made from the same table as the commands themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kpdesk.desktop import actions, theme
from kpdesk.desktop.overlay import Overlay
from kpdesk.desktop.widgets import clear, hbox, icon_button, label, scrolled, vbox

if TYPE_CHECKING:
    from kpdesk.desktop.main_window import MainWindow

_WITH = {"sources": ("reader", "list"), "review": ("review", "reader"), "actors": ("list",),
         "meetings": ("timeline", "list"), "positions": ("matrix", "list"), "briefings": ("briefings",),
         "merge_back": ("merge_back",)}  # fmt: skip


class CheatSheet(Overlay):
    """The page's own keys first, then those that hold everywhere, in two columns."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, width=880, name="Keys")
        self._main = window
        place = window.page.place if window.page else ""
        self.places = (*_WITH.get(place, ("list",)), "everywhere")
        column = vbox(self.panel, margins=(24, 16, 16, 16), space=8)
        top = hbox(space=8)
        top.addWidget(label("Keys", "title"), 1)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter…")
        self.field.setAccessibleName("Filter the keys")
        self.field.setFixedWidth(theme.px(200))
        self.field.textChanged.connect(self._fill)
        top.addWidget(self.field)
        self.close_button = icon_button("x", "Close", self.leave, size=16)
        top.addWidget(self.close_button)
        column.addLayout(top)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 16, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        area = scrolled(self._body, "Keys")
        area.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        column.addWidget(area, 1)
        if not window.desk.settings.single_keys:
            column.addWidget(label("Single-letter keys are switched off in Settings.", "small", "text.2"))
        self._fill("")

    def wanted_height(self, most: int) -> int:
        return most

    def open(self) -> None:
        super().open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def rows(self) -> list[tuple[str, str, str]]:
        """(place, words, keys) of everything that is printed."""
        found = []
        for place in self.places:
            for action in actions.of_place(place):
                keys = "  ".join(native(key) for key in actions.keys_of(action, self._main.desk.settings))
                if keys:
                    found.append((actions.PLACE_NAMES[place], action.text, keys))
        return found

    def _fill(self, words: str) -> None:
        clear(self._grid)
        row = column = 0
        group = ""
        wanted = words.casefold().split()
        shown = [r for r in self.rows() if all(w in f"{r[1]} {r[2]}".casefold() for w in wanted)]
        for place, said, keys in shown:
            if place != group:
                group = place
                row += 1 if column else 0
                column = 0
                head = label(place, heavy=True)
                head.setContentsMargins(0, 12 if row else 0, 0, 4)
                self._grid.addWidget(head, row, 0, 1, 4)
                row += 1
            made = label(keys, "small", "text.2")
            made.setMinimumWidth(theme.px(120))
            self._grid.addWidget(made, row, column * 2)
            self._grid.addWidget(label(said, wrap=True), row, column * 2 + 1)
            row, column = (row + 1, 0) if column or self._around.width() < 800 else (row, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._grid.setRowStretch(row + 1, 1)


def native(key: str) -> str:
    """A key as this system writes it; words such as "Letters" stay."""
    made = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return made or key


def open_cheat_sheet(window: MainWindow) -> CheatSheet:
    """Open it over the window."""
    made = CheatSheet(window)
    made.open()
    return made
