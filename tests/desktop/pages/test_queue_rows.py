"""Rows of the queue: kind, name and state by form; rejected ones struck through; the current one with a bar."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from kpdesk.desktop import theme
from kpdesk.desktop.pages.queue_rows import HEIGHT, RowPainter
from kpdesk.domain.queue import QueueRow


def painted(qtbot, state="proposed", *, flags=QStyle.StateFlag.State_None, title="Ana Sithole"):
    view = QListView()
    qtbot.addWidget(view)
    model = QStandardItemModel(view)
    item = QStandardItem()
    item.setData(QueueRow(kind="actor", record_id="1", state=state, title=title, about="person · new", sort="person"))
    model.appendRow(item)
    from PySide6.QtCore import Qt

    item.setData(item.data(), int(Qt.ItemDataRole.UserRole))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 288, HEIGHT)
    option.state = flags
    image = QImage(288, HEIGHT, QImage.Format.Format_ARGB32)
    image.fill(theme.colour("page"))
    painter = QPainter(image)
    RowPainter(view).paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def test_states_are_told_apart_by_form_in_grey(qtbot):
    """Ring, tick, pencil, cross."""
    seen = set()
    for state in ("proposed", "accepted", "edited", "rejected"):
        image = painted(qtbot, state).convertToFormat(QImage.Format.Format_Grayscale8)
        seen.add(tuple(image.pixelColor(x, y).value() < 200 for x in range(258, 278) for y in range(10, 30)))
    assert len(seen) == 4


def test_the_current_row_has_a_bar_and_another_fill_than_a_hovered_one(qtbot):
    """Three looks, told apart."""
    selected = painted(qtbot, flags=QStyle.StateFlag.State_Selected)
    hovered = painted(qtbot, flags=QStyle.StateFlag.State_MouseOver)
    assert selected.pixelColor(1, 30).name() == theme.colour("accent").name()
    assert len({i.pixelColor(200, 52).name() for i in (selected, hovered, painted(qtbot))}) == 3


def test_a_long_title_ends_before_the_sign(qtbot):
    """Nothing is painted over the state."""
    image = painted(qtbot, title="We cannot sit at a table where nothing is decided " * 4)
    column = {image.pixelColor(254, y).name() for y in range(HEIGHT)}
    assert column == {theme.colour("page").name()}
