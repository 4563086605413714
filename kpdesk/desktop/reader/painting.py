"""Draws what shows of a text: evidence, tints, letters, underlines, and the bars and signs of the gutter.

Bottom to top: page, find hits, evidence, meeting tint, letters, underlines, selection. Colours are tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPainter, QPen, QTextCharFormat, QTextLayout

from kpdesk.desktop import theme
from kpdesk.desktop.reader.gutter import Gutter
from kpdesk.desktop.reader.layout import PageLayout, Piece, x_of
from kpdesk.desktop.reader.marks import Mark, Marks

UNDER = {"actor": 4, "meeting": 3, "position": 9}  # from the baseline to the first line of a kind
LANE_STEP = 3
OVERHANG = 16  # underlines and signs reach so far out of their line


@dataclass
class Scene:
    """What is to be drawn. Pairs are spans in Qt's units."""

    marks: Marks
    evidence: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[tuple[int, int]] = field(default_factory=list)  # speaker and cue of the selected record
    hits: list[tuple[int, int]] = field(default_factory=list)
    focus: tuple[int, int] | None = None  # the mark reached by Tab
    adjusting: tuple[int, int, str] | None = None  # start, end, which end moves
    selection: tuple[int, int] | None = None
    only_undecided: bool = False
    flash: bool = False
    title: str = ""
    meta: str = ""
    zoom: float = 1.0


class PagePainter:
    """Paints a scene onto a page layout; holds no state of its own but the gutter's."""

    def __init__(self, layout: PageLayout) -> None:
        self.layout = layout
        self.gutter = Gutter(layout)
        self.scene: Scene | None = None

    def paint(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        scene = self.scene
        if scene is None:
            return
        clip = QRectF(context.clip)
        top, bottom = clip.top() - OVERHANG, clip.bottom() + OVERHANG
        painter.fillRect(clip, theme.colour("page"))
        blocks = list(self.layout.blocks_between(top, bottom))
        if not blocks:
            return
        start, end = blocks[0].position(), blocks[-1].position() + blocks[-1].length()
        marks = scene.marks.touching(start, end)
        pieces = {id(m): self.layout.pieces(m.start, m.end, top=top, bottom=bottom) for m in marks if _has_lines(m)}
        self._paint_evidence(painter, scene, start, end, top, bottom)
        self._paint_tints(painter, scene, marks, pieces)
        self._paint_heading(painter, scene, top)
        self._paint_letters(painter, scene, blocks, clip)
        for mark in marks:
            for piece in pieces.get(id(mark), ()):
                self._paint_underline(painter, scene, mark, piece)
        self._paint_frames(painter, scene, top, bottom)
        self.gutter.paint(painter, scene.marks, marks, top, bottom, only_undecided=scene.only_undecided)
        self._paint_selection(painter, scene, top, bottom)
        if context.cursorPosition >= 0:
            self._paint_caret(painter, context.cursorPosition)

    # under the letters

    def _paint_evidence(self, painter: QPainter, scene: Scene, start: int, end: int, top: float, bottom: float) -> None:
        fill = theme.colour("evidence")
        for a, b in scene.evidence:
            if a < end and b > start:
                for piece in self.layout.pieces(a, b, top=top, bottom=bottom):
                    painter.fillRect(piece.rect.adjusted(-1, 0, 1, 0), fill)

    def _paint_tints(
        self, painter: QPainter, scene: Scene, marks: Sequence[Mark], pieces: dict[int, list[Piece]]
    ) -> None:
        tint = theme.colour("meeting.tint")
        for mark in marks:
            if mark.kind != "meeting" or _inside(mark, scene.evidence) or (scene.only_undecided and _settled(mark)):
                continue
            for piece in pieces[id(mark)]:
                painter.fillRect(piece.rect.adjusted(-1, 3, 1, -2), tint)

    def _paint_heading(self, painter: QPainter, scene: Scene, top: float) -> None:
        shape, layout = self.layout.shape, self.layout
        align = Qt.AlignmentFlag.AlignRight if shape.right_to_left else Qt.AlignmentFlag.AlignLeft
        y = 0.0
        if shape.head_height:
            y = 16.0
            box = QRectF(layout.left, y, layout.column, shape.head_height - shape.meta_height)
            painter.setFont(shape.head_font)
            painter.setPen(theme.colour("text"))
            painter.drawText(box, int(align) | int(Qt.TextFlag.TextWordWrap), scene.title)
            y = shape.head_height - shape.meta_height + 16
        elif shape.headline_blocks:
            y = layout.below_headline() + 4
        if scene.meta and top < y + shape.meta_height:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text.2"))
            box = QRectF(layout.left, y, layout.column, shape.meta_height)
            painter.drawText(box, int(align), scene.meta)

    # the letters

    def _paint_letters(self, painter: QPainter, scene: Scene, blocks: Sequence, clip: QRectF) -> None:
        painter.setPen(theme.colour("text"))
        tops = self.layout.tops()
        for block in blocks:
            origin, length = block.position(), block.length()
            formats = [
                _format(max(0, a - origin), min(length, b - origin))
                for a, b in scene.hits
                if a < origin + length and b > origin
            ]
            where = QPointF(self.layout.left, float(tops[block.blockNumber()]))
            block.layout().draw(painter, where, formats, clip)

    # over the letters

    def _paint_underline(self, painter: QPainter, scene: Scene, mark: Mark, piece: Piece) -> None:
        rect, y = piece.rect, piece.baseline
        token = mark.stance if mark.kind == "position" and mark.stance else mark.kind
        ink = theme.colour("border" if scene.only_undecided and _settled(mark) else token)
        y += UNDER[mark.kind] * max(1.0, scene.zoom * 0.9) + LANE_STEP * min(mark.lane, 1)
        if scene.only_undecided and _settled(mark):
            _line(painter, rect.left(), rect.right(), y, 1, ink, "accepted")
            return
        if mark.kind == "meeting":
            _line(painter, rect.left(), rect.right(), y, 1, ink, mark.state)
            _line(painter, rect.left(), rect.right(), y + 3, 1, ink, mark.state)
        else:
            _line(painter, rect.left(), rect.right(), y, 2, ink, mark.state)
        end = rect.left() if piece.reversed else rect.right()
        if piece.last and mark.state == "edited":
            painter.fillRect(QRectF(end if piece.reversed else end - 4, y - 2, 4, 5), ink)
        if piece.last and len(mark.spans) > 1:
            self._paint_count(painter, len(mark.spans), end, piece.baseline, ink)

    def _paint_count(self, painter: QPainter, count: int, x: float, baseline: float, ink) -> None:
        font = QFont(theme.font("rail"))
        font.setPixelSize(9)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(x + 1, baseline - 7), str(count))

    def _paint_frames(self, painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
        edge = theme.colour("evidence.edge")
        thick = 4.0 if scene.flash else 2.0
        for a, b in _joined(scene.evidence):
            for piece in self.layout.pieces(a, b, top=top, bottom=bottom):
                if piece.first:
                    _bracket(painter, piece.rect, edge, thick, opening=True, mirrored=piece.reversed)
                if piece.last:
                    _bracket(painter, piece.rect, edge, thick, opening=False, mirrored=piece.reversed)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, 1))
        for a, b in scene.boxes:
            for piece in self.layout.pieces(a, b, top=top, bottom=bottom):
                painter.drawRect(piece.rect.adjusted(-1.5, 3.5, 1.5, -1.5))
        if scene.focus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            for piece in self.layout.pieces(*scene.focus, top=top, bottom=bottom):
                painter.drawRect(piece.rect.adjusted(-3, 1, 3, -1))
        if scene.adjusting:
            self._paint_handles(painter, scene.adjusting, top, bottom)

    def _paint_handles(self, painter: QPainter, adjusting: tuple[int, int, str], top: float, bottom: float) -> None:
        a, b, moving = adjusting
        ink = theme.colour("focus")
        for piece in self.layout.pieces(a, b, top=top, bottom=bottom):
            painter.fillRect(piece.rect, theme.colour("accent", 0.18))
            for which, shown, at_left in (
                ("start", piece.first, not piece.reversed),
                ("end", piece.last, piece.reversed),
            ):
                if not shown:
                    continue
                x = piece.rect.left() - 2 if at_left else piece.rect.right()
                painter.fillRect(QRectF(x, piece.rect.top(), 2, piece.rect.height()), ink)
                if which == moving:
                    painter.fillRect(QRectF(x - 3, piece.rect.top() - 2, 8, 8), ink)

    def _paint_selection(self, painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
        if scene.selection and scene.selection[1] > scene.selection[0]:
            veil = theme.colour("accent", 0.28)
            for piece in self.layout.pieces(*scene.selection, top=top, bottom=bottom):
                painter.fillRect(piece.rect, veil)

    def _paint_caret(self, painter: QPainter, at: int) -> None:
        block = self.layout.document().findBlock(at)
        layout = self.layout.ensure(block)
        line = layout.lineForTextPosition(at - block.position())
        if line.isValid():
            top, _ = self.layout.line_of(at)
            left = self.layout.left + x_of(line, at - block.position())
            painter.fillRect(QRectF(round(left), top + 4, 1, self.layout.shape.line - 8), theme.colour("text.2"))


def _has_lines(mark: Mark) -> bool:
    return mark.kind in UNDER


def _settled(mark: Mark) -> bool:
    return mark.state != "proposed"


def _inside(mark: Mark, evidence: Sequence[tuple[int, int]]) -> bool:
    return any(a <= mark.start and mark.end <= b for a, b in evidence)


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping evidence gets one pair of brackets."""
    joined: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return joined


def _format(start: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, end - start
    look = QTextCharFormat()
    look.setBackground(theme.colour("find"))
    look.setForeground(theme.colour("find.text"))
    made.format = look
    return made


def _line(painter: QPainter, left: float, right: float, y: float, thick: int, ink, state: str) -> None:
    """A line ``thick`` pixels high with its upper edge at ``y``: dashed where proposed, dotted where rejected."""
    y = round(y)
    if state in ("accepted", "edited"):
        painter.fillRect(QRectF(left, y, right - left, thick), ink)
        return
    pen = QPen(theme.colour("rejected") if state == "rejected" else ink, 1 if state == "rejected" else thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    on, off = (1.0, 2.0) if state == "rejected" else (5.0, 3.0)
    if state == "changed":
        on, off = 14.0, 4.0
    pen.setDashPattern([on / pen.widthF(), off / pen.widthF()])
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y + thick / 2), QPointF(right, y + thick / 2))


def _bracket(painter: QPainter, rect: QRectF, ink, thick: float, *, opening: bool, mirrored: bool) -> None:
    """⌜ over the first character, ⌟ under the last one."""
    at_left = opening != mirrored
    x = rect.left() - 2 if at_left else rect.right() + 2 - thick
    across = QRectF(rect.left() - 2 if at_left else rect.right() + 2 - 7, 0, 7, thick)
    if opening:
        painter.fillRect(QRectF(x, rect.top(), thick, 9), ink)
        across.moveTop(rect.top())
    else:
        painter.fillRect(QRectF(x, rect.bottom() - 9, thick, 9), ink)
        across.moveBottom(rect.bottom())
    painter.fillRect(across, ink)
