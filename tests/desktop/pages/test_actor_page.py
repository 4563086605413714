"""One actor's page and its parts."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


def test_the_parts_are_counted_and_filled(window: MainWindow, case: CaseFile) -> None:
    """Statements, meetings and appearances of this actor only."""
    actor = case.all("actor", name="Ana Sithole")[0]
    window.desk.go("actors", actor_id=actor.id)
    view = window.pages["actors"].view
    assert view.tabs.button("statements").text() == "Statements 1"
    assert view.tabs.button("meetings").text() == "Meetings 1"
    view.show_tab("statements")
    assert view.statements.model.total == case.count("statement", speaker_id=actor.id) == 1
    view.show_tab("appearances")
    assert view._appearance_rows.count() > 1


def test_a_proposed_actor_is_accepted_on_its_page(window: MainWindow, case: CaseFile) -> None:
    """And says so until then."""
    actor = put(case, an_actor(name="Farai Maguwu", state="proposed", made_by="rules 1"))
    window.desk.go("actors", actor_id=actor.id)
    view = window.pages["actors"].view
    assert view.pill.isVisible()
    view.accept.click()
    assert case.get("actor", actor.id).state == "accepted"
    assert not view.pill.isVisible()


def test_evidence_of_an_actor_is_where_it_is_named(window: MainWindow, case: CaseFile) -> None:
    """Ctrl+E."""
    actor = case.all("actor", name="Ana Sithole")[0]
    window.desk.go("actors", actor_id=actor.id)
    window.trigger("evidence")
    assert window.evidence.isVisible()
