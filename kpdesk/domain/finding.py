"""What a person looks for, and what was found: plain values between the window, the services and the store."""

from __future__ import annotations

from dataclasses import dataclass

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

    @property
    def narrowed(self) -> bool:
        """Whether anything beside the words narrows the search."""
        plain = (self.actor_id, self.issue_id, self.stance, self.meeting_id, self.tag_id, self.outlet, self.since,
                 self.until, self.state)  # fmt: skip
        return any(plain)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record that was found, with the words around the match. ``start`` and ``end`` are code points of its text."""

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
