"""What a stretch of text takes sides on: the issue, the words that show it, and what wanting them would mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpdesk.extract import stance
from kpdesk.extract.issue_concepts import Concept, concepts
from kpdesk.extract.issues import Issues, Sign, rank, spans
from kpdesk.extract.reading import Reading

_PAPERS = "draft|letter|text|deal|proposal|compromise|decision|move|agreement|plan|offer|notice|resolution|initiative|document|request|measure|step|idea|package|arrangement|bid|wording|formula|paper|motion|pact|accord|consensus|outcome|debate|demand|call|suggestion|notion"
_THINGS = "sales?|shipments?|certification|resumption|ban|embargo|suspension|sanctions|stones|gems"
_PAPER = re.compile(
    rf"\b(?:the|this|that|its|his|her|their|any|such an?|a) (?:very )?(?:[\w’'-]+ ){{0,2}}?(?:{_PAPERS})\b",
    re.IGNORECASE,
)
_THING = re.compile(
    rf"\b(?:the|this|that|its|his|her|their|these|those) (?:[\w’'-]+ )?(?:{_THINGS})\b|\b(?:it|them)\b|\bone(?=[.,;]|$)",
    re.IGNORECASE,
)
NEAR = 350  # characters within which words may point back


@dataclass(frozen=True, slots=True)
class Topic:
    """``[start, end)`` shows the issue; wanting what stands there is to support (+1) or to oppose (-1) it."""

    issue: str
    start: int
    end: int
    polarity: int
    paper: bool = False  # "the proposal": its side is that of whoever made it


class Topics:
    """The issues of one text, by place."""

    def __init__(self, reading: Reading, issues: Issues) -> None:
        self.text = reading.text
        self.signs: list[Sign] = issues.signs(reading.text)
        self.concepts: list[Concept] = concepts(reading.text, frozenset(issues.labels))
        listed = self.signs + [Sign(c.issue, c.start, c.end, c.weight) for c in self.concepts if c.weight > 1]
        whole = rank(listed, 0, len(reading.text))
        self.main = whole[0][0] if whole and whole[0][1] >= 1.0 else None

    def near(self, start: int) -> list[str]:
        """Issues that the text just before a place is about, strongest first."""
        first = max(0, start - NEAR)
        strong = [Sign(c.issue, c.start, c.end, c.weight) for c in self.concepts if first <= c.start < start]
        return [k for k, w in rank(self.signs + strong, first, start) if w >= 0.7]

    def find(self, start: int, end: int, *, lean: bool = True) -> Topic | None:
        """The topic of a stretch; where its words only point back ("the draft", "it"), the one before (``lean``)."""
        own = spans(self.signs, start, end)
        here = [c for c in self.concepts if start <= c.start and c.end <= end]
        acts = stance.operators(self.text[start:end])
        weight: dict[str, float] = {}
        for sign in own:
            close = any(0 <= sign.start - start - a[1] < 32 for a in acts)
            weight[sign.issue] = weight.get(sign.issue, 0) + sign.weight + (0.3 if close else 0)
        for concept in here:
            close = any(0 <= concept.start - start - a[1] < 32 for a in acts)
            weight[concept.issue] = weight.get(concept.issue, 0) + concept.weight + (0.3 if close else 0)
        around = self.near(start)
        for issue in weight:
            weight[issue] += (0.3 if issue == self.main else 0) + (0.3 if issue in around[:2] else 0)
        strong = [k for k, v in weight.items() if v >= 0.85]
        if strong:
            return self._shown(
                max(strong, key=lambda k: (round(weight[k], 1), k == self.main, -self._first(k, own, here))), own, here
            )
        return self._back(start, end, around) if lean else None

    @staticmethod
    def _first(issue: str, own: list[Sign], here: list[Concept]) -> int:
        return min(c.start for c in (*own, *here) if c.issue == issue)

    def _shown(self, issue: str, own: list[Sign], here: list[Concept]) -> Topic:
        sided = [c for c in here if c.issue == issue]
        if sided:
            firm = [c for c in sided if c.weight > 1]
            outer = (
                sided[0].polarity < 0 and bool(firm) and sided[0].start <= firm[0].start
            )  # "a ban on Marange exports"
            first = firm[0] if firm and not outer else sided[0]
            return Topic(issue, first.start, first.end, first.polarity)
        best = max((s for s in own if s.issue == issue), key=lambda s: s.weight)
        return Topic(issue, best.start, best.end, 1)

    def _back(self, start: int, end: int, around: list[str]) -> Topic | None:
        issue = self.main if self.main in around or not around else around[0]
        if issue is None or issue == "kp_effectiveness":
            return None
        if (paper := _PAPER.search(self.text, start, end)) is not None:
            return Topic(issue, paper.start(), paper.end(), 1, paper=True)
        if (thing := _THING.search(self.text, start, end)) is None:
            return None
        before = [c for c in self.concepts if c.issue == issue and start - NEAR <= c.start and c.end <= start]
        if not before:
            return None
        return Topic(issue, thing.start(), thing.end(), before[-1].polarity)
