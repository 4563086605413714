"""A small article in our own words with proposals of every kind, as extraction would leave them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kpdesk.domain.records import (
    Affiliation,
    Name,
    Participation,
    Position,
    PositionStatement,
    Statement,
    StatementIssue,
)
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_case, a_meeting, a_source, an_actor, an_anchor, an_issue, put, text_of

MACHINE: dict[str, Any] = {"state": "proposed", "made_by": "test model 1", "score": 0.8, "why": "a name before “told”"}


def a_case_with_proposals(folder: Path, *, copies: int = 1) -> SimpleNamespace:
    """A case with one article (or several alike) and proposals in it; ``first`` holds the first article's records."""
    case = a_case(folder)
    issue = put(case, an_issue(key="export-ban", label="Export ban"))
    made = [an_article(case, issue, n) for n in range(copies)]
    return SimpleNamespace(case=case, issue=issue, first=made[0], articles=made)


def an_article(case: CaseFile, issue: Any, n: int = 0) -> SimpleNamespace:
    """One article with an actor and her role, a meeting, who will boycott it, a statement, and a position."""
    tail = f"\nNumber {n}.\n" if n else ""
    source = a_source(case, text=TEXT + tail, title=f"Monitors stay away {n}" if n else "Monitors stay away")
    ana = an_actor(name="Ana Sithole", **MACHINE)
    watch = an_actor(name="Diamond Watch Coalition", kind="ngo", **MACHINE)
    role = Affiliation(member_id=ana.id, of_id=watch.id, role="coordinator", **MACHINE)
    meeting = a_meeting(**MACHINE)
    boycott = Participation(meeting_id=meeting.id, actor_id=watch.id, how="will_boycott", **MACHINE)
    words = "We cannot sit at a table where nothing is decided,"
    said = Statement(source_id=source.id, speaker_id=ana.id, content=words, mode="direct", **MACHINE)
    position = Position(
        source_id=source.id, holder_id=watch.id, issue_id=issue.id, stance="oppose", as_of="2011-06", **MACHINE
    )
    anchors = [
        an_anchor(case, source, "Ana Sithole", actor_id=ana.id, role="mention"),
        an_anchor(case, source, "Diamond Watch Coalition", actor_id=watch.id, role="mention"),
        an_anchor(case, source, "coordinator", affiliation_id=role.id, role="evidence"),
        an_anchor(case, source, "the meeting in Windhoek", meeting_id=meeting.id, role="mention"),
        an_anchor(case, source, "would not travel", participation_id=boycott.id, role="evidence"),
        an_anchor(case, source, words, statement_id=said.id, role="content"),
        an_anchor(case, source, "Sithole said", statement_id=said.id, role="cue"),
        an_anchor(case, source, "rejects an export ban", position_id=position.id, role="evidence"),
    ]
    records = [
        ana, watch, Name(actor_id=ana.id, text="Sithole", kind="short"), role, meeting, boycott, said,
        StatementIssue(statement_id=said.id, issue_id=issue.id), position,
        PositionStatement(position_id=position.id, statement_id=said.id),
    ]  # fmt: skip
    put(case, *records, *anchors, label="kpdesk proposed records")
    return SimpleNamespace(
        source=source, version=text_of(case, source), ana=ana, watch=watch, role=role, meeting=meeting,
        boycott=boycott, said=said, position=position,
    )  # fmt: skip
