"""Backing up a case of 1 GB while its window is open: the longest time that the window does nothing else."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from kpdesk import main
from kpdesk.domain.records import Source, TextVersion
from kpdesk.services import backups, cases
from kpdesk.settings import Settings
from kpdesk.store.case import CaseFile
from tests.benchmarks.big_case import copy_of_big_case

GIGABYTE, ORIGINAL = 1_000_000_000, 8_000_000  # bytes
TICK_MS = 5
MOVES = ("sources", "meetings", "actors", "find")


def measure() -> dict[str, tuple[float, str]]:
    """``longest_gap_ms`` while the backup runs and a person walks through the pages; ``idle_gap_ms`` doing so without."""
    with tempfile.TemporaryDirectory(dir=Path("build")) as folder:
        os.environ["KPDESK_DATA"] = str(Path(folder) / "data")
        path = copy_of_big_case(Path(folder))
        with cases.open_case(path) as case:
            _fill(case)
        return {"size_gb": (path.stat().st_size / GIGABYTE, "GB"), **_backed_up(path)}


def _fill(case: CaseFile) -> None:
    """Originals as they were received, until the file is large enough."""
    chance = random.Random(7)
    (version, *_) = case.all("text_version", source_id=case.all("source")[0].id)
    while case.path.stat().st_size < GIGABYTE:
        with case.unit("Added a text with a large original") as unit:
            source = unit.add(Source(title="A scanned report"))
            digest = unit.keep_blob(chance.randbytes(ORIGINAL))
            unit.add(
                TextVersion(
                    source_id=source.id, text_sha256=version.text_sha256, received_sha256=digest,
                    characters=version.characters,
                )
            )  # fmt: skip


def _backed_up(path: Path) -> dict[str, tuple[float, str]]:
    main.make_application()
    window = main.make_window(Settings(theme="light"))
    window.resize(1280, 800)
    window.show()
    window.desk.take_case(cases.open_case(path))
    for place in (*MOVES, MOVES[0]):  # pages are made at the first visit
        window.desk.go(place)
        QApplication.processEvents()
    done: list[object] = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < 3:  # what opening started in the background comes to its end
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    idle, idle_own = _longest_gap(window, until=lambda seconds: seconds > 6)
    window.desk.run(
        lambda progress, case: backups.back_up(case, progress=progress), window.desk.case, label="Backing up",
        done=done.append, failed=done.append,
    )  # fmt: skip
    begin = time.perf_counter()
    gap, own = _longest_gap(window, until=lambda _: bool(done))
    seconds = time.perf_counter() - begin
    assert isinstance(done[0], backups.Backup), done[0]
    size = done[0].size
    window.close()
    assert size >= GIGABYTE
    return {
        "longest_gap_ms": (gap, "ms"), "longest_gap_own_ms": (own, "ms"), "idle_gap_ms": (idle, "ms"),
        "idle_gap_own_ms": (idle_own, "ms"), "backup_s": (seconds, "s"),
    }  # fmt: skip


def _waited() -> float:
    """Seconds that the window's thread stood ready and got no processor, which other programs had; 0 where not told."""
    told = Path(f"/proc/self/task/{os.getpid()}/schedstat")
    return int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0


def _longest_gap(window, until) -> tuple[float, float]:
    """Milliseconds between two beats of a timer in the window's thread, at most, while pages change once a second.

    The second figure is without the time in which the thread waited for a processor, which other programs had too.
    """
    gaps, own, begin = [0.0], [0.0], time.perf_counter()
    last, moves, waited = begin, 0, _waited()
    timer = QTimer()

    def beat() -> None:
        nonlocal last, waited
        now, waiting = time.perf_counter(), _waited()
        gaps.append((now - last) * 1000)
        own.append((now - last - (waiting - waited)) * 1000)
        last, waited = now, waiting

    timer.timeout.connect(beat)
    timer.start(TICK_MS)
    while not until(time.perf_counter() - begin):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() - begin > moves + 1:
            moves += 1
            window.desk.go(MOVES[moves % len(MOVES)])
    timer.stop()
    return max(gaps), max(own)
