"""The small card that turns selected words into a statement, an actor, a meeting or a position."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.choosers import ChoiceBox, StancePicker, WordsEdit
from kpdesk.desktop.forms.link_field import LinkField
from kpdesk.desktop.forms.record_form import held, hold
from kpdesk.desktop.reader.card import place_beside
from kpdesk.desktop.widgets import Segmented, button, clear, hbox, label, scrolled, step_inside, vbox
from kpdesk.domain.vocabulary import ACTOR_KINDS, MEETING_KINDS, MODES
from kpdesk.errors import KpdeskError
from kpdesk.services import choices, tagging
from kpdesk.services.tagging import Span, Tagged

WIDTH = 400
KINDS = (("statement", "Statement"), ("actor", "Actor"), ("meeting", "Meeting"), ("position", "Position"))
_LETTERS = {Qt.Key.Key_S: "statement", Qt.Key.Key_A: "actor", Qt.Key.Key_M: "meeting", Qt.Key.Key_P: "position"}


class TagCard(QFrame):
    """Below the selection, else above. S A M P choose the kind; Ctrl+Return keeps, Esc drops."""

    left = Signal()
    made = Signal(str, str)

    def __init__(
        self, desk: Desk, parent: QWidget, text_version_id: str, span: Span, *, extend: tuple[str, str] | None = None
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._desk, self._version, self._span, self._extend = desk, text_version_id, span, extend
        self._beside = QRectF()
        self.setProperty("look", "popup")
        self.setAccessibleName("Tag the selection")
        self._column = column = vbox(self, margins=12, space=8)
        self.kinds = Segmented([(k, f"{w}  {w[0]}") for k, w in KINDS], "Kind")
        self.kinds.chosen.connect(self.choose)
        for key, words in KINDS:
            self.kinds.button(key).setAccessibleName(words)
            self.kinds.button(key).installEventFilter(self)
        column.addWidget(self.kinds)
        self._fields = vbox(inner := QWidget(), space=8)
        self._area = scrolled(inner, "Fields")
        for surface in (inner, self._area.viewport()):
            surface.setAutoFillBackground(False)
        column.addWidget(self._area)
        self.problem = label("", "small", "error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addLayout(self._buttons())
        self.choose("statement")

    def _buttons(self):
        row = hbox(space=8)
        self._deeds = [button("Keep", self.keep, look="main", key="Ctrl+⏎", name="Keep")]
        if self._extend is not None:
            add = button("Add to the statement", self.extend, name="Add these words to the chosen statement")
            self._deeds.append(add)
        self._deeds.append(button("Drop", self.drop, key="Esc", name="Drop"))
        for made in self._deeds:
            row.addWidget(made)
        row.addStretch(1)
        return row

    # fields

    def choose(self, kind: str) -> None:
        """Show the fields of a kind."""
        self.kind = kind
        self.kinds.choose(kind)
        clear(self._fields)
        self._rows: list[QWidget] = []
        getattr(self, f"_show_{kind}")()
        for before, after in pairwise([self.kinds.button(KINDS[-1][0]), *self._rows, *self._deeds]):
            QWidget.setTabOrder(before, after)
        self.problem.hide()
        self._shown = [held(field) for field in self._rows]
        self._place()

    def typed(self) -> dict[str, Any] | None:
        """Where the card stands and what a person put into its fields; None while that is nothing."""
        now = [held(field) for field in self._rows]
        if now == self._shown:
            return None
        return {
            "version": self._version, "span": list(self._span), "extend": self._extend, "kind": self.kind, "fields": now,
        }  # fmt: skip

    def retype(self, typed: dict[str, Any]) -> None:
        """Put back the kind and fields that ``typed`` gave."""
        self.choose(typed["kind"])
        for field, words in zip(self._rows, typed["fields"], strict=False):
            hold(field, words)

    def _fit(self) -> None:
        """As high as its fields; on a low window they scroll, and the buttons stay in view."""
        fields = self._fields.sizeHint()
        self._area.setMinimumWidth(fields.width())
        self._area.setFixedHeight(fields.height())
        rest = self._column.sizeHint().height() - fields.height()
        self._area.setFixedHeight(max(theme.px(64), min(fields.height(), self._window.height() - rest - 16)))

    def _show_statement(self) -> None:
        self.who = self._link("Speaker", "actor")
        self.cue = self._line("Cue", "said, told, according to…")
        self.date = self._line("Said on", "June 2011")
        self.mode = ChoiceBox({"": "as the quotation marks say", **MODES}, "Mode")
        self._row("Mode", self.mode)
        self.issue = self._link("Issue", "issue")
        self.stance = StancePicker()
        self._row("Stance", self.stance)
        self.meeting = self._link("Meeting", "meeting")
        self.tags = WordsEdit(lambda w: choices.tags(self._desk.case, w), "Tags", placeholder="words, with commas")
        self._row("Tags", self.tags)

    def _show_actor(self) -> None:
        self.who = self._link("Who", "actor")
        self.who.setText(self._words())
        self.sort = ChoiceBox({"": "as it is in the case", **ACTOR_KINDS}, "Kind of actor")
        self._row("Kind", self.sort)
        self.tags = WordsEdit(lambda w: choices.tags(self._desk.case, w), "Tags", placeholder="words, with commas")
        self._row("Tags", self.tags)

    def _show_meeting(self) -> None:
        self.meeting = self._link("Meeting", "meeting")
        self.meeting.setText(self._words())
        self.sort = ChoiceBox({"": "as it is in the case", **MEETING_KINDS}, "Kind of meeting")
        self._row("Kind", self.sort)
        self.date = self._line("When", "20–23 June 2011")

    def _show_position(self) -> None:
        self.who = self._link("Holder", "actor")
        self.issue = self._link("Issue", "issue")
        self.stance = StancePicker()
        self._row("Stance", self.stance)
        self.claimed = self._link("Claimed by", "actor", "the holder itself")
        self.date = self._line("As of", "June 2011")

    def _words(self) -> str:
        start, end = self._span
        return " ".join(self._desk.case.text(self._version)[start:end].split())[:200]

    def _link(self, words: str, kind: str, placeholder: str = "") -> LinkField:
        made = LinkField(self._desk, kind, words)
        made.setPlaceholderText(placeholder)
        self._row(words, made)
        return made

    def _line(self, words: str, placeholder: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(words)
        made.setPlaceholderText(placeholder)
        self._row(words, made)
        return made

    def _row(self, words: str, field: QWidget) -> None:
        row = hbox(space=8)
        name = label(words, "small", "text.2")
        name.setFixedWidth(theme.px(72))
        name.setBuddy(field)
        row.addWidget(name)
        row.addWidget(field, 1)
        self._fields.addLayout(row)
        for widget in (name, field):
            widget.show()  # else a card that is open takes its size before Qt shows what is new in it
        self._rows.append(field)

    # opening and closing

    def open_at(self, beside: QRectF) -> None:
        """Open beside the selection (global rectangle) with the focus on the kind."""
        self._beside = beside
        self._place()
        self.show()
        self.raise_()
        self.kinds.button(self.kind).setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        self.setFixedWidth(min(theme.px(WIDTH), self._window.width() - 32))
        self._fit()
        self._column.activate()
        self.resize(self.width(), self.sizeHint().height())
        if not self._beside.isNull():
            self.move(place_beside(self._window, self.width(), self.height(), self._beside))

    def drop(self) -> None:
        """Close without a trace."""
        self.hide()
        self.left.emit()
        self.deleteLater()

    def keep(self) -> None:
        """Write what the fields say."""
        try:
            result = tagging.tag(self._desk.case, self._version, self.tagged())
        except KpdeskError as fault:
            self.problem.setText(str(fault))
            self.problem.show()
            self._place()
            return
        self._desk.tell(result)
        self.drop()
        self.made.emit(result.kind, result.record_id)

    def extend(self) -> None:
        """Add the words to the statement that is selected in the reader."""
        if self._extend is not None:
            self._desk.do(tagging.add_piece, *self._extend, self._version, self._span)
            self.drop()

    def tagged(self) -> Tagged:
        """What the fields say, for the service."""
        kind = self.kind
        if kind == "statement":
            return Tagged(
                kind=kind, spans=(self._span,), who=self.who.choice(), cue=self.cue.text().strip(),
                date=self.date.text().strip(), mode=self.mode.key(), issue_id=choices.issue_id(self.issue.choice()),
                stance=self.stance.stance(), meeting=self.meeting.choice(), tags=tuple(self.tags.words()),
            )  # fmt: skip
        if kind == "actor":
            return Tagged(
                kind=kind,
                spans=(self._span,),
                who=self.who.choice(),
                sort=self.sort.key(),
                tags=tuple(self.tags.words()),
            )
        if kind == "meeting":
            return Tagged(
                kind=kind, spans=(self._span,), meeting=self.meeting.choice(), sort=self.sort.key(),
                date=self.date.text().strip(),
            )  # fmt: skip
        return Tagged(
            kind=kind, spans=(self._span,), who=self.who.choice(), issue_id=choices.issue_id(self.issue.choice()),
            stance=self.stance.stance(), claimed_by=self.claimed.choice(), date=self.date.text().strip(),
        )  # fmt: skip

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On the kind buttons a letter chooses the kind and goes to its first field."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            kind = _LETTERS.get(Qt.Key(event.key())) if not event.modifiers() else None
            if kind is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.choose(kind)
                    self._rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def focusNextPrevChild(self, next: bool) -> bool:
        return step_inside(self, forward=next)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() == Qt.Key.Key_Escape or _is_keep(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_keep(event):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.drop()
        else:
            super().keyPressEvent(event)


def _is_keep(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
