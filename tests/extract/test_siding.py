"""Up from a thing at stake: every word that turns it, and who takes the side."""

import pytest

from kpdesk.extract.siding import Climber
from kpdesk.extract.targets import Target
from tests.extract.readings import needs_model, read

pytestmark = needs_model


def path(text, words, side=1, kind="own"):
    """The path from some words of a text."""
    reading = read(text)
    start = text.index(words)
    span = reading.span(start, start + len(words))
    climber = Climber(reading.doc, {}, lambda token: token.pos_ == "PROPN")
    return climber.climb(Target("x", start, start + len(words), side, kind), span.root, range(span.start, span.end))


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Canada backed the sale.", "sale", [(["Canada"], 1)]),
        ("Canada refused to allow exports.", "exports", [(["Canada"], -1)]),
        ("Exports were blocked by Canada.", "Exports", [(["Canada"], -1)]),
        ("Canada asked the chair to stop exports.", "exports", [(["Canada"], -1)]),
        ("Fiji blamed Angola for blocking exports.", "exports", [(["Angola"], -1), (["Fiji"], 1)]),
        ("Canada wants the figures printed.", "figures", [(["Canada"], 1)]),
    ],
)
def test_sides_are_read_with_who_takes_them(text, words, wanted):
    """Active and passive, controlled, blamed and put."""
    assert [([t.text for t in s.doers], s.sign) for s in path(text, words).sides] == wanted


def test_a_judgement_without_a_doer_is_the_speakers():
    """Nobody in the sentence holds it."""
    found = path("A ban would be premature.", "ban")
    assert (found.sides, found.judged, found.sign) == ([], True, -1)


def test_talks_on_a_thing_are_not_the_thing():
    """To leave them says nothing of what they were about."""
    assert path("Canada walked out of talks on exports.", "exports").lost
