"""Whether what was found is speech at all: deeds, accordance, titles and sources that stay hidden are not."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kpdesk.extract.attribution_rules import VERBS
from kpdesk.extract.grammar import base, is_passive
from kpdesk.extract.repairs import Said, is_siding
from kpdesk.extract.saying import SIDES

# Verbs of doing: what follows them in the reporter's words was done, not said.
_DEEDS = frozenset(
    [
        "adopt",
        "allow",
        "appoint",
        "arrive",
        "attend",
        "be",
        "become",
        "begin",
        "chair",
        "contact",
        "cover",
        "decide",
        "depart",
        "discuss",
        "elect",
        "engage",
        "entitle",
        "greet",
        "help",
        "hold",
        "host",
        "impress",
        "launch",
        "leave",
        "name",
        "open",
        "post",
        "present",
        "publish",
        "record",
        "register",
        "schedule",
        "send",
        "sign",
        "spend",
        "start",
        "strike",
        "submit",
        "take",
        "thank",
        "title",
        "visit",
    ]
)
_FEW = 2  # words that tell nothing of their own after a verb of saying
_SUPPOSED = frozenset(["expect", "know", "plan", "schedule"])  # "is expected", "is known as": by nobody
_PHASES = frozenset(["begin", "start", "continue", "keep", "go", "try"])  # "began dismissing" is dismissing
_ANNOUNCING = frozenset(["announce", "agree", "approve", "release", "unveil", "issue"])
_EXPRESSING = frozenset(["express", "voice", "raise", "reiterate", "convey", "take"])
_NOTE = re.compile(r"^note (?:of |that )?", re.IGNORECASE)
_THING = re.compile(r"(?:the|a|an|its|their|his|her|terms|to)\b")
_ACCORDANCE = re.compile(
    r"\b(?:guidelines?|rules?|laws?|procedures?|schedule|terms|principles|regulations|agenda|definition|constitution|standards?)$",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?:a |an |the )?(?:[a-z]+ who (?:asked|declined|refused) )?not to be (?:named|identified|quoted)"
)
_UNSAID = frozenset(  # what may be said by nobody: "it was announced", "allegations that"
    [
        "accord",
        "agree",
        "allege",
        "allegation",
        "announce",
        "argue",
        "believe",
        "claim",
        "fear",
        "hope",
        "note",
        "report",
        "reportedly",
        "rumor",
        "rumour",
        "say",
        "think",
        "understand",
        "warn",
    ]
)


def is_speech(said: Said, text: str) -> bool:
    """Whether a cue tells of words at all. Without a source only a verb of saying does."""
    if said.cue is None:
        return True
    words = text[said.start : said.end]
    if _HIDDEN.match(words):
        return False
    verb = main_word(said.cue)
    if base(verb) in _SUPPOSED and is_passive(verb) and said.mode == "indirect":
        return False
    if said.source is None and not _is_said(said.cue, verb, words):
        return False
    if said.mode != "indirect":
        return base(verb) in VERBS or not _is_title(words)
    if (
        len(words.split()) <= _FEW
        and not _takes_side(said)
        and not any(t.pos_ in ("VERB", "AUX") for t in _tokens(said))
    ):
        return False  # "asked about the claim", "requested anonymity": nothing is told by it
    if base(verb) in _DEEDS or (verb.pos_ == "ADJ" and said.source is not None and said.source.text.casefold() == "it"):
        return bool(_NOTE.match(words)) or "note" in said.cue.text
    if base(verb) in _EXPRESSING and re.search(r"\binterest\b", f"{said.cue.text} {words[:12]}"):
        return False
    if base(verb) in _ANNOUNCING and _THING.match(words) and " that " not in words[:30]:
        return False
    return not (
        said.cue.text.casefold().startswith("according to")
        and (said.source is None or _ACCORDANCE.search(said.source.text))
    )


def _takes_side(said: Said) -> bool:
    """ "began dismissing", "are calling for": what follows is what it is about, however short."""
    words = said.cue.text.casefold().split() if said.cue is not None else []
    return is_siding(said) or any(SIDES.match(w) or w.startswith("call") for w in words)


def _tokens(said: Said) -> Span:
    assert said.cue is not None
    return said.cue.doc.char_span(said.start, said.end, alignment_mode="expand") or said.cue


def main_word(cue: Span) -> Token:
    """The word of a cue that says what was done: "has said" is saying, "began dismissing" dismissing."""
    word = cue.root
    while base(word) in _PHASES:
        further = next((t for t in word.children if t.dep_ == "xcomp" and cue.start <= t.i < cue.end), None)
        if further is None:
            break
        word = further
    return word


def _is_said(cue: Span, verb: Token, words: str) -> bool:
    if not any(c.isalpha() for c in cue.text) or words.startswith("whether "):
        return False
    return base(verb) in _UNSAID or (base(verb) in VERBS and not is_passive(verb))


def _is_title(words: str) -> bool:
    long = [w for w in re.findall(r"[^\W\d_]+", words) if len(w) > 3]
    return 1 < len(words.split()) < 8 and bool(long) and all(w[0].isupper() for w in long)
