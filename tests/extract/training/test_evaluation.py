"""The shared task's measure, on cases counted by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kpdesk.extract.training.evaluation import conll18
from kpdesk.extract.training.treebank import TreeDocument

VOCAB = spacy.blank("en").vocab


def _gold(words: list[str], heads: list[int], labels: list[str]) -> TreeDocument:
    text, spans = "", []
    for word in words:
        spans.append((len(text), len(text) + len(word)))
        text += word + " "
    n = len(words)
    return TreeDocument(
        text=text, words=words, spans=spans, lemmas=["_"] * n, tags=[("NOUN", "NN", "_")] * n, heads=heads, labels=labels,
        sentence_starts=[h < 0 or i == 0 for i, h in enumerate(heads)], paragraph_starts=[False] * n, misc=["_"] * n, together=[-1] * n,
    )  # fmt: skip


def _system(words: list[str], heads: list[int], labels: list[str], spaces: list[bool] | None = None):
    return lambda _: Doc(VOCAB, words=words, spaces=spaces, heads=heads, deps=labels, pos=["NOUN"] * len(words))


def test_the_same_tree_scores_one() -> None:
    """All counts agree."""
    scores = conll18(
        [_gold(["a", "b", "c"], [-1, 0, 0], ["root", "nsubj:pass", "obj"])],
        _system(["a", "b", "c"], [0, 0, 0], ["ROOT", "nsubj", "obj"]),
    )
    assert set(scores.values()) == {1.0}


def test_a_wrong_label_costs_las_only_and_a_wrong_head_both() -> None:
    """One of three words each."""
    gold = [_gold(["a", "b", "c"], [-1, 0, 0], ["root", "nsubj", "obj"])]
    label = conll18(gold, _system(["a", "b", "c"], [0, 0, 0], ["ROOT", "obj", "obj"]))
    head = conll18(gold, _system(["a", "b", "c"], [0, 0, 1], ["ROOT", "nsubj", "obj"]))
    assert (label["uas"], label["las"]) == (1.0, pytest.approx(2 / 3, abs=1e-3))
    assert head["uas"] == head["las"] == pytest.approx(2 / 3, abs=1e-3)


def test_a_word_cut_otherwise_counts_on_both_sides() -> None:
    """Three gold words, four of the system's, two the same: F1 is 4/7."""
    gold = [_gold(["a", "bc", "d"], [-1, 0, 0], ["root", "obj", "punct"])]
    scores = conll18(
        gold, _system(["a", "b", "c", "d"], [0, 0, 0, 0], ["ROOT", "obj", "obj", "punct"], [True, False, True, True])
    )
    assert scores["words"] == pytest.approx(4 / 7, abs=1e-3)


def test_words_of_one_surface_token_are_aligned_by_their_forms() -> None:
    """The common forms of "don't" count, whatever else is between."""
    gold = _gold(["do", "n't"], [-1, 0], ["root", "advmod"])
    gold.text, gold.spans, gold.together = "don't ", [(0, 2), (2, 5)], [1, 1]
    whole = lambda _: Doc(VOCAB, words=["don't"], spaces=[True], heads=[0], deps=["ROOT"], pos=["NOUN"])  # noqa: E731

    def parts(_: str) -> Doc:
        return Doc(
            VOCAB, words=["do", "n't"], spaces=[False, True], heads=[0, 0], deps=["ROOT", "advmod"], pos=["NOUN"] * 2
        )

    assert conll18([gold], whole)["words"] == 0.0
    assert conll18([gold], parts)["words"] == 1.0
