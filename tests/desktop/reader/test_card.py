"""The hover card: what it says of a record, choosing among several, and where it opens."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kpdesk.desktop.reader.card import HoverCard, place_beside
from kpdesk.services import queue
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


@pytest.fixture
def card(qtbot, made):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return HoverCard(window, lambda kind, i: queue.details(made.case, kind, i))


def rows(made, *records):
    found = queue.rows(made.case, [(r.KIND, r.id) for r in records])
    return [found[r.KIND, r.id] for r in records]


def words(card):
    return [made.text() for made in card.findChildren(QLabel) if made.isVisible()]


def press(card, key):
    return card.take_key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def test_a_position_tells_holder_claimant_and_report_apart(made, card):
    """Three lines, why, how sure and by what."""
    card.show_rows(rows(made, made.first.position), QRectF(100, 100, 80, 20))
    said = words(card)
    assert "Holder: Diamond Watch Coalition" in said
    assert "Claimed by: the holder itself" in said
    assert "Reported in: The Example" in said
    assert "likely, 0.80 · read by test model 1" in said


def test_up_and_down_choose_among_several_and_return_opens(qtbot, made, card):
    """The order is given; the chosen one is told in full."""
    card.show_rows(rows(made, made.first.ana, made.first.said), QRectF(100, 100, 80, 20))
    assert press(card, Qt.Key.Key_Down)
    with qtbot.waitSignal(card.opened) as opened:
        press(card, Qt.Key.Key_Return)
    assert opened.args == ["statement", made.first.said.id]
    assert not card.isVisible() and not press(card, Qt.Key.Key_Down)


@pytest.mark.parametrize("beside", [(100, 40, 80, 20), (100, 560, 80, 20), (850, 300, 40, 20), (10, 10, 880, 560)])
def test_a_card_stays_in_the_window_and_off_its_own_words(qtbot, beside):
    """Below, above or beside; only where there is no room at all does it cover."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    rect = QRectF(*beside).translated(window.mapToGlobal(window.rect().topLeft()).toPointF())
    at = place_beside(window, 320, 200, rect)
    placed = QRectF(at.x(), at.y(), 320, 200)
    assert window.rect().toRectF().contains(placed)
    assert not placed.intersects(QRectF(*beside)) or beside[3] > 500


def test_a_long_name_in_the_list_ends_in_an_ellipsis_and_is_spoken_whole(made, card):
    """Nothing is cut inside a word without a sign of it."""
    found = rows(made, made.first.position, made.first.said)
    long = [replace(row, title="Diamond Watch Coalition → Certification of exports from the field") for row in found]
    card.show_rows(long, QRectF(100, 100, 80, 20))
    first = card.findChildren(QPushButton)[0]
    assert first.text().endswith("…") and first.accessibleName() == long[0].title
    assert first.sizeHint().width() <= card.width() - 24
