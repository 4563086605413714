"""The reader as a part of a page: a text with its records, chips for kinds, hover card, tagging, moving ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from kpdesk.desktop import actions, icons, theme
from kpdesk.desktop.desk import Deed, Desk
from kpdesk.desktop.reader.card import CARD_KEYS, HoverCard
from kpdesk.desktop.reader.marks import Mark
from kpdesk.desktop.reader.setting import LARGEST, NORMAL, SMALLEST, Setting
from kpdesk.desktop.reader.strip import OverviewStrip
from kpdesk.desktop.reader.text_view import ReaderText
from kpdesk.desktop.widgets import button, hbox, label, vbox
from kpdesk.domain.changes import Changes
from kpdesk.domain.records import REVIEWED_KINDS, Anchor
from kpdesk.services import queue, reading, tagging

if TYPE_CHECKING:
    from kpdesk.desktop.forms.tag_card import TagCard

Handlers = dict[str, Callable[[], object]]
_CHIPS = (("actor", "Actors"), ("meeting", "Meetings"), ("statement", "Statements"), ("position", "Positions"))
_SHOWN_WIDTH, _SHOWN_HEIGHT = 520, 240  # chips lose their words below the one, go below the other


class ReaderPane(QFrame):
    """Shows a text of the case. ``record_chosen`` when a mark was clicked or reached, ``record_opened`` on Return."""

    record_chosen = Signal(str, str)
    record_opened = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.text_version_id: str | None = None
        self.selected_record: tuple[str, str] | None = None
        self._hidden: set[str] = set()
        self._rejected = False
        self._spans: list = []
        self._card: HoverCard | None = None
        self._tag_card: TagCard | None = None
        self._tag_waiting: dict[str, Any] | None = None  # typed into a tag card before the program ended
        self._anchor_moving: str | None = None
        self.setProperty("look", "page")
        self.text = ReaderText()
        self.text.keys_of = lambda name: actions.keys_of(name, desk.settings)
        self.text.setting = Setting(pixels=desk.settings.reader_size, serif=desk.settings.reader_serif)
        self.strip = OverviewStrip(self.text)
        self._empty = label("", "body", "text.2", wrap=True)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = vbox(self)
        column.addWidget(self._chips())
        column.addWidget(self._note())
        row = hbox()
        row.addWidget(self.text, 1)
        row.addWidget(self.strip)
        column.addLayout(row, 1)

    def _chips(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("look", "page")
        row = hbox(bar, margins=(8, 8, 16, 4), space=0)
        self._kind_chips: dict[str, QPushButton] = {}
        for kind, words in _CHIPS:
            made = button(words, partial(self._toggle_kind, kind), look="plain", name=f"Show {words.lower()}")
            made.setCheckable(True)
            made.setChecked(True)
            icons.dress(made, icons.KIND_ICONS[kind], kind, 14)
            made.setToolTip(f"Show or hide {words.lower()} in the text")
            self._kind_chips[kind] = made
            row.addWidget(made)
        row.addStretch(1)
        self._tag_button = button("Tag", self.tag, look="chip", action="reader.tag", name="Tag the selection")
        self._tag_button.hide()
        row.addWidget(self._tag_button)
        row.addSpacing(4)
        self._only = button("Only to decide", self.toggle_undecided, look="chip")
        self._only.setCheckable(True)
        actions.set_tooltip(self._only, "Dim what is decided", "reader.undecided")
        row.addWidget(self._only)
        self._chip_bar = bar
        return bar

    def _note(self) -> QLabel:
        self.note = label("", "small", "text.2", wrap=True)
        self.note.setContentsMargins(56, 8, 16, 0)
        self.note.hide()
        return self.note

    def _connect(self) -> None:
        text = self.text
        text.marks_hovered.connect(self._on_hovered)
        text.hover_left.connect(self._hide_card)
        text.marks_opened.connect(self._on_opened)
        text.marks_clicked.connect(self._on_clicked)
        text.tag_asked.connect(self.tag)
        text.adjust_asked.connect(self.adjust)
        text.dim_asked.connect(self.toggle_undecided)
        text.adjusted.connect(self._on_adjusted)
        text.adjusting_ended.connect(lambda: self._say_note(""))
        text.zoom_asked.connect(self.zoom)
        text.view_moved.connect(self._hide_card)
        text.cite = self._cited
        text.selectionChanged.connect(lambda: self._tag_button.setVisible(text.selected() is not None))
        text.installEventFilter(self)
        self.setFocusProxy(text)
        self.desk.changed.connect(self._on_changed)
        self.desk.case_left.connect(self.clear)

    # showing

    def open_text(
        self, text_version_id: str, select: Anchor | None = None, record: tuple[str, str] | None = None
    ) -> None:
        """Show a text; bring an anchor, or a record's first characters, into view and bracket them."""
        if text_version_id != self.text_version_id:
            self.text_version_id = text_version_id
            about = reading.about_text(self.desk.case, text_version_id)
            self.text.set_text(
                self.desk.case.text(text_version_id), title=about.title, meta=about.meta, language=about.language
            )
            self._read_spans()
        if select is not None:
            self.show_record(*select.owner, anchor=select)
        elif record is not None:
            self.show_record(*record)
        else:
            self.selected_record = None
            self.text.set_evidence([])

    def show_anchors(self, anchors: Sequence[Anchor]) -> None:
        """Open at the first of these anchors and bracket all of them that lie in the same text."""
        if anchors:
            self.open_text(anchors[0].text_version_id, select=anchors[0])

    def show_record(self, kind: str, record_id: str, *, anchor: Anchor | None = None, flash: bool = True) -> None:
        """Fill and bracket a record's characters, box its speaker and cue, and bring them into view."""
        self.light_up(kind, record_id)
        spans = self._evidence_spans(kind, record_id)
        if anchor is not None:
            self.text.show_span(anchor.start, anchor.end, flash=flash)
        elif spans:
            self.text.show_span(*spans[0], flash=flash)

    def light_up(self, kind: str, record_id: str) -> None:
        """Fill and bracket a record's characters; the text stays where it is."""
        self.selected_record = (kind, record_id)
        self._highlight()

    def clear(self) -> None:
        """Show nothing: the case was closed or another one opened."""
        self.text_version_id, self.selected_record, self._spans = None, None, []
        self._tag_waiting = None
        if self._tag_card is not None:
            self._tag_card.drop()
        self.text.set_text("")
        self._hide_card()

    def _highlight(self) -> None:
        if self.selected_record is None:
            self.text.set_evidence([])
            return
        kind, record_id = self.selected_record
        boxes = [(s.start, s.end) for s in self._of(kind, record_id) if s.role in ("speaker", "cue")]
        self.text.set_evidence(self._evidence_spans(kind, record_id), boxes)

    def _evidence_spans(self, kind: str, record_id: str) -> list[tuple[int, int]]:
        spans = self._of(kind, record_id)
        main = [s for s in spans if s.role in ("content", "evidence", "mention")] or spans
        return [(s.start, s.end) for s in main]

    def _of(self, kind: str, record_id: str) -> list:
        return self.text.marks.of_record(kind, record_id)

    def _read_spans(self) -> None:
        if self.text_version_id is not None:
            self._spans = queue.spans(self.desk.case, self.text_version_id)
            self._mark()

    def _mark(self) -> None:
        self.text.set_spans(self._spans, hidden=tuple(self._hidden), show_rejected=self._rejected)

    def show_rejected(self, on: bool) -> None:
        """Draw rejected records too, as a dotted line."""
        if on != self._rejected:
            self._rejected = on
            self._mark()

    def _on_changed(self, changes: Changes) -> None:
        if self.text_version_id is None or self.desk.case is None:
            return
        if changes.touches("text_version") and self.desk.case.get("text_version", self.text_version_id) is None:
            self.clear()
        elif changes.touches("anchor", *REVIEWED_KINDS):
            self._spans = reading.refreshed(self.desk.case, self.text_version_id, self._spans, changes)
            self._mark()
            self._highlight()

    # chips and size

    def _toggle_kind(self, kind: str) -> None:
        self._hidden ^= {kind}
        shown = kind not in self._hidden
        self._kind_chips[kind].setChecked(shown)
        icons.dress(
            self._kind_chips[kind], icons.KIND_ICONS[kind] if shown else "eye-off", kind if shown else "text.off", 14
        )
        self._mark()

    def toggle_undecided(self) -> None:
        """Dim what is decided, or show everything again."""
        scene = self.text.scene
        scene.only_undecided = not scene.only_undecided
        self._only.setChecked(scene.only_undecided)
        self.text.viewport().update()

    def zoom(self, by: int) -> None:
        """Letters of the text larger or smaller; 0 sets them as they come."""
        pixels = min(LARGEST, max(SMALLEST, self.text.setting.pixels + by)) if by else NORMAL
        self.desk.settings.reader_size = pixels
        self.desk.settings.save()
        old = self.text.setting
        self.text.reshape(
            Setting(
                pixels=pixels, serif=old.serif, wrap=old.wrap, title=old.title, meta=old.meta, language=old.language
            )
        )

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._chip_bar.setVisible(event.size().height() >= theme.px(_SHOWN_HEIGHT))
        roomy = event.size().width() >= theme.px(_SHOWN_WIDTH)
        for kind, words in _CHIPS:
            self._kind_chips[kind].setText(words if roomy else "")

    # cards

    def _on_hovered(self, marks: list[Mark], where: QRectF) -> None:
        keys = list(dict.fromkeys((s.kind, s.record_id) for m in marks for s in m.spans))
        rows = queue.rows(self.desk.case, keys)
        found = [rows[key] for key in keys if key in rows]
        if not found:
            return
        if self._card is None or self._card.parentWidget() is not self.window():
            self._card = HoverCard(self.window(), lambda kind, i: queue.details(self.desk.case, kind, i))
            self._card.opened.connect(self.record_opened)
        self._card.show_rows(found, where)

    def show_card_of(self, kind: str, record_id: str) -> None:
        """The hover card of one record, at its first characters."""
        spans = self._of(kind, record_id)
        marks = [m for m in self.text.marks.marks if spans and spans[0] in m.spans]
        if marks:
            self._on_hovered(marks, self.text.global_rect(spans[0].start, spans[0].end))

    def _hide_card(self) -> None:
        if self._card is not None and not self._card.underMouse():
            self._card.hide()

    def _on_opened(self, marks: list[Mark]) -> None:
        span = marks[0].spans[0]
        self.record_opened.emit(span.kind, span.record_id)

    def _on_clicked(self, marks: list[Mark]) -> None:
        span = marks[0].spans[0]
        self.record_chosen.emit(span.kind, span.record_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys go to the open hover card first, from the text and from a list that installed this filter."""
        if self._card is None or not self._card.isVisible() or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in CARD_KEYS:
            event.accept()  # or the window's own Esc would take it
            return True
        return event.type() == QEvent.Type.KeyPress and self._card.take_key(event)

    # tagging and ends

    def tag(self) -> None:
        """Open the tag card on the selected characters."""
        chosen = self.text.selected()
        if chosen is None or self.text_version_id is None:
            self.desk.say("Select the words first, then press T.", "info")
            return
        self._open_tag_card(self.text_version_id, chosen, self._extendable()).open_at(self.text.global_rect(*chosen))

    def _open_tag_card(self, version: str, span: tuple[int, int], extend: tuple[str, str] | None) -> TagCard:
        from kpdesk.desktop.forms.tag_card import TagCard

        self._hide_card()
        if self._tag_card is not None:
            self._tag_card.deleteLater()
        card = TagCard(self.desk, self.window(), version, span, extend=extend)
        card.left.connect(self._on_tag_left)
        card.made.connect(self.record_chosen)
        self._tag_card = card
        return card

    def unkept(self) -> dict[str, Any] | None:
        """What was typed into a tag card and is not kept."""
        return (self._tag_card.typed() if self._tag_card is not None else None) or self._tag_waiting

    def take_unkept(self, found: dict[str, Any]) -> list[tuple[str, Deed]]:
        """Let it wait until it is asked for."""
        if self.desk.case.get("text_version", found["version"]) is None:
            return []
        self._tag_waiting = found
        return [("a tag in a text", self._show_tag)]

    def _show_tag(self) -> None:
        """Open the text, and the card with what was typed."""
        found, self._tag_waiting = self._tag_waiting, None
        if found is None:
            return
        span = (found["span"][0], found["span"][1])
        extend = (found["extend"][0], found["extend"][1]) if found["extend"] else None
        self.open_text(found["version"])
        self.text.show_span(*span)
        card = self._open_tag_card(found["version"], span, extend)
        card.retype(found)
        card.open_at(self.text.global_rect(*span))

    def _extendable(self) -> tuple[str, str] | None:
        return self.selected_record if self.selected_record and self.selected_record[0] == "statement" else None

    def _on_tag_left(self) -> None:
        self._tag_card = None
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def adjust(self) -> None:
        """Move the ends of the selected record's characters, or of the mark at the caret."""
        chosen = self._span_to_adjust()
        if chosen is None:
            self.desk.say("Choose a mark first: Tab goes from one to the next.", "info")
            return
        self._anchor_moving = chosen.anchor_id
        self.text.show_span(chosen.start, chosen.end)
        self.text.adjust(chosen.start, chosen.end)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_note("← → a word · Shift a character · Tab other end · Return keep · Esc drop. Or drag an end.")

    def _span_to_adjust(self) -> Any:
        if self.text.scene.focus and (found := self.text.marks_here()):
            return found[0].spans[0]
        if self.selected_record:
            kept = [s for s in self._of(*self.selected_record) if s.role in ("content", "evidence", "mention")]
            if kept:
                return kept[0]
        found = self.text.marks_here()
        return found[0].spans[0] if found else None

    def _on_adjusted(self, start: int, end: int) -> None:
        if self._anchor_moving is not None:
            self.desk.do(tagging.set_ends, self._anchor_moving, start, end)
        self._anchor_moving = None

    def _say_note(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    # copying

    def _cited(self, start: int, end: int, quote: str) -> str:
        if self.text_version_id is None:
            return quote
        return reading.quotation(self.desk.case, self.text_version_id, start, end)

    def handlers(self) -> Handlers:
        """Commands while the text has the focus; a page adds them to its own."""
        return {
            "tag": self.tag,
            "reader.tag": self.tag,
            "reader.adjust": self.adjust,
            "reader.undecided": self.toggle_undecided,
            "reader.characters": self.text.copy_characters,
            "larger": partial(self.zoom, 1),
            "smaller": partial(self.zoom, -1),
            "normal": partial(self.zoom, 0),
        }
