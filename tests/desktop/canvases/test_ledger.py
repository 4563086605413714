"""The matrix as a widget: cells by mouse and keys, blocs opened and closed, the same cell after another day."""

import pytest
from PySide6.QtCore import QPoint, Qt

from kpdesk.analysis.ledger_picture import ledger, ledger_index
from kpdesk.desktop.canvases.ledger import LedgerCanvas
from tests.analysis.ledger_cases import LEDGER
from tests.analysis.timeline_cases import day

INDEX = ledger_index(LEDGER)


def _ledger(on=(2011, 6, 1), **how):
    return ledger(INDEX, LEDGER, day(*on), **how)


@pytest.fixture
def canvas(qtbot):
    made = LedgerCanvas()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_ledger(_ledger())
    return made


def test_every_cell_clicked_is_the_one_that_opens(qtbot, canvas):
    """Row and column."""
    canvas.layers()
    for hit in [h for h in canvas.hits if h.kind == "cell"]:
        with qtbot.waitSignal(canvas.opened) as told:
            place = QPoint(round(hit.x + hit.w / 2), round(hit.y + hit.h / 2))
            qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert told.args == [int(n) for n in hit.id.split(",")]


def test_arrows_walk_cells_and_are_said_in_words(qtbot, canvas):
    """Left of the first column is the row's head."""
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.selected == (0, 0)
    assert canvas.accessibleDescription().startswith("ADPA, Marange export certification: support")
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.selected == (1, 1)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.selected == (1, -1) and canvas.accessibleDescription() == "DRC"
    with qtbot.waitSignal(canvas.opened) as told:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert told.args == [1, -1]


def test_left_on_a_bloc_s_head_closes_it_and_right_opens_it(qtbot, canvas):
    """Right on an open one goes on to its first cell."""
    canvas.select(0, -1)
    with qtbot.waitSignal(canvas.bloc_turned):
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
    canvas.show_ledger(_ledger(closed=frozenset({"adpa"})))
    with qtbot.waitSignal(canvas.bloc_turned):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    canvas.show_ledger(_ledger())
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.selected == (0, 0)


def test_the_current_cell_stays_with_its_actor_and_issue(canvas):
    """Though rows and columns move."""
    row = next(n for n in range(len(canvas.ledger.rows)) if canvas.ledger.name(n) == "United States")
    canvas.select(row, 0)
    canvas.show_ledger(_ledger(words="united"))
    assert canvas.selected == (0, 0) and canvas.ledger.name(0) == "United States"
    canvas.show_ledger(_ledger(words="nobody of this name"))
    assert canvas.selected is None and not canvas.grab().isNull()


def test_far_cells_are_scrolled_into_view(canvas):
    """A small window."""
    canvas.resize(320, 150)
    canvas.select(len(canvas.ledger.rows) - 1, 1)
    assert canvas.verticalScrollBar().value() > 0 and canvas.horizontalScrollBar().value() > 0
