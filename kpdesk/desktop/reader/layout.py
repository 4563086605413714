"""Where each line of a text stands: a document layout that lays out only what is looked at.

Heights of paragraphs not yet laid out are estimates; ``lay_out_some`` turns them into facts in idle time.
All positions are in document coordinates, text positions in Qt's units.
"""

from __future__ import annotations

import math
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextLine,
    QTextOption,
)

Paint = Callable[[QPainter, Any], None]
_ALIVE: dict[int, PageLayout] = {}
GUTTER, STRIP_AIR, TOP, BOTTOM = 56, 40, 16, 64
WIDEST, LONGEST_LINE = 720, 78
_SAMPLE = "The delegates agreed that the next meeting would hear both reports; the chair did not object."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a text is set. Pixels."""

    width: int = 560
    font: QFont
    head_font: QFont
    line: int = 28
    right_to_left: bool = False
    headline_blocks: int = 0  # the first paragraphs that are the headline
    meta_height: int = 0  # room below the headline for outlet and date
    head_height: int = 0  # room above the text for a headline that the text itself does not have
    wrap: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a span that stands in one line. ``first`` and ``last`` tell whether the span begins, ends here."""

    rect: QRectF  # from the top to the bottom of the line
    baseline: float
    first: bool
    last: bool
    reversed: bool = False


class PageLayout(QAbstractTextDocumentLayout):
    """Lays out the paragraphs of a plain document in one centred column. ``paint`` is called to draw what shows."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        # The document deletes its layout; Python must not do so before it, or the document is left with a dead one.
        key = id(self)
        _ALIVE[key] = self
        self.destroyed.connect(lambda _layout=None: _ALIVE.pop(key, None))
        self.shape = Shape(font=QFont(), head_font=QFont())
        self._paint: weakref.WeakMethod[Paint] | None = None
        self.left, self.column, self._letter = float(GUTTER), 400.0, 8.0
        self._heights = np.zeros(1)
        self._tops: np.ndarray | None = None
        self._laid = bytearray(1)
        self._next = 0
        self._gaps: list[int] = [0]

    # shape

    def set_shape(self, shape: Shape) -> None:
        """Take a new width, font or heading; everything is laid out anew when it is next looked at."""
        self.shape = shape
        self._letter = letter_width(shape.font)
        wanted = min(WIDEST, self._letter * LONGEST_LINE)
        room = max(120.0, shape.width - GUTTER - STRIP_AIR)
        self.column = float(math.floor(min(wanted, room)))
        air = max(0.0, shape.width - self.column - GUTTER - STRIP_AIR)
        before = STRIP_AIR if shape.right_to_left else GUTTER
        self.left = float(math.floor(before + air / 2))
        self.start_over()

    def start_over(self) -> None:
        """Forget every height; estimates take their place."""
        document = self.document()
        lengths = np.fromiter((b.length() for b in _blocks(document)), dtype=np.int64)
        self._gaps = _gaps(document, lengths, self.shape)
        per_line = max(8.0, self.column / self._letter * 0.95)
        if not self.shape.wrap:
            per_line = 1e9
        lines = np.maximum(1, np.ceil((lengths - 1) / per_line))
        gaps = np.asarray(self._gaps)
        self._heights = np.where((lengths <= 1) & (gaps > 0), gaps, lines * self.shape.line + gaps).astype(float)
        if self.shape.headline_blocks and len(self._heights):
            self._heights[self.shape.headline_blocks - 1] += self.shape.meta_height
        self._laid = bytearray(len(self._heights))
        self._tops, self._next = None, 0
        self.documentSizeChanged.emit(self.documentSize())

    def tops(self) -> np.ndarray:
        """The upper edge of each paragraph, and of the end."""
        if self._tops is None:
            self._tops = np.concatenate(([0.0], np.cumsum(self._heights))) + TOP + self.shape.head_height
        return self._tops

    def lay_out_some(self, seconds: float) -> bool:
        """Lay out paragraphs in order for about ``seconds``; False when all are done."""
        until = time.perf_counter() + seconds
        count = len(self._laid)
        block = self.document().findBlockByNumber(self._next)
        while self._next < count:
            if not self._laid[self._next]:
                self._lay_out(block, self._next)
            self._next += 1
            block = block.next()
            if time.perf_counter() > until:
                return self._next < count
        return False

    def ensure(self, block: QTextBlock) -> QTextLayout:
        """The paragraph's lines, laid out now if they were not."""
        number = block.blockNumber()
        if number < len(self._laid) and not self._laid[number]:
            self._lay_out(block, number)
        return block.layout()

    def _lay_out(self, block: QTextBlock, number: int) -> None:
        shape, layout = self.shape, block.layout()
        option = QTextOption()
        option.setTextDirection(block.textDirection())
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if shape.wrap else QTextOption.WrapMode.NoWrap
        )
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.column)
            line.setPosition(QPointF(0, y + max(0.0, (shape.line - line.height()) / 2)))
            y += max(float(shape.line), math.ceil(line.height()))
        layout.endLayout()
        self._laid[number] = 1
        gap = self._gaps[number]
        height = float(gap) if gap and block.length() <= 1 else y + gap
        if number == shape.headline_blocks - 1:
            height += shape.meta_height
        if height != self._heights[number]:
            self._heights[number] = height
            self._tops = None

    # what Qt asks

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        if self.document().blockCount() != len(self._laid) or removed or added != self.document().characterCount():
            self.start_over()

    def documentSize(self) -> QSizeF:
        return QSizeF(self.shape.width, float(self.tops()[-1]) + BOTTOM)

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        number = block.blockNumber()
        if not block.isValid() or number >= len(self._laid):
            return QRectF()
        self.ensure(block)
        return QRectF(self.left, float(self.tops()[number]), self.column, float(self._heights[number]))

    def hitTest(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        block = self.block_at(point.y())
        layout = self.ensure(block)
        top = float(self.tops()[block.blockNumber()])
        y = point.y() - top
        exact = accuracy == Qt.HitTestAccuracy.ExactHit
        best = 0
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            best = i
            if y < self.line_top(line) + self.shape.line:
                break
        if layout.lineCount() == 0:
            return -1 if exact else block.position()
        line = layout.lineAt(best)
        if exact:
            inside = self.line_top(line) <= y < self.line_top(line) + self.shape.line
            if (
                not inside
                or not line.naturalTextRect().left() <= point.x() - self.left <= line.naturalTextRect().right()
            ):
                return -1
        where = (
            QTextLine.CursorPosition.CursorOnCharacter if exact else QTextLine.CursorPosition.CursorBetweenCharacters
        )
        return block.position() + line.xToCursor(point.x() - self.left, where)

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        paint = self._paint() if self._paint is not None else None
        if paint is not None:
            paint(painter, context)

    def paint_with(self, method: Paint) -> None:
        """Let a method draw what shows; it is not kept alive by the layout."""
        self._paint = weakref.WeakMethod(method)

    # what the painter asks

    def block_at(self, y: float) -> QTextBlock:
        """The paragraph at height ``y``, or the nearest one."""
        number = int(np.searchsorted(self.tops(), y, side="right")) - 1
        return self.document().findBlockByNumber(min(max(0, number), len(self._laid) - 1))

    def blocks_between(self, top: float, bottom: float) -> Iterator[QTextBlock]:
        """The paragraphs that show between two heights, laid out."""
        block = self.block_at(top)
        while block.isValid():
            self.ensure(block)
            if float(self.tops()[block.blockNumber()]) >= bottom:
                return
            yield block
            block = block.next()

    def below_headline(self) -> float:
        """The lower edge of the headline's last line: outlet and date stand there."""
        last = self.shape.headline_blocks - 1
        return float(self.tops()[last + 1]) - self.shape.meta_height - self._gaps[last]

    def line_top(self, line: QTextLine) -> float:
        """The upper edge of a line's full height, from the top of its paragraph."""
        return line.y() - max(0.0, (self.shape.line - line.height()) / 2)

    def line_of(self, unit: int) -> tuple[float, float]:
        """Upper edge and baseline of the line that holds a position."""
        block = self.document().findBlock(unit)
        layout = self.ensure(block)
        top = float(self.tops()[block.blockNumber()])
        line = layout.lineForTextPosition(unit - block.position())
        if not line.isValid():
            return top, top + self.shape.line * 0.7
        return top + self.line_top(line), top + line.y() + line.ascent()

    def pieces(self, start: int, end: int, *, top: float = -1e9, bottom: float = 1e9) -> list[Piece]:
        """The span ``[start, end)`` line by line, only what shows between two heights; trailing blanks left out."""
        found: list[Piece] = []
        block = self.document().findBlock(start)
        if top > 0:
            shown = self.block_at(top)
            if shown.position() > start:
                block = shown
        while block.isValid() and block.position() < end:
            layout = self.ensure(block)
            block_top = float(self.tops()[block.blockNumber()])
            if block_top > bottom:
                break
            found.extend(self._block_pieces(block, layout, block_top, start, end, top, bottom))
            block = block.next()
        return found

    def _block_pieces(
        self, block: QTextBlock, layout: QTextLayout, block_top: float, start: int, end: int, top: float, bottom: float
    ) -> Iterator[Piece]:
        origin, mixed = block.position(), _has_right_to_left(block)
        first, last = max(0, start - origin), min(block.length() - 1, end - origin)
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            a, b = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            line_top = block_top + self.line_top(line)
            if a >= b or line_top > bottom or line_top + self.shape.line < top:
                continue
            if b < last:  # the line goes on: stop at its last letter
                stop = b
                while stop > a and _is_blank(self.document().characterAt(origin + stop - 1)):
                    stop -= 1
                if stop == a:
                    continue
            else:
                stop = b
            opens, closes = a == start - origin, b == end - origin
            for x1, x2, first_in, last_in, reversed_ in _stretches(line, a, stop, mixed):
                rect = QRectF(self.left + x1, line_top, x2 - x1, self.shape.line)
                yield Piece(
                    rect, block_top + line.y() + line.ascent(), opens and first_in, closes and last_in, reversed_
                )


def letter_width(font: QFont) -> float:
    """The mean width of a character of running text."""
    return max(1.0, QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE))


def _stretches(line: QTextLine, start: int, end: int, mixed: bool) -> list[tuple[float, float, bool, bool, bool]]:
    """The stretches of a line that hold ``[start, end)``: more than one where directions are mixed.

    Each is (left, right, holds the first character, holds the last one, runs from the right at that character).
    """
    if not mixed:
        return [(x_of(line, start), x_of(line, end), True, True, False)]
    cells = []
    for i in range(start, end):
        lead, trail = x_of(line, i), x_of(line, i, QTextLine.Edge.Trailing)
        ends = i in (start, end - 1)
        cells.append((min(lead, trail), max(lead, trail), i == start, i == end - 1, ends and lead > trail))
    joined: list[tuple[float, float, bool, bool, bool]] = []
    for left, right, first, last, back in sorted(cells):
        if joined and left <= joined[-1][1] + 0.5:
            old = joined[-1]
            joined[-1] = (old[0], max(right, old[1]), first or old[2], last or old[3], back or old[4])
        elif right > left:
            joined.append((left, right, first, last, back))
    return joined


def x_of(line: QTextLine, at: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    """The horizontal place of a position in its line, from the left of the column."""
    x: Any = line.cursorToX(at, edge)
    return float(x[0] if isinstance(x, tuple) else x)


def _has_right_to_left(block: QTextBlock) -> bool:
    if block.textDirection() == Qt.LayoutDirection.RightToLeft:
        return True
    text = block.text()
    return not text.isascii() and any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in text)


def _is_blank(char: str) -> bool:
    return char.isspace() or char == "\u200b"


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _gaps(document: QTextDocument, lengths: np.ndarray, shape: Shape) -> list[int]:
    """Air below each paragraph. Texts with empty lines have their own air; one line a paragraph gets some."""
    air = round(shape.line * 16 / 28)
    empty = lengths <= 1
    if empty.sum() > len(lengths) / 8:
        return [air if e else 0 for e in empty]
    filled = lengths[~empty]
    wrapped_by_hand = len(filled) > 8 and float(np.median(filled)) < 90 and float(np.percentile(filled, 90)) < 100
    return [air if e else (0 if wrapped_by_hand else air) for e in empty]
