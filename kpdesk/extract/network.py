"""The shipped network at work, in NumPy: encodes words in windows and scores tags, heads, entities and attributions.

The mirror of ``training/network.py``; a test holds the two together where PyTorch is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from kpdesk.extract.windows import Window

ATTENTION_HEADS = 12
REACH = 24
LINK_LABELS = ("O", "B-CONTENT", "I-CONTENT", "B-SOURCE", "I-SOURCE")
_AT_ONCE = 1536  # pieces in one pass, so that the intermediate arrays stay in the processor's cache


class Network:
    """Holds the weights; every method takes and gives plain arrays. Vectors are rows of ``width`` float32."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self.w = dict(weights)
        self.width = self.w["norm.weight"].shape[0]
        self.layers = 1 + max(int(k.split(".")[1]) for k in self.w if k.startswith("layers."))

    @classmethod
    def read(cls, path: Path) -> Network:
        """Reads ``weights.npz``; raises OSError, ValueError or KeyError when it is not what was shipped."""
        with np.load(path, allow_pickle=False) as file:
            raw = {k: file[k] for k in file.files}
        return cls({k: v if k == "pieces.weight" else v.astype("f4") for k, v in raw.items()})

    def encode(self, windows: Sequence[Window], told: Callable[[float], None] | None = None) -> np.ndarray:
        """The vectors of all words of the windows, in order; ``told`` hears the share done."""
        if not windows:
            return np.zeros((0, self.width), "f4")
        groups: list[list[Window]] = [[]]
        used = 0
        for window in windows:
            if used and used + len(window.pieces) > _AT_ONCE:
                groups.append([])
                used = 0
            groups[-1].append(window)
            used += len(window.pieces)
        vectors = []
        for number, group in enumerate(groups):
            if told is not None:
                told(number / len(groups))
            vectors.append(self._encode(group))
        return np.concatenate(vectors)

    def _encode(self, windows: Sequence[Window]) -> np.ndarray:
        w = self.w
        pieces = np.concatenate([v.pieces for v in windows])
        features = np.concatenate([v.features for v in windows])
        sizes = [len(v.pieces) for v in windows]
        ends = np.cumsum(sizes)
        places = np.concatenate([np.arange(n) for n in sizes])
        x = w["pieces.weight"][pieces].astype("f4") * w["pieces.scale"][pieces][:, None]
        x += w["positions.weight"][places]
        x += w["features.weight"][features]
        x = _norm(x, w["norm.weight"], w["norm.bias"])
        borders = list(zip(ends - sizes, ends, strict=True))
        for i in range(self.layers):
            x = self._layer(x, borders, f"layers.{i}.")
        heads = np.concatenate([v.heads + (end - n) for v, end, n in zip(windows, ends, sizes, strict=True)])
        return x[heads]

    def _layer(self, x: np.ndarray, borders: Sequence[tuple[int, int]], name: str) -> np.ndarray:
        w = self.w
        qkv = x @ w[name + "qkv.weight"].T
        qkv += w[name + "qkv.bias"]
        mixed = np.empty_like(x)
        size = self.width // ATTENTION_HEADS
        for a, b in borders:
            q, k, v = qkv[a:b].reshape(b - a, 3, ATTENTION_HEADS, size).transpose(1, 2, 0, 3)
            scores = q @ k.transpose(0, 2, 1)
            scores *= size**-0.5
            scores -= scores.max(-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(-1, keepdims=True)
            mixed[a:b] = (scores @ v).transpose(1, 0, 2).reshape(b - a, self.width)
        mixed = mixed @ w[name + "out.weight"].T
        mixed += w[name + "out.bias"]
        mixed += x
        x = _norm(mixed, w[name + "norm1.weight"], w[name + "norm1.bias"])
        inner = x @ w[name + "inner.weight"].T
        inner += w[name + "inner.bias"]
        outer = _gelu(inner) @ w[name + "outer.weight"].T
        outer += w[name + "outer.bias"]
        outer += x
        return _norm(outer, w[name + "norm2.weight"], w[name + "norm2.bias"])

    def scores(self, head: str, x: np.ndarray) -> np.ndarray:
        """What the plain head ``tag``, ``sentence``, ``entity`` or ``cue`` says of each row."""
        return x @ self.w[head + ".weight"].T + self.w[head + ".bias"]

    def arcs(self, x: np.ndarray) -> np.ndarray:
        """(words, words + 1) scores of each word's head; the last column is the root."""
        w = self.w
        child = _gelu(x @ w["arc_child.weight"].T + w["arc_child.bias"])
        head = _gelu(np.vstack([x, w["root"]]) @ w["arc_head.weight"].T + w["arc_head.bias"])
        return (child @ w["arc"][:-1] + w["arc"][-1]) @ head.T

    def relations(self, child: np.ndarray, head: np.ndarray) -> np.ndarray:
        """(n, labels) scores of the dependency labels for n pairs of rows."""
        w = self.w
        child = _with_one(_gelu(child @ w["label_child.weight"].T + w["label_child.bias"]))
        head = _with_one(_gelu(head @ w["label_head.weight"].T + w["label_head.bias"]))
        labels, rows, columns = w["label"].shape
        mixed = (child @ w["label"].transpose(1, 0, 2).reshape(rows, labels * columns)).reshape(-1, labels, columns)
        return np.einsum("nlj,nj->nl", mixed, head)

    def links(self, x: np.ndarray, cues: Sequence[tuple[int, int]]) -> np.ndarray:
        """(cues, words, LINK_LABELS) scores within one window; a cue is (first, last) word, both inclusive."""
        w = self.w
        first, last = np.array([c[0] for c in cues]), np.array([c[1] for c in cues])
        word = x @ w["link_word.weight"].T + w["link_word.bias"]
        cue = np.hstack([x[first], x[last]]) @ w["link_cue.weight"].T + w["link_cue.bias"]
        y = word[None] + cue[:, None]
        y += w["link_distance.weight"][distance_buckets(len(x), first, last)]
        y = _gelu(y)
        for name, step in (("link_conv1", 1), ("link_conv2", 2)):
            sides = np.zeros((y.shape[0], y.shape[1], 3 * y.shape[2]), "f4")
            width = y.shape[2]
            sides[:, step:, :width] = y[:, :-step]
            sides[:, :, width : 2 * width] = y
            sides[:, :-step, 2 * width :] = y[:, step:]
            y = y + _gelu(sides @ w[name + ".weight"].T + w[name + ".bias"])
        return y @ w["link_out.weight"].T + w["link_out.bias"]


def distance_buckets(length: int, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """(cues, length) bucket of each word's distance from each cue; REACH is inside the cue."""
    place = np.arange(length)[None]
    before, after = np.maximum(first[:, None] - place, 0), np.maximum(place - last[:, None], 0)
    far = np.where(before > 0, before, after).astype("f4")
    near = np.where(far <= 12, far, 12 + np.log2(np.maximum(far, 12) / 12) * 3).astype("i8").clip(max=REACH)
    return np.where(before > 0, REACH - near, REACH + near)


def _norm(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    x -= x.mean(-1, keepdims=True)
    x *= 1 / np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / x.shape[1] + 1e-5)
    x *= weight
    x += bias
    return x


def _gelu(x: np.ndarray) -> np.ndarray:
    inner = x * x
    inner *= 0.7978845608 * 0.044715
    inner += 0.7978845608
    inner *= x
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= 0.5
    return inner


def _with_one(x: np.ndarray) -> np.ndarray:
    return np.hstack([x, np.ones((len(x), 1), "f4")])
