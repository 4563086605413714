"""Which fonts a text needs."""

from __future__ import annotations

from kpdesk.exports.glyphs import look_for


def test_the_shipped_fonts_show_the_scripts_of_the_field() -> None:
    """Latin, Cyrillic, Greek, Arabic, Hebrew and the signs of stances."""
    found = look_for("Kimberley Żółć Москва Αθήνα محمد שלום ▲▼◆ “—” naïve")
    assert found.families == () and found.missing == ()


def test_what_no_font_shows_is_told() -> None:
    """A character that is not assigned has no glyph anywhere."""
    assert look_for("a\U000e0fff").missing == ("\U000e0fff",)
