"""Names that the case or the reference set knows, where they are used as names."""

from __future__ import annotations

import re

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.gazetteer import Hit, Target, Way
from kpdesk.extract.name_shapes import trim
from kpdesk.extract.reading import Reading


def actor_of(cast: Cast, target: Target) -> Actor:
    """The cast's entry for a known name."""
    found = cast.actors.get(target.key)
    if found is None:
        found = cast.add(
            Actor(key=target.key, name=target.name, kind=target.kind, target=target, country=target.country, score=0.9)
        )
    return found


def known(reading: Reading, cast: Cast) -> list[tuple[int, int, Way]]:
    """Mention every known person and body; gives the names of countries, which are judged by what they do."""
    hits = reading.gazetteer.find(reading.text)
    free: set[str] = set()
    for hit in hits:
        keys = {w.target.key for w in hit.ways}
        if len(keys) == 1 and not hit.edits and any(w.free for w in hit.ways):
            free |= keys
    countries: list[tuple[int, int, Way]] = []
    for hit in hits:
        way = _meant(reading, hit, free)
        if way is None:
            continue
        if way.target.key.startswith("country/") or way.kind == "adjective":
            countries.append((hit.start, hit.end, way))
            continue
        actor = actor_of(cast, way.target)
        start, end = _whole_name(reading, hit.start, hit.end, way)
        cast.mention(actor, start, end)
        _explain(actor, way, hit, reading)
    return countries


def _whole_name(reading: Reading, start: int, end: int, way: Way) -> tuple[int, int]:
    """A person's name with the words that the model reads with it; "The WDC" at the head of a sentence with its article."""
    if way.target.kind == "person":
        for ent in reading.span(start, end).ents or ():
            longer = ent.text.split()
            if (
                ent.label_ == "PERSON"
                and ent.start_char <= start
                and ent.end_char >= end
                and len(longer) <= len(reading.text[start:end].split()) + 2
            ):
                _first, last = trim(reading.text, ent.start_char, ent.end_char)
                return (start, last) if last > end else (start, end)
        if match := re.match(r" [A-Z][a-zà-ÿ]+(?= (?:who|said|told|,)|,)", reading.text[end : end + 25]):
            return start, end + match.end()
    elif end - start <= 5 and reading.text[max(0, start - 4) : start] == "The ":
        return start - 4, end
    return start, end


def _meant(reading: Reading, hit: Hit, present: set[str]) -> Way | None:
    """Which of the possible readings of a known name holds here; None when it is a common word or another name."""
    surface = reading.text[hit.start : hit.end]
    ways = [w for w in hit.ways if w.free or w.target.key in present or w.kind in ("adjective", "metonym", "ambiguous")]
    own = [w for w in ways if w.target.record]
    ways = own or ways
    if len({w.target.key for w in ways}) > 1:
        ways = [w for w in ways if w.target.key in present] or ([] if surface.isupper() and len(surface) < 4 else ways)
        ways.sort(key=lambda w: (w.kind not in ("full", "acronym"), w.kind == "former", w.target.key == "country/eu"))
    if not ways:
        return None
    way = ways[0]
    if " " not in surface and way.kind == "full" and not _is_name_here(reading, hit, way):
        return None
    after = reading.text[hit.end : hit.end + 30]
    if way.target.kind != "person" and re.match(
        r"(?: [A-Z]\w+)? (?:Declaration|Resolution|Initiative|Agreement|Act)\b", after
    ):
        return None
    if way.target.kind == "person" and hit.edits and " " not in surface:
        return None
    return way


def _is_name_here(reading: Reading, hit: Hit, way: Way) -> bool:
    """A single word that is also a common word or a place counts only where it is used as a name."""
    surface = reading.text[hit.start : hit.end]
    if way.target.record or way.target.key.startswith("country/"):
        return True
    token = reading.token(hit.start)
    if surface.isupper() and len(surface) > 2:
        return True
    if surface[:1].isupper() and not surface.isupper() and way.target.name.isupper():
        return False  # "Impact" is not IMPACT
    before = reading.text[max(0, hit.start - 12) : hit.start].casefold()
    if (
        re.search(r"\b(?:in|at|near|from|town of|city of)\s+$", before)
        and way.target.name.casefold() != surface.casefold()
    ):
        return False  # Kimberley, the town
    starts_sentence = reading.sentence(hit.start).start_char == hit.start
    return not starts_sentence or token.ent_type_ in ("ORG", "PERSON", "GPE", "NORP") or token.pos_ == "PROPN"


def _explain(actor: Actor, way: Way, hit: Hit, reading: Reading) -> None:
    words = reading.text[hit.start : hit.end]
    if way.learnt:
        why = f"You wrote '{words}' as '{way.target.name}' before."
    elif hit.edits or way.kind == "misspelling":
        why = f"'{words}' read as '{way.target.name}': the spelling differs a little."
    elif way.target.record:
        why = f"'{words}' is in this case."
    elif way.kind == "former":
        why = f"'{words}' is a former name of {way.target.name} in the reference list."
    elif way.kind == "acronym":
        why = f"'{words}' stands for {way.target.name} in the reference list."
    else:
        why = f"'{words}' is in the reference list."
    if why not in actor.why:
        actor.why.append(why)
