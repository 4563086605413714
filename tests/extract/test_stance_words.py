"""Phrases that take a side without a verb of their own, and those that repeat or reverse one."""

import pytest

from kpdesk.extract.stance_words import CONTRARY, HOSTILE, OWNED, PHRASED, SAME


@pytest.mark.parametrize(
    ("words", "hostile"),
    [
        ("voiced its opposition to", True),
        ("is dead against", True),
        ("declared itself in favour of", False),
        ("gave its full support to", False),
        ("remains hostile to", True),
        ("has reservations about", True),
    ],
)
def test_phrases_take_sides(words, hostile):
    """For or against, by their noun or preposition."""
    match = PHRASED.search(f"The council {words} the plan")
    assert match is not None
    assert bool(HOSTILE.search(match[0])) is hostile


def test_sides_are_repeated_and_reversed():
    """ "So does X" and "X thinks otherwise"."""
    assert SAME.search("So does the council.")
    assert SAME.search("Ghana agrees.")
    assert CONTRARY.search("Ghana thinks otherwise.")
    assert not SAME.search("Ghana agreed to pay.")


def test_a_request_has_an_owner():
    """ "Ukraine's request for a debate"."""
    assert OWNED.match("'s request for a debate on the war")
