"""Named actors: persons and bodies, each once, with every place where their name stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from kpdesk.extract.body_kinds import body_kind
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.gazetteer import Way
from kpdesk.extract.grammar import is_subject
from kpdesk.extract.known_names import actor_of, known
from kpdesk.extract.name_shapes import unknown
from kpdesk.extract.name_variants import brackets, join_acronyms, join_variants, repeats
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.words import BODY_NOUNS, MINISTRY_NOUNS


def collect(reading: Reading) -> tuple[Cast, list[tuple[int, int, Way]]]:
    """The cast of named persons and bodies, and the names of countries, which are judged by what they do."""
    cast = Cast(reading.text)
    countries = known(reading, cast)
    for start, end, label in unknown(reading):
        if not cast.overlaps(start, end):
            _place(reading, cast, start, end, label, countries)
    join_variants(cast, reading)
    brackets(reading, cast)
    join_acronyms(cast)
    repeats(reading, cast)
    _drop_asides(reading, cast)
    for actor in list(cast.actors.values()):
        if _rejected(actor, reading):
            cast.remove(actor)
    return cast, countries


def _place(
    reading: Reading, cast: Cast, start: int, end: int, label: str, countries: list[tuple[int, int, Way]]
) -> None:
    words = reading.text[start:end]
    first = last = bisect_left(countries, end, key=lambda c: c[0])
    while first and countries[first - 1][1] > start:
        first -= 1
    inside = countries[first:last]
    if any(s <= start and end <= e for s, e, _ in inside):
        return  # only a country
    if inside and re.fullmatch(
        r"(?:the )?(?:\w+ )?(?:Kingdom|Republic|State|Commonwealth|Federation|Union|Government) of (?:the )?",
        words[: max(0, inside[0][0] - start)],
        re.IGNORECASE,
    ):
        return
    if label == "body" and reading.reference is not None and reading.reference.place_code(words) is not None:
        return  # a town: whether it stands for its government is judged by what it does
    if label == "person":
        actor = _person(cast, words, reading)
    elif words.isupper() and " " not in words and reading.is_headline(start) and len(words) > 5:
        return
    elif " " not in words and (words.casefold() in BODY_NOUNS | MINISTRY_NOUNS or _last_with(cast, words, start)):
        actor = _last_with(cast, words, start)
    else:
        actor = cast.add(Actor(key=f"body/{fold(words)}", name=words, kind=body_kind(words, reading, start, end)))
        actor.why = actor.why or [f"'{words}' is written like the name of a body."]
    if actor is None:
        return
    cast.mention(actor, start, end)
    if label == "body":
        del countries[first:last]


def _last_with(cast: Cast, word: str, at: int) -> Actor | None:
    """The body named last before whose name holds this word: "Council" after "World Diamond Council"."""
    named = [(place, a) for a in cast.names.bodies_with(word.casefold()) if (place := a.last_before(at)) is not None]
    return max(named, key=lambda n: n[0])[1] if named else None


def _person(cast: Cast, words: str, reading: Reading) -> Actor | None:
    """A full name makes a person; a surname alone means the person who bears it."""
    parts = fold(words).split()
    if len(parts) == 1:
        bearers = cast.names.bearers(parts[0])
        if bearers:
            return bearers[-1]
        alike = cast.names.nearly(parts[0]) if len(parts[0]) > 4 else []
        if len(alike) == 1 and fold(alike[0].name)[:1].isalpha() and alike[0].name.split()[-1][:1] == words[:1]:
            return alike[0]  # a slip of the pen
    if same := cast.names.persons_called(fold(words)):
        return same[0]
    if len(parts) == 1 and reading.reference is not None:
        listed = [
            w for w in reading.gazetteer.ways if w.target.kind == "person" and fold(w.text).split()[-1] == parts[0]
        ]
        if len({w.target.key for w in listed}) == 1:
            actor = actor_of(cast, listed[0].target)
            actor.why = actor.why or [
                f"'{words}' read as {listed[0].target.name}, the only one of that name in the lists."
            ]
            return actor
    actor = cast.add(
        Actor(key=f"person/?{fold(words)}", name=words, kind="person", score=0.75 if len(parts) > 1 else 0.5)
    )
    actor.why = actor.why or [f"'{words}' is written like a person's name."]
    return actor


def _drop_asides(reading: Reading, cast: Cast) -> None:
    """One-word bodies that only the model saw, and that do nothing in the text, are no actors."""
    for actor in list(cast.actors.values()):
        if actor.target is None and actor.kind != "person" and all(" " not in s for s in actor.surfaces):
            acts = any(
                is_subject(t) and t.head.pos_ in ("VERB", "AUX") and t.dep_ != "nsubj:pass"
                for s, _ in actor.mentions
                if (t := reading.token(s))
            )
            if not acts:
                cast.remove(actor)


def _rejected(actor: Actor, reading: Reading) -> bool:
    """Names that a person rejected, and single capitalised words seen once that nothing speaks for."""
    names = {actor.name.casefold(), *(s.casefold() for s in actor.surfaces)}
    if names & reading.known.rejected_names and (actor.target is None or actor.target.record is None):
        return True
    return not actor.mentions


def commonest(actor: Actor) -> str:
    """The best way the text itself writes the actor: the longest of its frequent forms."""
    if not actor.surfaces:
        return actor.name
    counts = Counter(actor.surfaces)
    capital = [s for s in counts if s[:1].isupper() and not (s.isupper() and len(s) > 6)] or list(counts)
    return max(capital, key=lambda s: (min(len(s.split()), 4), counts[s], len(s)))
