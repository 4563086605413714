"""Positions: the matrix as of any day, the network of agreement, and all positions as a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from kpdesk.analysis.date_spans import span_of
from kpdesk.analysis.ledger import STANCE_CODES, WINDOW_DAYS, LedgerIndex
from kpdesk.analysis.ledger_picture import Ledger, LedgerData, cell_words, ledger, ledger_index
from kpdesk.analysis.network import Network, Pair, network, shared_issues
from kpdesk.desktop import actions, notices
from kpdesk.desktop.canvases.ledger import LedgerCanvas
from kpdesk.desktop.canvases.network import NetworkCanvas
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.cell_panel import CellPanel
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.pages.positions_bar import PositionsBar
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.desktop.widgets import EmptyState, Segmented, button, ground, vbox
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import from_day
from kpdesk.domain.vocabulary import STANCES
from kpdesk.services import pictures, positions


class PositionsPage(Page):
    """``show_where``: view ("matrix", "network", "table"), actor_id, issue_id, new."""

    place = "positions"
    name = "Positions"
    action_places = ("matrix", "list")
    holders = {"table.card": {"view": "table"}}  # noqa: RUF012
    reads = ("position", "actor", "issue", "affiliation", "anchor", "source")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.data = LedgerData()
        self.index = LedgerIndex(())
        self.ledger: Ledger | None = None
        self.closed_blocs: frozenset[str] = frozenset()
        self.matrix = LedgerCanvas()
        self.matrix.opened.connect(self._on_cell)
        self.matrix.chosen.connect(self._on_chosen)
        self.matrix.bloc_turned.connect(self._on_bloc)
        self.network = NetworkCanvas()
        self.network.chosen.connect(self._on_actor)
        self.panel = CellPanel(desk)
        self.panel.closed.connect(lambda: self._picture().setFocus())
        self.table = TablePane(desk, "positions", self._empty())
        self.table.counted.connect(self.header_changed)
        self.bar = PositionsBar()
        self.bar.changed.connect(self._show)
        self.stack = QStackedWidget()
        for part in (self._drawn(), self.table, self._empty()):
            self.stack.addWidget(part)
        vbox(self).addWidget(self.stack)
        self.switch = Segmented((("matrix", "Matrix"), ("network", "Network"), ("table", "Table")))
        self.switch.chosen.connect(lambda key: desk.go("positions", view=key))
        self.file_button = button("Make a file", self.make_file, look="main", key=actions.shown("view.file"))
        desk.range_changed.connect(self._on_range)
        self._stale = True

    def _empty(self) -> EmptyState:
        return EmptyState(
            "scale",
            "No positions yet.",
            "A position says who supports or opposes what, as of a date. Accept one in Review, or tag a passage.",
            "Open Review",
            lambda: self.desk.go("review"),
        )

    def _drawn(self) -> QWidget:
        whole = ground()
        column = vbox(whole)
        column.addWidget(self.bar)
        self.pictures = QStackedWidget()
        self.no_pairs = EmptyState("network", "Nobody shares an issue here.", "Two actors are joined when both have a clear stance on one issue within the two years before the day chosen, or in the brushed range.", "Show the matrix", lambda: self.desk.go("positions", view="matrix"))  # fmt: skip
        for part in (self.matrix, self.network, self.no_pairs):
            self.pictures.addWidget(part)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.pictures)
        self.panel.setMinimumWidth(320)
        self.panel.hide()
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([900, 360])
        self.split = split
        column.addWidget(split, 1)
        return whole

    # what the window asks

    def count_text(self) -> str:
        if self.stack.currentWidget() is self.table:
            return self.table.count_text()
        undated = f", {self.index.undated} without a date" if self.index.undated else ""
        if self.switch.key() == "network" and self.data.positions:
            actors, pairs = len(self.network.network.actors), len(self.network.network.pairs)
            return f"{actors:,} actor{'' if actors == 1 else 's'}, {pairs:,} pair{'' if pairs == 1 else 's'}"
        n = len(self.ledger.rows) if self.ledger else 0
        return f"{n:,} actor{'' if n == 1 else 's'}{undated}"

    def header_widgets(self) -> list[QWidget]:
        return [self.switch, self.file_button]

    def show_where(self, **where: Any) -> None:
        if self._stale:
            self.reload(None)
        if view := where.get("view"):
            self.switch.choose(view)
        if where.get("new"):
            self.switch.choose("table")
        self._show_view()
        if where.get("new"):
            self.table.new()
        elif self.ledger and (actor_id := where.get("actor_id")):
            self._go_to(actor_id, where.get("issue_id"))

    def where(self) -> dict[str, Any]:
        return {"view": self.switch.key(), "new": False, "actor_id": None}

    def reload(self, changes: Changes | None = None) -> None:
        if self.desk.case is None:
            self.data, self.index, self.ledger = LedgerData(), LedgerIndex(()), None
            self._stale = True
            return
        self._stale = False
        self.data = positions.ledger_data(self.desk.case)
        self.index = ledger_index(self.data)
        self.bar.set_days(self.index.change_days, keep=changes is not None)
        self.bar.set_issues([self.data.issues.get(i, "") for i in self.index.issues])
        self._show_view()
        self.header_changed.emit()

    def find(self) -> None:
        (self.table.find if self.stack.currentWidget() is self.table else self.bar.filter.setFocus)()

    def panes(self) -> list[QWidget]:
        if self.stack.currentWidget() is self.table:
            return [self.table.view]
        return [self.bar.slider, self._picture(), self.panel]

    def fit(self, width: int) -> None:
        self.table.fit(width)
        self.bar.show_for(self.switch.key(), width)

    def handlers(self) -> dict[str, Callable[[], object]]:
        if self.stack.currentWidget() is self.table:
            return {**self.table.handlers(), "view.file": self.make_file}
        return {
            "matrix.earlier": self.bar.earlier,
            "matrix.later": self.bar.later,
            "evidence": self.evidence,
            "view.file": self.make_file,
            "brief": self._brief,
        }

    # what is shown

    def _show_view(self) -> None:
        key = self.switch.key()
        if key == "table":
            self.table.reload()
            self.stack.setCurrentWidget(self.table)
        else:
            self.stack.setCurrentIndex(0 if self.data.positions else 2)
            self.bar.show_for(key, self.width())
            self.panel.hide()
            self._show()
            self._picture().setFocus(Qt.FocusReason.OtherFocusReason)
        self.header_changed.emit()

    def _show(self) -> None:
        """Lay the present picture out for the day chosen."""
        if self.desk.case is None or not self.data.positions:
            self.ledger = None
            return
        if self.switch.key() == "network":
            net = self._network()
            self.network.show_network(net)
            self.pictures.setCurrentWidget(self.network if net.pairs else self.no_pairs)
        else:
            self.ledger = self._ledger()
            self.matrix.show_ledger(self.ledger)
            self.pictures.setCurrentWidget(self.matrix)
            if self.panel.isVisible() and self.matrix.selected and self.matrix.selected[1] >= 0:
                self._on_cell(*self.matrix.selected)
        self.header_changed.emit()

    def _ledger(self) -> Ledger:
        return ledger(
            self.index, self.data, self.bar.day, reviewed_only=self.bar.reviewed.isChecked(),
            compared_day=self.bar.compared_day(), closed=self.closed_blocs, words=self.bar.filter.text(),
        )  # fmt: skip

    def window_days(self) -> tuple[int, int]:
        """The days that the network looks at: the brushed range, else two years up to the day chosen."""
        if self.desk.range is not None:
            first, last = span_of(self.desk.range[0]), span_of(self.desk.range[1])
            if first and last:
                return first.first, last.last
        return self.bar.day - WINDOW_DAYS + 1, self.bar.day

    def _network(self) -> Network:
        chosen = self.bar.issue.currentData()
        first, last = self.window_days()
        return network(
            self.index, dict(self.data.names), first, last,
            issues=frozenset() if chosen is None else frozenset({chosen}), reviewed_only=self.bar.reviewed.isChecked(),
        )  # fmt: skip

    # what happens

    def _picture(self) -> QWidget:
        return self.matrix if self.switch.key() == "matrix" else self.network

    def _on_range(self) -> None:
        """A brush on the timeline: as of its end, and what changed since its beginning."""
        span = self.desk.range
        if span is not None and (first := span_of(span[0])) and (last := span_of(span[1])):
            self.bar.choose_day(last.last, compared=first.first)
        elif span is None:
            self.bar.compare.clear()
            self._show()

    def _on_bloc(self, row: int) -> None:
        if self.ledger is not None:
            self.closed_blocs ^= {self.index.holders[self.ledger.rows[row].holder]}
            self._show()

    def _on_chosen(self, row: int, column: int) -> None:
        if self.panel.isVisible() and column >= 0:
            self._on_cell(row, column)

    def _on_cell(self, row: int, column: int) -> None:
        if self.ledger is None:
            return
        holder_id = self.index.holders[self.ledger.rows[row].holder]
        if column < 0:
            self.desk.go("actors", actor_id=holder_id, tab="positions")
            return
        _, issue = self.ledger.cell(row, column)
        self.panel.show_cell(
            holder_id, self.ledger.name(row), self.index.issues[issue], self.ledger.columns[column].title,
            cell_words(self.ledger, row, column), reviewed_only=self.bar.reviewed.isChecked(),
        )  # fmt: skip

    def _go_to(self, actor_id: str, issue_id: str | None) -> None:
        if self.ledger is None or actor_id not in self.index.holders:
            return
        holder = self.index.holders.index(actor_id)
        row = next((n for n, r in enumerate(self.ledger.rows) if r.holder == holder), None)
        column = next((n for n, c in enumerate(self.ledger.columns) if self.index.issues[c.issue] == issue_id), -1)
        if row is not None:
            self.matrix.select(row, column)

    def _on_actor(self, n: int) -> None:
        net = self.network.network
        if n < 0:
            self.panel.hide()
            return
        own = sorted((p for p in net.pairs if n in (p.a, p.b)), key=lambda p: (-(p.agree + p.differ), net.names[p.a]))
        words = self.network.words().removeprefix(f"{net.names[n]}, ")
        self.panel.show_rows(
            net.names[n],
            words,
            [(_pair_row(net.names[p.b if p.a == n else p.a], p), partial(self._on_pair, p)) for p in own],
        )

    def _on_pair(self, pair: Pair) -> None:
        net, (first, last) = self.network.network, self.window_days()
        rows: list[tuple[str, Callable[[], object]]] = []
        for issue, a, b in shared_issues(
            self.index, net, pair, last, first, reviewed_only=self.bar.reviewed.isChecked()
        ):
            title = self.data.issues.get(self.index.issues[issue], "")
            for side, code in ((pair.a, a), (pair.b, b)):
                holder = self.index.holders[net.actors[side]]
                words = f"{title}: {net.names[side]}, {STANCES[STANCE_CODES[code]].lower()}"
                rows.append(
                    (words, partial(self._open_evidence, holder, net.names[side], self.index.issues[issue], title))
                )
        self.panel.show_rows(f"{net.names[pair.a]} and {net.names[pair.b]}", _pair_row("", pair), rows)

    def _open_evidence(self, holder_id: str, holder: str, issue_id: str, issue: str) -> None:
        self.panel.show_cell(holder_id, holder, issue_id, issue, "", reviewed_only=self.bar.reviewed.isChecked())

    def evidence(self) -> None:
        """The characters behind the current cell."""
        if self.switch.key() == "matrix" and self.matrix.selected and self.matrix.selected[1] >= 0:
            self._on_cell(*self.matrix.selected)
            self.panel.show_evidence()
        elif self.panel.isVisible() and self.panel.entries:
            self.panel.show_evidence()
        else:
            self.desk.say("Select a cell first.")

    def _brief(self) -> None:
        row = self.matrix.selected[0] if self.matrix.selected and self.ledger else None
        of = self.index.holders[self.ledger.rows[row].holder] if self.ledger and row is not None else ""
        self.desk.go("briefings", kind="actor" if of else "chronology", of=of)

    def make_file(self) -> None:
        """The matrix or the network as a picture."""
        what = "network" if self.switch.key() == "network" else "ledger"
        out = notices.ask_save(self, f"Make a file of the {what}", Path(f"{what}.png"), "Pictures (*.png *.svg *.pdf)")
        if out is None:
            return
        first, last = self.window_days()
        days = [from_day(date.fromordinal(max(1, d))) for d in (first, self.bar.day if what == "ledger" else last)]
        draw, case, reviewed = getattr(pictures, f"{what}_picture"), self.desk.case, self.bar.reviewed.isChecked()
        start = days[0] if what == "network" else None
        self.desk.run(
            lambda _progress: draw(case, out, start=start, end=days[1], reviewed_only=reviewed, force=True),
            done=lambda path: self.desk.say(f"Wrote {path.name}.", "ok"),
            label=f"Drawing the {what}",
        )


def _pair_row(other: str, pair: Pair) -> str:
    parts = [f"agree on {pair.agree}" if pair.agree else "", f"differ on {pair.differ}" if pair.differ else ""]
    words = ", ".join(p for p in parts if p) + (" (not yet reviewed)" if pair.unreviewed else "")
    return f"{other}: {words}" if other else words
