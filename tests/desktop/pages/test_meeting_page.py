"""One meeting's page in the window: accounts that differ, who came, statements by when, and where it is written."""

from PySide6.QtWidgets import QLabel, QPushButton

from kpdesk.domain.records import AgendaItem, Outcome
from tests.builders import an_actor, put


def _labels(widget):
    return " | ".join(made.text() for made in widget.findChildren(QLabel))


def _buttons(widget):
    return {made.text().split("   ")[0]: made for made in widget.findChildren(QPushButton)}


def test_a_meeting_s_page_has_its_parts(window, case, qtbot):
    """And each account leads to its characters."""
    meeting = case.all("meeting")[0]
    item = put(case, AgendaItem(meeting_id=meeting.id, title="Marange"))
    for name, result in (("Chair", "adopted"), ("NGOs", "none")):
        put(case, Outcome(agenda_item_id=item.id, result=result, claimant_id=put(case, an_actor(name=name)).id))
    window.desk.go("meetings", meeting_id=meeting.id)
    page = window.page.page
    words = _labels(page)
    assert "Intersessional, Windhoek" in words and "June 2011" in words and "accounts differ" in words
    assert {"Adopted, says Chair", "None, says NGOs", "Ana Sithole"} <= set(_buttons(page))
    assert "will boycott" in words
    with qtbot.waitSignal(window.desk.evidence_asked) as told:
        window.page.handlers()["evidence"]()
    assert [a.quote for a in told.args[0]] == ["the meeting in Windhoek"]


def test_statements_are_shown_by_when_they_were_said(window, case, qtbot):
    """The part that has some is shown first, and its words lead to the text."""
    window.desk.go("meetings", meeting_id=case.all("meeting")[0].id)
    page = window.page.page
    assert "“We cannot sit at a table where nothing is decided,”" in _labels(page)
    with qtbot.waitSignal(window.desk.evidence_asked) as told:
        _buttons(page)["Show"].click()
    assert told.args[0][0].quote.startswith("We cannot sit")
    page._on_part("about")
    assert "No statement is recorded here." in _labels(page)


def test_a_meeting_that_is_gone_shows_the_timeline(window, case):
    """Undone or removed elsewhere."""
    window.desk.go("meetings", meeting_id="gone")
    assert window.page.stack.currentWidget() is not window.page.page


def test_a_meeting_is_erased_from_its_page_and_from_the_timeline(window, case):
    """Its own button, the palette's command, and the same on the mark that is selected: each leads to the page that asks."""
    meeting = case.all("meeting")[0]
    window.desk.go("meetings", meeting_id=meeting.id)
    _buttons(window.page.page)["Erase…"].click()
    assert window.page.place == "erase" and window.page.records == [("meeting", meeting.id)]
    window.desk.go("meetings", meeting_id=meeting.id)
    assert window.trigger("erase") and window.page.place == "erase"
    window.desk.go("meetings", view="timeline")
    window.page.canvas.select("meeting", meeting.id)
    assert window.trigger("erase") and window.page.records == [("meeting", meeting.id)]
