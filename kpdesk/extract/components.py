"""The shipped network as spaCy components: encoder, tagger, parser, ner; each reads what the encoder left with the doc."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Span

from kpdesk.extract.decoding import NEVER, best_chains, best_tree, bilou_moves
from kpdesk.extract.lemmas import Lemmas
from kpdesk.extract.network import Network
from kpdesk.extract.windows import Window, cut
from kpdesk.extract.wordpieces import WordPieces

KEY = "kpdesk_encoded"  # in doc.user_data, until the last component is done
TOLD = "kpdesk_told"  # in doc.user_data, who hears how far the encoder is; may stop the reading by raising
SENTENCE_THRESHOLD = 0.5


@dataclass(slots=True)
class Encoded:
    """What the encoder read: ``tokens[i]`` is the spaCy token of word i, ``vectors[i]`` its row."""

    tokens: np.ndarray
    starts: list[bool]
    windows: list[Window]
    vectors: np.ndarray


@dataclass(slots=True)
class Brain:
    """Weights and labels that the components share."""

    network: Network
    pieces: WordPieces
    tags: list[tuple[str, str, str]]
    labels: list[str]
    entities: list[str]
    lemmas: Lemmas
    settings: dict[str, float]


def encoded(doc: Doc) -> Encoded:
    """The encoder's result for a doc; raises KeyError when no encoder ran."""
    return doc.user_data[KEY]


def encoder(brain: Brain) -> Callable[[Doc], Doc]:
    """Encodes the doc's words in windows of some paragraphs each."""

    def encode(doc: Doc) -> Doc:
        tokens: list[int] = []
        starts: list[bool] = []
        fresh = True
        for token in doc:
            if token.is_space:
                fresh = fresh or "\n" in token.text
            else:
                tokens.append(token.i)
                starts.append(fresh)
                fresh = False
        windows = cut([doc[i].text for i in tokens], starts, brain.pieces)
        doc.user_data[KEY] = Encoded(
            np.array(tokens, "i8"), starts, windows, brain.network.encode(windows, doc.user_data.pop(TOLD, None))
        )
        return doc

    return encode


def tagger(brain: Brain) -> Callable[[Doc], Doc]:
    """Sets tags, parts of speech, morphology and lemmas."""

    def tag(doc: Doc) -> Doc:
        read = encoded(doc)
        strings, morphology = doc.vocab.strings, doc.vocab.morphology
        codes = np.zeros((len(brain.tags), 3), "u8")
        for k, (pos, fine, features) in enumerate(brain.tags):
            codes[k] = (IDS[pos], strings.add(fine), morphology.add(features))
        values = np.zeros((len(doc), 4), "u8")
        values[:, 0], values[:, 1] = IDS["SPACE"], strings.add("_SP")
        values[:, 2] = morphology.add("_")
        if len(read.tokens):
            best = brain.network.scores("tag", read.vectors).argmax(1)
            values[read.tokens, :3] = codes[best]
            for i, k in zip(read.tokens, best, strict=True):
                values[i, 3] = strings.add(brain.lemmas.lemma(doc[int(i)].text, *brain.tags[k]))
        for token in doc:
            if token.is_space:
                values[token.i, 3] = token.orth
        return doc.from_array([POS, TAG, MORPH, LEMMA], values)  # pyright: ignore[reportArgumentType]

    return tag


def parser(brain: Brain) -> Callable[[Doc], Doc]:
    """Sets heads, dependency labels and, by them, sentences."""

    def parse(doc: Doc) -> Doc:
        read = encoded(doc)
        heads = np.arange(len(doc), dtype="i8")
        labels = np.zeros(len(doc), "u8")
        codes = np.array([doc.vocab.strings.add("ROOT" if x == "root" else x) for x in brain.labels], "u8")
        space, root = doc.vocab.strings.add("dep"), doc.vocab.strings.add("ROOT")
        at = 0
        for window in read.windows:
            size = window.last - window.first
            x = read.vectors[at : at + size]
            found, relations = _parse_window(brain, x, read.starts[window.first : window.last])
            tokens = read.tokens[at : at + size]
            heads[tokens] = tokens[found]
            labels[tokens] = codes[relations]
            labels[tokens[found == np.arange(size)]] = root
            at += size
        _attach_spaces(heads, labels, read.tokens, space, root)
        values = np.stack([(heads - np.arange(len(doc))).astype("u8"), labels], 1)
        return doc.from_array([HEAD, DEP], values) if len(doc) else doc  # pyright: ignore[reportArgumentType]

    return parse


def _parse_window(brain: Brain, x: np.ndarray, starts: list[bool]) -> tuple[np.ndarray, np.ndarray]:
    size = len(x)
    cuts = brain.network.scores("sentence", x)
    begins = (cuts[:, 1] - cuts[:, 0]) > 0
    begins |= np.array(starts)
    begins[0] = True
    borders = [*np.flatnonzero(begins), size]
    scores = brain.network.arcs(x)
    heads = np.arange(size)
    for a, b in itertools.pairwise(borders):
        block = np.hstack([scores[a:b, a:b], scores[a:b, size:]])
        heads[a:b] = a + best_tree(block)
    own = heads == np.arange(size)
    above = np.where(own[:, None], brain.network.w["root"][None], x[heads])
    relations = brain.network.relations(x, above)
    root = brain.labels.index("root")
    relations[~own, root] = NEVER
    return heads, relations.argmax(1)


def _attach_spaces(heads: np.ndarray, labels: np.ndarray, tokens: np.ndarray, space: int, root: int) -> None:
    """Spaces hang on the word before them (leading ones on the first word), so that sentences stay whole."""
    blank = np.ones(len(heads), bool)
    blank[tokens] = False
    if not blank.any():
        return
    labels[blank] = space if len(tokens) else root
    if len(tokens):
        places = np.flatnonzero(blank)
        before = np.searchsorted(tokens, places) - 1
        heads[places] = tokens[np.maximum(before, 0)]


def ner(brain: Brain) -> Callable[[Doc], Doc]:
    """Sets the entities."""
    moves, start = bilou_moves(brain.entities)

    def name(doc: Doc) -> Doc:
        read = encoded(doc)
        if not len(read.tokens):
            return doc
        scores = brain.network.scores("entity", read.vectors)
        spans: list[Span] = []
        for window, rows in _padded(read.windows, scores):
            for k, path in enumerate(best_chains(rows, [w.last - w.first for w in window], moves, start)):
                first = window[k].first
                names = [brain.entities[label] for label in path[: window[k].last - first]]
                spans += [
                    Span(doc, int(read.tokens[first + a]), int(read.tokens[first + b - 1]) + 1, kind)
                    for a, b, kind in _bilou(names)
                ]
        doc.set_ents(spans)
        return doc

    return name


def _padded(windows: list[Window], scores: np.ndarray, at_once: int = 48):
    """Groups of windows with their rows of scores padded to one length."""
    for i in range(0, len(windows), at_once):
        group = windows[i : i + at_once]
        rows = np.zeros((len(group), max(w.last - w.first for w in group), scores.shape[1]), "f4")
        for k, w in enumerate(group):
            rows[k, : w.last - w.first] = scores[w.first : w.last]
        yield group, rows


def _bilou(names: list[str]) -> list[tuple[int, int, str]]:
    found, begun = [], 0
    for i, name in enumerate(names):
        if name[0] in "BU":
            begun = i
        if name[0] in "LU":
            found.append((begun, i + 1, name[2:]))
    return found
