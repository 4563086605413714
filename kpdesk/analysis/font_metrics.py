"""How wide words are in the shipped fonts, from the fonts' own tables, so that labels fit on screen and in files."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from fontTools.ttLib import TTFont

from kpdesk.resources import assets

_FALLBACKS = ("kpdeskSymbols-Regular.ttf", "NotoNaskhArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf")
_WIDE = frozenset("WF")


@lru_cache(maxsize=8)
def _advances(file: str) -> dict[int, float]:
    """Advance of each character in ems."""
    with TTFont(assets() / "fonts" / file, lazy=True) as font:
        per_em = font["head"].unitsPerEm  # type: ignore[attr-defined]
        metrics = font["hmtx"].metrics
        names: dict[int, str] = font.getBestCmap() or {}
        return {code: metrics[name][0] / per_em for code, name in names.items()}


@lru_cache(maxsize=16384)
def _advance(character: str, bold: bool) -> float:
    code = ord(character)
    for file in ("NotoSans-SemiBold.ttf" if bold else "NotoSans-Regular.ttf", *_FALLBACKS):
        found = _advances(file).get(code)
        if found is not None:
            return found
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in _WIDE else 0.7


@lru_cache(maxsize=65536)
def width(text: str, size: float = 12.0, bold: bool = False) -> float:
    """Width of one line in logical pixels, ``size`` pixels high; never less than a painter needs, bar kerning."""
    return size * sum(_advance(character, bold) for character in text)


@lru_cache(maxsize=16384)
def shortened(text: str, room: float, size: float = 12.0, bold: bool = False) -> str:
    """The text, cut with … where it is wider than ``room``; empty where not even one letter fits."""
    if width(text, size, bold) <= room:
        return text
    left = room / size - _advance("…", bold)
    kept = 0
    for character in text:
        left -= _advance(character, bold)
        if left < 0:
            break
        kept += 1
    # A mark that joins the letter before it is not left without it.
    while kept < len(text) and kept and unicodedata.combining(text[kept]):
        kept -= 1
    head = text[:kept].rstrip(" ,;:(–-")
    return f"{head}…" if head else ""
