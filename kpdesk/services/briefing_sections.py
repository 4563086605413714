"""The sections of briefings: each takes the words and the scope and gives blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from kpdesk.domain.records import AgendaItem, Meeting, Position, Statement
from kpdesk.domain.report import Block, Entry, Evidence, Facts, Paragraph, Quotation, Run, Sentence, Subheading, Table
from kpdesk.domain.vocabulary import (
    ACTOR_KINDS,
    DECIDED,
    MEETING_KINDS,
    STANCE_SIGNS,
    STANCES,
)
from kpdesk.domain.wording import counted, opened
from kpdesk.services import briefing_scope as scoped
from kpdesk.services.briefing_scope import Scope
from kpdesk.services.briefing_words import Words, date_key, meeting_dates, plain_sentence, shown

Blocks = list[Block]
_RESULTS = {"adopted": "adopted", "blocked": "blocked", "deferred": "deferred", "none": "no outcome"}
_SIDES = {"support": "support", "oppose": "opposition", "mixed": "a divided view", "unclear": "no clear view"}


def entry(w: Words, statement: Statement, *, at: bool = True) -> Entry:
    """One statement under its date."""
    when, note = w.when(statement)
    return Entry(when=shown(when), when_note=note, sentences=(w.statement(statement, at=at),))


def events(w: Words, scope: Scope) -> Blocks:
    """Meetings and statements in one stream, a heading for each year."""
    said, met = scoped.statements(w, scope), scoped.meetings(w, scope)
    w.prefetch("statement", said)
    w.prefetch("meeting", met)
    w.prefetch("participation", w.found.participations)
    # A meeting stands before what was said on its first day.
    dated = [((*date_key(meeting_dates(m)), 0, m.id), m) for m in met]
    dated += [((*date_key(w.when(s)[0]), 1, s.id), s) for s in said]
    blocks: Blocks = []
    for year, group in groupby(sorted(dated, key=lambda d: d[0]), key=lambda d: d[0][0][:4]):
        blocks.append(Subheading(text="Without a date" if year == "9999" else year))
        for _, record in group:
            made = meeting_entry(w, record) if isinstance(record, Meeting) else entry(w, record)
            blocks.append(replace(made, when="") if year == "9999" else made)
    return blocks


def meeting_entry(w: Words, meeting: Meeting, actor: str | None = None) -> Entry:
    """A meeting under its date with who did what there and what came of it; of one actor when given."""
    there = w.taken(
        p for p in w.found.participations if p.meeting_id == meeting.id and actor in (None, p.actor_id)
    )  # fmt: skip
    sentences = w.participations(there)
    if actor is None:
        for item in w.found.agenda:
            if item.meeting_id == meeting.id:
                sentences += outcomes(w, item, named=True)
    w.used[meeting.KIND, meeting.id] = meeting
    if not sentences:
        sentences = [w.meeting(meeting, _bare(w, meeting))]
    heading = w.meeting_name(meeting, dated=False)
    return Entry(when=shown(meeting_dates(meeting)), heading=heading, sentences=tuple(sentences))


def _bare(w: Words, meeting: Meeting) -> str:
    """What there is to say of a meeting of which no text says who came."""
    roles = (("chaired", meeting.chair_id), ("hosted", meeting.host_id))
    told = " and ".join(f"{did} by {w.name(actor)}" for did, actor in roles if w.name(actor))
    return f"{told[0].upper()}{told[1:]}." if told else "The sources name nobody who took part."


def moved(w: Words, scope: Scope) -> Blocks:
    """Who changed sides, from when to when."""
    pairs = scoped.moves(w, scoped.positions(w, scope))
    if scope.meeting:
        pairs = [pair for pair in pairs if scoped.over(w, scope.meeting, *pair)]
    return [_moved(w, earlier, later) for earlier, later in pairs]


def _moved(w: Words, earlier: Position, later: Position) -> Entry:
    issue = w.found.issues[later.issue_id].label
    name, role = w.introduced(later.holder_id)
    stances = [_SIDES[p.stance] for p in (earlier, later)]
    runs = [*name, Run(f" moved from {stances[0]} to {stances[1]} on "), Run(issue, "emphasis")]
    runs += [
        Run(f", between {shown(scoped.as_of(w, earlier))} and {shown(scoped.as_of(w, later))}"),
        *w.says(later),
        Run("."),
    ]
    for position in (earlier, later):
        w.used[position.KIND, position.id] = position
    evidence = w.position_evidence(earlier)[:1] + w.position_evidence(later)[:1] + role
    reviewed = all(p.state in DECIDED for p in (earlier, later))
    sentence = Sentence(runs=tuple(runs), evidence=evidence, reviewed=reviewed, record=(later.KIND, later.id))
    return Entry(when=shown(scoped.as_of(w, later)), sentences=(sentence,))


def stands(w: Words, scope: Scope) -> Blocks:
    """The last stance of everybody, by each account; before a meeting: as of its first day."""
    found = scoped.positions(w, scope)
    until = scope.meeting.start if scope.meeting and w.choices.view == "before" else None
    if scope.meeting:
        until = until or (scope.meeting.end or scope.meeting.start)
        issues = {a.issue_id for a in w.found.agenda if a.meeting_id == scope.meeting.id}
        issues |= {i for s in _around(w, scope.meeting) for i in w.found.issues_of.get(s.id, ())}
        found = [p for p in found if p.issue_id in issues]
    return position_table(w, scoped.latest(w, found, until), scope)


def position_history(w: Words, scope: Scope) -> Blocks:
    """Every position of an actor, by date."""
    return position_table(w, scoped.positions(w, scope), scope)


def position_table(w: Words, found: list[Position], scope: Scope) -> Blocks:
    """Positions as a table: holder and issue unless the briefing is of one, stance, date, whose account it is."""
    w.prefetch("position", found)
    columns: list[tuple[str, float, Callable[[Position], Sentence]]] = []
    if scope.actor is None:
        columns.append(("Holder", 3.0, lambda p: plain_sentence(opened(w.name(p.holder_id)), "name")))
    if scope.issue is None:
        columns.append(("Issue", 3.6, lambda p: plain_sentence(w.found.issues[p.issue_id].label)))
    columns.append(("Stance", 3.0, lambda p: _stance(w, p)))
    columns.append(("As of", 2.5, lambda p: plain_sentence(shown(scoped.as_of(w, p)))))
    if any(p.claimed_by_id not in (None, p.holder_id) for p in found):
        columns.append(("Whose account", 2.5, lambda p: plain_sentence(_account(w, p))))
    if not found:
        return []
    rows = tuple(tuple(cell(p) for _, _, cell in columns) for p in found)
    return [
        Table(
            caption=_sides(found) if scope.issue else "",
            head=tuple(c[0] for c in columns),
            widths=tuple(c[1] for c in columns),
            rows=rows,
        )
    ]


def _sides(found: list[Position]) -> str:
    """ "25 positions: 12 support, 13 oppose"."""
    counts = Counter(p.stance for p in found)
    told = ", ".join(f"{counts[stance]} {words.lower()}" for stance, words in STANCES.items() if counts[stance])
    return f"{counted(len(found), 'position')}: {told}"


def _stance(w: Words, position: Position) -> Sentence:
    w.used[position.KIND, position.id] = position
    return Sentence(
        runs=(Run(f"{STANCE_SIGNS[position.stance]}\u00a0{STANCES[position.stance]}"),),
        evidence=w.position_evidence(position), reviewed=position.state in DECIDED, record=("position", position.id),
    )  # fmt: skip


def _account(w: Words, position: Position) -> str:
    claimant = position.claimed_by_id
    return "own" if not claimant or claimant == position.holder_id else opened(w.name(claimant))


# a meeting


def _around(w: Words, meeting: Meeting) -> list[Statement]:
    return [
        s for s in w.found.statements.values()
        if meeting.id in (s.said_at_id, s.run_up_to_id) or meeting.id in w.found.about.get(s.id, ())
    ]  # fmt: skip


def run_up(w: Words, scope: Scope) -> Blocks:
    return _said(w, [s for s in w.found.statements.values() if scope.meeting and s.run_up_to_id == scope.meeting.id])


def said_at(w: Words, scope: Scope) -> Blocks:
    return _said(w, [s for s in w.found.statements.values() if scope.meeting and s.said_at_id == scope.meeting.id])


def said_about(w: Words, scope: Scope) -> Blocks:
    """Statements about the meeting that are not under another heading already."""
    meeting = scope.meeting
    if meeting is None:
        return []
    return _said(w, [s for s in _around(w, meeting) if meeting.id not in (s.said_at_id, s.run_up_to_id)])


def _said(w: Words, found: list[Statement]) -> Blocks:
    ordered = scoped.by_date(w, w.taken(found))
    w.prefetch("statement", ordered)
    return [entry(w, s, at=False) for s in ordered]


def who(w: Words, scope: Scope) -> Blocks:
    """Who did what at the meeting, a paragraph for each deed."""
    if scope.meeting is None:
        return []
    there = w.taken(p for p in w.found.participations if p.meeting_id == scope.meeting.id)
    w.prefetch("participation", there)
    deeds = sorted(there, key=lambda p: (w.rank(p), p.how))
    return [Paragraph(sentences=tuple(w.participations(group))) for _, group in groupby(deeds, key=lambda p: p.how)]


def agenda(w: Words, scope: Scope) -> Blocks:
    """Each item with what became of it, by each account."""
    blocks: Blocks = []
    for item in w.found.agenda:
        if scope.meeting is None or item.meeting_id != scope.meeting.id:
            continue
        blocks.append(Subheading(text=_item(w, item)))
        accounts = outcomes(w, item)
        blocks += [Paragraph(sentences=(sentence,)) for sentence in accounts]
        if not accounts:
            blocks.append(Paragraph(sentences=(plain_sentence("No account of an outcome."),)))
    return blocks


def _item(w: Words, item: AgendaItem) -> str:
    issue = w.found.issues.get(item.issue_id or "")
    return item.title or (issue.label if issue else "Item")


def outcomes(w: Words, item: AgendaItem, *, named: bool = False) -> list[Sentence]:
    """What became of an item, one sentence for each account; ``named``: the sentence says of what."""
    sentences = []
    for outcome in w.taken(o for o in w.found.outcomes if o.agenda_item_id == item.id):
        result = _RESULTS[outcome.result]
        runs = [Run(_item(w, item), "emphasis"), Run(f": {result}")] if named else [Run(opened(result))]
        if outcome.claimant_id in w.found.actors:
            runs += [Run(", says "), Run(w.name(outcome.claimant_id), "name")]
        runs.append(Run(f" ({outcome.note})." if outcome.note else "."))
        w.used[outcome.KIND, outcome.id] = outcome
        evidence = w.evidence("outcome", outcome.id, w.name(outcome.claimant_id))
        sentences.append(
            Sentence(
                runs=tuple(runs),
                evidence=evidence,
                reviewed=outcome.state in DECIDED,
                record=(outcome.KIND, outcome.id),
            )
        )
    return sentences


def meeting_glance(w: Words, scope: Scope) -> Blocks:
    meeting = scope.meeting
    if meeting is None:
        return []
    w.takes(meeting)
    facts = [("Date", shown(meeting_dates(meeting))), ("Kind", MEETING_KINDS.get(meeting.kind, meeting.kind))]
    facts += [("Series", meeting.series), ("Place", meeting.place)]
    facts += [("Chair", w.name(meeting.chair_id)), ("Host", w.name(meeting.host_id))]
    rows = [(label, (plain_sentence(text),)) for label, text in facts if text]
    rows[0] = ("Date", (w.meeting(meeting, shown(meeting_dates(meeting))),))
    return [Facts(rows=tuple(rows))]


# an actor, an issue


def actor_glance(w: Words, scope: Scope) -> Blocks:
    actor = scope.actor
    if actor is None:
        return []
    w.used[actor.KIND, actor.id] = actor
    rows: list[tuple[str, tuple[Sentence, ...]]] = [
        ("Kind", (plain_sentence(ACTOR_KINDS.get(actor.kind, actor.kind)),))
    ]
    if actor.country:
        rows.append(("Country", (plain_sentence(country_name(actor.country)),)))
    names = dict.fromkeys(n.text for n in w.found.names.get(actor.id, []))
    if names:
        rows.append(("Also written", (plain_sentence(", ".join(names)),)))
    belongs = w.taken(a for a in w.found.affiliations if a.member_id == actor.id and (a.role or a.of_id))
    people = w.taken(a for a in w.found.affiliations if a.of_id == actor.id)
    w.prefetch("affiliation", belongs + people)
    if belongs:
        rows.append(("Role", tuple(w.affiliation(a) for a in belongs)))
    if people:
        rows.append(("People", tuple(w.affiliation(a, of=False) for a in people)))
    w.need_no_introduction(actor.id)
    return [Facts(rows=tuple(rows))]


def country_name(code: str) -> str:
    """A country as people call it; the code where the reference set does not know it."""
    from kpdesk.extract import reference

    entry = reference.load().country(code)
    return entry.name if entry is not None else code


def issue_glance(w: Words, scope: Scope) -> Blocks:
    issue = scope.issue
    if issue is None:
        return []
    rows = [("Question", issue.description), ("To support is", issue.support_means)]
    rows = [(label, (plain_sentence(text),)) for label, text in rows if text]
    return [Facts(rows=tuple(rows))] if rows else []


def statements(w: Words, scope: Scope) -> Blocks:
    found = scoped.statements(w, scope)
    w.prefetch("statement", found)
    return [entry(w, s) for s in found]


def meetings(w: Words, scope: Scope) -> Blocks:
    found = scoped.meetings(w, scope)
    w.prefetch("meeting", found)
    return [meeting_entry(w, m, scope.actor.id if scope.actor else None) for m in found]


def quotations(w: Words, scope: Scope) -> Blocks:
    """Every statement as a quotation, grouped by who said it."""
    found = scoped.statements(w, scope)
    if scope.meeting:
        near = {s.id for s in _around(w, scope.meeting)}
        found = [s for s in found if s.id in near]
    found.sort(key=lambda s: w.name(s.speaker_id).casefold() or "\uffff")
    w.prefetch("statement", found)
    blocks: Blocks = []
    for speaker, group in groupby(found, key=lambda s: s.speaker_id):
        name, role = w.introduced(speaker)
        blocks.append(Subheading(text="".join(run.text for run in name)))
        for n, statement in enumerate(group):
            blocks.append(_quotation(w, statement, role if n == 0 else ()))
    return blocks


def _quotation(w: Words, statement: Statement, role: tuple[Evidence, ...]) -> Quotation:
    when, note = w.when(statement)
    w.used[statement.KIND, statement.id] = statement
    by = opened(w.name(statement.speaker_id)) or "Somebody not named"
    by += f", to {statement.told_to}" if statement.told_to else ""
    by += "" if statement.mode == "direct" else f", in the words of {w.outlet(statement)}"
    sentence = Sentence(
        runs=tuple(w.spoken(statement, whole=True)), evidence=w.said(statement, whole=True) + role, reviewed=statement.state in DECIDED,
        quoted=not w.shortened(statement), record=(statement.KIND, statement.id),
    )  # fmt: skip
    return Quotation(sentence=sentence, by=by, when=shown(when), when_note=note)
