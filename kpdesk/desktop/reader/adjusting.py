"""Moving the ends of a span by words, by characters or by drag. Offsets are code points; no Qt in here."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
_JOINERS = "\u200d\ufe0f"
_FAR = 400  # characters on either side that are looked at for the edges of words


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span grown to the whole words that its ends cut."""
    return _word_at(text, start)[0], _word_at(text, end)[1]


def _word_at(text: str, at: int) -> tuple[int, int]:
    """Start and end of the word that ``at`` lies inside of; ``at`` twice between words."""
    found = _WORD.finditer(text, max(0, at - _FAR), min(len(text), at + _FAR))
    return next(((m.start(), m.end()) for m in found if m.start() < at < m.end()), (at, at))


class Move:
    """A span whose ends move. It never becomes empty and never leaves the text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.end_name = "end"

    def other_end(self) -> None:
        self.end_name = "start" if self.end_name == "end" else "end"

    def step(self, direction: int, *, word: bool) -> None:
        """Move the current end one word or character back (-1) or on (1)."""
        at = self.start if self.end_name == "start" else self.end
        self._put(self._word(at, direction) if word else self._character(at, direction))

    def take_nearest(self, at: int) -> None:
        """The end nearer to ``at`` is the one that moves."""
        self.end_name = "start" if abs(at - self.start) <= abs(at - self.end) else "end"

    def drag_to(self, at: int) -> None:
        self._put(min(max(0, at), len(self.text)))

    def _put(self, at: int) -> None:
        if self.end_name == "start" and at < self.end:
            self.start = at
        elif self.end_name == "end" and at > self.start:
            self.end = at

    def _character(self, at: int, direction: int) -> int:
        """One character as a reader sees it: marks and joined emoji stay with their letter."""
        at += direction
        while 0 < at < len(self.text) and self._inside(at):
            at += direction
        return min(max(0, at), len(self.text))

    def _inside(self, at: int) -> bool:
        import unicodedata

        char, before = self.text[at], self.text[at - 1]
        return bool(unicodedata.combining(char)) or char in _JOINERS or before == "\u200d"

    def _word(self, at: int, direction: int) -> int:
        """Ends stop at the ends of words, starts at their beginnings."""
        low, high = max(0, at - _FAR), min(len(self.text), at + _FAR)
        edges = [m.start() if self.end_name == "start" else m.end() for m in _WORD.finditer(self.text, low, high)]
        if direction > 0:
            return next((e for e in edges if e > at), high)
        return next((e for e in reversed(edges) if e < at), low)
