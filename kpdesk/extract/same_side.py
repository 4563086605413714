"""Sides that only repeat or turn another's: "So does the Trust", "China did not", "others disagreed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kpdesk.extract import doing
from kpdesk.extract.grammar import base, conjuncts
from kpdesk.extract.reading import Reading
from kpdesk.extract.siding_clauses import case
from kpdesk.extract.words import each

_SAME = re.compile(
    r"(?:\bso,?(?: for that matter,| too,)? (?:do|does|did|has|have|had|is|are|was|were|will|would)|\bas (?:do|does|did|has|have|had|are|is|were|was)|\bjoined by|\bneither (?:do|does|did)|\bnor (?:do|does|did)) (?P<who>[^,.;“”]+(?:, [^,.;“”]+)* and [^,.;“”]+|[^,.;“”]+)",
    re.IGNORECASE,
)
_AGREE = each("agree concur")
_ALLY = each("line rally side stand")
_DIFFER = each("disagree dissent object differ demur")
_SAME_PHRASE = re.compile(
    r"^(?: (?:also|all|both))* (?:followed suit|did too|did so too|did likewise|did the same|felt the same|took the same (?:line|view|side)|was of the same mind|were of the same mind|said the same|joined in)\b"
)
_OTHER_PHRASE = re.compile(
    r"^(?: (?:also|all|both))* (?:(?:did|do|does|would|will|is|are|was|were|has|have)(?: not|n[’']t)(?=[,.;]| have it\b)|(?:thinks?|thought|saw it|sees it|felt) (?:otherwise|differently)|(?:would|will) have none of it|(?:took|takes) the opposite (?:view|side|line)|begged to differ|(?:is|are|was|were|remains?|remained) (?:unmoved|unconvinced|unpersuaded)|held out\b|stood firm\b)"
)


def find(reading: Reading, sentence: Span) -> Iterator[tuple[list[Token], int, int, str]]:
    """(doers, 1 for the same side or -1 for the other, where, in which words)."""
    text = reading.text
    for match in _SAME.finditer(text, sentence.start_char, sentence.end_char):
        yield conjuncts(reading.span(*match.span("who")).root), 1, match.start(), match[0]
    for token in sentence:
        if token.pos_ not in ("VERB", "AUX") or token.tag_ not in ("VBD", "VBZ", "VBP", "MD", "VB"):
            continue
        if token.tag_ == "VB" and not any(c.dep_ == "aux" and c.tag_ in ("VBD", "VBZ", "VBP") for c in token.children):
            continue
        rest = text[token.idx - 1 : sentence.end_char]
        same, other = _SAME_PHRASE.match(rest), _OTHER_PHRASE.match(rest)
        sign = 1 if same else -1 if other else _alone(token)
        if sign and not any(case(c) in ("to", "on") for c in token.children):
            found = same or other
            yield doing.doers(token), sign, token.idx, found[0].strip() if found else token.text


def _alone(token: Token) -> int:
    """ "Namibia agreed", "Ghana did not object": a verb of siding with nothing behind it."""
    if any(c.dep_ in ("obj", "ccomp", "xcomp") for c in token.children):
        return 0
    allied = any(case(c) in ("behind", "with", "beside") and c.pos_ in ("PROPN", "PRON") for c in token.children)
    if base(token) in _ALLY:
        return 1 if allied else 0
    sign = 1 if base(token) in _AGREE else -1 if base(token) in _DIFFER else 0
    return -sign if any(c.text.casefold() in ("not", "n't", "n’t") for c in token.children) else sign
