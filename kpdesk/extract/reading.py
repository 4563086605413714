"""One parsed text with what every later step asks of it: sentences, dates, dateline, the names that are known."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kpdesk.domain.draft import Known
from kpdesk.extract import newsdates
from kpdesk.extract.gazetteer import Gazetteer
from kpdesk.extract.grammar import base, clause, sentences, tense
from kpdesk.extract.newsdates import NewsDate
from kpdesk.extract.reference import Reference

Match = Callable[[str], list[tuple[str, str, float, str]]]
_REPORTING = frozenset(
    ["say", "tell", "add", "announce", "warn", "claim", "argue", "report", "explain", "note", "state"]
)
_SCHEDULED = frozenset(
    ["meet", "gather", "convene", "open", "begin", "start", "resume", "reconvene", "assemble", "travel", "fly"]
)
_CITY = re.compile(
    r"^\s*(?P<city>[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})\s*(?:,|\(|[-–—:])|^\s*(?P<plain>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})(?:, [A-Z][a-z]+)?\s*(?:,[^\n]{4,30}?:|\([A-Z][A-Za-z ]+\)\s*[-–—])"
)


@dataclass(kw_only=True)
class Reading:
    """Offsets are code points of the cleaned text, which is the text of ``doc``."""

    doc: Doc
    published: str | None
    known: Known
    reference: Reference | None
    gazetteer: Gazetteer
    match: Match | None = None
    text: str = ""
    sents: list[Span] = field(default_factory=list)
    dates: list[NewsDate] = field(default_factory=list)
    dateline_date: NewsDate | None = None
    dateline_city: tuple[str, int, int] | None = None
    _starts: list[int] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _dates: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.doc.text  # spaCy builds it anew at every asking
        self.sents = list(sentences(self.doc))
        self._starts = [s.start_char for s in self.sents]
        self._lines = [0, *(m.end() for m in re.finditer("\n", self.text))]
        self.dateline_date = newsdates.dateline(self.text, self.published)
        self.dateline_city = self._city()
        anchor = self.dateline_date.value if self.dateline_date else None
        self.dates = sorted(
            newsdates.find(self.text, self.published, self.direction, anchor=anchor), key=lambda d: d.start
        )
        self._dates = [d.start for d in self.dates]

    def token(self, char: int) -> Token:
        """The token at or after a character."""
        span = self.doc.char_span(char, char + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else self.doc[-1]

    def span(self, start: int, end: int) -> Span:
        """The tokens that cover the characters."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            first = self.token(start)
            return self.doc[first.i : first.i + 1]
        return span

    def sentence(self, char: int) -> Span:
        """The sentence that holds a character."""
        return self.sents[self.number(char)]

    def number(self, char: int) -> int:
        """Which sentence of the text holds a character."""
        return max(0, bisect_right(self._starts, char) - 1)

    def line(self, char: int) -> int:
        """The number of the line (paragraph) that holds a character."""
        return bisect_right(self._lines, char) - 1

    def line_text(self, number: int) -> str:
        start = self._lines[number]
        end = self._lines[number + 1] - 1 if number + 1 < len(self._lines) else len(self.text)
        return self.text[start:end]

    def is_headline(self, char: int) -> bool:
        """Whether a character stands in the title line: short, first, without a full stop."""
        if self.line(char) > 1:
            return False
        title = self.line_text(self.line(char))
        return len(title) < 160 and not title.rstrip().endswith((".", ".”", '."')) and len(self._lines) > 2

    def direction(self, char: int) -> newsdates.Direction:
        """Whether the clause around a character looks back or ahead."""
        token = self.token(char)
        before = self.text[max(0, char - 40) : char].casefold()
        if re.search(
            r"\b(?:next|until|till|coming|upcoming|scheduled|expected|due|planned|ahead of|run-up to)\b[^.;]*$|\bbefore (?:the |this |next |coming )*$",
            before,
        ):
            return "future"
        if base(clause(token)) in _REPORTING:
            return None  # when it was said tells nothing of when it happens
        verb = clause(token)
        if base(verb) in _SCHEDULED and verb.tag_ in ("VBP", "VBZ"):
            return "future"  # "ministers gather in Brussels on Tuesday"
        found = tense(token)
        return "past" if found == "past" else "future" if found == "future" else None

    @functools.cached_property
    def names(self) -> list[tuple[str, str]]:
        """The names that the model sees, with their kind."""
        return [(e.text, e.label_) for e in self.doc.ents]

    def dates_in(self, start: int, end: int) -> list[NewsDate]:
        first = bisect_left(self._dates, start)
        return [d for d in self.dates[first : bisect_right(self._dates, end)] if d.end <= end]

    def _city(self) -> tuple[str, int, int] | None:
        for number, start in enumerate(self._lines[:4]):
            line = self.line_text(number)
            match = _CITY.match(line[:90])
            if match is None or (number == 0 and line.isupper()):
                continue
            city = match["city"] or match["plain"]
            if match["city"] is None and (self.reference is None or self.reference.place_code(city) is None):
                continue
            at = start + match.start("city" if match["city"] else "plain")
            return (city.title() if city.isupper() else city), at, at + len(city)
        return None
