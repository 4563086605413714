"""Paints the shapes of a layout with Qt, in the colours of the theme; signs and words are kept ready between frames."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QStaticText,
    QTransform,
)

from kpdesk.desktop import theme
from kpdesk.domain.drawing import LINE_WIDTH, SIGNS, Area, Box, Layer, Line, Sign, Text

FAMILIES = ["Noto Sans", "kpdesk Symbols"]
_STANCES = frozenset({"support", "oppose", "mixed", "unclear"})
_DASH = [4.0, 2.5]


def paint(painter: QPainter, layers: Iterable[Layer]) -> None:
    """Paint layers in order. The painter may be scaled; it comes back as it was."""
    for layer in layers:
        if not layer.shapes:
            continue
        painter.save()
        if layer.clip is not None:
            painter.setClipRect(QRectF(*layer.clip))
        for shape in layer.shapes:
            _PAINT[type(shape)](painter, shape)
        painter.restore()


@lru_cache(maxsize=64)
def font(size: float, bold: bool) -> QFont:
    """The shipped font, whose widths the layouts know."""
    theme.load_fonts()
    made = QFont(FAMILIES)
    made.setPixelSize(round(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def forget() -> None:
    """The theme changed: what was painted in its colours is painted anew."""
    _colour.cache_clear()
    _sign.cache_clear()


@lru_cache(maxsize=256)
def _colour(token: str, alpha: float = 1.0) -> QColor:
    return theme.colour(token, alpha)


@lru_cache(maxsize=8192)
def _static(text: str, size: float, bold: bool) -> tuple[QStaticText, float, float]:
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(QTransform(), font(size, bold))
    return made, made.size().width(), _ascent(size, bold)


@lru_cache(maxsize=64)
def _ascent(size: float, bold: bool) -> float:
    return QFontMetricsF(font(size, bold)).ascent()


def _paint_text(painter: QPainter, text: Text) -> None:
    made, wide, ascent = _static(text.text, text.size, text.bold)
    x = text.x if text.anchor == "start" else text.x - wide if text.anchor == "end" else text.x - wide / 2
    painter.setFont(font(text.size, text.bold))
    painter.setPen(_colour(text.token))
    painter.drawStaticText(QPointF(x, text.y - ascent), made)


def _paint_box(painter: QPainter, box: Box) -> None:
    rect = QRectF(box.x, box.y, box.w, box.h)
    if box.fill:
        if box.fade_left or box.fade_right:
            painter.fillRect(rect, _faded(box))
        elif not box.radius and not box.stroke:
            painter.fillRect(rect, _colour(box.fill, box.alpha))
            return
    if box.stroke or (box.fill and box.radius):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(box.stroke, box.width, box.dash) if box.stroke else Qt.PenStyle.NoPen)
        fills = box.fill and not (box.fade_left or box.fade_right)
        painter.setBrush(_colour(box.fill, box.alpha) if fills else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, box.radius, box.radius)


def _faded(box: Box) -> QLinearGradient:
    gradient = QLinearGradient(box.x, 0, box.x + box.w, 0)
    full, none = _colour(box.fill, box.alpha), _colour(box.fill, 0.0)
    gradient.setColorAt(0.0, none if box.fade_left else full)
    gradient.setColorAt(box.fade_left, full)
    gradient.setColorAt(1.0 - box.fade_right, full)
    gradient.setColorAt(1.0, none if box.fade_right else full)
    return gradient


@lru_cache(maxsize=64)
def _dashed(width: float) -> QPen:
    pen = QPen()
    pen.setWidthF(width)
    pen.setDashPattern([n / width for n in _DASH])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _pen(token: str, width: float, dash: bool) -> QPen:
    pen = QPen(_dashed(width)) if dash else QPen()
    pen.setWidthF(width)
    pen.setColor(_colour(token))
    return pen


def _paint_line(painter: QPainter, line: Line) -> None:
    straight = line.x1 == line.x2 or line.y1 == line.y2
    if straight and not line.dash and line.width <= 1:
        x, y = min(line.x1, line.x2), min(line.y1, line.y2)
        wide, high = abs(line.x2 - line.x1), abs(line.y2 - line.y1)
        painter.fillRect(
            QRectF(x - (0.5 if not wide else 0), y - (0.5 if not high else 0), wide or 1, high or 1),
            _colour(line.stroke),
        )
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not straight)
    painter.setPen(_pen(line.stroke, line.width, line.dash))
    painter.drawLine(QPointF(line.x1, line.y1), QPointF(line.x2, line.y2))


def _paint_area(painter: QPainter, area: Area) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    points = QPolygonF([QPointF(x, y) for x, y in area.points])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_colour(area.fill))
    painter.drawPolygon(points)
    if area.edge:
        painter.setPen(_pen(area.edge, 1, area.dash))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)


def _paint_sign(painter: QPainter, sign: Sign) -> None:
    device = painter.device()
    ratio = (device.devicePixelRatioF() if device else 1.0) * painter.transform().m11()
    made, side = _sign(sign.name, sign.token, sign.size, sign.hollow, sign.dash, ratio)
    x, y = sign.x - side / 2, sign.y - side / 2
    painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), made)


@lru_cache(maxsize=512)
def _sign(name: str, token: str, size: float, hollow: bool, dash: bool, ratio: float) -> tuple[QPixmap, float]:
    side = size + 4
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    painter.scale(size, size)
    for kind, data in SIGNS[name]:
        _paint_part(painter, name, token, kind, data, hollow=hollow, dash=dash)
    painter.end()
    return made, side


def _paint_part(painter: QPainter, name: str, token: str, kind: str, data: tuple, *, hollow: bool, dash: bool) -> None:
    stance = name in _STANCES
    fill_token = f"{token}.fill" if stance and f"{token}.fill" in theme.TOKENS else token
    ink = theme.colour(fill_token)
    pen = QPen(ink, 0.1 if hollow or dash else LINE_WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([2.0, 1.3])
    solid = kind in ("disc", "poly", "left", "right") and not hollow and not dash
    if kind == "left" and solid:
        ink = theme.colour("support.fill")
    elif kind == "right" and solid:
        ink = theme.colour("oppose.fill")
    painter.setPen(Qt.PenStyle.NoPen if solid else pen)
    painter.setBrush(ink if solid else Qt.BrushStyle.NoBrush)
    if kind in ("disc", "ring"):
        x, y, r = data
        painter.drawEllipse(QPointF(x, y), r, r)
    elif kind == "word":
        painter.setPen(ink)
        painter.save()
        painter.scale(1 / 100, 1 / 100)
        painter.setFont(font(76, True))
        painter.drawText(QRectF(-50, -52, 100, 100), Qt.AlignmentFlag.AlignCenter, data[0])
        painter.restore()
    elif kind == "line":
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in data]))
    else:
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in data]))


_PAINT = {Text: _paint_text, Box: _paint_box, Line: _paint_line, Area: _paint_area, Sign: _paint_sign}
