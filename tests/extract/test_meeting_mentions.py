"""Phrases that name a meeting, and phrases that only look so."""

import pytest

from kpdesk.extract.meeting_mentions import mentions
from tests.extract.readings import needs_model, read

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "words", "place", "when"),
    [
        ("NGOs walked out of a June meeting in Kinshasa.", "a June meeting in Kinshasa", "Kinshasa", "2011-06"),
        ("The Kinshasa meeting of the scheme ended on Monday.", "The Kinshasa meeting", "Kinshasa", "2011-10-17"),
        ("They will attend the plenary in November.", "the plenary in November", None, "2011-11"),
        (
            "Delegates are due to meet again in Gatineau, Quebec, in October.",
            "meet again in Gatineau, Quebec, in October",
            "Gatineau, Quebec",
            "2011-10",
        ),
    ],
)
def test_a_meeting_has_its_place_and_date(text, words, place, when):
    """As the words around the noun give them."""
    (found,), _ = mentions(read(text, "2011-10-20"))
    assert text[found.start : found.end] == words
    assert (found.place, found.when) == (place, when)


@pytest.mark.parametrize(
    "text",
    [
        "No meeting was held.",
        "They called for an emergency session.",
        "The standards must be met in meeting the rules.",
        "Any session needs a quorum.",
        "He told a press conference.",
    ],
)
def test_wished_for_and_generic_meetings_are_none(text):
    """Nothing happened there."""
    assert mentions(read(text, "2011-10-20"))[0] == []


def test_a_plenary_that_speaks_is_a_body():
    """It expresses concern; it is not attended."""
    found, bodies = mentions(read("The Plenary expressed concern about Ghana."))
    assert not found and len(bodies) == 1
