"""What is at stake in a text: the things of each issue, and on which side somebody stands who is for them."""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib import resources
from typing import Any

from kpdesk.domain.draft import Known
from kpdesk.extract.cast import Cast
from kpdesk.extract.issues import Issues
from kpdesk.extract.words import each

_SIDES = {"for": 1, "against": -1, "then_for": 1, "then_against": -1, "evil": -1}
_BESIDE = 200
# Things that stand beside a country in any report.
_COMMON = each(
    "stone stones gem gems diamond diamonds trade trading rough measure measures data numbers figures list text open item items "
    "free charge charges control controls mission visit seat home office control choice principle record records"
)
_NEAR, _FAR = 260, 600  # characters: an issue that was brought up so shortly before is still up


@dataclass(frozen=True, slots=True)
class Target:
    """A thing at stake. ``side``: whether to be for it is to support (1) or oppose (-1) the issue.

    ``kind`` is own (brings its issue up), then (counts where the issue is up), place (a country, firm or field),
    evil (nobody is for it) or topic (brings the issue up, nothing else).
    """

    issue: str
    start: int
    end: int
    side: int
    kind: str


@functools.lru_cache(maxsize=1)
def words() -> dict[str, dict[str, Any]]:
    """The table of issue_words.toml."""
    return tomllib.loads(resources.files("kpdesk.extract").joinpath("issue_words.toml").read_text("utf-8"))


@functools.lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[tuple[re.Pattern[str], str, int, str, bool], ...]]:
    """(pattern, issue, side, kind, whether it is a name) by the first three letters of the first word."""
    listed: dict[str, list[tuple[re.Pattern[str], str, int, str, bool]]] = defaultdict(list)
    for issue, table in words().items():
        for name, phrases in table.items():
            if name in ("place_side", "turned"):
                continue
            side = int(table["place_side"]) if name == "place" else _SIDES.get(name, 0)
            kind = {"for": "own", "against": "own", "then_for": "then", "then_against": "then"}.get(name, name)
            for phrase in phrases:
                listed[_key(phrase)].append((pattern(phrase), issue, side, kind, phrase[0].isupper()))
    return {key: tuple(rows) for key, rows in listed.items()}


def _key(phrase: str) -> str:
    found = re.search(r"\w+", phrase.casefold())
    return found[0][:3] if found else ""


@functools.lru_cache(maxsize=4096)
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase in all forms of its words; a capital is kept, a star stands for any ending."""
    parts = []
    for word in phrase.split():
        bare = re.escape(word.rstrip("*")).replace("'", "['’]").replace("é", "[eé]")
        if word.endswith("*"):
            parts.append(rf"{bare}[\w-]*")
        elif word[0].isupper() or not word[-1].isalpha():
            parts.append(rf"{bare}s?" if word.isupper() else bare)
        elif word.endswith("y") and word[-2] not in "aeiou":
            parts.append(rf"{bare[:-1]}(?:y|ies|ied|ying)")
        elif word.endswith("e"):
            parts.append(rf"{bare[:-1]}(?:e|es|ed|ing)")
        else:
            parts.append(rf"{bare}(?:s|es|ed|ing|ped|ping|ned|ning)?")
    body = r"[\s-]+".join(parts)
    own = phrase.isupper() or phrase[0].isupper()
    return re.compile(rf"{body}(?!\w)" if own else rf"(?i:{body})(?!\w)")


def _start(target: Target) -> int:
    return target.start


class Stakes:
    """The targets of one text, with the issue that is up at each place."""

    def __init__(self, text: str, issues: Issues, known: Known, cast: Cast) -> None:
        self.text, self.issues, self.cast = text, issues, cast
        self.hits: list[Target] = []
        for word in re.finditer(r"\w+", text):
            if word.start() and text[word.start() - 1 : word.start()].isalnum():
                continue
            for regex, issue, side, kind, name in _entries().get(word[0].casefold()[:3], ()):
                if issue not in issues.labels or (match := regex.match(text, word.start())) is None:
                    continue
                if name or not self._named(*match.span()):
                    self.hits.append(Target(issue, match.start(), match.end(), side, kind))
        self._own_issues(known)
        counts: Counter[str] = Counter()
        self._up: dict[str, list[int]] = defaultdict(list)
        for hit in self.hits:
            if hit.kind in ("topic", "own"):
                self._up[hit.issue].append(hit.start)
                counts[hit.issue] += 1
        self.main = counts.most_common(1)[0][0] if counts else None
        self.counts = counts

    def _named(self, start: int, end: int) -> bool:
        """Whether words are only part of a body's name: "Human Rights Watch"."""
        return any(
            s <= start and end <= e and e - s > end - start
            for s, e, a in self.cast.between(max(0, start - 60), start + 1)
            if a.named and a.kind != "government"
        )

    def _own_issues(self, known: Known) -> None:
        """Issues that the researcher made: their phrases are the things at stake."""
        for issue in known.issues:
            if issue.key in words() or issue.key not in self.issues.labels:
                continue
            for phrase in issue.phrases:
                for match in re.finditer(rf"(?<!\w){pattern(phrase).pattern}", self.text):
                    self.hits.append(Target(issue.key, match.start(), match.end(), 1, "own"))
        self.hits.sort(key=lambda h: (h.start, h.start - h.end))

    def up(self, issue: str, start: int, sentence: tuple[int, int]) -> float:
        """How much an issue is up at a place of the text: in its sentence, shortly before, or as what the text is about."""
        places = self._up.get(issue)
        beside = 1.5 if self._with_place(issue, start, sentence) else 0.0
        if not places:
            return beside
        at = bisect_right(places, sentence[1])
        if at and places[at - 1] >= sentence[0]:
            away = min(abs(start - p) for p in places[max(0, at - 8) : at])
            return 3.0 + max(0.0, 0.6 - away / 100)
        gap = start - places[at - 1] if at else 1 << 30
        near = 2.0 if gap < _NEAR else 1.2 if gap < _FAR else 0.0
        return max(near, beside, 1.0 if issue == self.main and self.counts[issue] > 1 else 0.0) + (
            0.3 if issue == self.main else 0.0
        )

    def _with_place(self, issue: str, start: int, sentence: tuple[int, int]) -> bool:
        """Whether a ban, a sale or an expulsion is told of beside the country at stake: both together bring the issue up."""
        first, last = min(sentence[0], start - _BESIDE), sentence[1]
        here = self.hits[bisect_left(self.hits, first, key=_start) : bisect_left(self.hits, last, key=_start)]
        kinds = {
            h.kind
            for h in here
            if h.issue == issue
            and (h.kind == "place" or (h.kind == "then" and self.text[h.start : h.end] not in _COMMON))
        }
        return {"place", "then"} <= kinds

    def inside(self, start: int, end: int) -> list[Target]:
        """The targets of a sentence that count; of overlapping ones the longest, of one word's issues the one that is up."""
        every = self.hits[bisect_left(self.hits, start, key=_start) : bisect_left(self.hits, end, key=_start)]
        strong = [h for h in every if h.kind in ("topic", "own")]
        here = [
            h
            for h in every
            if h.kind != "topic"
            and h.end <= end
            and (
                h.kind == "own"
                or not any(
                    s.issue != h.issue and s.start <= h.start and h.end <= s.end and s.end - s.start > h.end - h.start
                    for s in strong
                )
            )
        ]
        valued: list[tuple[float, Target]] = []
        for hit in here:
            if hit.kind == "own":
                value = 4.0 + 0.2 * self.up(hit.issue, hit.start, (start, end))
            else:
                value = self.up(hit.issue, hit.start, (start, end))
                if hit.kind == "place":
                    value = min(value, 1.9)
            if value >= 1.0:
                valued.append((value + (hit.end - hit.start) / 100, hit))
        kept: list[Target] = []
        for _, hit in sorted(valued, key=lambda v: (-v[0], v[1].start)):
            if not any(k.start < hit.end and hit.start < k.end for k in kept):
                kept.append(hit)
        return sorted(kept, key=lambda h: h.start)
