"""Actors without a name: civil society as one crowd, "activists", "a colleague", "the ministry"."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.coreference_words import COMMON_PERSONS, PERSONS
from kpdesk.extract.grammar import base
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.words import BODY_NOUNS, GROUP_NOUNS, MINISTRY_NOUNS, PERSON_NOUNS, each

CIVIL = "civil society"
_EMPTY = each(
    "the a an most some many other several few both all more certain various this that these those any each "
    "every no its their his her our two three four five six"
)
_CROWDS = each("industry trade sector society community public opposition cartel lobby police staff")
_LETTERS = each("report statement letter")
_PAPERS = _LETTERS | each("communique communiqué document review party side team")
_CROWD = re.compile(r"\b(?:campaigners|activists|groups|ngos)\b", re.IGNORECASE)
_HUMAN = (
    PERSON_NOUNS | PERSONS | COMMON_PERSONS | each("aunt uncle guard corporal sergeant captain lieutenant guest cook")
)
_DOERS = ("er", "or", "ist", "man", "woman")  # "importer", "assayer", "geologist"
_THINGS = each(
    "paper letter matter number power order member newsletter newspaper centre center border offer answer chapter quarter "
    "cover tender register transfer november october september december sector factor error minor major water winter "
    "summer corner counter corridor printer computer river former latter list checklist other another rather whether"
)
_ANONYMOUS = re.compile(
    r" who (?:asked|declined|requested|refused|wished|wanted|spoke|speaks)\b[^,.;]{0,60}?(?:named|identified|anonymity|anonymous)"
)


_APPOSED = re.compile(r"(?: (?:at|of|for|from|with|in) [^,.;:“”\"]{3,45})?, (?:(?:Mr|Mrs|Ms|Dr)\.? )?")


_WHERE = re.compile(
    r" (?:in|at|from|near|around) (?:(?:the|a|an|its|his|her) )?(?:[A-Z][\w'’-]*(?:(?: of| and)? [A-Z][\w'’-]*)*(?: (?:roadblock|mine|fields?|border|bourse|office|market|airport|camp|village|district|province|region)\b)?|(?:city|room|hall|district|village|region|capital|trade|crowd|door)\b)"
    r"| who (?:were|was|are|is|sat|took part|attended|saw|heard|follow|followed|visited|live|lived|work|worked)\b[^,.;“”\"]{2,45}?(?= (?:said|say|says|told|tell|claimed|reported)\b|[,.;])"
)


_THE_CHAIR = re.compile(r"the (?:kp |process |plenary )?(?:chair|chairman|chairwoman|chairperson)", re.IGNORECASE)
_CHAIR = re.compile(r"(?<!vice[- ])(?<!former )\b(?:chair|chairman|chairwoman|chairperson)\b", re.IGNORECASE)


def civil(cast: Cast, whole: Span) -> Actor:
    """Civil society as one crowd; the coalition of the reference list where the text calls it one."""
    named = next(
        (
            a
            for a in cast.actors.values()
            if a.target and (a.target.reference or "").endswith("civil-society-coalition")
        ),
        None,
    )
    if named is not None:
        return named
    for actor in cast.actors.values():
        if actor.family == CIVIL:
            _count(actor, whole)
            return actor
    actor = cast.add(
        Actor(key="group/civil society", name=_bare(whole.text), kind="group", named=False, family=CIVIL, score=0.7)
    )
    actor.why = [f"'{whole.text}' speaks or acts here as a group."]
    _count(actor, whole)
    return actor


def _count(actor: Actor, whole: Span) -> None:
    actor.acts = True
    if "coalition" in whole.text.casefold():
        actor.kind = "ngo"
    actor.surfaces[whole.text] = actor.surfaces.get(whole.text, 0) + 1


def unnamed(
    reading: Reading, cast: Cast, last_speaker: Actor | None, token: Token, whole: Span, *, one: bool = False
) -> Actor | None:
    """The actor that a description without a name means, added where it is new; None where it is nobody.

    ``one`` is a single person of a crowd: "one of the negotiators".
    """
    words = whole.text
    if base(token) in PERSON_NOUNS and reading.text[whole.start_char - 2 : whole.start_char] == ", ":
        named = [
            a
            for _, e, a in cast.between(whole.start_char - 60, whole.start_char)
            if e == whole.start_char - 2 and a.kind == "person"
        ]
        if named:
            return named[-1]  # "Ana Ruvo, a programme officer"
    if _THE_CHAIR.fullmatch(words):
        chairs = [a for a in cast.of_kind("person") if a.named and a.role and _CHAIR.search(a.role)]
        if len(chairs) == 1:
            cast.mention(chairs[0], whole.start_char, whole.end_char, surface=False)
            return chairs[0]
    if base(token) in PERSON_NOUNS:
        for start, _, person in cast.between(whole.end_char, whole.end_char + 70)[:2]:
            if person.kind == "person" and person.named and _APPOSED.fullmatch(reading.text[whole.end_char : start]):
                return person  # "its spokesman, Ana Ruvo", "a dealer at the bourse, Ana Ruvo"
    if whole[0].text.casefold() in ("every", "any", "no", "each"):
        return None
    crowd = next((a for a in cast.actors.values() if a.family == CIVIL), None)
    if (
        crowd is not None
        and _CROWD.fullmatch(_bare(words))
        and (reading.is_headline(token.idx) or words.casefold().startswith(("the ", "these ")))
    ):
        cast.mention(crowd, whole.start_char, whole.end_char, surface=False)
        return crowd
    if base(token) in _PAPERS:
        own = base(token) in _LETTERS and words.casefold().startswith(("the ", "its ", "their "))
        return last_speaker if own else None
    kind = "person" if one and base(token) in _HUMAN else _kind(reading, token, words)
    return _entered(reading, cast, whole, kind) if kind is not None else None


def _kind(reading: Reading, token: Token, words: str) -> str | None:
    """The kind of actor that the head noun of a description says; None where it is a thing."""
    lemma = base(token)
    plural = (
        "Plur" in token.morph.get("Number", [])
        or token.tag_ in ("NNS", "NNPS")
        or token.text.casefold() in ("people", "police")
    )
    many = token.text.casefold() in GROUP_NOUNS or lemma in _HUMAN or lemma in BODY_NOUNS
    if (plural and many) or lemma in _CROWDS:
        return "group"
    if lemma in _HUMAN or (len(lemma) > 5 and lemma.endswith(_DOERS) and lemma not in _THINGS):
        return "group" if plural else "person"
    if lemma in MINISTRY_NOUNS:
        return "government"
    return _body_kind(reading, words) if lemma in BODY_NOUNS else None


def _entered(reading: Reading, cast: Cast, whole: Span, kind: str) -> Actor:
    """The cast's entry for a description, with its affiliation where it names one ("an official of the ministry")."""
    words, end = whole.text, whole.end_char
    inside = [a for _, _, a in cast.within(whole.start_char, whole.end_char) if a.kind != "person"]
    if kind == "person" and (hidden := _ANONYMOUS.match(reading.text, end)):
        end = hidden.end()
    elif kind in ("person", "group") and (where := _WHERE.match(reading.text, end)) is not None:
        end = where.end()
    name = _bare(reading.text[whole.start_char : end] if kind == "group" else words)
    actor = cast.add(Actor(key=f"group/{fold(name)}", name=name, kind=kind, named=False, score=0.55))
    actor.acts = True
    actor.why = actor.why or [f"'{words}' speaks or acts here without a name."]
    cast.mention(actor, whole.start_char, end)
    if kind == "person" and actor.affiliation is None:
        actor.affiliation = inside[0] if inside else None
        actor.role = actor.role or name
    return actor


def _body_kind(reading: Reading, words: str) -> str:
    low = words.casefold()
    if "ministry" in low or "government" in low:
        return "government"
    if "plenary" in low or (
        "kimberley" in reading.text[:4000].casefold() and re.search(r"committee|mission|secretariat|monitor", low)
    ):
        return "intergovernmental"
    return "ngo" if re.search(r"charity|campaign|activist|rights", low) else "organisation"


def _bare(words: str) -> str:
    """Without articles and quantities in front."""
    parts = words.split()
    while len(parts) > 1 and parts[0].casefold() in _EMPTY:
        parts.pop(0)
    return " ".join(parts)
