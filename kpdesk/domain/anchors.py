"""Anchors: exact characters with their surroundings, and how they are found again in a corrected text.

The three fields quote, prefix and suffix are those of a W3C Web Annotation text quote selector.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpdesk.domain.records import Anchor

CONTEXT = 32  # code points kept on each side
AGREE = 8  # of them on both sides together, by which a place is known again


def anchor_at(text: str, start: int, end: int, *, text_version_id: str, **fields: object) -> Anchor:
    """The anchor of ``text[start:end]`` (code points). ``fields`` name role, ordinal and the one owner.

    Raises ValueError where the span does not lie in the text or is empty.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}–{end} does not lie in a text of {len(text)} characters")
    return Anchor(
        text_version_id=text_version_id,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        **fields,  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of an anchor in a corrected text. ``fate``: same (not shifted), moved, changed (the words
    between the old surroundings are others now) or lost (``start`` and ``end`` are None)."""

    fate: str
    start: int | None = None
    end: int | None = None


def carry_over(anchor: Anchor, text: str, before: str = "") -> Carried:
    """Find an anchor in a corrected text by its quotation, told from twins by prefix, suffix and nearness.

    Nothing is guessed: where two places fit equally well in their surroundings and neither stands where the
    anchor stood, it is lost. So it is where the words stand in other surroundings alone, unless they stood once in
    the text ``before`` and stand once now: a name whose sentence is gone is not that name three paragraphs above.
    """
    places = _occurrences(text, anchor.quote)
    if places:
        ranked = sorted(((*_fit(anchor, text, at), at) for at in places), reverse=True)
        agreeing, nearness, at = ranked[0]
        tie = len(ranked) > 1 and ranked[1][0] == agreeing
        once = len(places) == 1 == before.count(anchor.quote)
        known = agreeing >= min(AGREE, len(anchor.prefix) + len(anchor.suffix)) or once
        if nearness != 0 and (tie or not known):
            return Carried("lost") if tie and known else _between_surroundings(anchor, text)
        return Carried("same" if at == anchor.start else "moved", at, at + len(anchor.quote))
    return _between_surroundings(anchor, text)


def _occurrences(text: str, quote: str, most: int = 500) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _fit(anchor: Anchor, text: str, at: int) -> tuple[int, int]:
    """(characters of the surroundings that agree, minus the distance moved): the larger the better."""
    before = text[max(0, at - CONTEXT) : at]
    after = text[at + len(anchor.quote) : at + len(anchor.quote) + CONTEXT]
    left = _agreeing(before[::-1], anchor.prefix[::-1])
    return left + _agreeing(after, anchor.suffix), -abs(at - anchor.start)


def _agreeing(a: str, b: str) -> int:
    """How many first characters two strings share."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _between_surroundings(anchor: Anchor, text: str) -> Carried:
    """The words that now stand between the old prefix and suffix, if both are there once and near each other."""
    prefix, suffix = anchor.prefix[-16:], anchor.suffix[:16]
    if len(prefix.strip()) < 6 or len(suffix.strip()) < 6 or text.count(prefix) != 1:
        return Carried("lost")
    start = text.index(prefix) + len(prefix)
    end = text.find(suffix, start, start + 2 * len(anchor.quote) + 80)
    return Carried("changed", start, end) if end > start else Carried("lost")
