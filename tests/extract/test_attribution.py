"""From scores to attributions, and what the shipped model finds."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from kpdesk.extract import pipeline
from kpdesk.extract.attribution import Attribution, cue_spans, resolve_overlaps, runs, settle, trimmed

BLANK = spacy.blank("en")


def _doc(text: str) -> Doc:
    return BLANK(text)


def test_cues_are_rows_of_likely_words() -> None:
    """Neighbours are one cue, unless a new one begins; the surest word gives the cue's score."""
    scores = np.log(np.array([[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.3, 0.1, 0.6], [0.2, 0.7, 0.1], [0.9, 0.1, 0.01]]))
    assert [(a, b) for a, b, _ in cue_spans(scores, 0.4)] == [(1, 2), (3, 3)]
    assert cue_spans(scores, 0.4)[0][2] == pytest.approx(0.9)


def test_runs_part_where_a_new_one_begins() -> None:
    """B after I opens another part."""
    assert runs(np.array([0, 1, 2, 1, 2, 0, 3, 4]), 1) == [(1, 3), (3, 5)]
    assert runs(np.array([0, 1, 2, 1, 2, 0, 3, 4]), 3) == [(6, 8)]


def test_a_quotation_that_was_begun_runs_to_its_end() -> None:
    """Half a quotation is no content."""
    states = np.array([2, 1, 1, 1, 1, 2, 0, 0])
    assert settle([(0, 3)], np.ones(8), (7, 7), states) == [(0, 5)]


def test_words_before_a_quotation_do_not_pull_all_of_it_in() -> None:
    """A part that ends in a quotation opened far outside stays as it is."""
    states = np.array([2, 1, 1, 1, 1, 2, 0, 0])
    assert settle([(2, 3)], np.ones(8), (7, 7), states) == [(2, 3)]


def test_a_content_has_two_parts_at_most() -> None:
    """Of three the two surest stay, in order."""
    sure = np.array([0.9, 0.9, 0, 0.8, 0, 0.2, 0])
    assert settle([(0, 2), (3, 4), (5, 6)], sure, (2, 2), np.zeros(7)) == [(0, 2), (3, 4)]


def test_outer_marks_and_that_are_left_out() -> None:
    """Spans are exact to the character."""
    doc = _doc('He said that "exports must stop," today.')
    content = trimmed(doc, 2, 9)
    assert content is not None
    assert doc.text[content.start_char : content.end_char] == "exports must stop"


def test_nothing_but_marks_is_no_content() -> None:
    """An empty content is none."""
    assert trimmed(_doc('", "'), 0, 3) is None
    with pytest.raises(ValueError, match="content"):
        Attribution(None, None, (), 0.5)


def test_of_two_attributions_of_the_same_words_the_surer_stays() -> None:
    """One content, one attribution."""
    doc = _doc("a b c d e f")
    weak, strong, other = (
        Attribution(None, None, (doc[a:b],), s) for a, b, s in ((0, 3, 0.4), (0, 4, 0.8), (4, 6, 0.1))
    )
    assert resolve_overlaps([weak, other, strong]) == [strong, other]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Exports of rough diamonds should stop, the minister said on Tuesday.",
            "the minister",
            "said",
            "Exports of rough diamonds should stop",
        ),
        (
            "According to Jane Doe, the plenary will take place in March.",
            "Jane Doe",
            "According to",
            "the plenary will take place in March",
        ),
        ("“We will not accept this,” Mr. Brown told reporters.", "Mr. Brown", "told", "We will not accept this"),
    ],
)
def test_the_shipped_model_finds_who_says_what(text: str, source: str, cue: str, content: str) -> None:
    """Plain cases of indirect speech, "according to" and quotation."""
    found = pipeline.load()(text)._.attributions
    assert len(found) == 1
    assert found[0].source is not None and found[0].cue is not None
    assert found[0].source.text == source
    assert cue in found[0].cue.text
    assert found[0].content.text == content
    assert 0 < found[0].score <= 1


def test_a_text_in_which_nobody_speaks_has_no_attribution() -> None:
    """Plain facts are no reported speech."""
    assert pipeline.load()("The mine lies forty kilometres from the town. It has two pits.")._.attributions == []
