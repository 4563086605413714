"""Pictures of a case: what the timeline, ledger and network are made from, and each as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kpdesk.analysis.date_spans import span_of
from kpdesk.analysis.ledger import first_and_last_day
from kpdesk.analysis.ledger_picture import LedgerData, ledger, ledger_index, ledger_keys
from kpdesk.analysis.ledger_picture import layout as draw_ledger
from kpdesk.analysis.network import layout as draw_network
from kpdesk.analysis.network import network, network_keys, places
from kpdesk.analysis.sheet import Caption, Sheet, sheet, timeline_keys
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
from kpdesk.domain.vocabulary import DECIDED
from kpdesk.domain.wording import counted
from kpdesk.exports.pictures import picture_bytes, require_usable
from kpdesk.services.positions import ledger_data
from kpdesk.services.writing import write_file
from kpdesk.store import queries_timeline as rows
from kpdesk.store.case import CaseFile

MOST_ROWS = 80  # actors on one page of the ledger
NETWORK_WIDTH = 1120.0
Counts = Sequence[tuple[int, str, str]]  # how many, called so if one, so if several
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
            StatementEntry(id_, said_on, names.get(speaker or "", ""), content, state, speaker or "", bool(printed))
            for id_, said_on, speaker, content, state, printed in rows.statements(case)
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
    actors: Sequence[str] = (),
    made_on: str | None = None,
) -> Path:
    """Draw the meetings timeline into ``out`` (.png, .svg or .pdf). ``width`` is a PNG's, in pixels.

    ``start`` and ``end`` are partial dates, both included; without them everything that is dated is shown.
    ``actors`` are those that have lanes, in order, where ``lanes`` are by actor.
    """
    require_usable(out, width)
    drawn = timeline_sheet(timeline_data(case), start, end, reviewed_only, lanes, made_on, actors=actors)
    return write_sheet(drawn, out, width=width, force=force)


def timeline_sheet(
    data: TimelineData,
    start: str | None = None,
    end: str | None = None,
    reviewed_only: bool = False,
    lanes: str = "series",
    made_on: str | None = None,
    page_width: float = PAGE_WIDTH,
    inside: bool = False,
    actors: Sequence[str] = (),
) -> Sheet:
    """The timeline as a page with title and legend, ``page_width`` logical pixels wide inside its margins.

    ``inside`` a document that tells title, case and day itself, they are left out; so for the other two.
    """
    whole = data
    if reviewed_only:
        data = data.reviewed()
    chosen = tuple(actors) if lanes == "actor" else ()
    index = TimelineIndex(data, lanes, chosen)
    first, last = shown_range(index, start, end)
    scale = TimeScale.fitting(first, last, page_width - HEAD, air=0.012)
    shown = TimelineIndex(_within(data, int(scale.left), int(scale.right)), lanes, chosen)
    view = TimelineView(
        scale=scale, width=page_width, height=0, whole=True, minimap=False,
        show_statements=len(shown.statements) > 0, show_changes=len(shown.changes) > 0,
    )  # fmt: skip
    frame = layout(shown, view)
    layers = frame.layers
    if not shown.data.meetings:
        layers = [*layers, *_empty(view.width, "No meetings in this range.")]
    caption = _caption(
        whole, "Meetings", _range_words(start, end, first, last), data.reviewed_share(), _left_out(whole, data, index),
        made_on, inside,
    )  # fmt: skip
    caption = replace(caption, notes=_printed_only(data))
    return sheet(layers, page_width, max(frame.bands.height, 120.0), caption, timeline_keys(layers))


def ledger_picture(
    case: CaseFile,
    out: Path | str,
    *,
    start: str | None = None,
    end: str | None = None,
    width: int = 2000,
    reviewed_only: bool = False,
    force: bool = False,
    made_on: str | None = None,
) -> Path:
    """Draw the position ledger as of the end of ``end`` (else of the latest position), compared with ``start``."""
    require_usable(out, width)
    page = ledger_sheet(ledger_data(case), start, end, reviewed_only, made_on)
    return write_sheet(page, out, width=width, force=force)


def ledger_sheet(
    data: LedgerData,
    start: str | None = None,
    end: str | None = None,
    reviewed_only: bool = False,
    made_on: str | None = None,
    inside: bool = False,
) -> Sheet:
    """The ledger as a page: at most ``MOST_ROWS`` actors, those with most positions first."""
    index = ledger_index(data)
    asked, compared = span_of(end), span_of(start)
    day = asked.last if asked else first_and_last_day(index)[1]
    whole = ledger(index, data, day, reviewed_only=reviewed_only, compared_day=compared.last if compared else None)
    shown = replace(whole, rows=whole.rows[:MOST_ROWS])
    wide, high = shown.size
    layers, _ = draw_ledger(shown, wide, high, folds=False)
    if not shown.rows:
        wide, high = 640.0, 120.0
        layers = _empty(wide, "No positions in this range.")
    since = f", compared with {show(start)}" if start else ""
    range_ = f"as of {show(from_day(date.fromordinal(day)))}{since}"
    hidden = [(len(whole.rows) - len(shown.rows), "actor", "actors")]
    caption = _positions_caption(data, "Positions", range_, index.undated, hidden, reviewed_only, made_on, inside)
    return sheet(layers, wide, high, caption, ledger_keys(layers))


def network_picture(
    case: CaseFile,
    out: Path | str,
    *,
    start: str | None = None,
    end: str | None = None,
    width: int = 2000,
    reviewed_only: bool = False,
    force: bool = False,
    made_on: str | None = None,
) -> Path:
    """Draw the agreement network of the days from ``start`` to ``end`` (else of all days)."""
    require_usable(out, width)
    page = network_sheet(ledger_data(case), start, end, reviewed_only, made_on)
    return write_sheet(page, out, width=width, force=force)


def network_sheet(
    data: LedgerData,
    start: str | None = None,
    end: str | None = None,
    reviewed_only: bool = False,
    made_on: str | None = None,
) -> Sheet:
    """The network as a page."""
    index = ledger_index(data)
    asked_first, asked_last = span_of(start), span_of(end)
    first, last = first_and_last_day(index)
    first, last = asked_first.first if asked_first else first, asked_last.last if asked_last else last
    net = network(index, dict(data.names), first, last, reviewed_only=reviewed_only)
    high = 420.0 + 12 * len(net.actors)
    layers, _ = draw_network(net, places(net, NETWORK_WIDTH, high), NETWORK_WIDTH, high)
    if not net.actors:
        high, layers = 120.0, _empty(NETWORK_WIDTH, "Nobody shares an issue in this range.")
    hidden = [
        (net.left_out, "actor who shares no issue with those shown", "actors who share no issue with those shown")
    ]
    range_ = _range_words(start, end, first, last)
    caption = _positions_caption(data, "Who agrees with whom", range_, index.undated, hidden, reviewed_only, made_on)
    return sheet(layers, NETWORK_WIDTH, high, caption, network_keys(layers))


def shown_range(index: TimelineIndex, start: str | None, end: str | None) -> tuple[int, int]:
    """First and last day to show: what was asked for, else all that is dated."""
    extent = index.extent or (date(2000, 1, 1).toordinal(), date(2030, 12, 31).toordinal())
    asked_first, asked_last = span_of(start), span_of(end)
    first = asked_first.first if asked_first else extent[0] if not asked_last else min(extent[0], asked_last.first)
    last = asked_last.last if asked_last else max(extent[1], first)
    return (first, last) if first <= last else (last, first)


def write_sheet(page: Sheet, out: Path | str, *, width: int, force: bool) -> Path:
    """Write a page made by ``analysis.sheet`` as the suffix says: .png, .svg or .pdf."""
    data = picture_bytes(
        page.layers, page.width, page.height, suffix=require_usable(out, width),
        width=width, title=page.title, description=page.description,
    )  # fmt: skip
    return write_file(out, data, force=force)


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


def _caption(
    data: TimelineData | LedgerData, title: str, range_: str, reviewed: float, left_out: Counts, made_on: str | None,
    inside: bool = False,
) -> Caption:  # fmt: skip
    """What is written around a picture of ``data``; what was left out, where it is any."""
    caption = Caption(
        title=f"{title}: {data.case_name}" if data.case_name else title,
        range=range_,
        left_out=tuple(counted(n, one, many) for n, one, many in left_out if n),
        sources=data.sources,
        reviewed=reviewed,
        case_name=data.case_name,
        made_on=show(made_on or from_day(date.today())),
    )
    return replace(caption, title="", case_name="", made_on="") if inside else caption


def _positions_caption(
    data: LedgerData, title: str, range_: str, undated: int, hidden: Counts, reviewed_only: bool, made_on: str | None,
    inside: bool = False,
) -> Caption:  # fmt: skip
    """The caption of a picture of positions: ledger or network."""
    unreviewed = sum(p[6] not in DECIDED for p in data.positions)
    left_out = [
        *hidden,
        (undated, "position without a date", "positions without a date"),
        (unreviewed if reviewed_only else 0, "unreviewed position", "unreviewed positions"),
    ]
    share = 1.0 if reviewed_only or not data.positions else 1 - unreviewed / len(data.positions)
    return _caption(data, title, range_, share, left_out, made_on, inside)


def _left_out(whole: TimelineData, data: TimelineData, index: TimelineIndex) -> Counts:
    hidden = len(whole.meetings) - len(data.meetings) + len(whole.statements) - len(data.statements)
    return [
        (index.meetings.undated, "meeting without a date", "meetings without a date"),
        (index.statements.undated, "statement without a date", "statements without a date"),
        (hidden, "unreviewed record", "unreviewed records"),
    ]


def _printed_only(data: TimelineData) -> tuple[str, ...]:
    printed = sum(s.printed for s in data.statements)
    told = counted(printed, "statement stands", "statements stand")
    return (f"{told} at the day of printing",) if printed else ()


def _range_words(start: str | None, end: str | None, first: int, last: int) -> str:
    if start and end:
        return f"{show(start)} – {show(end)}" if start != end else show(start)
    if start or end:
        return f"from {show(start)}" if start else f"to {show(end or '')}"
    years = date.fromordinal(first).year, date.fromordinal(last).year
    return f"{years[0]}–{years[1]}" if years[0] != years[1] else f"{years[0]}"


def _empty(wide: float, words: str) -> list[Layer]:
    return [Layer(name="empty", shapes=[Text(wide / 2, 84, words, "text.2", 14, anchor="middle")])]
