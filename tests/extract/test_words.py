"""The word lists hold single lower-case words, and the lists that exclude each other do."""

from kpdesk.extract import words


def test_lists_hold_lower_case_words():
    """They are compared with case-folded words."""
    for name in ("PERSON_NOUNS", "GROUP_NOUNS", "BODY_NOUNS", "MEETING_NOUNS", "NEGATIONS"):
        assert all(w == w.casefold() and " " not in w for w in getattr(words, name)), name


def test_persons_are_no_bodies():
    """A head noun is a person or a body, not both."""
    assert not words.PERSON_NOUNS & words.BODY_NOUNS
