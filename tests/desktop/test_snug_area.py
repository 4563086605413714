"""As high as its content, and no higher than there is room."""

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kpdesk.desktop.snug_area import snug
from kpdesk.desktop.widgets import label, vbox


def test_what_follows_is_close_and_in_view(qtbot):
    """With room the area ends with its content; without it scrolls, and the button keeps its height."""
    whole, inner, button = QWidget(), QWidget(), QPushButton("Go")
    rows = vbox(inner)
    for n in range(10):
        rows.addWidget(label(f"Row {n}"))
    area = snug(inner, "Rows")
    column = vbox(whole)
    column.addWidget(area)
    column.addWidget(button)
    column.addStretch(1)
    qtbot.addWidget(whole)
    whole.resize(300, 800)
    with qtbot.waitExposed(whole):
        whole.show()
    assert abs(area.height() - inner.sizeHint().height()) <= 2 and button.y() == area.height()
    rows.addWidget(label("One more"))
    qtbot.waitUntil(lambda: abs(area.height() - inner.sizeHint().height()) <= 2)
    whole.resize(300, 120)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() > 0
    assert whole.rect().contains(button.geometry())
