"""Lucide icons in the colour of a token: Qt does not follow the text colour, so the drawing is coloured first."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from kpdesk import resources
from kpdesk.desktop import theme

STROKE = "1.75"
AIR = 4  # between an icon and the words beside it
KIND_ICONS = {
    "actor": "users",
    "meeting": "calendar-days",
    "statement": "quote",
    "position": "scale",
    "source": "file-text",
    "issue": "flag",
    "tag": "tag",
    "affiliation": "link",
    "participation": "calendar-range",
    "echo": "copy",
    "outcome": "check",
    "name": "tag",
}
ACTOR_ICONS = {
    "person": "user",
    "ngo": "building-2",
    "government": "landmark",
    "intergovernmental": "globe",
    "company": "factory",
    "organisation": "building-2",
    "group": "users",
}
STATE_ICONS = {"proposed": "circle-dashed", "accepted": "check", "edited": "pencil", "rejected": "x"}


def icon(name: str, token: str = "text.2", size: int = 20) -> QIcon:
    """The named Lucide icon, ``size`` logical pixels, in the token's colour (greyed where disabled)."""
    made = QIcon(pixmap(name, token, size))
    made.addPixmap(pixmap(name, "text.off", size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, token: str = "text.2", size: int = 20) -> QPixmap:
    """The same as a picture for painters, sharp on the densest screen there is."""
    screens = QGuiApplication.screens()
    ratio = max((screen.devicePixelRatio() for screen in screens), default=1.0)
    return _render(name, theme.name_of(token), size, ratio)


def kind_icon(kind: str, sort: str = "", size: int = 16) -> QIcon:
    """The icon of a record kind in its ink; for actors ``sort`` (person, ngo, …) chooses the drawing."""
    name = ACTOR_ICONS.get(sort, "users") if kind == "actor" else KIND_ICONS.get(kind, "file-text")
    return icon(name, kind if kind in theme.TOKENS else "text.2", size)


def svg(name: str, ink: str) -> bytes:
    """The icon's drawing with its colour written in."""
    text = (resources.assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", ink).replace('stroke-width="2"', f'stroke-width="{STROKE}"').encode()


def dress(button: QAbstractButton, name: str, token: str = "text.2", size: int = 20) -> None:
    """Give a button an icon that follows the theme."""
    button.setProperty("kpdesk_icon", [name, token, size])
    air = AIR if isinstance(button, QPushButton) and button.text() else 0
    made = QIcon(_aired(pixmap(name, token, size), air))
    made.addPixmap(_aired(pixmap(name, "text.off", size), air), QIcon.Mode.Disabled)
    button.setIcon(made)
    button.setIconSize(QSize(size + air, size))


def redress_all() -> None:
    """Draw every dressed button's icon anew; called once after the theme changed."""
    for widget in QApplication.allWidgets():
        worn = widget.property("kpdesk_icon")
        if worn and isinstance(widget, QAbstractButton):
            dress(widget, str(worn[0]), str(worn[1]), int(worn[2]))


def _aired(picture: QPixmap, air: int) -> QPixmap:
    """The picture with ``air`` logical pixels after it: Qt sets the words of a button close to its icon."""
    if not air:
        return picture
    ratio = picture.devicePixelRatio()
    made = QPixmap(picture.width() + round(air * ratio), picture.height())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return made


@lru_cache(maxsize=1024)
def _render(name: str, ink: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(svg(name, ink)))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
