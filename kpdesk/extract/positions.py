"""Positions: who holds which stance on which issue, who says so, and on which words it rests."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from kpdesk.extract import stance
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import base
from kpdesk.extract.issues import Issues
from kpdesk.extract.reading import Reading
from kpdesk.extract.side_takers import SideTakers
from kpdesk.extract.stance_words import ALLYING, CONTRARY, GIVEN_UP, HOSTILE, OWNED, PHRASED, SAME
from kpdesk.extract.statements import Statement
from kpdesk.extract.topics import Topic, Topics
from kpdesk.extract.words import each

_CUT = re.compile(
    r"[;.]|, (?:but|and (?!\w+(?:,| and )|(?:the )?[A-Z])|though|although|while|which|who|since|participants|said)\b| (?:without|though|although|while|because|after|before|saying|unless)\b"
)
_BEHIND = re.compile(r"(?: up| solidly| firmly)? (?:(?:behind|by|with|round|around) )?(?:the )?")
_NAMING = each("call describe brand label term dub hail praise condemn denounce dismiss")
_OWN_MATTERS = ("kp_effectiveness", "human_rights_mandate")  # what the process does is no stance of its own on these
_LOOK_BACK = 400  # characters within which "so does X" and "Y disagreed" point at somebody's side


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
        self.topics = Topics(reading, issues)
        self.takers = SideTakers(reading, cast, describer)
        self.found: list[Position] = []

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

    def polarity(self, topic: Topic) -> int:
        """What wanting the topic means; a proposal or decision stands for the side of whoever spoke for it last."""
        if not topic.paper:
            return topic.polarity
        before = [p for p in self.before(topic.start) if p.issue == topic.issue and p.stance != "mixed"]
        return -1 if before and before[-1].stance == "oppose" else 1

    def before(self, char: int, reach: int = _LOOK_BACK) -> list[Position]:
        """Positions read from words shortly before a place, nearest last."""
        near = [p for p in self.found if char - reach <= p.evidence[0] < char]
        return sorted(near, key=lambda p: p.evidence)

    def compose(self, topic: Topic, start: int, end: int, *, attitude: int = 1, cue: str = "") -> stance.Reading | None:
        return stance.compose(
            topic.issue,
            self.reading.text[start:end],
            topic.start - start,
            topic.end - start,
            polarity=self.polarity(topic),
            attitude=attitude,
            cue=cue,
        )

    def from_statement(self, statement: Statement) -> None:
        if statement.speaker is None:
            return
        start, end = statement.start, statement.end
        cue = statement.cue.text if statement.cue is not None else ""
        if (learnt := self.learnt(start, end)) is not None:
            for actor in statement.speakers:
                why = f"You read '{learnt[0]}' as {learnt[2]} on {self.label(learnt[1])} before."
                self.add(Position(actor, learnt[1], learnt[2], (start, end), statement=statement, score=0.9, why=why))
            return
        topic = self.topics.find(start, end, lean=end - start < 110)
        if topic is None and statement.cue is not None and base(statement.cue.root) in _NAMING:
            topic = self.topics.find(statement.cue.start_char, end)  # "called it an important precedent"
            start = min(start, topic.start) if topic is not None else start
        if topic is not None:
            statement.issues = list(dict.fromkeys([*statement.issues, topic.issue]))
        if self.others_act(statement) or topic is None:
            return
        attitude = stance.attitude(cue)
        read = self.compose(topic, start, end, attitude=attitude or 1, cue=cue if attitude else "")
        if read is None or self.own_absence(statement.speaker, topic.issue, self.reading.text[start:end]):
            return
        for actor in statement.speakers:
            self.add(self.position(actor, topic.issue, read, (start, end), statement))

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
            if not self.takers.takes_sides(token) or (
                token.tag_ == "VB" and token.i and token.nbor(-1).text.casefold() in ("to", "let")
            ):
                continue
            holders = [a for a in self.takers.doers(token) if a is not statement.speaker and a.kind != "person"]
            for holder in holders:
                within = (statement.start, statement.end)
                done = self.act(token, holder, statement.speaker, within, statement) or done
        return done

    def act(
        self,
        verb: Token,
        holder: Actor,
        claimed_by: Actor | None,
        within: tuple[int, int] | None,
        statement: Statement | None,
    ) -> bool:
        """A deed takes a side: "South Africa and India backed the draft", "the ban was resisted by Angola"."""
        text = self.reading.text
        sentence = self.reading.sentence(verb.idx)
        first, last = within or (sentence.start_char, sentence.end_char)
        last = min(last, sentence.end_char)
        cut = _CUT.search(text, verb.idx, last)
        end = cut.start() if cut else last
        named = [(s, e) for s, e in holder.mentions if sentence.start_char <= s < verb.idx]
        start = max(named)[1] if named else verb.idx
        if verb.idx - start > 90:
            start = max(
                (t.idx for t in verb.children if t.dep_ in ("aux", "advmod") and t.i < verb.i), default=verb.idx
            )
        if (ally := self.ally(verb, holder, end)) is not None:
            evidence = (min((s for s, _ in named), default=verb.idx), end)
            read = stance.Reading(ally.stance, (verb.text, f"{ally.holder.name}: {ally.stance}"), 0.6)
            self.add(self.position(holder, ally.issue, read, evidence, statement, claimed_by))
            return True
        topic = None
        passive = self.takers.passive(verb)
        if passive or self.relative(verb, start):
            head = max(first, verb.idx - 140)
            topic, start = self.topics.find(head, verb.idx, lean=passive), head
        if topic is None:
            topic = self.topics.find(verb.idx, end)
        if topic is None and base(verb) in ("bar", "block", "approve", "suspend", "lift", "clear"):
            before = self.topics.find(sentence.start_char, end)
            topic = Topic(before.issue, verb.idx, verb.idx + len(verb.text), 1) if before else None
        if topic is None:
            return False
        if topic.issue in _OWN_MATTERS and holder is self.takers.process():
            return False
        read = self.composed(topic, verb, start, end)
        if read is None or self.own_absence(holder, topic.issue, text[start:end]):
            return False
        evidence = (min(s for s, _ in named) if named else min(start, verb.idx), end)
        self.add(self.position(holder, topic.issue, read, evidence, statement, claimed_by))
        return True

    def ally(self, verb: Token, holder: Actor, end: int) -> Position | None:
        """The side of the one whom somebody "lined up behind" or "agreed with"."""
        if base(verb) not in ALLYING or stance.denied(self.reading.text[max(0, verb.idx - 22) : verb.idx]):
            return None
        at = verb.idx + len(verb.text)
        link = _BEHIND.match(self.reading.text, at, end)
        beside = self.cast.within(link.end() if link else at, end)[:1]
        if (
            link is None
            or not beside
            or beside[0][0] != link.end()
            or re.match(r"['’]| [a-z]+s\b", self.reading.text[beside[0][1] :][:12])
        ):
            return None
        theirs = [p for p in self.before(verb.idx) if p.holder is beside[0][2] and p.stance != "mixed"]
        return theirs[-1] if theirs and beside[0][2] is not holder else None

    def composed(self, topic: Topic, verb: Token, start: int, end: int) -> stance.Reading | None:
        """The side of a deed; where its object stands before it, the verb is the attitude to that."""
        if topic.end > verb.idx:
            own = topic.start <= verb.idx  # "kept it off the agenda": the deed is what the issue is about
            return self.compose(topic, min(start, topic.start), end, cue=verb.text if own else "")
        stop = verb.idx + len(verb.text)
        acts = [o for o in stance.operators(self.reading.text[verb.idx : stop + 40]) if o[0] < len(verb.text)]
        denied = stance.denied(self.reading.text[max(start, verb.idx - 25) : verb.idx])
        sign = (acts[0][2] if acts else 1) * (-1 if denied else 1)
        if not acts:
            return None
        return stance.compose(
            topic.issue,
            self.reading.text[start : topic.end],
            topic.start - start,
            topic.end - start,
            polarity=self.polarity(topic),
            attitude=sign,
            cue=acts[0][3],
        )

    def relative(self, verb: Token, start: int) -> bool:
        """Whether the object of a verb stands before it: "a step that the council resisted"."""
        if verb.dep_ in ("acl:relcl", "advcl:relcl") or verb.head.dep_ == "acl:relcl":
            return any(
                (t.text.casefold() in ("which", "that") and t.dep_ in ("obj", "obl", "mark")) or t.tag_ == "WDT"
                for t in verb.doc[max(verb.sent.start, verb.i - 14) : verb.i]
            ) and not any(t.dep_ in ("obj", "ccomp", "xcomp") and t.i > verb.i for t in verb.children)
        return False

    def told(self) -> None:
        """What is said and what the reporter tells outside of all statements, in the order of the text."""
        covered = sorted((s.start, s.end) for s in self.statements)
        cues = {t.i for s in self.statements if s.cue is not None for t in s.cue}
        deeds = [
            t
            for t in self.reading.doc
            if self.takers.takes_sides(t) and t.i not in cues and not any(a <= t.idx < b for a, b in covered)
        ]
        for _, what in sorted(
            [*((s.start, s) for s in self.statements), *((t.idx, t) for t in deeds)], key=lambda w: w[0]
        ):
            if isinstance(what, Statement):
                self.from_statement(what)
            else:
                for holder in self.takers.doers(what):
                    self.act(what, holder, None, None, None)

    def owned(self) -> None:
        """ "Ukraine's request for a debate": the owner of a request wants it."""
        for start, end, actor in list(self.cast.places()):
            match = OWNED.match(self.reading.text, end)
            if match is None:
                continue
            topic = self.topics.find(match.start(), match.end(), lean=False)
            if topic is None:
                continue
            stop = re.search(r" (?:had|was|were|has|is|would) ", self.reading.text[match.start() : match.end()])
            last = match.start() + stop.start() if stop else match.end()
            sign = -1 if HOSTILE.search(match["noun"]) else 1
            read = self.compose(
                topic, min(match.end("noun"), topic.start), max(last, topic.end), attitude=sign, cue=match["noun"]
            )
            if read is not None:
                self.add(self.position(actor, topic.issue, read, (start, last), None))

    def phrased(self) -> None:
        """ "X voiced opposition to it", "X is dead against it", "X dropped its objections": sides without a verb."""
        for match in PHRASED.finditer(self.reading.text):
            verb = self.reading.token(match.start())
            sentence = self.reading.sentence(match.start())
            cut = _CUT.search(self.reading.text, match.end(), sentence.end_char)
            end = cut.start() if cut else sentence.end_char
            topic = self.topics.find(match.end(), end) or self.topics.find(
                sentence.start_char, match.start(), lean=False
            )
            if topic is None:
                continue
            sign = (-1 if HOSTILE.search(match[0]) else 1) * (-1 if GIVEN_UP.match(match[0]) else 1)
            sign *= -1 if re.search(r"\b(?:not|never|no)\b|n[’']t\b", match[0]) else 1
            read = self.compose(
                topic, min(match.end(), topic.start), max(end, topic.end), attitude=sign, cue=match[0].strip()
            )
            if read is None:
                continue
            for holder in self.takers.doers(verb):
                if GIVEN_UP.match(match[0]):  # what was given up is held no more
                    self.found = [p for p in self.found if p.holder is not holder or p.issue != topic.issue]
                if not any(p.holder is holder and p.issue == topic.issue for p in self.found):
                    starts = [s for s, _ in holder.mentions if sentence.start_char <= s < match.start()]
                    self.add(self.position(holder, topic.issue, read, (max(starts, default=match.start()), end), None))

    def echoed(self) -> None:
        """ "So does the council", "X agreed", "Y thinks otherwise": the side told just before, or its reverse."""
        text = self.reading.text
        for pattern, turn in ((SAME, 1), (CONTRARY, -1)):
            for match in pattern.finditer(text):
                for holder in self.takers.echoing(match):
                    others = [p for p in self.before(match.start()) if p.holder is not holder and p.stance != "mixed"]
                    if not others or any(p.holder is holder and p.issue == others[-1].issue for p in self.found):
                        continue
                    last = others[-1]
                    side = last.stance if turn > 0 else "oppose" if last.stance == "support" else "support"
                    starts = [s for s, e in holder.mentions if match.start() - 80 <= s <= match.end() + 30]
                    stretch = (
                        min(starts, default=match.start()),
                        max(match.end(), *(e for _, e in holder.mentions if e <= match.end() + 60), match.start() + 1),
                    )
                    read = stance.Reading(side, (match[0].strip(), f"{last.holder.name}: {last.stance}"), 0.6)
                    start = min(stretch[0], match.start())
                    self.add(self.position(holder, last.issue, read, (start, max(match.end(), start + 1)), None))

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
        claimed = claimed_by if claimed_by is not holder else None
        why = f"'{' + '.join(read.words)}' with {self.label(issue)}: {read.stance}."
        if claimed is not None:
            why = f"{why[:-1]}, says {claimed.name}."
        return Position(holder, issue, read.stance, evidence, claimed, statement, round(read.strength * 0.9, 2), why)


def find(
    reading: Reading, cast: Cast, describer: Describer, issues: Issues, statements: list[Statement]
) -> list[Position]:
    """All positions that the text gives, and the issues of every statement as a side effect."""
    finder = _Finder(reading, cast, describer, issues, statements)
    finder.owned()
    finder.told()
    finder.phrased()
    finder.echoed()
    return finder.found
