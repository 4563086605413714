"""Which records a briefing is about: one actor, meeting or issue, or the whole case, within the writer's span."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpdesk.domain.records import Actor, Issue, Meeting, Position, Statement
from kpdesk.domain.vocabulary import STANCES
from kpdesk.errors import UsageError
from kpdesk.services.briefing_words import Words, date_key, meeting_dates
from kpdesk.store.queries_report import Material

_SUBJECTS = {"actor": "actors", "meeting": "meetings", "issue": "issues"}


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The kind of briefing and what it is of; at most one of the three is set."""

    kind: str
    actor: Actor | None = None
    meeting: Meeting | None = None
    issue: Issue | None = None

    @property
    def of(self) -> str:
        """The id of what it is of, "" for the whole case."""
        subject = self.actor or self.meeting or self.issue
        return subject.id if subject else ""


def find_scope(found: Material, kind: str, of: str | None) -> Scope:
    """What ``of`` names: an id, a name, another way an actor is written, or an issue's key.

    A quotation sheet may be of an actor, a meeting or an issue, or of the whole case. Raises UsageError where
    nothing, or more than one thing, is called so.
    """
    if kind == "chronology" or (kind == "quotations" and not of):
        return Scope(kind=kind)
    if not of:
        raise UsageError(f"A briefing of this kind is of one {kind}.", f"Name the {kind}.")
    for subject in (kind,) if kind in _SUBJECTS else tuple(_SUBJECTS):
        ids = list(dict.fromkeys(record_id for record_id, name in _names(found, subject) if _same(name, of)))
        if len(ids) > 1:
            raise UsageError(
                f"More than one {subject} is called “{of}”.", "Give the id that “kpdesk list --json” prints."
            )
        if ids:
            return Scope(kind=kind, **{subject: getattr(found, _SUBJECTS[subject])[ids[0]]})
    near = _near(found, kind, of)
    hint = f"Perhaps {near}?" if near else f"“kpdesk list CASE {_SUBJECTS.get(kind, 'actors')}” shows them."
    raise UsageError(f"Nothing here is called “{of}”.", hint)


def _same(name: str, wanted: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(wanted.split()).casefold()


def _names(found: Material, subject: str) -> Iterable[tuple[str, str]]:
    for record_id, record in getattr(found, _SUBJECTS[subject]).items():
        yield record_id, record_id
        yield record_id, record.label if isinstance(record, Issue) else record.name
        if isinstance(record, Issue):
            yield record_id, record.key
            yield record_id, record.key.removeprefix("issue/")
    if subject == "actor":
        for record_id, names in found.names.items():
            if record_id in found.actors:
                yield from ((record_id, n.text) for n in names)


def _near(found: Material, kind: str, of: str) -> str:
    subjects = (kind,) if kind in _SUBJECTS else tuple(_SUBJECTS)
    wanted = of.casefold()
    hits = [name for s in subjects for _, name in _names(found, s) if wanted in name.casefold()]
    return ", ".join(f"“{n}”" for n in dict.fromkeys(hits[:3]))


def issue_ids(found: Material, words: Iterable[str]) -> frozenset[str]:
    """The issues that a choice names by id, key or label."""
    wanted = {w.casefold() for w in words}
    return frozenset(record_id for record_id, name in _names(found, "issue") if name.casefold() in wanted)


def statements(w: Words, scope: Scope) -> list[Statement]:
    """The statements that a briefing is about, by date."""
    issues, actors = issue_ids(w.found, w.choices.issues), set(w.choices.actors)
    if scope.issue:
        issues = frozenset({scope.issue.id})
    if scope.actor:
        actors = {scope.actor.id}

    def wanted(s: Statement) -> bool:
        return (
            (not issues or not issues.isdisjoint(w.found.issues_of.get(s.id, ())))
            and (not actors or s.speaker_id in actors or s.on_behalf_of_id in actors)
            and w.within(w.when(s)[0])
        )

    return by_date(w, w.taken(s for s in w.found.statements.values() if wanted(s)))


def by_date(w: Words, found: Iterable[Statement]) -> list[Statement]:
    return sorted(found, key=lambda s: (*date_key(w.when(s)[0]), s.id))


def positions(w: Words, scope: Scope) -> list[Position]:
    """The positions that a briefing is about, by the date that they are held as of."""
    issues, actors = issue_ids(w.found, w.choices.issues), set(w.choices.actors)
    if scope.issue:
        issues = frozenset({scope.issue.id})
    if scope.actor:
        actors = {scope.actor.id}
    chosen = [
        p for p in w.found.positions
        if (not issues or p.issue_id in issues) and (not actors or p.holder_id in actors) and w.within(_as_of(w, p))
    ]  # fmt: skip
    return sorted(w.taken(chosen), key=lambda p: (*date_key(_as_of(w, p)), p.id))


def _as_of(w: Words, position: Position) -> str | None:
    source = w.found.sources.get(position.source_id or "")
    return position.as_of or (source.published if source else None)


def as_of(w: Words, position: Position) -> str | None:
    """The date a position is held as of; of what was published where no better is known."""
    return _as_of(w, position)


def meetings(w: Words, scope: Scope) -> list[Meeting]:
    """The meetings that a briefing is about, by date."""
    chosen: Iterable[Meeting] = w.found.meetings.values()
    if scope.actor:
        there = {p.meeting_id for p in w.found.participations if p.actor_id == scope.actor.id}
        chosen = [m for m in chosen if m.id in there or scope.actor.id in (m.chair_id, m.host_id)]
    issues = {scope.issue.id} if scope.issue else issue_ids(w.found, w.choices.issues)
    if issues:
        on_agenda = {a.meeting_id for a in w.found.agenda if a.issue_id in issues}
        for s in w.found.statements.values():
            if not issues.isdisjoint(w.found.issues_of.get(s.id, ())):
                on_agenda |= {s.said_at_id or "", s.run_up_to_id or "", *w.found.about.get(s.id, ())}
        chosen = [m for m in chosen if m.id in on_agenda]
    kept = [m for m in chosen if w.within(meeting_dates(m))]
    return sorted(w.taken(kept), key=lambda m: (*date_key(meeting_dates(m)), m.id))


def moves(w: Words, found: list[Position]) -> list[tuple[Position, Position]]:
    """Pairs of positions, by date, between which a holder changed its stance by the same claimant's account."""
    last: dict[tuple[str, str, str], Position] = {}
    pairs = []
    for position in found:
        if position.stance == "unclear":
            continue
        claimant = position.claimed_by_id or position.holder_id
        key = (position.holder_id, position.issue_id, claimant)
        earlier = last.get(key)
        if earlier is not None and earlier.stance != position.stance and _apart(as_of(w, earlier), as_of(w, position)):
            pairs.append((earlier, position))
        last[key] = position
    return pairs


def over(w: Words, meeting: Meeting, earlier: Position, later: Position) -> bool:
    """Whether a change of sides lies over a meeting: known before it ended, and the other way after it began."""
    days = meeting_dates(meeting)
    if not days:
        return True
    first, last = date_key(days)
    return date_key(as_of(w, earlier))[0] <= last and date_key(as_of(w, later))[1] >= first


def _apart(a: str | None, b: str | None) -> bool:
    """Two dates that are known and differ: without them nothing says which stance came first."""
    return bool(a and b and a != b)


def latest(w: Words, found: list[Position], until: str | None = None) -> list[Position]:
    """The last position of each holder on each issue by each account, up to a date; by issue, stance and holder."""
    limit = date_key(until)[1] if until else "9999"
    last: dict[tuple[str, str, str], Position] = {}
    for position in found:  # by date
        if date_key(as_of(w, position))[0] <= limit:
            last[position.issue_id, position.holder_id, position.claimed_by_id or position.holder_id] = position
    return sorted(
        last.values(),
        key=lambda p: (
            w.found.issues[p.issue_id].label,
            list(STANCES).index(p.stance),
            w.name(p.holder_id).casefold(),
            p.claimed_by_id or "",
            p.id,
        ),
    )
