"""Statements: pieces of a broken quotation, goings-on, repeats."""

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model


def said(text):
    """Speaker and content of every statement."""
    draft = extract(text, published="2010-06-25")
    names = {a.id: a.name for a in draft.actors}
    return [(names.get(s.speaker or ""), " … ".join(c.text for c in s.content), s.mode) for s in draft.statements]


def test_a_broken_quotation_is_one_statement_in_two_pieces():
    """The second half has neither name nor cue."""
    found = said(
        "“We came for a decision,” said Ana Ruvo of the Plateau Trust. “We leave with a press release that says nothing.”"
    )
    assert found == [
        ("Ana Ruvo", "We came for a decision … We leave with a press release that says nothing.", "direct")
    ]


def test_a_quoted_title_is_no_statement():
    """Nobody said it."""
    assert said("The book is titled “Stones and the Law”.") == []


def test_a_repeated_paragraph_points_back():
    """One statement with two appearances."""
    line = "Ana Ruvo told reporters that the villages of the east have waited for nine years."
    draft = extract(f"{line}\nIt rained.\n{line}", published="2010-06-25")
    assert [s.repeats for s in draft.statements] == [None, "s1"]
