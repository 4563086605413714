"""Who took part, and how."""

import pytest

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model


def parts(text, published="2011-06-30"):
    """(actor, how) over all meetings of a text."""
    draft = extract(text, published=published)
    names = {a.id: a.name for a in draft.actors}
    return {(names[p.actor], p.how) for m in draft.meetings for p in m.participation}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Plateau Trust walked out of a meeting in Kinshasa in June.", ("Plateau Trust", "walked_out")),
        ("The Plateau Trust will boycott the plenary in November.", ("Plateau Trust", "will_boycott")),
        ("The Plateau Trust boycotted the meeting in Kinshasa last week.", ("Plateau Trust", "boycotted")),
        ("The Plateau Trust attended a meeting in Kinshasa in June.", ("Plateau Trust", "attended")),
        ("The June meeting in Kinshasa was chaired by Ana Ruvo.", ("Ana Ruvo", "chaired")),
        (
            "The World Diamond Council did not join the walkout at the June meeting in Kinshasa.",
            ("World Diamond Council", "attended"),
        ),
    ],
)
def test_deeds_make_participations(text, wanted):
    """With the tense of the deed."""
    assert wanted in parts(text)


def test_a_supposed_deed_is_none():
    """If they boycott it, they have not yet."""
    assert parts("If the Plateau Trust boycotts the plenary in November, the text falls.") == set()
