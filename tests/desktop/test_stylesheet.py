"""The style sheet is made of the theme's tokens only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
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
    for name in re.findall(r'url\("([^"]+)"\)', stylesheet.sheet()):
        assert Path(name).read_text("utf-8").lstrip().startswith("<")


def test_a_start_leaves_no_folder_of_its_own_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where it is killed: the pictures of a theme are written once, and found by the next start."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a cache"))
    made = [stylesheet.sheet() for _ in range(2)]
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert made[0] == made[1] and str(tmp_path) in made[0] and len(written) == 5
    assert {path.suffix for path in written} == {".svg"}
    assert list((tmp_path / "temporary").iterdir()) == []
