"""Words that take sides, in a parsed text: attitudes, wishes, deeds, dealing with an evil, and judgements."""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from importlib import resources

from spacy.tokens import Doc, Token

from kpdesk.extract.grammar import base

KINDS = ("attitude", "wish", "effect", "act", "value", "confidence")
_SKIPPED = frozenset(("DET", "ADV", "PART"))
_NOUN_ONLY = frozenset(("call",))  # "call X a Y" takes no side; "call for" has its own entry
_GAP = 5  # tokens that may stand at a "~"
_ALONE = {
    "attitude": ("VERB", "AUX"),
    "wish": ("VERB", "AUX"),
    "effect": ("VERB", "AUX"),
    "act": ("VERB", "AUX"),
    "value": ("VERB", "ADJ", "NOUN"),
    "confidence": ("VERB", "ADJ", "NOUN"),
}


@dataclass(frozen=True, slots=True)
class Operator:
    """``sign`` is 1 for and -1 against; ``first`` and ``last`` the indexes of its words."""

    kind: str
    sign: int
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    sign: int
    words: tuple[str, ...]
    gaps: tuple[bool, ...]  # whether other words may stand before each of the words


@functools.lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    """The lists of stance_words.toml."""
    return tomllib.loads(resources.files("kpdesk.extract").joinpath("stance_words.toml").read_text("utf-8"))


@functools.lru_cache(maxsize=8)
def group(section: str, name: str) -> frozenset[str]:
    return frozenset(table()[section][name].split())


@functools.lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = defaultdict(list)
    for kind in KINDS:
        for name, sign in (("for", 1), ("against", -1)):
            for item in table()[kind][name].split():
                parts = item.replace("~", "_~").split("_")
                words = tuple(p.lstrip("~") for p in parts if p.lstrip("~"))
                gaps = tuple(p.startswith("~") for p in parts if p.lstrip("~"))
                found[words[0]].append(_Entry(kind, sign, words, gaps))
    return {k: tuple(sorted(v, key=lambda e: -len(e.words))) for k, v in found.items()}


@functools.lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(
        w for t in table().values() for v in t.values() for item in v.split() for w in item.replace("~", "_").split("_")
    )


@functools.lru_cache(maxsize=8192)
def _root(lemma: str, word: str) -> str:
    if lemma in _known():
        return lemma
    for end, instead in (
        ("ied", "y"),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("es", ""),
        ("s", ""),
    ):
        stem = word[: -len(end)] + instead if word.endswith(end) else ""
        for form in (stem, stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else ""):
            if len(form) > 2 and form in _known():
                return form
    return lemma


def root(token: Token) -> str:
    """The lemma; where the model has a wrong one ("blam"), the word of the lists that the form belongs to."""
    return _root(base(token), token.text.casefold())


def find(doc: Doc) -> dict[int, dict[str, Operator]]:
    """The operators of a text by the index of their first word and by kind; the longest of each kind."""
    found: dict[int, dict[str, Operator]] = {}
    for token in doc:
        for key in {root(token), token.text.casefold()}:
            for entry in _entries().get(key, ()):
                here = found.get(token.i, {})
                if entry.kind in here and here[entry.kind].last >= token.i + len(entry.words) - 1:
                    continue
                last = _match(token, entry)
                if last is not None:
                    words = doc[token.i : last + 1].text
                    found.setdefault(token.i, here)[entry.kind] = Operator(entry.kind, entry.sign, token.i, last, words)
    return found


def _match(token: Token, entry: _Entry) -> int | None:
    if len(entry.words) == 1:
        return token.i if _may_be(token, entry) else None
    doc, at = token.doc, token.i
    for word, gap in zip(entry.words[1:], entry.gaps[1:], strict=True):
        left = _GAP if gap else 2
        at += 1
        while at < len(doc) and left and not _is(doc[at], word):
            if not gap and (doc[at].pos_ not in _SKIPPED or doc[at].tag_.startswith("W")) and doc[at].tag_ != "PRP$":
                return None
            if doc[at].is_punct or doc[at].sent.start != token.sent.start:
                return None
            at, left = at + 1, left - 1
        if at >= len(doc) or not _is(doc[at], word):
            return None
    return at


def _is(token: Token, word: str) -> bool:
    return root(token) == word or token.text.casefold() == word


def _may_be(token: Token, entry: _Entry) -> bool:
    word = entry.words[0]
    if word in _NOUN_ONLY and token.pos_ != "NOUN":
        return False
    if token.pos_ == "NOUN":
        return word in group("nouns", "all") or (
            "NOUN" in _ALONE[entry.kind] and token.tag_ != "NNP" and not token.text.endswith("rights")
        )
    if token.pos_ in ("ADJ", "VERB") and word in ("opposed", "against", "concerned", "worried", "afraid", "anxious"):
        return True
    return token.pos_ in _ALONE[entry.kind] or (word == "against" and token.pos_ == "ADP" and _predicate(token))


def _predicate(token: Token) -> bool:
    """ "Canada is against it": the preposition is what is said."""
    return any(c.dep_ == "cop" for c in token.head.children)
