"""Positions: who holds which stance on which issue, who says so, and on which words it rests."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from kpdesk.extract import doing, stance
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import base
from kpdesk.extract.issues import Issues, Sign, rank
from kpdesk.extract.issues import spans as issues_spans
from kpdesk.extract.reading import Reading
from kpdesk.extract.statements import Statement
from kpdesk.extract.words import each

_TAKING_SIDES = each(
    "support back endorse welcome favour favor approve praise hail defend oppose reject block veto resist "
    "refuse thwart bar ban condemn denounce criticise criticize dismiss turn object protest boycott allow "
    "authorise authorize clear suspend drop remove expel accept agree adopt demand want seek propose request "
    "urge distance join shun torpedo permit lift quit walk storm withdraw argue insist question "
    "push press call side rally sponsor vote stand stonewall deny champion criticise attack slam maintain uphold keep ease resume halt freeze outlaw prohibit reopen reinstate readmit sign advocate disagree dissent regret deplore"
)
_ANAPHORA = re.compile(
    r"\b(?:the|this|that|its|his|her|their)(?: [\w’'-]+)? (?:draft|letter|text|deal|proposal|compromise|decision|move|agreement|plan|offer|notice|resolution|initiative|document|request|measure|step|idea|package|arrangement|accusation|bid|wording|formula|package|paper|motion|pact|accord|consensus|outcome|debate|sales?|shipments?|certification|resumption|ban|embargo|suspension|sanctions)\b|\b(?:it|them)\b|\bone(?=[.,;]|$)",
    re.IGNORECASE,
)
_PHRASED = re.compile(
    r"\b(?:(?:(?:voic|express|reiterat|declar|renew|announc|rais|repeat|signall?|dropp|withdr[ae]w)\w*|gave|gives|lent|offered|threw|dropped|maintained) (?:(?:its|their|his|her|the|an?|full|strong|firm|formal|outright) )*(?:opposition|objections?|resistance|veto|support|backing|approval|blessing|weight)(?: behind| to| for| of)? |(?:is|are|was|were|remains?|remained|stands?|stood|spoke|came out) (?:\w+ly )?(?:against|opposed to|hostile to|in favou?r of|supportive of|behind) )",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"opposition|objection|resistance|veto|against|opposed|hostile", re.IGNORECASE)
_GIVEN_UP = re.compile(r"dropp|withdr", re.IGNORECASE)
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
    def __init__(
        self, reading: Reading, cast: Cast, describer: Describer, issues: Issues, statements: list[Statement]
    ) -> None:
        self.reading, self.cast, self.describer, self.issues, self.statements = (
            reading,
            cast,
            describer,
            issues,
            statements,
        )
        self.signs: list[Sign] = issues.signs(reading.text)
        whole = rank(self.signs, 0, len(reading.text))
        self.main = whole[0][0] if whole and whole[0][1] >= 1.0 else None
        self.found: list[Position] = []

    def topic(self, start: int, end: int, *, lean: bool = True) -> tuple[str, int, int] | None:
        """The issue of a stretch and the characters that show it; where these only point back ("the draft", "it"), the issue before."""
        text = self.reading.text
        own = issues_spans(self.signs, start, end)
        acts = stance.operators(text[start:end])
        weight: dict[str, float] = {}
        best: dict[str, Sign] = {}
        for sign in own:
            near = any(0 <= sign.start - start - o[1] < 32 for o in acts)
            value = sign.weight + (0.5 if near else 0)
            if sign.issue == "kp_effectiveness" and stance.is_loss(
                text[sign.start - 30 if sign.start > 30 else 0 : sign.end + 30]
            ):
                value += 1
            weight[sign.issue] = weight.get(sign.issue, 0) + value
            if sign.issue not in best or value > best[sign.issue].weight:
                best[sign.issue] = sign
        strong = [k for k, v in weight.items() if v >= 0.55 or (k == self.main and v >= 0.3)]
        if strong:
            top = max(strong, key=lambda k: (weight[k], k == self.main))
            last = max(s.end for s in own if s.issue == top)
            return top, best[top].start, last if last - best[top].end < 60 else best[top].end
        back = _ANAPHORA.search(text, start, end) if lean else None
        if back is not None:
            near_by = [k for k, w in rank(self.signs, max(0, start - 350), start) if w >= 0.7]
            issue = self.main if self.main in near_by or not near_by else near_by[0]
            if issue is not None:
                return issue, back.start(), back.end()
        return None

    def add(self, position: Position) -> None:
        for other in self.found:
            if (
                other.holder is position.holder
                and other.issue == position.issue
                and other.stance == position.stance
                and other.claimed_by is position.claimed_by
            ):
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
                self.add(
                    Position(
                        actor,
                        learnt[1],
                        learnt[2],
                        (start, end),
                        statement=statement,
                        score=0.9,
                        why=f"You read '{learnt[0]}' as {learnt[2]} on {self.label(learnt[1])} before.",
                    )
                )
            return
        lean = len(text.split()) <= 12
        topic = self.topic(start, end, lean=lean)
        if topic is not None:
            statement.issues = list(dict.fromkeys([*statement.issues, topic[0]]))
        if self.others_act(statement) or topic is None:
            return
        issue, first, last = topic
        attitude = stance.attitude(cue)
        read = stance.compose(
            issue, text, first - start, last - start, attitude=attitude or 1, cue=cue if attitude else ""
        )
        if read is None or self.own_absence(holder, issue, text):
            return
        for actor in statement.speakers:
            self.add(self.position(actor, issue, read, (start, end), statement))

    def own_absence(self, holder: Actor, issue: str, text: str) -> bool:
        """Civil society that stays away does not thereby speak about its own place."""
        return (
            issue == "civil_society_participation"
            and (holder.family != "" or holder.kind == "ngo")
            and re.search(r"\b(?:boycott|walk(?:ed|ing)? out|stay(?:ed|ing)? away|quit)\b", text) is not None
        )

    def others_act(self, statement: Statement) -> bool:
        """Inside a statement somebody else takes a side: that side is theirs, as the speaker says."""
        done = False
        for token in self.reading.span(statement.start, statement.end):
            if not self.takes_sides(token) or (
                token.tag_ == "VB" and token.i and token.nbor(-1).text.casefold() == "to"
            ):
                continue
            holders = [a for a in self.doers(token) if a is not statement.speaker and a.kind != "person"]
            for holder in holders:
                done = (
                    self.act(
                        token,
                        holder,
                        claimed_by=statement.speaker,
                        within=(statement.start, statement.end),
                        statement=statement,
                    )
                    or done
                )
        return done

    def takes_sides(self, token: Token) -> bool:
        if token.text.casefold() == "opposed":
            return True
        return token.pos_ in ("VERB", "AUX", "NOUN") and token.tag_.startswith("VB") and base(token) in _TAKING_SIDES

    def doers(self, verb: Token) -> list[Actor]:
        found: list[Actor] = []
        for token in doing.doers(verb):
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                actor = self.describer.actor(token)
                if actor is not None and actor not in found:
                    found.append(actor)
        return found

    def act(
        self,
        verb: Token,
        holder: Actor,
        *,
        claimed_by: Actor | None,
        within: tuple[int, int] | None,
        statement: Statement | None,
    ) -> bool:
        """A deed takes a side: "South Africa and India backed the draft", "most Western nations still bar them"."""
        text = self.reading.text
        sentence = self.reading.sentence(verb.idx)
        last = min(within[1] if within else sentence.end_char, sentence.end_char)
        rest = text[verb.idx : last]
        cut = re.search(
            r"[;.]|, (?:but|and|though|although|while|which|who|since|participants|said)\b| (?:though|although|while|because|after|before|saying)\b",
            rest,
        )
        end = verb.idx + (cut.start() if cut else len(rest))
        named = [(s, e) for s, e in holder.mentions if sentence.start_char <= s < verb.idx]
        start = max(named)[1] if named else verb.idx
        if verb.idx - start > 90:
            start = max(
                (t.idx for t in verb.children if t.dep_ in ("aux", "advmod") and t.i < verb.i), default=verb.idx
            )
        topic = self.topic(verb.idx, end)
        if topic is None and base(verb) in ("bar", "block", "approve", "suspend", "lift", "clear"):
            before = self.topic(sentence.start_char, end)
            topic = (before[0], verb.idx, end) if before else None
        if topic is None:
            return base(verb) in ("object", "disagree", "dissent", "protest") and self.counter(
                verb, holder, end, claimed_by, statement
            )
        issue, first, stop = topic
        clause = text[start:end]
        read = stance.compose(issue, clause, first - start, stop - start)
        if read is None or self.own_absence(holder, issue, clause):
            return False
        self.add(
            self.position(
                holder, issue, read, (min(s for s, _ in named) if named else start, end), statement, claimed_by
            )
        )
        return True

    def counter(
        self, verb: Token, holder: Actor, end: int, claimed_by: Actor | None, statement: Statement | None
    ) -> bool:
        """ "X asked for it. Y objected.": the other side of what was asked just before."""
        before = [
            p
            for p in self.found
            if p.evidence[1] <= verb.idx
            and verb.idx - p.evidence[1] < 200
            and p.stance != "mixed"
            and p.holder is not holder
        ]
        if not before:
            return False
        last = max(before, key=lambda p: p.evidence[1])
        other = "oppose" if last.stance == "support" else "support"
        words = self.reading.text[verb.idx : verb.idx + len(verb.text)]
        read = stance.Reading(other, (words,), 0.6)
        start = max((s for s, _ in holder.mentions if s < verb.idx), default=verb.idx)
        self.add(self.position(holder, last.issue, read, (start, end), statement, claimed_by))
        return True

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
        pattern = re.compile(
            r"['’]s? (?P<noun>request|call|demand|bid|proposal|opposition|objections?|veto|refusal|support) (?:for|to|of|that)\b[^.;,]{3,90}"
        )
        for start, end, actor in list(self.cast.places()):
            match = pattern.match(self.reading.text, end)
            if match is None or actor.kind in ("person",):
                continue
            topic = self.topic(match.start(), match.end(), lean=False)
            sign = -1 if re.match(r"opposition|objection|veto|refusal", match["noun"]) else 1
            stop = re.search(r" (?:had|was|were|has|is|would) ", self.reading.text[match.start() : match.end()])
            last = match.start() + stop.start() if stop else match.end()
            if topic is not None:
                issue = topic[0]
                read = stance.Reading("support" if sign > 0 else "oppose", (match["noun"],), 0.7)
                self.add(self.position(actor, issue, read, (start, last), None))

    def phrased(self) -> None:
        """ "X voiced opposition to it", "X is against it", "X dropped its objections to it": sides without a verb of their own."""
        for match in _PHRASED.finditer(self.reading.text):
            verb = self.reading.token(match.start())
            sentence = self.reading.sentence(match.start())
            rest = re.split(
                r"[;.]|, (?:but|and|though|although|while|which|who)\b",
                self.reading.text[match.end() : sentence.end_char],
            )[0]
            topic = self.topic(match.end(), match.end() + len(rest))
            if topic is None or re.search(r"\b(?:not|never)\b", match[0]):
                continue
            issue, first, stop = topic
            sign = (-1 if _AGAINST.search(match[0]) else 1) * (-1 if _GIVEN_UP.match(match[0]) else 1)
            read = stance.compose(
                issue, rest, first - match.end(), stop - match.end(), attitude=sign, cue=match[0].strip()
            )
            if read is None:
                continue
            for holder in self.doers(verb):
                start = max(
                    (s for s, _ in holder.mentions if sentence.start_char <= s < match.start()), default=match.start()
                )
                if not any(p.holder is holder and p.issue == issue for p in self.found):
                    self.add(self.position(holder, issue, read, (start, match.end() + len(rest)), None))

    def label(self, issue: str) -> str:
        return self.issues.labels.get(issue, issue)

    def position(
        self,
        holder: Actor,
        issue: str,
        read: stance.Reading,
        evidence: tuple[int, int],
        statement: Statement | None,
        claimed_by: Actor | None = None,
    ) -> Position:
        holder.acts = True
        why = f"'{' + '.join(read.words)}' with {self.label(issue)}: {read.stance}."
        if claimed_by is not None and claimed_by is not holder:
            why = f"{why[:-1]}, says {claimed_by.name}."
        return Position(
            holder,
            issue,
            read.stance,
            evidence,
            claimed_by if claimed_by is not holder else None,
            statement,
            round(read.strength * 0.9, 2),
            why,
        )


def find(
    reading: Reading, cast: Cast, describer: Describer, issues: Issues, statements: list[Statement]
) -> list[Position]:
    """All positions that the text gives, and the issues of every statement as a side effect."""
    finder = _Finder(reading, cast, describer, issues, statements)
    for statement in statements:
        finder.from_statement(statement)
    finder.narrated()
    finder.owned()
    finder.phrased()
    return finder.found
