"""Conversations: lines that begin with who speaks ("Q:", "A:", "PRESENTER:", "DUBE:"), and who "I" and "we" are."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from dataclasses import dataclass

from kpdesk.domain.stretches import Stretches
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
    labels = Stretches((t.at, t.start, t) for t in spoken)
    return [s for s in said if s.cue is None or not labels.over(s.cue.start_char, s.cue.start_char + 1)]


def statements(reading: Reading, cast: Cast, spoken: list[Turn]) -> list[Statement]:
    """What those who answer say. Who asks, presents, or introduces the next speaker is no source."""
    asking = set(_ASKING)
    for before, after in itertools.pairwise(spoken):
        if after.label in reading.text[before.start : before.end].casefold() and after.label not in _ANSWER:
            asking.add(before.label)
    found = []
    speakers = _speakers(cast, spoken)
    for turn in spoken:
        actor = None if turn.label in asking else speakers.get(turn.label)
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


def _speakers(cast: Cast, spoken: list[Turn]) -> dict[str, Actor]:
    """Persons by the labels that mean them: name, surname, and who answers."""
    found: dict[str, Actor] = {}
    people = [a for a in cast.actors.values() if a.kind == "person" and a.named]
    for actor in people:
        name = actor.name.casefold()
        for label in (name, *name.split()[-1:]):
            found.setdefault(label, actor)
    for label in _ANSWER:
        found.pop(label, None)
    if spoken:
        before = [(len(a.begun(0, spoken[0].at)), len(a.mentions), -a.first, a) for a in people]
        best = max(before, key=lambda row: row[:3], default=None)
        if best is not None and best[0]:
            found |= dict.fromkeys(_ANSWER, best[3])
    return found


@functools.lru_cache(maxsize=4)  # asked at every "we" of a text
def _signed(text: str) -> tuple[tuple[int, int] | None, int | None, str | None]:
    """Where "We, the ..." names a body, where the closing of a letter ends, and who stands in the byline."""
    named = _WE.search(text)
    closing = None
    if _LETTER.search(text[:600]):
        closing = next(iter(_CLOSING.finditer(text, max(0, len(text) - 900))), None)
    return named.span("who") if named else None, closing.end() if closing else None, headers.author(text)


def author(reading: Reading, cast: Cast, *, plural: bool) -> Actor | None:
    """Who "I" or "we" is outside of quotations: the body that writes a letter, or the person in the byline."""
    named, closing, byline = _signed(reading.text)
    if plural and named is not None:
        bodies = [a for _, _, a in cast.within(*named) if a.kind != "person"]
        if bodies:
            return bodies[0]
    if closing is not None:
        signed = [a for _, _, a in cast.within(closing, len(reading.text)) if (a.kind == "person") is not plural]
        return signed[0] if signed else None
    if plural or byline is None:
        return None
    return next(
        (a for a in cast.actors.values() if a.kind == "person" and a.name.casefold() == byline.casefold()), None
    )
