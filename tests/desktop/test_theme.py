"""The theme: tokens for both themes, contrast as the design promises, letters that grow."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from kpdesk.desktop import theme

GROUNDS = ("page", "window", "raised", "sunken", "hover", "selected", "selected.off", "evidence")
INKS = ("text", "text.2", "link", "actor", "meeting", "statement", "position", "support", "oppose", "mixed", "unclear",
        "proposed", "accepted", "rejected", "error")  # fmt: skip


def _light(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _ratio(a: str, b: str) -> float:
    one, other = sorted((_light(theme.colour(a)), _light(theme.colour(b))), reverse=True)
    return (one + 0.05) / (other + 0.05)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_letters_are_readable_on_every_ground(choice: str) -> None:
    """WCAG AA: 4.5 to 1 for every ink on every surface."""
    theme.current.apply(choice=choice)
    low = {(ink, ground): _ratio(ink, ground) for ink in INKS for ground in GROUNDS}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.45} == {}
    assert _ratio("accent.text", "accent") >= 4.5
    assert _ratio("border.control", "page") >= 3


def test_the_palette_follows_the_theme(qapp: QApplication) -> None:
    """Stock widgets, menus and tooltips are dark in the dark theme."""
    theme.current.apply(choice="dark")
    assert qapp.palette().base().color() == QColor(theme.TOKENS["page"][1])
    assert qapp.palette().toolTipBase().color().lightness() < 100


def test_letters_and_rows_grow_together() -> None:
    """At twice the size a field is twice as high."""
    theme.current.apply(scale=2.0)
    assert theme.font("body").pixelSize() == 26
    assert theme.px(32) == 64
    theme.current.apply(scale=9.0)
    assert theme.current.scale == 2.5


def test_everyone_hears_of_a_change(qtbot) -> None:  # type: ignore[no-untyped-def]
    """One signal after theme or letters moved."""
    with qtbot.waitSignal(theme.current.changed):
        theme.current.apply(choice="dark")


def test_an_unknown_token_is_a_fault() -> None:
    """A misspelt token is found at once."""
    with pytest.raises(KeyError):
        theme.colour("aktor")
