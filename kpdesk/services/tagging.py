"""Tagging by hand: selected characters become a statement, an actor, a meeting or a position, as one deed.

All spans are code points of one text version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from kpdesk.domain.anchors import anchor_at
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import parse_date
from kpdesk.domain.records import (
    Actor,
    Anchor,
    Meeting,
    Name,
    Position,
    PositionStatement,
    Reviewed,
    Source,
    Statement,
    StatementIssue,
    Tag,
    Tagging,
)
from kpdesk.domain.review import edited
from kpdesk.domain.vocabulary import STANCES
from kpdesk.errors import ConflictError, UsageError
from kpdesk.services.choices import Choice
from kpdesk.services.making import called
from kpdesk.store.case import CaseFile
from kpdesk.store.unit import Unit

Span = tuple[int, int]
JOIN = " … "
CUE_REACH = 240  # characters before and after the words in which a cue is looked for


@dataclass(frozen=True, kw_only=True)
class Tagged:
    """What a person said about selected characters. Fields that the kind does not use are left alone."""

    kind: str  # statement, actor, meeting, position
    spans: tuple[Span, ...]
    who: Choice | None = None  # speaker, actor, or holder
    sort: str = ""  # kind of a new actor or meeting
    cue: str = ""
    date: str = ""  # said on, start of the meeting, as of
    mode: str = ""
    told_to: str = ""
    issue_id: str | None = None
    stance: str = ""
    meeting: Choice | None = None
    claimed_by: Choice | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Made:
    """The record that a tag made or extended."""

    kind: str
    record_id: str
    changes: Changes


def tag(case: CaseFile, text_version_id: str, tagged: Tagged) -> Made:
    """Write what a person tagged. Raises UsageError with what is missing."""
    if not tagged.spans:
        raise UsageError("Nothing is selected.", "Select the words first.")
    text = case.text(text_version_id)
    version = case.get("text_version", text_version_id)
    source = case.get("source", version.source_id)
    with case.unit("Tagged") as unit:
        hand = _Hand(unit, text, text_version_id, source, tagged)
        record = getattr(hand, f"make_{tagged.kind}")()
        unit.label = f"Tagged {called(record)}" if tagged.kind != "position" else hand.position_words(record)
    return Made(kind=record.KIND, record_id=record.id, changes=unit.changes)


def add_piece(case: CaseFile, kind: str, record_id: str, text_version_id: str, span: Span) -> Changes:
    """One more span for a record: another mention, or the next piece of a discontinuous statement."""
    record, text = case.get(kind, record_id), case.text(text_version_id)
    if record is None:
        raise ConflictError("This is no longer in the case.", "History can bring it back.")
    with case.unit(f"Added words to {called(record)}") as unit:
        mine = unit.all("anchor", **{f"{kind}_id": record_id})
        role = {"statement": "content", "echo": "content", "actor": "mention", "meeting": "mention"}.get(
            kind, "evidence"
        )
        owner = {"role": role, "ordinal": len(mine), f"{kind}_id": record_id}
        unit.add(anchor_at(text, *span, text_version_id=text_version_id, **owner))
        _spell_content(unit, record)
    return unit.changes


def set_ends(case: CaseFile, anchor_id: str, start: int, end: int) -> Changes:
    """Move the ends of an anchor. A statement's words follow; what the machine had said is kept."""
    anchor = case.get("anchor", anchor_id)
    if anchor is None:
        raise ConflictError("These characters are no longer marked.", "History can bring the mark back.")
    text = case.text(anchor.text_version_id)
    words = text[start:end]
    if words.strip():  # a drag that ends behind a word takes the blank along
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if (start, end) == (anchor.start, anchor.end):
        return Changes()
    kind, owner_id = anchor.owner
    fields = {"role": anchor.role, "ordinal": anchor.ordinal, f"{kind}_id": owner_id, "id": anchor.id}
    moved = anchor_at(text, start, end, text_version_id=anchor.text_version_id, **fields)
    record = case.get(kind, owner_id)
    with case.unit(f"Moved the ends of {called(record)}") as unit:
        unit.put(moved)
        _spell_content(unit, record)
    return unit.changes


def drop_anchor(case: CaseFile, anchor_id: str) -> Changes:
    """Unmark one span. A record's last characters cannot be dropped: remove the record instead."""
    anchor: Anchor | None = case.get("anchor", anchor_id)
    if anchor is None:
        return Changes()
    kind, owner_id = anchor.owner
    if case.count("anchor", **{f"{kind}_id": owner_id}) == 1:
        raise UsageError("A record needs characters behind it.", "Remove the record instead.")
    record = case.get(kind, owner_id)
    with case.unit(f"Unmarked words of {called(record)}") as unit:
        unit.remove("anchor", anchor_id)
        _spell_content(unit, record)
    return unit.changes


def _spell_content(unit: Unit, record: Any) -> None:
    """A statement's content repeats its content anchors, in their order in the text."""
    if not isinstance(record, Statement):
        return
    pieces = [a for a in unit.all("anchor", statement_id=record.id) if a.role == "content"]
    words = JOIN.join(a.quote for a in sorted(pieces, key=lambda a: (a.text_version_id, a.start)))
    if words != record.content:
        new = replace(record, content=words)
        undecided = record.state == "proposed"
        new = edited(record, new, who="person", at=unit.at)
        unit.put(replace(new, state="proposed", decided_by=None, decided_at=None) if undecided else new)


def resolve_actor(unit: Unit, choice: Choice | None, sort: str = "") -> str | None:
    """The id of the chosen actor; a new or reference one is written. What was chosen counts as accepted."""
    if choice is None:
        return None
    if choice.record_id:
        _settle(unit, unit.get("actor", choice.record_id))
        return choice.record_id
    if choice.reference and (known := unit.all("actor", reference=choice.reference)):
        return known[0].id
    actor = Actor(
        name=choice.name, kind=sort or choice.sort or "organisation", country=choice.country, reference=choice.reference
    )
    unit.add(actor)
    unit.add_all(Name(actor_id=actor.id, text=text, kind=kind) for text, kind in choice.names if text != choice.name)
    return actor.id


def resolve_meeting(unit: Unit, choice: Choice | None, sort: str = "", date: str = "") -> str | None:
    """The id of the chosen meeting; a new or reference one is written."""
    if choice is None:
        return None
    if choice.record_id:
        _settle(unit, unit.get("meeting", choice.record_id))
        return choice.record_id
    if choice.reference and (known := unit.all("meeting", reference=choice.reference)):
        return known[0].id
    start, _, end = (parse_date(date) if date else choice.when).partition("/")
    meeting = Meeting(
        name=choice.name, kind=sort or choice.sort or "other", place=choice.place, country=choice.country,
        start=start or None, end=end or None, reference=choice.reference,
    )  # fmt: skip
    unit.add(meeting)
    return meeting.id


def _settle(unit: Unit, record: Reviewed | None) -> None:
    if record is not None and record.state == "proposed":
        unit.put(replace(record, state="accepted", decided_by="person", decided_at=unit.at))


class _Hand:
    """What the four kinds of tag share: the unit, the text, and what the person said."""

    def __init__(self, unit: Unit, text: str, text_version_id: str, source: Source, tagged: Tagged) -> None:
        self.unit, self.text, self.version, self.source, self.tagged = unit, text, text_version_id, source, tagged

    def make_actor(self) -> Actor:
        chosen = self.tagged.who or Choice(name=self._words())
        actor_id = resolve_actor(self.unit, chosen, self.tagged.sort)
        actor = self.unit.get("actor", actor_id)
        self._anchors("mention", actor_id=actor.id)
        written = self._words()
        names = {actor.name.casefold()} | {n.text.casefold() for n in self.unit.all("name", actor_id=actor.id)}
        if written.casefold() not in names and len(written) <= 80:
            from kpdesk.services.review import name_kind

            self.unit.add(Name(actor_id=actor.id, text=written, kind=name_kind(written, actor.name), learnt=True))
        self._tags(actor_id=actor.id)
        return actor

    def make_meeting(self) -> Meeting:
        chosen = self.tagged.who or self.tagged.meeting or Choice(name=self._words())
        meeting_id = resolve_meeting(self.unit, chosen, self.tagged.sort, self.tagged.date)
        meeting = self.unit.get("meeting", meeting_id)
        self._anchors("mention", meeting_id=meeting.id)
        self._tags(meeting_id=meeting.id)
        return meeting

    def make_statement(self) -> Statement:
        tagged = self.tagged
        speaker = resolve_actor(self.unit, tagged.who)
        meeting = resolve_meeting(self.unit, tagged.meeting)
        statement = Statement(
            source_id=self.source.id, speaker_id=speaker, content=JOIN.join(self.text[a:b] for a, b in sorted(tagged.spans)),
            mode=tagged.mode or self._mode(), said_on=parse_date(tagged.date) if tagged.date else None,
            said_at_id=meeting, told_to=tagged.told_to,
        )  # fmt: skip
        self.unit.add(statement)
        self._anchors("content", statement_id=statement.id)
        if tagged.cue and (span := self._cue(tagged.cue)):
            self.unit.add(self._anchor(span, "cue", statement_id=statement.id))
        if speaker and (span := self._speaker(speaker)):
            self.unit.add(self._anchor(span, "speaker", statement_id=statement.id))
        if tagged.issue_id:
            self.unit.add(StatementIssue(statement_id=statement.id, issue_id=tagged.issue_id))
            if tagged.stance in STANCES and speaker:
                position = self._position(speaker)
                self.unit.add(PositionStatement(position_id=position.id, statement_id=statement.id))
        self._tags(statement_id=statement.id)
        return statement

    def make_position(self) -> Position:
        holder = resolve_actor(self.unit, self.tagged.who)
        if holder is None:
            raise UsageError("A position needs a holder.", "Say who takes it.")
        if not self.tagged.issue_id:
            raise UsageError("A position needs an issue.", "Say what it is about.")
        return self._position(holder)

    def position_words(self, position: Position) -> str:
        holder, issue = self.unit.get("actor", position.holder_id), self.unit.get("issue", position.issue_id)
        return f"Tagged {holder.name}: {STANCES[position.stance].lower()}, {issue.label}"

    def _position(self, holder_id: str) -> Position:
        tagged = self.tagged
        date = parse_date(tagged.date) if tagged.date else self.source.published
        position = Position(
            source_id=self.source.id, holder_id=holder_id, issue_id=tagged.issue_id or "", as_of=date,
            stance=tagged.stance or "unclear", claimed_by_id=resolve_actor(self.unit, tagged.claimed_by),
        )  # fmt: skip
        self.unit.add(position)
        self._anchors("evidence", position_id=position.id)
        return position

    def _words(self) -> str:
        return " ".join(self.text[slice(*self.tagged.spans[0])].split())

    def _mode(self) -> str:
        start, end = self.tagged.spans[0]
        around = self.text[max(0, start - 1) : end + 1]
        return "direct" if re.search(r"^\W?[“\"«„]", around) else "indirect"

    def _anchors(self, role: str, **owner: str) -> None:
        spans = sorted(self.tagged.spans)
        self.unit.add_all(self._anchor(span, role, ordinal=n, **owner) for n, span in enumerate(spans))

    def _anchor(self, span: Span, role: str, ordinal: int = 0, **owner: str) -> Anchor:
        fields: dict[str, Any] = {"role": role, "ordinal": ordinal, **owner}
        return anchor_at(self.text, *span, text_version_id=self.version, **fields)

    def _cue(self, cue: str) -> Span | None:
        """The cue nearest to the words, in the sentences around them."""
        start, end = min(self.tagged.spans)[0], max(b for _, b in self.tagged.spans)
        low = max(0, start - CUE_REACH)
        around = self.text[low : end + CUE_REACH]
        found = [(m.start() + low, m.end() + low) for m in re.finditer(rf"\b{re.escape(cue)}\b", around)]
        outside = [s for s in found if s[1] <= start or s[0] >= end] or found
        return min(outside, key=lambda s: min(abs(start - s[1]), abs(s[0] - end)), default=None)

    def _speaker(self, actor_id: str) -> Span | None:
        """The speaker's mention nearest to the words, where one is marked."""
        start = self.tagged.spans[0][0]
        near = [
            (a.start, a.end)
            for a in self.unit.all("anchor", actor_id=actor_id, text_version_id=self.version)
            if a.role == "mention" and abs(a.start - start) < 2 * CUE_REACH
        ]
        return min(near, key=lambda s: abs(s[0] - start), default=None)

    def _tags(self, **owner: str) -> None:
        known = {t.name.casefold(): t for t in self.unit.all("tag")}
        for name in dict.fromkeys(" ".join(t.split()) for t in self.tagged.tags):
            if not name:
                continue
            label = known.get(name.casefold()) or self.unit.add(Tag(name=name))
            known[name.casefold()] = label
            self.unit.add(Tagging(tag_id=label.id, **owner))
