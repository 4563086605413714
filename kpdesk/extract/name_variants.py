"""Several ways of writing one actor: variants of a person's name, acronyms in brackets or not, repeats."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.gazetteer import Way, one_edit, slips
from kpdesk.extract.known_names import actor_of
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold

_BRACKET = re.compile(r"[\"”’]?\s?\((?:the |or |also known as )?[\"“‘]?(?P<short>[A-Z][A-Za-z&]{1,9})[\"”’]?\)")


def join_variants(cast: Cast, reading: Reading) -> None:
    """Persons with one surname whose first names are one letter apart, or of which one is longer, are one; surnames join."""
    apart = reading.known.not_the_same
    people = [a for a in cast.of_kind("person") if a.named]
    near = _Near(people)
    for one in sorted(people, key=lambda a: (a.target is None, -len(a.name))):
        for other in near.others(one):
            if one is other or one.key not in cast.actors or other.key not in cast.actors:
                continue
            if frozenset((one.name, other.name)) in apart or (one.target and other.target):
                continue
            a, b = fold(one.name).split(), fold(other.name).split()
            if len(b) == 1 and len(a) > 1 and b[0] in (a[-1], a[0] if len(b[0]) > 3 else ""):
                cast.merge(one, other, f"'{other.name}' is short for {one.name}.")
            elif len(a) > 1 and len(b) > 1 and _same_person(a, b):
                cast.merge(one, other, f"'{other.name}' and '{one.name}' are spelt almost alike.")
    if reading.match is None:
        return
    ways: dict[str | None, Way] = {}
    for way in reading.gazetteer.ways:
        ways.setdefault(way.target.record, way)
    for actor in [a for a in cast.actors.values() if a.named and a.target is None]:
        for its_id, name, score, why in reading.match(actor.name)[:1]:
            target = ways[its_id].target if its_id in ways else None
            if target is None or score < 0.88 or frozenset((actor.name, name)) in apart or target.kind != actor.kind:
                continue
            known = actor_of(cast, target)
            cast.merge(known, actor, why)


class _Near:
    """People by what two spellings of one name share, so that not every pair is compared."""

    def __init__(self, people: list[Actor]) -> None:
        self._people = people
        self._holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, person in enumerate(people):
            for key in self._keys(fold(person.name).split()):
                self._holders[key].append(number)

    @staticmethod
    def _keys(words: list[str]) -> set[tuple[str, ...]]:
        if len(words) < 2:
            return {("alone", *words)}
        first, last = words[0], words[-1]
        keys = {("first", last, slip) for slip in slips(first)} | {("letter", last, first[0])}
        if len(first) == 1:
            keys.add(("initial", last, first))
        return keys | ({("last", first, slip) for slip in slips(last)} if len(words) == 2 else set())

    def others(self, person: Actor) -> list[Actor]:
        """Those who may be the person, in order; the rules decide."""
        words = fold(person.name).split()
        if len(words) < 2:
            return []  # a short name is taken in by the long one
        wanted = self._keys(words) | {("alone", words[0]), ("alone", words[-1]), ("initial", words[-1], words[0][0])}
        if len(words[0]) > 1:
            wanted.discard(("letter", words[-1], words[0][0]))  # only an initial stands for every such name
        numbers = {n for key in wanted for n in self._holders.get(key, ())}
        return [self._people[n] for n in sorted(numbers)]


def _same_person(a: list[str], b: list[str]) -> bool:
    if a[-1] == b[-1]:
        first = sorted((a[0], b[0]), key=len)
        return (
            a[0] == b[0]
            or (len(first[0]) == 1 and first[1][0] == first[0])
            or (len(first[0]) > 2 and _one_off(a[0], b[0]))
        )
    return a[0] == b[0] and len(a) == len(b) == 2 and len(a[-1]) > 4 and _one_off(a[-1], b[-1])


def _one_off(a: str, b: str) -> bool:
    return a[0] == b[0] and one_edit(a, b)


def brackets(reading: Reading, cast: Cast) -> None:
    """ "Name (ABC)" gives the name an acronym; "ABC (Name)" too."""
    for start, end, actor in list(cast.places()):
        match = _BRACKET.match(reading.text, end)
        if match is None:
            continue
        place = match.span("short")
        other = cast.at(*place)
        if other is not None and other is not actor:
            if other.target is None and _fits(match["short"], actor.name, reading.text[start:end]):
                cast.merge(actor, other, f"'{match['short']}' stands in brackets after '{reading.text[start:end]}'.")
        elif other is None and _fits(match["short"], actor.name, reading.text[start:end]):
            cast.mention(actor, *place)
            actor.why.append(f"'{match['short']}' stands in brackets after '{reading.text[start:end]}'.")


def _fits(short: str, name: str, words: str) -> bool:
    letters = [w[0] for w in re.findall(r"\w+", words)] + [w[0] for w in re.findall(r"\w+", name)]
    upper = {c.casefold() for c in short if c.isupper()}
    return len(short) >= 2 and len(upper & {c.casefold() for c in letters}) >= max(1, len(upper) - 1)


def initials(name: str) -> str:
    return "".join(
        w[0] for w in re.findall(r"\w+", name) if w.casefold() not in ("of", "the", "for", "and", "on", "in", "s")
    ).upper()


def join_acronyms(cast: Cast) -> None:
    """An acronym that nobody explained belongs to the one full name with its letters."""
    by_letters: dict[str, list[Actor]] = defaultdict(list)
    for body in cast.actors.values():
        if body.kind != "person" and " " in body.name:
            by_letters[initials(body.name)].append(body)
    for actor in [a for a in cast.actors.values() if a.target is None and a.name.isupper() and " " not in a.name]:
        full = by_letters[actor.name]
        if len(full) == 1:
            cast.merge(full[0], actor, f"'{actor.name}' are the first letters of '{full[0].name}'.")


def repeats(reading: Reading, cast: Cast) -> None:
    """Every other place where a name of the cast stands as a whole."""
    wanted: list[tuple[Actor, list[str]]] = []
    surnames = Counter(p.name.split()[-1] for p in cast.of_kind("person") if p.name.strip())
    for actor in cast.actors.values():
        surfaces = sorted(actor.surfaces, key=len, reverse=True)
        if actor.kind == "person" and actor.named and " " in actor.name:
            surname = actor.name.split()[-1]
            if surnames[surname] == 1 and len(surname) > 2 and surname not in surfaces:
                surfaces.append(surname)
        wanted.append((actor, [words for words in surfaces if words[:1].isupper()]))
    places = _places(reading.text, {words for _, surfaces in wanted for words in surfaces})
    for actor, surfaces in wanted:
        for words in surfaces:
            for start in places.get(words, ()):
                if not cast.overlaps(start, start + len(words)):
                    cast.mention(actor, start, start + len(words))


def _places(text: str, names: set[str]) -> dict[str, list[int]]:
    """Where each of the names stands as whole words, found in one pass over the text."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        if (first := re.match(r"\w+", name)) is not None:
            lengths[first[0]].add(len(name))
    found: dict[str, list[int]] = defaultdict(list)
    for match in re.finditer(r"\w+", text):
        for length in lengths.get(match[0], ()):
            start, end = match.start(), match.start() + length
            words = text[start:end]
            whole = end >= len(text) or not (text[end].isalnum() or text[end] == "_")
            if whole and words in names and (words not in found or found[words][-1] + length <= start):
                found[words].append(start)
    return found
