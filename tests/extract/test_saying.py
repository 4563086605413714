"""Reports that grammar shows where the model is silent."""

import pytest

from kpdesk.extract.saying import find
from tests.extract.readings import needs_model, read


@needs_model
@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Campaigners welcomed the move.", "Campaigners", "the move"),
        ("The declarations by Ana Ruvo that stones are clean were read.", "Ana Ruvo", "stones are clean were read"),
        ("Ukraine's request for a debate on the war was turned down.", "Ukraine", "a debate on the war"),
        ("According to Ana Ruvo, the text fell.", "Ana Ruvo", "the text fell"),
        ("The text fell, according to Ana Ruvo.", "Ana Ruvo", "The text fell"),
        ("Ana Ruvo said that the text fell.", "Ana Ruvo", "the text fell"),
    ],
)
def test_the_plain_forms_are_read(text, source, content):
    """Verbs of taking sides, nouns of saying, according to, said that."""
    found = [(s.source.text, text[s.start : s.end]) for s in find(read(text), []) if s.source is not None]
    assert (source, content) in found


@needs_model
@pytest.mark.parametrize(
    "text", ["According to the Guidelines, visits go on.", "The text was welcomed.", "They met and left."]
)
def test_accordance_and_passives_are_not(text):
    """Nobody speaks there."""
    assert find(read(text), []) == []
