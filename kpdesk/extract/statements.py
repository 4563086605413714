"""Statements: who said what, how, to whom, when, at or about or before which meeting, and what only repeats."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import Any

from spacy.tokens import Span

from kpdesk.domain.stretches import Stretches
from kpdesk.extract import circumstances, repairs, saying, turns
from kpdesk.extract import quotes as quoting
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.circumstances import Statement
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import base, is_passive
from kpdesk.extract.meetings import Meeting
from kpdesk.extract.quotes import Quote
from kpdesk.extract.reading import Reading
from kpdesk.extract.repairs import Said
from kpdesk.extract.speech import is_speech, main_word

_ASIDE = 30  # characters of an attribution that a reader passes over
_DESCRIPTION = 90  # characters of the longest description of a speaker
_TELLING = frozenset(["tell", "inform", "remind", "warn", "advise", "assure", "notify", "instruct"])
_LEAST_QUOTE = 5  # words in quotation marks that make a statement of their own


def find(reading: Reading, cast: Cast, describer: Describer, meetings: list[Meeting]) -> list[Statement]:
    """All statements of the text, in order."""
    quoted = Stretches((q.start, q.end, q) for q in quoting.find(reading.text))
    said: list[Said] = []
    for attribution in sorted(reading.doc._.attributions, key=lambda a: (a.cue or a.content).start_char):
        said += _from_attribution(reading, attribution, quoted)
    spoken = turns.turns(reading.text)
    said = turns.without_labels(said, spoken)
    for one in said:
        repairs.trim(one, reading.text)
    said = [s for s in said if s.end - s.start > 2 and is_speech(s, reading.text) and not _in_headline(reading, s)]
    said += saying.find(reading, said)
    said = _distinct(said)
    cues = Stretches((s.cue.start_char, s.cue.start_char + 1, s) for s in said if s.cue is not None)
    for one in said:
        repairs.shorten(one, cues.over(one.start, one.end), reading.text)
    around = Stretches((s.start, s.end, s) for s in said)
    said = _distinct(
        [s for s in said if s.cue is None or not repairs.inner(s, around.over(s.cue.start_char, s.cue.start_char + 1))]
    )
    found = []
    for one in said:
        start, end = _edges(reading.text, one.start, one.end, quoted)
        if end - start > 2 and any(c.isalpha() for c in reading.text[start:end]):
            mode = quoting.mode(reading.text, quoted.over(start, end), start, end)
            found.append(
                Statement(
                    parts=[(start, end)],
                    mode=mode,
                    score=one.score,
                    source=one.source,
                    cue=one.cue,
                    told_to=one.told_to,
                )
            )
    found += turns.statements(reading, cast, spoken)
    found += _left_over(reading, quoted, found)
    found.sort(key=lambda s: ((s.cue.start_char if s.cue is not None else s.start), s.start))
    lines = _Lines(reading, found)
    for statement in found:
        _attribute(reading, cast, describer, statement, lines)
    found = _joined(reading, found)
    found.sort(key=lambda s: s.start)
    held = circumstances.Held(meetings)
    for statement in found:
        circumstances.fill(reading, cast, statement, held)
    _repeats(reading, found)
    return found


def _joined(reading: Reading, found: list[Statement]) -> list[Statement]:
    """What one cue reports in its paragraph is one statement, though the attribution breaks its words in pieces."""
    by_cue: dict[tuple[int, int], Statement] = {}
    kept = []
    for statement in sorted(found, key=lambda s: s.start):
        first = statement
        if statement.cue is not None:
            first = by_cue.setdefault((statement.cue.start, reading.line(statement.start)), statement)
        if first is statement:
            kept.append(statement)
            continue
        first.parts = sorted([*first.parts, *statement.parts])
        first.mode = first.mode if first.mode == statement.mode else "mixed"
    return kept


def _in_headline(reading: Reading, said: Said) -> bool:
    """Headlines tell the story short; only "X says ..." is a report there."""
    if reading.is_headline(said.start) and reading.line_text(reading.line(said.start)).isupper():
        return True
    return reading.is_headline(said.start) and (
        said.cue is None or not re.match(r"(?:says?|said|tells?|told|warns?|urges?)\b", said.cue.text, re.IGNORECASE)
    )


def _from_attribution(reading: Reading, attribution: Any, quoted: Stretches[Quote]) -> list[Said]:
    """The contents of one attribution in their pieces; a told sentence with a short aside ("the walkout, he said,
    changed nothing") is one stretch."""
    text = reading.text
    parts = sorted((c.start_char, c.end_char) for c in attribution.contents)
    cue, source = attribution.cue, attribution.source
    told = None
    if len(parts) > 1:
        parts = [
            p for p in parts if text[slice(*p)].casefold() not in ("which", "who", "that", "what", "this", "it")
        ] or parts
    if (
        len(parts) > 1
        and cue is not None
        and cue.text.casefold() in ("told", "tell", "tells", "telling")
        and len(text[slice(*parts[0])].split()) <= 3
        and parts[0][0] >= cue.start_char
    ):
        told = text[slice(*parts[0])]
        parts = parts[1:]  # the addressee, taken for content
    if (
        len(parts) > 1
        and parts[1][0] - parts[0][1] <= _ASIDE
        and parts[-1][1] <= reading.sentence(parts[0][0]).end_char
        and not any(quoting.mode(text, quoted.over(*p), *p) == "direct" for p in parts)
    ):
        parts = [(parts[0][0], parts[-1][1])]
    made = []
    for start, end in parts:
        start, end = _edges(text, start, end, quoted)
        if end - start >= 3 and any(c.isalpha() for c in text[start:end]):
            made.append(
                Said(
                    start=start,
                    end=end,
                    mode=quoting.mode(text, quoted.over(start, end), start, end),
                    score=attribution.score,
                    source=source,
                    cue=cue,
                    told_to=told,
                )
            )
    return made


def _edges(text: str, start: int, end: int, quoted: Stretches[Quote]) -> tuple[int, int]:
    """Whole quotations where nearly all of one is meant; no outer marks, commas or "that"."""
    for quote in quoted.over(start, end):
        overlap = min(quote.end, end) - max(quote.start, start)
        if overlap > 0.6 * (quote.end - quote.start) and overlap > 0.8 * (end - start):
            start, end = min(start, quote.start), max(end, quote.end)
            break
    while start < end and text[start] in ' ,:;“"‘”\n':
        start += 1
    while end > start and text[end - 1] in " ,;:\n":
        end -= 1
    if text[start:end].count("“") < text[start:end].count("”") and text[end - 1] == "”":
        end -= 1
    return start, end


def _distinct(found: list[Said]) -> list[Said]:
    """The better of two that share most of their content."""
    kept: list[Said] = []
    places: Stretches[Said] = Stretches()
    for said in sorted(found, key=lambda s: -s.score):
        clash = False
        for other in places.over(said.start, said.end):
            common = min(said.end, other.end) - max(said.start, other.start)
            shorter, longer = sorted((said.end - said.start, other.end - other.start))
            same = said.cue is not None and other.cue is not None and said.cue.start == other.cue.start
            if common > 0 and (
                common > 0.6 * longer or (common > 0.8 * shorter and (same or said.mode == other.mode == "direct"))
            ):
                clash = True
                break
        if not clash:
            kept.append(said)
            places.add(said.start, said.end, said)
    return kept


def _left_over(reading: Reading, quoted: Stretches[Quote], found: list[Statement]) -> list[Statement]:
    """Long quotations that no attribution covers: the second half of a broken one, or a paragraph that goes on speaking."""
    extra = []
    places = Stretches((s.start, s.end, s) for s in found)
    for quote in quoted:
        near = places.over(quote.start, quote.end)
        if any(min(s.end, quote.end) - max(s.start, quote.start) > 0.3 * (quote.end - quote.start) for s in near):
            continue
        words = reading.text[quote.start : quote.end]
        if len(words.split()) < _LEAST_QUOTE or not any(
            t.tag_ in ("VBD", "VBP", "VBZ", "MD") for t in reading.span(quote.start, quote.end)
        ):
            continue  # a term or a title
        if words.istitle() or reading.is_headline(quote.start):
            continue
        start, end = _edges(reading.text, quote.start, quote.end, Stretches())
        extra.append(Statement(parts=[(start, end)], mode="direct", score=0.45))
    return extra


class _Lines:
    """Statements by the lines in which they begin and end."""

    def __init__(self, reading: Reading, found: list[Statement]) -> None:
        self.begun: dict[int, list[Statement]] = defaultdict(list)
        self.ended: dict[int, list[Statement]] = defaultdict(list)
        for statement in found:
            self.begun[reading.line(statement.start)].append(statement)
            self.ended[reading.line(statement.end)].append(statement)


def _attribute(reading: Reading, cast: Cast, describer: Describer, statement: Statement, lines: _Lines) -> None:
    source = statement.source
    if source is not None and statement.cue is not None and _is_told(source, statement.cue):
        statement.told_to = statement.told_to or source.text.strip(" ,")
        statement.source = None
    elif source is not None and len(source.text.strip()):
        statement.speakers = describer.actors(source)
        statement.mention = _mention(reading, cast, source)
        if statement.cue is not None and (owner := _before_aside(reading, cast, source, statement.cue)) is not None:
            statement.speakers, statement.mention = [owner[2]], owner[:2]
        _widen(cast, statement.speakers, source)
    if not statement.speakers and statement.cue is None:
        _continue(reading, describer, statement, lines)
    if statement.speakers:
        describer.last_speaker = statement.speakers[0]
        for actor in statement.speakers:
            actor.acts = True
    statement.why = statement.why or _why(reading, statement)


def _is_told(source: Span, cue: Span) -> bool:
    """ "Dealers are warned that ...": who hears it, not who says it."""
    verb = main_word(cue)
    return base(verb) in _TELLING and is_passive(verb) and source.root.dep_ == "nsubj:pass"


def _widen(cast: Cast, speakers: list[Actor], source: Span) -> None:
    """A speaker without a name is meant by all of its description: "a friend in Windhoek", not only "a friend"."""
    if len(speakers) != 1 or speakers[0].named:
        return
    start, end = source.start_char, source.start_char + len(re.split(r"[,;]", source.text)[0].rstrip())
    short = [(s, e) for s, e, a in cast.within(start, end) if a is speakers[0]]
    if len(short) == 1 and short[0][0] == start and end - start < _DESCRIPTION and short[0] != (start, end):
        cast.release(*short[0])
        cast.mention(speakers[0], start, end, surface=False)


def _before_aside(reading: Reading, cast: Cast, source: Span, cue: Span) -> tuple[int, int, Actor] | None:
    """ "X, who opened the meeting in place of Y, told ...": a name at the end of an aside is not the speaker."""
    sentence = reading.sentence(cue.start_char)
    head = reading.text[sentence.start_char : source.start_char]
    if source.start_char > cue.start_char or not re.search(r", (?:who|whose|which|whom)\b", head):
        return None
    if not re.search(r"\b(?:of|by|with|for|from|to|at|in|against|like)(?: (?:the|[A-Z]\w+))?\s*$", head):
        return None
    named = [
        m
        for m in cast.within(sentence.start_char, source.start_char)
        if re.match(r", (?:who|whose|which|whom)\b", reading.text[m[1] : m[1] + 8])
    ]
    return named[-1] if named else None


def _mention(reading: Reading, cast: Cast, source: Span) -> tuple[int, int]:
    """The words of a source that name it: the name itself, else the whole."""
    named = [(s, e) for s, e, a in cast.within(source.start_char, source.end_char) if a.kind == "person" and a.named]
    text = source.text.rstrip(" ,;")
    return named[0] if named else (source.start_char, source.start_char + len(text))


def _continue(reading: Reading, describer: Describer, statement: Statement, lines: _Lines) -> None:
    """A quotation without cue: its sentence's "said X", else the speaker of the quotation before it."""
    line = reading.line(statement.start)
    before = next((n for n in range(line - 1, -1, -1) if reading.line_text(n).strip()), line)
    around = [s for number in {before, line} for s in lines.ended.get(number, ())]
    earlier = [s for s in around if s.speakers and s.start < statement.start]
    if earlier:
        last = max(earlier, key=lambda s: s.start)
        statement.speakers, statement.mention, statement.cue = last.speakers, last.mention, last.cue
        return
    later = [s for s in lines.begun.get(line, ()) if s.source is not None and s.source.start_char > statement.end]
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
    how = {
        "direct": "words in quotation marks",
        "mixed": "partly in quotation marks",
        "indirect": "told in the reporter's words",
    }[statement.mode]
    if not shown:
        return (
            f"{how[0].upper()}{how[1:]} that go on from the speaker before."
            if statement.speakers
            else f"{how[0].upper()}{how[1:]}; nobody is named."
        )
    who = ""
    if (
        statement.speakers
        and statement.source is not None
        and statement.source.text.casefold() in ("he", "she", "it", "they")
    ):
        who = f", '{statement.source.text}' being {statement.speakers[0].name}"
    elif not statement.speakers:
        who = ", and nobody is named"
    return f"'{' '.join(shown.split())}': a source and a word of saying, {how}{who}."


def _repeats(reading: Reading, found: list[Statement]) -> None:
    """A statement that says again most words of an earlier one of the same speaker points back to it."""
    runs: list[tuple[Statement, frozenset[tuple[str, str]]]] = []
    holders: dict[tuple[str, str], list[int]] = {}
    for statement in found:
        words = re.findall(r"\w+", reading.text[statement.start : statement.end].casefold())
        mine = frozenset(itertools.pairwise(words))
        near = {n for run in mine for n in holders.get(run, ())[:6]}
        for number in sorted(near):
            other, theirs = runs[number]
            if (
                len(mine) >= 4
                and len(mine & theirs) / max(1, min(len(mine), len(theirs))) >= 0.6
                and other.speaker is statement.speaker
                and other.speaker is not None
            ):
                statement.repeats = other.repeats or other
                statement.why = (
                    "Same words as an earlier statement of this speaker: kept as one statement with two appearances."
                )
                break
        for run in mine:
            holders.setdefault(run, []).append(len(runs))
        runs.append((statement, mine))
