"""A statement's circumstances: told to whom, on whose behalf, on which day, at or about or before which meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Span

from kpdesk.domain.stretches import Stretches
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.meeting_mentions import Mention
from kpdesk.extract.meetings import Meeting
from kpdesk.extract.newsdates import NewsDate
from kpdesk.extract.reading import Reading

_NOUN_PHRASE = r"(?:the |a |an |its |his |her |their |some |all )?(?:[A-Z][\w’'&.-]*(?: (?:of |and |for )?[A-Z][\w’'&-]*)*|(?:[a-z-]+ ){0,2}?[a-z-]+)"
_TOLD = re.compile(
    rf"^\s*(?P<who>{_NOUN_PHRASE}?)(?=\s+(?:that|on|in|at|by|after|before|during|last|this|to|from|outside|it|he|she|they|we|there)\b|[,.:;“\"]|\s+[a-z]*\s*(?:was|is|were|had)\b)"
)
_ELSE_TO = re.compile(
    rf"\b(?:[Ii]n an? (?:\w+ )?interview (?:with|to)|speaking to|spoke to|in a letter to|wrote to|in remarks to|addressing|[Ss]peaking to) (?P<who>{_NOUN_PHRASE})"
)
_ASKED = re.compile(
    r"(?P<who>(?:the |its |their |all |other )?(?:[A-Z][\w’'&-]*(?: (?:of )?[A-Z][\w’'&-]*){0,4}|[a-z]+(?: [a-z]+)?)) (?:on [A-Z]\w+ |last \w+ )?to [a-z]"
)
_AUDIENCE = re.compile(
    r"\b(?:delegates|the (?:plenary|meeting|session|summit|conference|gathering|participants|hall)|fellow participants|participants)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:\bat|\bduring|\baddressing|\baddress to|\bspeech to|\bopened|\bopening|\bclosing)\s+(?:the |a |an |its |this )?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\bahead of|\bbefore|\bin the run-up to|\bon the eve of|\bprior to|\bin advance of|\bdays? before)\s+(?:the |a |an |its |this |next )?[\w’' -]{0,12}$",
    re.IGNORECASE,
)
_BEHALF = re.compile(r"\b(?:on behalf of|speaking for|in the name of)\s+(?:the )?$", re.IGNORECASE)
_TELLING = ("told", "tell", "tells", "telling", "informed", "assured", "reminded", "warned", "urged")
_ASKING = re.compile(r"(?:ask|urg|remind|beg|invit|instruct|order)")
_NOBODY = ("that", "to", "the", "of", "against", "it", "on", "about")


@dataclass(eq=False, slots=True)
class Statement:
    """A statement while it is put together. ``parts`` are its content's characters."""

    parts: list[tuple[int, int]]
    mode: str
    score: float
    source: Span | None = None
    cue: Span | None = None
    speakers: list[Actor] = field(default_factory=list)
    mention: tuple[int, int] | None = None
    behalf: Actor | None = None
    told_to: str | None = None
    date: NewsDate | None = None
    date_why: str = ""
    at: Meeting | None = None
    about: list[Meeting] = field(default_factory=list)
    before: Meeting | None = None
    issues: list[str] = field(default_factory=list)
    repeats: Statement | None = None
    why: str = ""
    number: int = 0

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    @property
    def speaker(self) -> Actor | None:
        return self.speakers[0] if self.speakers else None


class Held:
    """The meetings of a text, by where they are mentioned."""

    def __init__(self, meetings: list[Meeting]) -> None:
        self.meetings = meetings
        listed = [(m, x) for x in meetings for m in x.mentions]
        self.dates = {id(m.date) for m, _ in listed if m.date is not None}
        self._places = Stretches((m.start, m.start + 1, (m, x)) for m, x in listed)

    def near(self, start: int, end: int) -> list[tuple[Mention, Meeting]]:
        """The mentions that begin in a stretch, by meeting."""
        return self._places.over(start, end)


def fill(reading: Reading, cast: Cast, statement: Statement, held: Held) -> None:
    """Fill everything about a statement that stands around its words."""
    anchor = statement.cue.start_char if statement.cue is not None else statement.start
    sentence = reading.sentence(anchor)
    first, last = sentence.start_char, sentence.end_char
    if statement.cue is not None:
        statement.told_to = statement.told_to or _addressee(reading.text, statement, statement.cue, first, last)
        behalf = [
            a
            for s, _, a in cast.within(first, last)
            if _outside(statement, s) and _BEHALF.search(reading.text[first:s])
        ]
        statement.behalf = behalf[0] if behalf else None
    _meetings(reading, statement, held, first, last)
    if statement.at is None and statement.told_to and _AUDIENCE.fullmatch(statement.told_to):
        past = [m for m in held.meetings if m.way != "future"]
        statement.at = min(past, key=lambda m: min(abs(x.start - anchor) for x in m.mentions)) if past else None
    _date(reading, statement, held, anchor)


def _outside(statement: Statement, start: int) -> bool:
    return not any(s <= start < e for s, e in statement.parts)


def _addressee(text: str, statement: Statement, cue: Span, first: int, last: int) -> str | None:
    behind = statement.start > cue.end_char
    if cue.text.casefold().split()[0] in _TELLING:
        match = _TOLD.match(text[cue.end_char : statement.start if behind else last] + ",")
        if match and 1 < len(match["who"]) < 60 and match["who"].casefold() not in _NOBODY:
            return match["who"]
    if _ASKING.match(cue.text):
        between = text[cue.end_char : statement.start].strip(" ,") if behind else ""
        if 0 < len(between.split()) <= 4 and not re.search(r"\b(?:to|that|for|in|on)\b", between):
            return between
        if asked := _ASKED.match(text, statement.start, statement.end):
            return asked["who"]
    match = _ELSE_TO.search(text, first, last)
    return match["who"] if match and _outside(statement, match.start()) else None


def _meetings(reading: Reading, statement: Statement, held: Held, first: int, last: int) -> None:
    for mention, meeting in held.near(min(first, statement.start), max(last, statement.end)):
        if not _outside(statement, mention.start):
            if meeting not in statement.about:
                statement.about.append(meeting)
        elif first <= mention.start < last and statement.cue is not None:
            before = reading.text[max(first, mention.start - 45) : mention.start]
            if _BEFORE.search(before):
                statement.before = statement.before or meeting
            elif _AT.search(before):
                statement.at = statement.at or meeting


def _date(reading: Reading, statement: Statement, held: Held, anchor: int) -> None:
    """The day named in the sentence outside of the content; dates of meetings are not dates of saying."""
    sentence = reading.sentence(anchor)
    dates = [
        d
        for d in reading.dates_in(sentence.start_char, sentence.end_char)
        if _outside(statement, d.start)
        and d.value
        and d.rule in ("day", "weekday", "named")
        and abs(d.start - anchor) < 90
        and id(d) not in held.dates
    ]
    if dates and statement.cue is not None:
        statement.date = min(dates, key=lambda d: abs(d.start - anchor))
        statement.date_why = statement.date.why
    elif reading.dateline_date is not None:
        statement.date_why = f"No day in the sentence; the dispatch is dated {reading.dateline_date.text}."
    else:
        statement.date_why = "No day in the sentence; left to the publication date."
