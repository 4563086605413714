"""The actors of one text while they are being put together: one entry for each real actor, with all its mentions."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from kpdesk.extract.gazetteer import Target
from kpdesk.extract.reference import fold


@dataclass(eq=False, slots=True)
class Actor:
    """``family`` joins descriptions of one crowd ("civil society"); ``named`` is False for descriptions."""

    key: str
    name: str
    kind: str
    target: Target | None = None
    named: bool = True
    family: str = ""
    country: str | None = None
    surfaces: dict[str, int] = field(default_factory=dict)
    mentions: set[tuple[int, int]] = field(default_factory=set)
    acts: bool = False  # speaks, decides, takes part: more than a name in passing
    affiliation: Actor | None = None
    role: str | None = None
    role_evidence: tuple[int, int] | None = None
    role_why: str = ""
    why: list[str] = field(default_factory=list)
    score: float = 0.6
    number: int = 0

    @property
    def first(self) -> int:
        return min((s for s, _ in self.mentions), default=1 << 30)


class Cast:
    """Actors by key and by place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.actors: dict[str, Actor] = {}
        self._at: dict[tuple[int, int], Actor] = {}
        self._order: list[tuple[int, int]] | None = []
        self._longest = 1

    def add(self, actor: Actor) -> Actor:
        return self.actors.setdefault(actor.key, actor)

    def mention(self, actor: Actor, start: int, end: int, *, surface: bool = True) -> None:
        """Note that the actor is meant here; the first to claim a place keeps it."""
        if (start, end) in self._at or start >= end:
            return
        self._at[start, end] = actor
        self._longest = max(self._longest, end - start)
        if self._order is not None:
            insort(self._order, (start, end))
        actor.mentions.add((start, end))
        if surface:
            words = self.text[start:end]
            actor.surfaces[words] = actor.surfaces.get(words, 0) + 1

    def release(self, start: int, end: int) -> None:
        """Take a mention back: a longer name stands there."""
        actor = self._at.pop((start, end), None)
        self._order = None
        if actor is not None:
            actor.mentions.discard((start, end))

    def at(self, start: int, end: int) -> Actor | None:
        """The actor of exactly this place."""
        return self._at.get((start, end))

    def between(self, start: int, end: int) -> list[tuple[int, int, Actor]]:
        """All mentions that begin in a stretch of text, in order."""
        if self._order is None:
            self._order = sorted(self._at)
        first, last = bisect_left(self._order, (start, -1)), bisect_left(self._order, (end, -1))
        return [(s, e, self._at[s, e]) for s, e in self._order[first:last]]

    def within(self, start: int, end: int) -> list[tuple[int, int, Actor]]:
        """Mentions inside a stretch of text, outermost first at each place, in order."""
        found = sorted((m for m in self.between(start, end) if m[1] <= end), key=lambda m: (m[0], -m[1]))
        kept: list[tuple[int, int, Actor]] = []
        for item in found:
            if not kept or item[0] >= kept[-1][1]:
                kept.append(item)
        return kept

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any mention shares a character with the stretch."""
        return any(s < end and start < e for s, e, _ in self.between(start - self._longest, end))

    def covering(self, char: int) -> Actor | None:
        """The actor of the shortest mention over a character."""
        best = [(e - s, a) for s, e, a in self.between(char - self._longest, char + 1) if s <= char < e]
        return min(best, key=lambda b: b[0])[1] if best else None

    def places(self) -> Iterable[tuple[int, int, Actor]]:
        """All mentions in order of the text."""
        return self.between(0, len(self.text) + 1)

    def merge(self, into: Actor, other: Actor, why: str = "") -> Actor:
        """Make two actors one; ``into`` keeps its name."""
        if into is other:
            return into
        for place in other.mentions:
            self._at[place] = into
        into.mentions |= other.mentions
        for words, count in other.surfaces.items():
            into.surfaces[words] = into.surfaces.get(words, 0) + count
        into.acts = into.acts or other.acts
        into.role = into.role or other.role
        into.role_evidence = into.role_evidence or other.role_evidence
        into.affiliation = into.affiliation or (other.affiliation if other.affiliation is not into else None)
        into.target = into.target or other.target
        into.country = into.country or other.country
        into.why += [w for w in ([why] if why else []) + other.why if w not in into.why]
        for actor in self.actors.values():
            if actor.affiliation is other:
                actor.affiliation = into
        self.actors.pop(other.key, None)
        return into

    def remove(self, actor: Actor) -> None:
        self.actors.pop(actor.key, None)
        for place in [p for p, a in self._at.items() if a is actor]:
            self._at.pop(place)
        self._order = None
        for other in self.actors.values():
            if other.affiliation is actor:
                other.affiliation = None

    def by_name(self, name: str) -> Actor | None:
        """The actor that is written this way in the text."""
        wanted = fold(name)
        return next(
            (a for a in self.actors.values() if fold(a.name) == wanted or any(fold(s) == wanted for s in a.surfaces)),
            None,
        )

    def of_kind(self, *kinds: str) -> list[Actor]:
        return [a for a in self.actors.values() if a.kind in kinds]
