"""Where PyTorch is installed (the extra "training"): the network learns."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kpdesk.extract.training.examples import article_examples
from kpdesk.extract.wordpieces import WordPieces
from tests.extract.brains import LABELS, PIECES
from tests.extract.training.test_examples import ARTICLE

torch = pytest.importorskip("torch")


def test_a_few_steps_lower_the_loss_and_leave_averaged_weights(tmp_path: Path) -> None:
    """Trained on one article, the network comes nearer to it."""
    from kpdesk.extract.training.batches import Labels, stream
    from kpdesk.extract.training.network import Network
    from kpdesk.extract.training.trainer import loss_of, train

    torch.manual_seed(1)
    examples, pieces = article_examples([ARTICLE]), WordPieces(PIECES)
    labels = Labels({}, {}, {x: i for i, x in enumerate(LABELS["entities"])})
    network = Network(len(PIECES), 1, 3, 3, 5)
    batch = next(stream(examples, pieces, labels, 1, random.Random(1)))
    before = float(loss_of(network.eval(), batch, 0.0)[0])
    train(network, [(examples, 1.0)], pieces, labels, 0, tmp_path, limit=25)
    assert float(loss_of(network.eval(), batch, 0.0)[0]) < before
    assert (tmp_path / "averaged.pt").is_file()
