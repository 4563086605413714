"""Words as the encoder reads them: word pieces of an uncased vocabulary, letter case and quotation state.

The encoder never sees letter case in its pieces, so headlines in capitals read like any other text; case comes
in as a small feature of each word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

PAD, UNKNOWN, START, BREAK = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
MAX_PIECES = 8  # of one word; a longer one (an address, a hash) is cut
FEATURES = 16  # 5 letter cases x 3 quotation states, and one for the marks between paragraphs
MARK_FEATURE = 15

_OPENING = frozenset({"“", "„", "«", "``", "‟"})
_CLOSING = frozenset({"”", "»", "''"})
_STRAIGHT = frozenset({'"', "＂"})


class WordPieces:
    """Splits words into numbered pieces, longest match first."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: i for i, piece in enumerate(vocabulary) if piece}
        self.unknown, self.start, self.mark = (self._ids[p] for p in (UNKNOWN, START, BREAK))
        self._known: dict[str, tuple[int, ...]] = {}

    def split(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces; never empty."""
        pieces = self._known.get(word)
        if pieces is None:
            pieces = self._split(word)
            if len(self._known) < 200_000:
                self._known[word] = pieces
        return pieces

    def _split(self, word: str) -> tuple[int, ...]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word[:100].lower()) if unicodedata.category(c) != "Mn")
        pieces: list[int] = []
        for chunk in _chunks(plain):
            pieces += self._greedy(chunk)
        return tuple(pieces[:MAX_PIECES]) or (self.unknown,)

    def _greedy(self, chunk: str) -> list[int]:
        found: list[int] = []
        at = 0
        while at < len(chunk):
            for end in range(len(chunk), at, -1):
                number = self._ids.get(chunk[at:end] if at == 0 else "##" + chunk[at:end])
                if number is not None:
                    found.append(number)
                    at = end
                    break
            else:
                return [self.unknown]
        return found


def _chunks(word: str) -> list[str]:
    """A word cut at punctuation, each mark on its own."""
    chunks: list[str] = []
    fresh = True
    for c in word:
        if _is_mark(c):
            chunks.append(c)
            fresh = True
        elif not c.isspace() and c.isprintable():
            if fresh:
                chunks.append(c)
                fresh = False
            else:
                chunks[-1] += c
    return chunks


def _is_mark(c: str) -> bool:
    return unicodedata.category(c)[0] == "P" or (c.isascii() and not c.isalnum() and c.isprintable() and c != " ")


def letter_case(word: str) -> int:
    """0 small letters or none, 1 capitalised, 2 all capitals, 3 mixed, 4 with a digit."""
    if word.islower():
        return 0
    if any(c.isdigit() for c in word):
        return 4
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[:1].isupper() and (word[1:].islower() or len(word) == 1):
        return 1
    return 3 if any(c.isupper() for c in word) else 0


def quotation_states(words: Sequence[str], starts: Sequence[bool]) -> list[int]:
    """For each word 0 outside quotation marks, 1 inside, 2 a mark itself.

    A quotation ends with its paragraph at the latest: the next paragraph of a running one opens anew.
    """
    states: list[int] = []
    inside = False
    for word, start in zip(words, starts, strict=True):
        if start:
            inside = False
        if word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        elif word in _STRAIGHT:
            inside = not inside
        else:
            states.append(1 if inside else 0)
            continue
        states.append(2)
    return states


def word_features(words: Sequence[str], starts: Sequence[bool]) -> list[int]:
    """One number a word, of letter case and quotation state together."""
    return [letter_case(w) * 3 + s for w, s in zip(words, quotation_states(words, starts), strict=True)]
