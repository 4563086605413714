"""Who does what a verb says: the phrase right before it, else its parsed subject."""

from __future__ import annotations

from spacy.tokens import Token

from kpdesk.extract.grammar import chunk, is_passive, noun, subjects
from kpdesk.extract.words import each

_BETWEEN = ("ADV", "AUX", "PART")
_WHEN = each("today yesterday tonight tomorrow monday tuesday wednesday thursday friday saturday sunday")


def doers(verb: Token) -> list[Token]:
    """The nouns that do it, in order. The phrase (or list) that ends right before the verb wins over the parse."""
    opposed = verb.text.casefold() == "opposed" and verb.i + 1 < len(verb.doc) and verb.nbor(1).text == "to"
    if is_passive(verb) and not opposed:
        return subjects(verb)
    if (ahead := _antecedent(verb)) and not _before(verb):
        return ahead
    near, parsed = _before(verb), subjects(verb)
    if near and parsed and near[-1] not in parsed and near[-1].dep_ in ("obj", "obl", "nmod", "obl:agent"):
        return parsed
    return near or parsed


def _antecedent(verb: Token) -> list[Token]:
    """The noun right before ", which" or ", who"."""
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and doc[at].pos_ in _BETWEEN:
        at -= 1
    if at < 2 or doc[at].text.casefold() not in ("which", "who") or doc[at - 1].text != ",":
        return []
    return [doc[at - 2]] if doc[at - 2].pos_ in ("PROPN", "NOUN") else []


def _before(verb: Token) -> list[Token]:
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and (
        doc[at].pos_ in _BETWEEN
        or doc[at].text in ("all", "both", "each")
        or (doc[at].text.casefold() in _WHEN and doc[at].i and doc[at - 1].text.casefold() != "on")
    ):
        at -= 1
    if (
        at < 0
        or doc[at].pos_ not in ("NOUN", "PROPN", "PRON")
        or doc[at].is_space
        or doc[at].tag_ in ("PRP$", "WDT", "WP")
    ):
        return []
    listed: list[Token] = []
    joiner = ""
    while at >= 0 and doc[at].pos_ in ("NOUN", "PROPN", "PRON"):
        piece = chunk(doc[at]) if doc[at].pos_ != "PRON" else doc[at : at + 1]
        listed.insert(0, noun(piece))
        before = piece.start - 1
        if before < 1:
            return listed
        if doc[before].dep_ == "case" or doc[before].pos_ == "ADP":
            if len(listed) > 1 and joiner == ",":
                return listed[1:]  # "..., cleared for trade, Ghana and Togo agreed": the list begins behind the comma
            return (
                []
                if doc[before].text.casefold()
                in ("of", "in", "from", "for", "with", "at", "to", "on", "by", "as", "than", "like", "including")
                else listed
            )
        joined = before
        while joined > 0 and doc[joined].text.casefold() in ("and", ",", "or"):
            joined -= 1
        if joined == before or doc[joined].pos_ not in ("NOUN", "PROPN"):
            return listed
        joiner = doc[before].text
        at = joined
    return listed
