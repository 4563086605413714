"""Joins the drafts of the parts of one long text: the same actor in two parts is one, and ids are given anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpdesk.domain.draft import Draft, DraftActor, DraftMeeting, DraftPosition, DraftStatement
from kpdesk.extract.reference import fold


def join(head: Draft, drafts: Sequence[Draft]) -> Draft:
    """One draft of several, in order; ``head`` gives what belongs to the whole text."""
    actors: dict[tuple[str, str], DraftActor] = {}
    meetings: dict[str, DraftMeeting] = {}
    statements: list[DraftStatement] = []
    positions: list[DraftPosition] = []
    links: list[tuple[str, str, str]] = []
    for number, draft in enumerate(drafts):
        own: dict[str | None, str | None] = {None: None}
        for actor in draft.actors:
            key = _identity(actor, number)
            if key in actors:
                actors[key] = _merged(actors[key], actor)
            else:
                actors[key] = replace(actor, id=f"a{len(actors) + 1}", affiliation=None)
            own[actor.id] = actors[key].id
        for actor in draft.actors:
            if actor.affiliation is not None:
                links.append((own[actor.id] or "", own[actor.affiliation] or "", actor.role or ""))
        places: dict[str | None, str | None] = {None: None}
        for meeting in draft.meetings:
            parts = tuple(replace(p, actor=own[p.actor] or "") for p in meeting.participation)
            key = meeting.record or meeting.reference or f"{number}/{meeting.id}"
            if key in meetings:
                before = meetings[key]
                have = {(p.actor, p.how) for p in before.participation}
                extra = tuple(p for p in parts if (p.actor, p.how) not in have)
                meetings[key] = replace(
                    before, mentions=before.mentions + meeting.mentions, participation=before.participation + extra
                )
            else:
                meetings[key] = replace(meeting, id=f"m{len(meetings) + 1}", participation=parts)
            places[meeting.id] = meetings[key].id
        said = {s.id: f"s{len(statements) + n}" for n, s in enumerate(draft.statements, 1)}
        for statement in draft.statements:
            statements.append(
                replace(
                    statement,
                    id=said[statement.id],
                    speaker=own.get(statement.speaker),
                    co_speakers=tuple(own[a] or "" for a in statement.co_speakers),
                    on_behalf_of=own.get(statement.on_behalf_of),
                    at_meeting=places.get(statement.at_meeting),
                    about_meetings=tuple(places[m] or "" for m in statement.about_meetings),
                    before_meeting=places.get(statement.before_meeting),
                    repeats=said.get(statement.repeats or ""),
                )
            )
        positions += [
            replace(
                p, holder=own[p.holder] or "", claimed_by=own.get(p.claimed_by), statement=said.get(p.statement or "")
            )
            for p in draft.positions
        ]
    affiliations = {who: to for who, to, _ in reversed(links) if who != to}
    listed = tuple(replace(a, affiliation=affiliations.get(a.id)) for a in actors.values())
    return replace(
        head, actors=listed, meetings=tuple(meetings.values()), statements=tuple(statements), positions=tuple(positions)
    )


def _identity(actor: DraftActor, number: int) -> tuple[str, str]:
    if actor.record or actor.reference:
        return "known", actor.record or actor.reference or ""
    return actor.kind, fold(actor.name)


def _merged(one: DraftActor, other: DraftActor) -> DraftActor:
    aliases = tuple(sorted({*one.aliases, *other.aliases, *([other.name] if other.name != one.name else [])}))
    return replace(
        one,
        mentions=one.mentions + other.mentions,
        aliases=aliases,
        role=one.role or other.role,
        role_evidence=one.role_evidence or other.role_evidence,
        score=max(one.score, other.score),
    )
