"""Dictionary forms of English words, by a table of exceptions and by endings, both learnt from the treebanks."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

_LONGEST = 5


class Lemmas:
    """``words[pos][form]`` is a lemma, ``endings[kind][ending]`` the (cut, add) that makes one; kind is pos and tag."""

    def __init__(self, words: dict[str, dict[str, str]], endings: dict[str, dict[str, tuple[int, str]]]) -> None:
        self.words, self.endings = words, endings

    @classmethod
    def read(cls, path: Path) -> Lemmas:
        """Reads ``lemmas.json``."""
        raw = json.loads(path.read_text("utf-8"))
        return cls(raw["words"], {k: {e: (r[0], r[1]) for e, r in v.items()} for k, v in raw["endings"].items()})

    def write(self, path: Path) -> None:
        """Writes ``lemmas.json``."""
        path.write_text(
            json.dumps({"words": self.words, "endings": self.endings}, ensure_ascii=False, sort_keys=True), "utf-8"
        )

    def lemma(self, form: str, pos: str, tag: str, features: str) -> str:
        """The lemma of a form; proper nouns keep their case."""
        small = form if pos == "PROPN" else form.lower().replace("’", "'")
        known = self.words.get(pos + tag, {}).get(small)
        if known is not None:
            return known
        rules = self.endings.get(pos + tag)
        if rules:
            for length in range(min(_LONGEST, len(small)), -1, -1):
                rule = rules.get(small[len(small) - length :])
                if rule is not None:
                    return small[: len(small) - rule[0]] + rule[1] or small
        return small


def learn(rows: Iterable[tuple[str, str, str, str]]) -> Lemmas:
    """Learns from (form, lemma, pos, tag) rows: the endings' most frequent rule, and the words that it gets wrong."""
    counts: dict[str, dict[str, Counter[tuple[int, str]]]] = defaultdict(lambda: defaultdict(Counter))
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for form, lemma, pos, tag in rows:
        if lemma == "_" or any(mark in word for mark in ("@", "http", "www", "/") for word in (lemma, form)):
            continue
        small = form if pos == "PROPN" else form.lower().replace("’", "'")
        forms[pos + tag, small][lemma] += 1
    for (kind, form), lemmas in forms.items():
        lemma = lemmas.most_common(1)[0][0]
        same = 0
        while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
            same += 1
        rule = (len(form) - same, lemma[same:])
        if len(form) - same <= _LONGEST:
            for length in range(min(_LONGEST, len(form)) + 1):
                counts[kind][form[len(form) - length :]][rule] += 1
    endings = {kind: _rules(found) for kind, found in counts.items()}
    learnt = Lemmas({}, endings)
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for (kind, form), lemmas in forms.items():
        lemma, seen = lemmas.most_common(1)[0]
        if seen >= 1 and _by_rule(learnt, kind, form) != lemma:
            words[kind][form] = lemma
    return Lemmas(dict(words), endings)


def _rules(found: dict[str, Counter[tuple[int, str]]]) -> dict[str, tuple[int, str]]:
    kept: dict[str, tuple[int, str]] = {}
    for ending in sorted(found, key=len):
        rule, seen = found[ending].most_common(1)[0]
        shorter = next((kept[ending[k:]] for k in range(1, len(ending) + 1) if ending[k:] in kept), None)
        if (seen >= 2 or ending == "") and rule[0] <= len(ending) and rule != shorter:
            kept[ending] = rule
        elif ending == "":
            kept[ending] = (0, "")
    return kept


def _by_rule(lemmas: Lemmas, kind: str, form: str) -> str:
    rules = lemmas.endings.get(kind, {})
    for length in range(min(_LONGEST, len(form)), -1, -1):
        rule = rules.get(form[len(form) - length :])
        if rule is not None:
            return form[: len(form) - rule[0]] + rule[1] or form
    return form
