"""One record at the side of a list: what it is, its fields, the words it rests on, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from kpdesk.desktop import icons, theme
from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Deed, Desk
from kpdesk.desktop.forms.record_form import RecordForm
from kpdesk.desktop.forms.specs import WORDS
from kpdesk.desktop.models import spelling
from kpdesk.desktop.state_sign import StatePill
from kpdesk.desktop.widgets import button, clear, hbox, icon_button, label, scrolled, vbox
from kpdesk.domain.anchors import CONTEXT
from kpdesk.domain.changes import Changes
from kpdesk.domain.records import Anchor, Reviewed
from kpdesk.domain.values import as_values, from_values
from kpdesk.services import lookup, making, queue, review
from kpdesk.services.making import called

MOST_EVIDENCE = 5


class RecordCard(QFrame):
    """``closed`` when it was left; ``kept(record_id)`` after its record was written."""

    closed = Signal()
    kept = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        # What was typed and could not be kept, by record: (the record, what stood in its fields, whether it is new).
        self._aside: dict[str, tuple[Any, dict[str, Any], bool]] = {}
        self.setProperty("look", "window")
        self.setAccessibleName("Record")
        self.form = RecordForm(desk)
        self.form.edited.connect(self._on_edited)
        self.form.kept.connect(self._on_kept)
        desk.case_left.connect(self.forget)
        self._picture = label()
        self._kind = label("", "small", "text.2")
        self._pill = StatePill()
        self._title = label("", "title", wrap=True)
        self._keep = button("Keep", self.keep, look="main", key="Ctrl+Return")
        self._drop = button("Drop changes", self.reload, look="quiet")
        self._accept = button("Accept", self._on_accept)
        self.evidence = QWidget()
        self._evidence_column = vbox(self.evidence, space=8)
        self._evidence_head = label("Evidence", "body", heavy=True)
        self._said = label("", "small", "text.2", wrap=True)
        self._more = QWidget()
        self.remove_button = button("Remove", self.remove, look="quiet", icon="trash-2")
        self._history = button("History", self._on_history, look="quiet", icon="history")
        self.erase_button = button("Erase…", self.erase, look="quiet", icon="file-x", name="Erase permanently")
        more = hbox(self._more, space=4)
        for made in (self.remove_button, self._history, self.erase_button):
            more.addWidget(made)
        more.addStretch(1)
        self._arrange()
        keep = QAction("Keep", self)
        keep.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        keep.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.triggered.connect(lambda _checked=False: self.keep())
        self.addAction(keep)

    def _arrange(self) -> None:
        inner = QWidget()
        column = vbox(inner, margins=(24, 12, 16, 16), space=8)
        top = hbox(space=8)
        top.addWidget(self._picture)
        top.addWidget(self._kind, 1)
        top.addWidget(self._pill)
        top.addWidget(icon_button("x", "Close the card", self.leave, size=16))
        column.addLayout(top)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(self.form)
        column.addSpacing(8)
        buttons = hbox(space=8)
        for made in (self._keep, self._accept, self._drop):
            buttons.addWidget(made)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(self._evidence_head)
        column.addWidget(self.evidence)
        column.addWidget(self._said)
        column.addWidget(self._more)
        column.addStretch(1)
        vbox(self).addWidget(scrolled(inner, "Record"))

    # showing

    @property
    def record(self) -> Any:
        return self.form.record

    def show_record(self, kind: str, record_id: str) -> bool:
        """Show one record of the case; False where it is gone. An edit under way is kept first.

        What cannot be kept is remembered, said, and there again with its faults when the record is shown again.
        """
        if self.record is not None and self.record.id != record_id:
            self._keep_or_put_aside()
        record = self._desk.case.get(kind, record_id)
        if record is None:
            return False
        self.form.show_record(record)
        if record_id in self._aside:
            self.form.retype(self._aside.pop(record_id)[1])
        self._refresh()
        return True

    def _keep_or_put_aside(self) -> None:
        """Before another record comes: keep what was typed, or remember it where it cannot be kept as it is."""
        if not self.form.dirty or self.form.keep(stay=False):
            return
        record = self.record
        self._aside[record.id] = (record, self.form.typed(), self.form.new)
        wrong = next(iter(self.form.problems().values()), "It cannot be kept as it is.")
        name = self._heading() or f"The new {WORDS[record.KIND].lower()}"
        self._desk.say(
            f"{name} is not kept yet. {wrong}", "warn", [("Go back to it", lambda: self._go_back_to(record.id))]
        )

    def _go_back_to(self, record_id: str) -> None:
        if record_id not in self._aside:
            return
        record, typed, new = self._aside[record_id]
        if new:
            self._keep_or_put_aside()
            del self._aside[record_id]
            self.form.show_record(record, new=True)
            self.form.retype(typed)
            self._refresh()
        elif not self.show_record(record.KIND, record_id):
            return
        if self.isHidden():
            self.show()
            beside = self.parentWidget()
            while beside is not None and not isinstance(beside, Columns):
                beside = beside.parentWidget()
            if beside is not None:
                beside.spread()
        self.form.focus_wrong()

    def unkept(self) -> list[dict[str, Any]]:
        """What was typed and is not kept, of the record shown and of those put aside; not of records that are gone."""
        held = dict(self._aside)
        if self.record is not None and self.form.dirty and (typed := self.form.typed()):
            held[self.record.id] = (self.record, typed, self.form.new)
        return [
            {"kind": record.KIND, "record": as_values(record), "typed": typed, "new": new}
            for record, typed, new in held.values()
            if new or self._desk.case.get(record.KIND, record.id) is not None
        ]

    def take_unkept(self, found: list[dict[str, Any]]) -> list[tuple[str, Deed]]:
        """Put it aside until its record is shown; into the fields where it is shown already."""
        told: list[tuple[str, Deed]] = []
        for one in found:
            record = self._desk.case.get(one["kind"], one["record"]["id"])
            if one["new"]:
                record = from_values(one["kind"], one["record"])
            if record is not None:
                self._aside[record.id] = (record, one["typed"], one["new"])
                if self.record is not None and self.record.id == record.id:
                    self.show_record(record.KIND, record.id)
                name = f"a new {WORDS[record.KIND].lower()}" if one["new"] else f"changes to {called(record)}"
                told.append((name, partial(self._go_back_to, record.id)))
        return told

    def show_new(self, kind: str, **given: Any) -> None:
        """An empty card for a record to be made."""
        self._keep_or_put_aside()
        self.form.show_new(kind, **given)
        self._refresh()
        self.form.focus_first()

    def reload(self) -> None:
        """Read the record again; what was typed and not kept is dropped."""
        if self.form.new or (self.record is not None and not self.show_again()):
            self.leave()

    def show_again(self) -> bool:
        self.form.dirty = False
        return self.show_record(self.record.KIND, self.record.id)

    def forget(self) -> None:
        """The case was left: nothing that was shown or typed belongs to another one."""
        self._aside.clear()
        self.form.record, self.form.new, self.form.dirty = None, False, False

    def take_changes(self, changes: Changes | None) -> None:
        """Follow what happened to the record elsewhere; an edit under way stays."""
        if self.record is None or self.form.new or self.form.dirty:
            return
        if changes is None or changes.touches(self.record.KIND, "anchor"):
            self.reload()

    def _refresh(self) -> None:
        record = self.record
        kind, new = record.KIND, self.form.new
        self._picture.setPixmap(icons.kind_icon(kind, getattr(record, "kind", "")).pixmap(16, 16))
        if isinstance(record, Reviewed) and not new:
            self._kind.setText(queue.kind_words(record))
            self._pill.set_state(record.state)
        else:
            self._kind.setText(f"New {WORDS[kind].lower()}" if new else WORDS[kind])
        reviewed = isinstance(record, Reviewed) and not new
        self._pill.setVisible(reviewed)
        self._title.setText(self._heading())
        self._title.setVisible(bool(self._title.text()))
        self._accept.setVisible(reviewed and record.state == "proposed")
        self._more.setVisible(not new)
        self._show_evidence([] if new else self._anchors())
        said = queue.details(self._desk.case, kind, record.id) if reviewed else None
        lines = [f"{name}: {value}" for name, value in said.machine_said] if said else []
        words = "kpdesk had said: " + "; ".join(lines) if lines else ""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._on_edited()

    def _heading(self) -> str:
        record = self.record
        if self.form.new:
            return ""
        if record.KIND == "position":
            holder, issue = (
                self._desk.case.get("actor", record.holder_id),
                self._desk.case.get("issue", record.issue_id),
            )
            return f"{holder.name} on {issue.label}" if holder and issue else ""
        if record.KIND == "statement":
            speaker = self._desk.case.get("actor", record.speaker_id)
            return speaker.name if speaker else "Nobody named"
        return getattr(record, "name", "") or getattr(record, "title", "")

    def _anchors(self) -> list[Anchor]:
        if self.record.KIND not in ("actor", "meeting", "statement", "position", "affiliation", "participation"):
            return []
        return lookup.evidence(self._desk.case, self.record.KIND, self.record.id)

    def _show_evidence(self, anchors: list[Anchor]) -> None:
        clear(self._evidence_column)
        self._evidence_head.setVisible(bool(anchors))
        self.evidence.setVisible(bool(anchors))
        for anchor in anchors[:MOST_EVIDENCE]:
            self._evidence_column.addWidget(EvidenceRow(self._desk, anchor, anchors))
        if len(anchors) > MOST_EVIDENCE:
            more = button(
                f"{len(anchors) - MOST_EVIDENCE} more", lambda: self._desk.show_evidence(anchors), look="link"
            )
            self._evidence_column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_edited(self) -> None:
        self._keep.setEnabled(self.form.dirty or self.form.new)
        self._drop.setVisible(self.form.dirty or self.form.new)
        self._drop.setText("Cancel" if self.form.new else "Drop changes")

    # doing

    def keep(self) -> None:
        """Write the record."""
        if self.record is not None and (self.form.dirty or self.form.new):
            self.form.keep()

    def _on_kept(self, record_id: str) -> None:
        self.show_record(self.record.KIND, record_id)
        self.kept.emit(record_id)

    def _on_accept(self) -> None:
        if self.form.dirty:
            self.keep()
        else:
            self._desk.do(review.accept, [(self.record.KIND, self.record.id)])

    def remove(self) -> None:
        """Remove the record with what rests only on it; Undo brings it back."""
        self._desk.do(making.remove, self.record.KIND, [self.record.id])

    def erase(self) -> None:
        """Erase the record for good: a page of its own says what that means."""
        self._desk.go("erase", records=[(self.record.KIND, self.record.id)])

    def _on_history(self) -> None:
        self._desk.go("history", kind=self.record.KIND, record_id=self.record.id)

    def leave(self) -> None:
        self.form.dirty = False
        self.closed.emit()

    def handlers(self) -> dict[str, Any]:
        """From within the card: Esc closes it as its cross does, Ctrl+E shows the evidence."""
        found: dict[str, Any] = {"escape": self.leave}
        if self.record is not None and not self.form.new:
            found |= {"evidence": lambda: self._desk.show_evidence(self._anchors()), "erase": self.erase}
        return found


class EvidenceRow(QPushButton):
    """The quoted characters with their outlet and date; pressing shows them in the text."""

    def __init__(self, desk: Desk, anchor: Anchor, anchors: list[Anchor], *, context: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "row")
        source, _version = lookup.source_of(desk.case, anchor)
        where = "  ·  ".join(part for part in (source.outlet, spelling.date(source.published)) if part) or source.title
        quote = " ".join(anchor.quote.split())
        quote = quote if len(quote) < 160 else quote[:159] + "…"
        around = f"{_tail(anchor.prefix)}{anchor.quote}{_head(anchor.suffix)}"
        words = QLabel(around if context else f"“{quote}”")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        column = vbox(self, margins=(12, 4, 8, 4), space=2)
        column.addWidget(words)
        column.addWidget(label(where, "small", "text.2"))
        self.setAccessibleName(f"Show the evidence: {quote[:120]}, {where}")
        self.setToolTip("Show it in the text")
        rest = [anchor, *(a for a in anchors if a.id != anchor.id)]
        self.clicked.connect(lambda _checked=False: desk.show_evidence(rest))

    def sizeHint(self):  # type: ignore[no-untyped-def]
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self):  # type: ignore[no-untyped-def]
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else theme.px(40)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


def _tail(words: str) -> str:
    """What stands before a quotation, from a whole word on, in one line."""
    whole = len(words) < CONTEXT
    cut = words if whole else words.partition(" ")[2]
    return ("" if whole else "… ") + " ".join(cut.split()) + (" " if cut[-1:].isspace() else "")


def _head(words: str) -> str:
    """What follows a quotation, up to a whole word, in one line."""
    whole = len(words) < CONTEXT
    cut = words if whole else words.rpartition(" ")[0]
    return (" " if cut[:1].isspace() else "") + " ".join(cut.split()) + ("" if whole else " …")
