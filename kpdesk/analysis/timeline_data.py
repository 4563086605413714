"""What a timeline is made from: plain entries, and the arrays by which a view finds what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpdesk.analysis.date_spans import DateSpan, span_of
from kpdesk.domain.vocabulary import DECIDED, MEETING_KINDS, STANCES

TELLING = frozenset({"walked_out", "boycotted", "excluded"})
LANE_MODES = ("series", "place", "actor", "issue")
MOST_LANES = 24


class MeetingEntry(NamedTuple):
    id: str
    name: str
    kind: str = "other"
    series: str = ""
    place: str = ""
    start: str | None = None
    end: str | None = None
    state: str = "accepted"
    chair: str = ""
    issues: tuple[str, ...] = ()  # labels
    statements: int = 0


class PresenceEntry(NamedTuple):
    id: str
    meeting_id: str
    actor_id: str
    actor: str
    how: str = "attended"
    state: str = "accepted"


class StatementEntry(NamedTuple):
    """``printed``: the text gives no day of its own, so ``said_on`` is the day on which it was printed."""

    id: str
    said_on: str | None
    speaker: str = ""
    words: str = ""
    state: str = "accepted"
    speaker_id: str = ""
    printed: bool = False


class ChangeEntry(NamedTuple):
    """A stance taken or changed; ``before`` is empty for the first one known. ``id`` is the position's."""

    id: str
    as_of: str | None
    holder: str
    issue: str
    stance: str
    before: str = ""
    reviewed: bool = True
    holder_id: str = ""
    issue_id: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineData:
    """Everything a timeline may show, in any order. ``sources`` counts the texts behind it."""

    meetings: Sequence[MeetingEntry] = ()
    presences: Sequence[PresenceEntry] = ()
    statements: Sequence[StatementEntry] = ()
    changes: Sequence[ChangeEntry] = ()
    case_name: str = ""
    sources: int = 0

    def reviewed(self) -> TimelineData:
        """Without what nobody has decided on."""
        kept = [m for m in self.meetings if m.state in DECIDED]
        ids = {m.id for m in kept}
        return replace(
            self,
            meetings=kept,
            presences=[p for p in self.presences if p.state in DECIDED and p.meeting_id in ids],
            statements=[s for s in self.statements if s.state in DECIDED],
            changes=[c for c in self.changes if c.reviewed],
        )

    def reviewed_share(self) -> float:
        """Of meetings, statements and changes, the share that a person decided on; 1 where there is none."""
        flags = [m.state in DECIDED for m in self.meetings]
        flags += [s.state in DECIDED for s in self.statements]
        flags += [c.reviewed for c in self.changes]
        return sum(flags) / len(flags) if flags else 1.0


class Spans:
    """Entries with a date as arrays in order of their first day; ``order[i]`` is the entry's place in the data."""

    def __init__(self, spans: Iterable[DateSpan | None]) -> None:
        listed = list(spans)
        known = [(span.first, span.last, n) for n, span in enumerate(listed) if span is not None]
        known.sort()
        table = np.array(known, dtype=np.int64).reshape(-1, 3)
        self.first: NDArray[np.int64] = table[:, 0]
        self.last: NDArray[np.int64] = table[:, 1]
        self.order: NDArray[np.int64] = table[:, 2]
        self.by_entry = listed
        self.undated = len(listed) - len(known)

    def __len__(self) -> int:
        return len(self.first)

    def in_view(self, low: float, high: float) -> NDArray[np.int64]:
        """Indices into the arrays of what touches the days from ``low`` to ``high``."""
        stop = int(np.searchsorted(self.first, high, side="right"))
        return np.flatnonzero(self.last[:stop] + 1 >= low)


class Density:
    """How many statements fall into any stretch of days; one known only to a month is spread evenly over it."""

    def __init__(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> None:
        share = 1.0 / (last - first + 1)
        days = np.concatenate((first, last + 1))
        slopes = np.concatenate((share, -share))
        order = np.argsort(days, kind="stable")
        self.knots, starts = np.unique(days[order], return_index=True)
        steps = np.add.reduceat(slopes[order], starts) if len(order) else slopes
        slope = np.cumsum(steps)
        gaps = np.diff(self.knots)
        self.sums = np.concatenate(([0.0], np.cumsum(slope[:-1] * gaps))) if len(self.knots) else np.zeros(0)

    def before(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Statements before each of the days."""
        if not len(self.knots):
            return np.zeros(len(days))
        return np.interp(days, self.knots, self.sums)

    def counts(self, edges: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.diff(self.before(edges)).clip(min=0.0)


class Lane(NamedTuple):
    key: str
    title: str
    members: NDArray[np.int64]  # indices into the meetings' spans, in order of first day


@dataclass(frozen=True)
class TimelineIndex:
    """The data as arrays. Made once per data; every frame is laid out from it."""

    data: TimelineData
    lane_mode: str = "series"
    actors: tuple[str, ...] = ()  # ids of the actors that have lanes, in the order of these; empty: all

    @cached_property
    def meetings(self) -> Spans:
        return Spans(span_of(m.start, m.end) for m in self.data.meetings)

    @cached_property
    def statements(self) -> Spans:
        return Spans(span_of(s.said_on) for s in self.data.statements)

    @cached_property
    def changes(self) -> Spans:
        return Spans(span_of(c.as_of) for c in self.data.changes)

    @cached_property
    def density(self) -> Density:
        return Density(self.statements.first, self.statements.last)

    @cached_property
    def reviewed_density(self) -> Density:
        said = self.data.statements
        keep = np.array([said[n].state in DECIDED for n in self.statements.order], dtype=bool)
        return Density(self.statements.first[keep], self.statements.last[keep])

    @cached_property
    def all_statements_reviewed(self) -> bool:
        return all(s.state in DECIDED for s in self.data.statements)

    @cached_property
    def meeting_states(self) -> dict[str, str]:
        return {m.id: m.state for m in self.data.meetings}

    @cached_property
    def row_counts(self) -> dict[tuple[str, int], tuple[int, bool]]:
        """Rows per lane and octave of nearness, kept by ``timeline_view.bands``."""
        return {}

    @cached_property
    def density_tops(self) -> dict[float, float]:
        """The greatest count of any stretch, by its length in days, kept by the statements' band."""
        return {}

    @cached_property
    def label_texts(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """The forms of each meeting's label by nearness, kept by the bars."""
        return {}

    @cached_property
    def change_sums(self) -> NDArray[np.int64]:
        """Running counts of changes in order of time: one column per stance, then how many are reviewed."""
        data, stances = self.data.changes, list(STANCES)
        table = np.zeros((len(self.changes) + 1, len(stances) + 1), dtype=np.int64)
        for row, n in enumerate(self.changes.order.tolist(), 1):
            table[row, stances.index(data[n].stance)] = 1
            table[row, -1] = data[n].reviewed
        return table.cumsum(axis=0)

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """Claim to a label by meeting span: plenaries, then more statements, then earlier; lower is first."""
        entries = self.data.meetings
        keys = [(entries[n].kind != "plenary", -entries[n].statements, i) for i, n in enumerate(self.meetings.order)]
        ranks = np.empty(len(keys), dtype=np.int64)
        ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
        return ranks

    @cached_property
    def presences(self) -> dict[str, list[PresenceEntry]]:
        """By meeting id."""
        found: dict[str, list[PresenceEntry]] = {}
        for presence in self.data.presences:
            found.setdefault(presence.meeting_id, []).append(presence)
        return found

    @cached_property
    def telling(self) -> dict[str, list[PresenceEntry]]:
        """By meeting id, those who walked out, stayed away or were kept out: worth a sign when years are in view."""
        found = {id_: [p for p in those if p.how in TELLING] for id_, those in self.presences.items()}
        return {id_: those for id_, those in found.items() if those}

    @cached_property
    def extent(self) -> tuple[int, int] | None:
        """First and last day of all that is dated; None where nothing is."""
        kinds = [s for s in (self.meetings, self.statements, self.changes) if len(s)]
        if not kinds:
            return None
        return int(min(s.first.min() for s in kinds)), int(max(s.last.max() for s in kinds))

    @cached_property
    def lanes(self) -> list[Lane]:
        """Lanes of the mode in order: series as the field ranks them, others by first event; the rest in one."""
        found: dict[str, list[int]] = {}
        for i, n in enumerate(self.meetings.order.tolist()):
            for key in self._keys(self.data.meetings[n]):
                found.setdefault(key, []).append(i)
        keys = [k for k in found if k] + [k for k in found if not k]
        if self.lane_mode == "actor" and self.actors:
            names = {p.actor_id: p.actor for p in self.data.presences}
            chosen = dict.fromkeys(names[i] for i in self.actors if i in names)
            return [self._lane(name, name, found[name]) for name in chosen if name in found]
        if self.lane_mode == "series":
            ranked = {title: n for n, title in enumerate(MEETING_KINDS.values())}
            keys.sort(key=lambda k: ranked.get(k, 50))
        elif len(keys) > MOST_LANES:
            largest = sorted(keys, key=lambda k: -len(found[k]))
            rest = set(largest[MOST_LANES - 1 :])
            merged = sorted({i for k in rest for i in found[k]})
            keys = [k for k in keys if k not in rest]
            title = f"{len(rest)} others"
            return [self._lane(k, k, found[k]) for k in keys] + [self._lane("\0rest", title, merged)]
        return [self._lane(k, k or _NAMELESS[self.lane_mode], found[k]) for k in keys]

    def _lane(self, key: str, title: str, members: list[int]) -> Lane:
        return Lane(key, title, np.array(members, dtype=np.int64))

    def _keys(self, meeting: MeetingEntry) -> Iterable[str]:
        if self.lane_mode == "place":
            return (meeting.place,)
        if self.lane_mode == "issue":
            return meeting.issues or ("",)
        if self.lane_mode == "actor":
            present = self.presences.get(meeting.id, ())
            names = dict.fromkeys(p.actor for p in present if not self.actors or p.actor_id in self.actors)
            return names or (() if self.actors else ("",))
        return (series_title(meeting),)


_NAMELESS = {"series": "Other meeting", "place": "No place given", "actor": "Nobody named", "issue": "No issue named"}


def series_title(meeting: MeetingEntry) -> str:
    """The series as a lane head has it: the kind in words, unless the record names a series of its own."""
    kind = MEETING_KINDS.get(meeting.kind, meeting.kind)
    return meeting.series if meeting.series and meeting.series.casefold() != meeting.kind else kind
