"""The marks of one text, ready to be asked: which lie here, which comes next, which record owns them.

Spans come in code points (as services give them) and are kept in Qt's units as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpdesk.analysis.spans import ReaderSpan, SpanIndex, lanes
from kpdesk.desktop.offsets import Offsets

KINDS = ("actor", "meeting", "statement", "position")
DRAWN_AS = {"echo": "statement", **{kind: kind for kind in KINDS}}
_OPENNESS = ("proposed", "edited", "accepted", "changed", "rejected")
_DRAWN_ROLES = {"mention", "content", "evidence"}


@dataclass(frozen=True, slots=True)
class Mark:
    """All records of one kind over the same characters; ``start`` and ``end`` are Qt's units."""

    start: int
    end: int
    kind: str
    state: str
    stance: str | None
    lane: int
    spans: tuple[ReaderSpan, ...]


class Marks:
    """The marks of a text. ``hidden`` kinds and (unless asked for) rejected records are left out."""

    def __init__(
        self,
        spans: Sequence[ReaderSpan],
        offsets: Offsets,
        *,
        hidden: Iterable[str] = (),
        show_rejected: bool = False,
    ) -> None:
        self.offsets = offsets
        self.spans = tuple(spans)
        hidden = set(hidden)
        drawn = [
            s
            for s in self.spans
            if s.kind in DRAWN_AS
            and s.role in _DRAWN_ROLES
            and DRAWN_AS[s.kind] not in hidden
            and (show_rejected or s.state != "rejected")
        ]
        self.marks = _grouped(drawn, offsets)
        self._index = SpanIndex([m.start for m in self.marks], [m.end for m in self.marks])
        self._order = [self.marks[i] for i in self._index.in_order()]
        self._starts = [m.start for m in self._order]
        self._by_record: dict[tuple[str, str], list[ReaderSpan]] = {}
        for span in self.spans:
            self._by_record.setdefault((span.kind, span.record_id), []).append(span)

    def __len__(self) -> int:
        return len(self.marks)

    def touching(self, start: int, end: int) -> list[Mark]:
        """Marks with a character in ``[start, end)`` (units), in reading order."""
        return [self.marks[i] for i in self._index.touching(start, end)]

    def at(self, unit: int) -> list[Mark]:
        """Marks over one character, in the order actor, meeting, statement, position, the shortest first."""
        found = self.touching(unit, unit + 1)
        return sorted(found, key=lambda m: (KINDS.index(DRAWN_AS[m.kind]), m.end - m.start))

    def after(self, unit: int, *, step: int = 1) -> Mark | None:
        """The next (or, with ``step`` -1, the previous) mark in the order of the text, counted from ``unit``."""
        if step > 0:
            at = bisect_right(self._starts, unit)
            return self._order[at] if at < len(self._order) else None
        at = bisect_right(self._starts, unit - 1) - 1
        return self._order[at] if at >= 0 else None

    def of_record(self, kind: str, record_id: str) -> list[ReaderSpan]:
        """Every span that a record rests on in this text, in the order of the text."""
        return sorted(self._by_record.get((kind, record_id), []), key=lambda s: (s.start, s.end))

    def undecided(self) -> list[Mark]:
        return [m for m in self._order if m.state == "proposed"]

    def units(self, span: ReaderSpan) -> tuple[int, int]:
        return self.offsets.to_units(span.start), self.offsets.to_units(span.end)


def _grouped(spans: Sequence[ReaderSpan], offsets: Offsets) -> list[Mark]:
    groups: dict[tuple[int, int, str], list[ReaderSpan]] = {}
    for span in spans:
        groups.setdefault((span.start, span.end, DRAWN_AS[span.kind]), []).append(span)
    by_kind: dict[str, list[tuple[int, int]]] = {}
    for start, end, kind in groups:
        by_kind.setdefault(kind, []).append((start, end))
    lane_of = {
        (*pair, kind): lane for kind, pairs in by_kind.items() for pair, lane in zip(pairs, lanes(pairs), strict=True)
    }
    return [
        Mark(
            offsets.to_units(start),
            offsets.to_units(end),
            kind,
            min((s.state for s in members), key=_OPENNESS.index),
            next((s.stance for s in members if s.stance), None),
            lane_of[start, end, kind],
            tuple(members),
        )
        for (start, end, kind), members in groups.items()
    ]
