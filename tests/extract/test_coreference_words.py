"""The word lists that tell who is meant do not contradict each other."""

from __future__ import annotations

from kpdesk.extract.coreference_words import FEMALE, MALE


def test_no_word_shows_two_genders() -> None:
    """A title or first name that could be either is in neither list."""
    assert not FEMALE & MALE
