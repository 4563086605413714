"""Label placing: right of the bar, left, inside, stacked below, else the short form, else none; steady while zooming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kpdesk.analysis.font_metrics import width
from kpdesk.analysis.lanes import Track

AIR = 4.0
ENOUGH = 20  # bars in a row that found no place, after which the rest is not tried
BELOW = 100  # tracks from this number on are rows of letters below the bars; 100 is the upper one


class Wanted(NamedTuple):
    """A bar that would like a label. ``texts``: the full form, then shorter ones. ``order``: lower claims first.

    ``inside`` is the stretch of the bar that can carry letters (None: it cannot). ``ring`` is what the bar's own
    outline takes beyond its ends.
    """

    id: str
    row: int
    x1: float
    x2: float
    texts: tuple[str, ...]
    order: tuple
    inside: tuple[float, float] | None = None
    bold: bool = False
    ring: float = 0.0


class Placed(NamedTuple):
    """Where a label went: its left edge, and which of its forms and sides was taken."""

    id: str
    row: int
    x: float
    width: float
    text: str
    side: str  # right, left, inside, below 0, below 1 …
    form: int
    bold: bool = False


def place(
    wanted: Iterable[Wanted],
    tracks: Mapping[int, Track],
    plot_width: float,
    *,
    size: float = 12.0,
    before: Mapping[str, tuple[str, int]] | None = None,
    first: Iterable[str] = (),
) -> list[Placed]:
    """Give each bar the best place that is free; ``tracks`` hold the bars by row and take the labels.

    ``before`` is where labels were on the last frame (side and form by id): those keep their place as long as it
    is free, after the ids in ``first`` (selected, hovered) had theirs.
    """
    before = before or {}
    chosen = {id_: n for n, id_ in enumerate(first)}
    ordered = sorted(wanted, key=lambda w: (chosen.get(w.id, len(chosen)), w.id not in before, w.order))
    below = [n - BELOW for n in sorted(tracks) if n >= BELOW]
    sides = ("right", "left", "inside", *(f"below {n}" for n in below))
    placed: list[Placed] = []
    missed = 0
    for w in ordered:
        kept = before.get(w.id)
        found = _placed(w, tracks, sides, plot_width, size, kept)
        if found is not None:
            placed.append(found)
        missed = 0 if found is not None or kept is not None or w.id in chosen else missed + 1
        if missed > ENOUGH:
            break  # a crowd: those who come later have no better chance
    return placed


def _placed(
    w: Wanted, tracks: Mapping[int, Track], sides: tuple[str, ...], plot_width: float, size: float,
    kept: tuple[str, int] | None,
) -> Placed | None:  # fmt: skip
    choices = [(side, form) for form in range(len(w.texts)) for side in sides]
    if kept in choices:
        choices.remove(kept)  # type: ignore[arg-type]
        choices.insert(0, kept)  # type: ignore[arg-type]
    for side, form in choices:
        text = w.texts[form]
        if not text:
            continue
        wide = width(text, size, w.bold)
        spot = (
            _below(w, int(side[6:]), wide, tracks, plot_width)
            if side[0] == "b"
            else _spot(w, side, wide, tracks[w.row], plot_width)
        )
        if spot is not None:
            return Placed(w.id, w.row, spot, wide, text, side, form, w.bold)
    return None


def _spot(w: Wanted, side: str, wide: float, track: Track, plot_width: float) -> float | None:
    if side == "inside":
        if w.inside is None:
            return None
        low, high = max(w.inside[0], AIR), min(w.inside[1], plot_width - AIR)
        return low + AIR if high - low >= wide + 2 * AIR else None
    x = w.x2 + w.ring + AIR if side == "right" else w.x1 - w.ring - AIR - wide
    if x < AIR or x + wide > plot_width - AIR:
        return None
    low, high = (w.x2, x + wide + AIR) if side == "right" else (x - AIR, w.x1)
    return x if track.take(low, high) else None


def _below(w: Wanted, depth: int, wide: float, tracks: Mapping[int, Track], plot_width: float) -> float | None:
    """Under the bar, left edges in line; a deeper row needs a free way for the line that leads to it."""
    if w.x1 < AIR or w.x1 + wide > plot_width - AIR:
        return None
    way = (w.x1 - 1, w.x1 + 2)
    if not all(tracks[BELOW + n].is_free(*way) for n in range(depth)):
        return None
    if not tracks[BELOW + depth].take(w.x1 - AIR, w.x1 + wide + AIR):
        return None
    for n in range(depth):
        tracks[BELOW + n].take(*way)
    return w.x1
