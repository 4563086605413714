"""From scores to the best whole: label chains by Viterbi, dependency trees by Chu and Liu, and Edmonds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

NEVER = np.float32(-1e4)


def best_chains(
    scores: np.ndarray, lengths: Sequence[int], moves: np.ndarray, start: np.ndarray | None = None
) -> np.ndarray:
    """(n, length) best label of each place, for n chains padded to one length.

    ``scores`` is (n, length, labels); ``moves[a, b]`` is what going from label a to b adds; ``start`` likewise at the first place.
    """
    n, length, labels = scores.shape
    back = np.zeros((n, length, labels), "i4")
    best = scores[:, 0] + (start if start is not None else 0)
    final = np.zeros((n, labels), "f4")
    sizes = np.asarray(lengths)
    final[sizes == 1] = best[sizes == 1]
    for t in range(1, length):
        ways = best[:, :, None] + moves[None]
        back[:, t] = ways.argmax(1)
        best = ways.max(1) + scores[:, t]
        final[sizes == t + 1] = best[sizes == t + 1]
    path = np.zeros((n, length), "i4")
    label = final.argmax(1)
    rows = np.arange(n)
    for t in range(length - 1, -1, -1):
        here = t < sizes
        path[here, t] = label[here]
        label = np.where(here, back[rows, t, label], label)
    return path


def bilou_moves(names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """What BILOU labels allow: (moves, start), 0 or NEVER."""
    moves = np.zeros((len(names), len(names)), "f4")
    start = np.zeros(len(names), "f4")
    for i, a in enumerate(names):
        start[i] = NEVER if a[0] in "IL" else 0
        for j, b in enumerate(names):
            inside = a[0] in "BI"
            fits = (b[0] in "IL" and a[2:] == b[2:]) if inside else b[0] in "OBU"
            moves[i, j] = 0 if fits else NEVER
    return moves, start


def best_tree(scores: np.ndarray) -> np.ndarray:
    """Head of each word of one sentence, itself for the one root; ``scores`` is (n, n + 1), the last column the root."""
    n = len(scores)
    if n == 1:
        return np.zeros(1, "i8")
    scores = scores.copy()
    scores[np.arange(n), np.arange(n)] = NEVER
    heads = scores.argmax(1)
    if (heads == n).sum() != 1 or _has_cycle(heads, n):
        root = int((scores[:, n] - scores[:, :n].max(1)).argmax())
        scores[:, n] = NEVER
        scores[root] = NEVER
        scores[root, n] = 0
        heads = scores.argmax(1)
        if _has_cycle(heads, n):
            heads = _spanning_tree(scores, n)
    own = np.arange(n)
    return np.where(heads == n, own, heads)


def _has_cycle(heads: np.ndarray, root: int) -> bool:
    above = heads
    for _ in range(len(heads).bit_length()):
        above = np.append(above, root)[above]
    return bool((above != root).any())


def _spanning_tree(scores: np.ndarray, root: int) -> np.ndarray:
    """Best tree by contracting cycles; quadratic in the sentence's length for each cycle."""
    n = root
    weights = np.full((n + 1, n + 1), NEVER * 10, "f8")
    weights[:n] = scores
    heads = _contract(weights, n)
    return heads[:n]


def _contract(weights: np.ndarray, root: int) -> np.ndarray:
    size = len(weights)
    heads = weights.argmax(1)
    heads[root] = root
    cycle = _find_cycle(heads, root)
    if not cycle:
        return heads
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = weights[cycle, heads[cycle]]
    smaller = np.full((len(outside) + 1, len(outside) + 1), NEVER * 10, "f8")
    smaller[:-1, :-1] = weights[outside][:, outside]
    into = weights[cycle][:, outside] - kept[:, None]
    enter = into.argmax(0)
    smaller[-1, :-1] = into.max(0)
    leave = weights[outside][:, cycle]
    smaller[:-1, -1] = leave.max(1)
    smaller[np.arange(len(smaller)), np.arange(len(smaller))] = NEVER * 100
    found = _contract(smaller, int(np.flatnonzero(outside == root)[0]))
    result = heads.copy()
    for k, word in enumerate(outside):
        head = found[k]
        result[word] = cycle[int(leave[k].argmax())] if head == len(outside) else outside[head]
    result[root] = root
    entered = found[-1]
    broken = cycle[int(enter[entered])]
    result[broken] = outside[entered]
    return result


def _find_cycle(heads: np.ndarray, root: int) -> list[int]:
    state = np.zeros(len(heads), "i4")
    for word in range(len(heads)):
        path = []
        while word != root and state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word])
        if word != root and state[word] == 1 and word in path:
            return path[path.index(word) :]
        for done in path:
            state[done] = 2
    return []
