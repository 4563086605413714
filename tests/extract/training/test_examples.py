"""Corpora as training examples."""

from __future__ import annotations

import random
from pathlib import Path

from kpdesk.extract.training.examples import article_examples, label_lists, read_articles, roughen, tree_examples

ARTICLE = {
    "text": "Jane Doe said “it works.”\nNobody agreed.",
    "attributions": [{"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 25]]}],
    "silver_entities": [[0, 8, "PERSON"]],
}


def test_an_article_s_spans_become_word_ranges() -> None:
    """Offsets of characters, then of words; a new line starts a paragraph."""
    (example,) = article_examples([ARTICLE])
    (attribution,) = example.attributions or []
    assert example.words[slice(*attribution.source[0])] == ["Jane", "Doe"]
    assert example.words[slice(*attribution.cue)] == ["said"]
    assert example.words[slice(*attribution.content[0])] == ["“", "it", "works", ".", "”"]
    assert [w for w, s in zip(example.words, example.starts, strict=True) if s] == ["Jane", "Nobody"]
    assert example.entities == [(0, 2, "PERSON")]


def test_roughening_keeps_the_number_of_words() -> None:
    """Labels stay in place whatever happens to the letters."""
    words = ["“", "It's", "done", "”", "Jane", '"', "x", '"']
    seen = {tuple(roughen(words, random.Random(k))) for k in range(200)}
    assert all(len(v) == len(words) for v in seen)
    assert len(seen) > 3


def test_the_corpora_are_read(shared: Path) -> None:
    """Treebanks, GUM's names among them, and articles."""
    trees = tree_examples(shared / "corpora" / "ud_gum_dev.conllu.gz")
    named = [" ".join(e.words[a:b]) for e in trees for a, b, _ in e.entities or ()]
    assert len(named) > 300
    assert "PROPN\tNNP\tNumber=Sing" in label_lists(trees)["tags"]
    assert len(read_articles(shared / "corpora" / "polnear_dev.jsonl.gz", 3)) == 3
