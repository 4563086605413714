"""Columns: widths of the design, remembered by place, folded when narrow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Desk


@pytest.fixture
def columns(desk: Desk, qtbot) -> Columns:  # type: ignore[no-untyped-def]
    made = Columns(desk, "here", list_part=QWidget(), main=QWidget(), card=QWidget())
    qtbot.addWidget(made)
    made.resize(1208, 700)
    made.show()
    made.fit(1208)
    return made


def test_the_widths_are_those_of_the_design(columns: Columns) -> None:
    """288 for the list, 360 for the card at 1280."""
    assert abs(columns.list_part.width() - 288) <= 2
    assert abs(columns.card.width() - 360) <= 2


def test_wide_windows_get_wider_columns(columns: Columns) -> None:
    """320 and 400 from 1600 on."""
    columns.resize(1848, 900)
    columns.fit(1848)
    assert abs(columns.list_part.width() - 320) <= 2
    assert abs(columns.card.width() - 400) <= 2


def test_a_narrow_page_hides_the_list_until_asked(columns: Columns) -> None:
    """A drawer below 1100."""
    columns.resize(1000, 700)
    columns.fit(1000)
    assert columns.list_part.isHidden()
    columns.toggle_list()
    assert not columns.list_part.isHidden()
    columns.close_drawer()
    assert columns.list_part.isHidden()


def test_widths_are_remembered_in_steps_of_eight(columns: Columns, desk: Desk) -> None:
    """And come back with the next page of that place."""
    columns.widen_list(45)
    assert desk.settings.layout["here"][0] == 336
    again = Columns(desk, "here", list_part=QWidget(), main=QWidget(), card=QWidget())
    again.resize(1208, 700)
    again.show()
    again.fit(1208)
    assert abs(again.list_part.width() - 336) <= 2


def test_a_slim_page_puts_the_card_below(columns: Columns) -> None:
    """Under the main part below 960."""
    columns.resize(800, 700)
    columns.fit(800)
    assert columns.card.geometry().top() > columns.main.geometry().top()
