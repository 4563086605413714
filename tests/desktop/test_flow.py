"""A layout that goes on in the next line."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kpdesk.desktop.flow import FlowLayout


def test_what_does_not_fit_goes_to_the_next_line(qtbot) -> None:  # type: ignore[no-untyped-def]
    """And the height follows the width."""
    outer = QWidget()
    qtbot.addWidget(outer)
    flow = FlowLayout(outer, space=8)
    made = [QWidget() for _ in range(3)]
    for each in made:
        each.setFixedSize(100, 30)
        flow.addWidget(each)
    assert (flow.heightForWidth(320), flow.heightForWidth(220), flow.heightForWidth(100)) == (30, 68, 106)
    outer.resize(220, 68)
    outer.show()
    assert [each.pos().toTuple() for each in made] == [(0, 0), (108, 0), (0, 38)]
    assert flow.takeAt(0) is not None and flow.count() == 2
