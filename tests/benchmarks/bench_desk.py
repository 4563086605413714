"""The desk on a case of 10,000 sources, 100,000 statements and 2,000 actors: starting, opening, listing, finding, merging."""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kpdesk.domain.finding import Criteria
from kpdesk.domain.listing import LISTS, ListQuery
from kpdesk.services import cases, finding, history, lookup, merging
from kpdesk.store.case import CaseFile
from tests.benchmarks.big_case import big_case, copy_of_big_case
from tests.benchmarks.calibration import median_of

Figures = dict[str, tuple[float, str]]
RUNS = 5
SEARCHES = (
    Criteria(words="mon"), Criteria(words="monitors exp"), Criteria(words='"monitors exports"'),
    Criteria(words="sithole"), Criteria(words="monitors -exports"), Criteria(words="ban stance:oppose from:2010"),
    Criteria(words="trade actor:dube"),
)  # fmt: skip
START = """
import sys, time
from kpdesk import main
from kpdesk.settings import Settings
main.make_application()
window = main.make_window(Settings())
window.show()
from PySide6.QtWidgets import QApplication
QApplication.processEvents()
window.repaint()
QApplication.processEvents()
assert window.isVisible() and "spacy" not in sys.modules
print("usable")
"""


def measure() -> Figures:
    """The figures of the desk; the reader's come from ``bench_desk_reader`` (a decision to its repaint among them)."""
    big = big_case()
    figures: Figures = {"start_s": (_start(), "s"), "open_s": (_opened(big), "s")}
    with cases.open_case(big, read_only=True) as case:
        figures["list_s"] = (_slowest_list(case), "s")
        figures["search_s"] = (_slowest_search(case), "s")
        figures["scroll_growth_mb"] = (_growth(case), "MB")
    with tempfile.TemporaryDirectory() as folder, cases.open_case(copy_of_big_case(Path(folder))) as case:
        merged, undone = _merged(case)
    figures |= {"merge_s": (merged, "s"), "undo_merge_s": (undone, "s")}
    from tests.benchmarks import bench_desk_reader

    return figures | bench_desk_reader.measure()


def _start() -> float:
    """A process of its own, from its first instruction to a painted window without a case."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def start() -> None:
        done = subprocess.run([sys.executable, "-c", START], env=env, capture_output=True, text=True)
        assert done.stdout.strip() == "usable", done.stderr[-2000:]

    return median_of(start, RUNS)


def _opened(path: Path) -> float:
    """Opened for writing, as the window does, with its first list; closed outside the time."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        case = cases.open_case(path)
        lookup.page(case, ListQuery(kind="sources"))
        lookup.undecided(case)
        times.append(time.perf_counter() - begin)
        case.close()
    return statistics.median(times)


def _slowest_list(case: CaseFile) -> float:
    """First rows with counts, each list as it opens and with a word typed into its filter; the slowest of them."""
    queries = [ListQuery(kind=kind) for kind in LISTS] + [ListQuery(kind=kind, words="monitors") for kind in LISTS]
    return max(median_of(_asking(case, query), RUNS) for query in queries)


def _asking(case: CaseFile, query: ListQuery) -> Callable[[], object]:
    return lambda: lookup.page(case, query)


def _slowest_search(case: CaseFile) -> float:
    """As typed, with hits and their passages; the slowest of several kinds of search."""

    def searching(wanted: Criteria) -> Callable[[], object]:
        return lambda: finding.find(case, wanted, typing=True)

    return max(median_of(searching(wanted), RUNS) for wanted in SEARCHES)


def _growth(case: CaseFile) -> float:
    """Memory gained by scrolling the window's own list model through all 100,000 statements."""
    from kpdesk import main
    from kpdesk.desktop.models.record_table import RecordTable

    main.make_application()
    model = RecordTable("statements", lambda query: lookup.page(case, query))
    model.reload()
    gc.collect()
    before = _memory()
    for number in range(0, model.total, 20):
        for row in range(number, min(number + 20, model.total)):
            model.row(row)
    gc.collect()
    return max(0.0, _memory() - before)


def _memory() -> float:
    """Megabytes of this process in memory now (the highest so far, where the system does not tell)."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _merged(case: CaseFile) -> tuple[float, float]:
    """Two actors, one of them with 5,000 statements and as many places: merged and taken apart again."""
    busy = case.all("statement", source_id=case.all("source")[0].id)[0].speaker_id
    assert busy is not None and case.count("statement", speaker_id=busy) >= 5_000
    other = next(a for a in case.all("actor") if a.id != busy)
    merges, undos = [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        merging.merge(case, other.id, busy)
        merges.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        history.undo(case)
        undos.append(time.perf_counter() - begin)
    return statistics.median(merges), statistics.median(undos)
