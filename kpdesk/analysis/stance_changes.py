"""When an actor took a stance on an issue, or another one than before: from dated positions, in order of time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kpdesk.analysis.date_spans import span_of
from kpdesk.domain.vocabulary import DECIDED


class Turn(NamedTuple):
    """A stance taken (``before`` empty) or changed. ``reviewed``: a person decided on the position it rests on."""

    position_id: str
    holder_id: str
    issue_id: str
    as_of: str
    stance: str
    before: str
    reviewed: bool


def turns(positions: Iterable[tuple]) -> list[Turn]:
    """Turns of all holders on all issues, oldest first.

    A position starts with id, holder, issue, stance, as of, claimed by, state. What others claim counts only where
    the holder never speaks for itself; an unreviewed position never sets what a reviewed one is compared with.
    Not clear is no turn away from a stance. Positions without a date are left out.
    """
    pairs: dict[tuple[str, str], list[tuple]] = {}
    for position in positions:
        if span_of(position[4]) is not None:
            pairs.setdefault((position[1], position[2]), []).append(position)
    found = [turn for rows in pairs.values() for turn in _turns_of(rows)]
    return sorted(found, key=lambda t: (span_of(t.as_of), t.position_id))


def _turns_of(rows: list[tuple]) -> list[Turn]:
    own = [p for p in rows if not p[5] or p[5] == p[1]]
    rows = sorted(own or rows, key=lambda p: (span_of(p[4]), p[0]))
    settled = current = ""
    found: list[Turn] = []
    for id_, holder, issue, stance, as_of, _, state, *_ in rows:
        reviewed = state in DECIDED
        before = settled or current if reviewed else current or settled
        if stance != before and not (stance == "unclear" and before):
            found.append(Turn(id_, holder, issue, as_of, stance, before, reviewed))
        if stance != "unclear" or not before:
            current = stance
            settled = stance if reviewed else settled
    return found
