"""Lists of those at a meeting: "attended by A, B and C", "delegates from A and B gathered", "barred A and B from"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.reading import Reading

_PEOPLE = r"(?:delegates|delegations?|representatives|officials|ministers?|diplomats|negotiators|envoys|leaders|experts|members|campaigners|activists|traders|the governments?|observers)"
# What may stand between two names of one list.
_LINK = re.compile(
    rf"(?:[\s,]|\b(?:and|or|as well as|along with|together with|the|of|from|its|both|high-level|senior|mines|foreign|mining|government|industry)\b|{_PEOPLE}\b)*"
)
# "its deputy minister, Mr": the office before the first name of a list.
_OFFICER = re.compile(r"(?:its|their|the|an?|his|her) [^,.;]{3,50},? (?:(?:Mr|Mrs|Ms|Dr)\.? )?")
_FROM = re.compile(rf"\b{_PEOPLE} (?:from|of|representing) ", re.IGNORECASE)
_GATHERED = re.compile(
    r"(?: (?:also|all|have|had|again|then))* (?:gathered|met|convened|assembled|came together|held (?:talks|discussions|consultations|negotiations)|attended|took part|were (?:present|there|in attendance)|sat down|arrived|travell?ed|flew)\b"
)
_LISTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (how, re.compile(pattern, re.IGNORECASE))
    for how, pattern in (
        ("attended", r"\b(?:attended|addressed|opened) by "),
        ("attended", r"(?:\b(?:was|were|been) (?:also )?|, )represented (?:there |here )?by "),
        (
            "attended",
            rf"\b(?:drew|attracted|brought together|gathered|assembled|united) (?:\w+ )?(?:{_PEOPLE} )?(?:from )?",
        ),
        ("attended", r"\bpresent (?:at|in) [^.;]{3,80}? (?:were|was) "),
        ("excluded", r"\b(?:turned|kept|shut|locked|threw|left) "),
        (
            "attended",
            r"\b(?:participants|those (?:present|attending|taking part)|attendees|delegates|delegations)\b[^.;]{0,60}? (?:were|was|included?|includes|including|came from) ",
        ),
        ("attended", r"\balso (?:present|attending|there|in attendance)\b[^.;]{0,50}? (?:were|was) "),
        (
            "excluded",
            r"\b(?:exclud(?:ed|es|ing)|barr?(?:ed|s|ing)|turned away|shut out|kept out|denied (?:entry|accreditation|visas?|access) to|refused (?:visas?|entry|accreditation|to accredit|to admit|to let in)(?: to)?) ",
        ),
    )
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|got|and|or|had|who) (?:\w+ly )?$", re.IGNORECASE)
_OUT_OF = re.compile(r" (?:(?:away|out) )?(?:from|of|at|ahead of|before|for|to) ")
_AWAY = re.compile(r" (?:away|out) (?:from|of|at) ")
_CHAIR = re.compile(
    r"\b(?:the |its )?(?:chair|chairman|chairwoman|chairperson)(?: of (?:the|this|its) (?:\w+ )?(?:plenary|intersessional|meeting|session|talks|summit|conference)[^,.;]{0,45})?, (?:the )?$",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\b(?:if|unless|whether|could|would|might|may)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody in a list: who, in what part, and the words that show it; ``at`` is where the meeting is looked for."""

    actor: Actor
    how: str
    start: int
    end: int
    at: int


def run(reading: Reading, cast: Cast, start: int, end: int) -> list[tuple[int, int, Actor]]:
    """The names that follow each other from ``start`` on, with only commas, "and" and titles between them."""
    found: list[tuple[int, int, Actor]] = []
    last = start
    for place in cast.within(start, end):
        gap = reading.text[last : place[0]]
        aside = re.match(r",[^,.;]{2,40}, (?=and |as well)|,$", gap) if found else None
        if not found and place[2].kind == "person":
            aside = aside or _OFFICER.fullmatch(gap)
        if _LINK.fullmatch(gap) is None and aside is None:
            break
        if (
            place[2].kind == "person"
            and found
            and found[-1][2].kind != "person"
            and "and" not in gap
            and "its" not in gap
        ):
            pass  # "its deputy minister, NAME": still in the list
        found.append(place)
        last = place[1]
    return found


def listed(reading: Reading, cast: Cast) -> Iterator[Place]:
    """Everyone whom a list of the text puts at, or keeps out of, a meeting."""
    text = reading.text
    for how, pattern in _LISTS:
        for match in pattern.finditer(text):
            sentence = reading.sentence(match.start())
            before = text[sentence.start_char : match.start()]
            if how == "excluded" and (_PASSIVE.search(before) or re.match(r"(?:from|by|to)\b", text[match.end() :])):
                continue
            if _SIDE.search(before) or re.search(r"\b(?:not|never)\b[^,]{0,12}$", before):
                continue
            names = run(reading, cast, match.end(), sentence.end_char)
            out_of = _AWAY if re.match(r"(?:turned|kept|shut|locked|threw|left) $", match[0]) else _OUT_OF
            if how == "excluded" and (not names or not out_of.match(text, names[-1][1])):
                continue
            for start, end, actor in names:
                yield Place(actor, how, max(sentence.start_char, min(match.start(), start)), end, match.start())
    yield from _gathered(reading, cast)
    yield from _chair(reading, cast)


def _gathered(reading: Reading, cast: Cast) -> Iterator[Place]:
    """ "Delegates from A, B and C gathered in ..."; each name of the list, also one that the longer phrase holds."""
    for match in _FROM.finditer(reading.text):
        sentence = reading.sentence(match.start())
        inner = [p for p in cast.between(match.end(), sentence.end_char) if p[0] >= match.end()]
        names, last = [], match.end()
        for place in inner:
            if place[0] < last or _LINK.fullmatch(reading.text[last : place[0]]) is None:
                continue
            names.append(place)
            last = place[1]
        if names and _GATHERED.match(reading.text, last):
            for _, end, actor in names:
                yield Place(actor, "attended", match.start(), end, last)


def _chair(reading: Reading, cast: Cast) -> Iterator[Place]:
    """ "the chair of the meeting, NAME"."""
    for start, end, actor in cast.places():
        if actor.kind == "person":
            before = reading.text[max(0, start - 120) : start]
            match = _CHAIR.search(before)
            if match is not None and " of " in match[0]:
                yield Place(actor, "chaired", start - len(match[0]), end, start - len(match[0]))
