"""Conversations: lines that begin with who speaks ("Q:", "A:", "PRESENTER:", "DUBE:"), and who "I" and "we" are."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from kpdesk.extract import headers
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.circumstances import Statement
from kpdesk.extract.reading import Reading
from kpdesk.extract.repairs import Said

_TURN = re.compile(
    r"^(?P<label>[A-Z][A-Z.'’ -]{0,30}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}): +(?P<words>\S.*)$", re.MULTILINE
)
_ASKING = frozenset(
    [
        "q",
        "question",
        "presenter",
        "host",
        "anchor",
        "interviewer",
        "moderator",
        "reporter",
        "correspondent",
        "announcer",
        "narrator",
    ]
)
_ANSWER = frozenset(["a", "answer"])
_FEWEST = 4  # labelled lines that make a conversation
_WE = re.compile(r"\bWe, (?:the )?(?P<who>[^.;\n]{3,120}?),")
_LETTER = re.compile(
    r"^(?:Dear|Excellency|Excellencies|Sir|Madam|Honourable)\b|open letter", re.IGNORECASE | re.MULTILINE
)
_CLOSING = re.compile(
    r"^(?:Yours\b|Respectfully|Sincerely|Faithfully|Signed|With (?:kind|best) regards).*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Turn:
    """``[start, end)`` are the words of one speaker; ``at`` is where the label begins."""

    label: str
    at: int
    start: int
    end: int


def turns(text: str) -> list[Turn]:
    """The labelled lines of a conversation; none where a text only has a few lines with a colon."""
    found = [Turn(m["label"].casefold(), m.start(), m.start("words"), m.end("words")) for m in _TURN.finditer(text)]
    counts = Counter(t.label for t in found)
    capitals = [t for t in found if text[t.at : t.start].rstrip(": ").isupper()]
    if len(found) < _FEWEST or len(counts) < 2 or max(counts.values()) < 2:
        return []
    return capitals if len(capitals) > len(found) / 2 else found


def without_labels(said: list[Said], spoken: list[Turn]) -> list[Said]:
    """Reports without those that take a label for a cue: a turn is read as a whole."""
    return [one for one in said if one.cue is None or not any(t.at <= one.cue.start_char < t.start for t in spoken)]


def statements(reading: Reading, cast: Cast, spoken: list[Turn]) -> list[Statement]:
    """What those who answer say. Who asks, presents, or introduces the next speaker is no source."""
    asking = set(_ASKING)
    for before, after in itertools.pairwise(spoken):
        if after.label in reading.text[before.start : before.end].casefold() and after.label not in _ANSWER:
            asking.add(before.label)
    found = []
    for turn in spoken:
        actor = None if turn.label in asking else _speaker(reading, cast, spoken, turn)
        if actor is not None:
            label = reading.text[turn.at : turn.start].rstrip(": ")
            found.append(
                Statement(
                    parts=[(turn.start, turn.end)],
                    mode="direct",
                    score=0.7,
                    speakers=[actor],
                    mention=(turn.at, turn.at + len(label)),
                    why=f"The line begins with '{label}:', which is {actor.name}.",
                )
            )
    return found


def _speaker(reading: Reading, cast: Cast, spoken: list[Turn], turn: Turn) -> Actor | None:
    people = [a for a in cast.actors.values() if a.kind == "person" and a.named]
    if turn.label in _ANSWER:
        before = [(sum(s < spoken[0].at for s, _ in a.mentions), len(a.mentions), -a.first, a) for a in people]
        best = max(before, key=lambda row: row[:3], default=None)
        return best[3] if best is not None and best[0] else None
    for actor in people:
        if turn.label in (actor.name.casefold(), actor.name.casefold().split()[-1]):
            return actor
    return None


def author(reading: Reading, cast: Cast, *, plural: bool) -> Actor | None:
    """Who "I" or "we" is outside of quotations: the body that writes a letter, or the person in the byline."""
    text = reading.text
    if plural and (named := _WE.search(text)) is not None:
        bodies = [a for _, _, a in cast.within(named.start("who"), named.end("who")) if a.kind != "person"]
        if bodies:
            return bodies[0]
    closing = None
    if _LETTER.search(text[:600]):
        closing = next(iter(_CLOSING.finditer(text, max(0, len(text) - 900))), None)
    if closing is not None:
        signed = [a for _, _, a in cast.within(closing.end(), len(text)) if (a.kind == "person") is not plural]
        return signed[0] if signed else None
    byline = headers.author(text)
    if plural or byline is None:
        return None
    return next(
        (a for a in cast.actors.values() if a.kind == "person" and a.name.casefold() == byline.casefold()), None
    )
