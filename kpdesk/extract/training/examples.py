"""Turns the corpora into training examples: words with the labels that each corpus can give."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from kpdesk.extract.tokenizer import bend
from kpdesk.extract.training.treebank import TreeDocument, read_documents

ENTITIES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "MISC")
_CROSSNER = {
    "politician": "PERSON",
    "person": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "event": "EVENT",
    "election": "EVENT",
    "country": "GPE",
    "location": "GPE",
    "misc": "MISC",
}
_GUM = {"person": "PERSON", "organization": "ORG", "place": "GPE", "event": "EVENT"}
_LANDMARK = re.compile(
    r"\b(river|sea|ocean|lake|mount|mountains?|valley|street|avenue|road|airport|hotel|hall|house|square|park|island|"
    r"islands|bay|desert|coast|fields?|mine|mines|africa|asia|europe|america|east|west|north|south|center|centre|tower|bridge|station)\b",
    re.I,
)
_PEOPLE = re.compile(
    r"^(democrat(s|ic)?|republicans?|muslims?|christians?|jew(s|ish)|catholics?|latinos?|hispanics?|gop|\w+(an|ans|ish|ese|ite|ites|ic|ics)|french|dutch|greek|thai|"
    r"iraqis?|israelis?|saudis?|pakistanis?|afghans?|kurds?|turks?|britons?|germans?)$",
    re.I,
)


@dataclass(slots=True)
class Example:
    """A stretch of text. A layer of labels that is None is not known here, and teaches nothing."""

    words: list[str]
    starts: list[bool]
    cuts: list[int] = field(default_factory=list)  # word numbers where a window may begin, other than paragraphs
    tree: TreeDocument | None = None
    entities: list[tuple[int, int, str]] | None = None
    unsure: set[int] = field(default_factory=set)  # words whose entity label is not to be learnt
    attributions: list[Attributed] | None = None
    crosslines: bool = False


@dataclass(slots=True)
class Attributed:
    """Word ranges of one attribution."""

    cue: tuple[int, int]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]


def tree_examples(path: Path) -> list[Example]:
    """One example a treebank document, with entities where the treebank names them."""
    examples = []
    for document in read_documents(path):
        starts = list(document.paragraph_starts)
        starts[0] = True
        example = Example(words=document.words, starts=starts, tree=document)
        if any("Entity=" in m for m in document.misc):
            example.entities, example.unsure = _named(document)
        examples.append(example)
    return examples


def gum_mentions(document: TreeDocument) -> Iterator[tuple[int, int, str, str]]:
    """(first word, last word exclusive, coreference group, type) of each span of ``Entity=``."""
    open_spans: list[tuple[str, str, int]] = []
    for i, misc in enumerate(document.misc):
        value = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", value):
            if piece.startswith("("):
                group, _, rest = piece.strip("()").partition("-")
                open_spans.append((group, rest.split("-")[0], i))
            if piece.endswith(")"):
                group = piece.strip("()").partition("-")[0]
                for k in range(len(open_spans) - 1, -1, -1):
                    if open_spans[k][0] == group:
                        _, kind, first = open_spans.pop(k)
                        yield first, i + 1, group, kind
                        break


def _named(document: TreeDocument) -> tuple[list[tuple[int, int, str]], set[int]]:
    proper = [t[0] == "PROPN" for t in document.tags]
    found: dict[tuple[int, int], str] = {}
    for first, last, _, kind in gum_mentions(document):
        head = next((i for i in range(first, last) if not first <= document.heads[i] < last), first)
        if kind not in _GUM or not proper[head]:
            continue
        low, high = head, head + 1
        while low > first and (
            proper[low - 1]
            or (low - 2 >= first and proper[low - 2] and document.words[low - 1].lower() in {"of", "-", "for", "."})
        ):
            low -= 1
        while high < last and (
            proper[high]
            or (
                high + 1 < last
                and proper[high + 1]
                and document.words[high].lower() in {"of", "-", "for", "the", "&", "and"}
                and kind == "organization"
            )
        ):
            high += 1
        if not any(a <= low and high <= b for a, b in found):
            found = {k: v for k, v in found.items() if not (low <= k[0] and k[1] <= high)}
            if not any(a < high and low < b for a, b in found):
                found[low, high] = _place(_GUM[kind], " ".join(document.words[low:high]))
    covered = {i for a, b in found for i in range(a, b)}
    return [(a, b, k) for (a, b), k in found.items()], {i for i, p in enumerate(proper) if p and i not in covered}


def _place(kind: str, words: str) -> str:
    return "LOC" if kind == "GPE" and _LANDMARK.search(words) else kind


def _silver(kind: str, words: str) -> str:
    if kind == "MISC" and _PEOPLE.match(words):
        return "NORP"
    return _place("GPE" if kind == "LOC" else kind, words)


def iob_examples(path: Path) -> list[Example]:
    """CrossNER sentences, each a paragraph, eight to an example."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = [b.split("\n") for b in lines.read().strip().split("\n\n")]
    examples: list[Example] = []
    for k, block in enumerate(blocks):
        if k % 8 == 0:
            examples.append(Example(words=[], starts=[], entities=[]))
        example = examples[-1]
        assert example.entities is not None
        rows = [r.split() for r in block if r.strip()]
        base = len(example.words)
        for i, (word, tag) in enumerate(rows):
            example.words.append(word)
            example.starts.append(i == 0)
            if tag.startswith("B-"):
                example.entities.append((base + i, base + i + 1, _CROSSNER.get(tag[2:], "MISC")))
            elif tag.startswith("I-") and example.entities:
                a, _, kind = example.entities[-1]
                example.entities[-1] = (a, base + i + 1, kind)
        example.entities = [
            (a, b, _silver(k, " ".join(example.words[a:b])) if k == "MISC" else k) for a, b, k in example.entities
        ]
    return examples


def read_articles(path: Path, limit: int | None = None) -> list[dict]:
    """PolNeAR articles as the corpus files hold them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for k, line in enumerate(lines) if limit is None or k < limit]


def article_examples(articles: Sequence[dict]) -> list[Example]:
    """PolNeAR articles with entities and attributions as word ranges."""
    nlp = spacy.blank("en")
    bend(nlp)
    return [_article(nlp.tokenizer, a) for a in articles]


def _article(tokenizer, article: dict) -> Example:
    text = article["text"]
    tokens = [(t.idx, t.idx + len(t), t.text) for t in tokenizer(text) if not t.is_space]
    starts = [k == 0 or "\n" in text[tokens[k - 1][1] : t[0]] for k, t in enumerate(tokens)]
    owner: dict[int, int] = {}
    for k, (a, b, _) in enumerate(tokens):
        owner.update(dict.fromkeys(range(a, b), k))

    def words(start: int, end: int) -> tuple[int, int] | None:
        inside = [owner[i] for i in range(start, end) if i in owner]
        return (inside[0], inside[-1] + 1) if inside else None

    def all_words(spans) -> list[tuple[int, int]]:
        found = [words(*s) for s in spans or []]
        return [f for f in found if f]

    attributions = []
    for a in article["attributions"]:
        cue = all_words(a.get("cue"))
        if cue:
            attributions.append(
                Attributed((cue[0][0], cue[-1][1]), all_words(a.get("source")), all_words(a.get("content")))
            )
    entities, taken = [], set()
    for start, end, kind in article["silver_entities"]:
        span = words(start, end)
        if span and not taken & set(range(*span)):
            taken |= set(range(*span))
            entities.append((*span, _silver(kind, text[start:end])))
    return Example(words=[t[2] for t in tokens], starts=starts, entities=entities, attributions=attributions)


def label_lists(trees: Sequence[Example]) -> dict[str, list[str]]:
    """The labels that the treebanks use often enough to be learnt."""
    tags = Counter("\t".join(t) for e in trees if e.tree for t in e.tree.tags)
    labels = Counter(x for e in trees if e.tree for x in e.tree.labels)
    return {
        "tags": sorted(t for t, n in tags.items() if n >= 3),
        "labels": sorted(x for x, n in labels.items() if n >= 5),
        "entities": ["O"] + [f"{p}-{k}" for k in ENTITIES for p in "BILU"],
    }


_CURLY = {"“": '"', "”": '"', "’": "'", "‘": "'"}


def roughen(words: Sequence[str], chance: random.Random) -> list[str]:
    """The words as careless copy may have them: capitals, small letters, other quotation marks."""
    draw = chance.random()
    if draw < 0.06:
        return [w.upper() for w in words]
    if draw < 0.10:
        return [w.lower() for w in words]
    if draw < 0.25:
        return [_straight(w) for w in words]
    if draw < 0.35:
        inside = False
        changed = []
        for w in words:
            if w == '"':
                inside = not inside
                w = "“" if inside else "”"
            changed.append(w.replace("'", "’"))
        return changed
    return list(words)


def _straight(word: str) -> str:
    for old, new in _CURLY.items():
        word = word.replace(old, new)
    return word
