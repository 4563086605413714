"""Marks of the timeline in words: for the hover card, for screen readers, and the order in which keys walk them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kpdesk.analysis.date_spans import span_of, when
from kpdesk.analysis.font_metrics import shortened
from kpdesk.analysis.timeline_data import TimelineIndex, series_title
from kpdesk.domain.drawing import ORDER_OF_PRESENCE
from kpdesk.domain.vocabulary import DECIDED, PARTICIPATIONS, STANCES

STATEMENTS, CHANGES = "\0statements", "\0changes"


@dataclass(frozen=True)
class Walk:
    """Where one can go with the arrow keys: lanes of marks, each in order of time."""

    index: TimelineIndex

    @cached_property
    def lanes(self) -> list[tuple[str, str, list[tuple[str, float]]]]:
        """(lane key, record kind, marks as (id, middle day)) from top to bottom; empty lanes left out."""
        index, data = self.index, self.index.data
        spans = index.meetings
        found: list[tuple[str, str, list[tuple[str, float]]]] = []
        for lane in index.lanes:
            marks = [
                (data.meetings[int(spans.order[i])].id, float(spans.first[i] + spans.last[i] + 1) / 2)
                for i in lane.members
            ]
            found.append((lane.key, "meeting", marks))
        for key, kind, some, entries in (
            (STATEMENTS, "statement", index.statements, data.statements),
            (CHANGES, "position", index.changes, data.changes),
        ):
            middles = ((some.first + some.last + 1) / 2).tolist() if len(some) else []
            order = sorted(zip(middles, some.order.tolist(), strict=True))
            found.append((key, kind, [(entries[n].id, middle) for middle, n in order]))
        return [lane for lane in found if lane[2]]

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """Lane and place in it of each mark."""
        return {id_: (n, at) for n, (_, _, marks) in enumerate(self.lanes) for at, (id_, _) in enumerate(marks)}

    def kind_of(self, id_: str) -> str:
        return self.lanes[self.places[id_][0]][1] if id_ in self.places else ""

    def day_of(self, id_: str) -> float:
        lane, at = self.places[id_]
        return self.lanes[lane][2][at][1]

    def step(self, id_: str, by: int) -> str:
        """The mark ``by`` places on in the same lane, held at its ends."""
        lane, at = self.places[id_]
        marks = self.lanes[lane][2]
        return marks[min(len(marks) - 1, max(0, at + by))][0]

    def end(self, id_: str, *, last: bool) -> str:
        return self.lanes[self.places[id_][0]][2][-1 if last else 0][0]

    def across(self, id_: str, by: int) -> str:
        """The mark nearest in time in the lane ``by`` lanes further down."""
        lane, _ = self.places[id_]
        return self.nearest(min(len(self.lanes) - 1, max(0, lane + by)), self.day_of(id_))

    def nearest(self, lane: int, day: float) -> str:
        marks = self.lanes[lane][2]
        days = np.array([d for _, d in marks])
        return marks[int(np.abs(days - day).argmin())][0]

    def change(self, day: float, by: int, id_: str = "") -> str:
        """The next (1) or previous (-1) position change from a mark, or from a day."""
        lane = next((n for n, (key, _, _) in enumerate(self.lanes) if key == CHANGES), None)
        if lane is None:
            return ""
        if id_ in self.places and self.places[id_][0] == lane:
            return self.step(id_, by)
        marks = self.lanes[lane][2]
        coming = [m for m, d in marks if (d > day if by > 0 else d < day)]
        return coming[0 if by > 0 else -1] if coming else ""


def described(index: TimelineIndex, kind: str, id_: str) -> list[str]:
    """A record in at most eight lines; the first is its name. Empty where it is not in the data."""
    data = index.data
    if kind == "meeting":
        meeting = next((m for m in data.meetings if m.id == id_), None)
        return _meeting(index, meeting) if meeting else []
    if kind == "statement":
        said = next((s for s in data.statements if s.id == id_), None)
        if said is None:
            return []
        who = said.speaker or "Somebody not named"
        day = f"Printed {when(said.said_on)}; the text does not say when" if said.printed else when(said.said_on)
        return [f"Statement, {who}", day, f"“{shortened(said.words, 560)}”", _state(said.state)]
    if kind == "position":
        change = next((c for c in data.changes if c.id == id_), None)
        if change is None:
            return []
        now = STANCES[change.stance].lower()
        turn = f"from {STANCES[change.before].lower()} to {now}" if change.before else f"first known stance: {now}"
        return [
            change.holder,
            f"{change.issue}: {turn}",
            when(change.as_of),
            _state("accepted" if change.reviewed else "proposed"),
        ]
    if kind == "participation":
        ids = set(id_.split(","))
        those = [p for p in data.presences if p.id in ids]
        lines = [
            f"{p.actor}: {PARTICIPATIONS[p.how]}" + ("" if p.state in DECIDED else ", not yet reviewed") for p in those
        ]
        return lines if len(lines) <= 8 else [*lines[:7], f"and {len(lines) - 7} more"]
    return []


def _meeting(index: TimelineIndex, meeting) -> list[str]:
    lines = [shortened(meeting.name, 900), when(meeting.start, meeting.end)]
    span = span_of(meeting.start, meeting.end)
    if span is not None and span.reversed:
        lines[-1] += f" (its end, {meeting.end}, lies before its start)"
    place = ", ".join(part for part in (series_title(meeting), meeting.place) if part)
    lines.append(place)
    if meeting.chair:
        lines.append(f"chair {meeting.chair}")
    if who := presence_words(index, meeting.id):
        lines.append(who)
    if meeting.statements:
        lines.append(f"{meeting.statements} statement" + ("" if meeting.statements == 1 else "s"))
    lines.append(_state(meeting.state))
    return [line for line in lines if line]


def presence_words(index: TimelineIndex, meeting_id: str) -> str:
    """Who came, in words: names where they are few, counts where they are many."""
    counts = Counter(p.how for p in index.presences.get(meeting_id, ()))
    parts = []
    for how in sorted(counts, key=ORDER_OF_PRESENCE.index):
        names = [p.actor for p in index.presences[meeting_id] if p.how == how]
        parts.append(
            f"{', '.join(names)} {PARTICIPATIONS[how]}" if len(names) <= 2 else f"{len(names)} {PARTICIPATIONS[how]}"
        )
    return ", ".join(parts)


def _state(state: str) -> str:
    return "" if state in DECIDED else "not yet reviewed"
