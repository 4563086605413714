"""Texts and spans for the reader's tests, and a reader that shows them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from kpdesk.analysis.spans import ReaderSpan
from kpdesk.desktop.reader.text_view import ReaderText

PARAGRAPH = "The monitors of the Coalition told reporters that they would not travel to Windhoek this month. "
LONG = "\n".join(PARAGRAPH * 6 + f"Paragraph {n}." for n in range(40))
ODD = "Café 💎 owners said: “we were not asked”\u00a0– by anybody.\u2029שלום said the chair.\r\nAna 👩‍👩‍👧 agreed."


def span(text: str, words: str, kind: str = "actor", **fields: Any) -> ReaderSpan:
    """A span on the first place where ``words`` stand."""
    start = text.index(words)
    fields = {"record_id": f"{kind} {words}", "role": "content" if kind == "statement" else "mention", **fields}
    return ReaderSpan(start=start, end=start + len(words), kind=kind, **fields)


def a_reader(qtbot: Any, text: str = LONG, *, width: int = 560, height: int = 480, **about: Any) -> ReaderText:
    """A shown reader, laid out to its end."""
    reader = ReaderText()
    qtbot.addWidget(reader)
    reader.resize(width, height)
    reader.show()
    reader.set_text(text, **about)
    while reader.page.lay_out_some(1.0):
        pass
    QApplication.processEvents()
    return reader


def colours_in(reader: ReaderText, rect: Any) -> set[str]:
    """The colours painted inside a rectangle of the viewport."""
    image = reader.viewport().grab(rect.toAlignedRect()).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
