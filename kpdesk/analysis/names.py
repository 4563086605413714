"""Who may be the same: candidates for a name among many, by blocking, similarity and rules. A person confirms."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from kpdesk.analysis.scripts import as_seen, strangers

_CROWD = 200  # names in the blocks of one name above which only the likest are looked at closely
_LIKEST = 100
ENOUGH = 0.86  # a pair below this is not worth a person's look
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "hon",
        "honourable",
        "president",
        "minister",
        "ambassador",
        "chairman",
        "chair",
    ]
)
_SMALL = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "in",
        "on",
        "to",
        "de",
        "du",
        "des",
        "la",
        "le",
        "et",
        "da",
        "do",
        "al",
        "bin",
        "ibn",
        "van",
        "von",
    ]
)
_BODIES = frozenset(
    [
        "ministry",
        "department",
        "government",
        "republic",
        "council",
        "committee",
        "commission",
        "group",
        "association",
        "company",
        "corporation",
        "centre",
        "center",
        "process",
        "international",
        "national",
        "united",
        "african",
        "african",
        "world",
        "diamond",
        "diamonds",
        "mining",
        "mines",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """``id`` belongs to a name that may mean the same; ``why`` is a sentence for a person."""

    id: str
    name: str
    score: float
    why: str


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """A name without accents, case, punctuation and article; the form in which names are compared."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace(
        "&", " and "
    )
    words = re.findall(r"\w+", re.sub(r"['’‘](?=s\b)", "", plain.casefold().replace(".", "")))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def similar(a: str, b: str) -> tuple[float, str]:
    """How likely two names mean one actor (0 to 1), and why. Rules that say no beat every similarity."""
    x, y = fold(a), fold(b)
    if not x or not y:
        return 0.0, ""
    if x == y:
        return 1.0, f"'{a}' and '{b}' are the same name."
    if as_seen(x) == as_seen(y):
        return 0.97, f"'{a}' and '{b}' look the same. {strangers(a) or strangers(b)}".strip()
    if _told_apart(x, y):
        return 0.0, ""
    if _initials(x, y) or _initials(y, x):
        short, long = sorted((a, b), key=len)
        return 0.9, f"'{short}' is made of the first letters of '{long}'."
    wx, wy = x.split(), y.split()
    edits = DamerauLevenshtein.distance(x, y)
    longest = max(len(x), len(y))
    if edits <= (1 if longest < 8 else 2) and longest > 4 and x[0] == y[0]:
        letters = "one letter" if edits == 1 else "two letters"
        return 1 - 0.03 * edits, f"'{a}' and '{b}' differ by {letters}."
    own_x, own_y = [w for w in wx if w not in _TITLES], [w for w in wy if w not in _TITLES]
    if own_x and own_x == own_y:
        return 0.98, f"'{a}' and '{b}' differ by a title."
    if sorted(own_x) == sorted(own_y):
        return 0.95, f"'{a}' and '{b}' have the same words in another order."
    if len(own_x) == len(own_y) and all(_close(p, q) for p, q in zip(own_x, own_y, strict=True)):
        return 0.9, f"'{a}' and '{b}' are spelling variants, word for word."
    fewer, more = sorted((own_x, own_y), key=len)
    if len(fewer) >= 2 and not set(fewer) - set(more) and len(more) - len(fewer) <= 2 and set(fewer) - _BODIES - _SMALL:
        return 0.88, f"Every word of '{a if own_x == fewer else b}' is in '{b if own_x == fewer else a}'."
    ratio = fuzz.token_sort_ratio(x, y) / 100
    return (ratio * 0.9, f"'{a}' and '{b}' look alike.") if ratio >= 0.92 else (ratio * 0.5, "")


def _close(p: str, q: str) -> bool:
    if p == q:
        return True
    if len(p) == 1 or len(q) == 1:
        return p[0] == q[0]  # an initial
    if min(len(p), len(q)) < 4:
        return False
    return JaroWinkler.similarity(p, q) >= 0.9 and DamerauLevenshtein.distance(p, q) <= 2


def _told_apart(x: str, y: str) -> bool:
    """Pairs that look alike and are not: one word too many that changes who is meant, other numbers, other givens."""
    wx, wy = set(x.split()), set(y.split())
    extra = wx ^ wy
    if extra & {
        "democratic",
        "north",
        "south",
        "east",
        "west",
        "equatorial",
        "deputy",
        "vice",
        "former",
        "bissau",
        "people",
    }:
        return True
    if {w for w in wx if w.isdigit()} != {w for w in wy if w.isdigit()}:
        return True
    lx, ly = x.split(), y.split()
    if len(lx) == len(ly) == 2 and lx[-1] == ly[-1] and not _close(lx[0], ly[0]):
        return True  # Tim Martin, Alan Martin
    return len(lx) == len(ly) > 2 and len(extra) == 2 and not _close(*sorted(extra)) and lx[-1] != ly[-1]


def _initials(short: str, long: str) -> bool:
    words = [w for w in long.split() if w not in _SMALL]
    return " " not in short and 2 <= len(short) <= 8 and len(words) >= 2 and short == "".join(w[0] for w in words)


class Matcher:
    """Candidates for a name among thousands, without comparing with all of them.

    Names share a block when they share a word's first three letters, its last three, or their initials.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are (id, name) pairs; one id may come with many names."""
        self._names = list(names)
        self._blocks: dict[str, set[int]] = defaultdict(set)
        for number, (_, name) in enumerate(self._names):
            for block in _blocks(name):
                self._blocks[block].add(number)

    def candidates(self, name: str, *, limit: int = 5, least: float = ENOUGH) -> list[Candidate]:
        """The best candidates, one a record, best first."""
        numbers: set[int] = set()
        blocks = _blocks(name)
        for block in blocks:
            numbers |= self._blocks.get(block, set())
        if len(numbers) > _CROWD:
            numbers = self._likest(name, numbers, blocks)
        best: dict[str, Candidate] = {}
        for number in numbers:
            its_id, its_name = self._names[number]
            score, why = similar(name, its_name)
            if score >= least and (its_id not in best or score > best[its_id].score):
                best[its_id] = Candidate(id=its_id, name=its_name, score=round(score, 3), why=why)
        return sorted(best.values(), key=lambda c: (-c.score, c.name))[:limit]

    def _likest(self, name: str, numbers: set[int], blocks: set[str]) -> set[int]:
        """The likest of a crowd (hundreds with one first name), and all that initials point to."""
        folded = {n: fold(self._names[n][1]) for n in numbers}
        likest = process.extract(fold(name), folded, scorer=fuzz.token_set_ratio, limit=_LIKEST)
        led = set().union(*(self._blocks.get(block, set()) for block in blocks if block.startswith("=")))
        short = " " not in fold(name)
        return {n for _, _, n in likest} | {n for n in led if short or " " not in folded[n]}


def _blocks(name: str) -> set[str]:
    words = [w for w in as_seen(fold(name)).split() if w not in _SMALL and w not in _TITLES]
    blocks = {f"{w[:3]}*" for w in words if len(w) > 2} | {f"*{w[-3:]}" for w in words if len(w) > 4}
    if len(words) > 1:
        blocks.add("=" + "".join(w[0] for w in words))
    if len(words) == 1 and 2 <= len(words[0]) <= 8:
        blocks.add("=" + words[0])
    return blocks


def matcher(names: Iterable[tuple[str, str]]) -> Callable[[str], list[tuple[str, str, float, str]]]:
    """What services hand to extraction: a name in, (id, name, score, why) out, best first."""
    inner = Matcher(names)

    def match(name: str) -> list[tuple[str, str, float, str]]:
        return [(c.id, c.name, c.score, c.why) for c in inner.candidates(name)]

    return match


def duplicates(
    names: Iterable[tuple[str, str]], *, apart: Iterable[frozenset[str]] = ()
) -> list[tuple[str, str, Candidate]]:
    """Pairs of records that may be one actor, best first; pairs of ids in ``apart`` are left out."""
    listed, told = list(names), set(apart)
    found: dict[frozenset[str], tuple[str, str, Candidate]] = {}
    inner = Matcher(listed)
    for its_id, name in listed:
        for other in inner.candidates(name, limit=10):
            pair = frozenset((its_id, other.id))
            if len(pair) == 2 and pair not in told and (pair not in found or other.score > found[pair][2].score):
                found[pair] = (its_id, other.id, other)
    return sorted(found.values(), key=lambda f: (-f[2].score, f[2].name))
