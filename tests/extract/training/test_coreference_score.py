"""Scoring who is meant: the sorts of mentions, and figures on a small treebank text with names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.extract import pipeline
from kpdesk.extract.training import coreference_score
from kpdesk.extract.training.treebank import TreeDocument
from tests.extract.readings import needs_model


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("He", "pronoun"),
        ("the minister", "common noun"),
        ("A delegate", "common noun"),
        ("Martin", None),
        ("The Guild", None),
        ("Campaigners", None),
        ("", None),
    ],
)
def test_speakers_are_sorted_by_how_they_are_written(words: str, sort: str | None) -> None:
    """A capital beyond the opening article makes a name."""
    assert coreference_score.mention_sort(words) == sort


def _document(entity_of_he: str) -> TreeDocument:
    words = ["Alan", "Brown", "met", "Jane", "Smith", ".", "He", "left", "."]
    document = TreeDocument(text="Alan Brown met Jane Smith. He left.")
    at = 0
    for word in words:
        at = document.text.index(word, at)
        document.spans.append((at, at + len(word)))
        at += len(word)
    document.words = words
    document.tags = [("PROPN", "NNP", "_") if w.istitle() and w != "He" else ("X", "X", "_") for w in words]
    document.heads = [2, 0, -1, 2, 3, 2, 7, -1, 7]
    misc = ["_"] * 9
    misc[0], misc[1], misc[3], misc[4] = "Entity=(1-person-new", "Entity=1)", "Entity=(2-person-new", "Entity=2)"
    misc[6] = f"Entity=({entity_of_he}-person-giv)"
    document.misc = misc
    return document


@needs_model
def test_an_answer_counts_when_it_is_the_name_of_the_same_group() -> None:
    """The same answer is right or wrong by what the treebank says."""
    nlp = pipeline.load()
    right = coreference_score.gum([_document("1")], nlp)["he, she"]
    wrong = coreference_score.gum([_document("2")], nlp)["he, she"]
    assert (right["right"], right["answered"], right["named_before"]) == (1, 1, 1)
    assert (wrong["right"], wrong["answered"], wrong["named_before"]) == (0, 1, 1)


def test_without_the_corpora_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence and a usage error, no trace."""
    assert coreference_score.main(["--shared", str(tmp_path / "nothing")]) == 2
    assert "--shared names it" in capsys.readouterr().err
