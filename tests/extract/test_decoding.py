"""Best chains and best trees, against trying every way."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kpdesk.extract.decoding import best_chains, best_tree, bilou_moves


@pytest.mark.parametrize("seed", range(5))
def test_the_best_chain_is_the_best_of_all(seed: int) -> None:
    """No other chain of labels has a higher sum."""
    chance = np.random.default_rng(seed)
    scores, moves = chance.normal(size=(2, 4, 3)).astype("f4"), chance.normal(size=(3, 3)).astype("f4")
    found = best_chains(scores, [4, 3], moves)
    for k, length in enumerate((4, 3)):

        def value(path: tuple[int, ...], k: int = k) -> float:
            return float(
                sum(scores[k, t, x] for t, x in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path))
            )

        assert tuple(found[k, :length]) == max(itertools.product(range(3), repeat=length), key=value)


def test_entity_labels_make_whole_entities() -> None:
    """An entity that is begun is ended, in the same kind."""
    names = ["O", "B-A", "I-A", "L-A", "U-A", "B-B", "I-B", "L-B", "U-B"]
    moves, start = bilou_moves(names)
    assert moves[names.index("B-A"), names.index("L-A")] == 0
    assert moves[names.index("B-A"), names.index("L-B")] < 0
    assert moves[names.index("B-A"), names.index("O")] < 0
    assert start[names.index("I-A")] < 0


def _is_tree(heads: tuple[int, ...]) -> bool:
    if sum(h == len(heads) for h in heads) != 1:
        return False
    for word in range(len(heads)):
        for _ in range(len(heads) + 1):
            if word == len(heads):
                break
            word = heads[word]
        if word != len(heads):
            return False
    return True


@pytest.mark.parametrize("seed", range(40))
def test_every_sentence_gets_a_tree_with_one_root(seed: int) -> None:
    """Whatever the scores, nobody heads himself through others."""
    chance = np.random.default_rng(seed)
    n = int(chance.integers(1, 9))
    heads = best_tree(chance.normal(size=(n, n + 1)).astype("f4"))
    assert _is_tree(tuple(n if h == i else int(h) for i, h in enumerate(heads)))


@pytest.mark.parametrize("seed", range(12))
def test_a_cycle_gives_way_to_the_best_tree(seed: int) -> None:
    """With the root given, no other tree scores higher."""
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(4, 5)).astype("f4")
    scores[:, 4] = -50
    scores[0, 4] = 50
    scores[1, 2] += 3
    scores[2, 1] += 3
    heads = best_tree(scores)
    best = max(
        (h for h in itertools.product(range(5), repeat=4) if _is_tree(h)),
        key=lambda h: sum(scores[i, x] for i, x in enumerate(h) if x != i),
    )
    assert [4 if h == i else int(h) for i, h in enumerate(heads)] == list(best)
