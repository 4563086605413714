"""Who says what: finds cues in the encoded text and, for each, the words of its content and of its source."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import numpy as np
from spacy.tokens import Doc, Span

from kpdesk.extract.components import KEY, Brain, encoded
from kpdesk.extract.decoding import NEVER, best_chains
from kpdesk.extract.network import LINK_LABELS
from kpdesk.extract.wordpieces import quotation_states

CUE_THRESHOLD = 0.4
SCORE_THRESHOLD = 0.38
SECOND_PART = 0.75  # how sure the weaker of two parts on one side of the cue must be
_MARGIN = 3  # words beside a paragraph that the convolutions over it see
_OUTER = "“”\"„«»‘’'`"
_EDGE = " \t\n\r,;\u00a0"
_ENDS = _EDGE + _OUTER + "."


class Attribution:
    """One reported content with its cue and, where the text names one, its source.

    ``contents`` are the parts of the content in order (two where the attribution breaks it), without outer
    quotation marks and leading "that"; ``score`` is between 0 and 1.
    """

    __slots__ = ("contents", "cue", "score", "source")

    def __init__(self, source: Span | None, cue: Span | None, contents: tuple[Span, ...], score: float) -> None:
        if not contents:
            raise ValueError("an attribution needs a content")
        self.source, self.cue, self.contents, self.score = source, cue, contents, score

    @property
    def content(self) -> Span:
        """The longest part."""
        return max(self.contents, key=len)

    def __repr__(self) -> str:
        return f"Attribution({self.source!r}, {self.cue!r}, {self.contents!r}, {self.score:.2f})"


def register() -> None:
    """Makes ``doc._.attributions`` known to spaCy; safe to call again."""
    if not Doc.has_extension("attributions"):
        Doc.set_extension("attributions", default=())


def attributor(brain: Brain) -> Callable[[Doc], Doc]:
    """The component that fills ``doc._.attributions`` and lets go of the encoder's vectors."""
    moves = brain.network.w["link_moves"] + _allowed()

    def attribute(doc: Doc) -> Doc:
        doc._.attributions = resolve_overlaps(_found(doc, brain, moves))
        doc.user_data.pop(KEY, None)
        return doc

    return attribute


def _allowed() -> np.ndarray:
    moves = np.zeros((len(LINK_LABELS), len(LINK_LABELS)), "f4")
    for i, a in enumerate(LINK_LABELS):
        for j, b in enumerate(LINK_LABELS):
            if b.startswith("I-") and a[2:] != b[2:]:
                moves[i, j] = NEVER
    return moves


def cue_spans(scores: np.ndarray, threshold: float) -> list[tuple[int, int, float]]:
    """(first, last inclusive, probability) of the cues among rows of (none, begin, inside) scores."""
    odds = np.exp(scores - scores.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    inside = odds[:, 0] < 1 - threshold
    begins = odds[:, 1] > odds[:, 2]
    found: list[tuple[int, int, float]] = []
    for i in np.flatnonzero(inside):
        chance = float(1 - odds[i, 0])
        if found and found[-1][1] == i - 1 and not begins[i]:
            first, _, best = found[-1]
            found[-1] = (first, int(i), max(best, chance))
        else:
            found.append((int(i), int(i), chance))
    return found


def _found(doc: Doc, brain: Brain, moves: np.ndarray) -> Iterable[Attribution]:
    read = encoded(doc)
    if not len(read.tokens):
        return
    threshold = brain.settings.get("cue_threshold", CUE_THRESHOLD)
    least = brain.settings.get("score_threshold", SCORE_THRESHOLD)
    scores = brain.network.scores("cue", read.vectors)
    states = np.array(quotation_states([doc[int(i)].text for i in read.tokens], read.starts))
    for window in read.windows:
        borders = [*(i for i in range(window.first, window.last) if i == window.first or read.starts[i]), window.last]
        for first, last in itertools.pairwise(borders):
            cues = cue_spans(scores[first:last], threshold)
            if not cues:
                continue
            low, high = max(window.first, first - _MARGIN), min(window.last, last + _MARGIN)
            shift = first - low
            links = brain.network.links(read.vectors[low:high], [(a + shift, b + shift) for a, b, _ in cues])
            paths, sure = _paths(links[:, shift : shift + last - first], moves)
            for k, (begin, end, chance) in enumerate(cues):
                segments = settle(runs(paths[k], 1), sure[k], (begin, end), states[first:last])
                found = _attribution(
                    doc, read.tokens[first:last], segments, runs(paths[k], 3), sure[k], (begin, end), chance
                )
                if found is not None and found.score >= least:
                    yield found


def _paths(links: np.ndarray, moves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Best labels of a paragraph's words for each cue, and how sure each is; no part lies outside the cue's paragraph."""
    start = np.array([NEVER if x.startswith("I-") else 0 for x in LINK_LABELS], "f4")
    paths = best_chains(links, [links.shape[1]] * len(links), moves, start)
    odds = np.exp(links - links.max(-1, keepdims=True))
    odds /= odds.sum(-1, keepdims=True)
    return paths, np.take_along_axis(odds, paths[:, :, None].astype("i8"), 2)[:, :, 0]


def settle(
    segments: list[tuple[int, int]], sure: np.ndarray, cue: tuple[int, int], states: np.ndarray
) -> list[tuple[int, int]]:
    """The parts of a content made whole: at most two, and a quotation that was begun runs to its closing mark."""
    if len(segments) > 2:
        segments = sorted(sorted(segments, key=lambda s: -sure[s[0] : s[1]].sum())[:2])
    if len(segments) == 2 and (segments[0][0] > cue[1]) == (segments[1][0] > cue[1]):
        weak = min(segments, key=lambda s: sure[s[0] : s[1]].sum())
        if sure[weak[0] : weak[1]].mean() < SECOND_PART:
            segments = [s for s in segments if s != weak]
    whole: list[tuple[int, int]] = []
    for k, (first, last) in enumerate(segments):
        limit = segments[k + 1][0] if k + 1 < len(segments) else len(states)
        if states[last - 1] == 1 and _opened_inside(states, first, last):
            while last < limit and states[last] == 1 and not cue[0] <= last <= cue[1]:
                last += 1
        whole.append((first, last))
    return whole


def _opened_inside(states: np.ndarray, first: int, last: int) -> bool:
    """Whether the quotation that the part ends in was opened in the part or just before it."""
    marks = np.flatnonzero(states[max(0, first - 1) : last] == 2)
    return len(marks) > 0


def _attribution(
    doc: Doc,
    tokens: np.ndarray,
    segments: list[tuple[int, int]],
    sources: list[tuple[int, int]],
    sure: np.ndarray,
    cue: tuple[int, int],
    chance: float,
) -> Attribution | None:
    contents = [c for a, b in segments if (c := trimmed(doc, int(tokens[a]), int(tokens[b - 1]) + 1)) is not None]
    if not contents:
        return None
    source = None
    if sources:
        a, b = max(sources, key=lambda s: sure[s[0] : s[1]].sum())
        source = doc[int(tokens[a]) : int(tokens[b - 1]) + 1]
    span = doc[int(tokens[cue[0]]) : int(tokens[cue[1]]) + 1]
    certain = np.concatenate([sure[a:b] for a, b in segments]).mean()
    return Attribution(source, span, tuple(contents), round(float(chance * certain), 4))


def runs(path: np.ndarray, begin: int) -> list[tuple[int, int]]:
    """Half-open stretches of the labels ``begin`` (first word) and ``begin + 1`` (the others)."""
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero((path == begin) | (path == begin + 1)):
        if found and found[-1][1] == i and path[i] == begin + 1:
            found[-1] = (found[-1][0], int(i) + 1)
        else:
            found.append((int(i), int(i) + 1))
    return found


def trimmed(doc: Doc, first: int, last: int) -> Span | None:
    """Tokens ``first`` to ``last`` (exclusive) without outer quotation marks, commas and leading "that"."""
    while first < last and (doc[last - 1].is_space or doc[last - 1].text in _ENDS):
        last -= 1
    while first < last:
        token = doc[first]
        if (
            token.is_space
            or token.text in _EDGE
            or token.text in _OUTER
            or token.text in {":", "--", "—", "–"}
            or (token.lower_ == "that" and first + 1 < last and token.pos_ not in {"DET", "PRON"})
        ):
            first += 1
        else:
            break
    return doc[first:last] if first < last else None


def resolve_overlaps(found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions in order of their contents.

    Of two that report mostly the same words the surer one stays, and likewise where one lies, cue and all, in the
    content of the other.
    """
    kept: list[tuple[Attribution, set[int], set[int]]] = []
    for candidate in sorted(found, key=lambda a: -a.score):
        words = {t.i for c in candidate.contents for t in c}
        cue = {t.i for t in candidate.cue} if candidate.cue is not None else set(words)
        if all(
            2 * len(words & other) <= len(words | other) and not _nested(words, cue, other, theirs)
            for _, other, theirs in kept
        ):
            kept.append((candidate, words, cue))
    return sorted((a for a, _, _ in kept), key=lambda a: a.contents[0].start)


def _nested(words: set[int], cue: set[int], other: set[int], theirs: set[int]) -> bool:
    return (words <= other and cue <= other) or (other <= words and theirs <= words)
