"""Which issue a stretch of text is about: by signal phrases of the case's issues, weighed by how telling they are."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kpdesk.domain.dates import earliest
from kpdesk.domain.draft import Known
from kpdesk.extract import reference
from kpdesk.extract.words import each

# Beside the phrases of the table: how the news speaks of the same questions. No names: those of countries come
# from the reference set (see _countries).
_MORE: dict[str, tuple[str, ...]] = {
    "marange_exports": ("cleared for trade",),
    "definition_conflict_diamond": ("definition of conflict diamonds", "redefinition", "widening the definition", "broaden the definition"),
    "human_rights_mandate": ("rights abuses", "human rights", "protecting human rights", "mandate to deal", "rights violations"),
    "consensus_rule": ("majority vote", "unanimous", "every member must agree", "veto"),
    "civil_society_participation": ("civic groups", "civil society's role", "observer seat", "empty chairs", "right of civil society", "civil society to take part", "civil society participation", "participation of civil society", "role of civil society", "place of civil society", "exclusion of civil society", "from Kimberley Process meetings", "from KP meetings", "from its meetings", "accreditation"),
    "peer_review": ("oversight", "review team", "inspections", "inspectors", "peer-review", "monitors"),
    "internal_controls": ("paper trail", "licensing", "chain of custody"),
    "statistics_transparency": ("statistical", "non-submission", "production figures", "trade figures", "submit data", "export figures"),
    "republic_of_congo_expulsion": ("off its list", "from its roll"),
    "russia_ukraine": ("invasion", "suspend Russia", "Russia's suspension", "suspension of Russia", "Russian diamonds", "expel Russia", "diamonds from Russia"),
    "communique_dispute": ("communiqué", "public text", "final text", "closing text"),
    "permanent_secretariat": ("permanent secretariat", "the secretariat"),
    "kp_effectiveness": ("lost confidence", "lost faith", "stopped doing its job", "founding principles", "failure by the Kimberley Process", "the scheme has failed", "distancing itself", "credibility of the scheme", "credibility of the KP", "fig leaf", "irrelevant", "outdated", "no teeth", "rubber stamp", "conflict-free", "gold standard"),
    "digital_certificates": ("electronic certificates", "digital certificates", "electronic certificate"),
    "chairmanship_selection": ("vice-chair", "next chair", "chairmanship"),
    "artisanal_mining": ("small-scale miners", "diggers", "artisanal miners"),
    "zimbabwe_sanctions": ("restrictive measures",),
}  # fmt: skip
# Words of the table that say little alone: they count only beside another sign of the issue.
_WEAK = each(
    "ban data scope definition arrest bail lifted coalition threats voting publication principles relevant "
    "failed ghana mali car seat task bid candidate deadlock consensus communique principle withdraw statistics "
    "monitoring audits forgery detection synthetic seizure compliant mutare boda nola embargo stockpile veto "
    "smuggling sanctions credibility asm g7 ukraine diggers venezuela detained unanimity blocked follow-up "
    "conflict-diamond mandate secretariat aggression ngos exports zimbabwe zimbabwean harare suspended suspend "
    "suspension boycott rights laundering abuses scheme blood-diamond supervised traceability gaborone "
    "australia thailand qatar belarus reach"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A signal phrase that stands in the text."""

    issue: str
    start: int
    end: int
    weight: float


class Issues:
    """The issues of a case with their signals, ready to be looked for."""

    def __init__(self, known: Known, published: str | None = None) -> None:
        """``published`` leaves out issues of the reference set that were not yet, or no longer, in dispute."""
        listed = [(i.key, i.label, i.phrases) for i in known.issues]
        if not listed and known.use_reference:
            listed = [(i.key, i.label, i.phrases) for i in reference.issues()]
        past = _out_of_time(published)
        listed = [row for row in listed if row[0] not in past]
        self.labels = {key: label for key, label, _ in listed}
        phrases: dict[str, set[str]] = defaultdict(set)
        for key, _, given in listed:
            for phrase in (*given, *_MORE.get(key, ())):
                phrases[phrase].add(key)
        for phrase, key, _ in known.phrases:
            if key in self.labels:
                phrases[phrase].add(key)
        self._by_word: dict[str, list[tuple[re.Pattern[str], frozenset[str], float]]] = defaultdict(list)
        for name, key, weight in _countries(tuple(self.labels.items())):
            self._by_word[_stem(re.findall(r"\w+", name.casefold())[0])].append(
                (_country_pattern(name), frozenset([key]), weight)
            )
        learnt = {phrase for phrase, _, _ in known.phrases}
        for phrase, keys in phrases.items():
            first = re.findall(r"\w+", phrase.casefold())
            if first:
                weight = 2.0 if phrase in learnt else _weight(phrase) / len(keys)
                self._by_word[_stem(first[0])].append((_pattern(phrase), frozenset(keys), weight))

    def signs(self, text: str) -> list[Sign]:
        """Every signal in the text, in order."""
        found = []
        for word in re.finditer(r"\w+", text):
            for pattern, keys, weight in self._by_word.get(_stem(word[0].casefold()), ()):
                match = pattern.match(text, word.start())
                if match is not None:
                    found += [Sign(key, match.start(), match.end(), weight) for key in sorted(keys)]
        return found


def rank(signs: Iterable[Sign], start: int, end: int) -> list[tuple[str, float]]:
    """Issues of a stretch, strongest first; a weak sign alone is left out."""
    counts: Counter[str] = Counter()
    for sign in spans(signs, start, end):
        if start <= sign.start < end:
            counts[sign.issue] += sign.weight  # type: ignore[assignment]
    return [(key, weight) for key, weight in counts.most_common() if weight >= 0.5]


def spans(signs: Iterable[Sign], start: int, end: int) -> list[Sign]:
    """The signs of a stretch; of overlapping signs of one issue only the longest."""
    kept: list[Sign] = []
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)  # by issue, in order, none overlapping
    for sign in sorted(
        (s for s in signs if start <= s.start and s.end <= end), key=lambda s: (s.start - s.end, s.start)
    ):
        there = taken[sign.issue]
        at = bisect_left(there, (sign.end, -1))
        if at == 0 or there[at - 1][1] <= sign.start:
            there.insert(at, (sign.start, sign.end))
            kept.append(sign)
    return sorted(kept, key=lambda s: s.start)


@functools.lru_cache(maxsize=16)  # the same for all texts of a case that were printed in the same years
def _countries(labels: tuple[tuple[str, str], ...]) -> list[tuple[str, str, float]]:
    """Names of the countries that an issue's own label or description speaks of: a weak sign, a strong one if in the label."""
    found = []
    listed = reference.load()
    for key, label in labels:
        entry = listed.entries.get(f"issue/{key}")
        about = f"{label} {entry.facts.get('description', '') if entry else ''}"
        for country in listed.section("countries"):
            names = [country.name, *(n.text for n in country.names if n.kind in ("full", "adjective", "metonym"))]
            if any(_country_pattern(n).search(about) for n in names if len(n) > 3):
                strong = any(n in label for n in names) and country.kind == "government"
                for n in names:
                    plain = n.replace(" the ", " ")
                    found += [
                        (form, key, 1.0 if strong and " " in form else 0.5 if strong else 0.3) for form in {n, plain}
                    ]
    return found


def _out_of_time(published: str | None) -> frozenset[str]:
    if published is None:
        return frozenset()
    year, gone = earliest(published).year, set()
    for entry in reference.load().section("issues"):
        years = [int(y) for y in re.findall(r"\d{4}", str(entry.facts.get("years", "")))]
        if years and not min(years) - 3 <= year <= max(years) + 2:
            gone.add(entry.name)
    return frozenset(gone)


def _weight(phrase: str) -> float:
    words = phrase.split()
    if (
        phrase.casefold() in _WEAK
        or phrase.casefold() in ("blood diamond", "conflict diamond", "the removal", "the stones")
        or (phrase.isupper() and len(phrase) <= 3)
    ):
        return 0.3
    if len(words) > 1:
        return 1.2
    return 1.0 if phrase[0].isupper() else 0.7


def _stem(word: str) -> str:
    return word[:4]


@functools.lru_cache(maxsize=4096)
def _country_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!Democratic ){re.escape(name)}(?!\w)")


@functools.lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    if phrase.isupper() and len(phrase) <= 6:
        return re.compile(rf"{re.escape(phrase)}\b")
    body = (
        re.escape(phrase)
        .replace(r"\ ", r"[\s-]")
        .replace("'", "['’]")
        .replace("é", "[eé]")
        .replace("communique", "communiqu[eé]")
    )
    last = phrase[-1].isalpha()
    return re.compile(rf"{body}{'(?:e?s|ed|ing)?' if last else ''}(?!\w)", re.IGNORECASE)
