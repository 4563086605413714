"""The words of a statement set right: no addressee in the content, and none of the next report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span

_TELLING = re.compile(r"^(?:told|tells?|telling|informed|assured|reminded|warned|convinced)$", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"^(?P<who>(?:[A-Z][\w’'&.-]*|[a-z-]+)(?: (?!that\b|to\b)[\w’'&.,-]+){0,11}?) (?P<link>that|to) (?=\w)"
)
_PLAIN_ADDRESSEE = re.compile(
    r"^(?P<who>(?:the |a |an )?(?:[A-Z][\w’'&.-]*(?: [A-Z][\w’'&-]*){0,4}|reporters|journalists|delegates|lawmakers|legislators|parliament|members|participants|diplomats)(?: (?:on|in) [A-Z]\w+)?),? (?=[a-z]\w* \w|[A-Z])"
)
_FEELING = re.compile(
    r"^(?:(?:its|his|her|their|the|grave|deep|serious|great|strong) )*(?:concerns?|regrets?|hopes?|fears?|doubts?|alarm|disappointment|satisfaction|dismay|outrage|confidence|optimism|appreciation|gratitude) (?:of|that|about|over|at|for|on|with|in) ",
    re.IGNORECASE,
)
_EXPRESSING = re.compile(r"^(?:express\w*|voic\w+|rais\w+|reiterat\w+|convey\w*|took|takes|take)\b", re.IGNORECASE)
_NOTE = re.compile(r"^note (?:of |that )?", re.IGNORECASE)
_NAMING = re.compile(
    r"^(?:call|describ|brand|label|dub|denounc|dismiss|condemn|portray|characteri[sz]|slam|hail|prais|regard|brand)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:(?:it|them|him|her|this|that) )?(?:as |for )?")
_SIDING = re.compile(r"^(?:oppos|support|back|endors|block|reject)", re.IGNORECASE)
_CONJ = re.compile(r"^,? (?:and|but|while|although|though|because|since|so|yet|when|after|before|as)\b")


@dataclass(eq=False, slots=True)
class Said:
    """One content with its cue and source while it is set right (characters of the cleaned text)."""

    start: int
    end: int
    mode: str
    score: float
    source: Span | None
    cue: Span | None
    told_to: str | None = None
    final: bool = False  # its borders are sure


def trim(said: Said, text: str) -> None:
    """Take addressees, "as", "concern that" and the like out of the content."""
    if said.cue is None or said.mode == "direct":
        return
    cue = said.cue.text.strip()
    words = text[said.start : said.end]
    after_cue = 0 <= said.start - said.cue.end_char <= 2
    if after_cue and _TELLING.match(cue):
        match = _ADDRESSEE.match(words)
        if (
            match is not None
            and len(match["who"].split()) <= 12
            and not re.search(r"\b(?:is|are|was|were|has|had|will|would)\b", match["who"])
        ):
            said.told_to = " ".join(match["who"].split()[:5]).split(" before ")[0].split(" after ")[0].strip(" ,")
            said.start += match.start("link") if match["link"] == "to" else match.end()
        elif (match := _PLAIN_ADDRESSEE.match(words)) is not None and len(words.split()) > 5:
            said.told_to = match["who"]
            said.start += match.end()
    elif (
        after_cue
        and _EXPRESSING.match(cue)
        and (match := (None if "note" in cue else _FEELING.match(words)) or _NOTE.match(words))
    ):
        said.start += match.end()
        if text[said.start :].startswith("that "):
            said.start += 5
    elif after_cue and _NAMING.match(cue) and (match := _NAMED.match(words)) and match.end() < len(words) - 2:
        said.start += match.end()
    elif cue.casefold() in (
        "concern",
        "concerns",
        "fears",
        "claim",
        "claims",
        "allegations",
        "warning",
    ) and words.startswith(("that ", "of ")):
        said.start += words.index(" ") + 1


def shorten(said: Said, others: list[Said], text: str) -> None:
    """A content ends where the next report of the same speaker begins: ", which he described as ..."."""
    if said.final:
        return
    for other in others:
        if (
            other is said
            or other.cue is None
            or said.cue is None
            or not said.start < other.cue.start_char < said.end
            or said.mode == "direct"
        ):
            continue
        if other.cue.start_char < said.cue.start_char or other.score < 0.35:
            continue
        cut = max(
            (
                m.start()
                for m in re.finditer(r",? (?:which|and|but|who|while)\b|, ", text[said.start : other.cue.start_char])
            ),
            default=None,
        )
        if other.source is not None and said.start + 10 < other.source.start_char < other.cue.start_char:
            gap = re.search(r",? (?:and|but|while) (?:a |an |the )?$", text[said.start : other.source.start_char])
            if gap is not None:
                said.end = said.start + gap.start()
                continue
        own = other.source is not None and other.source.text.casefold() in ("he", "she", "they", "it")
        if (
            cut
            and cut > 12
            and (own or other.source is None or said.source is None or other.source.start == said.source.start)
        ):
            said.end = said.start + cut


def is_siding(said: Said) -> bool:
    """Whether a cue takes a side without being a word of saying."""
    return said.cue is not None and said.mode == "indirect" and _SIDING.match(said.cue.text.split()[-1]) is not None


def inner(said: Said, others: list[Said]) -> bool:
    """Whether a verb of taking sides only stands within what somebody else says."""
    if not is_siding(said) or said.cue is None:
        return False
    at = said.cue.start_char
    return any(o is not said and o.start <= at < o.end for o in others)
