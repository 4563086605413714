"""The same quotation printed in several texts: found by hashed word runs (MinHash and bands), not by comparing all pairs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

_BANDS, _ROWS = (
    24,
    3,
)  # pairs that share half of their word runs meet in a band with 0.96, those that share a fifth with 0.18
_RUN = 2  # words in a run
_PRIME = (1 << 61) - 1
_LEAST_WORDS = 5
_RNG = np.random.default_rng(20111101)
_A = [int(v) for v in _RNG.integers(1, 1 << 60, _BANDS * _ROWS)]
_B = [int(v) for v in _RNG.integers(0, 1 << 60, _BANDS * _ROWS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Two statements with nearly the same words; ``share`` is the part of word runs that they have in common."""

    first: str
    second: str
    share: float


def words(text: str) -> list[str]:
    """The words that are compared: no accents, case, quotation marks or punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", re.sub(r"['’‘]", "", plain))


def shingles(text: str) -> frozenset[int]:
    """Hashes of the runs of words; empty for a text too short to be told from chance."""
    found = words(text)
    if len(found) < _LEAST_WORDS:
        return frozenset()
    runs = (" ".join(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1))
    return frozenset(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=7).digest()) for run in runs)


def share(a: frozenset[int], b: frozenset[int]) -> float:
    """Common runs over all runs; a short text wholly inside a longer one counts as a quotation of it."""
    if not a or not b:
        return 0.0
    common = len(a & b)
    inside = common / min(len(a), len(b))
    return max(common / len(a | b), 0.95 * inside if inside >= 0.9 and min(len(a), len(b)) >= 7 else 0.0)


def echoes(statements: Iterable[tuple[str, str]], *, least: float = 0.55) -> list[Echo]:
    """Pairs of (id, text) with nearly the same words, strongest first. Time grows with the number of texts and of hits."""
    hashed = [(its_id, runs) for its_id, text in statements if (runs := shingles(text))]
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (_, runs) in enumerate(hashed):
        for band, key in enumerate(_bands(runs)):
            buckets[band, key].append(number)
    pairs: set[tuple[int, int]] = set()
    for members in buckets.values():
        pairs.update(_pairs(members))
    pairs.update(_rare(hashed))
    found = [
        Echo(first=hashed[a][0], second=hashed[b][0], share=round(s, 3))
        for a, b in pairs
        if (s := share(hashed[a][1], hashed[b][1])) >= least
    ]
    return sorted(found, key=lambda e: (-e.share, e.first, e.second))


def families(statements: Iterable[tuple[str, str]], *, least: float = 0.55) -> list[tuple[str, ...]]:
    """Statements grouped with their echoes, in the order given; each family is one statement and its appearances."""
    listed = list(statements)
    root = {its_id: its_id for its_id, _ in listed}

    def top(x: str) -> str:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    order = {its_id: n for n, (its_id, _) in enumerate(listed)}
    for echo in echoes(listed, least=least):
        a, b = sorted((top(echo.first), top(echo.second)), key=order.__getitem__)
        root[b] = a
    groups: dict[str, list[str]] = defaultdict(list)
    for its_id, _ in listed:
        groups[top(its_id)].append(its_id)
    return [tuple(g) for g in groups.values() if len(g) > 1]


def _pairs(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    """All pairs of a small bucket; in a crowded one (one wire quote in hundreds of outlets) each with its neighbour."""
    if len(members) <= 20:
        return ((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
    return pairwise(members)


def _rare(hashed: Sequence[tuple[str, frozenset[int]]]) -> Iterable[tuple[int, int]]:
    """Pairs that share a run that is in few texts: finds a short quotation inside a long one, which bands miss."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, (_, runs) in enumerate(hashed):
        for run in runs:
            holders[run].append(number)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for members in holders.values():
        if 2 <= len(members) <= 4:
            for pair in _pairs(members):
                counts[pair] += 1
    return (pair for pair, n in counts.items() if n >= 4)


def _bands(runs: frozenset[int]) -> list[int]:
    least = [min((a * run + b) % _PRIME for run in runs) for a, b in zip(_A, _B, strict=True)]
    return [hash(tuple(least[i : i + _ROWS])) for i in range(0, len(least), _ROWS)]
