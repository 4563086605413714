"""Cuts training examples into windows and stacks windows into the arrays that the network learns from."""
# pyright: reportMissingImports=false

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from kpdesk.extract.training.examples import Example, roughen
from kpdesk.extract.windows import Window, borders, encode
from kpdesk.extract.wordpieces import WordPieces, word_features

IGNORE = -100


@dataclass(slots=True)
class Labels:
    """Numbers of the labels."""

    tags: dict[str, int]
    labels: dict[str, int]
    entities: dict[str, int]


@dataclass(slots=True)
class Batch:
    """Padded arrays of some windows; word layers are (batch, words), IGNORE where unknown."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    heads: Tensor  # first piece of each word
    words: Tensor  # true where a word stands
    tag: Tensor | None = None
    sentence: Tensor | None = None
    sentence_number: Tensor | None = None
    arc: Tensor | None = None
    label: Tensor | None = None
    entity: Tensor | None = None
    cue: Tensor | None = None
    links: list[tuple[int, int, int, list[int]]] = field(default_factory=list)  # window, first, last word, labels


Piece = tuple[Example, int, int]


def windows_of(examples: Sequence[Example], pieces: WordPieces, limit: int) -> list[Piece]:
    """All windows of the examples, uncoded."""
    found: list[Piece] = []
    for example in examples:
        sizes = [len(pieces.split(w)) for w in example.words]
        starts = example.tree.sentence_starts if example.tree else example.starts
        found += [(example, a, b) for a, b in borders(example.words, starts, sizes, limit)]
    return found


def stream(
    examples: Sequence[Example], pieces: WordPieces, labels: Labels, size: int, chance: random.Random
) -> Iterator[Batch]:
    """Batches without end, in a new order and with new window lengths each round; near lengths go together."""
    while True:
        found = windows_of(examples, pieces, chance.choice((112, 144, 176, 192)))
        chance.shuffle(found)
        pools = [sorted(found[i : i + size * 20], key=lambda w: w[2] - w[1]) for i in range(0, len(found), size * 20)]
        batches = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
        chance.shuffle(batches)
        for chosen in batches:
            yield collate(chosen, pieces, labels, chance)


def collate(chosen: Sequence[Piece], pieces: WordPieces, labels: Labels, chance: random.Random | None = None) -> Batch:
    """Arrays of the chosen windows; with ``chance`` their words are roughened first."""
    coded: list[Window] = []
    for example, first, last in chosen:
        words = example.words[first:last]
        if chance is not None:
            words = roughen(words, chance)
        starts = example.starts[first:last]
        coded.append(encode(words, starts, word_features(words, starts), pieces, 0, last - first))
    length, words_long = max(len(w.pieces) for w in coded), max(len(w.heads) for w in coded)
    n = len(coded)
    batch = Batch(
        pieces=torch.zeros(n, length, dtype=torch.long),
        features=torch.zeros(n, length, dtype=torch.long),
        mask=torch.zeros(n, length, dtype=torch.bool),
        heads=torch.zeros(n, words_long, dtype=torch.long),
        words=torch.zeros(n, words_long, dtype=torch.bool),
    )
    for b, w in enumerate(coded):
        batch.pieces[b, : len(w.pieces)] = torch.from_numpy(w.pieces).long()
        batch.features[b, : len(w.pieces)] = torch.from_numpy(w.features).long()
        batch.mask[b, : len(w.pieces)] = True
        batch.heads[b, : len(w.heads)] = torch.from_numpy(w.heads).long()
        batch.words[b, : len(w.heads)] = True
    _label(batch, chosen, labels, words_long, chance)
    return batch


def _label(batch: Batch, chosen: Sequence[Piece], labels: Labels, width: int, chance: random.Random | None) -> None:
    def empty() -> Tensor:
        return torch.full((len(chosen), width), IGNORE, dtype=torch.long)

    if all(e.tree is not None for e, _, _ in chosen):
        batch.tag, batch.sentence, batch.arc, batch.label = empty(), empty(), empty(), empty()
        batch.sentence_number = torch.full((len(chosen), width), -1, dtype=torch.long)
        for b, piece in enumerate(chosen):
            _label_tree(batch, b, piece, labels, width)
    if any(e.entities is not None for e, _, _ in chosen):
        batch.entity = entity = empty()
        for b, (example, first, last) in enumerate(chosen):
            if example.entities is not None:
                row = _entity_row(example, first, last, labels.entities)
                entity[b, : last - first] = torch.tensor(row)
    if all(e.attributions is not None for e, _, _ in chosen):
        batch.cue = empty()
        for b, piece in enumerate(chosen):
            _label_attributions(batch, b, piece, chance)


def _label_tree(batch: Batch, b: int, piece: Piece, labels: Labels, width: int) -> None:
    example, first, last = piece
    tree = example.tree
    assert tree and batch.tag is not None and batch.sentence is not None and batch.arc is not None
    assert batch.label is not None and batch.sentence_number is not None
    number = 0
    for i in range(first, last):
        number += tree.sentence_starts[i]
        batch.tag[b, i - first] = labels.tags.get("\t".join(tree.tags[i]), IGNORE)
        batch.sentence[b, i - first] = int(tree.sentence_starts[i])
        batch.sentence_number[b, i - first] = number
        head = tree.heads[i]
        if head < 0 or first <= head < last:
            batch.arc[b, i - first] = width if head < 0 else head - first
            batch.label[b, i - first] = labels.labels.get(tree.labels[i], IGNORE)


def _entity_row(example: Example, first: int, last: int, numbers: dict[str, int]) -> list[int]:
    row = [IGNORE if i in example.unsure else 0 for i in range(first, last)]
    for a, b, kind in example.entities or ():
        if a < first or b > last:
            for i in range(max(a, first), min(b, last)):
                row[i - first] = IGNORE
        elif b - a == 1:
            row[a - first] = numbers[f"U-{kind}"]
        else:
            for i in range(a, b):
                row[i - first] = numbers[("B" if i == a else "L" if i == b - 1 else "I") + "-" + kind]
    return row


def _label_attributions(batch: Batch, b: int, piece: Piece, chance: random.Random | None) -> None:
    example, first, last = piece
    assert batch.cue is not None
    batch.cue[b, : last - first] = 0
    for attribution in example.attributions or ():
        low, high = attribution.cue
        if low < first or high > last:
            continue
        batch.cue[b, low - first : high - first] = 2
        batch.cue[b, low - first] = 1
        row = [0] * (last - first)
        for code, spans in ((1, attribution.content), (3, attribution.source)):
            for start, end in spans:
                for i in range(max(start, first), min(end, last)):
                    row[i - first] = code + (i > start)
        if (
            chance is not None and high - low > 1 and chance.random() < 0.25
        ):  # cues found later are cut differently, too
            low = chance.randrange(low, high)
            high = chance.randrange(low + 1, high + 1)
        batch.links.append((b, low - first, high - 1 - first, row))
