"""Cuts a text's words into the windows that the encoder reads at once, at paragraph or sentence ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpdesk.extract.wordpieces import MARK_FEATURE, WordPieces, word_features

LIMIT = 192  # pieces of one window
_ENDS = frozenset({".", "!", "?", "…", ";", ":"})
_CLOSERS = frozenset({'"', "”", "’", ")", "]", "''", "»"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Words ``first`` to ``last`` (exclusive) of a text as piece numbers; ``heads[i]`` is the first piece of word i."""

    first: int
    last: int
    pieces: np.ndarray
    features: np.ndarray
    heads: np.ndarray


def cut(words: Sequence[str], starts: Sequence[bool], pieces: WordPieces, limit: int = LIMIT) -> list[Window]:
    """Windows that cover all words in order; ``starts`` says which words begin a paragraph."""
    features = word_features(words, starts)
    sizes = [len(pieces.split(w)) for w in words]
    return [encode(words, starts, features, pieces, a, b) for a, b in borders(words, starts, sizes, limit)]


def borders(words: Sequence[str], starts: Sequence[bool], sizes: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Word ranges of at most ``limit`` pieces, cut at the last paragraph start, else sentence end, that fits."""
    ranges: list[tuple[int, int]] = []
    first = 0
    while first < len(words):
        used, end = 2, first
        paragraph = sentence = first
        while end < len(words):
            used += sizes[end] + (1 if starts[end] and end > first else 0)
            if used > limit and end > first:
                break
            end += 1
            if end < len(words) and starts[end]:
                paragraph = end
            if words[end - 1] in _ENDS or (words[end - 1] in _CLOSERS and end >= 2 and words[end - 2] in _ENDS):
                sentence = end
        if end < len(words):
            half = first + (end - first) // 3
            end = (
                paragraph
                if paragraph > half
                else sentence
                if sentence > half
                else paragraph
                if paragraph > first
                else end
            )
        ranges.append((first, end))
        first = end
    return ranges


def encode(
    words: Sequence[str], starts: Sequence[bool], features: Sequence[int], pieces: WordPieces, first: int, last: int
) -> Window:
    """The window of words ``first`` to ``last``, with marks at its start and between paragraphs."""
    numbers, feature_ids, heads = [pieces.start], [MARK_FEATURE], []
    for i in range(first, last):
        if starts[i] and i > first:
            numbers.append(pieces.mark)
            feature_ids.append(MARK_FEATURE)
        heads.append(len(numbers))
        split = pieces.split(words[i])
        numbers += split
        feature_ids += [features[i]] * len(split)
    numbers.append(pieces.mark)
    feature_ids.append(MARK_FEATURE)
    return Window(
        first=first,
        last=last,
        pieces=np.array(numbers, dtype="i4"),
        features=np.array(feature_ids, dtype="i4"),
        heads=np.array(heads, dtype="i4"),
    )
