"""One meeting on a page: agenda and outcomes side by side, who came and how, what was said, and the texts behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from kpdesk.analysis.date_spans import when
from kpdesk.desktop import theme
from kpdesk.desktop.canvases import scene_painter
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.flow import FlowLayout
from kpdesk.desktop.pages.meeting_adders import AccountAdder, AgendaAdder, PresenceAdder
from kpdesk.desktop.pressing import LinkButton
from kpdesk.desktop.state_sign import StatePill
from kpdesk.desktop.widgets import Segmented, button, clear, hbox, label, scrolled, vbox
from kpdesk.domain.drawing import Layer, Sign
from kpdesk.domain.vocabulary import DECIDED, OUTCOMES, PARTICIPATIONS
from kpdesk.services import lookup
from kpdesk.services.meeting_pages import Item, MeetingView, Said, meeting_view

LABEL = 88
_NEIGHBOUR = 256  # the most that the name of the meeting before or after takes
_SAID = (("run_up", "In the run-up"), ("at", "At it"), ("about", "About it"))


class PaintedSign(QWidget):
    """One sign of the pictures as a small widget; its word is its accessible name."""

    def __init__(self, name: str, words: str, *, token: str = "actor", dash: bool = False) -> None:
        super().__init__()
        self._sign = Sign(name, 9, theme.px(32) / 2, 14, token, dash=dash)
        self.setFixedSize(QSize(18, theme.px(32)))
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scene_painter.paint(painter, [Layer(name="sign", shapes=[self._sign])])


class MeetingPage(QWidget):
    """``show_meeting(id)`` fills it; False where the meeting is gone. ``on_edit(id)`` opens the record's card."""

    def __init__(self, desk: Desk, on_edit: Callable[[str], object]) -> None:
        super().__init__()
        self.desk, self._on_edit = desk, on_edit
        self.setProperty("look", "page")
        self.meeting_id: str | None = None
        self.view: MeetingView | None = None
        self._part = "at"
        inner = QWidget()
        inner.setProperty("look", "page")
        inner.setMaximumWidth(960)
        self._column = vbox(inner, margins=(24, 16, 24, 24), space=8)
        outer = QWidget()
        outer.setProperty("look", "page")
        across = hbox(outer)
        across.addWidget(inner, 1000)
        across.addStretch(1)
        vbox(self).addWidget(scrolled(outer, "Meeting"))

    def show_meeting(self, meeting_id: str) -> bool:
        """Read the meeting and fill the page."""
        self.view = meeting_view(self.desk.case, meeting_id)
        if self.view is None:
            self.meeting_id = None
            return False
        if meeting_id != self.meeting_id:
            self._part = next((key for key, _ in _SAID[1:] + _SAID[:1] if self.view.said.get(key)), "at")
        self.meeting_id = meeting_id
        self._fill(self.view)
        return True

    def _fill(self, view: MeetingView) -> None:
        clear(self._column)
        self._column.addWidget(self._neighbours(view))
        self._column.addLayout(self._head(view))
        self._column.addWidget(label(self._about(view), ink="text.2", wrap=True))
        row = QWidget()
        across = FlowLayout(row, space=8)
        across.addWidget(button("Edit", lambda: self._on_edit(view.meeting.id), icon="pencil"))
        across.addWidget(button("Show the evidence", self.evidence, icon="scan-search", key="Ctrl+E"))
        across.addWidget(button("Erase…", self.erase, look="quiet", icon="file-x", name="Erase permanently"))
        self._column.addWidget(row)
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        parts: list[tuple[str, QWidget]] = [("Agenda", self._agenda(view.items)), ("Who", self._who(view))]
        if view.meeting.note:
            parts.append(("Note", label(view.meeting.note, wrap=True)))
        parts += [("Said", self._said(view)), ("Texts", self._sources(view))]
        for number, (words, part) in enumerate(parts):
            said = label(words, ink="text.2")
            said.setFixedWidth(theme.px(LABEL))
            said.setMinimumHeight(theme.px(32))
            grid.addWidget(said, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(part, number, 1)
        self._column.addWidget(whole)
        self._column.addStretch(1)

    def _head(self, view: MeetingView) -> QHBoxLayout:
        across = hbox(space=16)
        across.addWidget(label(view.meeting.name, "title", wrap=True), 1)
        if view.meeting.state not in DECIDED:
            pill = StatePill()
            pill.set_state(view.meeting.state)
            across.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        return across

    def _neighbours(self, view: MeetingView) -> QWidget:
        """Back to the picture, and the meetings before and after."""
        row = QWidget()
        across = FlowLayout(row, space=8)
        back = partial(self.desk.go, "meetings", view="timeline")
        across.addWidget(button("Timeline", back, look="quiet", icon="arrow-left", name="Back to the timeline"))
        for pair, icon, words in (
            (view.before, "chevron-left", "Before it"),
            (view.after, "chevron-right", "After it"),
        ):
            if pair is not None:
                shown = self.fontMetrics().elidedText(pair[1], Qt.TextElideMode.ElideRight, theme.px(_NEIGHBOUR))
                go = partial(self.desk.go, "meetings", meeting_id=pair[0])
                made = button(shown, go, look="quiet", icon=icon, name=f"{words}: {pair[1]}")
                made.setToolTip(pair[1])
                across.addWidget(made)
        return row

    def _about(self, view: MeetingView) -> str:
        meeting = view.meeting
        parts = [when(meeting.start, meeting.end), view.series, meeting.place]
        parts += [f"chair {view.chair}" if view.chair else "", f"host {view.host}" if view.host else ""]
        parts.append(f"read from “{meeting.when_phrase}”" if meeting.when_phrase else "")
        return " · ".join(part for part in parts if part)

    def _agenda(self, items: tuple[Item, ...]) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=8)
        if not items:
            column.addWidget(_words("No agenda item is known."))
        for item in items:
            head = QWidget()
            across = hbox(head, space=8)
            across.addWidget(label(item.title, wrap=True, heavy=True), 1)
            if item.disputed:
                across.addWidget(label("accounts differ", "small", "warn"))
            column.addWidget(head)
            side_by_side = QWidget()
            flow = FlowLayout(side_by_side, space=8)
            for account in item.accounts:
                who = account.claimant or "nobody named"
                words = f"{OUTCOMES[account.result]}, says {who}" if account.claimant else OUTCOMES[account.result]
                if account.state not in DECIDED:
                    words += " (not yet reviewed)"
                made = button(words, lambda i=account.outcome_id: self._show("outcome", i), look="chip")
                made.setToolTip(account.note or "Show the characters it rests on")
                flow.addWidget(made)
            column.addWidget(side_by_side)
            column.addWidget(AccountAdder(self.desk, item.item_id))
        if self.meeting_id:
            column.addWidget(AgendaAdder(self.desk, self.meeting_id, len(items)))
        return whole

    def _who(self, view: MeetingView) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=4)
        if not view.who:
            column.addWidget(_words("Nobody is recorded as present or absent."))
        for how, people in view.who.items():
            line = QWidget()
            across = hbox(line, space=8)
            dash = all(p.state not in DECIDED for p in people)
            across.addWidget(PaintedSign(how, PARTICIPATIONS[how], dash=dash), 0, Qt.AlignmentFlag.AlignTop)
            said = label(f"{PARTICIPATIONS[how]} {len(people) if len(people) > 1 else ''}".strip())
            said.setFixedWidth(theme.px(104))
            said.setMinimumHeight(theme.px(32))
            across.addWidget(said, 0, Qt.AlignmentFlag.AlignTop)
            names = QWidget()
            flow = FlowLayout(names, space=4)
            for p in people:
                words = p.actor + ("" if p.state in DECIDED else " ◌")
                made = button(
                    words,
                    lambda i=p.participation_id: self._show("participation", i),
                    look="link",
                    name=p.actor,
                    flush=True,
                )
                made.setToolTip("Show the characters it rests on")
                flow.addWidget(made)
            across.addWidget(names, 1)
            column.addWidget(line)
        column.addWidget(PresenceAdder(self.desk, view.meeting.id))
        return whole

    def _said(self, view: MeetingView) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=12)
        switch = Segmented([(key, f"{words} {len(view.said.get(key, ()))}") for key, words in _SAID], "Statements")
        switch.choose(self._part)
        switch.chosen.connect(self._on_part)
        column.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        found = view.said.get(self._part, ())
        if not found:
            column.addWidget(_words("No statement is recorded here."))
        for said in found[:200]:
            column.addWidget(self._statement(said))
        if len(found) > 200:
            column.addWidget(label(f"first 200 of {len(found):,}", "small", "text.2"))
        return whole

    def _statement(self, said: Said) -> QWidget:
        row = QWidget()
        across = hbox(row, space=12)
        day = label(when(said.said_on), "small", "text.2", wrap=True)
        day.setFixedWidth(theme.px(112))
        across.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        column = vbox(words, space=0)
        column.addWidget(label(said.speaker or "Somebody not named", heavy=True))
        text = label(f"“{said.content}”", wrap=True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column.addWidget(text)
        across.addWidget(words, 1)
        outlet = said.outlet + ("" if said.state in DECIDED else "  ·  ◌ to review")
        column.addWidget(label(outlet, "small", "text.2", wrap=True))
        show = button(
            "Show",
            lambda: self._show("statement", said.statement_id),
            look="link",
            name=f"Show {said.speaker} in {outlet}",
        )
        show.setFixedHeight(theme.px(24))
        across.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _sources(self, view: MeetingView) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=2)
        if not view.sources:
            column.addWidget(_words("From the reference list; no text of this case names it."))
        for id_, title, outlet in view.sources:
            words = f"{title} · {outlet}" if outlet else title
            column.addWidget(LinkButton(words, partial(self.desk.go, "sources", source_id=id_)))
        return whole

    def _on_part(self, key: str) -> None:
        self._part = key
        if self.view is not None:
            self._fill(self.view)

    def _show(self, kind: str, id_: str) -> None:
        self.desk.show_evidence(lookup.evidence(self.desk.case, kind, id_))

    def erase(self) -> None:
        """Erase the meeting for good: a page of its own says what that means."""
        if self.meeting_id is not None:
            self.desk.go("erase", records=[("meeting", self.meeting_id)])

    def evidence(self) -> None:
        """The characters that the meeting itself rests on."""
        if self.meeting_id is not None:
            self._show("meeting", self.meeting_id)


def _words(text: str) -> QLabel:
    """Words that stand in line with their row's name."""
    made = label(text, ink="text.2", wrap=True)
    made.setMinimumHeight(theme.px(32))
    return made
