"""Cleaning of text at the one door it comes in by, with a map back to what was received.

Only what no part of the program could keep is changed: line ends, the byte order mark, control characters
and lone surrogates. Everything else, no-break spaces and zero-width marks included, stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CHARACTERS = 5_000_000
_CHANGED = re.compile("\r\n?|[\u2028\u2029]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]|\ufeff")


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` and where it came from: ``offset_map`` lists (offset in text, offset in received), code points,
    at the start and wherever the distance between the two changes."""

    text: str
    offset_map: tuple[tuple[int, int], ...]
    removed: int  # characters that were taken out, line ends not counted

    def received_offset(self, offset: int) -> int:
        """Where a character of the text stood in what was received."""
        place = (0, 0)
        for entry in self.offset_map:
            if entry[0] > offset:
                break
            place = entry
        return place[1] + offset - place[0]


def normalise(received: str) -> Normalised:
    """The text as the case file keeps it. Line and paragraph separators become line ends."""
    parts: list[str] = []
    offsets: list[tuple[int, int]] = [(0, 0)]
    length = at = removed = 0
    for match in _CHANGED.finditer(received):
        found = match.group()
        new = "\n" if found[0] in "\r\u2028\u2029" else ""
        removed += not new
        parts.append(received[at : match.start()] + new)
        length += match.start() - at + len(new)
        at = match.end()
        if len(found) != len(new):
            offsets.append((length, at))
    parts.append(received[at:])
    return Normalised("".join(parts), tuple(offsets), removed)
