"""The style sheet is made of the theme's tokens only."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication

from kpdesk.desktop import stylesheet, theme


def test_only_colours_of_the_theme_are_in_it() -> None:
    """In both themes, with no token left unfilled."""
    for choice, column in (("light", 0), ("dark", 1)):
        theme.current.apply(choice=choice)
        made = stylesheet.sheet()
        allowed = {pair[column] for pair in theme.TOKENS.values()}
        assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", made)) <= allowed
        assert "{" not in re.sub(r"\{[^{}]*\}", "", made)


def test_qt_takes_it_without_a_word(qapp: QApplication, caplog) -> None:  # type: ignore[no-untyped-def]
    """A fault in a style sheet is only a warning in Qt; here it fails."""
    from PySide6.QtCore import qInstallMessageHandler

    said: list[str] = []
    old = qInstallMessageHandler(lambda _kind, _context, words: said.append(words))
    try:
        qapp.setStyleSheet(stylesheet.sheet())
    finally:
        qInstallMessageHandler(old)
    assert [words for words in said if "style" in words.lower()] == []


def test_its_pictures_are_there() -> None:
    """Arrows and ticks come from files."""
    from pathlib import Path

    for name in re.findall(r"url\(([^)]+)\)", stylesheet.sheet()):
        assert Path(name).read_text("utf-8").lstrip().startswith("<")
