"""The right-hand card of the review page: one record, its fields, why it was proposed, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kpdesk.desktop import actions, icons, theme
from kpdesk.desktop.desk import Deed, Desk
from kpdesk.desktop.forms.proposal import ProposalForm
from kpdesk.desktop.state_sign import StatePill
from kpdesk.desktop.widgets import button, hbox, label, scrolled, vbox
from kpdesk.services import queue
from kpdesk.services.queue import Details

_TITLE_LONGEST = 180
_LOW = 320  # a card lower than this keeps to what is needed


class ReviewCard(QFrame):
    """Shows one record. Signals say what a person asked for; the page does it."""

    accept_asked = Signal()
    reject_asked = Signal()
    edit_asked = Signal()
    keep_asked = Signal()
    leave_asked = Signal()
    reopen_asked = Signal()
    remove_asked = Signal()
    skip_asked = Signal()
    back_asked = Signal()
    why_asked = Signal()
    source_asked = Signal()
    stance_asked = Signal(str)
    left_open = Signal(object, str)  # (kind, id) and title of a record that was left with changes not kept

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.details: Details | None = None
        self._aside: dict[tuple[str, str], dict[str, Any]] = {}  # typed and not kept, by record
        self.setProperty("look", "window")
        self.setAccessibleName("Record")
        self.form = ProposalForm(desk)
        self.form.edited.connect(self._on_edited)
        self.form.stance_picked.connect(self.stance_asked)
        self._more = False
        column = vbox(self)
        self.area = scrolled(self._content(), "Record")
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self.area, 1000)
        column.addWidget(self._foot())
        column.addStretch(1)
        self._inner.installEventFilter(self)

    # parts

    def _content(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("look", "window")
        self._inner_column = column = vbox(inner, margins=(24, 16, 16, 0), space=0)
        head = hbox(space=8)
        self._picture = QLabel()
        self._kind = label("", "small", "text.2")
        self.pill = StatePill()
        head.addWidget(self._picture)
        head.addWidget(self._kind, 1)
        head.addWidget(self.pill)
        column.addLayout(head)
        self._title = label("", "title", wrap=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._title)
        column.addSpacing(16)
        column.addWidget(self.form)
        self._texts(column)
        self._inner = inner
        return inner

    def _texts(self, column: QVBoxLayout) -> None:
        """Why, how sure, what the machine had said, who decided."""
        column.addSpacing(16)
        self._why_head = label("Why", "small", heavy=True)
        self._why = label("", "small", "text.2", wrap=True)
        self._sure = label("", "small", "text.2", wrap=True)
        self._said_head = label("The machine had said", "small", heavy=True)
        self._said = label("", "small", "text.2", wrap=True)
        self._decided = label("", "small", "text.2", wrap=True)
        self._all = label("", "small", "text.2", wrap=True)
        for made, air in (
            (self._why_head, 0), (self._why, 4), (self._sure, 4), (self._said_head, 12), (self._said, 4),
            (self._decided, 12), (self._all, 4),
        ):  # fmt: skip
            made.setContentsMargins(0, air, 0, 0)
            column.addWidget(made)

    def _foot(self) -> QWidget:
        foot = QWidget()
        self._foot_column = column = vbox(foot, margins=(24, 16, 16, 16), space=8)
        deeds = hbox(space=8)
        self.accept_button = button("Accept", self.accept_asked.emit, look="main", action="review.accept")
        self.edit_button = button("Edit", self.edit_asked.emit, action="review.edit")
        self.reject_button = button("Reject", self.reject_asked.emit, action="review.reject")
        self.reopen_button = button("Decide again", self.reopen_asked.emit)
        self.remove_button = button("Remove", self.remove_asked.emit)
        self.keep_button = button("Keep", self.keep_asked.emit, look="main", key="Ctrl+⏎")
        self.leave_button = button("Leave", self.leave_asked.emit, key="Esc")
        for made in self._deeds():
            deeds.addWidget(made)
        deeds.addStretch(1)
        column.addLayout(deeds)
        self._small = QWidget()
        small = hbox(self._small, space=0)
        for words, action, signal in (
            ("skip", "review.skip", self.skip_asked), ("back", "review.previous_decided", self.back_asked),
            ("why", "review.why", self.why_asked), ("whole source", "review.source", self.source_asked),
        ):  # fmt: skip
            made = button(words, signal.emit, look="quiet", name=words.capitalize(), action=action)
            made.setProperty("key_first", True)
            made.setProperty("role", "small")
            made.setProperty("ink", "text.2")
            small.addWidget(made)
        small.addStretch(1)
        column.addWidget(self._small)
        actions.print_keys(foot, self._desk.settings)
        return foot

    def _deeds(self) -> tuple[QWidget, ...]:
        return (
            self.accept_button,
            self.edit_button,
            self.reject_button,
            self.reopen_button,
            self.remove_button,
            self.keep_button,
            self.leave_button,
        )

    # showing

    def show_record(self, kind: str, record_id: str) -> bool:
        """Show a record; False where it is gone. What was typed for another and not kept waits until it is back."""
        shown = self.form.key
        if shown is not None and shown != (kind, record_id) and self.form.changed():
            self._aside[shown] = self.form.typed()
            self.left_open.emit(shown, self.details.title if self.details else "")
        details = queue.details(self._desk.case, kind, record_id)
        self.details = details
        if details is None:
            return False
        record = details.record
        picture = icons.kind_icon(kind, getattr(record, "kind", ""), 16)
        self._picture.setPixmap(picture.pixmap(16, 16))
        self._kind.setText(details.kind_words)
        self.pill.set_state(record.state)
        self._title.setText(_shortened(details.title, _TITLE_LONGEST))
        self.form.show_record(kind, record_id)
        if typed := self._aside.pop((kind, record_id), None):
            self.form.retype(typed)
        self._show_texts(details)
        self._show_deeds()
        self.setAccessibleDescription(f"{details.kind_words}, {details.title}, {record.state}")
        self.area.verticalScrollBar().setValue(0)
        self._fit()
        return True

    def refresh(self, *, typed: bool) -> None:
        """The record changed under the card: show it as it is now; what was ``typed`` in a field stays there."""
        key, kept = self.form.key, self.form.changed() if typed else {}
        if key is None:
            return
        self.form.key = None  # nothing is left here, so nothing is put aside
        if self.show_record(*key) and kept:
            self.form.retype(kept)
        else:
            self.form.key = key

    def _show_texts(self, details: Details) -> None:
        record = details.record
        said = "\n".join(f"{name}: {value}" for name, value in details.machine_said)
        self._say(self._why, record.why, self._why_head)
        self._say(self._sure, details.score_words.capitalize() if details.score_words else "")
        self._say(self._said, said, self._said_head)
        self._say(self._decided, details.decided[:1].upper() + details.decided[1:])
        lines = [f"{name}: {value}" for name, value in details.lines if name and value]
        lines += [f"Read by {details.made_by}"] if details.made_by else []
        lines += [f"“{a.quote}” ({a.role})" for a in details.anchors[:6]]
        self._say(self._all, "\n".join(lines) if self._more else "")

    def _say(self, made: QLabel, words: str, head: QLabel | None = None) -> None:
        made.setText(words)
        made.setVisible(bool(words))
        if head is not None:
            head.setVisible(bool(words))

    def _show_deeds(self) -> None:
        """Proposed: accept, edit, reject. Decided: edit, decide again; a person's own: remove. While editing: keep, leave."""
        editing = bool(self.form.changed())
        record = self.details.record if self.details else None
        open_ = record is not None and record.state == "proposed"
        machine = record is not None and record.made_by != "person"
        self.accept_button.setVisible(not editing and open_)
        self.reject_button.setVisible(not editing and open_)
        self.edit_button.setVisible(not editing and bool(self.form.first()))
        self.reopen_button.setVisible(not editing and not open_ and machine)
        self.remove_button.setVisible(not editing and not machine and record is not None)
        self.keep_button.setVisible(editing)
        self.leave_button.setVisible(editing)

    def toggle_more(self) -> None:
        """W: everything that is known about where the record comes from."""
        self._more = not self._more
        if self.details is not None:
            self._show_texts(self.details)
            self._fit()
            if self._more:  # it has no place yet
                QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self._all, 0, 0))

    def _on_edited(self) -> None:
        self._show_deeds()

    # editing

    def begin_editing(self) -> None:
        """Put the focus into the first field."""
        first = self.form.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(first, QLineEdit):
                first.selectAll()

    def changed(self) -> dict[str, Any]:
        return self.form.changed()

    def drop_changes(self) -> None:
        """Show the record as the case has it; what was typed goes."""
        if self.form.key is not None:
            key = self.form.key
            self._aside.pop(key, None)
            self.show_record(*key)

    def unkept(self) -> list[dict[str, Any]]:
        """What was typed and is not kept, of the record shown and of those left; not of records that are gone."""
        held = dict(self._aside)
        if self.form.key is not None and (typed := self.form.changed()):
            held[self.form.key] = typed
        return [
            {"record": list(key), "typed": typed}
            for key, typed in held.items()
            if self._desk.case.get(*key) is not None
        ]

    def take_unkept(self, found: list[dict[str, Any]]) -> list[tuple[str, Deed]]:
        """Put it aside until its record is shown; into the fields where it is shown already."""
        told: list[tuple[str, Deed]] = []
        for one in found:
            key = (one["record"][0], one["record"][1])
            details = queue.details(self._desk.case, *key)
            if details is not None:
                self._aside[key] = one["typed"]
                if key == self.form.key:
                    self.show_record(*key)
                told.append(
                    (f"changes to {_shortened(details.title, 60)}", partial(self._desk.go, "review", record=key))
                )
        return told

    def forget(self) -> None:
        """Another case: nothing that was typed belongs to it."""
        self._aside.clear()
        self.form.key = None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._form_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = self._form_key(event)
        if what:
            (self.keep_asked if what == "keep" else self.leave_asked).emit()
        else:
            super().keyPressEvent(event)

    def _form_key(self, event: QKeyEvent) -> str:
        if not self.form.has_focus():
            return ""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return "keep"
        return "leave" if event.key() == Qt.Key.Key_Escape and not event.modifiers() else ""

    # size

    def _fit(self) -> None:
        """The scrolled part is as high as its content, so that the buttons follow it closely."""
        content = self._inner.layout()
        assert content is not None
        content.activate()
        # Measured beside a scroll bar: Qt keeps the bar of the record before where the content fits only without it.
        beside = self.width() - self.area.verticalScrollBar().sizeHint().width()
        height = content.totalHeightForWidth(max(200, beside)) + theme.px(8)
        self.area.setMaximumHeight(height)
        low = self.height() < theme.px(_LOW)
        self.area.setMinimumHeight(min(height, theme.px(56 if low else 120)))

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        low = self.height() < theme.px(_LOW)
        self._small.setVisible(not low)
        self._foot_column.setContentsMargins(24, 4 if low else 16, 16, 4 if low else 16)
        self._inner_column.setContentsMargins(24, 4 if low else 16, 16, 0)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…”"
