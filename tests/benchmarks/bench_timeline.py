"""``make bench NAME=timeline``: the canvas at 1280×800 with 50,000 items, the ledger at 100,000 positions."""

from __future__ import annotations

import gc
import os
import random
import statistics
import time
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from kpdesk.analysis.ledger import LedgerIndex
from kpdesk.analysis.timeline_data import TimelineData, TimelineIndex
from kpdesk.analysis.timeline_view import HEAD
from kpdesk.desktop import theme
from kpdesk.desktop.canvases.timeline import TimelineCanvas
from tests.analysis.timeline_cases import a_random_timeline

WIDTH, HEIGHT = 1280, 800
STANCES = ("support", "oppose", "mixed", "unclear")


def items(count: int) -> TimelineData:
    """Exactly ``count`` records: meetings with their presences, statements and stance changes, over 26 years."""
    data = a_random_timeline(count // 24)
    rest = count - len(data.meetings) - len(data.presences) - len(data.changes)
    said = list(data.statements)
    while len(said) < rest:
        said += [s._replace(id=f"{s.id}+{len(said)}") for s in said[: rest - len(said)]]
    return TimelineData(
        meetings=data.meetings, presences=data.presences, statements=said[:rest], changes=data.changes, sources=10
    )


def first_paint(data: TimelineData) -> tuple[float, TimelineCanvas]:
    """Seconds from plain records to the painted picture."""
    canvas = TimelineCanvas()
    canvas.resize(WIDTH, HEIGHT)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    start = time.perf_counter()
    canvas.set_index(TimelineIndex(data))
    canvas._resize()
    paint(canvas, image)
    return time.perf_counter() - start, canvas


def paint(canvas: TimelineCanvas, image: QImage) -> None:
    painter = QPainter(image)
    canvas.paint_onto(painter)
    painter.end()


def frames(canvas: TimelineCanvas) -> list[float]:
    """Seconds of each frame of a walk: out from days to decades, panning at every nearness, and back in."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    middle = (WIDTH - HEAD) / 2
    times: list[float] = []
    moves = []
    canvas.fit()
    for _ in range(56):
        moves += [lambda: canvas.zoom_by(1.18, middle), lambda: canvas.pan_by(37)]
    for _ in range(56):
        moves += [lambda: canvas.pan_by(-53), lambda: canvas.zoom_by(1 / 1.18, middle * 0.6)]
    for move in moves:
        start = time.perf_counter()
        move()
        paint(canvas, image)
        times.append(time.perf_counter() - start)
    return times


def positions(count: int, holders: int = 2000, issues: int = 25) -> list[tuple]:
    rnd = random.Random(7)
    found = []
    for n in range(count):
        day = date.fromordinal(730_120 + rnd.randrange(9000)).isoformat()
        holder = f"h{rnd.randrange(holders)}"
        other = f"h{rnd.randrange(holders)}" if rnd.random() < 0.2 else None
        state = "accepted" if rnd.random() < 0.7 else "proposed"
        as_of = day if rnd.random() < 0.7 else day[:7]
        found.append((f"p{n}", holder, f"i{rnd.randrange(issues)}", rnd.choice(STANCES), as_of, other, state, None))
    return found


def best_of(fn, runs: int = 3) -> float:
    """The median of a few runs, after one that is not counted."""
    fn()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        fn()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure() -> dict[str, tuple[float, str]]:
    """first_paint_s and growth count index, layout and paint; frame_ms is the 95th percentile of a walk."""
    app = QApplication.instance() or QApplication([])
    theme.current.apply(choice="light", scale=1.0)
    first_paint(items(1000))  # fonts and signs are read once per program, not per case
    fifty = items(50_000)
    paints = [first_paint(fifty)[0] for _ in range(5)]
    canvas = first_paint(fifty)[1]
    frames(canvas)  # signs and words are drawn once, then kept
    times = sorted(frames(canvas))
    del canvas, fifty
    small, large = items(10_000), items(100_000)
    ten = statistics.median(first_paint(small)[0] for _ in range(5))
    hundred = statistics.median(first_paint(large)[0] for _ in range(5))
    del small, large
    gc.collect()
    rows = positions(100_000)
    day = 735_000
    ledger_s = best_of(lambda: LedgerIndex(rows).as_of(day))
    index = LedgerIndex(rows)
    steps = index.change_days[-40:-20]
    asof = statistics.median(best_of(lambda d=d: index.as_of(d), 1) for d in steps)
    del app
    return {
        "first_paint_s": (statistics.median(paints), "s"),
        "frame_ms": (times[int(len(times) * 0.95)] * 1000, "ms"),
        "frame_median_ms": (statistics.median(times) * 1000, "ms"),
        "ledger_s": (ledger_s, "s"),
        "asof_ms": (asof * 1000, "ms"),
        "growth": (hundred / (10 * ten), "ratio"),
    }
