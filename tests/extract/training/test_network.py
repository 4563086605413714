"""Where PyTorch is installed (the extra "training"): losses and distances."""

from __future__ import annotations

import itertools

import pytest

torch = pytest.importorskip("torch")


def test_the_chain_s_loss_is_that_of_all_chains() -> None:
    """Against the sum over every chain of labels."""
    from kpdesk.extract.training.network import chain_loss

    torch.manual_seed(1)
    scores, moves = torch.randn(1, 3, 2), torch.randn(2, 2)

    def value(path) -> float:
        return float(
            sum(scores[0, t, x] for t, x in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path))
        )

    gold = (1, 0, 1)
    total = torch.logsumexp(torch.tensor([value(p) for p in itertools.product(range(2), repeat=3)]), 0)
    found = chain_loss(scores, torch.tensor([gold]), torch.ones(1, 3).bool(), moves)
    assert float(found) == pytest.approx(float(total) - value(gold), abs=1e-4)


def test_distances_are_the_same_here_and_in_the_shipped_network() -> None:
    """One rule, written twice."""
    from kpdesk.extract.network import distance_buckets as shipped
    from kpdesk.extract.training.network import distance_buckets as trained

    first, last = torch.tensor([3, 90]), torch.tensor([5, 90])
    assert trained(180, first, last).tolist() == shipped(180, first.numpy(), last.numpy()).tolist()
