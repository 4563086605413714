"""Deeds, accordance, titles and what is only expected are no speech; saying is, whatever helps its verb."""

import pytest

from kpdesk.extract.speech import is_speech, main_word
from tests.extract.readings import needs_model
from tests.extract.test_repairs import said

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "content", "cue", "source"),
    [
        ("They held talks in June.", "talks in June", "held", "They"),
        ("According to the Guidelines, visits go on.", "visits go on", "According to", "the Guidelines"),
        ("It announced the decision on Friday.", "the decision on Friday", "announced", "It"),
        ("A summit is planned for early June.", "A summit is planned for early June", "is planned", None),
        ("It was unclear whether they would return.", "whether they would return", "was unclear", "It"),
        ("Ruvo asked not to be named.", "not to be named", "asked", "Ruvo"),
    ],
)
def test_deeds_accordance_and_expectation_are_no_speech(text, content, cue, source):
    """The reporter tells of them."""
    _, one = said(text, content, cue, source)
    assert not is_speech(one, text)


@pytest.mark.parametrize(
    ("text", "content", "cue", "source"),
    [
        ("The ministry has said the stones are clean.", "the stones are clean", "has said", "The ministry"),
        ("Some members are calling for a vote.", "a vote", "are calling for", "Some members"),
        ("The group has repeatedly warned that mines leak.", "mines leak", "has repeatedly warned", "The group"),
        ("Campaigners began dismissing the report.", "the report", "began dismissing", "Campaigners"),
        ("It was reported that the mine had closed.", "the mine had closed", "was reported", None),
    ],
)
def test_a_word_of_saying_is_known_behind_its_helpers(text, content, cue, source):
    """ "has said" is saying, not having."""
    _, one = said(text, content, cue, source)
    assert is_speech(one, text)


def test_what_was_begun_is_the_word_that_counts():
    """ "began dismissing" is dismissing."""
    _, one = said("Campaigners began dismissing the report.", "the report", "began dismissing", "Campaigners")
    assert main_word(one.cue).text == "dismissing"


def test_a_quoted_title_is_no_speech_but_a_quoted_call_is():
    """Capitals alone decide nothing where somebody said the words."""
    text = 'The book was titled "Stones of the North".'
    _, one = said(text, "Stones of the North", "titled", "The book", mode="direct")
    assert not is_speech(one, text)
    text = 'The crowd said "Open The Gates".'
    _, one = said(text, "Open The Gates", "said", "The crowd", mode="direct")
    assert is_speech(one, text)
