"""Anchors: exact characters with their surroundings, and how they are found again in a corrected text.

The three fields quote, prefix and suffix are those of a W3C Web Annotation text quote selector.
"""

from __future__ import annotations

from kpdesk.domain.records import Anchor

CONTEXT = 32  # code points kept on each side


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
