"""What a pasted text says about itself, before it is taken in."""

from __future__ import annotations

from kpdesk.extract.headers import HeaderGuess, guess

__all__ = ["HeaderGuess", "about"]


def about(text: str) -> HeaderGuess:
    """Title, outlet, author, address, date and language as guessed from the text; a person sees and edits them."""
    return guess(text)
