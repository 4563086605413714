"""Who is "he": links pronouns and phrases such as "the minister" or "the group" to the names they stand for.

Rules over the parse: a candidate must fit in kind, number and gender; among those that fit, the nearer, the more often
named, the subject and the one who speaks win. The weights were set by hand.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kpdesk.extract.coreference_words import (
    COMMON_PERSONS,
    FEMALE,
    GROUPS,
    MALE,
    PERSONS,
    PLACES,
    PRONOUNS,
    SPEAKER_PRONOUNS,
)

PERSON, THING, MANY = "person", "thing", "many"
_KINDS = {"PERSON": PERSON, "person": PERSON, "NORP": MANY, "GROUP": MANY, "group": MANY}
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer"}

NEAR, SUBJECT, OFTEN, SPEAKER, SAME_PLACE, RIVAL, MUST = 0.55, 0.5, 0.35, 0.6, 0.3, 0.5, -2.2
_REACH = {PERSON: 8, THING: 4, MANY: 4}


@dataclass(frozen=True, slots=True)
class Reference:
    """``mention`` (a pronoun or phrase) stands for ``antecedent``, one of the mentions given; score from 0 to 1."""

    mention: Span
    antecedent: Span
    score: float
    reason: str


@dataclass(slots=True)
class _Entity:
    key: Hashable
    first: Span
    kind: str
    gender: str = ""
    plural: bool = False
    label: str = ""
    last: int = 0  # token
    sentence: int = 0
    subject: bool = False
    count: int = 0
    rival: bool = False
    roles: set[str] = field(default_factory=set)


def resolve(doc: Doc, mentions: Sequence[Span], keys: Sequence[Hashable] | None = None) -> list[Reference]:
    """References in the order of the text.

    ``mentions`` are names and named groups with their labels; ``keys`` say which of them are the same actor (without
    keys equal names are, and a surname is the person last so named). An antecedent is the actor's first mention.
    """
    places = sorted(range(len(mentions)), key=lambda k: mentions[k].start)
    names = _keys([mentions[k] for k in places]) if keys is None else [keys[k] for k in places]
    named = [mentions[k] for k in places]
    covered = {t.i for m in named for t in m}
    sentence_of = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    speakers, spoken = _speech(doc)
    entities: dict[Hashable, _Entity] = {}
    found: list[Reference] = []
    coming = 0
    for token in doc:
        while coming < len(named) and named[coming].start <= token.i:
            _meet(entities, names[coming], named[coming], sentence_of)
            coming += 1
        if token.i in covered:
            continue
        reference = (
            _spoken(token, spoken, entities, names, named)
            or _pronoun(token, entities, sentence_of, speakers)
            or _phrase(token, entities, sentence_of, covered)
        )
        if reference is None:
            _note_rival(entities, token, sentence_of)
        else:
            _seen(reference[1], token, sentence_of)
            if not reference[1].rival:
                found.append(reference[0])
    return found


def _note_rival(entities: dict[Hashable, _Entity], token: Token, sentence_of: dict[int, int]) -> None:
    """A common noun may be what a pronoun means, too; then no name is proposed for it."""
    if token.pos_ != "NOUN" or token.dep_ == "compound":
        return
    noun = token.lemma_.casefold()
    many = token.tag_ == "NNS" or any(c.dep_ == "conj" for c in token.children)
    kind = MANY if many else PERSON if noun in PERSONS or noun in COMMON_PERSONS else THING
    key = ("noun", noun, kind)
    entity = entities.get(key)
    if entity is None:
        entity = entities[key] = _Entity(key, token.doc[token.i : token.i + 1], kind, plural=many, rival=True)
        entity.gender = "f" if noun in FEMALE else "m" if noun in MALE else ""
    _seen(entity, token, sentence_of)


def _keys(mentions: Iterable[Span]) -> list[Hashable]:
    known: dict[str, str] = {}
    keys: list[Hashable] = []
    for mention in mentions:
        text = mention.text.casefold().removeprefix("the ").replace("’", "'").removesuffix("'s")
        key = known.get(text, text)
        if mention.label_ in ("PERSON", "person"):
            known[text.split()[-1] if text.split() else text] = key
        keys.append(key)
    return keys


def _meet(entities: dict[Hashable, _Entity], key: Hashable, mention: Span, sentence_of: dict[int, int]) -> None:
    entity = entities.get(key)
    if entity is None:
        kind = _KINDS.get(mention.label_, THING)
        entity = entities[key] = _Entity(key, mention, kind, label=mention.label_)
        entity.plural = kind == MANY or mention.root.tag_ == "NNS" or any(t.dep_ == "conj" for t in mention)
    around = (
        [t for t in mention.root.subtree if abs(t.i - mention.root.i) <= 8] if entity.kind == PERSON else list(mention)
    )
    if entity.kind == PERSON and mention.root.dep_ in ("flat", "appos", "compound"):
        around += [mention.root.head, *mention.root.head.lefts]
    words = {t.lower_ for t in around}
    entity.roles |= {t.lemma_.casefold() for t in around if t.pos_ in ("NOUN", "PROPN")}
    if entity.kind == PERSON and not entity.gender:
        title = mention.doc[mention.start - 1].lower_ if mention.start else ""
        words.add(title)
        entity.gender = "f" if words & FEMALE else "m" if words & MALE else ""
    _seen(entity, mention.root, sentence_of)


def _seen(entity: _Entity, token: Token, sentence_of: dict[int, int]) -> None:
    entity.last, entity.sentence = token.i, sentence_of.get(token.i, 0)
    entity.subject = token.dep_ in _SUBJECTS
    entity.count += 1


def _speech(doc: Doc) -> tuple[set[int], dict[int, Span]]:
    """Tokens of sources, and for each token of a quotation the source that says it."""
    attributions = doc._.attributions if Doc.has_extension("attributions") else ()
    sources, spoken = set(), {}
    for attribution in attributions:
        if attribution.source is None:
            continue
        sources.update(t.i for t in attribution.source)
        for content in attribution.contents:
            if _quoted(content):
                spoken.update({t.i: attribution.source for t in content})
    return sources, spoken


def _quoted(content: Span) -> bool:
    before = content.doc[content.start - 1].text if content.start else ""
    return before in {'"', "“", "„", "''", "«"} or content[0].text in {'"', "“"}


def _spoken(
    token: Token,
    spoken: dict[int, Span],
    entities: dict[Hashable, _Entity],
    names: Sequence[Hashable],
    named: Sequence[Span],
):
    """ "I" and "we" in a quotation mean its speaker, when the speaker is named."""
    source = spoken.get(token.i)
    if source is None or token.lower_ not in SPEAKER_PRONOUNS:
        return None
    for key, mention in zip(names, named, strict=True):
        if mention.start < source.end and source.start < mention.end:
            first = next(m for k, m in zip(names, named, strict=True) if k == key)
            entity = entities.get(key) or _Entity(key, first, _KINDS.get(first.label_, THING))
            return Reference(
                token.doc[token.i : token.i + 1], entity.first, 0.85, f"spoken by {entity.first.text}"
            ), entity
    return None


def _pronoun(token: Token, entities: dict[Hashable, _Entity], sentence_of: dict[int, int], speakers: set[int]):
    wanted = PRONOUNS.get(token.lower_)
    if wanted is None or token.pos_ not in ("PRON", "DET") or _expletive(token):
        return None
    gender, kinds = wanted
    fitting = [
        e
        for e in entities.values()
        if e.kind in kinds
        and _number_fits(e, token)
        and not (gender and e.gender and gender != e.gender)
        and not _same_clause(token, e)
    ]
    best = _best(token, fitting, sentence_of, speakers)
    if best is None:
        return None
    entity, score = best
    if gender and entity.kind == PERSON and not entity.gender:
        entity.gender = gender
    return Reference(
        token.doc[token.i : token.i + 1], entity.first, score, f"nearest fitting name before “{token.text}”"
    ), entity


def _number_fits(entity: _Entity, token: Token) -> bool:
    many = token.lower_ in ("they", "them", "their", "theirs", "themselves")
    if many:
        return entity.plural or entity.kind != PERSON
    return not entity.plural


def _expletive(token: Token) -> bool:
    """ "It is clear that": no name is meant."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    head = token.head
    return any(c.dep_ in ("csubj", "csubj:pass", "csubj:outer") for c in head.children) or (
        head.pos_ == "ADJ" and any(c.dep_ in ("ccomp", "xcomp", "advcl") for c in head.children)
    )


def _same_clause(token: Token, entity: _Entity) -> bool:
    """A plain pronoun does not stand for another argument of its own verb ("Martin told him")."""
    if token.lower_.endswith(("self", "selves")) or token.dep_.startswith("nmod") or token.tag_ == "PRP$":
        return False
    other = token.doc[entity.last]
    return other.i != token.i and other.head == token.head and token.dep_ != other.dep_


def _best(
    token: Token, fitting: Sequence[_Entity], sentence_of: dict[int, int], speakers: set[int]
) -> tuple[_Entity, float] | None:
    here = sentence_of.get(token.i, 0)
    scored = []
    for entity in fitting:
        far = here - entity.sentence
        if far > _REACH[entity.kind]:
            continue
        value = -NEAR * far - 0.01 * min(60, token.i - entity.last)
        value += SUBJECT * entity.subject + OFTEN * math.log(entity.count + 1)
        value += SPEAKER * (token.i in speakers and entity.last in speakers)
        value += SAME_PLACE * (entity.subject and token.dep_ in _SUBJECTS)
        value -= RIVAL * entity.rival
        scored.append((value, -far, entity.last, entity))
    if not scored:
        return None
    scored.sort(key=lambda s: s[:3], reverse=True)
    value, entity = scored[0][0], scored[0][3]
    if value < MUST:
        return None
    rival = scored[1][0] if len(scored) > 1 else value - 2
    return entity, round(1 / (1 + math.exp(-(0.4 + value - rival))), 3)


def _phrase(token: Token, entities: dict[Hashable, _Entity], sentence_of: dict[int, int], covered: set[int]):
    """A definite phrase such as "the minister" with the person, body or place that bears the word."""
    noun = token.lemma_.casefold()
    if token.tag_ != "NN" or not any(c.lower_ in ("the", "this", "that") and c.dep_ == "det" for c in token.children):
        return None
    if any(
        c.dep_ in ("nmod", "acl:relcl", "prep", "nmod:poss") or c.i in covered for c in token.children
    ) or token.dep_ in ("compound", "appos"):
        return None
    if noun in PERSONS:
        fitting = [e for e in entities.values() if e.kind == PERSON and not e.plural and not e.rival]
        bearers = [e for e in fitting if noun in e.roles]
    elif noun in GROUPS:
        fitting = bearers = [
            e
            for e in entities.values()
            if e.label in ("ORG", "ngo", "company", "organisation")
            or (e.kind == MANY and noun == "group" and not e.rival)
        ]
    elif noun in PLACES:
        fitting = bearers = [e for e in entities.values() if e.label in ("GPE", "government")]
    else:
        return None
    best = _best(token, bearers, sentence_of, set()) or (
        _best(token, fitting, sentence_of, set()) if noun in PERSONS else None
    )
    if best is None:
        return None
    entity, score = best
    first = min(c.i for c in token.lefts)
    sure = score * (1.0 if noun in entity.roles else 0.75)
    return Reference(
        token.doc[first : token.i + 1], entity.first, round(sure, 3), f"“the {noun}”, said of {entity.first.text}"
    ), entity
