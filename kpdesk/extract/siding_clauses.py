"""Questions about a clause that takes a side: who does it, whether it is denied or only owed."""

from __future__ import annotations

from spacy.tokens import Token

from kpdesk.extract.grammar import conjuncts
from kpdesk.extract.operators import Operator, root
from kpdesk.extract.words import each

NOT = each("not n't n’t never no nor neither without hardly cannot nobody none nothing")
_DUTY = each("must should ought shall")
_BLAMING = each("blame accuse criticise criticize condemn praise thank commend congratulate attack fault rebuke")


def blamed(node: Token) -> bool:
    """ "blamed Angola for blocking it": the one who is blamed does it."""
    return (
        node.tag_ == "VBG"
        and node.dep_ in ("advcl", "obl", "acl", "xcomp", "ccomp")
        and root(node.head) in _BLAMING
        and any(c.dep_ == "obj" for c in node.head.children)
    )


def case(token: Token) -> str:
    return next((c.text.casefold() for c in token.children if c.dep_ == "case"), "")


def agents(verb: Token) -> list[Token]:
    for child in verb.children:
        if child.dep_ in ("obl:agent", "obl", "nmod") and any(
            g.dep_ == "case" and g.text.casefold() == "by" for g in child.children
        ):
            return conjuncts(child)
    return []


def owners(noun: Token) -> list[Token]:
    """ "Kyiv's request", "the opposition of Angola", "a call by the unions", "Canada voiced opposition to"."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" or child.tag_ == "PRP$":
            return conjuncts(child)
    for child in noun.children:
        if child.dep_ in ("nmod", "obl", "obl:agent") and any(
            g.dep_ == "case" and g.text.casefold() in ("by", "from", "of") for g in child.children
        ):
            return conjuncts(child)
    for child in noun.children:
        if child.dep_ in ("compound", "amod") and child.text[:1].isupper():
            return [child]
    return []


def denied(node: Token, came: Token | None) -> bool:
    for child in node.children:
        word = child.text.casefold()
        if word in NOT and child.dep_ in (
            "advmod",
            "det",
            "mark",
            "cc",
            "aux",
            "case",
            "neg",
            "discourse",
            "nsubj",
            "nsubj:pass",
            "cc:preconj",
        ):
            return not (word == "no" and child.dep_ == "discourse")
        if (
            child.dep_ in ("nsubj", "nsubj:pass")
            and child.pos_ == "NOUN"
            and any(g.text.casefold() == "no" for g in child.children)
        ):
            return came is None or child.i != came.i
    return False


def duty(node: Token, came: Token | None) -> bool:
    if any(c.dep_ in ("aux", "aux:pass") and c.text.casefold() in _DUTY for c in node.children):
        return True
    return (
        came is not None
        and came.dep_ == "xcomp"
        and root(node) in ("need", "have", "ought")
        and node.pos_ in ("VERB", "AUX")
    )


def governed(ops: dict[int, dict[str, Operator]], seen: set[int], node: Token, came: Token) -> dict[str, Operator]:
    """ "had shown itself open to a wider text": the words before the preposition, parsed as the verb's own."""
    link = next((c for c in came.children if c.dep_ == "case" and c.i in ops), None)
    if link is None:
        return {}
    return {
        kind: op
        for kind, op in ops[link.i].items()
        if kind in ("attitude", "wish")
        and op.first < link.i == op.last
        and op.first not in seen
        and node.doc[op.first].head.i == node.i
    }
