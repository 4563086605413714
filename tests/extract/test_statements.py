"""Statements: pieces of a broken quotation, goings-on, repeats."""

import pytest

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model


def said(text):
    """Speaker and content of every statement."""
    draft = extract(text, published="2010-06-25")
    names = {a.id: a.name for a in draft.actors}
    return [(names.get(s.speaker or ""), " … ".join(c.text for c in s.content), s.mode) for s in draft.statements]


def test_a_quotation_broken_within_its_sentence_is_one_statement_in_two_pieces():
    """The second half has neither name nor cue."""
    found = said("“We came for a decision,” said Ana Ruvo of the Plateau Trust, “and leave with a press release.”")
    assert found == [("Ana Ruvo", "We came for a decision … and leave with a press release.", "direct")]


def test_a_broken_quotation_is_one_statement_in_two_pieces():
    """The second half has neither name nor cue."""
    found = said(
        "“We came for a decision,” said Ana Ruvo of the Plateau Trust. “We leave with a press release that says nothing.”"
    )
    assert found == [
        ("Ana Ruvo", "We came for a decision … We leave with a press release that says nothing.", "direct")
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The session opened with a speech by Ms Grace Amadi, director of the Miners' Forum of Kenema, who said that royalties had fallen by half.", "Grace Amadi"),
        ("A statement by the Nordic Gem Council to the minister, Grace Amadi, said that trade must resume.", "Nordic Gem Council"),
        ("Togo, Benin and Ghana sided with Angola, which called the draft a waste of paper.", "Angola"),
        ("The meeting heard Ruth Oyelaran of the Lagos Stone Bureau. In her words, the ban “hurts only the poor”.", "Ruth Oyelaran"),
        ("Tomas Berg left early. The scheme, in his view, is finished.", "Tomas Berg"),
        ("“A book without pages,” was the verdict of Tomas Berg, who follows the trade.", "Tomas Berg"),
        ("Tomas Berg was answered by Grace Amadi. “He has never held a shovel,” she said.", "Grace Amadi"),
        ("Exporters are reminded that forms must be signed in ink.", None),
    ],
)  # fmt: skip
def test_who_speaks_is_told_through_papers_clauses_and_passives(text, who):
    """Not whoever is named nearest to the word of saying."""
    assert [name for name, _, _ in said(text)] == [who]


def test_two_words_after_a_word_of_saying_tell_nothing():
    """ "Asked about the claim" reports no words."""
    assert said("A delegate from Togo, asked about the claim, would not comment.") == []


def test_a_quoted_title_is_no_statement():
    """Nobody said it."""
    assert said("The book is titled “Stones and the Law”.") == []


def test_a_repeated_paragraph_points_back():
    """One statement with two appearances."""
    line = "Ana Ruvo told reporters that the villages of the east have waited for nine years."
    draft = extract(f"{line}\nIt rained.\n{line}", published="2010-06-25")
    assert [s.repeats for s in draft.statements] == [None, "s1"]
