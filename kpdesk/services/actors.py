"""What the page of an actor shows: names, affiliations, positions over time, meetings, appearances, look-alikes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kpdesk.analysis.names import Matcher, duplicates
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import earliest
from kpdesk.domain.records import Actor, Affiliation, Anchor, Issue, Meeting, Name, Participation, Position
from kpdesk.errors import UsageError
from kpdesk.services.making import called
from kpdesk.store.case import CaseFile


@dataclass(frozen=True, kw_only=True)
class Tie:
    """An affiliation seen from one of its two ends: ``other`` is the actor at the far end."""

    affiliation: Affiliation
    other: Actor


@dataclass(frozen=True, kw_only=True)
class Held:
    """An actor's latest own position on an issue, and the one before it where it differed."""

    issue: Issue
    latest: Position
    before: Position | None


@dataclass(frozen=True, kw_only=True)
class Present:
    """A meeting and how the actor took part."""

    meeting: Meeting
    participation: Participation


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything on the page of one actor that is not a long list."""

    actor: Actor
    names: tuple[Name, ...]
    members: tuple[Tie, ...]
    bodies: tuple[Tie, ...]
    held: tuple[Held, ...]
    meetings: tuple[Present, ...]
    statements: int
    positions: int
    appearances: int
    apart: tuple[tuple[str, Actor], ...]  # (id of the distinction, the other actor)


@dataclass(frozen=True, kw_only=True)
class LookAlike:
    """Another actor that may be the same, and why."""

    actor: Actor
    why: str
    score: float


def profile(case: CaseFile, actor_id: str) -> Profile | None:
    """The page of one actor; None where it is gone."""
    actor = case.get("actor", actor_id)
    if actor is None:
        return None
    positions = [p for p in case.all("position", holder_id=actor_id) if p.state != "rejected"]
    return Profile(
        actor=actor,
        names=tuple(case.all("name", actor_id=actor_id)),
        members=_ties(case, "of_id", "member_id", actor_id),
        bodies=_ties(case, "member_id", "of_id", actor_id),
        held=_held(case, positions),
        meetings=_meetings(case, actor_id),
        statements=case.count("statement", speaker_id=actor_id, state=("proposed", "accepted", "edited")),
        positions=len(positions),
        appearances=case.count("anchor", actor_id=actor_id, role="mention"),
        apart=_apart(case, actor_id),
    )


def _ties(case: CaseFile, here: str, there: str, actor_id: str) -> tuple[Tie, ...]:
    found = [a for a in case.all("affiliation", **{here: actor_id}) if a.state != "rejected"]
    others = case.get_many("actor", [getattr(a, there) for a in found])
    ties = [Tie(affiliation=a, other=others[getattr(a, there)]) for a in found if getattr(a, there) in others]
    return tuple(sorted(ties, key=lambda t: t.other.name.casefold()))


def _when(position: Position) -> Any:
    return (position.as_of is not None, earliest(position.as_of) if position.as_of else None)


def _held(case: CaseFile, positions: list[Position]) -> tuple[Held, ...]:
    issues = {i.id: i for i in case.all("issue")}
    by_issue: dict[str, list[Position]] = {}
    for position in positions:
        if position.claimed_by_id is None or position.claimed_by_id == position.holder_id:
            by_issue.setdefault(position.issue_id, []).append(position)
    found = []
    for issue_id, rows in by_issue.items():
        dated = sorted((p for p in rows if p.as_of), key=_when)
        ordered = [*(p for p in rows if not p.as_of), *dated]
        latest = ordered[-1]
        before = next((p for p in reversed(ordered[:-1]) if p.stance != latest.stance), None)
        if issue_id in issues:
            found.append(Held(issue=issues[issue_id], latest=latest, before=before))
    return tuple(sorted(found, key=lambda h: h.issue.label))


def _meetings(case: CaseFile, actor_id: str) -> tuple[Present, ...]:
    parts = [p for p in case.all("participation", actor_id=actor_id) if p.state != "rejected"]
    meetings = case.get_many("meeting", [p.meeting_id for p in parts])
    found = [Present(meeting=meetings[p.meeting_id], participation=p) for p in parts if p.meeting_id in meetings]
    return tuple(sorted(found, key=lambda p: p.meeting.start or "", reverse=True))


def _apart(case: CaseFile, actor_id: str) -> tuple[tuple[str, Actor], ...]:
    found = [
        *((d.id, d.other_id) for d in case.all("distinction", actor_id=actor_id)),
        *((d.id, d.actor_id) for d in case.all("distinction", other_id=actor_id)),
    ]
    others = case.get_many("actor", [other for _, other in found])
    return tuple((key, others[other]) for key, other in found if other in others)


def mentions(case: CaseFile, actor_id: str) -> list[Anchor]:
    """Where the actor is named, text by text."""
    found = case.all("anchor", actor_id=actor_id, role="mention")
    return sorted(found, key=lambda a: (a.text_version_id, a.start))


def look_alikes(case: CaseFile, actor_id: str, *, limit: int = 3) -> list[LookAlike]:
    """Actors that may be the same as this one. Takes a while on large cases: run it in a job."""
    actor = case.get("actor", actor_id)
    if actor is None:
        return []
    others = {a.id: a for a in case.all("actor") if a.id != actor_id and a.state != "rejected" and _fits(a, actor)}
    apart = {other.id for _, other in _apart(case, actor_id)}
    written = [(n.text, n.actor_id) for n in case.all("name") if n.actor_id in others]
    matcher = Matcher([(i, name) for name, i in (*((a.name, a.id) for a in others.values()), *written)])
    found: dict[str, LookAlike] = {}
    for name in [actor.name, *(n.text for n in case.all("name", actor_id=actor_id))]:
        for c in matcher.candidates(name, limit=limit + len(apart)):
            if c.id not in apart and (c.id not in found or found[c.id].score < c.score):
                found[c.id] = LookAlike(actor=others[c.id], why=c.why, score=c.score)
    return sorted(found.values(), key=lambda f: -f.score)[:limit]


def all_look_alikes(case: CaseFile) -> list[tuple[Actor, LookAlike]]:
    """Every pair of actors that may be one, likeliest first. Long: run it in a job."""
    actors = {a.id: a for a in case.all("actor") if a.state != "rejected"}
    apart = [frozenset((d.actor_id, d.other_id)) for d in case.all("distinction")]
    names = [(a.id, a.name) for a in actors.values()]
    found = []
    for one, other, candidate in duplicates(names, apart=apart):
        if one in actors and other in actors and _fits(actors[one], actors[other]):
            pair = LookAlike(actor=actors[other], why=candidate.why, score=candidate.score)
            found.append((actors[one], pair))
    return sorted(found, key=lambda pair: -pair[1].score)


def _fits(one: Actor, other: Actor) -> bool:
    """A person is never a body."""
    return (one.kind == "person") == (other.kind == "person")


def of_name(case: CaseFile, words: str, *, not_id: str = "") -> Actor | None:
    """Another actor that is called just so: renaming onto it offers the merge."""
    folded = words.strip().casefold()
    found = [a for a in case.all("actor") if a.name.casefold() == folded and a.id != not_id and a.state != "rejected"]
    return found[0] if found else None


def add_name(case: CaseFile, actor_id: str, text: str, kind: str = "full") -> Changes:
    """Another way in which the actor is written; the next reading knows it."""
    text = " ".join(text.split())
    if not text:
        raise UsageError("The name is empty.", "Write how the actor is also called.")
    actor = case.get("actor", actor_id)
    known = {actor.name.casefold()} | {n.text.casefold() for n in case.all("name", actor_id=actor_id)}
    if text.casefold() in known:
        raise UsageError(f"{actor.name} is known as {text} already.", "Nothing was changed.")
    with case.unit(f"Noted that {actor.name} is also written {text}") as unit:
        unit.add(Name(actor_id=actor_id, text=text, kind=kind, learnt=True))
    return unit.changes


def choose_name(case: CaseFile, name_id: str) -> Changes:
    """Make another name the main one; the old main name is kept among the others."""
    name = case.get("name", name_id)
    actor = case.get("actor", name.actor_id)
    with case.unit(f"Called {actor.name} {name.text}") as unit:
        unit.put(replace(actor, name=name.text))
        unit.put(replace(name, text=actor.name))
    return unit.changes


def drop_distinction(case: CaseFile, distinction_id: str) -> Changes:
    """Withdraw that two actors are not the same."""
    held = case.get("distinction", distinction_id)
    one, other = case.get("actor", held.actor_id), case.get("actor", held.other_id)
    with case.unit(f"No longer told {called(one)} and {called(other)} apart") as unit:
        unit.remove("distinction", distinction_id)
    return unit.changes
