"""Scores a pipeline: dependency trees from raw text as the CoNLL 2018 shared task counted them, and attributions."""

from __future__ import annotations

import importlib.util
import itertools
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kpdesk.extract.training.treebank import TreeDocument

Word = tuple[
    int, int, int, int, str
]  # first and last character (exclusive, without spaces), head word or -1, group, label


def conll18(gold: Sequence[TreeDocument], nlp: Callable[[str], Doc]) -> dict[str, float]:
    """F1 of words, sentences, UPOS, lemmas, UAS and LAS over all documents, from raw text.

    A word counts when both have the same characters; words of a gold multiword token are aligned by their forms
    (longest common subsequence) among those that cover the token's characters. LAS compares universal labels.
    """
    counts: dict[str, int] = dict.fromkeys(
        ("gold", "system", "words", "upos", "lemmas", "uas", "las", "sent_gold", "sent_system", "sents"), 0
    )
    for document in gold:
        _count(counts, document, nlp(document.text))

    def f1(hits: str, left: str = "gold", right: str = "system") -> float:
        return round(2 * counts[hits] / max(1, counts[left] + counts[right]), 4)

    return {
        "words": f1("words"), "sentences": f1("sents", "sent_gold", "sent_system"), "upos": f1("upos"),
        "lemmas": f1("lemmas"), "uas": f1("uas"), "las": f1("las"),
    }  # fmt: skip


def _count(counts: dict[str, int], gold: TreeDocument, doc: Doc) -> None:
    place = _without_spaces(gold.text)
    tokens = [t for t in doc if not t.is_space]
    number = {t.i: k for k, t in enumerate(tokens)}
    gold_spans = [(place[a], place[b]) for a, b in gold.spans]
    system_spans = [(place[t.idx], place[t.idx + len(t)]) for t in tokens]
    pairs = _align(gold, gold_spans, [t.text for t in tokens], system_spans)
    counts["gold"] += len(gold_spans)
    counts["system"] += len(tokens)
    counts["words"] += len(pairs)
    back = dict(pairs)
    for g, s in pairs:
        token = tokens[s]
        counts["upos"] += gold.tags[g][0] == token.pos_
        counts["lemmas"] += gold.lemmas[g] == "_" or gold.lemmas[g] == token.lemma_
        head = -1 if token.head.i == token.i else number.get(token.head.i, -2)
        same = head == -1 if gold.heads[g] < 0 else back.get(gold.heads[g], -3) == head
        counts["uas"] += same
        counts["las"] += same and gold.labels[g].split(":")[0] == token.dep_.lower().split(":")[0]
    ours = {
        (system_spans[number[w[0].i]][0], system_spans[number[w[-1].i]][1])
        for s in doc.sents
        if (w := [t for t in s if not t.is_space])
    }
    begins = [i for i, b in enumerate(gold.sentence_starts) if b] + [len(gold_spans)]
    theirs = {(gold_spans[a][0], gold_spans[b - 1][1]) for a, b in itertools.pairwise(begins)}
    counts["sent_gold"] += len(theirs)
    counts["sent_system"] += len(ours)
    counts["sents"] += len(theirs & ours)


def _without_spaces(text: str) -> list[int]:
    """For each code point the number of characters before it that are no space."""
    places, seen = [], 0
    for c in text:
        places.append(seen)
        seen += not c.isspace()
    return [*places, seen]


def _align(
    gold: TreeDocument, spans: Sequence[tuple[int, int]], forms: Sequence[str], system: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    g = s = 0
    while g < len(spans) and s < len(system):
        if gold.together[g] >= 0:
            end = g
            while end < len(spans) and gold.together[end] == gold.together[g]:
                end += 1
            low, high = spans[g][0], max(b for _, b in spans[g:end])
            while s < len(system) and system[s][0] < low:
                s += 1
            first = s
            while s < len(system) and system[s][0] < high:
                s += 1
            pairs += [
                (g + i, first + j)
                for i, j in _common([w.casefold() for w in gold.words[g:end]], [w.casefold() for w in forms[first:s]])
            ]
            g = end
        elif spans[g] == system[s]:
            pairs.append((g, s))
            g, s = g + 1, s + 1
        elif spans[g][0] <= system[s][0]:
            g += 1
        else:
            s += 1
    return pairs


def _common(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Index pairs of a longest common subsequence."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if a[i] == b[j] else max(table[i + 1][j], table[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def statements(doc: Doc) -> list[dict[str, Any]]:
    """A doc's attributions in the shape that ``score.py`` reads."""

    def span(s) -> dict[str, Any]:
        return {"start": s.start_char, "end": s.end_char, "text": s.text}

    return [
        {
            "id": f"s{k}",
            "content": [span(c) for c in a.contents],
            "speaker_mention": span(a.source) if a.source is not None else None,
            "score": a.score,
        }
        for k, a in enumerate(doc._.attributions)
    ]


def attribution_scores(scorer: Path, corpus: Path, articles: Iterable[dict], nlp: Language) -> dict[str, Any]:
    """What ``score.py attributions`` says of the pipeline's own attributions, before any cleaning or actors."""
    with tempfile.TemporaryDirectory() as folder:
        for article in articles:
            draft = {"actors": [], "meetings": [], "positions": [], "statements": statements(nlp(article["text"]))}
            (Path(folder) / f"{article['id']}.draft.json").write_text(json.dumps(draft), "utf-8")
        return load_scorer(scorer).attributions(corpus, folder)


def load_scorer(path: Path) -> ModuleType:
    """``score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
