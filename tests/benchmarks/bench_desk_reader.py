"""The reader on 500,000 characters with 5,000 spans, and one decision to its repaint, on the large case when it is there."""

from __future__ import annotations

import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk import main
from kpdesk.analysis.spans import ReaderSpan
from kpdesk.desktop.reader.text_view import ReaderText
from kpdesk.services import cases
from kpdesk.settings import Settings
from tests.benchmarks.big_case import big_case
from tests.proposals import an_article

PARAGRAPH = "monitors told reporters that the meeting in Windhoek would not decide on exports from Marange “today”"
CHARACTERS, SPANS, RUNS, FRAMES, DECISIONS = 500_000, 5_000, 5, 300, 15
Figures = dict[str, tuple[float, str]]


def measure() -> Figures:
    """``reader_open_s``, ``reader_scroll_ms`` (95th percentile of a frame), ``accept_ms`` (key to repaint)."""
    main.make_application()
    text, spans = _text(), _spans()
    opened = statistics.median(_open(text, spans)[0] for _ in range(RUNS))
    _, reader = _open(text, spans)
    figures = {"reader_open_s": (opened, "s"), "reader_scroll_ms": (_scroll(reader), "ms")}
    reader.close()
    return figures | {"accept_ms": (_accept(), "ms")}


def _text() -> str:
    rng = random.Random(1)
    words = PARAGRAPH.split()
    paragraphs, count = [], 0
    while count < CHARACTERS:
        paragraphs.append(" ".join(rng.choices(words, k=rng.randint(30, 90))))
        count += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)[:CHARACTERS]


def _spans() -> list[ReaderSpan]:
    rng = random.Random(2)
    made = []
    for n in range(SPANS):
        kind = rng.choice(("actor", "actor", "meeting", "statement", "position"))
        start = rng.randrange(CHARACTERS - 500)
        length = rng.randint(80, 400) if kind == "statement" else rng.randint(5, 40)
        role = {"statement": "content", "position": "evidence"}.get(kind, "mention")
        stance = rng.choice(("support", "oppose")) if kind == "position" else None
        state = rng.choice(("proposed", "accepted", "edited"))
        made.append(
            ReaderSpan(
                start=start, end=start + length, kind=kind, record_id=str(n), state=state, role=role, stance=stance
            )
        )
    return made


def _open(text: str, spans: list[ReaderSpan]) -> tuple[float, ReaderText]:
    reader = ReaderText()
    reader.resize(900, 1000)
    reader.show()
    QApplication.processEvents()
    start = time.perf_counter()
    reader.set_text(text, title="A long report", meta="The Example")
    reader.set_spans(spans)
    reader.repaint()
    return time.perf_counter() - start, reader


def _scroll(reader: ReaderText) -> float:
    """From the top without waiting for the idle layout, then jumps through the whole text."""
    rng, frames = random.Random(3), []
    bar = reader.verticalScrollBar()
    for n in range(FRAMES):
        start = time.perf_counter()
        bar.setValue(bar.value() + 120 if n < FRAMES // 2 else rng.randrange(max(1, bar.maximum())))
        reader.repaint()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        frames.append((time.perf_counter() - start) * 1000)
    return statistics.quantiles(frames, n=20)[-1]


def _accept() -> float:
    """The median from the key A to the repainted window, on a copy of the large case with fresh proposals."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "bench.kpdesk"
    shutil.copy(big_case(), path)
    case = cases.open_case(path)
    issue = case.all("issue")[0]
    for n in range(4):
        an_article(case, issue, n)
    window = main.make_window(Settings(theme="light"))
    window.resize(1280, 800)
    window.show()
    window.desk.take_case(case)
    window.desk.go("review")
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    page = window.page
    times = []
    while page.queue.model.undecided() and len(times) < DECISIONS:
        focused = QApplication.focusWidget() or page.queue.list
        start = time.perf_counter()
        QTest.keyClick(focused, Qt.Key.Key_A)
        QApplication.processEvents()  # paints what the decision changed
        times.append((time.perf_counter() - start) * 1000)
    window.close()
    case.close()
    shutil.rmtree(folder, ignore_errors=True)
    return statistics.median(times)
