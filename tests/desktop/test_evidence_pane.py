"""The reader beside a page."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile
from tests.builders import an_anchor, put


def test_it_walks_the_passages(window: MainWindow, case: CaseFile) -> None:
    """One after the other, round and round."""
    source = case.all("source")[0]
    actor = case.all("actor", name="Ana Sithole")[0]
    second = put(case, an_anchor(case, source, "Sithole said", actor_id=actor.id, role="mention"))
    first = next(a for a in case.all("anchor", actor_id=actor.id) if a.id != second.id)
    window.desk.go("actors")
    window.desk.show_evidence([first, second])
    assert window.evidence._next.isVisible()
    window.evidence._next.click()
    assert window.evidence._at == 1
    window.evidence._next.click()
    assert window.evidence._at == 0


def test_going_back_brings_the_list(window: MainWindow, case: CaseFile) -> None:
    """It stood in its place."""
    window.desk.go("actors")
    window.desk.show_evidence(case.all("anchor")[:1])
    assert window.pages["actors"].list.isHidden()
    window.evidence.close_button.click()
    assert not window.pages["actors"].list.isHidden()


def test_return_on_a_mark_opens_its_record_beside_the_whole_text(window: MainWindow, case: CaseFile) -> None:
    """The Sources page, at the same characters."""
    anchor = next(a for a in case.all("anchor") if a.statement_id and a.role == "content")
    window.desk.go("actors")
    window.desk.show_evidence([anchor])
    window.evidence.reader.record_opened.emit("statement", anchor.statement_id)
    page = window.page
    assert page is window.pages["sources"] and page.card.isVisible()
    assert page.card.record.id == anchor.statement_id
    assert page.reader.selected_record == ("statement", anchor.statement_id)
