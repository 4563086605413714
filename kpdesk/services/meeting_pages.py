"""One meeting with all that a case knows of it: agenda and outcomes, who came, what was said, before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kpdesk.analysis.date_spans import span_of
from kpdesk.analysis.timeline_data import MeetingEntry, series_title
from kpdesk.domain.drawing import ORDER_OF_PRESENCE
from kpdesk.domain.records import Meeting
from kpdesk.store import queries_timeline as rows
from kpdesk.store.case import CaseFile


@dataclass(frozen=True, kw_only=True)
class Account:
    """What one claimant (empty: nobody named) says became of an agenda item."""

    outcome_id: str
    result: str
    claimant: str
    note: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """An agenda item; ``disputed`` where its accounts differ."""

    item_id: str
    title: str
    issue_id: str | None
    accounts: tuple[Account, ...] = ()

    @property
    def disputed(self) -> bool:
        return len({a.result for a in self.accounts}) > 1


@dataclass(frozen=True, kw_only=True)
class Present:
    participation_id: str
    actor_id: str
    actor: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement, and where it was printed."""

    statement_id: str
    said_on: str | None
    speaker: str
    content: str
    outlet: str
    state: str


@dataclass(frozen=True, kw_only=True)
class MeetingView:
    """All parts of a meeting's page. ``said`` has the keys run_up, at, about."""

    meeting: Meeting
    series: str
    chair: str = ""
    host: str = ""
    items: tuple[Item, ...] = ()
    who: dict[str, tuple[Present, ...]] = field(default_factory=dict)
    said: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    sources: tuple[tuple[str, str, str], ...] = ()  # id, title, outlet
    before: tuple[str, str] | None = None  # id and name of the series' previous meeting
    after: tuple[str, str] | None = None


def meeting_view(case: CaseFile, meeting_id: str) -> MeetingView | None:
    """The page of a meeting; None where it is no longer in the case."""
    meeting = case.get("meeting", meeting_id)
    if meeting is None:
        return None
    names = {id_: name for id_, (name, _) in rows.actors(case).items()}
    said = _said(case, meeting_id, names)
    before, after = _neighbours(case, meeting_id)
    return MeetingView(
        meeting=meeting,
        series=series_title(MeetingEntry(meeting.id, meeting.name, meeting.kind, meeting.series)),
        chair=names.get(meeting.chair_id or "", ""),
        host=names.get(meeting.host_id or "", ""),
        items=_items(case, meeting_id, names),
        who=_who(case, meeting_id, names),
        said=said,
        sources=_sources(case, meeting_id, said),
        before=before,
        after=after,
    )


def _items(case: CaseFile, meeting_id: str, names: dict[str, str]) -> tuple[Item, ...]:
    items = sorted(case.all("agenda_item", meeting_id=meeting_id), key=lambda i: i.ordinal)
    labels = {i.id: i.label for i in case.all("issue")}
    outcomes: dict[str, list[Account]] = {}
    for o in case.all("outcome", agenda_item_id=tuple(i.id for i in items)) if items else []:
        if o.state != "rejected":
            account = Account(
                outcome_id=o.id,
                result=o.result,
                claimant=names.get(o.claimant_id or "", ""),
                note=o.note,
                state=o.state,
            )
            outcomes.setdefault(o.agenda_item_id, []).append(account)
    return tuple(
        Item(
            item_id=i.id,
            title=i.title or labels.get(i.issue_id or "", "Item without a name"),
            issue_id=i.issue_id,
            accounts=tuple(outcomes.get(i.id, ())),
        )
        for i in items
    )


def _who(case: CaseFile, meeting_id: str, names: dict[str, str]) -> dict[str, tuple[Present, ...]]:
    found: dict[str, list[Present]] = {}
    for p in case.all("participation", meeting_id=meeting_id):
        if p.state != "rejected":
            present = Present(
                participation_id=p.id, actor_id=p.actor_id, actor=names.get(p.actor_id, ""), state=p.state
            )
            found.setdefault(p.how, []).append(present)
    order = sorted(found, key=ORDER_OF_PRESENCE.index)
    return {how: tuple(sorted(found[how], key=lambda p: p.actor.casefold())) for how in order}


def _said(case: CaseFile, meeting_id: str, names: dict[str, str]) -> dict[str, tuple[Said, ...]]:
    about = tuple(link.statement_id for link in case.all("statement_meeting", meeting_id=meeting_id))
    groups: dict[str, list[Any]] = {
        "run_up": case.all("statement", run_up_to_id=meeting_id),
        "at": case.all("statement", said_at_id=meeting_id),
        "about": list(case.get_many("statement", about).values()) if about else [],
    }
    outlets = {s.id: s.outlet or s.title for s in case.all("source")}
    return {
        key: tuple(
            sorted(
                (
                    Said(
                        statement_id=s.id, said_on=s.said_on, speaker=names.get(s.speaker_id or "", ""),
                        content=s.content, outlet=outlets.get(s.source_id, ""), state=s.state,
                    )
                    for s in found if s.state != "rejected"
                ),
                key=lambda s: (span_of(s.said_on) is None, span_of(s.said_on) or (), s.statement_id),
            )
        )
        for key, found in groups.items()
    }  # fmt: skip


def _sources(case: CaseFile, meeting_id: str, said: dict[str, tuple[Said, ...]]) -> tuple[tuple[str, str, str], ...]:
    ids = tuple({s.statement_id for group in said.values() for s in group})
    wanted = {s.source_id for s in case.get_many("statement", ids).values()} if ids else set()
    versions = tuple({a.text_version_id for a in case.all("anchor", meeting_id=meeting_id)})
    wanted |= {v.source_id for v in case.get_many("text_version", versions).values()} if versions else set()
    found = case.get_many("source", tuple(wanted)).values() if wanted else []
    ordered = sorted(found, key=lambda s: (s.published or "", s.title))
    return tuple((s.id, s.title or "Text without a title", s.outlet) for s in ordered)


def _neighbours(case: CaseFile, meeting_id: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The meetings of the same series just before and after."""
    entries = [MeetingEntry._make(row) for row in rows.meetings(case)]
    this = next((m for m in entries if m.id == meeting_id), None)
    if this is None or span_of(this.start, this.end) is None:
        return None, None
    dated = [(span_of(m.start, m.end), m) for m in entries if series_title(m) == series_title(this)]
    ordered = [m for span, m in sorted((pair for pair in dated if pair[0]), key=lambda pair: (pair[0], pair[1].id))]
    at = next(n for n, m in enumerate(ordered) if m.id == meeting_id)
    before = ordered[at - 1] if at else None
    after = ordered[at + 1] if at + 1 < len(ordered) else None
    return (before and (before.id, before.name)), (after and (after.id, after.name))
