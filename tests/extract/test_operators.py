"""Words that take sides, found in parsed texts."""

import pytest

from kpdesk.extract import operators
from tests.extract.readings import needs_model, read

pytestmark = needs_model


def found(text):
    """{(kind, sign, words)} of a text."""
    return {(k, o.sign, o.text) for kinds in operators.find(read(text).doc).values() for k, o in kinds.items()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Canada backed the draft.", ("attitude", 1, "backed")),
        ("Canada turned the draft down.", ("attitude", -1, "turned the draft down")),
        ("Canada called for a vote.", ("wish", 1, "called for")),
        ("The council lifted the ban.", ("effect", -1, "lifted")),
        ("The ban is premature.", ("value", -1, "premature")),
        ("They stood in the way of the plan.", ("attitude", -1, "stood in the way of")),
    ],
)
def test_single_words_and_phrases_are_found(text, wanted):
    """In all their forms, with what may stand between."""
    assert wanted in found(text)


def test_a_name_given_to_a_thing_is_no_call_for_it():
    """ "They call it smart" wants nothing."""
    assert not any(kind == "wish" for kind, _, _ in found("They call it smart."))


def test_a_wrong_lemma_does_not_hide_a_word():
    """The form itself shows which word it is."""
    (token,) = [t for t in read("The union blamed Angola for it.").doc if t.text == "blamed"]
    assert operators.root(token) == "blame"
