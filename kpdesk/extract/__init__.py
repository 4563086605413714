"""From text to draft: cleaning, language, attribution, actors, meetings, dates, positions. Only here is spaCy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kpdesk.domain.draft import Draft, Known
from kpdesk.errors import NotEnoughMemory


def extract(
    text: str,
    *,
    published: str | None = None,
    known: Known | None = None,
    match: Callable[[str], list[tuple[str, str, float, str]]] | None = None,
    model: str | None = None,
    progress: Callable[..., Any] | None = None,
) -> Draft:
    """What a text says, as proposals; see ``kpdesk.extract.assembly.extract``. The language model loads on first use.

    Raises NotEnoughMemory where the text, or all that is found in it, wants more than there is.
    """
    from kpdesk.extract.assembly import extract as read

    try:
        return read(text, published=published, known=known, match=match, model=model, progress=progress)
    except MemoryError as fault:
        raise NotEnoughMemory("reading this text") from fault
