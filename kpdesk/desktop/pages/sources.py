"""Sources: the texts of the case with the reader beside them, or all statements as a table."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from kpdesk.desktop import actions
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.models import spelling
from kpdesk.desktop.pages.records_page import RecordsPage
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.desktop.reader.pane import ReaderPane
from kpdesk.desktop.row_list import Line
from kpdesk.desktop.widgets import EmptyState, Segmented, button, hbox, label, vbox
from kpdesk.domain.changes import Changes
from kpdesk.domain.queue import QUEUE_KINDS
from kpdesk.errors import CaseFileError
from kpdesk.services import lookup, reading


class SourcesPage(RecordsPage):
    """Two views: Texts (list, reader, and the text's own fields at the right) and Statements (table)."""

    place = "sources"
    name = "Sources"
    kind = "source"
    views = ("texts", "statements")
    listed = "Texts"
    action_places = ("list",)
    holders = {"card": {"view": "texts"}, "table.card": {"view": "statements"}, "reader": {"view": "texts"}}  # noqa: RUF012

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.source_id: str | None = None
        super().__init__(desk, _line, parent)
        self.reader = ReaderPane(desk)
        self.reader.record_chosen.connect(self._on_mark)
        self.reader.record_opened.connect(self.open_record)
        nothing = EmptyState(
            "quote",
            "No statements yet.",
            "They appear when a text is read, or select words in a text and press T.",
            "Go to the texts",
            lambda: self.show_view("texts"),
        )
        self.main_button = button(
            "Paste", lambda: self._trigger("paste"), look="main", key=actions.shown("paste"), name="Paste a text"
        )
        switch = Segmented((("texts", "Texts"), ("statements", "Statements")))
        self._arrange(self._reading(), TablePane(desk, "statements", nothing), switch)
        desk.jobs.job_started.connect(lambda _job: self._on_job())
        desk.jobs.job_ended.connect(lambda _job: self._on_job())

    def _empty(self) -> EmptyState:
        return EmptyState(
            "file-text",
            "No texts yet.",
            "Paste an article, or drop files of plain text here.",
            "Paste a text",
            lambda: self._trigger("paste"),
            key=actions.shown("paste"),
        )

    def _reading(self) -> QWidget:
        whole = QFrame()
        whole.setProperty("look", "page")
        column = vbox(whole)
        column.addWidget(self.reader, 1)
        self._foot = QFrame()
        self._foot.setProperty("look", "window")
        row = hbox(self._foot, margins=(16, 6, 16, 6), space=8)
        self.decide = button("", self._on_decide)
        self.about = button("About this text", self.show_about, look="quiet", icon="info")
        self._size = label("", "small", "text.2")
        row.addWidget(self.decide)
        row.addWidget(self.about)
        row.addStretch(1)
        row.addWidget(self._size)
        column.addWidget(self._foot)
        self._foot.hide()
        return whole

    # what the window asks

    def count_text(self) -> str:
        if self.as_table:
            return self.table.count_text()
        return self.model.count_words("text", "texts")

    def show_where(self, **where: Any) -> None:
        if self._stale:
            self.reload(None)
        if view := where.get("view"):
            self.show_view(view)
        if anchors := where.get("anchors"):
            self.show_evidence(anchors)
        elif source_id := where.get("source_id"):
            self.show_view("texts")
            self.list.choose(source_id)
            self.open_one(source_id)
            if record := where.get("record"):
                self.reader.show_record(*record)
                if where.get("opened"):
                    self.open_record(*record)
            if span := where.get("span"):
                self._show_span(*span)
        elif self.source_id is None and self.model.total:
            self.list.choose_first()

    def where(self) -> dict[str, Any]:
        found: dict[str, Any] = {"view": self._view, "anchors": None, "span": None, "record": None, "opened": None}
        return found if self.as_table else found | {"source_id": self.source_id}

    def reload(self, changes: Changes | None = None) -> None:
        if self.desk.case is None:
            self.model.empty()
            self.source_id = None
            self._stale = True
            return
        if changes is None:
            self.source_id = None
            self.card.hide()
        self._stale = False
        if changes is None or changes.touches("source", "text_version", *QUEUE_KINDS):
            self.list.reload()
        if self.as_table:
            self.table.reload(changes)
        if self.source_id and self.desk.case.get("source", self.source_id) is None:
            self.source_id = None
            self.reader.clear()
            self.list.choose_first()
        self._say_foot()
        self.card.take_changes(changes)
        self.header_changed.emit()

    def panes(self) -> list[QWidget]:
        if self.as_table:
            return [self.table.view, *([self.table.card.form] if self.table.card else [])]
        return self._list_panes(self.reader, self.about)

    def handlers(self) -> dict[str, Callable[[], object]]:
        if self.as_table:
            return self.table.handlers()
        found = dict(self.reader.handlers())
        for taken in ("larger", "smaller", "normal"):
            found.pop(taken, None)
        return found | self._list_handlers(self.show_about)

    def show_evidence(self, anchors: list[Any]) -> bool:
        self.show_view("texts")
        source, _version = lookup.source_of(self.desk.case, anchors[0])
        self.list.choose(source.id)
        self.source_id = source.id
        self.reader.show_anchors(anchors)
        self._say_foot()
        self.reader.setFocus()
        return True

    # deeds

    def shown_id(self) -> str | None:
        return self.source_id

    def open_one(self, record_id: str) -> None:
        """Show a text in the reader."""
        if not record_id or self.desk.case.get("source", record_id) is None:
            return
        self.source_id = record_id
        self.reader.open_text(reading.newest_text(self.desk.case, record_id))
        if self.card.isVisible():
            self.card.show_record("source", record_id)
        self._say_foot()

    def _show_span(self, text_version_id: str, start: int, end: int) -> None:
        """Bring found characters into view, filled and bracketed."""
        self.reader.open_text(text_version_id)
        self.reader.text.set_evidence([(start, end)])
        self.reader.text.show_span(start, end)
        self.reader.setFocus()

    def _on_mark(self, kind: str, record_id: str) -> None:
        """A mark was clicked, reached by Tab, or just made: an open card follows."""
        self.reader.light_up(kind, record_id)
        if self.card.isVisible():
            self._show_in_card(kind, record_id)

    def open_record(self, kind: str, record_id: str) -> None:
        """Return on a mark: its record at the side, its first field in focus."""
        self.reader.light_up(kind, record_id)
        if self._show_in_card(kind, record_id):
            self.card.show()
            self.columns.spread()
            self.card.form.focus_first()

    def _show_in_card(self, kind: str, record_id: str) -> bool:
        if kind == "echo":  # a repeat is read as what it repeats
            kind, record_id = "statement", self.desk.case.get("echo", record_id).statement_id
        return self.card.show_record(kind, record_id)

    def _on_opened(self, record_id: str) -> None:
        self.open_one(record_id)
        self.columns.close_drawer()
        self.reader.setFocus()

    def show_about(self) -> None:
        """The text's own fields: title, outlet, address, dates."""
        if self.source_id and self.card.show_record("source", self.source_id):
            self.card.show()
            self.columns.spread()
            self.card.form.focus_first()

    def _on_card_closed(self) -> None:
        self.card.hide()
        of_text = self.card.record is None or self.card.record.KIND == "source"
        (self.list.view if of_text else self.reader).setFocus()

    def _menu(self, record_id: str) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("About this text", self.show_about),
            ("History", lambda: self.desk.go("history", kind="source", record_id=record_id)),
            ("Remove", lambda: self._remove(self.list.selected())),
            ("Erase permanently…", self.erase),
        ]

    def _on_decide(self) -> None:
        if self.source_id is not None and lookup.undecided(self.desk.case, self.source_id):
            self.desk.go("review", source_id=self.source_id)
        elif self.source_id is not None:
            from kpdesk.desktop.capturing import read_text

            title = self.desk.case.get("source", self.source_id).title
            read_text(self.desk, self.source_id, title)

    def _on_job(self) -> None:
        """A file that is gone is told by the deed that meets it, not by a line that follows the jobs."""
        with suppress(CaseFileError):
            self._say_foot()

    def _say_foot(self) -> None:
        self._foot.setVisible(self.source_id is not None)
        if self.source_id is None or self.desk.case is None or self.desk.case.get("source", self.source_id) is None:
            return
        count = lookup.undecided(self.desk.case, self.source_id)
        read = self.desk.case.get("source", self.source_id).read_by
        self.decide.setText(f"{count:,} to decide  →  Review" if count else "Read it again" if read else "Read it")
        self.decide.setAccessibleName(f"{count} to decide: open Review" if count else "Look for actors and statements")
        waiting = not count and not read and bool(self.desk.jobs.running())
        self.decide.setEnabled(not waiting)
        if waiting:
            self.decide.setText("Being read…")
        size = self.desk.case.get("text_version", reading.newest_text(self.desk.case, self.source_id)).characters
        self._size.setText(f"{size:,} characters")

    def _trigger(self, action_id: str) -> None:
        trigger = getattr(self.window(), "trigger", None)
        if trigger is not None:
            trigger(action_id)


def _line(row: dict[str, object]) -> Line:
    undecided = int(str(row["undecided"] or 0))
    second = "  ·  ".join(
        part
        for part in (str(row["outlet"] or ""), spelling.cell("source", "published", row["published"]) or "no date")
        if part
    )
    return Line(
        title=str(row["title"]), second=second, icon="file-text", token="text.2", count=undecided,
        state="accepted" if row["statements"] and not undecided else "",
    )  # fmt: skip
