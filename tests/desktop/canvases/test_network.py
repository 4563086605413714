"""The network as a widget: actors by mouse and arrows, said in words."""

import pytest
from PySide6.QtCore import QPoint, Qt

from kpdesk.analysis.ledger_picture import ledger_index
from kpdesk.analysis.network import network
from kpdesk.desktop.canvases.network import NetworkCanvas
from tests.analysis.ledger_cases import LEDGER
from tests.analysis.timeline_cases import day

INDEX = ledger_index(LEDGER)


@pytest.fixture
def canvas(qtbot):
    made = NetworkCanvas()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_network(network(INDEX, dict(LEDGER.names), day(2008), day(2011)))
    return made


def test_every_actor_clicked_is_the_one_that_is_chosen(qtbot, canvas):
    """And a click beside them chooses none."""
    canvas.layers()
    assert canvas.hits
    for hit in list(canvas.hits):
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(hit.x + 15), round(hit.y + 15)))
        assert canvas.selected == int(hit.id)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert canvas.selected is None


def test_arrows_walk_the_actors_and_each_is_said(qtbot, canvas):
    """Round and round."""
    seen = set()
    for _ in canvas.network.actors:
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        seen.add(canvas.selected)
        assert "agrees with" in canvas.accessibleDescription()
    assert seen == set(range(len(canvas.network.actors)))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selected is None


def test_the_chosen_actor_stays_chosen_with_other_data(canvas):
    """Where it is still there."""
    canvas.select(0)
    actor = canvas.network.actors[0]
    canvas.show_network(network(INDEX, dict(LEDGER.names), day(2008), day(2012)))
    assert canvas.network.actors[canvas.selected] == actor
    canvas.show_network(network(INDEX, {}, day(1990), day(1991)))
    assert canvas.selected is None and not canvas.grab().isNull()
