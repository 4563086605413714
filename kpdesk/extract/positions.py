"""Positions: who holds which stance on which issue, who says so, and on which words it rests."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from kpdesk.extract import stance
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import base, is_passive, negated, subjects
from kpdesk.extract.issues import Issues, Sign, rank
from kpdesk.extract.reading import Reading
from kpdesk.extract.statements import Statement

_TAKING_SIDES = frozenset(
    "support back endorse welcome favour favor approve praise hail defend oppose reject block veto resist refuse thwart bar ban condemn denounce criticise criticize dismiss turn object protest "
    "boycott allow authorise authorize clear suspend drop remove expel accept agree adopt demand want seek propose request urge distance abstain join shun torpedo permit lift quit walk storm withdraw "
    "argue insist question".split()
)
_ANAPHORA = re.compile(
    r"\b(?:the|this|that) (?:draft|text|deal|proposal|compromise|decision|move|agreement|plan|offer|notice|resolution|initiative|document|request|measure|step|idea|package|arrangement|accusation|bid)\b|\b(?:it|them)\b", re.IGNORECASE
)
_AGREED = re.compile(r"\bagree[ds]?\b", re.IGNORECASE)


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
    def __init__(self, reading: Reading, cast: Cast, describer: Describer, issues: Issues, statements: list[Statement]) -> None:
        self.reading, self.cast, self.describer, self.issues, self.statements = reading, cast, describer, issues, statements
        self.signs: list[Sign] = issues.signs(reading.text)
        whole = rank(self.signs, 0, len(reading.text))
        self.main = whole[0][0] if whole and whole[0][1] >= 1.5 else None
        self.found: list[Position] = []

    def topics(self, start: int, end: int, *, lean: bool = True) -> list[str]:
        """The issues of a stretch; where it only points back ("the draft", "it"), the issue of what came before."""
        own = rank(self.signs, start, end)
        strong = [key for key, weight in own if weight >= 0.7]
        if strong:
            return strong[:2]
        words = self.reading.text[start:end]
        if lean and _ANAPHORA.search(words):
            near = rank(self.signs, max(0, start - 350), start)
            near = [(k, w) for k, w in near if w >= 0.7]
            if near:
                return [near[0][0]]
            return [self.main] if self.main else []
        if own and self.main in [k for k, _ in own]:
            return [self.main] if self.main else []
        return []

    def add(self, position: Position) -> None:
        for other in self.found:
            if other.holder is position.holder and other.issue == position.issue and other.stance == position.stance and other.claimed_by is position.claimed_by:
                if position.score > other.score:
                    self.found[self.found.index(other)] = position
                return
        self.found.append(position)

    def learnt(self, start: int, end: int) -> tuple[str, str, str] | None:
        words = self.reading.text[start:end].casefold()
        return next((p for p in self.reading.known.phrases if p[0].casefold() in words), None)

    def from_statement(self, statement: Statement) -> None:
        holder = statement.speaker
        if holder is None:
            return
        start, end = statement.start, statement.end
        text = self.reading.text[start:end]
        cue = statement.cue.text if statement.cue is not None else ""
        if (learnt := self.learnt(start, end)) is not None:
            for actor in statement.speakers:
                self.add(Position(actor, learnt[1], learnt[2], (start, end), statement=statement, score=0.9, why=f"You read '{learnt[0]}' as {learnt[2]} on {self.label(learnt[1])} before."))
            return
        lean = len(text.split()) <= 12
        topics = self.topics(start, end, lean=lean)
        statement.issues = list(dict.fromkeys([*statement.issues, *topics]))
        inner = self.others_act(statement)
        if inner:
            return
        for issue in topics:
            attitude = stance.attitude(cue)
            read = stance.compose(issue, text, attitude=attitude or 1, cue=cue if attitude else "")
            if read is not None:
                for actor in statement.speakers:
                    self.add(self.position(actor, issue, read, (start, end), statement))

    def others_act(self, statement: Statement) -> bool:
        """Inside a statement somebody else takes a side: that side is theirs, as the speaker says."""
        done = False
        for token in self.reading.span(statement.start, statement.end):
            if not self.takes_sides(token):
                continue
            holders = [a for a in self.doers(token) if a is not statement.speaker and a.kind != "person"]
            for holder in holders:
                done = self.act(token, holder, claimed_by=statement.speaker, within=(statement.start, statement.end), statement=statement) or done
        return done

    def takes_sides(self, token: Token) -> bool:
        return token.pos_ in ("VERB", "AUX", "NOUN") and token.tag_.startswith("VB") and base(token) in _TAKING_SIDES

    def doers(self, verb: Token) -> list[Actor]:
        found: list[Actor] = []
        for token in subjects(verb) or self._just_before(verb):
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                actor = self.describer.actor(token)
                if actor is not None and actor not in found:
                    found.append(actor)
        return found

    def _just_before(self, verb: Token) -> list[Token]:
        """The nouns right before a verb where the parse has no subject for it."""
        if is_passive(verb):
            return []
        listed = []
        at = verb.i - 1
        while at >= 0 and verb.i - at < 14 and self.reading.doc[at].sent == verb.sent:
            token = self.reading.doc[at]
            if token.pos_ in ("PROPN", "NOUN") and (self.reading.doc[at + 1].pos_ not in ("PROPN", "NOUN")):
                listed.append(token)
            elif token.pos_ in ("VERB", "ADP", "SCONJ", "PUNCT") and token.text != ",":
                return [] if token.pos_ in ("ADP", "VERB") else listed[::-1]
            at -= 1
        return listed[::-1]

    def act(self, verb: Token, holder: Actor, *, claimed_by: Actor | None, within: tuple[int, int] | None, statement: Statement | None) -> bool:
        """A deed takes a side: "South Africa and India backed the draft", "most Western nations still bar them"."""
        sentence = self.reading.sentence(verb.idx)
        last = min(within[1] if within else sentence.end_char, sentence.end_char)
        rest = self.reading.text[verb.idx : last]
        cut = re.search(r"[;.]|, (?:but|and|though|although|while|which|who|since|participants|said)\b| (?:though|although|while|because|after|saying)\b", rest)
        end = verb.idx + (cut.start() if cut else len(rest))
        topics = self.topics(verb.idx, end)
        if not topics:
            topics = [t for t in self.topics(sentence.start_char, end) if base(verb) in ("bar", "block", "approve", "suspend", "lift", "clear")][:1]
        done = False
        for issue in topics[:1]:
            word = self.reading.text[verb.idx : end]
            sign = -1 if negated(verb) and not re.search(r"\b(?:not|never|n't)\b", word) else 1
            read = stance.compose(issue, word, attitude=sign)
            if read is None:
                continue
            start = min([verb.idx, *(s for s, e in holder.mentions if sentence.start_char <= s < verb.idx)])
            self.add(self.position(holder, issue, read, (start, end), statement, claimed_by))
            done = True
        return done

    def narrated(self) -> None:
        """Deeds that the reporter tells, outside of all statements."""
        covered = [(s.start, s.end) for s in self.statements]
        for token in self.reading.doc:
            if not self.takes_sides(token) or any(a <= token.idx < b for a, b in covered):
                continue
            if any(s.cue is not None and s.cue.start_char <= token.idx < s.cue.end_char for s in self.statements):
                continue
            for holder in self.doers(token):
                self.act(token, holder, claimed_by=None, within=None, statement=None)

    def owned(self) -> None:
        """ "Ukraine's request for a debate": the owner of a request wants it."""
        pattern = re.compile(r"['’]s? (?P<noun>request|call|demand|bid|proposal|opposition|objections?|veto|refusal|support) (?:for|to|of|that)\b[^.;,]{3,90}")
        for start, end, actor in list(self.cast.places()):
            match = pattern.match(self.reading.text, end)
            if match is None or actor.kind in ("person",):
                continue
            topics = self.topics(match.start(), match.end(), lean=False)
            sign = -1 if re.match(r"opposition|objection|veto|refusal", match["noun"]) else 1
            stop = re.search(r" (?:had|was|were|has|is|would) ", self.reading.text[match.start() : match.end()])
            last = match.start() + stop.start() if stop else match.end()
            for issue in topics[:1]:
                read = stance.Reading("support" if sign > 0 else "oppose", (match["noun"],), 0.7)
                self.add(self.position(actor, issue, read, (start, last), None))

    def label(self, issue: str) -> str:
        return self.issues.labels.get(issue, issue)

    def position(self, holder: Actor, issue: str, read: stance.Reading, evidence: tuple[int, int], statement: Statement | None, claimed_by: Actor | None = None) -> Position:
        holder.acts = True
        why = f"'{' + '.join(read.words)}' with {self.label(issue)}: {read.stance}."
        if claimed_by is not None and claimed_by is not holder:
            why = f"{why[:-1]}, says {claimed_by.name}."
        return Position(holder, issue, read.stance, evidence, claimed_by if claimed_by is not holder else None, statement, round(read.strength * 0.9, 2), why)


def find(reading: Reading, cast: Cast, describer: Describer, issues: Issues, statements: list[Statement]) -> list[Position]:
    """All positions that the text gives, and the issues of every statement as a side effect."""
    finder = _Finder(reading, cast, describer, issues, statements)
    for statement in statements:
        finder.from_statement(statement)
    finder.narrated()
    finder.owned()
    return finder.found


