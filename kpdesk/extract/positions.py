"""Positions: who holds which stance on which issue, who says so, and on which words it rests."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kpdesk.extract import doing, same_side, stance
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import base, conjuncts, first_conjunct, is_passive, is_subject
from kpdesk.extract.holders import Holders
from kpdesk.extract.issues import Issues
from kpdesk.extract.pointing_back import Memory, Said
from kpdesk.extract.reading import Reading
from kpdesk.extract.siding import Climber, Path, Side
from kpdesk.extract.statements import Statement
from kpdesk.extract.targets import Stakes, Target
from kpdesk.extract.words import each

_PROCESS = re.compile(r"\b[Tt]he (scheme|process|certification scheme|watchdog|system)\b(?!['’]s)")
_VIEW = re.compile(
    r"\b(?:in the (?:view|opinion|words|eyes|judgement) of|according to) (?P<who>(?:the |an? )?[^,.;“”\n]{3,60}?)(?= who\b|[,.;]|$)",
    re.IGNORECASE,
)
_DECREE = re.compile(r"(?:declar|announc|decree|rul|order|confirm)", re.IGNORECASE)
_DENYING = re.compile(r"(?:reject|dismiss|den(?:y|ie)|refut|doubt|question|rebut|disput)", re.IGNORECASE)
_REPORTING = each(
    "say tell add warn argue maintain note state announce claim insist explain hold think believe write declare stress point remark reply"
)


@dataclass(eq=False, slots=True)
class Position:
    holder: Actor
    issue: str
    stance: str
    evidence: tuple[int, int]
    claimed_by: Actor | None = None
    statement: Statement | None = None
    score: float = 0.5
    why: str = ""


class _Finder:
    def __init__(
        self, reading: Reading, cast: Cast, describer: Describer, issues: Issues, statements: list[Statement]
    ) -> None:
        self.reading, self.cast, self.describer, self.issues = reading, cast, describer, issues
        self.statements = statements
        self.parts = sorted(((s, e, n) for n, t in enumerate(statements) for s, e in t.parts))
        self.stakes = Stakes(reading.text, issues, reading.known, cast)
        self.targets = {s.start: self.stakes.inside(s.start_char, s.end_char) for s in reading.sents}
        stops: dict[int, str] = {}
        for listed in self.targets.values():
            for target in listed:
                if target.kind in ("own", "then", "evil"):
                    for token in reading.span(target.start, target.end):
                        stops.setdefault(token.i, target.issue)
        self.holders = Holders(reading, cast, describer)
        self.climber = Climber(reading.doc, stops, self.holders.is_actor)
        self.memory = Memory(self.stakes, self.climber)
        self.found: dict[tuple[int, str], Position] = {}
        self.settled: list[tuple[int, int, str]] = []  # what a person has said how to read, and on which issue

    def run(self) -> list[Position]:
        for statement in self.statements:
            self.from_learnt(statement)
        for sentence in self.reading.sents:
            here = [(t, self.reading.span(t.start, t.end)) for t in self.targets[sentence.start]]
            here += [(t, self.reading.span(t.start, t.end)) for t in self.process(sentence)]
            for target, span in sorted(here, key=lambda h: h[0].start):
                self.read(target, span)
            for token in sentence:
                target = self.memory.pointing(token)
                if target is not None and self.reading.doc[token.i].i not in self.climber.stops:
                    self.read(target, self.reading.doc[token.i : token.i + 1])
            self.repeated(sentence)
        for statement in self.statements:
            self.tag(statement)
            self.verdict(statement)
        return list(self.found.values())

    # what is at stake

    def process(self, sentence: Span) -> Iterator[Target]:
        """The Kimberley Process itself, whose worth is an issue of its own."""
        if "kp_effectiveness" not in self.issues.labels:
            return
        for start, end, actor in self.cast.between(sentence.start_char, sentence.end_char):
            if self.reading.span(start, end).root.dep_ in ("compound", "nmod:poss"):
                continue
            if actor.key.endswith("organisation/kimberley-process") or (
                actor.target is not None and actor.target.reference == "organisation/kimberley-process"
            ):
                yield Target("kp_effectiveness", start, end, 1, "process")
        for match in _PROCESS.finditer(self.reading.text, sentence.start_char, sentence.end_char):
            if self.cast.covering(match.start(1)) is None:
                yield Target("kp_effectiveness", *match.span(), 1, "process")

    # who takes which side

    def covering(self, at: int) -> Statement | None:
        place = bisect_right(self.parts, (at, 1 << 60, 0)) - 1
        for start, end, number in self.parts[max(0, place - 2) : place + 1][::-1]:
            if start <= at < end:
                return self.statements[number]
        return None

    def read(self, target: Target, span: Span) -> None:
        head = span.root
        first = first_conjunct(head)
        actor = target.kind == "place" or (target.kind == "evil" and self.cast.at(target.start, target.end) is not None)
        if actor and is_subject(first) and not (first.dep_ == "nsubj:pass" or is_passive(first.head)):
            moved = base(first.head) in ("return", "rejoin", "stay", "remain", "be", "leave", "go")
            if target.kind == "evil" or not (moved or "value" in self.climber.ops.get(first.head.i, {})):
                return  # it acts itself
        only = "confidence" if target.kind == "process" else ""
        path = self.climber.climb(target, head, range(span.start, span.end), only=only)
        if path.lost or (only and not path.words):
            return
        statement = self.covering(target.start)
        taken = self.taken(path, statement) if not path.iffy or any(s.kind == "wish" for s in path.sides) else {}
        for actor, side in taken.items():
            inside = statement is not None and self.covering(self.reading.doc[side.at].idx) is statement
            claimant = statement.speaker if statement is not None and inside else None
            self.add(actor, path, side.words, side.sign, statement if inside else None, claimant, side)
        if not taken and not path.iffy:
            self.spoken(path, statement)
        before = self.memory.said[-1] if self.memory.said else None
        aside = (
            target.kind in ("place", "evil")
            and before is not None
            and before.issue == target.issue
            and before.at >= span.sent.start_char
            and (before.taken or not taken)
        )
        if target.kind != "process" and not aside:
            inner = path.sides[0] if path.sides else None
            self.memory.said.append(
                Said(
                    target.start,
                    target.issue,
                    inner.thing if inner else path.core,
                    inner.sign if inner else path.core,
                    bool(taken),
                    " ".join(o.text.casefold() for o in path.words),
                    (inner.thing if inner else path.core) if path.carried else target.side,
                )
            )

    def taken(self, path: Path, statement: Statement | None) -> dict[Actor, Side]:
        """The sides by actor; what governs wins over what it governs ("dropped its objections")."""
        found: dict[Actor, Side] = {}
        for side in path.sides:
            for actor in self.holders.whose(side, self.holders.actors(side.doers, statement, owner=side.owners)):
                speaker = statement.speaker if statement is not None else None
                if (
                    actor.family
                    and speaker is not None
                    and speaker.kind == "person"
                    and "spokes" not in (speaker.role or "")
                ):
                    actor = speaker  # one of civil society tells what civil society feels
                found[actor] = side
            for actor in self.holders.companions(side.doers) if not side.owners else ():
                found[actor] = side
        return found

    def spoken(self, path: Path, statement: Statement | None) -> None:
        """What nobody in the sentence does is the side of the one who says it."""
        if statement is not None and statement.speakers:
            cue = statement.cue
            met = cue is not None and any(t.i in path.seen for t in cue)
            leaning = stance.attitude(cue.text) if cue is not None and not met else 0
            if path.judged and leaning < 0 and cue is not None and not _DENYING.match(cue.text):
                leaning = 0
            decreed = cue is not None and _DECREE.match(cue.text) and path.words
            if not path.words and not leaning:
                return
            if not path.judged and not decreed and not (leaning and path.target.kind != "process"):
                return
            if path.target.kind in ("back", "place", "evil") and not path.judged:
                return
            for actor in statement.speakers:
                self.add(actor, path, path.words, path.sign * (leaning or 1), statement, None, None)
            return
        if path.judged:
            top = self.reading.doc[path.top]
            telling = [top, *(c for c in top.children if c.dep_ == "parataxis")]
            who = next((doing.doers(t) for t in telling if base(t) in _REPORTING), [])
            sentence = self.reading.sentence(path.target.start)
            if (
                not who
                and (view := _VIEW.search(self.reading.text, sentence.start_char, sentence.end_char)) is not None
            ):
                who = conjuncts(self.reading.span(*view.span("who")).root)
            for actor in self.holders.actors(who, statement):
                self.add(actor, path, path.words, path.sign, statement, None, None)

    def add(
        self,
        holder: Actor,
        path: Path,
        words: list,
        sign: int,
        statement: Statement | None,
        claimant: Actor | None,
        side: Side | None,
    ) -> None:
        target = path.target
        if self.own_absence(holder, target) or any(
            s <= target.start < e and issue == target.issue for s, e, issue in self.settled
        ):
            return
        mixed = side is not None and (side.mixed or self.supposed(self.reading.doc[side.at]))
        reading = "mixed" if mixed else "support" if sign > 0 else "oppose"
        doc, text = self.reading.doc, self.reading.text
        spans = [(doc[o.first].idx, doc[o.last].idx + len(doc[o.last].text)) for o in words] + [
            (target.start, target.end)
        ]
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        if statement is not None and side is None:
            start, end = min(start, statement.start), max(end, statement.end)
        sentence = self.reading.sentence(start)
        edge = self.reading.span(target.start, target.end).root.right_edge
        if end < edge.idx + len(edge.text) <= min(end + 80, sentence.end_char):
            end = edge.idx + len(edge.text)  # with what belongs to the thing
        named = [s for s, _, a in self.cast.between(sentence.start_char, start) if a is holder]
        shown = dict.fromkeys(" ".join(text[s:e].split()) for s, e in sorted(spans))
        why = f"'{' + '.join(shown)}' with {self.label(target.issue)}: {reading}."
        score = {"attitude": 0.8, "wish": 0.8}.get(side.kind, 0.68) if side is not None else 0.62
        if target.kind == "back" and base(doc[path.top]) in ("drop", "withdraw", "lift", "abandon"):
            score = 0.92  # a side given up
        score -= {"back": 0.1, "place": 0.05}.get(target.kind, 0.0)
        self.enter(holder, target.issue, reading, (max(named, default=start), end), statement, claimant, score, why)

    def enter(
        self,
        holder: Actor,
        issue: str,
        reading: str,
        evidence: tuple[int, int],
        statement: Statement | None,
        claimant: Actor | None,
        score: float,
        why: str,
    ) -> None:
        """Keep one position of a holder on an issue: the surer, of equals the later."""
        claimant = claimant if claimant is not holder else None
        if claimant is not None:
            why = f"{why[:-1]}, says {claimant.name}."
        old = self.found.get((id(holder), issue))
        if old is not None and (old.score > score or (old.stance == reading and old.score == score)):
            return
        holder.acts = True
        self.found[id(holder), issue] = Position(
            holder, issue, reading, evidence, claimant, statement, round(score, 2), why
        )

    def supposed(self, verb: Token) -> bool:
        """ "If Harare agrees, Norway would support it": no plain side."""
        for child in verb.children:
            if child.dep_ == "advcl" and any(
                c.dep_ == "mark" and c.text.casefold() in ("if", "provided") for c in child.children
            ):
                return True
        return False

    def own_absence(self, holder: Actor, target: Target) -> bool:
        """Civil society that stays away does not thereby speak about its own place."""
        words = self.reading.text[target.start : target.end]
        return (
            target.issue == "civil_society_participation"
            and (holder.family != "" or holder.kind == "ngo")
            and re.match(r"boycott|walk|protest", words, re.IGNORECASE) is not None
        )

    # what only points back

    def repeated(self, sentence: Span) -> None:
        for doers, sign, at, words in same_side.find(self.reading, sentence):
            last = self.memory.last(at, taken=True)
            if last is not None:
                self.again(self.holders.actors(doers, self.covering(at)), last, sign, (at, at + len(words)), words)

    def again(self, actors: list[Actor], last: Said, sign: int, place: tuple[int, int], words: str) -> None:
        reading = "support" if sign * last.deed > 0 else "oppose"
        for actor in actors:
            if (id(actor), last.issue) in self.found:
                continue
            sentence = self.reading.sentence(place[0])
            first = [s for s, _, a in self.cast.between(sentence.start_char, place[0]) if a is actor]
            why = f"'{' '.join(words.split())}' after another's side on {self.label(last.issue)}: {reading}."
            self.enter(actor, last.issue, reading, (max(first, default=place[0]), place[1]), None, None, 0.55, why)

    def verdict(self, statement: Statement) -> None:
        """ "…, which he described as arbitrary": a short judgement on what was argued about right before."""
        start, end = statement.start, statement.end
        span = self.reading.span(start, end)
        if len(span) > 8:
            return
        if any(p.statement is statement for p in self.found.values()) or any(
            t.text.casefold() in ("we", "i", "you", "he", "she") for t in span
        ):
            return
        if any(s <= t.start < e for s, e in statement.parts for t in self.stakes.inside(start, end)):
            return
        judged = [self.climber.ops[t.i]["value"] for t in span if "value" in self.climber.ops.get(t.i, {})]
        last = self.memory.last(start)
        if not judged or last is None or start - last.at > 200:
            return
        sign = (
            last.thing
            * judged[0].sign
            * (-1 if any(t.text.casefold() in ("not", "n't", "n’t", "no") for t in span) else 1)
        )
        for actor in statement.speakers:
            if (id(actor), last.issue) not in self.found:
                why = f"'{judged[0].text}' of what was spoken of before, {self.label(last.issue)}: {'support' if sign > 0 else 'oppose'}."
                self.enter(
                    actor, last.issue, "support" if sign > 0 else "oppose", (start, end), statement, None, 0.5, why
                )

    # what the researcher taught, and the issues of statements

    def from_learnt(self, statement: Statement) -> None:
        words = self.reading.text[statement.start : statement.end].casefold()
        learnt = next((p for p in self.reading.known.phrases if p[0].casefold() in words), None)
        if learnt is None:
            return
        self.settled.append((statement.start, statement.end, learnt[1]))
        why = f"You read '{learnt[0]}' as {learnt[2]} on {self.label(learnt[1])} before."
        for actor in statement.speakers:
            self.enter(actor, learnt[1], learnt[2], (statement.start, statement.end), statement, None, 0.9, why)

    def tag(self, statement: Statement) -> None:
        """The issues that a statement speaks of."""
        about = [
            t.issue
            for s, e in statement.parts
            for sentence in {self.reading.sentence(s).start, self.reading.sentence(max(s, e - 1)).start}
            for t in self.targets.get(sentence, ())
            if s <= t.start < e
        ]
        statement.issues = list(dict.fromkeys([*statement.issues, *about]))

    def label(self, issue: str) -> str:
        return self.issues.labels.get(issue, issue)


def find(
    reading: Reading, cast: Cast, describer: Describer, issues: Issues, statements: list[Statement]
) -> list[Position]:
    """All positions that the text gives, and the issues of every statement as a side effect."""
    return _Finder(reading, cast, describer, issues, statements).run()
