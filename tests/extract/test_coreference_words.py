"""The word lists of coreference do not contradict each other."""

from __future__ import annotations

from kpdesk.extract.coreference_words import FEMALE, GROUPS, MALE, PERSONS, PLACES, PRONOUNS


def test_no_word_shows_two_genders() -> None:
    """A title or first name that could be either is in neither list."""
    assert not FEMALE & MALE


def test_no_noun_is_of_two_kinds() -> None:
    """A noun is for a person, a body or a place."""
    assert not PERSONS & GROUPS and not GROUPS & PLACES and not PERSONS & PLACES


def test_pronouns_are_in_small_letters() -> None:
    """They are looked up that way."""
    assert all(p == p.lower() for p in PRONOUNS)
