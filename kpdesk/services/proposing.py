"""From a draft to proposed records: what the case already holds is linked, what a person refused stays away."""

from __future__ import annotations

from collections.abc import Sequence
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
    Reviewed,
    Source,
    Statement,
    StatementIssue,
    StatementMeeting,
    TextVersion,
)  # fmt: skip
from kpdesk.domain.wording import counted, shortened
from kpdesk.errors import ConflictError
from kpdesk.services.echoes import Match, printed_elsewhere
from kpdesk.services.rereading import Earlier, untouched
from kpdesk.store.case import CaseFile
from kpdesk.store.unit import Unit

JOIN = " … "


def propose(case: CaseFile, source_id: str, draft: Draft) -> Changes:
    """Write what the draft proposes as one change set, and note on the source which model read it.

    Reading a source again doubles nothing: decided records stay as they are, undecided ones are brought up to
    date, and those that are not found again go.
    """
    source = case.get("source", source_id)
    if source is None:
        raise ConflictError("This text is no longer in the case.", "History can bring it back.")
    elsewhere = printed_elsewhere(
        case, source_id, {s.id: JOIN.join(c.text for c in s.content) for s in draft.statements}
    )
    with case.unit("Read a text", who=draft.model or "kpdesk") as unit:
        version = max(unit.all("text_version", source_id=source_id), key=lambda v: v.number)
        proposer = _Proposer(unit, source, version, case.text(version.id), draft, elsewhere)
        proposer.write()
        unit.label = proposer.sentence()
    return unit.changes


class _Proposer:
    """Holds what the steps of one proposal share: the unit, the text, and draft ids with their records."""

    def __init__(
        self, unit: Unit, source: Source, version: TextVersion, text: str, draft: Draft,
        elsewhere: dict[str, list[Match]],
    ) -> None:  # fmt: skip
        self.unit, self.source, self.version, self.text, self.draft = unit, source, version, text, draft
        self.elsewhere = elsewhere
        self.made_by = draft.model or "kpdesk"
        self.earlier = Earlier(unit, source.id, version.id)
        self.links = _Links(unit, self.earlier)
        self.actors: dict[str, str] = {}
        self.meetings: dict[str, str] = {}
        self.statements: dict[str, str] = {}
        self.drafted = {s.id: s for s in draft.statements}
        self.new: list[Any] = []
        self.anchors: list[Anchor] = []
        self.gone = 0

    def write(self) -> None:
        issues = {i.key: i.id for i in self.unit.all("issue")}
        for actor in self.draft.actors:
            self._actor(actor)
        for actor in self.draft.actors:
            self._affiliation(actor)
        for meeting in self.draft.meetings:
            self._meeting(meeting)
        self._statements(issues)
        self._positions(issues)
        self.gone = self.earlier.drop_what_was_not_found()
        self.unit.add_all(self.new)
        self.unit.add_all(self.anchors)
        self.unit.put(replace(self.source, read_by=self.made_by))

    def sentence(self) -> str:
        made = sum(isinstance(r, Reviewed) for r in self.new)
        title = f"“{shortened(self.source.title, 50)}”"
        if self.source.read_by is None:
            return f"kpdesk proposed {counted(made, 'record')} in {title}"
        went = f", {counted(self.gone, 'earlier proposal')} withdrawn" if self.gone else ""
        return f"kpdesk read {title} again: {counted(made, 'new proposal')}{went}"

    def _proposed(self, score: float, why: str) -> dict[str, Any]:
        return {"state": "proposed", "made_by": self.made_by, "score": round(score, 3), "why": why}

    def _anchor(self, span: Span, role: str, ordinal: int, **owner: str) -> Anchor:
        place: dict[str, Any] = {"role": role, "ordinal": ordinal, **owner}
        return anchor_at(self.text, span.start, span.end, text_version_id=self.version.id, **place)

    def _settle(self, record: Any, old: Any, spans: Sequence[tuple[Span, str]], *, more: bool = False) -> str:
        """Add a record with its anchors, or bring the one of an earlier reading up to date; the id it has."""
        kind = record.KIND
        if old is not None:
            if untouched(old):
                self.unit.put(replace(record, id=old.id))
            self.earlier.keep(kind, old.id)
        else:
            self.new.append(record)
        owner = old or record
        seen: dict[str, int] = {}
        wanted = []
        for span, role in spans:
            wanted.append(self._anchor(span, role, seen.get(role, 0), **{f"{kind}_id": owner.id}))
            seen[role] = seen.get(role, 0) + 1
        self.anchors += wanted if old is None else self.earlier.place_anchors(kind, old, wanted, more=more)
        return owner.id

    # actors

    def _actor(self, draft: DraftActor) -> None:
        old = self.links.actor(draft)
        if old is not None and old.state == "rejected":
            return
        mentions = [(span, "mention") for span in draft.mentions]
        if old is not None and not (untouched(old) and self.links.only_here(old)):
            record = old  # another text's, or decided: linked, never overwritten
        else:
            record = Actor(
                name=draft.name, kind=draft.kind, country=draft.country, reference=draft.reference,
                **self._proposed(draft.score, draft.why),
            )  # fmt: skip
        self.actors[draft.id] = self._settle(record, old, mentions, more=True)
        self.links.made(old or record)
        self._names(old or record, draft)

    def _names(self, actor: Actor, draft: DraftActor) -> None:
        mine = self.unit.all("name", actor_id=actor.id)
        known = {actor.name.casefold()} | {n.text.casefold() for n in mine}
        for alias in draft.aliases:
            if alias.casefold() not in known:
                known.add(alias.casefold())
                kind = "acronym" if alias.isupper() and len(alias) <= 8 and " " not in alias else "short"
                self.new.append(Name(actor_id=actor.id, text=alias, kind=kind))

    def _affiliation(self, draft: DraftActor) -> None:
        member, body = self.actors.get(draft.id), self.actors.get(draft.affiliation or "")
        if member is None or not (body or draft.role):
            return
        record = Affiliation(
            member_id=member, of_id=body, role=draft.role or "", **self._proposed(draft.score, draft.why)
        )
        known = self.unit.all("affiliation", member_id=member)
        old = next((a for a in known if a.of_id == body and a.role == record.role), None)
        if old is not None and not self.earlier.holds("affiliation", old.id):
            return
        spans = [draft.role_evidence] if draft.role_evidence else list(draft.mentions[:1])
        self._settle(record, old, [(span, "evidence") for span in spans])

    # meetings

    def _meeting(self, draft: DraftMeeting) -> None:
        old = self.links.meeting(draft)
        if old is not None and old.state == "rejected":
            return
        spans = [(span, "mention") for span in draft.mentions]
        if draft.when_from:
            spans.append((draft.when_from, "date"))
        if old is not None and not (untouched(old) and self.links.only_here(old)):
            record = old
        else:
            start, _, end = (draft.when or "").partition("/")
            record = Meeting(
                name=draft.name, kind=draft.kind, place=draft.place or "", country=draft.country,
                start=start or None, end=end or None, when_phrase=draft.when_from.text if draft.when_from else "",
                when_why=draft.when_why, reference=draft.reference, **self._proposed(draft.score, draft.why),
            )  # fmt: skip
        meeting_id = self.meetings[draft.id] = self._settle(record, old, spans, more=True)
        self.links.made(old or record)
        for part in draft.participation:
            self._participation(meeting_id, part)

    def _participation(self, meeting_id: str, part: Any) -> None:
        actor_id = self.actors.get(part.actor)
        if actor_id is None:
            return
        known = self.unit.all("participation", meeting_id=meeting_id, actor_id=actor_id, how=part.how)
        if known and not self.earlier.holds("participation", known[0].id):
            return  # another text told it first
        row = Participation(
            meeting_id=meeting_id, actor_id=actor_id, how=part.how, **self._proposed(part.score, part.why)
        )
        self._settle(row, known[0] if known else None, [(part.evidence, "evidence")])

    # statements

    def _statements(self, issues: dict[str, str]) -> None:
        places = {s.id: s.content for s in self.draft.statements if s.content}
        olds = self.earlier.pairs(("statement", "echo"), "content", places)
        for draft in self.draft.statements:
            if not draft.content:
                continue
            kind, old = olds.get(draft.id, ("", None))
            of, why = self.statements.get(draft.repeats or ""), draft.why
            if of is None and (match := self._printed_before(draft)):
                of, why = match.statement_id, match.why
            if old is not None and old.state == "rejected":
                continue
            if old is not None and not untouched(old):
                self.statements[draft.id] = old.statement_id if kind == "echo" else old.id
                continue
            if of is not None and of != getattr(old, "id", None):
                echo = Echo(statement_id=of, source_id=self.source.id, **self._proposed(draft.score, why))
                self._settle(echo, old if kind == "echo" else None, _spoken(draft))
                self.statements[draft.id] = of
            else:
                self._statement(draft, old if kind == "statement" else None, issues)

    def _printed_before(self, draft: DraftStatement) -> Match | None:
        """The statement of another text that this one prints again: nearly the same words, no other speaker."""
        speaker = self.actors.get(draft.speaker or "")
        found = self.elsewhere.get(draft.id, [])
        return next((m for m in found if not speaker or m.speaker_id in (None, speaker)), None)

    def _statement(self, draft: DraftStatement, old: Statement | None, issues: dict[str, str]) -> None:
        record = Statement(
            source_id=self.source.id, speaker_id=self.actors.get(draft.speaker or ""),
            on_behalf_of_id=self.actors.get(draft.on_behalf_of or ""), content=JOIN.join(s.text for s in draft.content),
            mode=draft.mode, told_to=draft.told_to or "", said_on=draft.said_on,
            said_on_phrase=draft.said_on_from.text if draft.said_on_from else "", said_on_why=draft.said_on_why,
            said_at_id=self.meetings.get(draft.at_meeting or ""),
            run_up_to_id=self.meetings.get(draft.before_meeting or ""), **self._proposed(draft.score, draft.why),
        )  # fmt: skip
        statement_id = self.statements[draft.id] = self._settle(record, old, _spoken(draft))
        about = {self.meetings[m] for m in draft.about_meetings if m in self.meetings}
        keyed = {issues[k] for k in draft.issues if k in issues}
        self._link(StatementMeeting, "meeting_id", statement_id, about)
        self._link(StatementIssue, "issue_id", statement_id, keyed)

    def _link(self, cls: type, field: str, statement_id: str, wanted: set[str]) -> None:
        there = self.unit.all(cls.KIND, statement_id=statement_id)
        self.unit.remove_all(cls.KIND, [r.id for r in there if getattr(r, field) not in wanted])
        have = {getattr(r, field) for r in there}
        self.new += [cls(statement_id=statement_id, **{field: i}) for i in sorted(wanted - have)]

    # positions

    def _positions(self, issues: dict[str, str]) -> None:
        named = {
            f"p{n}": d for n, d in enumerate(self.draft.positions) if d.holder in self.actors and d.issue in issues
        }
        olds = self.earlier.pairs(("position",), "evidence", {key: d.evidence for key, d in named.items()})
        for key, draft in named.items():
            record = self._position(draft, issues[draft.issue])
            old = olds[key][1] if key in olds else None
            if old is not None and (old.holder_id, old.issue_id) != (record.holder_id, record.issue_id):
                old = None
            if old is not None and old.state == "rejected":
                if old.stance == record.stance:
                    continue
                old = None
            its_id = self._settle(record, old, [(span, "evidence") for span in draft.evidence])
            statement = self.statements.get(draft.statement or "")
            if statement and not self.unit.all("position_statement", position_id=its_id, statement_id=statement):
                self.new.append(PositionStatement(position_id=its_id, statement_id=statement))

    def _position(self, draft: DraftPosition, issue_id: str) -> Position:
        statement = self.drafted.get(draft.statement or "")
        return Position(
            source_id=self.source.id, holder_id=self.actors[draft.holder], issue_id=issue_id, stance=draft.stance,
            as_of=(statement.said_on if statement else None) or self.source.published,
            claimed_by_id=self.actors.get(draft.claimed_by or ""), **self._proposed(draft.score, draft.why),
        )  # fmt: skip


def _spoken(draft: DraftStatement) -> list[tuple[Span, str]]:
    spans = [(span, "content") for span in draft.content]
    for span, role in ((draft.cue, "cue"), (draft.speaker_mention, "speaker"), (draft.said_on_from, "date")):
        if span:
            spans.append((span, role))
    return spans


class _Links:
    """Finds the record that a draft means: by its id, its reference, its name, or its place in the text."""

    def __init__(self, unit: Unit, earlier: Earlier) -> None:
        self.unit, self.earlier = unit, earlier
        self.all: dict[str, dict[str, Any]] = {k: {r.id: r for r in unit.all(k)} for k in ("actor", "meeting")}
        self.references = {r.reference: r for k in self.all for r in self.all[k].values() if r.reference}
        self.names: dict[str, set[str]] = {}
        for actor in self.all["actor"].values():
            self.names.setdefault(actor.name.casefold(), set()).add(actor.id)
        for name in unit.all("name"):
            if name.kind != "short" or name.learnt:
                self.names.setdefault(name.text.casefold(), set()).add(name.actor_id)

    def made(self, record: Any) -> None:
        """What this reading made is found by the rest of it."""
        self.all[record.KIND].setdefault(record.id, record)
        if record.reference:
            self.references.setdefault(record.reference, record)
        if isinstance(record, Actor):
            self.names.setdefault(record.name.casefold(), set()).add(record.id)

    def actor(self, draft: DraftActor) -> Actor | None:
        found = self.all["actor"].get(draft.record or "") or self.references.get(draft.reference or "")
        if found is None:
            ids = self.names.get(draft.name.casefold(), set())
            here = {i for i in ids if self.earlier.holds("actor", i)}
            chosen = ids if len(ids) == 1 else here
            found = self.all["actor"][next(iter(chosen))] if len(chosen) == 1 else None
        return found

    def meeting(self, draft: DraftMeeting) -> Meeting | None:
        found = self.all["meeting"].get(draft.record or "") or self.references.get(draft.reference or "")
        if found is None:
            paired = self.earlier.pairs(("meeting",), "mention", {draft.id: draft.mentions})
            found = paired[draft.id][1] if paired else None
        return found

    def only_here(self, record: Any) -> bool:
        """Whether the record rests on this source alone, so that its fields may be read anew."""
        if not self.earlier.holds(record.KIND, record.id):
            return False
        here = {a.id for a in self.earlier.anchors.get((record.KIND, record.id), ())}
        return {a.id for a in self.unit.all("anchor", **{f"{record.KIND}_id": record.id})} <= here
