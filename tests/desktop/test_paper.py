"""A page of sentences: shown anew, all of them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from kpdesk.desktop.paper import Lines, paper


def test_sentences_replace_those_before(qtbot) -> None:  # type: ignore[no-untyped-def]
    """And an empty list takes no room."""
    page = QWidget()
    qtbot.addWidget(page)
    lines = Lines("Report")
    paper(page, "Report").addWidget(lines)
    page.show()
    lines.show_lines(["one", "two"])
    lines.show_lines(["<b>three</b>"])
    assert lines.text() == "<b>three</b>"
    assert [made.text() for made in lines.findChildren(QLabel) if not made.isHidden()] == ["<b>three</b>"]
    lines.show_lines([])
    assert lines.isHidden()
