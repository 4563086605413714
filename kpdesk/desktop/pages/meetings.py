"""Meetings: the timeline with its commands, the same rows as a table, and one meeting's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget

from kpdesk.analysis.date_spans import LAST_DAY, span_of
from kpdesk.analysis.time_scale import TimeScale
from kpdesk.analysis.timeline_data import TimelineData, TimelineIndex
from kpdesk.desktop import actions, notices, theme
from kpdesk.desktop.canvases.timeline import TimelineCanvas, brush_days
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.lane_chooser import LaneChooser
from kpdesk.desktop.pages.meeting_page import MeetingPage
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.desktop.widgets import EmptyState, Segmented, button, ground, hbox, label, vbox
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import from_day, parse_date
from kpdesk.domain.wording import counted
from kpdesk.errors import KpdeskError
from kpdesk.services import cases, lookup, pictures

_READS = (
    "meeting",
    "participation",
    "statement",
    "position",
    "actor",
    "name",
    "issue",
    "agenda_item",
    "outcome",
    "anchor",
)


class MeetingsPage(Page):
    """``show_where``: view ("timeline", "table"), meeting_id, new."""

    place = "meetings"
    name = "Meetings"
    action_places = ("timeline", "list")
    holders = {"table.card": {"view": "table"}}  # noqa: RUF012
    reads = _READS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.data = TimelineData()
        self.canvas = TimelineCanvas()
        self.canvas.opened.connect(self._on_opened)
        self.canvas.brushed.connect(desk.set_range)
        self.canvas.chosen.connect(lambda _kind, _id: self.header_changed.emit())
        self.table = TablePane(desk, "meetings", self._empty())
        self.table.counted.connect(self.header_changed)
        self.table.actions_of = lambda id_: [("Open its page", lambda: desk.go("meetings", meeting_id=id_))]
        self.page = MeetingPage(desk, self._edit)
        self.nothing = self._empty()
        self.stack = QStackedWidget()
        for part in (self._timeline(), self.table, self.page, self.nothing):
            self.stack.addWidget(part)
        vbox(self).addWidget(self.stack)
        self.switch = Segmented((("timeline", "Timeline"), ("table", "Table")))
        self.switch.chosen.connect(lambda key: desk.go("meetings", view=key))
        self.file_button = button("Make a file", self.make_file, look="main", key=actions.shown("view.file"))
        desk.range_changed.connect(self._on_range)
        self._stale = True

    def _empty(self) -> EmptyState:
        return EmptyState(
            "calendar-range",
            "No meetings yet.",
            "Accept a proposed meeting, or add the Kimberley Process meetings since 2000.",
            "Add the reference meetings",
            lambda: self.desk.go("reference"),
        )

    def _timeline(self) -> QWidget:
        whole = ground()
        column = vbox(whole)
        bar = ground("window")
        row = hbox(bar, margins=(16, 6, 16, 6), space=8)
        row.addWidget(label("Lanes", "small", "text.2"))
        self.lanes = Segmented(
            (("series", "Series"), ("place", "Place"), ("actor", "Actor"), ("issue", "Issue")), "Lanes by"
        )
        self.lanes.chosen.connect(lambda _key: self._show_data())
        row.addWidget(self.lanes)
        self.actors_button = button("", self.choose_actors, look="chip", icon="users")
        self.actors_button.hide()
        row.addWidget(self.actors_button)
        row.addSpacing(8)
        self.chips: dict[str, QPushButton] = {}
        for key, words in (("show_who", "Who came"), ("show_statements", "Statements"), ("show_changes", "Changes")):
            chip = button(words, look="chip")
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.toggled.connect(lambda on, key=key: self.canvas.change_view(**{key: on}))
            self.chips[key] = chip
            row.addWidget(chip)
        self.reviewed = button("Only reviewed", look="chip")
        self.reviewed.setCheckable(True)
        self.reviewed.toggled.connect(lambda _on: self._show_data())
        row.addWidget(self.reviewed)
        self.chip_menu = button("Show", look="chip", icon="list-filter")
        menu = QMenu(self.chip_menu)
        for chip in (*self.chips.values(), self.reviewed):
            entry = menu.addAction(chip.text())
            entry.setCheckable(True)
            entry.setChecked(chip.isChecked())
            entry.toggled.connect(chip.setChecked)
            chip.toggled.connect(entry.setChecked)
        self.chip_menu.setMenu(menu)
        self.chip_menu.hide()
        row.addWidget(self.chip_menu)
        row.addStretch(1)
        self.date_field = QLineEdit()
        self.date_field.setPlaceholderText("June 2011")
        self.date_field.setAccessibleName("Go to a date")
        self.date_field.setMaximumWidth(140)
        self.date_field.returnPressed.connect(self._on_date)
        self.date_field.hide()
        row.addWidget(self.date_field)
        self.unplaced = label("", "small", "text.2")
        row.addWidget(self.unplaced)
        row.addWidget(button("Fit", self.canvas.fit, icon="maximize", action="timeline.fit", name="Fit all"))
        column.addWidget(bar)
        column.addWidget(self.canvas, 1)
        return whole

    # what the window asks

    def count_text(self) -> str:
        if self.switch.key() == "table" and self.stack.currentWidget() is self.table:
            return self.table.count_text()
        n = len(self.data.meetings)
        return "1 meeting" if n == 1 else f"{n:,} meetings"

    def header_widgets(self) -> list[QWidget]:
        return [self.switch, self.file_button]

    def show_where(self, **where: Any) -> None:
        if self._stale:
            self.reload(None)
        if view := where.get("view"):
            self.switch.choose(view)
            self._show_view()
        if where.get("new"):
            self.switch.choose("table")
            self._show_view()
            self.table.new()
        elif (meeting_id := where.get("meeting_id")) and self.page.show_meeting(meeting_id):
            self.stack.setCurrentWidget(self.page)
        elif not where.get("view"):
            self._show_view()

    def where(self) -> dict[str, Any]:
        if self.stack.currentWidget() is self.page:
            return {"meeting_id": self.page.meeting_id, "view": None}
        return {"view": self.switch.key(), "meeting_id": None, "new": False}

    def reload(self, changes: Changes | None = None) -> None:
        if self.desk.case is None:
            self.data = TimelineData()
            self._stale = True
            return
        self._stale = False
        self.data = pictures.timeline_data(self.desk.case)
        self._show_data()
        if self.stack.currentWidget() is self.page:
            if self.page.meeting_id is None or not self.page.show_meeting(self.page.meeting_id):
                self._show_view()
        else:
            self._show_view()
        self.header_changed.emit()

    def find(self) -> None:
        self.desk.go("meetings", view="table")
        self.table.find()

    def panes(self) -> list[QWidget]:
        current = self.stack.currentWidget()
        return (
            [self.canvas]
            if current is self.stack.widget(0)
            else [self.table.view]
            if current is self.table
            else [self.page]
        )

    def fit(self, width: int) -> None:
        self.table.fit(width)
        slim = width < theme.px(960)
        for chip in (*self.chips.values(), self.reviewed):
            chip.setHidden(slim)
        self.chip_menu.setVisible(slim)
        self.unplaced.setVisible(width >= theme.px(800))

    def beside(self) -> list[Any]:
        meeting_id = self.page.meeting_id if self.stack.currentWidget() is self.page else None
        return lookup.evidence(self.desk.case, "meeting", meeting_id) if meeting_id is not None else []

    def handlers(self) -> dict[str, Callable[[], object]]:
        if self.stack.currentWidget() is self.page:
            return {"evidence": self.page.evidence, "view.file": self.make_file, "brief": self._brief,
                    "erase": self.page.erase}  # fmt: skip
        if self.switch.key() == "table":
            return {**self.table.handlers(), "view.file": self.make_file, "brief": self._brief}
        keys = self.canvas.keys
        return {
            "timeline.fit": self.canvas.fit,
            "timeline.zoom": self.canvas.zoom_to_selection,
            "timeline.date": self._ask_date,
            "timeline.centre": lambda: (
                self.canvas.view.selected and self.canvas.centre_on(self.canvas.walk.day_of(self.canvas.view.selected))
            ),
            "timeline.next_change": lambda: keys.change(1),
            "timeline.previous_change": lambda: keys.change(-1),
            "timeline.brush": keys.brush,
            "timeline.actors": self.choose_actors,
            "larger": lambda: self.canvas.zoom_by(1.5),
            "smaller": lambda: self.canvas.zoom_by(1 / 1.5),
            "evidence": self.evidence,
            "view.file": self.make_file,
            "brief": self._brief,
            "erase": self._erase,
        }

    # what is shown

    def _show_data(self) -> None:
        data = self.data.reviewed() if self.reviewed.isChecked() else self.data
        by_actor, chosen = self.lanes.key() == "actor", self._actors()
        index = TimelineIndex(data, self.lanes.key(), chosen if by_actor else ())
        words = f"{counted(len(chosen), 'actor')} chosen" if chosen else "All actors"
        self.actors_button.setText(words)
        self.actors_button.setAccessibleName(f"Actors with lanes: {words}")
        self.actors_button.setVisible(by_actor)
        self.canvas.set_index(index)
        undated = index.meetings.undated
        self.unplaced.setText(f"{undated} without a date: in the table" if undated else "")

    def _show_view(self) -> None:
        if self.switch.key() == "table":
            self.table.reload()
            self.stack.setCurrentWidget(self.table)
        else:
            self.stack.setCurrentIndex(0 if self.data.meetings or self.data.statements else 3)
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.header_changed.emit()

    def _on_opened(self, kind: str, id_: str) -> None:
        if kind == "meeting":
            self.desk.go("meetings", meeting_id=id_)
        else:
            self.evidence()

    def evidence(self) -> None:
        """The characters behind the selected mark."""
        kind, id_ = self.canvas.selected_kind, self.canvas.view.selected
        if id_:
            anchors = [a for i in id_.split(",") for a in lookup.evidence(self.desk.case, kind, i)]
            self.desk.show_evidence(anchors)
        else:
            self.desk.say("Select a mark first.")

    def _erase(self) -> None:
        """The meeting selected on the timeline, for good: a page of its own says what that means."""
        if self.canvas.selected_kind == "meeting":
            self.desk.go("erase", records=[("meeting", self.canvas.view.selected)])
        else:
            self.desk.say("Select a meeting first.")

    def _edit(self, meeting_id: str) -> None:
        self.desk.go("meetings", view="table")
        if self.table.choose(meeting_id):
            self.table.edit()

    def _brief(self) -> None:
        chosen = self.page.meeting_id if self.stack.currentWidget() is self.page else self.canvas.view.selected
        self.desk.go("briefings", kind="meeting" if chosen else "chronology", of=chosen or "")

    # the actors that have lanes

    def _actors(self) -> tuple[str, ...]:
        """Those chosen for this case, as far as they are still at a meeting; empty: all of them."""
        here = {presence.actor_id for presence in self.data.presences}
        return tuple(i for i in self.desk.settings.lanes.get(cases.mark(self.desk.case), ()) if i in here)

    def choose_actors(self) -> None:
        """Which actors have lanes, and in what order; kept with this case."""
        self.lanes.choose("actor")
        self._show_data()
        chooser = LaneChooser(self.window(), self.data.presences, self._actors())
        chooser.chosen.connect(self._on_actors)
        chooser.open()

    def _on_actors(self, ids: list[str]) -> None:
        self.desk.settings.lanes[cases.mark(self.desk.case)] = ids
        self.desk.settings.save()
        self._show_data()

    # dates

    def _ask_date(self) -> None:
        self.date_field.show()
        self.date_field.clear()
        self.date_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_date(self) -> None:
        try:
            span = span_of(parse_date(self.date_field.text()))
        except KpdeskError as fault:
            self.desk.say(str(fault), "error")
            return
        self.date_field.hide()
        if span is not None:
            air = max(10, span.days // 4)
            self.canvas.show_days(max(1, span.first - air), min(LAST_DAY, span.last + air))
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_range(self) -> None:
        span = self.desk.range
        days = brush_days(span)
        if days != self.canvas.view.brush:
            self.canvas.set_brush(days, tell=False)

    # files

    def make_file(self) -> None:
        """A picture of the timeline as it is shown, or the whole where a table or page is."""
        out = notices.ask_save(
            self, "Make a file of the timeline", Path("timeline.png"), "Pictures (*.png *.svg *.pdf)"
        )
        if out is None:
            return
        start, end = self._shown()
        case, lanes, reviewed, chosen = self.desk.case, self.lanes.key(), self.reviewed.isChecked(), self._actors()
        self.desk.run(
            lambda _progress: pictures.timeline_picture(
                case, out, start=start, end=end, lanes=lanes, reviewed_only=reviewed, actors=chosen, force=True
            ),
            done=lambda path: self.desk.say(f"Wrote {path.name}.", "ok"),
            label="Drawing the timeline",
        )

    def _shown(self) -> tuple[str, str]:
        """The stretch of time in view, or the brushed one."""
        scale: TimeScale = self.canvas.view.scale
        first, last = self.canvas.view.brush or (scale.left, scale.right)
        days = [date.fromordinal(min(LAST_DAY, max(1, int(d)))) for d in (first, last - 1)]
        return from_day(days[0]), from_day(days[1])
