"""The card stands beside its mark, never over it, and inside the canvas."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kpdesk.desktop.canvases.card import Card


def test_the_card_is_below_or_above_its_mark_and_inside(qtbot):
    """At every edge."""
    canvas = QWidget()
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()
    card = Card(canvas)
    for box in (QRect(10, 10, 20, 16), QRect(780, 10, 20, 16), QRect(10, 580, 20, 16), QRect(400, 300, 20, 16)):
        card.show_beside(
            ["Kinshasa", "20–23 June 2011", "a longer line that has to break somewhere in the middle of it"], box
        )
        assert not card.geometry().intersects(box)
        assert canvas.rect().contains(card.geometry())
    card.show_beside([f"line {n}" for n in range(20)], QRect(10, 10, 20, 16))
    assert canvas.rect().contains(card.geometry())
