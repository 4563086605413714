"""The status line: the case and what is in it."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow


def test_it_says_case_texts_and_that_all_is_saved(window: MainWindow) -> None:
    """Nobody has to wonder."""
    assert window.status.text().startswith("test.kpdesk  ·  1 text  ·  Everything is saved ")
