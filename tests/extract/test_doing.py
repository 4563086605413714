"""Who does what a verb says."""

import pytest

from kpdesk.extract.doing import doers
from tests.extract.readings import needs_model, read


@needs_model
@pytest.mark.parametrize(
    ("text", "verb", "heads"),
    [
        ("South Africa and India backed the draft.", "backed", ["Africa", "India"]),
        ("Most Western nations still bar them.", "bar", ["nations"]),
        ("Members of the council rejected it.", "rejected", ["Members"]),
        ("The text was rejected.", "rejected", []),
    ],
)
def test_the_phrase_before_a_verb_does_it(text, verb, heads):
    """A list counts whole; a passive has nobody."""
    reading = read(text)
    token = reading.token(text.index(verb))
    assert [t.text for t in doers(token)] == heads
