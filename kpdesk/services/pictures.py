"""Pictures of a case: what the timeline, ledger and network are made from, and each as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from kpdesk.analysis.date_spans import span_of
from kpdesk.analysis.sheet import Caption, sheet, timeline_keys
from kpdesk.analysis.stance_changes import turns
from kpdesk.analysis.time_scale import TimeScale
from kpdesk.analysis.timeline import layout
from kpdesk.analysis.timeline_data import (
    ChangeEntry,
    MeetingEntry,
    PresenceEntry,
    StatementEntry,
    TimelineData,
    TimelineIndex,
)
from kpdesk.analysis.timeline_view import HEAD, TimelineView
from kpdesk.domain.dates import from_day, show
from kpdesk.domain.drawing import Layer, Text
from kpdesk.exports.pictures import require_usable, write_picture
from kpdesk.store import queries_timeline as rows
from kpdesk.store.case import CaseFile

PAGE_WIDTH = 1280.0  # logical pixels; the PNG is drawn at as many pixels as asked for


def timeline_data(case: CaseFile) -> TimelineData:
    """Everything the timeline of a case may show."""
    actors, short, issues = rows.actors(case), rows.short_names(case), rows.issues(case)
    names = {id_: short.get(id_) or name for id_, (name, _) in actors.items()}
    positions = rows.positions(case)
    return TimelineData(
        meetings=[MeetingEntry._make(row) for row in rows.meetings(case)],
        presences=[
            PresenceEntry(id_, meeting, actor, names.get(actor, ""), how, state)
            for id_, meeting, actor, how, state in rows.presences(case)
        ],
        statements=[
            StatementEntry(id_, said_on, names.get(speaker or "", ""), content, state, speaker or "")
            for id_, said_on, speaker, content, state in rows.statements(case)
        ],
        changes=[
            ChangeEntry(
                t.position_id, t.as_of, names.get(t.holder_id, ""), issues.get(t.issue_id, ""), t.stance, t.before,
                t.reviewed, t.holder_id, t.issue_id,
            )
            for t in turns(positions)
        ],
        case_name=case.settings().name,
        sources=rows.source_count(case),
    )  # fmt: skip


def timeline_picture(
    case: CaseFile,
    out: Path | str,
    *,
    start: str | None = None,
    end: str | None = None,
    width: int = 2000,
    reviewed_only: bool = False,
    force: bool = False,
    lanes: str = "series",
    made_on: str | None = None,
) -> Path:
    """Draw the meetings timeline into ``out`` (.png, .svg or .pdf). ``width`` is a PNG's, in pixels.

    ``start`` and ``end`` are partial dates, both included; without them everything that is dated is shown.
    """
    require_usable(out, width)
    data = timeline_data(case)
    return write_sheet(timeline_sheet(data, start, end, reviewed_only, lanes, made_on), out, width=width, force=force)


def timeline_sheet(
    data: TimelineData,
    start: str | None = None,
    end: str | None = None,
    reviewed_only: bool = False,
    lanes: str = "series",
    made_on: str | None = None,
    page_width: float = PAGE_WIDTH,
) -> Any:
    """The timeline as a page with title and legend, ``page_width`` logical pixels wide inside its margins."""
    whole = data
    if reviewed_only:
        data = data.reviewed()
    index = TimelineIndex(data, lanes)
    first, last = shown_range(index, start, end)
    scale = TimeScale.fitting(first, last, page_width - HEAD, air=0.012)
    shown = TimelineIndex(_within(data, int(scale.left), int(scale.right)), lanes)
    view = TimelineView(
        scale=scale, width=page_width, height=0, whole=True, minimap=False,
        show_statements=len(shown.statements) > 0, show_changes=len(shown.changes) > 0,
    )  # fmt: skip
    frame = layout(shown, view)
    layers = frame.layers
    if not shown.data.meetings:
        layers = [*layers, *_empty(view, "No meetings in this range.")]
    caption = Caption(
        title=f"Meetings: {whole.case_name}" if whole.case_name else "Meetings",
        range=_range_words(start, end, first, last),
        left_out=_left_out(whole, data, index),
        sources=whole.sources,
        reviewed=data.reviewed_share(),
        case_name=whole.case_name,
        made_on=show(made_on or from_day(date.today())),
    )
    return sheet(layers, page_width, max(frame.bands.height, 120.0), caption, timeline_keys(layers))


def shown_range(index: TimelineIndex, start: str | None, end: str | None) -> tuple[int, int]:
    """First and last day to show: what was asked for, else all that is dated."""
    extent = index.extent or (date(2000, 1, 1).toordinal(), date(2030, 12, 31).toordinal())
    asked_first, asked_last = span_of(start), span_of(end)
    first = asked_first.first if asked_first else extent[0] if not asked_last else min(extent[0], asked_last.first)
    last = asked_last.last if asked_last else max(extent[1], first)
    return (first, last) if first <= last else (last, first)


def write_sheet(page: Any, out: Path | str, *, width: int, force: bool) -> Path:
    """Write a page made by ``analysis.sheet``."""
    return write_picture(
        out, page.layers, page.width, page.height,
        width=width, title=page.title, description=page.description, force=force,
    )  # fmt: skip


def _within(data: TimelineData, first: int, last: int) -> TimelineData:
    """The data that the page shows: lanes without a meeting in range take no room on paper."""

    def inside(start: str | None, end: str | None = None) -> bool:
        span = span_of(start, end)
        return span is not None and span.first <= last and span.last >= first

    meetings = [m for m in data.meetings if inside(m.start, m.end)]
    kept = {m.id for m in meetings}
    return TimelineData(
        meetings=meetings,
        presences=[p for p in data.presences if p.meeting_id in kept],
        statements=[s for s in data.statements if inside(s.said_on)],
        changes=[c for c in data.changes if inside(c.as_of)],
        case_name=data.case_name,
        sources=data.sources,
    )


def _left_out(whole: TimelineData, data: TimelineData, index: TimelineIndex) -> tuple[str, ...]:
    parts = [
        _counted(index.meetings.undated, "meeting without a date", "meetings without a date"),
        _counted(index.statements.undated, "statement without a date", "statements without a date"),
    ]
    hidden = len(whole.meetings) - len(data.meetings) + len(whole.statements) - len(data.statements)
    parts.append(_counted(hidden, "unreviewed record", "unreviewed records"))
    return tuple(p for p in parts if p)


def _counted(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}" if n else ""


def _range_words(start: str | None, end: str | None, first: int, last: int) -> str:
    if start and end:
        return f"{show(start)} – {show(end)}" if start != end else show(start)
    if start or end:
        return f"from {show(start)}" if start else f"to {show(end or '')}"
    years = date.fromordinal(first).year, date.fromordinal(last).year
    return f"{years[0]}–{years[1]}" if years[0] != years[1] else f"{years[0]}"


def _empty(view: TimelineView, words: str) -> list[Any]:
    return [Layer(name="empty", shapes=[Text(view.width / 2, 84, words, "text.2", 14, anchor="middle")])]
