"""The signs that are painted, not taken from a font: stance ▲ ▼ ◆ ?, so that form tells them apart in grey."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPolygonF

from kpdesk.desktop import theme


def paint_stance(painter: QPainter, stance: str, box: QRectF, *, proposed: bool = False, hollow: bool = False) -> None:
    """Draw the sign of a stance (support, oppose, mixed, unclear) into ``box``.

    ``proposed`` draws it hollow with a dashed edge: it rests on unreviewed evidence only.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = theme.colour(f"{stance}.fill")
    pen = QPen(fill, 1.25)
    if proposed:
        pen.setDashPattern([2.0, 1.4])
    painter.setPen(pen if proposed or hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if proposed or hollow else fill)
    inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if stance == "mixed":
        _paint_mixed(painter, inner, filled=not (proposed or hollow))
    elif stance == "unclear":
        _paint_unclear(painter, inner, pen)
    else:
        painter.drawPolygon(_triangle(inner, up=stance == "support"))
    painter.restore()


def _triangle(box: QRectF, *, up: bool) -> QPolygonF:
    box = box.adjusted(0, box.height() * 0.08, 0, -box.height() * 0.08)
    if up:
        return QPolygonF([box.bottomLeft(), QPointF(box.center().x(), box.top()), box.bottomRight()])
    return QPolygonF([box.topLeft(), box.topRight(), QPointF(box.center().x(), box.bottom())])


def _paint_mixed(painter: QPainter, box: QRectF, *, filled: bool) -> None:
    c = box.center()
    top, bottom = QPointF(c.x(), box.top()), QPointF(c.x(), box.bottom())
    left, right = QPointF(box.left(), c.y()), QPointF(box.right(), c.y())
    if not filled:
        painter.drawPolygon(QPolygonF([top, right, bottom, left]))
        return
    painter.setBrush(theme.colour("support.fill"))
    painter.drawPolygon(QPolygonF([top, bottom, left]))
    painter.setBrush(theme.colour("oppose.fill"))
    painter.drawPolygon(QPolygonF([top, right, bottom]))


def _paint_unclear(painter: QPainter, box: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    font = QFont(theme.font("small", bold=True))
    font.setPixelSize(max(6, round(box.height() * 0.72)))
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, "?")
    bounds = path.boundingRect()
    path.translate(box.center() - bounds.center())
    painter.fillPath(path, theme.colour("unclear.fill"))
