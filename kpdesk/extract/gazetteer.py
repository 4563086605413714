"""Names that are already known, found in a text: the case's own first, then the reference set."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass

from kpdesk.domain.draft import Known
from kpdesk.extract.reference import SAME_ACTOR, Reference, fold

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+|&")
_GLUE = re.compile(r"[ \-\u2010-\u2015'’./]{0,3}")
_MISREAD_MIN = 6  # letters a word must have before one of them may be wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Somebody that a name can mean. ``record`` is the case's own id; ``reference`` a key that may be linked."""

    key: str
    name: str
    kind: str
    country: str | None = None
    record: str | None = None
    reference: str | None = None
    maybe: str | None = None  # key of a reference entry that only a person may link
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of writing a target."""

    target: Target
    text: str
    kind: str  # full, short, acronym, former, misspelling, translation, adjective, metonym, ambiguous
    free: bool
    learnt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place in the text where a known name stands. ``edits`` is 1 where one letter differs."""

    start: int
    end: int
    ways: tuple[Way, ...]
    edits: int = 0


class Gazetteer:
    """All known ways of writing, indexed by their first word."""

    def __init__(self, ways: list[Way]) -> None:
        self.ways = ways
        self._tree: dict[str, list[tuple[tuple[str, ...], Way]]] = defaultdict(list)
        for way in ways:
            if pieces := tuple(_pieces(way.text)):
                self._tree[pieces[0]].append((pieces, way))
        self._deletes = _deletes(w for w in self._tree if len(w) >= _MISREAD_MIN)
        self._inner = _deletes(
            {p for forms in self._tree.values() for pieces, _ in forms for p in pieces[1:] if len(p) >= _MISREAD_MIN}
        )

    def find(self, text: str) -> list[Hit]:
        """Longest known names in the text, left to right, none overlapping."""
        words = [(m.start(), m.end(), fold(m[0]) if m[0] != "&" else "and") for m in _WORD.finditer(text)]
        hits: list[Hit] = []
        at = 0
        while at < len(words):
            hit, used = self._at(text, words, at)
            if hit is None:
                at += 1
            else:
                hits.append(hit)
                at += used
        return hits

    def _at(self, text: str, words: list[tuple[int, int, str]], at: int) -> tuple[Hit | None, int]:
        best: dict[tuple[int, int], list[Way]] = defaultdict(list)
        first = words[at][2]
        starts = {first: 0}
        if len(first) >= _MISREAD_MIN - 1 and text[words[at][0]].isupper():
            starts |= {w: 1 for w in _near(first, self._deletes) if w != first}
        for form, edits in starts.items():
            for pieces, way in self._tree.get(form, ()):
                slips = edits
                end = at
                for piece in pieces[1:]:
                    end += 1
                    if end >= len(words) or not _GLUE.fullmatch(text, words[end - 1][1], words[end][0]):
                        slips = 9
                        break
                    if words[end][2] != piece:
                        close = len(words[end][2]) >= _MISREAD_MIN - 1 and piece in _near(words[end][2], self._inner)
                        slips += 1 if close else 9
                        if slips > 1:
                            break
                surface = text[words[at][0] : words[end][1]] if end < len(words) else ""
                if slips <= 1 and (slips == 0 or _may_be_misread(way, surface)) and _written_as(way, surface):
                    best[len(pieces), -slips].append(way)
        if not best:
            return None, 1
        length, slips = max(best)
        return Hit(
            start=words[at][0], end=words[at + length - 1][1], ways=tuple(best[length, slips]), edits=-slips
        ), length


def _pieces(text: str) -> list[str]:
    return [fold(m[0]) if m[0] != "&" else "and" for m in _WORD.finditer(text)]


def _written_as(way: Way, surface: str) -> bool:
    """Acronyms keep their capitals; names begin with one; descriptions may be in small letters."""
    letters = way.text.replace(".", "")
    if letters.isupper() and len(letters) <= 6:
        return surface.replace(".", "") == letters
    if way.text[0].isupper():
        return surface[:1].isupper()
    return True


def _may_be_misread(way: Way, surface: str) -> bool:
    """One wrong letter is allowed in names of persons and bodies that are long enough; never in countries."""
    return way.free and not way.target.key.startswith("country/") and len(way.text) >= 8 and surface[:1].isupper()


def _deletes(words: object) -> dict[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for word in words:  # type: ignore[attr-defined]
        index[word].add(word)
        for i in range(len(word)):
            index[word[:i] + word[i + 1 :]].add(word)
    return index


def _near(word: str, index: dict[str, set[str]]) -> set[str]:
    """Indexed words within one edit (a letter more, less, other, or two swapped); the first letter stays."""
    found = set(index.get(word, ()))
    for i in range(len(word)):
        found |= index.get(word[:i] + word[i + 1 :], set())
    return {w for w in found if w[0] == word[0] and one_edit(w, word)}


def slips(word: str, longest: int = 40) -> set[str]:
    """The word and what is left of it without one letter: words that are one edit apart share one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))} if len(word) <= longest else {word}


def one_edit(a: str, b: str) -> bool:
    """Whether two words differ in at most one letter, or in two that are swapped."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    return a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :]


@functools.lru_cache(maxsize=2)
def _reference_ways(reference: Reference) -> tuple[Way, ...]:
    ways: list[Way] = []
    targets: dict[str, Target] = {}
    for section in ("countries", "organisations", "people"):
        for entry in reference.section(section):
            key = SAME_ACTOR.get(entry.key, entry.key)
            if key not in targets:
                acronyms = tuple(n.text for n in entry.names if n.kind == "acronym" or n.text.isupper())
                linked = key if reference.entries[key].links else None
                targets[key] = Target(
                    key=key,
                    name=reference.entries[key].name,
                    kind=reference.entries[key].kind,
                    country=entry.country,
                    reference=linked,
                    maybe=None if linked else key,
                    acronyms=acronyms,
                )
            ways.append(Way(target=targets[key], text=entry.name, kind="full", free=True))
            ways += [Way(target=targets[key], text=n.text, kind=n.kind, free=n.free) for n in entry.names]
            if section == "countries" and entry.name in ("Democratic Republic of the Congo", "Republic of the Congo"):
                ways.append(Way(target=targets[key], text=entry.name.replace(" the ", " "), kind="full", free=True))
    return tuple(ways)


@functools.lru_cache(maxsize=4)
def build(known: Known, reference: Reference | None) -> Gazetteer:
    """The names of the case and, where the case uses it, of the reference set. A person's own records win."""
    ways: list[Way] = []
    own: dict[str, Target] = {}
    for actor in known.actors:
        target = Target(
            key=f"record/{actor.id}",
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            record=actor.id,
            reference=actor.reference,
        )
        if actor.reference:
            own[actor.reference] = target
        for text in (actor.name, *actor.names):
            if len(fold(text)) > 1:
                kind = "acronym" if text.isupper() and len(text) <= 8 else "full"
                ways.append(Way(target=target, text=text, kind=kind, free=True, learnt=text != actor.name))
    taken = {(fold(w.text)) for w in ways}
    if reference is not None:
        for way in _reference_ways(reference):
            if way.target.key in own:
                if fold(way.text) not in taken:
                    ways.append(Way(target=own[way.target.key], text=way.text, kind=way.kind, free=way.free))
            elif fold(way.text) not in taken or not way.free:
                ways.append(way)
    return Gazetteer(ways)
