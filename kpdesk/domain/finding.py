"""What a person looks for, and what was found: plain values between the window, the services and the store."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kpdesk.domain.dates import parse_date
from kpdesk.domain.vocabulary import STANCES, STATES
from kpdesk.errors import KpdeskError

FOUND_KINDS = ("actor", "meeting", "statement", "position", "source")


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """``words`` as typed: "a phrase", word*, -without. Everything else narrows. Dates are partial."""

    words: str = ""
    pattern: bool = False  # words are a regular expression
    kinds: tuple[str, ...] = FOUND_KINDS
    actor_id: str | None = None
    issue_id: str | None = None
    stance: str | None = None
    meeting_id: str | None = None
    tag_id: str | None = None
    outlet: str = ""
    since: str | None = None
    until: str | None = None
    state: str | None = None
    rejected: bool = False  # rejected records too
    named: tuple[tuple[str, str], ...] = ()  # ("actor", "mtisi"): filters typed as words, on names that hold them

    @property
    def narrowed(self) -> bool:
        """Whether anything beside the words narrows the search."""
        plain = (self.actor_id, self.issue_id, self.stance, self.meeting_id, self.tag_id, self.outlet, self.since,
                 self.until, self.state, self.named)  # fmt: skip
        return any(plain)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record that was found, with the words around the match.

    ``start`` and ``end`` are the found characters in the text version, as code points; where the words are not in
    a text they are the first characters that the record rests on, and -1 where it rests on none.
    """

    kind: str
    record_id: str
    source_id: str | None
    title: str
    where: str = ""  # outlet and date
    before: str = ""
    match: str = ""
    after: str = ""
    state: str = ""
    sort: str = ""  # kind of actor, stance of a position
    start: int = -1
    end: int = -1
    text_version_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """The hits shown, how many there are in all, and a word on what could not be done."""

    hits: tuple[Hit, ...]
    total: int
    note: str = ""


def tokens(words: str) -> tuple[list[str], list[str]]:
    """What was typed as (wanted, unwanted) words and phrases. Any input is text: nothing in it is an error."""
    wanted: list[str] = []
    unwanted: list[str] = []
    at = 0
    typed = words.translate({0x201C: '"', 0x201D: '"', 0x201E: '"', 0: " "})
    while at < len(typed):
        if typed[at].isspace():
            at += 1
            continue
        minus = typed[at] == "-" and at + 1 < len(typed) and not typed[at + 1].isspace()
        at += minus
        if typed[at] == '"':
            close = typed.find('"', at + 1)
            close = len(typed) if close < 0 else close
            piece, at = typed[at + 1 : close], close + 1
        else:
            stop = next((n for n in range(at, len(typed)) if typed[n].isspace() or typed[n] == '"'), len(typed))
            piece, at = typed[at:stop], stop
        if any(ch.isalnum() for ch in piece):
            (unwanted if minus else wanted).append(piece)
    return wanted, unwanted


_FILTER = re.compile(
    r'(?<!\S)(actor|issue|stance|meeting|outlet|tag|state|kind|from|to):(?:["\u201c\u201d]([^"\u201c\u201d]+)["\u201c\u201d]|([^\s"\u201c\u201d]+))',
    re.IGNORECASE,
)


def understood(wanted: Criteria) -> Criteria:
    """The criteria with typed filters (actor:mtisi, stance:oppose, from:2011-06, outlet:"Cape Times") taken out of
    the words. What fits no filter stays text."""
    found = wanted
    kept: list[str] = []
    at = 0
    for part in _FILTER.finditer(wanted.words):
        narrower = _narrowed(found, part[1].lower(), part[2] or part[3])
        if narrower is not None:
            found = narrower
            kept.append(wanted.words[at : part.start()])
            at = part.end()
    return replace(found, words="".join(kept) + wanted.words[at:])


def _narrowed(wanted: Criteria, key: str, value: str) -> Criteria | None:
    lower = value.casefold()
    if key in ("from", "to"):
        try:
            date = parse_date(value)
        except KpdeskError:
            return None
        return replace(wanted, since=date) if key == "from" else replace(wanted, until=date)
    if key == "kind":
        kinds = tuple(k for k in FOUND_KINDS if k.startswith(lower.removesuffix("s")))
        return replace(wanted, kinds=kinds) if kinds else None
    if key in ("state", "stance"):
        fits = [word for word in (STATES if key == "state" else STANCES) if word.startswith(lower)]
        return replace(wanted, **{key: fits[0]}) if fits else None
    if key == "outlet":
        return replace(wanted, outlet=value)
    return replace(wanted, named=(*wanted.named, (key, value)))
