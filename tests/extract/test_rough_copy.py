"""Careless copy: capitals, missing spaces, quotation marks of every make, misspelt names."""

import pytest

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model
PROCESS = "organisation/kimberley-process"


def names(text):
    """Reference keys and names of the actors found."""
    return {a.reference or a.name for a in extract(text, published="2011-06-20").actors}


def said(text):
    """Speaker and content of every statement."""
    draft = extract(text, published="2011-06-20")
    speakers = {a.id: a.name for a in draft.actors}
    return [(speakers.get(s.speaker or ""), " … ".join(c.text for c in s.content)) for s in draft.statements]


@pytest.mark.parametrize(
    "text",
    [
        "KIMBERLEY PROCESS MEETS IN KINSHASA\n\nOfficials met on Monday to talk about diamonds from Marange.",
        "The Kimberly Process met in Kinshasa on Monday.",
        "The Kimberely Process met in Kinshasa on Monday.",
        "Nothing was agreed.The Kimberley Process met again on Monday.",
    ],
)
def test_the_process_is_known_in_capitals_misspelt_and_without_a_space(text):
    """All lead to the one body of the reference list."""
    assert PROCESS in names(text)


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "«»"])
def test_a_quotation_is_read_in_marks_of_every_make(marks):
    """Content without its marks, with its speaker."""
    text = f"{marks[0]}We will not wait for another year,{marks[1]} said Ana Ruvo of the Plateau Trust on Monday."
    assert said(text) == [("Ana Ruvo", "We will not wait for another year")]


def test_a_missing_space_after_a_full_stop_does_not_join_two_reports():
    """Two statements with their own speakers."""
    text = "Ana Ruvo said the mines were safe.Tendai Moyo said the mines were closed."
    assert said(text) == [("Ana Ruvo", "the mines were safe"), ("Tendai Moyo", "the mines were closed")]
