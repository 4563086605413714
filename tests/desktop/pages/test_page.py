"""The base of all pages."""

from __future__ import annotations

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page


def test_a_bare_page_asks_nothing_of_the_window(desk: Desk, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Everything has a default."""
    page = Page(desk)
    qtbot.addWidget(page)
    assert (page.title(), page.count_text(), page.header_widgets(), page.panes()) == ("", "", [], [])
    assert (page.handlers(), page.where(), page.show_evidence([])) == ({}, {}, False)
