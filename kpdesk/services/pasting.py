"""What a pasted text says about itself, before it is taken in."""

from __future__ import annotations

from kpdesk.errors import TextError
from kpdesk.extract.headers import HeaderGuess, guess
from kpdesk.intake.normalise import MAX_CHARACTERS

__all__ = ["HeaderGuess", "about", "check_length"]


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
