"""One actor: names, people and bodies, where it stands, and its statements, positions, meetings, appearances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QWidget

from kpdesk.desktop import icons, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.record_card import EvidenceRow
from kpdesk.desktop.pages.actor_overview import ActorOverview
from kpdesk.desktop.pages.relations import Relations
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.desktop.state_sign import StatePill
from kpdesk.desktop.widgets import EmptyState, Segmented, button, clear, ground, hbox, label, scrolled, vbox
from kpdesk.domain.changes import Changes
from kpdesk.domain.vocabulary import ACTOR_KINDS
from kpdesk.services import actors, places, review

TABS = (
    ("overview", "Overview"),
    ("statements", "Statements"),
    ("positions", "Positions"),
    ("meetings", "Meetings"),
    ("appearances", "Appearances"),
    ("relations", "Relations"),
)
MOST_APPEARANCES = 100
_BESIDE = 680  # from this width on the buttons stand beside the name


class ActorView(QFrame):
    """Shows one actor; ``edit`` is called for its fields."""

    def __init__(self, desk: Desk, on_edit: Callable[[], object], on_new: Callable[..., object]) -> None:
        super().__init__()
        self.desk = desk
        self.actor_id: str | None = None
        self.profile: actors.Profile | None = None
        self.setProperty("look", "page")
        self.setAccessibleName("Actor")
        self.picture = label()
        self.heading = label("", "title", wrap=True)
        self.about = label("", ink="text.2")
        self.pill = StatePill()
        self.accept = button("Accept", self._accept)
        self.edit = button("Edit", on_edit, key="F2")
        self.merge = button("Merge…", lambda: desk.go("merge", keep=self.actor_id), key="Ctrl+J", name="Merge")
        self.tabs = Segmented(TABS, "Part of the actor's page")
        self.tabs.chosen.connect(self.show_tab)
        self.overview = ActorOverview(desk, on_new)
        self.statements = TablePane(
            desk, "statements", self._nothing("quote", "No statements of this actor yet."), place="actor"
        )
        self.positions = TablePane(
            desk, "positions", self._nothing("scale", "No positions of this actor yet."), place="actor"
        )
        self.statements.empty_for_filter = self.positions.empty_for_filter = True
        self.statements.leave_out("speaker", "mode", "outlet")
        self.positions.leave_out("holder")
        self.meetings = ground()
        self._meeting_rows = vbox(self.meetings, margins=24, space=4)
        self.appearances = ground()
        self._appearance_rows = vbox(self.appearances, margins=(16, 16, 24, 24), space=4)
        self.relations = Relations(desk)
        self.parts = QStackedWidget()
        for part in (
            scrolled(self.overview, "Overview"), self.statements, self.positions,
            scrolled(self.meetings, "Meetings"), scrolled(self.appearances, "Appearances"), scrolled(self.relations, "Relations"),
        ):  # fmt: skip
            self.parts.addWidget(part)
        self._arrange()

    def _arrange(self) -> None:
        column = vbox(self)
        head = QWidget()
        head.setMaximumWidth(928)
        rows = vbox(head, margins=(24, 16, 24, 8), space=8)
        self._top = hbox(space=8)
        who = hbox(space=8)
        self.picture.setFixedHeight(theme.px(28))
        who.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(space=2)
        words.addWidget(self.heading)
        words.addWidget(self.about)
        who.addLayout(words, 1)
        deeds = hbox(space=8)
        for made in (self.pill, self.accept, self.edit, self.merge):
            deeds.addWidget(made)
        self._top.addLayout(who, 1)
        self._top.addLayout(deeds)
        self._top.setAlignment(deeds, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(self._top)
        tabs = hbox()
        tabs.addWidget(self.tabs, 1000)
        tabs.addStretch(1)
        rows.addLayout(tabs)
        column.addWidget(head)
        column.addWidget(self.parts, 1)

    def _nothing(self, icon: str, words: str) -> EmptyState:
        return EmptyState(
            icon, words, "Accept one in Review, or tag a passage.", "Open Review", lambda: self.desk.go("review")
        )

    # showing

    def show_actor(self, actor_id: str) -> bool:
        """Read and show an actor; False where it is gone."""
        profile = actors.profile(self.desk.case, actor_id)
        if profile is None:
            self.actor_id = self.profile = None
            return False
        self.actor_id, self.profile = actor_id, profile
        actor = profile.actor
        self.picture.setPixmap(icons.kind_icon("actor", actor.kind, 20).pixmap(20, 20))
        self.heading.setText(actor.name)
        parts = [ACTOR_KINDS.get(actor.kind, actor.kind), places.country_name(actor.country)]
        self.about.setText("  ·  ".join(part for part in parts if part))
        self.pill.set_state(actor.state)
        self.pill.setVisible(actor.state != "accepted")
        self.accept.setVisible(actor.state == "proposed")
        counts = {
            "statements": profile.statements, "positions": profile.positions,
            "meetings": len(profile.meetings), "appearances": profile.appearances,
        }  # fmt: skip
        for key, words in TABS:
            count = counts.get(key)
            self.tabs.set_words(key, f"{words} {count:,}" if count else words)
        self.overview.show_profile(profile)
        self.show_tab(self.tabs.key())
        return True

    def show_tab(self, key: str) -> None:
        """One of the six parts, read when shown."""
        self.tabs.choose(key)
        self.parts.setCurrentIndex([name for name, _ in TABS].index(key))
        if self.profile is None or self.actor_id is None:
            return
        if key == "statements":
            self.statements.set_filter(speaker_id=self.actor_id)
        elif key == "positions":
            self.positions.set_filter(holder_id=self.actor_id)
        elif key == "meetings":
            self._show_meetings()
        elif key == "appearances":
            self._show_appearances()
        elif key == "relations":
            self.relations.show_profile(self.profile)

    def _show_meetings(self) -> None:
        from kpdesk.desktop.models.spelling import cell, date

        self.meetings.hide()  # rows made while it is hidden are laid out at their full height
        clear(self._meeting_rows)
        assert self.profile is not None
        for present in self.profile.meetings:
            meeting = present.meeting
            how = cell("participation", "how", present.participation.how)
            words = f"{meeting.name}  ·  {date(meeting.start) or 'no date'}  ·  {how}"
            made = button(
                words, lambda i=meeting.id: self.desk.go("meetings", meeting_id=i), look="row", icon="calendar-days"
            )
            self._meeting_rows.addWidget(made)
        if not self.profile.meetings:
            self._meeting_rows.addWidget(
                self._nothing("calendar-days", "No meeting is known yet where this actor was, or stayed away from."), 1
            )
        else:
            self._meeting_rows.addStretch(1)
        self.meetings.show()

    def _show_appearances(self) -> None:
        self.appearances.hide()
        clear(self._appearance_rows)
        found = actors.mentions(self.desk.case, self.actor_id or "")
        for anchor in found[:MOST_APPEARANCES]:
            self._appearance_rows.addWidget(EvidenceRow(self.desk, anchor, [anchor], context=True))
        if len(found) > MOST_APPEARANCES:
            self._appearance_rows.addWidget(label(f"First {MOST_APPEARANCES} of {len(found):,}", "small", "text.2"))
        if not found:
            self._appearance_rows.addWidget(self._nothing("file-text", "This actor is named in no text yet."), 1)
        else:
            self._appearance_rows.addStretch(1)
        self.appearances.show()

    def reload(self, changes: Changes | None) -> None:
        if self.actor_id is not None:
            self.show_actor(self.actor_id)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Where there is little room the buttons go below the name."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def fit(self, width: int) -> None:
        for pane in (self.statements, self.positions):
            pane.fit(width)

    # doing

    def _accept(self) -> None:
        self.desk.do(review.accept, [("actor", self.actor_id)])

    def evidence(self) -> None:
        self.desk.show_evidence(actors.mentions(self.desk.case, self.actor_id or ""))

    def handlers(self) -> dict[str, Callable[[], object]]:
        found: dict[str, Any] = {"evidence": self.evidence, "merge": lambda: self.desk.go("merge", keep=self.actor_id)}
        pane = {"statements": self.statements, "positions": self.positions}.get(self.tabs.key())
        if pane is not None:
            found |= pane.handlers()
        return found if self.actor_id else {}
