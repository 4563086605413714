"""The margin beside the text: a bar for each statement, up to three side by side, its icon, and stance signs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kpdesk.analysis.spans import lanes
from kpdesk.desktop import icons, theme
from kpdesk.desktop.reader.layout import GUTTER, PageLayout
from kpdesk.desktop.reader.marks import Mark, Marks
from kpdesk.desktop.signs import paint_stance

MOST_BARS = 3
BAR, STEP, FIRST = 3, 5, 35  # width, distance and first place of bars, from the gutter's outer edge
ICON, SIGN, SIGNS_AT = 14, 11, 13
MOST_SIGNS = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of lines beside which a statement's bar stands."""

    top: float
    bottom: float
    mark: Mark
    lane: int


class Gutter:
    """Paints the margin of a page. Bars keep their lane while scrolling: lanes are made per chain of statements."""

    def __init__(self, layout: PageLayout) -> None:
        self.layout = layout
        self._chains: dict[int, tuple[list[Mark], dict[int, int]]] = {}
        self._marks: Marks | None = None
        self._key: object = None

    def paint(
        self,
        painter: QPainter,
        marks: Marks,
        shown: Sequence[Mark],
        top: float,
        bottom: float,
        *,
        only_undecided: bool = False,
    ) -> None:
        bars = self.bars(marks, shown)
        edge = self._edge()
        crowd: dict[int, int] = {}
        for bar in bars:
            if bar.lane >= MOST_BARS:
                crowd[round(bar.top)] = max(crowd.get(round(bar.top), 0), bar.lane - MOST_BARS + 1)
                continue
            if bar.bottom > top and bar.top < bottom:
                dim = only_undecided and bar.mark.state != "proposed"
                self._paint_bar(painter, bar, edge, dim=dim)
        self._paint_dots(painter, marks, shown, edge, top, bottom)
        self._paint_signs(painter, shown, bars, edge, only_undecided=only_undecided)
        painter.setFont(theme.font("rail"))
        painter.setPen(theme.colour("text.2"))
        for y, count in crowd.items():
            painter.drawText(QPointF(self._x(edge, 2, 20), y + 14), f"+{count}")

    def bars(self, marks: Marks, shown: Sequence[Mark]) -> list[Bar]:
        """Where the bars of the statements among ``shown`` stand."""
        self._refresh(marks)
        made = []
        for mark in shown:
            if mark.kind == "statement":
                lane = self._lane(mark)
                made.append(Bar(self.layout.line_of(mark.start)[0], self._below(mark), mark, lane))
        return made

    # lanes

    def _refresh(self, marks: Marks) -> None:
        key = (id(marks), id(self.layout.shape))
        if key != self._key:
            self._key, self._marks = key, marks
            self._chains = _chains(self.layout, marks)

    def _lane(self, mark: Mark) -> int:
        chain, places = self._chains[id(mark)]
        if not places:
            found = lanes([self._lines(m) for m in chain])
            places.update({id(m): lane for m, lane in zip(chain, found, strict=True)})
        return places[id(mark)]

    def _lines(self, mark: Mark) -> tuple[int, int]:
        """The lines of a statement as one pair of numbers that sorts like heights do."""
        return self._line_key(mark.start), self._line_key(max(mark.start, mark.end - 1)) + 1

    def _line_key(self, unit: int) -> int:
        block = self.layout.document().findBlock(unit)
        line = self.layout.ensure(block).lineForTextPosition(unit - block.position())
        return block.blockNumber() * 100_000 + (line.lineNumber() if line.isValid() else 0)

    def _below(self, mark: Mark) -> float:
        return self.layout.line_of(max(mark.start, mark.end - 1))[0] + self.layout.shape.line

    # drawing

    def _edge(self) -> float:
        """The outer edge of the gutter: left of the text, or right of it where the text runs from the right."""
        if self.layout.shape.right_to_left:
            return self.layout.left + self.layout.column + GUTTER
        return self.layout.left - GUTTER

    def _x(self, edge: float, at: float, width: float) -> float:
        return edge - at - width if self.layout.shape.right_to_left else edge + at

    def _paint_bar(self, painter: QPainter, bar: Bar, edge: float, *, dim: bool) -> None:
        x = round(self._x(edge, FIRST + STEP * bar.lane, BAR))
        ink = theme.colour("border" if dim else "statement")
        top, bottom = round(bar.top) + 3, round(bar.bottom) - 3
        if dim or bar.mark.state in ("accepted", "edited"):
            painter.fillRect(QRectF(x, top, 1 if dim else BAR, bottom - top), ink)
        else:
            rejected = bar.mark.state == "rejected"
            pen = QPen(theme.colour("rejected") if rejected else ink, 1 if rejected else BAR)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([1.0, 2.0] if rejected else [6 / BAR, 4 / BAR])
            painter.setPen(pen)
            painter.drawLine(QPointF(x + BAR / 2, top), QPointF(x + BAR / 2, bottom))
        if bar.mark.state == "edited" and not dim:
            painter.fillRect(QRectF(x - 1, bottom - 4, 5, 4), ink)
        if bar.mark.state == "changed":
            painter.setPen(ink)
            painter.setFont(theme.font("small", bold=True))
            painter.drawText(QPointF(self._x(edge, FIRST - 14, 10), bar.top + 18), "≈")

    def _paint_dots(
        self, painter: QPainter, marks: Marks, shown: Sequence[Mark], edge: float, top: float, bottom: float
    ) -> None:
        """A dotted hairline between the pieces of one discontinuous statement."""
        pen = QPen(theme.colour("statement"), 1)
        pen.setDashPattern([1.0, 2.0])
        done: set[str] = set()
        for mark in shown:
            if mark.kind != "statement":
                continue
            for span in mark.spans:
                if span.record_id in done:
                    continue
                done.add(span.record_id)
                pieces = [s for s in marks.of_record(span.kind, span.record_id) if s.role == "content"]
                for one, two in itertools.pairwise(pieces):
                    y1 = self.layout.line_of(marks.units(one)[1] - 1)[0] + self.layout.shape.line - 3
                    y2 = self.layout.line_of(marks.units(two)[0])[0] + 3
                    if y2 > y1 and y2 > top and y1 < bottom:
                        x = round(self._x(edge, FIRST + STEP * min(self._lane(mark), 2), BAR)) + 1
                        painter.setPen(pen)
                        painter.drawLine(QPointF(x + 0.5, y1), QPointF(x + 0.5, y2))

    def _paint_signs(
        self, painter: QPainter, shown: Sequence[Mark], bars: Sequence[Bar], edge: float, *, only_undecided: bool
    ) -> None:
        """Quote icons at first lines and, under them, the stance signs of that place."""
        x_icon = self._x(edge, SIGNS_AT, ICON)
        x_sign = self._x(edge, SIGNS_AT + (ICON - SIGN) / 2, SIGN)
        line = self.layout.shape.line
        for y in sorted({round(b.top) for b in bars}):
            states = {b.mark.state for b in bars if round(b.top) == y}
            dim = only_undecided and "proposed" not in states
            pixmap = icons.pixmap("quote", "text.off" if dim else "statement", ICON)
            painter.drawPixmap(QPointF(x_icon, y + (line - ICON) / 2 - 1), pixmap)
        for y, found in self._stances(shown, bars).items():
            for i, (stance, proposed) in enumerate(found[:MOST_SIGNS]):
                box = QRectF(x_sign, y + i * (SIGN + 2), SIGN, SIGN)
                paint_stance(painter, stance, box, proposed=proposed)
            if len(found) > MOST_SIGNS:
                painter.setFont(theme.font("rail"))
                painter.setPen(theme.colour("text.2"))
                painter.drawText(QPointF(x_sign - 1, y + MOST_SIGNS * (SIGN + 2) + 9), f"+{len(found) - MOST_SIGNS}")

    def _stances(self, shown: Sequence[Mark], bars: Sequence[Bar]) -> dict[float, list[tuple[str, bool]]]:
        """The stances to show at each height. A position inside a statement goes under that statement's icon."""
        line = self.layout.shape.line
        heights = sorted(b.top for b in bars)
        found: dict[float, list[tuple[str, bool]]] = {}
        for mark in shown:
            if mark.kind != "position":
                continue
            home = [b for b in bars if b.mark.start <= mark.start and mark.end <= b.mark.end]
            if home:
                y = max(b.top for b in home) + line / 2 + ICON / 2 + 1
            else:
                own = self.layout.line_of(mark.start)[0]
                taken = any(abs(own - h) < 1 for h in heights)
                y = own + (line / 2 + ICON / 2 + 1 if taken else (line - SIGN) / 2)
            pairs = found.setdefault(round(y), [])
            for span in mark.spans:
                pair = (span.stance or "unclear", span.state == "proposed")
                if pair not in pairs:
                    pairs.append(pair)
        return found


def _chains(layout: PageLayout, marks: Marks) -> dict[int, tuple[list[Mark], dict[int, int]]]:
    """Statements whose paragraphs touch belong to one chain; lanes are given within a chain only."""
    document = layout.document()
    result: dict[int, tuple[list[Mark], dict[int, int]]] = {}
    chain: tuple[list[Mark], dict[int, int]] = ([], {})
    reach = -1
    for mark in sorted((m for m in marks.marks if m.kind == "statement"), key=lambda m: (m.start, -m.end)):
        if document.findBlock(mark.start).blockNumber() > reach:
            chain = ([], {})
        reach = max(reach, document.findBlock(max(mark.start, mark.end - 1)).blockNumber())
        chain[0].append(mark)
        result[id(mark)] = chain
    return result
