"""The one border between the store's characters (code points) and Qt's cursor positions (UTF-16 units).

``shown`` gives the text that the reader displays: every character takes as many UTF-16 units as in the
store, so that a position on the screen always leads back to the exact character of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

PARAGRAPH = "\u2029"
LONGEST_LINE = 20_000  # Qt lays out a longer paragraph in seconds, not milliseconds

_STAND_INS = {
    "\n": PARAGRAPH,
    "\u0085": "\u2028",
    "\x00": "\ufffd",
    "\ufdd0": "\ufffd",  # Qt's own marks for the border of a frame
    "\ufdd1": "\ufffd",
    "\ufffc": "\ufffd",  # Qt would look for a picture here
    "\ufeff": "\u200b",
    **{chr(c): "\u25af" for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},  # direction overrides are seen
}
_TABLE = str.maketrans(_STAND_INS)


class Offsets:
    """Turns code points of one text into UTF-16 units and back. Positions between surrogates round down."""

    def __init__(self, text: str) -> None:
        self.characters = len(text)
        self._wide: list[int] = [] if text.isascii() else [i for i, c in enumerate(text) if c > "\uffff"]
        self._wide_units = [at + before for before, at in enumerate(self._wide)]
        self.units = self.characters + len(self._wide)

    def to_units(self, code_point: int) -> int:
        """The UTF-16 position before the character number ``code_point``."""
        return code_point + bisect_left(self._wide, code_point)

    def to_code_points(self, unit: int) -> int:
        """The number of the character that holds the UTF-16 unit after position ``unit``."""
        before = bisect_right(self._wide_units, unit)
        if before and self._wide_units[before - 1] + 1 == unit:
            return self._wide[before - 1]  # inside a pair: the character itself
        return unit - before + (1 if before and self._wide_units[before - 1] == unit else 0)


def shown(text: str) -> str:
    """The text as the reader's document takes it, unit for unit as long as ``text``.

    CR LF shows one line end; direction overrides and NUL show a visible stand-in; very long lines are
    broken at a blank. Nothing of this reaches the store.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\u200b\n").replace("\r", "\n")
    text = text.translate(_TABLE)
    if len(text) > LONGEST_LINE:
        text = _broken(text)
    return text


def _broken(text: str) -> str:
    """Blanks of very long lines turned into line ends, each at most ``LONGEST_LINE`` after the last."""
    pieces: list[str] = []
    for line in text.split(PARAGRAPH):
        rest = line
        while len(rest) > LONGEST_LINE:
            at = rest.rfind(" ", 1, LONGEST_LINE)
            if at < 0:
                break
            pieces.append(rest[:at])
            rest = rest[at + 1 :]
        pieces.append(rest)
    return PARAGRAPH.join(pieces)
