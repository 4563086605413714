"""The actors of one text while they are being put together: one entry for each real actor, with all its mentions."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kpdesk.extract.gazetteer import Target, one_edit, slips
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
    serial: int = 0  # the order in which the cast took actors in
    _ordered: list[tuple[int, int]] | None = None

    @property
    def ordered(self) -> list[tuple[int, int]]:
        """The mentions in order of the text."""
        if self._ordered is None or len(self._ordered) != len(self.mentions):
            self._ordered = sorted(self.mentions)
        return self._ordered

    @property
    def first(self) -> int:
        return self.ordered[0][0] if self.mentions else 1 << 30

    def last_before(self, char: int) -> tuple[int, int] | None:
        """The last mention that begins before a character."""
        count = bisect_left(self.ordered, (char, -1))
        return self.ordered[count - 1] if count else None

    def begun(self, start: int, end: int) -> list[tuple[int, int]]:
        """The mentions that begin in a stretch of text, in order."""
        listed = self.ordered
        return listed[bisect_left(listed, (start, -1)) : bisect_left(listed, (end, -1))]


class NameIndex:
    """The actors of a cast by the words of their names, so that no name is compared with all others."""

    def __init__(self) -> None:
        self._count = 0
        self._words: dict[str, dict[int, Actor]] = {}
        self._surfaces: dict[str, dict[int, Actor]] = {}
        self._whole: dict[str, dict[int, Actor]] = {}
        self._last: dict[str, dict[int, Actor]] = {}
        self._slips: dict[str, dict[int, Actor]] = {}

    def add(self, actor: Actor) -> None:
        self._count += 1
        actor.serial = self._count
        for index, key in self._keys(actor):
            index.setdefault(key, {})[actor.serial] = actor

    def drop(self, actor: Actor) -> None:
        for index, key in self._keys(actor):
            index.get(key, {}).pop(actor.serial, None)
        for words in actor.surfaces:
            for word in fold(words).split():
                self._surfaces.get(word, {}).pop(actor.serial, None)

    def surface(self, actor: Actor, words: str) -> None:
        for word in fold(words).split():
            self._surfaces.setdefault(word, {})[actor.serial] = actor

    def _keys(self, actor: Actor) -> Iterator[tuple[dict[str, dict[int, Actor]], str]]:
        name = fold(actor.name)
        words = name.split()
        yield from ((self._words, word) for word in words)
        if actor.kind == "person" and words:
            yield self._whole, name
            if actor.named:
                yield self._last, words[-1]
                yield from ((self._slips, slip) for slip in slips(words[-1]))

    def persons_called(self, name: str) -> list[Actor]:
        """Persons of this folded name, in the order in which the cast took them in."""
        return list(self._whole.get(name, {}).values())

    def bearers(self, surname: str) -> list[Actor]:
        return list(self._last.get(surname, {}).values())

    def nearly(self, surname: str) -> list[Actor]:
        """Named persons whose surname is at most a slip of the pen away."""
        near = {n: a for slip in slips(surname) for n, a in self._slips.get(slip, {}).items()}
        return [near[n] for n in sorted(near) if one_edit(fold(near[n].name).split()[-1], surname)]

    def bodies_with(self, word: str, *, surfaces: bool = False) -> list[Actor]:
        """Actors other than persons with a word in their name (or, with ``surfaces``, in any way they are written)."""
        found = dict(self._words.get(word, {}))
        if surfaces:
            found |= self._surfaces.get(word, {})
        return [found[n] for n in sorted(found) if found[n].kind != "person"]


class Cast:
    """Actors by key and by place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.actors: dict[str, Actor] = {}
        self._at: dict[tuple[int, int], Actor] = {}
        self._order: list[tuple[int, int]] | None = []
        self._longest = 1
        self.names = NameIndex()

    def add(self, actor: Actor) -> Actor:
        found = self.actors.setdefault(actor.key, actor)
        if found is actor and actor.serial == 0:
            self.names.add(actor)
        return found

    def mention(self, actor: Actor, start: int, end: int, *, surface: bool = True) -> None:
        """Note that the actor is meant here; the first to claim a place keeps it."""
        if (start, end) in self._at or start >= end:
            return
        self._at[start, end] = actor
        self._longest = max(self._longest, end - start)
        if self._order is not None:
            insort(self._order, (start, end))
        if actor._ordered is not None:
            insort(actor._ordered, (start, end))
        actor.mentions.add((start, end))
        if surface:
            words = self.text[start:end]
            if words not in actor.surfaces:
                self.names.surface(actor, words)
            actor.surfaces[words] = actor.surfaces.get(words, 0) + 1

    def release(self, start: int, end: int) -> None:
        """Take a mention back: a longer name stands there."""
        actor = self._at.pop((start, end), None)
        if actor is None:
            return
        if self._order is not None:
            del self._order[bisect_left(self._order, (start, end))]
        actor.mentions.discard((start, end))
        actor._ordered = None

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
        into._ordered = None
        for words, count in other.surfaces.items():
            self.names.surface(into, words)
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
        self.names.drop(other)
        return into

    def remove(self, actor: Actor) -> None:
        self.actors.pop(actor.key, None)
        self.names.drop(actor)
        for place in actor.mentions:
            self._at.pop(place)
        self._order = None
        for other in self.actors.values():
            if other.affiliation is actor:
                other.affiliation = None

    def of_kind(self, *kinds: str) -> list[Actor]:
        return [a for a in self.actors.values() if a.kind in kinds]
