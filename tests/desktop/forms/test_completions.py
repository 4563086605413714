"""The list under a field shows whole words."""

from PySide6.QtTest import QTest

from kpdesk.desktop.forms.link_field import LinkField
from tests.builders import an_actor, put


def test_a_narrow_field_offers_whole_names_inside_the_screen(desk, case, qtbot):
    """No sideways scrolling, and a field at the screen's edge has its list moved in."""
    name = "Quibbling Group of Examples"
    put(case, an_actor(name=name, kind="organisation"))
    desk.case = case
    field = LinkField(desk, "actor", "Holder")
    qtbot.addWidget(field)
    field.resize(120, 32)
    field.move(field.screen().availableGeometry().right() - 130, 40)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, "quibb")
    popup = field.completer().popup()
    qtbot.waitUntil(lambda: popup.viewport().width() >= popup.sizeHintForColumn(0) > 120)
    assert not popup.horizontalScrollBar().isVisible() and not popup.verticalScrollBar().isVisible()
    assert popup.geometry().right() <= popup.screen().availableGeometry().right()
    desk.case = None
