"""Phrases, tense and sentences of a parsed text."""

import pytest

from kpdesk.extract.grammar import chunk, chunks, sentences, tense
from tests.extract.readings import needs_model, read

pytestmark = needs_model


def test_a_chunk_is_a_noun_with_the_words_before_it():
    """Articles and adjectives belong to it, prepositions do not."""
    reading = read("The so-called local council of Mutare rejected the old text.")
    assert chunk(reading.token(reading.text.index("council"))).text == "The so-called local council"
    assert [c.text for c in chunks(reading.doc[:])][-1] == "the old text"


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("They will meet in June.", "June", "future"),
        ("They met in June.", "June", "past"),
        ("They plan to meet in June.", "June", "future"),
    ],
)
def test_a_clause_looks_back_or_ahead(text, word, wanted):
    """By its auxiliary, its verb form, or the verb above it."""
    reading = read(text)
    assert tense(reading.token(text.index(word))) == wanted


def test_sentences_end_at_line_breaks():
    """A headline is not joined to the story."""
    assert len(list(sentences(read("Talks fail again\nThe host said no.").doc))) == 2
