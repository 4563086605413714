"""The ledger as a picture: a matrix of actors and issues, of which only what is in view is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np

from kpdesk.analysis.date_spans import when_short
from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.analysis.ledger import (
    NONE,
    OPPOSE,
    STANCE_CODES,
    STEADY,
    SUPPORT,
    TO_OPPOSE,
    TO_SUPPORT,
    UNCLEAR,
    LedgerIndex,
    Matrix,
    inherited,
)
from kpdesk.analysis.sheet import Key, sign_key, signs_used
from kpdesk.domain.drawing import Box, Hit, Layer, Line, Shape, Sign, Text
from kpdesk.domain.vocabulary import STANCES

CELL_W, CELL_H = 88.0, 40.0
HEAD_W, HEAD_H = 208.0, 64.0
_BREAK = "\u200b"  # marks where a word may be broken
_TREND = {TO_SUPPORT: "to_support", TO_OPPOSE: "to_oppose", STEADY: "steady"}


@dataclass(frozen=True, kw_only=True)
class LedgerData:
    """What a ledger is made from: positions (see ``LedgerIndex``), names by id, issue labels by id, memberships."""

    positions: Sequence[tuple] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    memberships: Sequence[tuple] = ()
    case_name: str = ""
    sources: int = 0


class Row(NamedTuple):
    """A line of the matrix: a holder, how deep under a bloc, and whether it is one that is open."""

    holder: int
    depth: int = 0
    bloc: bool = False
    open: bool = True
    members: int = 0


class Column(NamedTuple):
    issue: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The matrix as of a day, with its rows and columns in order, ready to be drawn in any window."""

    index: LedgerIndex
    data: LedgerData
    matrix: Matrix
    taken_over: np.ndarray
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    compared: Matrix | None = None

    @property
    def size(self) -> tuple[float, float]:
        return HEAD_W + len(self.columns) * CELL_W, HEAD_H + len(self.rows) * CELL_H

    def name(self, row: int) -> str:
        return self.data.names.get(self.index.holders[self.rows[row].holder], "")

    def cell(self, row: int, column: int) -> tuple[int, int]:
        """Holder and issue of a place in the matrix."""
        return self.rows[row].holder, self.columns[column].issue


def ledger_index(data: LedgerData) -> LedgerIndex:
    """The arrays of a ledger; members of blocs get a row even where they have no position of their own."""
    holding = {p[1] for p in data.positions}
    blocs = {m[1] for m in data.memberships if m[1] in holding}
    extra = [m[0] for m in data.memberships if m[1] in blocs]
    issues = (
        [i for i in data.issues if any(p[2] == i for p in data.positions)]
        if len(data.positions) < 5000
        else list(data.issues)
    )
    return LedgerIndex(
        data.positions, holders=tuple(dict.fromkeys([*(p[1] for p in data.positions), *extra])), issues=issues
    )


def ledger(
    index: LedgerIndex,
    data: LedgerData,
    day: int,
    *,
    reviewed_only: bool = False,
    compared_day: int | None = None,
    closed: frozenset[str] = frozenset(),
    words: str = "",
) -> Ledger:
    """The ledger as of a day. ``closed`` blocs hide their members; ``words`` must occur in an actor's name."""
    matrix = index.as_of(day, reviewed_only=reviewed_only)
    taken, members = inherited(matrix, index, data.memberships, day)
    compared = index.as_of(compared_day, reviewed_only=reviewed_only) if compared_day is not None else None
    weight = matrix.evidence.sum(axis=1)
    shown = np.flatnonzero((weight > 0) | (taken != NONE).any(axis=1)).tolist()
    names = {h: data.names.get(index.holders[h], "") for h in shown}
    if words:
        wanted = words.casefold().split()
        shown = [h for h in shown if all(w in names[h].casefold() for w in wanted)]
    rows = _rows(shown, members, weight, names, index, closed)
    used = np.flatnonzero(matrix.evidence.sum(axis=0) > 0).tolist()
    columns = sorted(used, key=lambda i: (-int(matrix.evidence[:, i].sum()), i))
    return Ledger(
        index=index, data=data, matrix=matrix, taken_over=taken, rows=tuple(rows),
        columns=tuple(Column(i, data.issues.get(index.issues[i], "")) for i in columns), compared=compared,
    )  # fmt: skip


def _rows(
    shown: list[int], members: dict[int, list[int]], weight, names, index: LedgerIndex, closed: frozenset[str]
) -> list[Row]:
    here = set(shown)
    under: dict[int, int] = {}
    blocs = sorted((b for b in members if b in here), key=lambda b: (-int(weight[b]), names[b]))
    for bloc in blocs:
        for member in members[bloc]:
            if member in here and member not in blocs:
                under.setdefault(member, bloc)
    rows: list[Row] = []
    for holder in sorted(shown, key=lambda h: (h not in blocs, -int(weight[h]), names[h].casefold())):
        if holder in under:
            continue
        inside = [m for m in members.get(holder, []) if under.get(m) == holder] if holder in blocs else []
        is_open = index.holders[holder] not in closed
        rows.append(Row(holder, 0, bool(inside), is_open, len(inside)))
        if inside and is_open:
            rows += [Row(m, 1) for m in sorted(inside, key=lambda m: (-int(weight[m]), names[m].casefold()))]
    return rows


def layout(
    shown: Ledger, width_: float, height: float, *, scroll: tuple[float, float] = (0.0, 0.0),
    selected: tuple[int, int] | None = None, hovered: tuple[int, int] | None = None, folds: bool = True,
) -> tuple[list[Layer], list[Hit]]:  # fmt: skip
    """Shapes and hits of what is in view. ``folds``: blocs show that they can be closed. ``selected`` is (row, column); column -1 is the row's head."""
    left, top = scroll
    first_row, last_row = int(top // CELL_H), min(len(shown.rows), int((top + height - HEAD_H) // CELL_H) + 1)
    first, last = int(left // CELL_W), min(len(shown.columns), int((left + width_ - HEAD_W) // CELL_W) + 1)
    cells = Layer(name="cells", clip=(HEAD_W, HEAD_H, max(0.0, width_ - HEAD_W), max(0.0, height - HEAD_H)))
    rows = Layer(name="rows", clip=(0.0, HEAD_H, HEAD_W, max(0.0, height - HEAD_H)))
    heads = Layer(name="heads", clip=(HEAD_W, 0.0, max(0.0, width_ - HEAD_W), HEAD_H))
    corner = Layer(name="corner", shapes=[Box(0, 0, HEAD_W, HEAD_H, "sunken")])
    ring = Layer(name="ring")
    hits: list[Hit] = []
    heads.shapes.append(Box(HEAD_W, 0, width_, HEAD_H, "sunken"))
    for column in range(first, last):
        x = HEAD_W + column * CELL_W - left
        heads.shapes.extend(_column_head(shown.columns[column].title, x))
        hits.append(Hit(max(HEAD_W, x), 0, CELL_W, HEAD_H, "column", str(column), -1))
    for row in range(first_row, last_row):
        y = HEAD_H + row * CELL_H - top
        rows.shapes.extend(_row_head(shown, row, y, folds=folds))
        hits.append(Hit(0, max(HEAD_H, y), HEAD_W, CELL_H, "row", str(row), row))
        cells.shapes.append(Line(HEAD_W, y + CELL_H - 0.5, width_, y + CELL_H - 0.5, "hover"))
        for column in range(first, last):
            x = HEAD_W + column * CELL_W - left
            cells.shapes.extend(_cell(shown, row, column, x, y))
            hits.append(Hit(x, y, CELL_W, CELL_H, "cell", f"{row},{column}", row, column))
    end = HEAD_W + len(shown.columns) * CELL_W - left
    for column in range(first, last + 1):
        x = HEAD_W + column * CELL_W - left - 0.5
        cells.shapes.append(Line(x, HEAD_H, x, min(height, HEAD_H + len(shown.rows) * CELL_H - top), "hover"))
    for place, token, thick in ((hovered, "border.control", 1), (selected, "focus", 2)):
        if place is not None and place[0] < len(shown.rows):
            y = HEAD_H + place[0] * CELL_H - top
            x, w = (HEAD_W + place[1] * CELL_W - left, CELL_W) if place[1] >= 0 else (0.0, HEAD_W)
            if y >= HEAD_H - 1 and (place[1] < 0 or HEAD_W - 1 <= x <= end):
                ring.shapes.append(Box(x + 1, y + 1, w - 3, CELL_H - 3, "", token, thick, radius=3))
    frame: list[Shape] = [
        Line(0, HEAD_H - 0.5, width_, HEAD_H - 0.5, "border"),
        Line(HEAD_W - 0.5, 0, HEAD_W - 0.5, height, "border"),
    ]
    return [cells, rows, heads, corner, ring, Layer(name="frame", shapes=frame)], hits


def _column_head(title: str, x: float) -> list[Shape]:
    lines = _wrapped(title, CELL_W - 12, 3)
    y = HEAD_H - 10 - 14 * (len(lines) - 1)
    return [Text(x + 6, y + 14 * n, line, "text", 11) for n, line in enumerate(lines)]


def _wrapped(text: str, room: float, most: int, size: float = 11) -> list[str]:
    """The text in at most ``most`` lines, broken at blanks, the last one cut."""
    lines: list[str] = []
    words = text.replace("-", f"-{_BREAK} ").split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line += f" {words.pop(0)}"
        if len(lines) == most - 1 and words:
            line += " " + " ".join(words)
        line = line.replace(f"-{_BREAK} ", "-").replace(_BREAK, "")
        lines.append(shortened(line, room, size))
    return lines


def _row_head(shown: Ledger, row: int, y: float, *, folds: bool) -> list[Shape]:
    this = shown.rows[row]
    x = 24.0 + 16 * this.depth
    shapes: list[Shape] = [Line(0, y + CELL_H - 0.5, HEAD_W, y + CELL_H - 0.5, "hover")]
    tail = f" ({this.members})" if this.bloc else ""
    if this.bloc and folds:
        shapes.append(Sign("open" if this.open else "closed", 13, y + CELL_H / 2, 9, "text.2"))
    name = shortened(shown.name(row), HEAD_W - x - 8 - width(tail, 13), 13)
    shapes.append(Text(x, y + CELL_H / 2 + 4.5, name + tail, "text", 13, bold=False))
    return shapes


def _cell(shown: Ledger, row: int, column: int, x: float, y: float) -> list[Shape]:
    holder, issue = shown.cell(row, column)
    m = shown.matrix
    code = int(m.stance[holder, issue])
    middle = y + CELL_H / 2
    if code == NONE:
        taken = int(shown.taken_over[holder, issue])
        if taken == NONE:
            return [Text(x + CELL_W / 2, middle + 4, "·", "text.off", 13, anchor="middle")]
        stance = STANCE_CODES[taken]
        return [Sign("inherited", x + 14, middle, 12, "text.2"), Sign(stance, x + 32, middle, 12, stance, hollow=True)]
    silent = bool(m.last[holder, issue] < m.day - 730)
    shapes: list[Shape] = []
    if m.conflict[holder, issue]:
        shapes += [
            Box(x, y, CELL_W / 2, CELL_H - 1, "support.tint"),
            Box(x + CELL_W / 2, y, CELL_W / 2, CELL_H - 1, "oppose.tint"),
        ]
    elif not silent and not m.lone[holder, issue]:
        shapes.append(Box(x, y, CELL_W, CELL_H - 1, f"{STANCE_CODES[code]}.tint"))
    unreviewed = bool(m.unreviewed_only[holder, issue])
    if unreviewed:
        shapes.append(Box(x + 2.5, y + 2.5, CELL_W - 6, CELL_H - 6, "", STANCE_CODES[code], 1, True, 2))
    if changed(shown, holder, issue):
        shapes.append(Box(x, y, CELL_W - 1, 2, "accent"))
    shapes += _marks(m, holder, issue, x, middle - (7 if silent else 0), unreviewed)
    if silent:
        words = f"since {date.fromordinal(int(m.last[holder, issue])).year}"
        shapes.append(Text(x + 8, middle + 12.5, words, "text.2", 10))
    elif not m.conflict[holder, issue] and (trend := _TREND.get(int(m.trend[holder, issue]))):
        shapes.append(Sign(trend, x + CELL_W - 14, middle, 10, "text.2"))
    return shapes


def _marks(m: Matrix, holder: int, issue: int, x: float, middle: float, unreviewed: bool) -> list[Shape]:
    """Sign and count, or both sides; in brackets where only others say so."""
    counts = m.counts[holder, issue]
    code = int(m.stance[holder, issue])
    codes = [SUPPORT, OPPOSE] if m.conflict[holder, issue] else [code]
    shapes: list[Shape] = []
    at = x + 8
    if m.claimed_only[holder, issue]:
        shapes.append(Text(at, middle + 4.5, "(", "text", 13))
        at += 6
    for one in codes:
        stance = STANCE_CODES[one]
        number = (
            int(counts.sum()) if m.lone[holder, issue] or (len(codes) == 1 and one == UNCLEAR) else int(counts[one])
        )
        shapes.append(Sign(stance, at + 7, middle, 14, stance, dash=unreviewed))
        shapes.append(Text(at + 17, middle + 4.5, f"{number}", "text", 13))
        at += 17 + width(f"{number}", 13) + 5
    if m.claimed_only[holder, issue]:
        shapes.append(Text(at - 4, middle + 4.5, ")", "text", 13))
    if m.conflict[holder, issue]:
        shapes.append(Box(x + CELL_W - 12, middle - 15, 6, 6, "warn", radius=3))
    return shapes


def changed(shown: Ledger, holder: int, issue: int) -> bool:
    """Whether the stance differs from that of the comparison date."""
    if shown.compared is None:
        return False
    before, now = int(shown.compared.stance[holder, issue]), int(shown.matrix.stance[holder, issue])
    return before != now and now != NONE and not shown.matrix.lone[holder, issue]


def cell_words(shown: Ledger, row: int, column: int) -> str:
    """A cell in words, for screen readers and the card."""
    holder, issue = shown.cell(row, column)
    m, name, title = shown.matrix, shown.name(row), shown.columns[column].title
    code = int(m.stance[holder, issue])
    head = f"{name}, {title}: "
    if code == NONE:
        taken = int(shown.taken_over[holder, issue])
        return head + (
            f"{STANCES[STANCE_CODES[taken]].lower()}, taken over from its bloc" if taken != NONE else "nothing known"
        )
    total = int(m.counts[holder, issue].sum())
    if m.lone[holder, issue]:
        parts = ["not clear: one unreviewed report only"]
    elif m.conflict[holder, issue]:
        counts = m.counts[holder, issue]
        parts = [f"conflicting: {counts[SUPPORT]} support, {counts[OPPOSE]} oppose"]
    else:
        parts = [f"{STANCES[STANCE_CODES[code]].lower()}, {int(m.counts[holder, issue, code])} of {total}"]
    if trend := {TO_SUPPORT: "moved towards support", TO_OPPOSE: "moved towards opposition", STEADY: "steady"}.get(
        int(m.trend[holder, issue])
    ):
        parts.append(trend)
    if m.claimed_only[holder, issue]:
        parts.append("only others say so")
    if m.unreviewed_only[holder, issue] and not m.lone[holder, issue]:
        parts.append("not yet reviewed")
    last = date.fromordinal(int(m.last[holder, issue]))
    if m.last[holder, issue] < m.day - 730:
        parts.append(f"silent since {when_short(last.isoformat(), year=True)}")
    if changed(shown, holder, issue):
        parts.append("changed since the date compared with")
    return head + ", ".join(parts)


def ledger_keys(layers: Sequence[Layer]) -> list[Key]:
    """The legend of a ledger: signs in use, then what the other marks mean."""
    names, dashed = signs_used(layers)
    shapes = [s for layer in layers for s in layer.shapes]
    used = {s.name for s in shapes if isinstance(s, Sign)}
    keys = [sign_key(name) for name in names]
    for name, words in (
        ("to_support", "moved to support"), ("to_oppose", "moved to oppose"), ("steady", "steady"),
        ("inherited", "taken over from the bloc"),
    ):  # fmt: skip
        if name in used:
            keys.append(sign_key(name, words, token="text.2"))
    texts = {s.text for s in shapes if isinstance(s, Text)}
    if "(" in texts:
        keys.append(Key((Text(0, 11, "( )", "text", 13),), 14, "only others say so"))
    if any(isinstance(s, Box) and s.fill == "warn" for s in shapes):
        keys.append(Key((Box(4, 4, 6, 6, "warn", radius=3),), 14, "both sides at once"))
    if any(isinstance(s, Box) and s.fill == "accent" and s.h == 2 for s in shapes):
        keys.append(Key((Box(0, 6, 14, 2, "accent"),), 14, "changed since the date compared with"))
    if dashed:
        keys.append(Key((Box(0.5, 0.5, 23, 13, "", "text.2", 1, True, 2),), 24, "dashed: not yet reviewed"))
    return keys
