"""How a person wants text set (size, letters, wrap), and the page shape that this gives for a width."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextDocument

from kpdesk.desktop import theme
from kpdesk.desktop.reader.layout import GUTTER, LONGEST_LINE, STRIP_AIR, WIDEST, Shape, letter_width

SMALLEST, NORMAL, LARGEST = 12, 16, 28
_LOOKED_AT = 2000  # characters
_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "ps", "yi"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Reader size in pixels at 100 %, letters, and what stands above the text."""

    pixels: int = NORMAL
    serif: bool = True
    wrap: bool = True
    title: str = ""
    meta: str = ""
    language: str = ""

    def right_to_left(self, text: str) -> bool:
        """By most of the letters at its beginning: what a source says of its language is often what nobody changed."""
        strong = Counter(unicodedata.bidirectional(c) for c in text[:_LOOKED_AT])
        left, right = strong["L"], strong["R"] + strong["AL"]
        if left == right:
            return self.language.split("-")[0].lower() in _RIGHT_TO_LEFT
        return right > left


def shape_for(setting: Setting, width: int, document: QTextDocument) -> Shape:
    """The page for a viewport ``width`` pixels wide."""
    pixels = round(setting.pixels * theme.current.scale)
    font = theme.reader_font(pixels, serif=setting.serif)
    head_font = theme.reader_font(round(pixels * 1.25), serif=setting.serif, bold=True)
    own_headline = _same(document.firstBlock().text(), setting.title)
    meta = round(QFontMetricsF(theme.font("small")).height() + 20) if setting.meta else 0
    head = 0
    if setting.title and not own_headline:
        wanted = min(WIDEST, letter_width(font) * LONGEST_LINE)
        column = min(wanted, max(120.0, width - GUTTER - STRIP_AIR))
        box = QFontMetricsF(head_font).boundingRect(
            QRectF(0, 0, column, 10_000), int(Qt.TextFlag.TextWordWrap), setting.title
        )
        head = round(box.height()) + 8 + meta
    return Shape(
        width=width, font=font, head_font=head_font, line=round(pixels * 28 / 16),
        right_to_left=setting.right_to_left(_beginning(document) or setting.title),
        headline_blocks=1 if own_headline else 0, meta_height=meta, head_height=head, wrap=setting.wrap,
    )  # fmt: skip


def _beginning(document: QTextDocument) -> str:
    words, block = "", document.firstBlock()
    while block.isValid() and len(words) < _LOOKED_AT:
        words, block = f"{words} {block.text()[:_LOOKED_AT]}", block.next()
    return words.strip()


def _same(line: str, title: str) -> bool:
    return bool(title) and " ".join(line.split()).casefold() == " ".join(title.split()).casefold()
