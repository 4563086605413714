"""A fixed loop of Python, SQLite and raster work, timed beside every benchmark so that machines compare."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable

import numpy as np


def median_of(fn: Callable[[], object], runs: int = 5) -> float:
    """Median wall seconds of ``runs`` calls, after one that is not counted."""
    fn()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        fn()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def work() -> None:
    """The loop: about a tenth of a second each of plain Python, SQLite in memory, and painting into an array."""
    words: dict[str, int] = {}
    for n in range(200_000):
        key = f"w{n % 997}"
        words[key] = words.get(key, 0) + n
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", ((n, f"row {n}") for n in range(60_000)))
        connection.execute("SELECT b, count(*) FROM t GROUP BY substr(b, 1, 6) ORDER BY b").fetchall()
    canvas = np.zeros((800, 1280, 4), dtype=np.float32)
    ink = np.array([0.1, 0.4, 0.8, 1.0], dtype=np.float32)
    for n in range(24):
        x, y = 40 * n, 24 * n
        canvas[y : y + 200, x : x + 300] = canvas[y : y + 200, x : x + 300] * 0.5 + ink * 0.5
    canvas.clip(0, 1).astype(np.uint8)


def calibration_s() -> float:
    """Median seconds of the loop on this machine, now."""
    return median_of(work)
