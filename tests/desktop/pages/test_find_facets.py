"""What narrows a search."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.find_facets import Facets
from kpdesk.domain.finding import FOUND_KINDS, Criteria
from kpdesk.domain.records import Tag
from kpdesk.store.case import CaseFile
from tests.builders import put


@pytest.fixture
def facets(desk: Desk, case: CaseFile, qtbot):  # type: ignore[no-untyped-def]
    desk.case = case
    made = Facets(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.case = None


def test_what_is_shown_is_what_is_asked(facets: Facets, case: CaseFile) -> None:
    """There and back."""
    wanted = Criteria(
        kinds=("statement", "position"), actor_id=case.all("actor", name="Ana Sithole")[0].id, stance="oppose",
        outlet="Example", since="2010", until="2011-06", rejected=True, tag_id=put(case, Tag(name="to check")).id,
    )  # fmt: skip
    facets.show_criteria(wanted)
    assert facets.criteria() == wanted
    assert "Ana Sithole" in facets.in_words() and "to check" in facets.in_words()


def test_a_date_that_is_none_is_marked_and_left_out(facets: Facets, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The search goes on without it."""
    with qtbot.waitSignal(facets.changed):
        QTest.keyClicks(facets.since, "2")
    QTest.keyClicks(facets.since, "x")
    assert facets.criteria().since is None
    assert facets.since.property("problem") is True


def test_clearing_asks_for_everything(facets: Facets, qtbot) -> None:  # type: ignore[no-untyped-def]
    """And tells."""
    facets.show_criteria(Criteria(kinds=("actor",), stance="mixed"))
    with qtbot.waitSignal(facets.changed):
        facets.reset.click()
    assert facets.criteria() == Criteria(kinds=FOUND_KINDS)
