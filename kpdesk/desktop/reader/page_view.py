"""A text with its marks as it looks: document, layout in idle time, evidence, selection and scrolling.

What keys and the mouse do to it is in ``text_view``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextEdit

from kpdesk.analysis.spans import ReaderSpan
from kpdesk.desktop import theme
from kpdesk.desktop.offsets import Offsets, shown
from kpdesk.desktop.reader.adjusting import Move
from kpdesk.desktop.reader.layout import PageLayout, Shape
from kpdesk.desktop.reader.marks import Marks
from kpdesk.desktop.reader.painting import PagePainter, Scene
from kpdesk.desktop.reader.setting import Setting, shape_for

FLASH_MS, SLICE_S = 400, 0.004


class PageView(QTextEdit):
    """Shows one text, read-only. Offsets that go in and come out are code points."""

    view_moved = Signal()

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setProperty("look", "reader")
        self.setAccessibleName("Text of the source")
        self.text = ""
        self.offsets = Offsets("")
        self.setting = Setting()
        self.moving: Move | None = None
        self._kept_in_view: tuple[int, int] | None = None
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(self._end_flash)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._lay_out_more)
        self._doc = QTextDocument(self)
        self._document("")
        theme.current.changed.connect(self._on_theme)

    def _document(self, text: str) -> None:
        """A new document for each text: Qt keeps nothing of the old one, and never relays it out twice."""
        old, self._doc = self._doc, QTextDocument(self)
        self._doc.setUndoRedoEnabled(False)
        self.page = PageLayout(self._doc)
        self._doc.setDocumentLayout(self.page)
        self._doc.setPlainText(shown(text))
        self.painter = PagePainter(self.page)
        self.page.paint_with(self._paint)
        self.scene = Scene(marks=Marks((), self.offsets))
        self.setDocument(self._doc)
        old.deleteLater()

    # content

    def set_text(self, text: str, *, title: str = "", meta: str = "", language: str = "") -> None:
        """Show another text. Nothing of a text is changed: what is copied and selected is the store's."""
        self.moving = None
        self.text, self.offsets = text, Offsets(text)
        self._document(text)
        self.scene.title, self.scene.meta = title, meta
        self.setting = Setting(
            pixels=self.setting.pixels, serif=self.setting.serif, wrap=self.setting.wrap, title=title, meta=meta,
            language=language,
        )  # fmt: skip
        self.setAccessibleDescription(f"{title}. {meta}")
        self.reshape()
        self.verticalScrollBar().setValue(0)

    def set_spans(
        self, spans: Sequence[ReaderSpan], *, hidden: Sequence[str] = (), show_rejected: bool = False
    ) -> None:
        """Mark these records (``ReaderSpan``) in the text."""
        self.scene.marks = Marks(spans, self.offsets, hidden=hidden, show_rejected=show_rejected)
        self.viewport().update()
        self.view_moved.emit()

    @property
    def marks(self) -> Marks:
        return self.scene.marks

    def set_evidence(self, spans: Sequence[tuple[int, int]], boxes: Sequence[tuple[int, int]] = ()) -> None:
        """Fill and bracket the characters of the selected record; box its speaker and cue. Code points."""
        self.scene.evidence = [self._units(*s) for s in spans]
        self.scene.boxes = [self._units(*s) for s in boxes]
        self.viewport().update()

    def set_hits(self, spans: Sequence[tuple[int, int]]) -> None:
        """Colour what a search found. Code points."""
        self.scene.hits = [self._units(*s) for s in spans]
        self.viewport().update()

    def show_span(self, start: int, end: int, *, flash: bool = False, caret: bool = True) -> None:
        """Bring characters into view, a third down the page if they were not in it, and put the caret there."""
        a, b = self._units(start, max(end, start + 1))
        self._reveal(a, b)
        if caret:
            cursor = self.textCursor()
            cursor.setPosition(min(a, self._doc.characterCount() - 1))
            value = self.verticalScrollBar().value()
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(value)
        self._kept_in_view = (a, b)
        if flash and not theme.current.reduced_motion:
            self.scene.flash = True
            self._flash.start()
        self.viewport().update()

    def selected(self) -> tuple[int, int] | None:
        """The selected characters (code points) without blanks at either end; None where there are none."""
        cursor = self.textCursor()
        start = self.offsets.to_code_points(cursor.selectionStart())
        end = self.offsets.to_code_points(cursor.selectionEnd())
        chosen = self.text[start:end]
        start += len(chosen) - len(chosen.lstrip())
        end -= len(chosen) - len(chosen.rstrip())
        return (start, end) if end > start else None

    def select(self, start: int, end: int) -> None:
        """Select characters as a person would. Code points."""
        a, b = self._units(start, end)
        cursor = self.textCursor()
        cursor.setPosition(a)
        cursor.setPosition(b, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def rect_of(self, start: int, end: int) -> QRectF:
        """The rectangle around characters, in the viewport's coordinates. Code points."""
        return self._rect_of_units(*self._units(start, end))

    # the look

    def reshape(self, setting: Setting | None = None) -> None:
        """Set the text anew: other letters, width or direction; the line at the top stays at the top."""
        self.setting = setting or self.setting
        keep = self.page.block_at(self.verticalScrollBar().value() + 1)
        inside = self.verticalScrollBar().value() - float(self.page.tops()[keep.blockNumber()])
        width = max(200, self.viewport().width())
        self.scene.zoom = self.setting.pixels / 16
        self._dress(shape_for(self.setting, width, self._doc))
        if keep.isValid() and self.verticalScrollBar().value():
            top = float(self.page.tops()[keep.blockNumber()])
            self.verticalScrollBar().setValue(round(top + max(0.0, inside)))
        self._idle.start()
        self.viewport().update()
        self.view_moved.emit()

    def _dress(self, shape: Shape) -> None:
        """Letters are the document's own, so that Qt's layouts take them; the headline has a format of its own."""
        if self._doc.defaultFont() != shape.font:
            self._doc.setDefaultFont(shape.font)
        if shape.headline_blocks:
            cursor = QTextCursor(self._doc.firstBlock())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setFont(shape.head_font)
            cursor.setCharFormat(look)
        self.page.set_shape(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        kept = self._kept_in_view
        if event.size().width() != event.oldSize().width():
            self.reshape()
        if kept is not None:
            self._reveal(*kept)
            self._kept_in_view = kept
        self.view_moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._kept_in_view = None  # show_span sets it again; a person who scrolls lets go of it
        self.view_moved.emit()

    def sizeHint(self) -> QSize:
        return QSize(560, 480)

    def _paint(self, painter, context) -> None:
        self.scene.selection = None
        cursor = self.textCursor()
        if cursor.hasSelection():
            self.scene.selection = (cursor.selectionStart(), cursor.selectionEnd())
        self.scene.adjusting = (
            (*self._units(self.moving.start, self.moving.end), self.moving.end_name) if self.moving else None
        )
        self.painter.scene = self.scene
        self.painter.paint(painter, context)

    def _lay_out_more(self) -> None:
        """Idle time: estimates become facts; what is at the top of the view does not move."""
        bar = self.verticalScrollBar()
        at = self.page.block_at(bar.value())
        before = float(self.page.tops()[at.blockNumber()])
        more = self.page.lay_out_some(SLICE_S)
        shift = round(float(self.page.tops()[at.blockNumber()]) - before)
        if shift or not more:
            self.page.documentSizeChanged.emit(self.page.documentSize())
            if shift:
                bar.setValue(bar.value() + shift)
        if not more:
            self._idle.stop()
            self.view_moved.emit()

    def _on_theme(self) -> None:
        self.reshape()

    def _end_flash(self) -> None:
        self.scene.flash = False
        self.viewport().update()

    def _reveal(self, a: int, b: int) -> None:
        bar, line = self.verticalScrollBar(), self.page.shape.line
        top, _ = self.page.line_of(a)
        bottom = self.page.line_of(max(a, b - 1))[0] + line
        height = self.viewport().height()
        if bar.value() <= top - line and bottom + line <= bar.value() + height:
            return
        self.page.documentSizeChanged.emit(self.page.documentSize())
        bar.setValue(round(max(0.0, top - max(line, min(height / 3, height - (bottom - top) - line)))))

    def _units(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets.to_units(start), self.offsets.to_units(end)

    def _rect_of_units(self, a: int, b: int) -> QRectF:
        offset = self.verticalScrollBar().value()
        view = self.viewport().height()
        pieces = self.page.pieces(a, b, top=offset, bottom=offset + view)
        rect = QRectF()
        for piece in pieces:
            rect = rect.united(piece.rect)
        return rect.translated(0, -offset)
