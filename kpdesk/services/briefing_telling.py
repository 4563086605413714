"""Reported speech in the source's own words: what a text says of a speaker, set so that it reads as a sentence.

"Global Witness" + "praised his commitment" needs no verb of ours. Where the verb would not agree with the name, or is
none, the whole clause stands as the source has it. English only; other languages fall back to the content alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kpdesk.domain.records import Anchor

LONGEST_GAP = 240  # characters between speaker, cue and content that still belong to one clause
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+[\"'“‘(]*[A-Z]|\n")
_CLOSING = re.compile('[.,!?]?([”"])')
_ADVERBS = frozenset((
    "also", "already", "again", "long", "first", "then", "now", "once", "only", "recently", "still", "soon", "too",
    "later", "earlier",
))  # fmt: skip
# Past tenses that do not end in -ed, and verbs that never change.
_ANY_NUMBER = frozenset((
    "said", "told", "wrote", "spoke", "saw", "made", "gave", "put", "held", "felt", "thought", "found", "took",
    "came", "went", "stood", "kept", "left", "met", "sought", "began", "drew", "knew", "swore", "withdrew", "upheld",
    "hit", "set", "read", "let", "rose", "fell", "fought", "sent", "brought", "lost", "won", "heard", "understood",
    "forbade", "froze", "chose", "did", "had", "will", "would", "should", "could", "can", "may", "might", "must",
    "shall", "cannot",
))  # fmt: skip
_SINGULAR, _PLURAL = frozenset(("is", "was", "has", "does")), frozenset(("are", "were", "have", "do"))
_RELATIVE = frozenset(("which", "who", "whom", "whose", "that"))


@dataclass(frozen=True, kw_only=True)
class Telling:
    """``words`` are ``text[start:end]``. ``follows``: they go on from the speaker's name, as a predicate does."""

    words: str
    start: int
    end: int
    follows: bool


def telling(
    anchors: Sequence[Anchor], name: str, *, many: bool, text: Callable[[str], str]
) -> Telling | None:  # fmt: skip
    """What the text says of the speaker ``name``, up to the end of the first stretch of content; None where that is
    no clause. ``many`` says that the name stands for several; ``text`` gives a text version where the anchors'
    surroundings do not reach."""
    content, cue, speaker = (next((a for a in anchors if a.role == r), None) for r in ("content", "cue", "speaker"))
    if content is None or cue is None or not cue.start < cue.end <= content.start:
        return None
    gap = _between(cue, content, text)
    if gap is None or _SENTENCE_END.search(cue.quote + gap + content.quote[:2]):
        return None
    said = content.quote + _closing(content)
    predicate, end = cue.quote + gap + said, content.start + len(said)
    if speaker is None or speaker.end > cue.start:
        return None
    between = _between(speaker, cue, text)
    if between is None or _SENTENCE_END.search(between + cue.quote):
        return None
    if name and _joins(between) and _agrees(cue.quote, many=many):
        return Telling(words=predicate, start=cue.start, end=end, follows=True)
    if speaker.quote.casefold() in _RELATIVE:
        return None
    return Telling(words=speaker.quote + between + predicate, start=speaker.start, end=end, follows=False)


def _closing(content: Anchor) -> str:
    """The quotation mark after a stretch that holds the opening one only, with the point before it."""
    found = _CLOSING.match(content.suffix)
    if found is None:
        return ""
    mark = found[1]
    opened = content.quote.count("“") > content.quote.count("”") if mark == "”" else content.quote.count('"') % 2 == 1
    return found[0] if opened else ""


def _between(left: Anchor, right: Anchor, text: Callable[[str], str]) -> str | None:
    """The characters between two anchors; None where they are far apart or in different texts."""
    length = right.start - left.end
    if left.text_version_id != right.text_version_id or not 0 <= length <= LONGEST_GAP:
        return None
    if length <= len(right.prefix):
        return right.prefix[len(right.prefix) - length :]
    return text(right.text_version_id)[left.end : right.start]


def _joins(between: str) -> bool:
    """Whether the verb is the speaker's: it follows at once, or after something set off by commas."""
    words = between.strip()
    return not words or (words[0] == "," and words[-1] == "," and len(words) > 1) or words == ","


def _agrees(cue: str, *, many: bool) -> bool:
    """Whether the first verb of a cue can follow a name of this number. What is no finite verb for sure cannot."""
    verb = next((w for w in cue.split() if w not in _ADVERBS and not w.endswith("ly")), "")
    if not verb.isalpha() or not verb.islower():
        return False
    if verb in _ANY_NUMBER or verb.endswith("ed"):
        return True
    if verb in _SINGULAR or (verb.endswith("s") and not verb.endswith("ss")):
        return not many
    return many and verb not in _SINGULAR and (verb in _PLURAL or not verb.endswith("ing"))
