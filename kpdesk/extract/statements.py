"""Statements: who said what, how, to whom, when, at or about or before which meeting, and what only repeats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Span

from kpdesk.extract import quotes as quoting
from kpdesk.extract import repairs, saying
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.meetings import Meeting
from kpdesk.extract.newsdates import NewsDate
from kpdesk.extract.quotes import Quote
from kpdesk.extract.reading import Reading
from kpdesk.extract.repairs import Said

_NOUN_PHRASE = r"(?:the |a |an |its |his |her |their |some |all )?(?:[A-Z][\w’'&.-]*(?: (?:of |and |for )?[A-Z][\w’'&-]*)*|(?:[a-z-]+ ){0,2}?[a-z-]+)"
_TOLD = re.compile(rf"^\s*(?P<who>{_NOUN_PHRASE}?)(?=\s+(?:that|on|in|at|by|after|before|during|last|this|to|from|outside|it|he|she|they|we|there)\b|[,.:;“\"]|\s+[a-z]*\s*(?:was|is|were|had)\b)")
_ELSE_TO = re.compile(rf"\b(?:[Ii]n an? (?:\w+ )?interview (?:with|to)|speaking to|spoke to|in a letter to|wrote to|in remarks to|addressing|[Ss]peaking to) (?P<who>{_NOUN_PHRASE})")
_ASKED = re.compile(r"(?P<who>(?:the |its |their |all |other )?(?:[A-Z][\w’'&-]*(?: (?:of )?[A-Z][\w’'&-]*){0,4}|[a-z]+(?: [a-z]+)?)) (?:on [A-Z]\w+ |last \w+ )?to [a-z]")
_AUDIENCE = re.compile(r"\b(?:delegates|the (?:plenary|meeting|session|summit|conference|gathering|participants|hall)|fellow participants|participants)\b", re.IGNORECASE)
_AT = re.compile(r"(?:\bat|\bduring|\baddressing|\baddress to|\bspeech to|\bopened|\bopening|\bclosing)\s+(?:the |a |an |its |this )?$", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\bahead of|\bbefore|\bin the run-up to|\bon the eve of|\bprior to|\bin advance of|\bdays? before)\s+(?:the |a |an |its |this |next )?[\w’' -]{0,12}$", re.IGNORECASE)
_BEHALF = re.compile(r"\b(?:on behalf of|speaking for|in the name of)\s+(?:the )?$", re.IGNORECASE)
_LEAST_QUOTE = 5  # words in quotation marks that make a statement of their own


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


def find(reading: Reading, cast: Cast, describer: Describer, meetings: list[Meeting]) -> list[Statement]:
    """All statements of the text, in order."""
    quoted = quoting.find(reading.text)
    said: list[Said] = []
    for attribution in sorted(reading.doc._.attributions, key=lambda a: (a.cue or a.content).start_char):
        said += _from_attribution(reading, attribution, quoted)
    for one in said:
        repairs.own_source(reading, one)
        repairs.trim(one, reading.text)
    said = [s for s in said if s.end - s.start > 2 and repairs.is_speech(s, reading.text) and not _in_headline(reading, s) and not _far(reading, s)]
    for one in said:
        repairs.parenthesis(reading, one, quoted)
        repairs.trailing(reading, one, quoted)
    said += saying.find(reading, said)
    said = _distinct(said)
    for one in said:
        repairs.lengthen(reading, one, said, quoted)
    for one in said:
        repairs.shorten(one, said, reading.text)
    said = [s for s in said if not repairs.inner(s, said)]
    said = repairs.nested(_distinct(said), reading.text)
    found = []
    for one in said:
        start, end = _edges(reading.text, one.start, one.end, quoted)
        if end - start > 2 and any(c.isalpha() for c in reading.text[start:end]):
            mode = quoting.mode(reading.text, quoted, start, end)
            found.append(Statement(parts=[(start, end)], mode=mode, score=one.score, source=one.source, cue=one.cue, told_to=one.told_to))
    found += _left_over(reading, quoted, found)
    found.sort(key=lambda s: ((s.cue.start_char if s.cue is not None else s.start), s.start))
    for statement in found:
        _attribute(reading, cast, describer, statement, found)
    found.sort(key=lambda s: s.start)
    for statement in found:
        _place(reading, cast, statement, meetings)
    _repeats(reading, found)
    return found


def _in_headline(reading: Reading, said: Said) -> bool:
    """Headlines tell the story short; only "X says ..." is a report there."""
    return reading.is_headline(said.start) and (said.cue is None or not re.match(r"(?:says?|said|tells?|told|warns?|urges?)\b", said.cue.text, re.IGNORECASE))


def _far(reading: Reading, said: Said) -> bool:
    """Words of the reporter in another paragraph than their cue are no report."""
    return said.mode == "indirect" and said.cue is not None and reading.line(said.cue.start_char) != reading.line(said.start)


def _from_attribution(reading: Reading, attribution: Any, quoted: list[Quote]) -> list[Said]:
    """The contents of one attribution: halves of a broken quotation apart, halves of a told sentence as one."""
    text = reading.text
    parts = sorted((c.start_char, c.end_char) for c in attribution.contents)
    cue, source = attribution.cue, attribution.source
    told = None
    if len(parts) > 1:
        parts = [p for p in parts if text[slice(*p)].casefold() not in ("which", "who", "that", "what", "this", "it")] or parts
    if len(parts) > 1 and cue is not None and cue.text.casefold() in ("told", "tell", "tells", "telling") and len(text[slice(*parts[0])].split()) <= 3 and parts[0][0] >= cue.start_char:
        told = text[slice(*parts[0])]
        parts = parts[1:]  # the addressee, taken for content
    modes = [quoting.mode(text, quoted, s, e) for s, e in parts]
    if len(parts) > 1 and "direct" not in modes:
        sentence = reading.sentence(parts[0][0])
        if parts[-1][1] <= sentence.end_char:
            parts = [(parts[0][0], parts[-1][1])]
    made = []
    for start, end in parts:
        start, end = _edges(text, start, end, quoted)
        if end - start >= 3 and any(c.isalpha() for c in text[start:end]):
            made.append(Said(start=start, end=end, mode=quoting.mode(text, quoted, start, end), score=attribution.score, source=source, cue=cue, told_to=told))
    return made


def _edges(text: str, start: int, end: int, quoted: list[Quote]) -> tuple[int, int]:
    """Whole quotations where nearly all of one is meant; no outer marks, commas or "that"."""
    for quote in quoted:
        overlap = min(quote.end, end) - max(quote.start, start)
        if overlap > 0.6 * (quote.end - quote.start) and overlap > 0.8 * (end - start):
            start, end = quote.start, quote.end
            while end > start and text[end - 1] in ", ":
                end -= 1
            break
    while start < end and text[start] in " ,:;“\"‘”\n":
        start += 1
    if text[start:end].startswith("that ") and len(text[start:end].split()) > 3:
        start += 5
    while end > start and text[end - 1] in " ,;:\n":
        end -= 1
    if text[start:end].count("“") < text[start:end].count("”") and text[end - 1] == "”":
        end -= 1
    return start, end


def _distinct(found: list[Said]) -> list[Said]:
    """The better of two that share most of their content."""
    kept: list[Said] = []
    for said in sorted(found, key=lambda s: -s.score):
        clash = False
        for other in kept:
            common = min(said.end, other.end) - max(said.start, other.start)
            shorter, longer = sorted((said.end - said.start, other.end - other.start))
            same = said.cue is not None and other.cue is not None and said.cue.start == other.cue.start
            if common > 0 and (common > 0.6 * longer or (common > 0.8 * shorter and (same or said.mode == other.mode == "direct"))):
                clash = True
                break
        if not clash:
            kept.append(said)
    return kept


def _left_over(reading: Reading, quoted: list[Quote], found: list[Statement]) -> list[Statement]:
    """Long quotations that no attribution covers: the second half of a broken one, or a paragraph that goes on speaking."""
    extra = []
    for quote in quoted:
        if any(min(s.end, quote.end) - max(s.start, quote.start) > 0.3 * (quote.end - quote.start) for s in found):
            continue
        words = reading.text[quote.start : quote.end]
        if len(words.split()) < _LEAST_QUOTE or not re.search(r"\b(?:is|are|was|were|be|has|have|had|will|would|can|must|do|does|did|not|I|we|he|they|it)\b|n[’']t\b", words):
            continue
        if words.istitle() or reading.is_headline(quote.start):
            continue
        start, end = _edges(reading.text, quote.start, quote.end, [])
        extra.append(Statement(parts=[(start, end)], mode="direct", score=0.45))
    return extra


def _attribute(reading: Reading, cast: Cast, describer: Describer, statement: Statement, found: list[Statement]) -> None:
    source = statement.source
    if source is not None and len(source.text.strip()):
        statement.speakers = describer.actors(source)
        statement.mention = _mention(reading, cast, source)
    if not statement.speakers and statement.cue is None:
        _continue(reading, cast, describer, statement, found)
    if statement.speakers:
        describer.last_speaker = statement.speakers[0]
        for actor in statement.speakers:
            actor.acts = True
    statement.why = _why(reading, statement)


def _mention(reading: Reading, cast: Cast, source: Span) -> tuple[int, int]:
    """The words of a source that name it: the name itself, else the whole."""
    named = [(s, e) for s, e, a in cast.within(source.start_char, source.end_char) if a.kind == "person" and a.named]
    text = source.text.rstrip(" ,;")
    return named[0] if named else (source.start_char, source.start_char + len(text))


def _continue(reading: Reading, cast: Cast, describer: Describer, statement: Statement, found: list[Statement]) -> None:
    """A quotation without cue: its sentence's "said X", else the speaker of the quotation before it."""
    line = reading.line(statement.start)
    earlier = [s for s in found if s.speakers and s.start < statement.start and reading.line(s.start) in (line, line - 1)]
    if earlier:
        last = max(earlier, key=lambda s: s.start)
        statement.speakers, statement.mention, statement.cue = last.speakers, last.mention, last.cue
        return
    later = [s for s in found if s.source is not None and s.source.start_char > statement.end and reading.line(s.start) == line]
    if later:
        statement.speakers = describer.actors(later[0].source) if later[0].source is not None else []


def _why(reading: Reading, statement: Statement) -> str:
    shown = ""
    if statement.source is not None and statement.cue is not None:
        pieces = sorted((statement.source, statement.cue), key=lambda s: s.start_char)
        gap = reading.text[pieces[0].end_char : pieces[1].start_char]
        shown = f"{pieces[0].text.strip(' ,')}{' … ' if len(gap.strip(' ,')) else ' '}{pieces[1].text.strip(' ,')}"
    elif statement.cue is not None:
        shown = statement.cue.text
    how = {"direct": "words in quotation marks", "mixed": "partly in quotation marks", "indirect": "told in the reporter's words"}[statement.mode]
    if not shown:
        return f"{how[0].upper()}{how[1:]} that go on from the speaker before." if statement.speakers else f"{how[0].upper()}{how[1:]}; nobody is named."
    who = ""
    if statement.speakers and statement.source is not None and statement.source.text.casefold() in ("he", "she", "it", "they"):
        who = f", '{statement.source.text}' being {statement.speakers[0].name}"
    elif not statement.speakers:
        who = ", and nobody is named"
    return f"'{' '.join(shown.split())}': a source and a word of saying, {how}{who}."


def _place(reading: Reading, cast: Cast, statement: Statement, meetings: list[Meeting]) -> None:
    """Addressee, date, and the meetings that it was said at, is about, or leads up to."""
    text = reading.text
    anchor = statement.cue.start_char if statement.cue is not None else statement.start
    sentence = reading.sentence(anchor)
    first, last = sentence.start_char, sentence.end_char

    def outside(start: int) -> bool:
        return not any(s <= start < e for s, e in statement.parts)

    if statement.cue is not None:
        if statement.told_to is None and statement.cue.text.casefold().split()[0] in ("told", "tell", "tells", "telling", "informed", "assured", "reminded", "warned", "urged"):
            stop = statement.start if statement.start > statement.cue.end_char else last
            match = _TOLD.match(text[statement.cue.end_char : max(stop, statement.cue.end_char)] + ",")
            if match and 1 < len(match["who"]) < 60 and match["who"].casefold() not in ("that", "to", "the", "of", "against", "it", "on", "about"):
                statement.told_to = match["who"]
        between = text[statement.cue.end_char : statement.start].strip(" ,") if statement.start > statement.cue.end_char else ""
        if statement.told_to is None and re.match(r"(?:ask|urg|remind|beg|invit|instruct|order)", statement.cue.text) and 0 < len(between.split()) <= 4 and not re.search(r"\b(?:to|that|for|in|on)\b", between):
            statement.told_to = between
        if statement.told_to is None and re.match(r"(?:ask|urg|remind|beg|invit)", statement.cue.text) and (asked := _ASKED.match(text, statement.start, statement.end)):
            statement.told_to = asked["who"]
        if statement.told_to is None and (match := _ELSE_TO.search(text, first, last)) and outside(match.start()):
            statement.told_to = match["who"]
        behalf = [a for s, _, a in cast.within(first, last) if outside(s) and _BEHALF.search(text[first:s])]
        statement.behalf = behalf[0] if behalf else None
    for meeting in meetings:
        for mention in meeting.mentions:
            if not outside(mention.start):
                if meeting not in statement.about:
                    statement.about.append(meeting)
            elif first <= mention.start < last and statement.cue is not None:
                before = text[max(first, mention.start - 45) : mention.start]
                if _BEFORE.search(before):
                    statement.before = statement.before or meeting
                elif _AT.search(before):
                    statement.at = statement.at or meeting
    if statement.at is None and statement.told_to and _AUDIENCE.fullmatch(statement.told_to):
        held = [m for m in meetings if m.way != "future"]
        statement.at = min(held, key=lambda m: min(abs(x.start - anchor) for x in m.mentions)) if held else None
    dates = [d for d in reading.dates_in(first, last) if outside(d.start) and d.value and d.rule in ("day", "weekday", "named", "dateline", "relative") and abs(d.start - anchor) < 90]
    dates = [d for d in dates if not any(m.date is d for x in meetings for m in x.mentions)]
    if dates and statement.cue is not None and "year" not in dates[0].text and "month" not in dates[0].text:
        statement.date = min(dates, key=lambda d: abs(d.start - anchor))
        statement.date_why = statement.date.why
    elif reading.dateline_date is not None:
        statement.date = None
        statement.date_why = f"No day in the sentence; the dispatch is dated {reading.dateline_date.text}."
    else:
        statement.date_why = "No day in the sentence; left to the publication date."


def _repeats(reading: Reading, found: list[Statement]) -> None:
    """A statement that says again most words of an earlier one of the same speaker points back to it."""
    runs: list[tuple[Statement, frozenset[tuple[str, str]]]] = []
    holders: dict[tuple[str, str], list[int]] = {}
    for statement in found:
        words = re.findall(r"\w+", reading.text[statement.start : statement.end].casefold())
        mine = frozenset(zip(words, words[1:], strict=False))
        near = {n for run in mine for n in holders.get(run, ())[:6]}
        for number in sorted(near):
            other, theirs = runs[number]
            if len(mine) >= 4 and len(mine & theirs) / max(1, min(len(mine), len(theirs))) >= 0.6 and other.speaker is statement.speaker and other.speaker is not None:
                statement.repeats = other.repeats or other
                statement.why = "Same words as an earlier statement of this speaker: kept as one statement with two appearances."
                break
        for run in mine:
            holders.setdefault(run, []).append(len(runs))
        runs.append((statement, mine))
