"""The agreement network: who shares stances with whom and who opposes whom in a window of time, laid out to be read.

The layout is the same for the same data: it starts from the distances themselves, never from chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.analysis.ledger import NONE, OPPOSE, SUPPORT, LedgerIndex
from kpdesk.analysis.sheet import Key
from kpdesk.domain.drawing import Box, Hit, Layer, Line, Shape, Sign, Text

MOST_ACTORS = 60
_LABEL = 176.0
Floats = NDArray[Any]


class Pair(NamedTuple):
    """Two actors (places in the network's ``actors``) and the issues on which they agree and differ."""

    a: int
    b: int
    agree: int
    differ: int
    unreviewed: bool


@dataclass(frozen=True, kw_only=True)
class Network:
    """Actors (rows of the ledger's index) with their names, the pairs between them, and who was left out."""

    actors: tuple[int, ...]
    names: tuple[str, ...]
    weights: tuple[int, ...]
    pairs: tuple[Pair, ...]
    left_out: int = 0


def network(
    index: LedgerIndex, names: dict[str, str], first: int, last: int, *, issues: frozenset[int] = frozenset(),
    reviewed_only: bool = False,
) -> Network:  # fmt: skip
    """Actors with a clear stance in the days from ``first`` to ``last``, and the issues they share.

    ``issues`` are columns of the index to look at (empty: all). Actors who share no issue with anybody are left out.
    """
    matrix = index.as_of(last, reviewed_only=reviewed_only, window=max(1, last - first + 1))
    clear = (
        ((matrix.stance == SUPPORT) | (matrix.stance == OPPOSE))
        & (matrix.last >= first)
        & ~matrix.conflict
        & ~matrix.lone
    )
    if issues:
        chosen = np.zeros(matrix.stance.shape[1], dtype=bool)
        chosen[list(issues)] = True
        clear &= chosen
    support = (clear & (matrix.stance == SUPPORT)).astype(np.int64)
    oppose = (clear & (matrix.stance == OPPOSE)).astype(np.int64)
    holding = np.flatnonzero(clear.any(axis=1))
    # The many with few shared issues are cut before the pairs are counted: pairs grow with the square.
    busiest = holding[np.argsort(-clear[holding].sum(axis=1), kind="stable")][:1000]
    s, o = support[busiest], oppose[busiest]
    agree, differ = s @ s.T + o @ o.T, s @ o.T + o @ s.T
    np.fill_diagonal(agree, 0)
    shared = (agree + differ).sum(axis=1)
    joined = np.flatnonzero(shared > 0)
    kept = joined[np.argsort(-shared[joined], kind="stable")][:MOST_ACTORS]
    kept = (
        kept[np.argsort([names.get(index.holders[busiest[k]], "").casefold() for k in kept], kind="stable")]
        if len(kept)
        else kept
    )
    unreviewed = (matrix.unreviewed_only & clear)[busiest]
    sure = (clear[busiest] & ~unreviewed).astype(np.int64)
    firm = sure @ sure.T
    pairs = [
        Pair(i, j, int(agree[a, b]), int(differ[a, b]), not firm[a, b])
        for i, a in enumerate(kept) for j, b in enumerate(kept) if i < j and agree[a, b] + differ[a, b] > 0
    ]  # fmt: skip
    rows = [int(busiest[k]) for k in kept]
    return Network(
        actors=tuple(rows), names=tuple(names.get(index.holders[r], "") for r in rows),
        weights=tuple(int(shared[k]) for k in kept), pairs=tuple(pairs), left_out=len(holding) - len(kept),
    )  # fmt: skip


def places(net: Network, wide: float, high: float, *, before: dict[int, tuple[float, float]] | None = None) -> Floats:
    """A place for each actor: those who agree are near, those who differ far, and no two labels overlap.

    ``before`` are places of the last picture by actor: the layout starts from them, so that it moves little.
    """
    n = len(net.actors)
    if n == 0:
        return np.zeros((0, 2))
    wanted, trust = np.full((n, n), 1.6), np.full((n, n), 0.06)
    for pair in net.pairs:
        both = pair.agree + pair.differ
        distance = 0.55 + 1.6 * pair.differ / both
        wanted[pair.a, pair.b] = wanted[pair.b, pair.a] = distance
        trust[pair.a, pair.b] = trust[pair.b, pair.a] = 0.5 + 0.25 * min(both, 6)
    np.fill_diagonal(wanted, 0)
    np.fill_diagonal(trust, 0)
    at = _start(wanted)
    if before and len(known := [k for k, a in enumerate(net.actors) if a in before]) > 1:
        at = _turned_to(at, known, np.array([before[net.actors[k]] for k in known]))
    at = _fitted(_settled(at, wanted, trust), net, wide, high)
    return _apart(at, net, wide, high)


def _start(wanted: Floats) -> Floats:
    """Classical scaling: the two main directions of the distances, with a sign that is always the same."""
    n = len(wanted)
    if n == 1:
        return np.zeros((1, 2))
    centre = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ wanted**2 @ centre)
    at = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 1e-6))
    for axis in range(at.shape[1]):
        if at[np.abs(at[:, axis]).argmax(), axis] < 0:
            at[:, axis] *= -1
    # Actors with the same stances begin on one spot: a fixed small spiral tells them apart.
    turn = np.arange(n) * 2.4
    return at + 0.05 * np.stack([np.cos(turn), np.sin(turn)], axis=1) * (1 + np.arange(n)[:, None] / n)


def _turned_to(at: Floats, known: list[int], target: Floats) -> Floats:
    """Turned and mirrored so that known actors lie as they did."""
    a, b = at[known] - at[known].mean(axis=0), target - target.mean(axis=0)
    u, _, vt = np.linalg.svd(a.T @ b)
    return (at - at[known].mean(axis=0)) @ (u @ vt)


def _settled(at: Floats, wanted: Floats, trust: Floats, rounds: int = 120) -> Floats:
    """Stress majorisation (SMACOF with weights)."""
    n = len(at)
    if n < 2:
        return at
    laplace = -trust.copy()
    np.fill_diagonal(laplace, trust.sum(axis=1))
    inverse = np.linalg.pinv(laplace)
    for _ in range(rounds):
        gaps = np.linalg.norm(at[:, None] - at[None], axis=2)
        ratio = np.where(gaps > 1e-9, trust * wanted / np.maximum(gaps, 1e-9), 0.0)
        b = -ratio
        np.fill_diagonal(b, ratio.sum(axis=1))
        at = inverse @ b @ at
    return at


def _sizes(net: Network) -> Floats:
    """Half width and half height that each actor takes with its label."""
    wide = [max(30.0, min(_LABEL, width(name, 12)) + 10) / 2 for name in net.names]
    return np.stack([np.array(wide), np.full(len(wide), 23.0)], axis=1)


def _fitted(at: Floats, net: Network, wide: float, high: float) -> Floats:
    half = _sizes(net)
    low, top = at.min(axis=0), at.max(axis=0)
    room = np.maximum(np.array([wide, high]) - 2 * half.max(axis=0) - 16, 1.0)
    scale = room / np.maximum(top - low, 1e-6)
    scale = np.minimum(scale, 2.2 * scale.min())  # one shape, not two lines
    return (at - (low + top) / 2) * scale + np.array([wide, high]) / 2


def _apart(at: Floats, net: Network, wide: float, high: float) -> Floats:
    """Push overlapping labels apart, a little at a time, inside the picture as long as that is possible."""
    half = _sizes(net)
    for attempt in range(400):
        moved = False
        for i in range(len(at)):
            gaps = at - at[i]
            over = half + half[i] + 2 - np.abs(gaps)
            hit = np.flatnonzero((over > 0).all(axis=1))
            for j in hit[hit > i]:
                axis = 0 if over[j, 0] < over[j, 1] else 1
                push = over[j, axis] / 2 + 0.5
                side = 1.0 if gaps[j, axis] >= 0 else -1.0
                at[j, axis] += side * push
                at[i, axis] -= side * push
                gaps = at - at[i]
                over = half + half[i] + 2 - np.abs(gaps)
                moved = True
        if attempt < 300:
            at = np.clip(at, half + 4, np.maximum(np.array([wide, high]) - half - 4, half + 4))
        if not moved:
            break
    return at


def layout(
    net: Network, at: Floats, wide: float, high: float, *, selected: int | None = None, hovered: int | None = None
) -> tuple[list[Layer], list[Hit]]:
    """Shapes and hits. Agreement is a plain line, opposition has a bar across it; thicker is more issues."""
    lines, marks, labels = Layer(name="lines"), Layer(name="actors"), Layer(name="labels")
    hits: list[Hit] = []
    focus = selected if selected is not None else hovered
    for pair in sorted(net.pairs, key=lambda p: (p.differ <= p.agree, p.agree + p.differ)):
        lines.shapes.extend(_line(pair, at, focus))
    for n in range(len(net.actors)):
        x, y = float(at[n, 0]), float(at[n, 1]) - 8
        size = 12 + min(10.0, net.weights[n] ** 0.5)
        if n in (selected, hovered):
            ring = "focus" if n == selected else "border.control"
            labels.shapes.append(Box(x - 15, y - 15, 30, 30, "", ring, 2 if n == selected else 1, radius=15))
        marks.shapes.append(Box(x - 13, y - 13, 26, 26, "page", radius=13))
        marks.shapes.append(Sign("attended", x, y, size * 1.3, "actor"))
        name = shortened(net.names[n], _LABEL, 12)
        wide_ = width(name, 12)
        marks.shapes.append(Box(x - wide_ / 2 - 2, y + 13, wide_ + 4, 16, "page", alpha=0.85))
        labels.shapes.append(Text(x, y + 25, name, "text", 12, n == selected, "middle"))
        hits.append(Hit(x - 15, y - 15, 30, 44, "actor", str(n), 0, n))
    return [lines, marks, labels], hits


def _line(pair: Pair, at: Floats, focus: int | None) -> list[Shape]:
    (x1, y1), (x2, y2) = ((float(v) for v in at[k] - np.array([0, 8])) for k in (pair.a, pair.b))
    differ = pair.differ > pair.agree
    near = focus is None or focus in (pair.a, pair.b)
    token = ("oppose.fill" if differ else "support.fill") if near else "border"
    thick = min(5.0, 0.75 + 0.75 * max(pair.agree, pair.differ))
    shapes: list[Shape] = [Line(x1, y1, x2, y2, token, thick, pair.unreviewed)]
    length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    if differ and near:
        ox, oy = -(y2 - y1) / length * 6, (x2 - x1) / length * 6
        mx, my = (x1 + x2) / 2, (y1 + y2) / 2
        shapes.append(Line(mx - ox, my - oy, mx + ox, my + oy, token, 2.0))
    return shapes


def pair_words(net: Network, pair: Pair) -> str:
    """A pair for screen readers and tables."""
    parts = [f"agree on {pair.agree}" if pair.agree else "", f"differ on {pair.differ}" if pair.differ else ""]
    words = f"{net.names[pair.a]} and {net.names[pair.b]} {', '.join(p for p in parts if p)}"
    return words + (" (not yet reviewed)" if pair.unreviewed else "")


def shared_issues(
    index: LedgerIndex, net: Network, pair: Pair, last: int, first: int, *, reviewed_only: bool = False
) -> list[tuple[int, int, int]]:
    """(issue column, stance code of a, stance code of b) where both had a clear stance."""
    matrix = index.as_of(last, reviewed_only=reviewed_only, window=max(1, last - first + 1))
    a, b = net.actors[pair.a], net.actors[pair.b]
    ok = (matrix.stance[[a, b]] <= OPPOSE) & (matrix.stance[[a, b]] != NONE) & (matrix.last[[a, b]] >= first)
    ok &= ~matrix.conflict[[a, b]] & ~matrix.lone[[a, b]]
    return [(int(i), int(matrix.stance[a, i]), int(matrix.stance[b, i])) for i in np.flatnonzero(ok.all(axis=0))]


def network_keys(layers: list[Layer]) -> list[Key]:
    """The legend of a network."""
    lines = [s for layer in layers for s in layer.shapes if isinstance(s, Line)]
    keys: list[Key] = []
    if any(s.stroke == "support.fill" for s in lines):
        keys.append(Key((Line(0, 7, 28, 7, "support.fill", 3),), 28, "agree; thicker: on more issues"))
    if any(s.stroke == "oppose.fill" for s in lines):
        keys.append(Key((Line(0, 7, 28, 7, "oppose.fill", 3), Line(14, 1, 14, 13, "oppose.fill", 2)), 28, "differ"))
    if any(s.dash for s in lines):
        keys.append(Key((Line(0, 7, 28, 7, "text.2", 2, True),), 28, "dashed: not yet reviewed"))
    return keys
