"""The reference list: bodies, people, meetings and countries of the field, to look up and to take into the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.filter_field import FilterField
from kpdesk.desktop.models.plain_table import PlainTable
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import Segmented, button, hbox, label, share_width, vbox
from kpdesk.services import reference_list

TITLES = ("Name", "About", "Country", "When", "Also written", "In this case")
WIDTHS = (260, 320, 140, 160, 260, 96)


class ReferencePage(Page):
    """Each entry with where its facts come from; adding some is one deed, with Undo."""

    place = "reference"
    name = "Reference list"
    reads = ("actor", "meeting")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.switch = Segmented(tuple(reference_list.SECTIONS.items()), "Section")
        self.switch.chosen.connect(lambda _key: self.reload())
        self.add_button = button("Add to this case", self.add, look="main")
        self.filter = FilterField("Filter the reference list")
        self.filter.setMaximumWidth(400)
        self.model = PlainTable(TITLES, self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName("Reference list")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.horizontalHeader().setHighlightSections(False)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._say_source())
        for number, width in enumerate(WIDTHS):
            self.view.setColumnWidth(number, theme.px(width))
        self.source = label("", "small", "text.2", wrap=True)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows: list[reference_list.Row] = []
        page = QFrame()
        page.setProperty("look", "page")
        column = vbox(page)
        top = hbox(margins=(16, 8, 16, 8), space=8)
        top.addWidget(self.filter, 1)
        top.addWidget(label("Facts that ship with kpdesk, each with its source", "small", "text.2"))
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        foot = QFrame()
        foot.setProperty("look", "window")
        hbox(foot, margins=(16, 8, 16, 8)).addWidget(self.source, 1)
        column.addWidget(foot)
        vbox(self).addWidget(page)
        self.filter.settled.connect(self.reload)
        self.filter.left.connect(self.view.setFocus)

    def count_text(self) -> str:
        return f"{len(self._rows):,} {reference_list.SECTIONS[self.switch.key()].lower()}"

    def header_widgets(self) -> list[QWidget]:
        return [self.switch, self.add_button]

    def show_where(self, **where: Any) -> None:
        if section := where.get("section"):
            self.switch.choose(section)
        self.reload()

    def where(self) -> dict[str, Any]:
        return {"section": self.switch.key()}

    def reload(self, changes: object = None) -> None:
        if self.desk.case is None:
            return
        current = self.view.currentIndex().row()
        self._rows = reference_list.rows(self.switch.key(), self.filter.text(), self.desk.case)
        self.model.show_rows(
            [(r.key, (r.name, r.about, r.country, r.when, r.names, "yes" if r.here else "")) for r in self._rows]
        )
        if self._rows:
            self.view.selectRow(min(max(0, current), len(self._rows) - 1))
        self.header_changed.emit()

    def find(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def fit(self, width: int) -> None:
        QTimer.singleShot(0, self, lambda: share_width(self.view, WIDTHS))

    def panes(self) -> list[QWidget]:
        return [self.view, self.filter]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"find.here": self.find}

    def _say_source(self) -> None:
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self._rows):
            self.source.setText("")
            return
        entry = self._rows[row]
        words = "Source: " + "   ".join(entry.sources[:3]) if entry.sources else ""
        self.source.setText(words if entry.certain else f"Not certain: never linked without you.   {words}")

    def add(self) -> None:
        """Take the selected entries into the case."""
        keys = [self.model.key(index.row()) for index in self.view.selectionModel().selectedRows()]
        if keys:
            self.desk.do(reference_list.add, keys)
