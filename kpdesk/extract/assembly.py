"""The draft of a text: every step in order, then records with ids, spans of the given text, reasons and scores."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

import kpdesk
from kpdesk.domain.draft import (
    Draft,
    DraftActor,
    DraftMeeting,
    DraftParticipation,
    DraftPosition,
    DraftStatement,
    Known,
    Span,
)
from kpdesk.extract import (
    actor_roles,
    actors,
    gazetteer,
    governments,
    headers,
    language,
    meetings,
    participation,
    pipeline,
    positions,
    reference,
    statements,
)
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.cleaning import Cleaned, clean
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import is_subject
from kpdesk.extract.issues import Issues
from kpdesk.extract.joining import join
from kpdesk.extract.meetings import Meeting
from kpdesk.extract.reading import Match, Reading
from kpdesk.extract.statements import Statement
from kpdesk.extract.words import BODY_NOUNS, COMPANY_WORDS, MINISTRY_NOUNS, NGO_WORDS, ORGANISATION_WORDS

Progress = Callable[[float, str], None]
_PARSING = 0.6  # share of a part's time that goes to words and parse


def extract(
    text: str,
    *,
    published: str | None = None,
    known: Known | None = None,
    match: Match | None = None,
    model: str | None = None,
    progress: Progress | None = None,
    part: int = pipeline.PART,
) -> Draft:
    """What a text says, as proposals: actors, meetings, statements, positions.

    ``published`` is a partial date; without it no relative date is resolved. ``known`` is what the case holds;
    ``match`` finds case actors by similar names (name -> (actor id, name, score, why), best first).
    ``model`` is an installed spaCy pipeline for parse and names instead of the shipped one. ``progress`` is told
    the share done and a word; ``part`` is how many code points are read at once. Spans are code points of ``text`` as given.
    """
    known = known or Known()
    cleaned = clean(text)
    code, note = language.tell(cleaned.text)
    guess = headers.guess(cleaned.text)
    draft = Draft(
        characters=len(text),
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=published,
        title=guess.title,
        outlet=guess.outlet,
        language=code or ("en" if cleaned.text.strip() and not note else None),
        program=f"kpdesk {kpdesk.__version__}",
        model=pipeline.model_label(model),
    )
    if note or not any(c.isalpha() for c in cleaned.text):
        return replace(draft, notes=(note,) if note else ("There are no words in the text; nothing was proposed.",))
    told = progress or (lambda share, word: None)
    drafts = []
    for offset, piece in pipeline.parts(cleaned.text, part):
        sight = functools.partial(_within, told, offset / len(cleaned.text), len(piece) / len(cleaned.text))
        drafts.append(_read(draft, cleaned, piece, offset, known, match, sight, model))
    told(1.0, "done")
    return drafts[0] if len(drafts) == 1 else join(draft, drafts)


def _within(told: Progress, first: float, size: float, share: float) -> None:
    """Tell the share done of one part as a share of the whole; who tells may stop the reading by raising."""
    told(first + size * share, "reading")


def _read(
    draft: Draft,
    cleaned: Cleaned,
    part: str,
    offset: int,
    known: Known,
    match: Match | None,
    told: Callable[[float], None],
    model: str | None,
) -> Draft:
    listed = reference.load() if known.use_reference else None
    doc = pipeline.parse(part, lambda share: told(_PARSING * share), model)
    reading = Reading(
        doc=doc,
        published=draft.published,
        known=known,
        reference=listed,
        gazetteer=gazetteer.build(known, listed),
        match=match,
    )
    if not reading.sents:
        return draft
    told(0.65)
    cast, countries = actors.collect(reading)
    told(0.7)
    governments.add(reading, cast, countries)
    held, bodies = meetings.find(reading)
    told(0.75)
    for start, end in bodies:
        _plenary(reading, cast, start, end)
    describer = Describer(reading, cast)
    describer.notice()
    actor_roles.add(reading, cast)
    told(0.8)
    said = statements.find(reading, cast, describer, held)
    told(0.85)
    issues = Issues(known, draft.published)
    taken = positions.find(reading, cast, describer, issues, said)
    told(0.9)
    participation.find(reading, cast, describer, held, said, taken)
    actor_roles.add(reading, cast)
    told(0.95)
    return _Writer(reading, cast, cleaned, offset).draft(draft, held, said, taken)


def _plenary(reading: Reading, cast: Cast, start: int, end: int) -> None:
    """A plenary that expresses, calls upon, decides is an actor as well as a meeting."""
    actor = cast.add(Actor(key="body/plenary", name="Plenary", kind="intergovernmental", acts=True, score=0.7))
    actor.why = ["'" + reading.text[start:end] + "' speaks here as a body."]
    cast.mention(actor, start, end)


class _Writer:
    """Turns what was put together into records of the draft."""

    def __init__(self, reading: Reading, cast: Cast, cleaned: Cleaned, offset: int) -> None:
        self.reading, self.cast, self.cleaned, self.offset = reading, cast, cleaned, offset

    def span(self, start: int, end: int) -> Span:
        first, last = self.cleaned.back(start + self.offset, end + self.offset)
        return Span(first, last, self.cleaned.given[first:last])

    def draft(self, draft: Draft, held: list[Meeting], said: list[Statement], taken: list[positions.Position]) -> Draft:
        kept = self.kept(held, said, taken)
        for number, actor in enumerate(sorted(kept, key=lambda a: (a.first, a.key)), 1):
            actor.number = number
        for number, meeting in enumerate(held, 1):
            meeting.number = number
        for number, statement in enumerate(said, 1):
            statement.number = number
        return replace(
            draft,
            actors=tuple(self.actor(a) for a in sorted(kept, key=lambda a: a.number)),
            meetings=tuple(self.meeting(m) for m in held),
            statements=tuple(self.statement(s) for s in said),
            positions=tuple(self.position(p) for p in taken if p.holder.number),
        )

    def kept(self, held: list[Meeting], said: list[Statement], taken: list[positions.Position]) -> list[Actor]:
        """Named actors, and those without a name that speak, hold a position or take part."""
        used = (
            {id(a) for s in said for a in s.speakers}
            | {id(p.holder) for p in taken}
            | {id(p.claimed_by) for p in taken if p.claimed_by}
        )
        keys = {key for m in held for key, _ in m.parts}
        bodies = {id(a.affiliation) for a in self.cast.actors.values() if a.affiliation is not None}
        kept = []
        for actor in self.cast.actors.values():
            belongs = id(actor) in bodies
            passing = actor.key.startswith("country/") or (
                actor.target is not None and (actor.target.reference or "").startswith("country/")
            )
            aside = (
                actor.key.startswith("body/")
                and actor.kind == "organisation"
                and len(actor.surfaces) < 2
                and not actor.acts
                and not self.is_body(actor)
            )
            if actor.mentions and (
                (actor.named and (actor.acts or not passing) and not aside)
                or id(actor) in used
                or actor.key in keys
                or belongs
            ):
                kept.append(actor)
        return kept

    def is_body(self, actor: Actor) -> bool:
        """Whether a name that only the model saw has a word of bodies in it, or does something."""
        if set(re.findall(r"\w+", actor.name.casefold())) & (
            BODY_NOUNS | ORGANISATION_WORDS | MINISTRY_NOUNS | COMPANY_WORDS | NGO_WORDS
        ):
            return True
        heads = [self.reading.span(s, e).root for s, e in actor.mentions]
        return any(is_subject(t) and t.dep_ != "nsubj:pass" and t.head.pos_ == "VERB" for t in heads)

    def actor(self, actor: Actor) -> DraftActor:
        name = actors.commonest(actor) if actor.named else actor.name
        if actor.target is not None and (
            actor.target.record or (actor.kind in ("government",) and not any(s[:1].isupper() for s in actor.surfaces))
        ):
            name = actor.target.name
        if name.casefold().startswith("the "):
            name = name[4:]
        aliases = sorted(
            {s for s in actor.surfaces if s != name and s[:1].isupper() and s.casefold() != f"the {name}".casefold()}
        )
        target = actor.target
        why = " ".join(dict.fromkeys([*([actor.role_why] if actor.role_why else []), *actor.why[:3]]))
        return DraftActor(
            id=f"a{actor.number}",
            name=name,
            kind=actor.kind,
            aliases=tuple(aliases),
            affiliation=f"a{actor.affiliation.number}"
            if actor.affiliation is not None and actor.affiliation.number
            else None,
            role=actor.role,
            country=actor.country,
            reference=target.reference if target else None,
            maybe=target.maybe if target else None,
            record=target.record if target else None,
            score=round(min(0.97, actor.score + (0.1 if len(actor.mentions) > 1 else 0)), 2),
            why=why,
            mentions=tuple(self.span(s, e) for s, e in sorted(actor.mentions)),
            role_evidence=self.span(*actor.role_evidence) if actor.role_evidence else None,
        )

    def meeting(self, meeting: Meeting) -> DraftMeeting:
        parts = []
        for (key, how), (start, end, why) in meeting.parts.items():
            actor = self.cast.actors.get(key)
            if actor is not None and actor.number:
                parts.append(
                    DraftParticipation(
                        actor=f"a{actor.number}",
                        how=how,
                        evidence=self.span(start, max(end, start + 1)),
                        score=0.65,
                        why=why,
                    )
                )
        return DraftMeeting(
            id=f"m{meeting.number}",
            name=meetings.title(meeting, self.reading),
            kind=meeting.kind,
            place=meeting.place,
            country=meeting.country,
            when=meeting.when,
            when_from=self.span(meeting.date.start, meeting.date.end) if meeting.date is not None else None,
            when_why=meeting.when_why,
            reference=meeting.reference,
            record=meeting.record,
            score=meeting.score,
            why=meeting.why,
            mentions=tuple(self.span(m.start, m.end) for m in meeting.mentions),
            participation=tuple(parts),
        )

    def statement(self, statement: Statement) -> DraftStatement:
        date = statement.date
        fallback = self.reading.dateline_date if date is None else None
        said_on = date.value if date is not None else fallback.value if fallback is not None else None
        origin = date or fallback
        number = next((f"a{a.number}" for a in statement.speakers if a.number), None)
        return DraftStatement(
            id=f"s{statement.number}",
            speaker=number,
            content=tuple(self.span(s, e) for s, e in statement.parts),
            mode=statement.mode,
            on_behalf_of=f"a{statement.behalf.number}"
            if statement.behalf is not None and statement.behalf.number
            else None,
            speaker_mention=self.span(*statement.mention) if statement.mention else None,
            cue=self.span(statement.cue.start_char, statement.cue.end_char) if statement.cue is not None else None,
            said_on=said_on,
            said_on_from=self.span(origin.start, origin.end) if origin is not None else None,
            said_on_why=statement.date_why,
            at_meeting=f"m{statement.at.number}" if statement.at is not None else None,
            about_meetings=tuple(f"m{m.number}" for m in statement.about),
            before_meeting=f"m{statement.before.number}" if statement.before is not None else None,
            told_to=statement.told_to,
            issues=tuple(statement.issues),
            repeats=f"s{statement.repeats.number}" if statement.repeats is not None else None,
            score=round(min(0.97, max(0.05, statement.score)), 2),
            why=statement.why,
            co_speakers=tuple(f"a{a.number}" for a in statement.speakers if a.number and f"a{a.number}" != number),
        )

    def position(self, position: positions.Position) -> DraftPosition:
        claimed = position.claimed_by
        return DraftPosition(
            holder=f"a{position.holder.number}",
            issue=position.issue,
            stance=position.stance,
            evidence=(self.span(*position.evidence),),
            claimed_by=f"a{claimed.number}" if claimed is not None and claimed.number else None,
            statement=f"s{position.statement.number}" if position.statement is not None else None,
            score=position.score,
            why=position.why,
        )
