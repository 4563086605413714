"""The network's arithmetic, in small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kpdesk.extract.network import Network, distance_buckets
from kpdesk.extract.windows import cut
from kpdesk.extract.wordpieces import WordPieces
from tests.extract.brains import PIECES, WIDTH, write_model


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return Network.read(write_model(tmp_path_factory.mktemp("model")) / "weights.npz")


def _windows(texts: list[list[str]]):
    words = [w for t in texts for w in t]
    starts = [i == 0 for t in texts for i in range(len(t))]
    return words, starts


def test_each_word_has_one_row(network: Network) -> None:
    """As many vectors as words, in order."""
    words, starts = _windows([["abc", "d", "."], ["ef"]])
    assert network.encode(cut(words, starts, WordPieces(PIECES))).shape == (4, WIDTH)
    assert network.encode([]).shape == (0, WIDTH)


def test_windows_read_together_are_read_as_if_alone(network: Network) -> None:
    """No window leaks into its neighbour."""
    pieces = WordPieces(PIECES)
    words, starts = _windows([["abc", "d"] * 5, ["ef", "gh"] * 5])
    windows = cut(words, starts, pieces, limit=40)
    together = network.encode(windows)
    alone = np.concatenate([network.encode([w]) for w in windows])
    assert len(windows) > 1
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_rows_are_normed(network: Network) -> None:
    """The table of pieces in bytes comes back to scale: the last norm leaves mean and spread as its weights say."""
    words, starts = _windows([["abc", "d"]])
    x = network.encode(cut(words, starts, WordPieces(PIECES)))
    w = network.w
    plain = (x - w["layers.1.norm2.bias"]) / w["layers.1.norm2.weight"]
    np.testing.assert_allclose(plain.mean(1), 0, atol=1e-3)
    np.testing.assert_allclose(plain.std(1), 1, atol=1e-2)


def test_heads_score_every_label(network: Network) -> None:
    """Shapes of all that is scored."""
    x = np.random.default_rng(0).normal(size=(6, WIDTH)).astype("f4")
    assert network.scores("tag", x).shape == (6, 3)
    assert network.arcs(x).shape == (6, 7)
    assert network.relations(x, x).shape == (6, 3)
    assert network.links(x, [(0, 1), (5, 5)]).shape == (2, 6, 5)


def test_distances_from_a_cue_are_told_apart_by_side() -> None:
    """Before, inside and after a cue are different buckets; far ones share theirs."""
    row = distance_buckets(400, np.array([200]), np.array([201]))[0]
    assert row[200] == row[201] == 24
    assert (row[199], row[202]) == (23, 25)
    assert row.min() == 0 and row.max() == 48


def test_numpy_and_torch_agree(network: Network) -> None:
    """What was trained is what is shipped, to rounding (where PyTorch is installed)."""
    torch = pytest.importorskip("torch")
    from kpdesk.extract.training import network as trained
    from kpdesk.extract.training.package import shrink

    torch.manual_seed(3)
    model = trained.Network(len(PIECES), 2, 3, 3, 5).eval()
    mine = Network(
        {
            k: v if k == "pieces.weight" else v.astype("f4")
            for k, v in shrink({k: v.numpy() for k, v in model.state_dict().items()}).items()
        }
    )
    words, starts = _windows([["abc", "d", "."], ["ef"]])
    window = cut(words, starts, WordPieces(PIECES))[0]
    with torch.no_grad():
        x = model.encode(
            torch.tensor(window.pieces[None]).long(),
            torch.tensor(window.features[None]).long(),
            torch.ones(1, len(window.pieces)).bool(),
            0.0,
        )
        x = x[0, window.heads]
        np.testing.assert_allclose(mine.encode([window]), x.numpy(), atol=0.05)
        np.testing.assert_allclose(mine.arcs(x.numpy()), model.arcs(x[None])[0].numpy(), atol=0.05)
        links = model.links(x[None], torch.tensor([0]), torch.tensor([1]), torch.tensor([1]), 0.0)[0]
        np.testing.assert_allclose(mine.links(x.numpy(), [(1, 1)])[0], links.numpy(), atol=0.05)


def test_a_file_that_is_not_weights_is_refused(tmp_path: Path) -> None:
    """A broken file is noticed, not read as something."""
    (tmp_path / "weights.npz").write_bytes(b"nothing")
    with pytest.raises((OSError, ValueError)):
        Network.read(tmp_path / "weights.npz")
