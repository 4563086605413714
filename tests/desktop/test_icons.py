"""Icons take the colour of a token and follow the theme."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton

from kpdesk import resources
from kpdesk.desktop import icons, rail, theme
from kpdesk.desktop.actions import ACTIONS


def _inks(name: str, token: str) -> set[str]:
    picture = icons.pixmap(name, token, 20).toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_is_drawn_in_its_token() -> None:
    """Qt would leave it black."""
    assert _inks("users", "actor") == {QColor(theme.TOKENS["actor"][0]).name()}
    theme.current.apply(choice="dark")
    assert _inks("users", "actor") == {QColor(theme.TOKENS["actor"][1]).name()}


def test_every_icon_that_is_named_is_there() -> None:
    """No button without its picture."""
    names = {a.icon for a in ACTIONS if a.icon} | {i for _, _, i in (*rail.TOP, *rail.FOOT)}
    names |= {*icons.KIND_ICONS.values(), *icons.ACTOR_ICONS.values(), *icons.STATE_ICONS.values()}
    assert [name for name in sorted(names) if not (resources.assets() / "icons" / f"{name}.svg").exists()] == []


def test_a_dressed_button_changes_with_the_theme(qtbot) -> None:  # type: ignore[no-untyped-def]
    """After the theme changed no light icon stays dark."""
    button = QToolButton()
    qtbot.addWidget(button)
    icons.dress(button, "x", "text", 16)
    before = button.icon().pixmap(16, 16).toImage()
    theme.current.apply(choice="dark")
    icons.redress_all()
    assert button.icon().pixmap(16, 16).toImage() != before
