"""The meetings of one lane as bars, with their labels and who came."""

from __future__ import annotations

import numpy as np

from kpdesk.analysis.date_spans import DateSpan, when_short
from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.analysis.labels import BELOW, Placed, Wanted, place
from kpdesk.analysis.lanes import MOST_ROWS, Floats, Ints, Track, clusters_in_view, rows_of
from kpdesk.analysis.presence_strip import strip
from kpdesk.analysis.time_scale import Level
from kpdesk.analysis.timeline_data import MeetingEntry, TimelineIndex
from kpdesk.analysis.timeline_view import BAR, LETTER_ROW, LETTERS_BELOW, LaneBox, TimelineView, least_bar
from kpdesk.domain.drawing import Box, Hit, Line, Shape, Sign, Text
from kpdesk.domain.vocabulary import DECIDED

_GROUP = 48.0  # pixels: hidden bars are counted together over such a stretch
_LABELS = 36  # labels tried for each row of letters that a lane has: about as many as could ever fit
_PITCH = 5.0  # pixels from tick to tick where there are too many to draw each
_TICKS_OVER = 600  # bars in view in one lane, beyond which only one per few pixels is drawn


class LaneDrawing:
    """The shapes of one lane: bars below, then signs and labels; with hits and where labels went."""

    def __init__(self, index: TimelineIndex, view: TimelineView, box: LaneBox, x0: float) -> None:
        self.index, self.view, self.box, self.x0 = index, view, box, x0
        self.level = view.level
        self.shapes: list[Shape] = []
        self.hits: list[Hit] = []
        self.labels: list[Placed] = []
        self._draw()

    def _draw(self) -> None:
        spans, scale, members = self.index.meetings, self.view.scale, self.box.lane.members
        starts = (spans.first[members] - scale.left) / scale.days_per_px
        ends = (spans.last[members] + 1 - scale.left) / scale.days_per_px
        ends = np.maximum(ends, starts + least_bar(self.level))
        low, high = clusters_in_view(starts, ends, 0.0, scale.width)
        starts, ends, members = starts[low:high], ends[low:high], members[low:high]
        flat = self.box.folded or self.level is Level.DECADES
        rows = np.zeros(len(members), dtype=np.int64) if flat else rows_of(starts, ends)
        if len(members) and not flat and rows[0] == MOST_ROWS:
            rows[:], flat = 0, True  # more than rows can show: ticks side by side
        keep = (ends > 0) & (starts < scale.width)
        if not keep.any() and not self.box.folded:
            self._nearest()
        self._count_hidden(starts[keep & (rows == MOST_ROWS)])
        keep &= rows < MOST_ROWS
        starts, ends, rows, members = starts[keep], ends[keep], rows[keep], members[keep]
        if flat or len(members) > _TICKS_OVER:
            few = self._thinned(starts, ends, rows, members)
            starts, ends, rows, members = starts[few], ends[few], rows[few], members[few]
        self._bars(starts, ends, rows, members)

    def _nearest(self) -> None:
        """Nothing in view: say when the lane's last one was and when the next one comes."""
        spans, scale, members = self.index.meetings, self.view.scale, self.box.lane.members
        y = self.box.row_y(0) + 12.5
        before = members[spans.last[members] < scale.left]
        after = members[spans.first[members] >= scale.right]
        for i, left in ((before[-1:], True), (after[:1], False)):
            if not len(i):
                continue
            meeting = self.index.data.meetings[int(spans.order[i[0]])]
            words = label_texts(meeting, Level.YEARS)[0]
            x = self.x0 + (8 if left else scale.width - 8)
            wide = width(words, 11) + 16
            self.shapes.append(Sign("before" if left else "after", x, y - 4, 10, "text.2"))
            self.shapes.append(
                Text(x + 8 if left else x - 8, y, words, "text.2", 11, anchor="start" if left else "end")
            )
            self.hits.append(Hit(x - 6 if left else x - wide, y - 12, wide, 16, "away", meeting.id, self.box.number))

    def _thinned(self, starts: Floats, ends: Floats, rows: Ints, members: Ints) -> Ints:
        """Of bars that stand on the same few pixels, the one with the best claim to a label."""
        scale = self.view.scale
        columns = (
            np.floor((starts * scale.days_per_px + scale.left) / (_PITCH * scale.days_per_px)).astype(np.int64) * 8
            + rows
        )
        columns[ends - starts > 8] = -1 - np.flatnonzero(ends - starts > 8)
        order = np.lexsort((self.index.ranks[members], columns))
        _, firsts = np.unique(columns[order], return_index=True)
        return np.sort(order[firsts])

    def _bars(self, starts: Floats, ends: Floats, rows: Ints, members: Ints) -> None:
        spans, entries = self.index.meetings, self.index.data.meetings
        view, box = self.view, self.box
        tracks = {row: Track() for row in range(box.rows)}
        if self.level is Level.DECADES:
            tracks |= {BELOW + n: Track() for n in range(LETTERS_BELOW)}
        by_row: dict[int, list[tuple[float, float]]] = {}
        wanted: list[Wanted] = []
        coming: dict[int, list[tuple[float, float, MeetingEntry]]] = {}
        ranks = self.index.ranks[members]
        most = _LABELS * max(box.rows, LETTERS_BELOW + 1)
        last_rank = int(np.partition(ranks, most)[most]) if len(ranks) > most else len(self.index.ranks)
        chosen = {view.selected, view.hovered}
        for x1, x2, row, n, rank in zip(
            starts.tolist(), ends.tolist(), rows.tolist(), spans.order[members].tolist(), ranks.tolist(), strict=True
        ):
            meeting, span = entries[n], spans.by_entry[n]
            row = min(row, box.rows - 1)
            y = box.row_y(row)
            self.shapes.extend(_bar(meeting, span, self.x0 + x1, self.x0 + x2, y, view, marked=meeting.id in chosen))
            self.hits.append(Hit(self.x0 + x1, y, x2 - x1, BAR, "meeting", meeting.id, box.number, row))
            by_row.setdefault(row, []).append((x1, x2))
            if rank < last_rank or meeting.id in view.labels_before or meeting.id in chosen:
                wanted.append(self._wanted(meeting, span, row, x1, x2, rank))
            coming.setdefault(row, []).append((x1, x2, meeting))
        for row, taken in by_row.items():
            tracks[row].block(taken)
        if not box.folded:
            self._label(wanted, tracks)
            if view.show_who and self.level is not Level.DECADES:
                for row, meetings in coming.items():
                    self._who(meetings, box.row_y(row) + BAR + 14)
            self._plate(wanted)

    def _wanted(
        self, meeting: MeetingEntry, span: DateSpan | None, row: int, x1: float, x2: float, rank: int
    ) -> Wanted:
        inside = None
        if span is not None and x2 - x1 > 60:
            quarter = (x2 - x1) / 4
            inside = (x1 + quarter * span.fade_left, x2 - quarter * span.fade_right)
        selected = meeting.id == self.view.selected
        key = (meeting.id, self.level)
        texts = self.index.label_texts.get(key)
        if texts is None:
            texts = self.index.label_texts[key] = label_texts(meeting, self.level)
        return Wanted(meeting.id, row, x1, x2, texts, (rank,), inside, selected, 4.0 if selected else 0.0)

    def _label(self, wanted: list[Wanted], tracks: dict[int, Track]) -> None:
        view = self.view
        chosen = [i for i in (view.selected, view.hovered) if i]
        self.labels = place(wanted, tracks, view.scale.width, before=view.labels_before, first=chosen)
        for label in self.labels:
            token = "text" if label.side != "inside" or self._is_proposed(label.id) else "page"
            y = self.box.row_y(label.row) + 12.5
            if label.side[0] == "b":
                depth = int(label.side[6:])
                y += BAR + depth * LETTER_ROW
                if depth:
                    top = self.box.row_y(label.row) + BAR + 2
                    self.shapes.append(
                        Line(self.x0 + label.x + 0.5, top, self.x0 + label.x + 0.5, y - 10, "border.control")
                    )
            self.shapes.append(Text(self.x0 + label.x, y, label.text, token, 12, label.bold))

    def _plate(self, wanted: list[Wanted]) -> None:
        """The selected meeting's label on a plate over everything, where it found no free place."""
        placed = {label.id for label in self.labels}
        chosen = next((w for w in wanted if w.id == self.view.selected and w.id not in placed), None)
        if chosen is None:
            return
        wide = width(chosen.texts[0], 12, True)
        x = max(4.0, min(chosen.x1, self.view.scale.width - wide - 4))
        y = self.box.row_y(chosen.row) + BAR + 6
        self.shapes.append(Box(self.x0 + x - 4, y, wide + 8, 18, "page", "focus", 1, radius=3))
        self.shapes.append(Text(self.x0 + x, y + 13, chosen.texts[0], "text", 12, True))
        self.labels.append(Placed(chosen.id, chosen.row, x, wide, chosen.texts[0], "plate", 0, True))

    def _is_proposed(self, meeting_id: str) -> bool:
        return self.index.meeting_states[meeting_id] not in DECIDED

    def _who(self, meetings: list[tuple[float, float, MeetingEntry]], y: float) -> None:
        view = self.view
        presences = self.index.telling if self.level is Level.YEARS else self.index.presences
        with_someone = [(x1, x2, m) for x1, x2, m in meetings if m.id in presences]
        for n, (x1, x2, meeting) in enumerate(with_someone):
            stop = with_someone[n + 1][0] - 4 if n + 1 < len(with_someone) else view.scale.width - 4
            x = max(x1, 4.0) if x2 > 24 else x1
            if x < 0 or stop - x < 20:
                continue
            present = presences[meeting.id]
            if self.index.lane_mode == "actor":  # a lane of one actor shows how that one was there
                present = [p for p in present if p.actor == self.box.lane.key] or present
            shapes, hits = strip(present, self.level, chosen=self.index.actors, x=self.x0 + x, y=y, room=stop - x)
            self.shapes.extend(shapes)
            self.hits.extend(h._replace(lane=self.box.number, row=9) for h in hits)

    def _count_hidden(self, starts: Floats) -> None:
        if not len(starts):
            return
        scale = self.view.scale
        width = _GROUP * scale.days_per_px
        groups, counts = np.unique(np.floor((starts * scale.days_per_px + scale.left) / width), return_counts=True)
        y = self.box.row_y(self.box.rows) + 10
        for group, count in zip(groups.tolist(), counts.tolist(), strict=True):
            x = max(4.0, scale.x(group * width))
            if x + 40 < scale.width:
                self.shapes.append(Text(self.x0 + x, y, f"+{count}", "text.2", 11))
                self.hits.append(Hit(self.x0 + x, y - 10, 40, 12, "more", f"{group * width}", self.box.number, 8))


def label_texts(meeting: MeetingEntry, level: Level) -> tuple[str, ...]:
    """The full form of a meeting's label at this nearness, then the short one (place and year)."""
    day, with_year = when_short(meeting.start, meeting.end), when_short(meeting.start, meeting.end, year=True)
    where = meeting.place or shortened(meeting.name, 150)
    year = (meeting.start or meeting.end or "").lstrip("./")[:4].lstrip("0")
    name = shortened(where, 110)
    short = name if year and year in name else f"{name} {year}".strip()
    if level is Level.DECADES:
        return (short, shortened(where, 84))
    if not meeting.place and year and year in meeting.name:
        return (shortened(meeting.name, 320), short)  # the name says when it was
    if level is Level.YEARS:
        return (shortened(where, 150) + f", {with_year}", short, shortened(where, 84))
    if level is Level.MONTHS:
        return (shortened(where, 150) + f", {day}", short, shortened(where, 84))
    full = shortened(meeting.name, 320)
    if meeting.place and meeting.place.casefold() not in meeting.name.casefold():
        full += f", {shortened(meeting.place, 120)}"
    full += f", {day}"
    if level is Level.DAYS and meeting.chair:
        full += f", chair {shortened(meeting.chair, 140)}"
    return (full, f"{shortened(where, 150)}, {day}", short)


def _bar(
    m: MeetingEntry, span: DateSpan | None, x1: float, x2: float, y: float, view: TimelineView, *, marked: bool
) -> list[Shape]:
    span = span or DateSpan(1, 1)
    proposed = m.state not in DECIDED
    left, right = 0.25 * span.fade_left, 0.25 * span.fade_right
    shapes: list[Shape] = []
    if marked:
        ring = "focus" if m.id == view.selected else "border.control"
        shapes.append(
            Box(x1 - 3.5, y - 3.5, x2 - x1 + 7, BAR + 7, "", ring, 2 if m.id == view.selected else 1, radius=4)
        )
    radius = 2.0 if span.is_day and x2 - x1 > 8 else 0.0
    if not proposed:
        shapes.append(Box(x1, y, x2 - x1, BAR, "meeting", radius=radius, fade_left=left, fade_right=right))
    elif span.is_day:
        shapes.append(Box(x1 + 0.5, y + 0.5, x2 - x1 - 1, BAR - 1, "meeting.tint", "meeting", 1, True, 2))
    else:
        shapes.append(Box(x1, y, x2 - x1, BAR, "meeting", fade_left=left, fade_right=right, alpha=0.28))
        shapes.append(Box(x1 + 0.5, y + 0.5, x2 - x1 - 1, BAR - 1, "", "meeting", 1, True))
    if span.open_left:
        shapes.append(Sign("before", x1 - 6, y + BAR / 2, 12, "meeting"))
    if span.open_right:
        shapes.append(Sign("after", x2 + 6, y + BAR / 2, 12, "meeting"))
    return shapes
