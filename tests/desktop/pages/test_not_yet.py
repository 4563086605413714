"""What stands where a page is missing."""

from __future__ import annotations

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.not_yet import NotYetPage


def test_it_says_so_and_leads_back(desk: Desk, qtbot) -> None:  # type: ignore[no-untyped-def]
    """An empty state with one button."""
    page = NotYetPage(desk, "briefings", "Briefings")
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.went) as told:
        page.empty.button.click()
    assert (page.title(), told.args[0]) == ("Briefings", "sources")
