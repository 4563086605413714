"""A field that names another record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.link_field import LinkField
from kpdesk.store.case import CaseFile


@pytest.fixture
def field(desk: Desk, case: CaseFile, qtbot):  # type: ignore[no-untyped-def]
    desk.case = case
    made = LinkField(desk, "actor", "Holder")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    yield made
    desk.case = None


def test_a_name_of_the_case_is_found_however_it_is_cased(field: LinkField, case: CaseFile) -> None:
    """Its record, not a new one."""
    QTest.keyClicks(field, "ana sithole")
    assert field.choice().record_id == case.all("actor", name="Ana Sithole")[0].id


def test_a_choice_is_taken_from_the_list_by_keys(field: LinkField, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Down, Return."""
    QTest.keyClicks(field, "sith")
    popup = field.completer().popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.text() == "Ana Sithole")
    assert field.choice().record_id


def test_the_reference_list_comes_after_the_case(field: LinkField) -> None:
    """With its own icon, and in words for a screen reader."""
    QTest.keyClicks(field, "global witn")
    index = field._list.index(0)
    assert field._list.found[0].reference
    assert "from the reference list" in field._list.data(index, Qt.ItemDataRole.AccessibleTextRole)


def test_an_unknown_name_is_a_new_one_and_nothing_is_none(field: LinkField) -> None:
    """Made only when the form is kept."""
    QTest.keyClicks(field, "Nobody Before")
    assert field.choice().is_new
    field.clear()
    assert field.choice() is None


def test_a_record_is_shown_by_its_name(field: LinkField, case: CaseFile) -> None:
    """And stays the choice."""
    actor = case.all("actor", name="Ana Sithole")[0]
    field.set_record(actor.id)
    assert (field.text(), field.choice().record_id) == ("Ana Sithole", actor.id)
