"""The preview: pages turn, grow and shrink."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kpdesk.desktop.pages.briefing_sheet import LARGEST, Preview

PAGE = b"<svg xmlns='http://www.w3.org/2000/svg' width='595pt' height='842pt' viewBox='0 0 595 842'><rect width='9' height='9'/></svg>"


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    made = Preview()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.set_pages((PAGE, PAGE, PAGE))
    return made


def test_pages_turn_with_page_keys_and_stop_at_the_ends(preview: Preview, qtbot: QtBot) -> None:
    """PageDown, PageUp."""
    preview.area.setFocus()
    qtbot.keyClick(preview.area, Qt.Key.Key_PageUp)
    assert preview.page() == 1
    for _ in range(5):
        qtbot.keyClick(preview.area, Qt.Key.Key_PageDown)
    assert preview.page() == 3 and preview.number.text() == "Page 3 of 3" and not preview.later.isEnabled()


def test_fewer_pages_show_the_last_one(preview: Preview) -> None:
    """The place is kept as well as it can be."""
    preview.turn(2)
    preview.set_pages((PAGE, PAGE))
    assert preview.page() == 2
    preview.set_pages(())
    assert preview.page() == 0 and preview.number.text() == ""


def test_the_page_grows_and_fits_again(preview: Preview) -> None:
    """Zoom has ends; fit follows the room."""
    fitted = preview.sheet.width()
    preview.zoom(1.2)
    assert preview.sheet.width() > fitted
    preview.zoom(100)
    assert preview.scale() == LARGEST
    preview.fit_width()
    assert preview.sheet.width() == fitted
