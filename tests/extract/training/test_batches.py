"""Where PyTorch is installed (the extra "training"): windows become arrays with their labels."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kpdesk.extract.training.examples import article_examples
from kpdesk.extract.wordpieces import WordPieces
from tests.extract.brains import LABELS, PIECES
from tests.extract.training.test_examples import ARTICLE

torch = pytest.importorskip("torch")


def _batch():
    from kpdesk.extract.training.batches import Labels, collate, windows_of

    pieces = WordPieces(PIECES)
    names = [*LABELS["entities"]]
    labels = Labels({}, {}, {x: i for i, x in enumerate(names)})
    return collate(windows_of(article_examples([ARTICLE]), pieces, 192), pieces, labels)


def test_an_attribution_becomes_labels_of_words() -> None:
    """Content, source and cue stand where they are in the text."""
    batch = _batch()
    ((window, first, last, row),) = batch.links
    assert (window, first, last) == (0, 2, 2)
    assert row == [3, 4, 0, 1, 2, 2, 2, 2, 0, 0, 0]
    assert batch.cue is not None and batch.cue[0].tolist()[:4] == [0, 0, 1, 0]


def test_entities_are_labelled_by_their_ends() -> None:
    """Begin, inside, last, or a unit."""
    batch = _batch()
    assert batch.entity is not None
    assert [LABELS["entities"][x] for x in batch.entity[0].tolist()[:3]] == ["B-PERSON", "L-PERSON", "O"]


def test_the_stream_goes_on(tmp_path: Path) -> None:
    """After the last window a new round begins."""
    from kpdesk.extract.training.batches import Labels, stream

    labels = Labels({}, {}, {x: i for i, x in enumerate(LABELS["entities"])})
    batches = stream(article_examples([ARTICLE]), WordPieces(PIECES), labels, 2, random.Random(1))
    assert len([next(batches) for _ in range(3)]) == 3
