"""The first part of an actor's page: other names, who belongs to it, where it stands, who looks like the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from kpdesk.desktop import icons, signs, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.flow import FlowLayout
from kpdesk.desktop.forms.record_form import ChoiceBox
from kpdesk.desktop.models import spelling
from kpdesk.desktop.widgets import button, clear, hbox, icon_button, label, vbox
from kpdesk.domain.vocabulary import NAME_KINDS, STANCES
from kpdesk.services import actors, making, merging
from kpdesk.services.actors import Held, LookAlike, Profile, Tie

LABEL = 104


class StanceSign(QWidget):
    """One painted sign, 14 pixels; its word is its accessible name."""

    def __init__(self, stance: str, *, proposed: bool = False) -> None:
        super().__init__()
        self._stance, self._proposed = stance, proposed
        self.setFixedSize(QSize(16, theme.px(24)))
        self.setAccessibleName(STANCES.get(stance, stance))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        signs.paint_stance(painter, self._stance, QRectF(1, self.height() / 2 - 7, 14, 14), proposed=self._proposed)


class ActorOverview(QWidget):
    """Rows of a label and what belongs to it; ``on_new(kind, **given)`` opens a card for a new record."""

    def __init__(self, desk: Desk, on_new: Callable[..., object]) -> None:
        super().__init__()
        self.desk, self._on_new = desk, on_new
        self.setProperty("look", "page")
        self.profile: Profile | None = None
        self._asked = ""
        column = vbox(self, margins=(24, 8, 24, 24), space=16)
        self._rows = QWidget()
        self._rows.setMaximumWidth(880)
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self._rows)
        self.same = QWidget()
        self._same_column = vbox(self.same, space=4)
        self.name_field = QLineEdit()
        self.name_kind = ChoiceBox()
        column.addStretch(1)

    def show_profile(self, profile: Profile) -> None:
        """Fill the rows."""
        self.profile = profile
        self._same_column = vbox(space=4)
        clear(self._grid)
        self._row(0, "Also written", self._names(profile))
        if profile.members or profile.actor.kind != "person":
            self._row(1, "People", self._ties(profile.members, "of_id", "Add a person"))
        self._row(2, "Member of", self._ties(profile.bodies, "member_id", "Add a body"))
        self._row(3, "Positions", self._positions(profile.held))
        self.same = QWidget()
        self._same_column = vbox(self.same, space=4)
        self._row(4, "Looks the same", self.same)
        self._same_column.addWidget(self._words("Looking…"))
        if profile.apart:
            self._row(5, "Not the same", self._apart(profile))
        if profile.actor.note:
            self._row(6, "Note", label(profile.actor.note, wrap=True))
        actor_id = profile.actor.id
        self._asked = actor_id
        case = self.desk.case
        self.desk.run(
            lambda _progress: actors.look_alikes(case, actor_id), done=lambda found: self._show_alike(actor_id, found)
        )

    def _row(self, number: int, words: str, part: QWidget) -> None:
        said = label(words, ink="text.2")
        said.setFixedWidth(theme.px(LABEL))
        said.setMinimumHeight(theme.px(32))
        self._grid.addWidget(said, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(part, number, 1)

    # names

    def _names(self, profile: Profile) -> QWidget:
        whole = QWidget()
        flow = FlowLayout(whole, space=8)
        for name in profile.names:
            chip = QWidget()
            row = hbox(chip, space=0)
            made = button(
                f"{name.text}  ·  {NAME_KINDS.get(name.kind, name.kind)}",
                lambda i=name.id: self.desk.do(actors.choose_name, i),
                look="chip", name=f"Make {name.text} the main name",
            )  # fmt: skip
            made.setToolTip("Make this the main name")
            row.addWidget(made)
            row.addWidget(
                icon_button(
                    "x",
                    f"Remove the name {name.text}",
                    lambda i=name.id: self.desk.do(making.remove, "name", [i]),
                    size=14,
                )
            )
            flow.addWidget(chip)
        adder = QWidget()
        row = hbox(adder, space=4)
        self.name_field = QLineEdit()
        self.name_field.setPlaceholderText("Another name")
        self.name_field.setAccessibleName("Another name")
        self.name_field.setFixedWidth(theme.px(176))
        self.name_field.returnPressed.connect(self._add_name)
        self.name_kind = ChoiceBox()
        self.name_kind.setAccessibleName("Kind of name")
        for key, words in NAME_KINDS.items():
            self.name_kind.addItem(words, key)
        row.addWidget(self.name_field)
        row.addWidget(self.name_kind)
        row.addWidget(icon_button("plus", "Add the name", self._add_name))
        flow.addWidget(adder)
        return whole

    def _add_name(self) -> None:
        if self.profile is not None and self.name_field.text().strip():
            self.desk.do(actors.add_name, self.profile.actor.id, self.name_field.text(), self.name_kind.currentData())

    # ties and positions

    def _ties(self, ties: tuple[Tie, ...], field: str, add: str) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=2)
        for tie in ties:
            column.addWidget(self._tie(tie))
        assert self.profile is not None
        actor_id = self.profile.actor.id
        made = button(add, lambda: self._on_new("affiliation", **{field: actor_id}), look="link", flush=True)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def _tie(self, tie: Tie) -> QWidget:
        whole = QWidget()
        row = hbox(whole, space=4)
        other, a = tie.other, tie.affiliation
        made = button(other.name, lambda: self.desk.go("actors", actor_id=other.id), look="row", flush=True)
        icons.dress(made, icons.ACTOR_ICONS.get(other.kind, "users"), "actor", 16)
        span = "–".join(part for part in (spelling.date(a.start), spelling.date(a.end)) if part)
        state = "proposed" if a.state == "proposed" else ""
        words = "  ·  ".join(part for part in (a.role, span, state) if part)
        row.addWidget(made)
        row.addWidget(label(words, ink="text.2", wrap=True), 1)
        row.addWidget(
            icon_button(
                "pencil", f"Edit what binds {other.name}", lambda: self._on_new("affiliation", record_id=a.id), size=16
            )
        )
        return whole

    def _positions(self, held: tuple[Held, ...]) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=2)
        for each in held:
            column.addWidget(self._stand(each))
        assert self.profile is not None
        actor_id = self.profile.actor.id
        add = button("Add a position", lambda: self._on_new("position", holder_id=actor_id), look="link", flush=True)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def _stand(self, each: Held) -> QWidget:
        """The issue, how it stands, and what it was before; in two lines where there is little room."""
        whole = QWidget()
        flow = FlowLayout(whole, space=8)
        made = button(each.issue.label, lambda i=each.issue.id: self._open_positions(i), look="row", flush=True)
        words = STANCES.get(each.latest.stance, "")
        if each.latest.as_of:
            words += f", as of {spelling.date(each.latest.as_of)}"
        now = QWidget()
        row = hbox(now, space=8)
        row.addWidget(StanceSign(each.latest.stance, proposed=each.latest.state == "proposed"))
        row.addWidget(label(words))
        for part in (made, now):
            part.setMinimumHeight(theme.px(32))
            flow.addWidget(part)
        if each.before is not None:
            was = QWidget()
            was.setMinimumHeight(theme.px(32))
            row = hbox(was, space=4)
            row.addWidget(label("(was", ink="text.2"))
            row.addWidget(StanceSign(each.before.stance))
            row.addWidget(
                label(f"in {spelling.date(each.before.as_of)})" if each.before.as_of else "before)", ink="text.2")
            )
            flow.addWidget(was)
        return whole

    def _open_positions(self, issue_id: str) -> None:
        assert self.profile is not None
        self.desk.go("positions", holder_id=self.profile.actor.id, issue_id=issue_id)

    # who may be the same

    def _show_alike(self, actor_id: str, found: list[LookAlike]) -> None:
        if actor_id != self._asked or self.profile is None:
            return
        clear(self._same_column)
        for each in found:
            self._same_column.addWidget(self._alike(each))
        if not found:
            self._same_column.addWidget(self._words("Nobody in this case"))

    def _words(self, text: str) -> QLabel:
        """Words that stand in line with their row's name."""
        made = label(text, ink="text.2")
        made.setMinimumHeight(theme.px(32))
        return made

    def _alike(self, each: LookAlike) -> QWidget:
        whole = QWidget()
        whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = hbox(whole, space=8)
        words = vbox(space=0)
        words.addWidget(label(each.actor.name))
        words.addWidget(label(each.why, "small", "text.2", wrap=True))
        row.addLayout(words, 1)
        assert self.profile is not None
        actor_id = self.profile.actor.id
        row.addWidget(button("Compare", lambda: self.desk.go("merge", keep=actor_id, gone=each.actor.id)))
        not_same: Any = lambda: self.desk.do(merging.not_the_same, actor_id, each.actor.id)  # noqa: E731
        row.addWidget(button("Not the same", not_same, look="quiet"))
        return whole

    def _apart(self, profile: Profile) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=2)
        for key, other in profile.apart:
            row = hbox(space=4)
            row.addWidget(label(other.name))
            row.addWidget(button("Withdraw", lambda key=key: self.desk.do(actors.drop_distinction, key), look="link"))
            row.addStretch(1)
            column.addLayout(row)
        return whole
