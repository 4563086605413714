"""Which actors have a lane of their own on the timeline, and in what order: tick and move, seen at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kpdesk.analysis.timeline_data import PresenceEntry
from kpdesk.desktop.filter_field import FilterField
from kpdesk.desktop.forms.check_list import CheckList
from kpdesk.desktop.overlay import Overlay
from kpdesk.desktop.widgets import button, hbox, icon_button, label, vbox
from kpdesk.domain.wording import counted


class LaneChooser(Overlay):
    """``chosen(ids)`` after each tick or move: the ticked actors from top to bottom, none for all."""

    chosen = Signal(list)

    def __init__(self, window: QWidget, presences: Sequence[PresenceEntry], ids: Sequence[str]) -> None:
        super().__init__(window, width=480, name="Actors with lanes")
        names = {p.actor_id: p.actor for p in presences}
        meetings = Counter(i for i, _ in {(p.actor_id, p.meeting_id) for p in presences})
        others = sorted((i for i in names if i not in ids), key=lambda i: (-meetings[i], names[i].casefold()))
        self.filter = FilterField("Filter the actors")
        self.rows = CheckList("Actors with lanes", movable=True, rows=12)
        self.rows.fill(
            (i, f"{names[i]}   {counted(meetings[i], 'meeting')}", i in ids, True) for i in (*ids, *others)
        )  # fmt: skip
        self.rows.edited.connect(self._on_edited)
        self.filter.settled.connect(self._on_filter)
        self.filter.left.connect(self._to_rows)
        self.everyone = button("All actors", self._untick, look="quiet")
        column = vbox(self.panel, margins=(24, 16, 16, 16), space=8)
        top = hbox(space=8)
        top.addWidget(label("Actors with lanes", "title"), 1)
        top.addWidget(icon_button("x", "Close", self.leave, size=16))
        column.addLayout(top)
        column.addWidget(self.filter)
        column.addWidget(self.rows)
        column.addWidget(
            label(
                "Space ticks. Ctrl+Up and Ctrl+Down, or dragging, move a lane. None ticked: all.",
                "small",
                "text.2",
                wrap=True,
            )
        )
        foot = hbox(space=8)
        foot.addWidget(button("Done", self.leave, look="main", key="Esc"))
        foot.addWidget(self.everyone)
        foot.addStretch(1)
        column.addLayout(foot)
        self.everyone.setEnabled(bool(ids))

    def open(self) -> None:
        super().open()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_edited(self) -> None:
        ids = self.rows.ids(ticked=True)
        self.everyone.setEnabled(bool(ids))
        self.chosen.emit(ids)

    def _on_filter(self) -> None:
        words = self.filter.text().casefold().split()
        for n in range(self.rows.count()):
            name = self.rows.item(n).text().casefold()
            self.rows.setRowHidden(n, not all(word in name for word in words))

    def _to_rows(self) -> None:
        first = next((n for n in range(self.rows.count()) if not self.rows.isRowHidden(n)), None)
        if first is not None:
            self.rows.setCurrentRow(first)
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _untick(self) -> None:
        for n in range(self.rows.count()):
            self.rows.item(n).setCheckState(Qt.CheckState.Unchecked)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
