"""Which characters the shipped fonts can show, and which fonts of the system can show the rest."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kpdesk.resources import assets

# The text fonts show all of these; a text of nothing else needs no look into any font.
_SURE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x0A])) | frozenset("–—‘’“”…•→▲▼◆ \u200b")
# Shape the text around them and print nothing themselves.
_SILENT = frozenset(map(chr, [*range(0x200B, 0x2010), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xAD, 0x61C]))
_TEXT_FONT = "NotoSerif-Regular.ttf"
_OTHERS = ("kpdeskSymbols-Regular.ttf", "NotoNaskhArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf")
_PREFERRED = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK", "Noto Sans CJK", "Source Han", "Noto")


@dataclass(frozen=True, kw_only=True)
class Found:
    """Families of the system to add, in order, and the characters that nothing shows."""

    families: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def fonts_folder() -> Path:
    return assets() / "fonts"


def look_for(text: str) -> Found:
    """What it takes to show every character of ``text``."""
    odd = frozenset(text) - _SURE - _SILENT
    return _find(frozenset(c for c in odd if not _is_shipped(ord(c)))) if odd else Found()


class Coverage:
    """The code points of one font as runs: a large font has 60,000 of them in a thousand runs."""

    def __init__(self, points: Iterable[int] = ()) -> None:
        self._first, self._last = array("I"), array("I")
        for point in sorted(points):
            if self._last and point == self._last[-1] + 1:
                self._last[-1] = point
            else:
                self._first.append(point)
                self._last.append(point)

    def __contains__(self, point: int) -> bool:
        at = bisect_right(self._first, point) - 1
        return at >= 0 and point <= self._last[at]


def _is_shipped(point: int) -> bool:
    return any(point in _covered(str(fonts_folder() / name)) for name in (_TEXT_FONT, *_OTHERS))


@cache  # of every font of this computer: a character that none shows is looked for in all
def _covered(path: str, index: int = 0) -> Coverage:
    """The code points of one font file; none where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            # Numbers for names: reading the real ones takes longer than all else.
            font.setGlyphOrder(list(map(str, range(font["maxp"].numGlyphs))))
            return Coverage(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, AssertionError):
        return Coverage()


@lru_cache(maxsize=32)
def _find(wanted: frozenset[str]) -> Found:
    if not wanted:
        return Found()
    left, families = set(wanted), []
    for family, path, index in _system_fonts():
        shows = {c for c in left if ord(c) in _covered(path, index)}
        if shows:
            families.append(family)
            left -= shows
        if not left:
            break
    return Found(families=tuple(families), missing=tuple(sorted(left)))


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[tuple[str, str, int], ...]:
    """One regular face of each family of this computer, the likely ones first, then by name."""
    import typst

    faces: dict[str, tuple[str, int]] = {}
    for info in typst.Fonts(True, False, []).fonts():
        if info.path and info.style == "normal" and info.weight == 400:
            faces.setdefault(info.family, (info.path, info.index))
    rank = {name: n for n, name in enumerate(_PREFERRED)}
    names = sorted(faces, key=lambda f: (min((r for p, r in rank.items() if f.startswith(p)), default=99), f))
    return tuple((name, *faces[name]) for name in names)
