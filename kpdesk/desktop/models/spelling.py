"""How a stored value is written on the screen: words for codes, dates as people write them, signs for stances."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPixmap

from kpdesk.desktop import signs, theme
from kpdesk.domain.dates import show
from kpdesk.domain.vocabulary import ALLOWED, STATES
from kpdesk.errors import KpdeskError
from kpdesk.services.places import country_name

_DATES = frozenset({"published", "accessed", "start", "end", "said_on", "as_of"})


def cell(kind: str, key: str, value: object) -> str:
    """The words of one value of a record of this kind."""
    if value is None or value == "":
        return ""
    if key in _DATES:
        return date(str(value))
    if key == "country":
        return country_name(str(value))
    words = STATES if key == "state" else ALLOWED.get((kind, key))
    if words:
        return words.get(str(value), str(value))
    if isinstance(value, int):
        return f"{value:,}" if value else ""
    return " ".join(str(value).split()) if len(str(value)) < 500 else " ".join(str(value)[:500].split()) + "…"


def date(value: str | None) -> str:
    """A partial date as people write it; what cannot be read is shown as it is."""
    if not value:
        return ""
    try:
        return show(value)
    except KpdeskError:
        return value


@lru_cache(maxsize=32)
def _stance(stance: str, dark: bool) -> QPixmap:
    from PySide6.QtGui import QPainter

    made = QPixmap(28, 28)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    signs.paint_stance(painter, stance, QRectF(4, 4, 22, 22))
    painter.end()
    made.setDevicePixelRatio(2)
    return made


def stance_picture(stance: str) -> QPixmap | None:
    """The painted sign of a stance, 14 pixels."""
    return _stance(stance, theme.current.dark) if stance in ("support", "oppose", "mixed", "unclear") else None
