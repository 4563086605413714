"""What a pasted text says about itself, before it is taken in."""

from __future__ import annotations

from kpdesk.analysis.echoes import share, shingles
from kpdesk.domain.records import Source
from kpdesk.errors import TextError
from kpdesk.extract.headers import HeaderGuess, guess
from kpdesk.intake.normalise import MAX_CHARACTERS
from kpdesk.services.capture import current_version
from kpdesk.store.case import CaseFile

__all__ = ["HeaderGuess", "about", "check_length", "corrects"]

_COMPARED = 20_000  # characters of each text; enough to tell one article from another
_LEAST = 0.4  # share of word runs in common; a correction may rewrite much, another article shares next to none


def check_length(text: str) -> None:
    """Before a window lays a text out, which takes seconds for millions of characters. Raises TextError."""
    if len(text) > MAX_CHARACTERS:
        raise TextError(
            f"The text has {len(text):,} characters; kpdesk takes up to {MAX_CHARACTERS:,}.",
            "Split it into parts and add each.",
        )


def about(text: str) -> HeaderGuess:
    """Title, outlet, author, address, date and language as guessed from the text; a person sees and edits them."""
    return guess(text)


def corrects(case: CaseFile, text: str, *, title: str, outlet: str, address: str) -> Source | None:
    """The source whose corrected text this seems to be: same address, or title and outlet, and much the same words.

    The very text that the case has is none: taking it in says that it is there already.
    """
    near = case.all("source", address=address) if address else []
    if title:
        near += [s for s in case.all("source", title=title) if not (outlet and s.outlet and s.outlet != outlet)]
    mine = shingles(text[:_COMPARED]) if near else frozenset()
    for source in near[:5]:
        known = case.text(current_version(case, source.id).id)
        if known.split() != text.split() and share(mine, shingles(known[:_COMPARED])) >= _LEAST:
            return source
    return None
