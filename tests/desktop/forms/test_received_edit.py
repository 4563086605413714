"""The field for a received text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt

from kpdesk.desktop.forms.received_edit import ReceivedEdit


def test_a_pasted_text_is_plain_and_one_that_is_too_long_is_refused(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Before it is laid out, which would take many seconds."""
    field = ReceivedEdit()
    qtbot.addWidget(field)
    heard: list[str] = []
    field.refused.connect(heard.append)
    data = QMimeData()
    data.setHtml("<b>Ana</b> said")
    data.setText("Ana said")
    field.insertFromMimeData(data)
    assert field.toPlainText() == "Ana said" and heard == []
    data.setText("x" * 10_000_000)
    field.insertFromMimeData(data)
    assert field.toPlainText() == "Ana said" and "10,000,000 characters" in heard[0]


def test_lines_begin_at_the_right_where_the_text_does(qtbot) -> None:  # type: ignore[no-untyped-def]
    """And at the left again."""
    field = ReceivedEdit()
    qtbot.addWidget(field)
    field.run_right_to_left(True)
    assert field.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignRight
    field.run_right_to_left(False)
    assert field.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignLeft
