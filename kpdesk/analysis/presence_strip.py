"""Who came, as a row of signs under a meeting's bar: all, or counted, or with names, as near as the axis is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.analysis.time_scale import Level
from kpdesk.analysis.timeline_data import TELLING, PresenceEntry
from kpdesk.domain.drawing import ORDER_OF_PRESENCE, Hit, Shape, Sign, Text
from kpdesk.domain.vocabulary import DECIDED

SIGN = 14.0
STEP = 20.0
_RANK = {how: n for n, how in enumerate(ORDER_OF_PRESENCE)}


class _Piece(NamedTuple):
    how: str
    words: str
    dash: bool
    ids: tuple[str, ...]


def strip(
    presences: list[PresenceEntry], level: Level, *, chosen: Collection[str], x: float, y: float, room: float
) -> tuple[list[Shape], list[Hit]]:
    """Signs from ``x`` on along the centre line ``y``, at most ``room`` wide; what does not fit is counted as +n."""
    seen = [p for p in presences if not chosen or p.actor_id in chosen]
    if level is Level.YEARS:
        seen = [p for p in seen if p.how in TELLING]
    if not seen or level is Level.DECADES or room < STEP:
        return [], []
    pieces = (
        _named(seen) if level >= Level.WEEKS else _signs(seen) if chosen or level is Level.YEARS else _counted(seen)
    )
    if level is Level.YEARS and len(pieces) * STEP > room:
        pieces = _counted(seen)
    return _laid_out(pieces, x, y, room)


def _sorted(presences: list[PresenceEntry]) -> list[PresenceEntry]:
    return sorted(presences, key=lambda p: (_RANK.get(p.how, 99), p.actor.casefold(), p.id))


def _named(presences: list[PresenceEntry]) -> list[_Piece]:
    return [_Piece(p.how, shortened(p.actor, 120, 11), p.state not in DECIDED, (p.id,)) for p in _sorted(presences)]


def _signs(presences: list[PresenceEntry]) -> list[_Piece]:
    return [_Piece(p.how, "", p.state not in DECIDED, (p.id,)) for p in _sorted(presences)]


def _counted(presences: list[PresenceEntry]) -> list[_Piece]:
    counts = Counter(p.how for p in presences)
    pieces = []
    for how in sorted(counts, key=lambda h: _RANK.get(h, 99)):
        those = [p for p in presences if p.how == how]
        undecided = all(p.state not in DECIDED for p in those)
        pieces.append(_Piece(how, f"{counts[how]}" if counts[how] > 1 else "", undecided, tuple(p.id for p in those)))
    return pieces


def _laid_out(pieces: list[_Piece], x: float, y: float, room: float) -> tuple[list[Shape], list[Hit]]:
    sizes = [_size(p) for p in pieces]
    shown = len(pieces)
    if sum(sizes) > room:
        # Room for "+n" is kept back from the first sign on.
        left = room - width(f"+{len(pieces)}", 11) - 4
        shown = 0
        while shown < len(pieces) and sizes[shown] <= left:
            left -= sizes[shown]
            shown += 1
        if shown == 0:
            return [], []
    shapes: list[Shape] = []
    hits: list[Hit] = []
    at = x
    for piece, size in zip(pieces[:shown], sizes[:shown], strict=True):
        shapes.append(Sign(piece.how, at + SIGN / 2, y, SIGN, "actor", dash=piece.dash))
        if piece.words:
            shapes.append(Text(at + SIGN + 3, y + 4, piece.words, "text.2", 11))
        hits.append(Hit(at, y - SIGN / 2, size - 4, SIGN, "participation", ",".join(piece.ids)))
        at += size
    if shown < len(pieces):
        hidden = sum(len(p.ids) for p in pieces[shown:])
        shapes.append(Text(at, y + 4, f"+{hidden}", "text.2", 11))
    return shapes, hits


def _size(piece: _Piece) -> float:
    return SIGN + 3 + width(piece.words, 11) + 10 if piece.words else STEP
