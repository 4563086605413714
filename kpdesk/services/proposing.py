"""From a draft to proposed records: what the case already holds is linked, what a person refused stays away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kpdesk.domain.anchors import anchor_at
from kpdesk.domain.changes import Changes
from kpdesk.domain.draft import Draft, DraftActor, DraftMeeting, DraftPosition, DraftStatement, Span
from kpdesk.domain.records import (
    Actor,
    Affiliation,
    Anchor,
    Echo,
    Meeting,
    Name,
    Participation,
    Position,
    PositionStatement,
    Source,
    Statement,
    StatementIssue,
    StatementMeeting,
    TextVersion,
)  # fmt: skip
from kpdesk.store.case import CaseFile
from kpdesk.store.unit import Unit

JOIN = " … "


def propose(case: CaseFile, source_id: str, draft: Draft) -> Changes:
    """Write what the draft proposes as one change set, and note on the source which model read it."""
    source = case.get("source", source_id)
    count = len(draft.actors) + len(draft.meetings) + len(draft.statements) + len(draft.positions)
    label = f"kpdesk proposed {count} records in “{_short(source.title)}”"
    with case.unit(label, who=draft.model or "kpdesk") as unit:
        version = max(unit.all("text_version", source_id=source_id), key=lambda v: v.number)
        _Proposer(unit, source, version, case.text(version.id), draft).write()
    return unit.changes


def _short(title: str) -> str:
    return title if len(title) <= 50 else title[:49] + "…"


class _Proposer:
    """Holds what the steps of one proposal share: the unit, the text, and draft ids with their records."""

    def __init__(self, unit: Unit, source: Source, version: TextVersion, text: str, draft: Draft) -> None:
        self.unit, self.source, self.version, self.text, self.draft = unit, source, version, text, draft
        self.made_by = draft.model or "kpdesk"
        self.actors: dict[str, str] = {}
        self.meetings: dict[str, str] = {}
        self.statements: dict[str, str] = {}
        self.new: list[Any] = []
        self.anchors: list[Anchor] = []

    def write(self) -> None:
        issues = {i.key: i.id for i in self.unit.all("issue")}
        for actor in self.draft.actors:
            self._actor(actor)
        for actor in self.draft.actors:
            self._affiliation(actor)
        for meeting in self.draft.meetings:
            self._meeting(meeting)
        for statement in self.draft.statements:
            self._statement(statement, issues)
        for position in self.draft.positions:
            self._position(position, issues)
        self.unit.add_all(self.new)
        self.unit.add_all(self.anchors)
        self.unit.put(replace(self.source, read_by=self.made_by))

    def _proposed(self, score: float, why: str) -> dict[str, Any]:
        return {"state": "proposed", "made_by": self.made_by, "score": round(score, 3), "why": why}

    def _anchor(self, span: Span, role: str, ordinal: int = 0, **owner: str) -> None:
        fields = {"role": role, "ordinal": ordinal, **owner}
        self.anchors.append(anchor_at(self.text, span.start, span.end, text_version_id=self.version.id, **fields))

    # actors

    def _actor(self, draft: DraftActor) -> None:
        existing = self.unit.get("actor", draft.record) if draft.record else None
        if existing is None and draft.reference:
            existing = next(iter(self.unit.all("actor", reference=draft.reference)), None)
        if existing is None:
            existing = Actor(
                name=draft.name, kind=draft.kind, country=draft.country, reference=draft.reference,
                **self._proposed(draft.score, draft.why),
            )  # fmt: skip
            self.new.append(existing)
        self.actors[draft.id] = existing.id
        self._names(existing, draft)
        for n, span in enumerate(draft.mentions):
            self._anchor(span, "mention", n, actor_id=existing.id)

    def _names(self, actor: Actor, draft: DraftActor) -> None:
        known = {actor.name.casefold()} | {n.text.casefold() for n in self.unit.all("name", actor_id=actor.id)}
        for alias in draft.aliases:
            if alias.casefold() not in known:
                known.add(alias.casefold())
                kind = "acronym" if alias.isupper() and len(alias) <= 8 and " " not in alias else "short"
                self.new.append(Name(actor_id=actor.id, text=alias, kind=kind))

    def _affiliation(self, draft: DraftActor) -> None:
        if not draft.affiliation and not draft.role:
            return
        member, body = self.actors[draft.id], self.actors.get(draft.affiliation or "")
        if any(
            a.of_id == body and a.role == (draft.role or "") for a in self.unit.all("affiliation", member_id=member)
        ):
            return
        record = Affiliation(
            member_id=member, of_id=body, role=draft.role or "", **self._proposed(draft.score, draft.why)
        )
        self.new.append(record)
        spans = [draft.role_evidence] if draft.role_evidence else list(draft.mentions[:1])
        for span in spans:
            self._anchor(span, "evidence", affiliation_id=record.id)

    # meetings

    def _meeting(self, draft: DraftMeeting) -> None:
        record = self.unit.get("meeting", draft.record) if draft.record else None
        if record is None and draft.reference:
            record = next(iter(self.unit.all("meeting", reference=draft.reference)), None)
        if record is None:
            start, _, end = (draft.when or "").partition("/")
            record = Meeting(
                name=draft.name, kind=draft.kind, place=draft.place or "", country=draft.country,
                start=start or None, end=end or None, when_phrase=draft.when_from.text if draft.when_from else "",
                when_why=draft.when_why, reference=draft.reference, **self._proposed(draft.score, draft.why),
            )  # fmt: skip
            self.new.append(record)
        self.meetings[draft.id] = record.id
        for n, span in enumerate(draft.mentions):
            self._anchor(span, "mention", n, meeting_id=record.id)
        if draft.when_from:
            self._anchor(draft.when_from, "date", meeting_id=record.id)
        for part in draft.participation:
            actor_id = self.actors.get(part.actor)
            known = self.unit.all("participation", meeting_id=record.id, actor_id=actor_id, how=part.how)
            if actor_id and not known:
                row = Participation(
                    meeting_id=record.id, actor_id=actor_id, how=part.how, **self._proposed(part.score, part.why)
                )
                self.new.append(row)
                self._anchor(part.evidence, "evidence", participation_id=row.id)

    # statements

    def _statement(self, draft: DraftStatement, issues: dict[str, str]) -> None:
        if draft.repeats and draft.repeats in self.statements:
            self._repeat(draft, self.statements[draft.repeats])
            return
        record = Statement(
            source_id=self.source.id, speaker_id=self.actors.get(draft.speaker or ""),
            on_behalf_of_id=self.actors.get(draft.on_behalf_of or ""), content=JOIN.join(s.text for s in draft.content),
            mode=draft.mode, told_to=draft.told_to or "", said_on=draft.said_on,
            said_on_phrase=draft.said_on_from.text if draft.said_on_from else "", said_on_why=draft.said_on_why,
            said_at_id=self.meetings.get(draft.at_meeting or ""),
            run_up_to_id=self.meetings.get(draft.before_meeting or ""), **self._proposed(draft.score, draft.why),
        )  # fmt: skip
        self.new.append(record)
        self.statements[draft.id] = record.id
        self._statement_anchors(draft, statement_id=record.id)
        for meeting in draft.about_meetings:
            if meeting in self.meetings:
                self.new.append(StatementMeeting(statement_id=record.id, meeting_id=self.meetings[meeting]))
        for key in draft.issues:
            if key in issues:
                self.new.append(StatementIssue(statement_id=record.id, issue_id=issues[key]))

    def _repeat(self, draft: DraftStatement, statement_id: str) -> None:
        echo = Echo(statement_id=statement_id, source_id=self.source.id, **self._proposed(draft.score, draft.why))
        self.new.append(echo)
        self.statements[draft.id] = statement_id
        self._statement_anchors(draft, echo_id=echo.id)

    def _statement_anchors(self, draft: DraftStatement, **owner: str) -> None:
        for n, span in enumerate(draft.content):
            self._anchor(span, "content", n, **owner)
        if draft.cue:
            self._anchor(draft.cue, "cue", **owner)
        if draft.speaker_mention:
            self._anchor(draft.speaker_mention, "speaker", **owner)
        if draft.said_on_from:
            self._anchor(draft.said_on_from, "date", **owner)

    # positions

    def _position(self, draft: DraftPosition, issues: dict[str, str]) -> None:
        holder = self.actors.get(draft.holder)
        if holder is None or draft.issue not in issues:
            return
        statement = next((s for s in self.draft.statements if s.id == draft.statement), None)
        as_of = (statement.said_on if statement else None) or self.source.published
        record = Position(
            source_id=self.source.id, holder_id=holder, issue_id=issues[draft.issue], stance=draft.stance, as_of=as_of,
            claimed_by_id=self.actors.get(draft.claimed_by or ""), **self._proposed(draft.score, draft.why),
        )  # fmt: skip
        self.new.append(record)
        for n, span in enumerate(draft.evidence):
            self._anchor(span, "evidence", n, position_id=record.id)
        if draft.statement in self.statements:
            self.new.append(PositionStatement(position_id=record.id, statement_id=self.statements[draft.statement]))
